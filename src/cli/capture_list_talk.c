/* SPDX-License-Identifier: MIT
 *
 * One conversation: its partners and figures, and then its tables.
 */
#include <inttypes.h>

#include "cli/capture_list.h"
#include "cli/capture_list_words.h"

enum { TEXT = 400, PAIRS = 16, ORDER_NUMBER = 21 };

/* Pairs with the memory of their texts. */
struct pairs {
    struct s7_report_pair list[PAIRS];
    char texts[PAIRS][TEXT];
    struct s7_strbuf buf; /* of the one that was added last */
    size_t count;
};

static struct s7_strbuf *add(struct pairs *pairs, const char *key)
{
    char *text = pairs->texts[pairs->count];
    text[0] = '\0';
    pairs->list[pairs->count++] = (struct s7_report_pair){.key = key, .value = {.text = text}};
    pairs->buf = s7_strbuf_over(text, TEXT);
    return &pairs->buf;
}

static void add_tsap(struct s7_strbuf *buf, const struct s7_capture_list *list, const struct s7_tsap *tsap)
{
    char text[TEXT];
    struct s7_strbuf words = s7_strbuf_over(text, sizeof text);
    text[0] = '\0';
    s7_capture_names_tsap(list->names, tsap, buf);
    s7_words_tsap(&words, tsap);
    if (text[0])
        s7_strbuf_printf(buf, " (%s)", text);
}

static void add_tsaps(struct pairs *pairs, const struct s7_capture_list *list, const struct s7_talk *talk)
{
    struct s7_strbuf *buf = add(pairs, "TSAPs");
    if (!talk->tsaps_known) {
        s7_strbuf_add(buf, talk->telegrams ? "not seen: the capture begins after the connection did"
                                           : "none was asked for");
        return;
    }
    add_tsap(buf, list, &talk->calling);
    s7_strbuf_add(buf, " → ");
    add_tsap(buf, list, &talk->called);
}

static void add_some(struct s7_strbuf *buf, uint64_t count, const char *words)
{
    if (count == 0)
        return;
    s7_strbuf_add(buf, ", ");
    s7_words_count(buf, count);
    s7_strbuf_printf(buf, " %s", words);
}

static void add_connections(struct pairs *pairs, const struct s7_talk *talk)
{
    struct s7_strbuf *buf = add(pairs, "Connections");
    s7_words_count(buf, talk->connections);
    add_some(buf, talk->called_back, "opened by the server");
    add_some(buf, talk->mid_stream, "begun before the capture");
    add_some(buf, talk->open, "still there at its end");
    add_some(buf, talk->resets, "reset");
    add_some(buf, talk->refused, "refused");
    add_some(buf, talk->unanswered, "not answered");
    if (talk->refused || talk->unanswered)
        pairs->list[pairs->count - 1].value.meaning = S7_REPORT_WARN;
}

/* What was asked for is told, but nothing of what became of it: the usual fault of a mirror port. */
static void add_one_way(struct pairs *pairs, const struct s7_talk *talk)
{
    if (!talk->one_way || !talk->telegrams)
        return;
    struct s7_strbuf *buf = add(pairs, "Captured");
    if (talk->one_way == talk->connections)
        s7_strbuf_add(buf, "only one direction was captured");
    else
        s7_words_of(buf, talk->one_way, "connection in one direction only",
                    "connections in one direction only");
    if (!talk->octets_to_server != !talk->octets_to_client)
        s7_strbuf_printf(buf, ", what the %s sent", talk->octets_to_server ? "client" : "server");
    s7_strbuf_add(buf, ": check the mirror port");
    pairs->list[pairs->count - 1].value.meaning = S7_REPORT_WARN;
}

static void add_span(struct pairs *pairs, const struct s7_talk *talk)
{
    struct s7_strbuf *buf = add(pairs, "Seen (UTC)");
    s7_words_moment(buf, talk->first);
    s7_strbuf_add(buf, ", for ");
    s7_words_time(buf, s7_talk_span(talk->first, talk->last));
    s7_strbuf_printf(buf, ", from packet %" PRIu64 " on", talk->first_packet);
}

static void add_telegrams(struct pairs *pairs, const struct s7_talk *talk)
{
    struct s7_strbuf *buf = add(pairs, "Telegrams");
    s7_words_count(buf, talk->telegrams);
    s7_strbuf_add(buf, " with ");
    s7_words_of(buf, talk->pdus, "PDU", "PDUs");
    add_some(buf, talk->empty_dts, "empty");
    s7_strbuf_add(buf, "; octets: ");
    s7_words_count(buf, talk->octets_to_server);
    s7_strbuf_add(buf, " to the server, ");
    s7_words_count(buf, talk->octets_to_client);
    s7_strbuf_add(buf, " to the client");
}

static void add_negotiated(struct pairs *pairs, const struct s7_talk *talk)
{
    if (talk->pdu_asked || talk->pdu_granted) {
        struct s7_strbuf *buf = add(pairs, "PDU length");
        s7_strbuf_printf(buf, "%u asked, %u granted", talk->pdu_asked, talk->pdu_granted);
    }
    if (talk->amq_asked || talk->amq_granted) {
        struct s7_strbuf *buf = add(pairs, "Parallel jobs");
        s7_strbuf_printf(buf, "%u asked, %u granted", talk->amq_asked, talk->amq_granted);
    }
    if (talk->most_outstanding > 1)
        s7_strbuf_printf(add(pairs, "Open at a time"), "%u requests at most", talk->most_outstanding);
}

static void add_latency(struct pairs *pairs, const struct s7_talk *talk)
{
    if (!talk->latency)
        return;
    struct s7_strbuf *buf = add(pairs, "Answers after");
    s7_strbuf_add(buf, "p50 ");
    s7_words_time(buf, s7_latency_quantile(talk->latency, 0.50));
    s7_strbuf_add(buf, ", p99 ");
    s7_words_time(buf, s7_latency_quantile(talk->latency, 0.99));
    s7_strbuf_add(buf, ", longest ");
    s7_words_time(buf, talk->latency->longest);
}

static void add_losses(struct pairs *pairs, const struct s7_talk *talk)
{
    bool any = false;
    for (int i = 0; i < S7_LOSS_COUNT; i++)
        any = any || talk->losses.counts[i];
    if (!any)
        return;
    struct s7_strbuf *buf = add(pairs, "Not used");
    const char *between = "";
    for (int i = 0; i < S7_LOSS_COUNT; i++) {
        const char *unit = s7_loss_unit_name(s7_loss_unit_of((enum s7_loss)i));
        if (!talk->losses.counts[i])
            continue;
        s7_strbuf_add(buf, between);
        s7_words_count(buf, talk->losses.counts[i]);
        s7_strbuf_printf(buf, "%s%s %s", unit[0] ? " " : "", unit, s7_loss_text((enum s7_loss)i));
        between = "; ";
    }
    pairs->list[pairs->count - 1].value.meaning = S7_REPORT_WARN;
}

static void tell_pairs(struct s7_report *report, const struct s7_capture_list *list, const struct s7_talk *talk)
{
    struct pairs pairs = {.count = 0};
    char order_number[ORDER_NUMBER];
    s7_words_order_number(talk, order_number);
    add_tsaps(&pairs, list, talk);
    s7_strbuf_add(add(&pairs, "Roles"), s7_words_role(talk->role));
    s7_strbuf_add(add(&pairs, "Protocol"), s7_words_protocol(talk->protocol));
    if (order_number[0])
        s7_strbuf_add(add(&pairs, "Server is"), order_number);
    add_connections(&pairs, talk);
    add_one_way(&pairs, talk);
    add_span(&pairs, talk);
    if (talk->telegrams)
        add_telegrams(&pairs, talk);
    add_negotiated(&pairs, talk);
    add_latency(&pairs, talk);
    add_losses(&pairs, talk);
    s7_report_pairs(report, pairs.list, pairs.count);
}

static void tell_anomalies(struct s7_report *report, const struct s7_talk *talk)
{
    struct s7_report_cell items[S7_ANOMALY_COUNT];
    char texts[S7_ANOMALY_COUNT][TEXT];
    size_t count = 0;
    for (int i = 0; i < S7_ANOMALY_COUNT; i++) {
        if (!talk->anomalies[i])
            continue;
        struct s7_strbuf buf = s7_strbuf_over(texts[count], TEXT);
        s7_words_count(&buf, talk->anomalies[i]);
        s7_strbuf_printf(&buf, " × %s", s7_anomaly_text((enum s7_anomaly)i));
        items[count] = (struct s7_report_cell){.text = texts[count], .meaning = S7_REPORT_WARN};
        count++;
    }
    if (count)
        s7_report_list(report, items, count, false);
}

static void tell_heading(struct s7_report *report, const struct s7_capture_list *list, size_t number)
{
    char text[TEXT];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    const struct s7_talk *talk = list->talks[number];
    s7_strbuf_printf(&buf, "%zu. ", number + 1);
    s7_capture_names_place(list->names, &talk->client, true, &buf);
    s7_strbuf_add(&buf, " → ");
    s7_capture_names_place(list->names, &talk->server, true, &buf);
    s7_report_heading(report, 2, text);
}

void s7_capture_list_talk(struct s7_report *report, const struct s7_capture_list *list, size_t number)
{
    const struct s7_talk *talk = list->talks[number];
    tell_heading(report, list, number);
    tell_pairs(report, list, talk);
    tell_anomalies(report, talk);
    s7_capture_list_functions(report, list, talk);
    s7_capture_list_usages(report, list, talk, S7_OPERATION_READ);
    s7_capture_list_usages(report, list, talk, S7_OPERATION_WRITE);
    s7_capture_list_errors(report, list, talk);
}
