/* SPDX-License-Identifier: MIT */
#include "cli/capture_show_words.h"

#include <inttypes.h>

#include "wire/cotp.h"
#include "wire/describe.h"
#include "wire/names.h"
#include "wire/tpkt.h"

enum { USERDATA_ERROR_AT = 10, OCTETS_MOST = 16 };

static const struct s7_station *server_of(const struct s7_seen *event)
{
    return &event->flow->ends[1 - event->client];
}

struct s7_capture_view s7_capture_show_view(const struct s7_capture_show *show, const struct s7_seen *event)
{
    return (struct s7_capture_view){.cpu = s7_capture_names_cpu(show->names, server_of(event)),
                                    .all = show->values,
                                    .redact = s7_capture_names_redact(show->names)};
}

/* ---- connections ------------------------------------------------------------------------------------------------- */

static const struct {
    const char *word;
    const char *text;
} ends[] = {
    [S7_FLOW_END_FIN] = {"fin", "TCP connection closed"},
    [S7_FLOW_END_RESET] = {"reset", "TCP connection reset"},
    [S7_FLOW_END_REFUSED] = {"refused", "TCP connection refused"},
    [S7_FLOW_END_REUSED] = {"reused", "TCP connection without an end; its ports are used by a new one"},
    [S7_FLOW_END_IDLE] = {"idle", "TCP connection without an end; nothing came for too long"},
    [S7_FLOW_END_EVICTED] = {"evicted", "TCP connection not looked at any longer: too many are open"},
    [S7_FLOW_END_CAPTURE] = {"capture", "TCP connection still there when the capture ends"},
};

const char *s7_capture_show_end(enum s7_flow_end end)
{
    return ends[end].word;
}

static void words_opened(struct s7_strbuf *buf, const struct s7_capture_show *show, const struct s7_seen *event)
{
    (void)show;
    s7_strbuf_add(buf, event->flow->seen & S7_FLOW_SEEN_SYN ? "TCP connection"
                                                            : "TCP connection that was there before");
}

static void words_closed(struct s7_strbuf *buf, const struct s7_capture_show *show, const struct s7_seen *event)
{
    (void)show;
    s7_strbuf_add(buf, ends[event->end].text);
}

static void words_lost(struct s7_strbuf *buf, const struct s7_capture_show *show, const struct s7_seen *event)
{
    (void)show;
    s7_strbuf_printf(buf, "%" PRIu64 " %s%s%s", event->lost_octets,
                     s7_loss_unit_name(s7_loss_unit_of(event->loss)),
                     s7_loss_unit_of(event->loss) == S7_LOSS_EVENTS ? "" : " ", s7_loss_text(event->loss));
}

/* ---- COTP -------------------------------------------------------------------------------------------------------- */

static void add_tsap(struct s7_strbuf *buf, const struct s7_capture_show *show,
                     const struct s7_cotp_connect *connect, enum s7_cotp_parameter_code code)
{
    const struct s7_tsap tsap = s7_cotp_tsap_of(connect, code);
    s7_strbuf_add(buf, code == S7_COTP_CALLING_TSAP ? "calling TSAP " : ", called TSAP ");
    s7_capture_names_tsap(show->names, &tsap, buf);
}

static void words_cotp(struct s7_strbuf *buf, const struct s7_capture_show *show, const struct s7_seen *event)
{
    const struct s7_octets packet = event->packet_octets;
    struct s7_cotp cotp;
    bool decoded = packet.size > S7_TPKT_SIZE &&
                   s7_cotp_decode(packet.at + S7_TPKT_SIZE, packet.size - S7_TPKT_SIZE, &cotp) == S7_OK;
    if (!decoded || (cotp.type != S7_COTP_CR && cotp.type != S7_COTP_CC)) {
        s7_describe_packet_line(buf, packet.at, packet.size);
        return;
    }
    s7_strbuf_printf(buf, "%s ", s7_name_tpdu((uint8_t)cotp.type));
    add_tsap(buf, show, &cotp.as.connect, S7_COTP_CALLING_TSAP);
    add_tsap(buf, show, &cotp.as.connect, S7_COTP_CALLED_TSAP);
    s7_strbuf_printf(buf, ", TPDU size %zu", s7_cotp_tpdu_size(&cotp.as.connect));
}

/* ---- PDUs -------------------------------------------------------------------------------------------------------- */

struct s7_octets s7_capture_show_parameter(const struct s7_seen *event)
{
    struct s7_reader reader = s7_reader_over(event->pdu.at, event->pdu.size);
    s7_reader_octets(&reader, s7_header_size(event->header.rosctr));
    return s7_reader_octets(&reader, event->header.parameter_size);
}

uint16_t s7_capture_show_code(const struct s7_seen *event)
{
    if (!event->decoded)
        return 0;
    const struct s7_octets parameter = s7_capture_show_parameter(event);
    if (event->header.rosctr != S7_ROSCTR_USERDATA || parameter.size < USERDATA_ERROR_AT + 2)
        return event->header.error;
    return s7_load_u16(parameter.at + USERDATA_ERROR_AT);
}

static void words_s7(struct s7_strbuf *buf, const struct s7_capture_show *show, const struct s7_seen *event)
{
    s7_capture_show_pdu(buf, show, event);
    if (event->latency >= 0)
        s7_strbuf_printf(buf, " (%.3f ms)", (double)event->latency / S7_MILLISECOND);
}

static void words_s7plus(struct s7_strbuf *buf, const struct s7_capture_show *show, const struct s7_seen *event)
{
    (void)show;
    s7_strbuf_printf(buf, "S7CommPlus, %zu octets, not decoded", event->pdu.size);
}

static void words_mms(struct s7_strbuf *buf, const struct s7_capture_show *show, const struct s7_seen *event)
{
    (void)show;
    s7_strbuf_printf(buf, "MMS (ISO session), %zu octets, not decoded", event->pdu.size);
}

static void words_other(struct s7_strbuf *buf, const struct s7_capture_show *show, const struct s7_seen *event)
{
    s7_strbuf_printf(buf, "another protocol, %zu octets, not decoded", event->pdu.size);
    if (s7_capture_names_redact(show->names) || event->pdu.size == 0)
        return;
    s7_strbuf_add(buf, ": ");
    s7_strbuf_hex(buf, event->pdu.at, event->pdu.size, OCTETS_MOST);
}

static void words_no_answer(struct s7_strbuf *buf, const struct s7_capture_show *show,
                            const struct s7_seen *event)
{
    (void)show;
    s7_strbuf_add(buf, "never answered: ");
    s7_describe_pdu_head(buf, event->pdu.at, event->pdu.size);
    if (event->question_packet)
        s7_strbuf_printf(buf, " of packet %" PRIu64, event->question_packet);
}

/* ---- all of them ------------------------------------------------------------------------------------------------- */

typedef void words_function(struct s7_strbuf *buf, const struct s7_capture_show *show,
                            const struct s7_seen *event);

static const struct {
    const char *kind;
    words_function *words;
} kinds[] = {
    [S7_SEEN_OPENED] = {"opened", words_opened},
    [S7_SEEN_COTP] = {"cotp", words_cotp},
    [S7_SEEN_S7] = {"pdu", words_s7},
    [S7_SEEN_S7PLUS] = {"s7plus", words_s7plus},
    [S7_SEEN_MMS] = {"mms", words_mms},
    [S7_SEEN_OTHER] = {"other", words_other},
    [S7_SEEN_NO_ANSWER] = {"no_answer", words_no_answer},
    [S7_SEEN_LOST] = {"lost", words_lost},
    [S7_SEEN_CLOSED] = {"closed", words_closed},
};

const char *s7_capture_show_kind(const struct s7_seen *event)
{
    return kinds[event->kind].kind;
}

static const struct {
    unsigned bit;
    const char *text;
} framings[] = {{S7_FRAMING_SPLIT, "in several segments"},
                {S7_FRAMING_SHARED, "shares a segment"},
                {S7_FRAMING_AFTER_GAP, "after a gap"}};

static void add_framing(struct s7_strbuf *buf, unsigned framing)
{
    const char *before = " [";
    for (size_t i = 0; i < sizeof framings / sizeof framings[0]; i++) {
        if (!(framing & framings[i].bit))
            continue;
        s7_strbuf_printf(buf, "%s%s", before, framings[i].text);
        before = ", ";
    }
    s7_strbuf_add(buf, before[0] == ' ' ? "" : "]");
}

void s7_capture_show_words(struct s7_strbuf *buf, const struct s7_capture_show *show,
                           const struct s7_seen *event)
{
    kinds[event->kind].words(buf, show, event);
    add_framing(buf, event->framing);
}
