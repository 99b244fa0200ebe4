/* SPDX-License-Identifier: MIT */
#include "doctor/confirm.h"

#include "base/strbuf.h"
#include "sieben/error.h"
#include "wire/cotp.h"
#include "wire/tpkt.h"

/* The packet at `at`; false: not there as a whole. */
static bool packet_at(const uint8_t *heard, size_t size, size_t at, struct s7_cotp *ret_cotp, size_t *ret_end)
{
    size_t packet = 0;
    if (size < at + S7_TPKT_SIZE || s7_tpkt_decode(heard + at, &packet) != S7_OK || packet > size - at)
        return false;
    *ret_end = at + packet;
    return s7_cotp_decode(heard + at + S7_TPKT_SIZE, packet - S7_TPKT_SIZE, ret_cotp) == S7_OK;
}

static bool confirm_of(const uint8_t *heard, size_t size, struct s7_cotp *ret_cotp)
{
    size_t end = 0;
    return packet_at(heard, size, 0, ret_cotp, &end) && ret_cotp->type == S7_COTP_CC;
}

bool s7_confirm_usual(const uint8_t *heard, size_t size)
{
    static const uint8_t usual[] = {S7_COTP_TPDU_SIZE, S7_COTP_CALLING_TSAP, S7_COTP_CALLED_TSAP};
    struct s7_cotp cotp;
    if (!confirm_of(heard, size, &cotp))
        return true;
    const struct s7_cotp_parameters *parameters = &cotp.as.connect.parameters;
    bool same = parameters->count == sizeof usual;
    for (size_t i = 0; same && i < sizeof usual; i++)
        same = parameters->list[i].code == usual[i];
    return same;
}

void s7_confirm_text(const uint8_t *heard, size_t size, char *text, size_t text_size)
{
    struct s7_strbuf buf = s7_strbuf_over(text, text_size);
    struct s7_cotp cotp;
    if (!confirm_of(heard, size, &cotp)) {
        s7_strbuf_add(&buf, "its parameters were not kept");
        return;
    }
    const struct s7_cotp_parameters *parameters = &cotp.as.connect.parameters;
    s7_strbuf_add(&buf, parameters->count > 0 ? "parameters" : "no parameters");
    for (size_t i = 0; i < parameters->count; i++)
        s7_strbuf_printf(&buf, " %02X", (unsigned)parameters->list[i].code);
    s7_strbuf_printf(&buf, ", TPDU size %zu", s7_cotp_tpdu_size(&cotp.as.connect));
}

int s7_confirm_protocol(const uint8_t *heard, size_t size)
{
    struct s7_cotp cotp;
    size_t end = 0, behind = 0;
    if (!packet_at(heard, size, 0, &cotp, &end) || cotp.type != S7_COTP_CC)
        return -1;
    /* A long answer is not kept as a whole: its first octet is enough. */
    size_t first = end + S7_TPKT_SIZE + S7_COTP_DT_SIZE;
    if (packet_at(heard, size, end, &cotp, &behind))
        return cotp.type == S7_COTP_DT && cotp.as.data.user_data.size > 0 ? cotp.as.data.user_data.at[0] : -1;
    return size > first ? heard[first] : -1;
}
