/* SPDX-License-Identifier: MIT */
#include "sieben/error.h"
#include "wire/cotp.h"
#include "wire/describe.h"
#include "wire/names.h"
#include "wire/tpkt.h"

static const char *name_or(const char *name)
{
    return name ? name : "not in the tables";
}

static void add_tsap(struct s7_strbuf *buf, const struct s7_cotp_connect *connect,
                     enum s7_cotp_parameter_code code, const char *name)
{
    struct s7_tsap tsap = s7_cotp_tsap_of(connect, code);
    char text[S7_TSAP_TEXT_SIZE + 2];
    s7_tsap_format(&tsap, text, sizeof text);
    s7_strbuf_printf(buf, "%s TSAP %s, ", name, tsap.size ? text : "absent");
}

static void line_connect(struct s7_strbuf *buf, const struct s7_cotp *cotp)
{
    add_tsap(buf, &cotp->as.connect, S7_COTP_CALLING_TSAP, "calling");
    add_tsap(buf, &cotp->as.connect, S7_COTP_CALLED_TSAP, "called");
    s7_strbuf_printf(buf, "TPDU size %zu", s7_cotp_tpdu_size(&cotp->as.connect));
}

static void line_data(struct s7_strbuf *buf, const struct s7_cotp_data *data)
{
    if (data->user_data.size == 0)
        s7_strbuf_printf(buf, "DT without user data, EOT %u", data->eot);
    else if (!data->eot)
        s7_strbuf_printf(buf, "DT fragment of %zu octets, more follow", data->user_data.size);
    else
        s7_describe_pdu(buf, data->user_data.at, data->user_data.size);
}

static void line_cotp(struct s7_strbuf *buf, const struct s7_cotp *cotp)
{
    if (cotp->type == S7_COTP_DT) {
        line_data(buf, &cotp->as.data);
        return;
    }
    s7_strbuf_printf(buf, "%s ", s7_name_tpdu((uint8_t)cotp->type));
    if (cotp->type == S7_COTP_DR)
        s7_strbuf_printf(buf, "reason %u: %s", cotp->as.disconnect.reason,
                         name_or(s7_name_dr_reason(cotp->as.disconnect.reason)));
    else if (cotp->type == S7_COTP_ER)
        s7_strbuf_printf(buf, "cause %u: %s", cotp->as.error.cause,
                         name_or(s7_name_er_cause(cotp->as.error.cause)));
    else
        line_connect(buf, cotp);
}

void s7_describe_packet_line(struct s7_strbuf *buf, const uint8_t *packet, size_t size)
{
    size_t packet_size = 0;
    struct s7_cotp cotp;
    if (size && packet[0] != S7_TPKT_VERSION)
        s7_strbuf_add(buf, "malformed: the first octet is not 03, this is not ISO-on-TCP");
    else if (size < S7_TPKT_SIZE || s7_tpkt_decode(packet, &packet_size) != S7_OK || packet_size != size)
        s7_strbuf_printf(buf, "malformed: the TPKT length does not agree with the %zu octets present", size);
    else if (s7_cotp_decode(packet + S7_TPKT_SIZE, size - S7_TPKT_SIZE, &cotp) != S7_OK)
        s7_strbuf_add(buf, "malformed: the TPDU breaks ISO 8073 class 0");
    else
        line_cotp(buf, &cotp);
}
