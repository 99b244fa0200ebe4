/* SPDX-License-Identifier: MIT */
#include "cli/capture_list.h"

#include <inttypes.h>

#include "cli/capture_list_words.h"

enum { TEXT = 400 };

void s7_capture_list_note(struct s7_capture_list *list, const struct s7_packet *packet)
{
    if (list->first == 0 || packet->time < list->first)
        list->first = packet->time;
    if (packet->time > list->last)
        list->last = packet->time;
    for (size_t i = 0; i < list->link_count; i++)
        if (list->links[i] == packet->link_type)
            return;
    if (list->link_count < S7_CAPTURE_LIST_LINKS)
        list->links[list->link_count++] = packet->link_type;
}

/* ---- the capture ------------------------------------------------------------------------------------------------- */

static void put_source(struct s7_strbuf *buf, const struct s7_capture_list *list)
{
    const struct s7_capture_choice *choice = list->choice;
    bool redact = s7_capture_names_redact(list->names);
    if (choice->interface) {
        s7_strbuf_printf(buf, "interface %s", choice->interface);
        return;
    }
    for (size_t i = 0; i < choice->file_count; i++)
        if (redact)
            s7_strbuf_printf(buf, "%sfile-%zu", i ? ", " : "", i + 1);
        else
            s7_strbuf_printf(buf, "%s%s", i ? ", " : "", choice->files[i]);
}

static void put_packets(struct s7_strbuf *buf, const struct s7_capture_list *list)
{
    s7_words_count(buf, list->reading->packets);
    s7_strbuf_add(buf, " (");
    s7_words_of(buf, list->reading->octets, "octet", "octets");
    s7_strbuf_add(buf, "), ");
    s7_words_count(buf, list->statistics->followed_packets);
    s7_strbuf_add(buf, " of them of connections that could be S7's");
}

static void put_span(struct s7_strbuf *buf, const struct s7_capture_list *list)
{
    if (list->first == 0) {
        s7_strbuf_add(buf, "no packet");
        return;
    }
    s7_words_moment(buf, list->first);
    s7_strbuf_add(buf, " … ");
    s7_words_moment(buf, list->last);
    s7_strbuf_add(buf, " (");
    s7_words_time(buf, s7_talk_span(list->first, list->last));
    s7_strbuf_add(buf, ")");
}

static void put_links(struct s7_strbuf *buf, const struct s7_capture_list *list)
{
    for (size_t i = 0; i < list->link_count; i++) {
        s7_strbuf_add(buf, i ? ", " : "");
        s7_words_link(buf, list->links[i]);
    }
}

static void put_connections(struct s7_strbuf *buf, const struct s7_capture_list *list)
{
    s7_words_of(buf, list->statistics->flows, "TCP connection", "TCP connections");
    s7_strbuf_add(buf, " in ");
    s7_words_of(buf, list->talk_count, "conversation", "conversations");
}

static void put_losses(struct s7_strbuf *buf, const struct s7_losses *losses)
{
    const char *between = "";
    for (int i = 0; i < S7_LOSS_COUNT; i++) {
        const char *unit = s7_loss_unit_name(s7_loss_unit_of((enum s7_loss)i));
        if (!losses->counts[i])
            continue;
        s7_strbuf_add(buf, between);
        s7_words_count(buf, losses->counts[i]);
        s7_strbuf_printf(buf, "%s%s %s", unit[0] ? " " : "", unit, s7_loss_text((enum s7_loss)i));
        between = "; ";
    }
    if (!between[0])
        s7_strbuf_add(buf, "nothing");
}

static void tell_capture(struct s7_report *report, const struct s7_capture_list *list)
{
    static const char *const keys[] = {"Capture", "Packets", "Time (UTC)", "Network", "Found", "Not used"};
    enum { COUNT = sizeof keys / sizeof keys[0], LONG = 2000 };
    char texts[COUNT][LONG];
    struct s7_strbuf bufs[COUNT];
    struct s7_report_pair pairs[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        texts[i][0] = '\0';
        bufs[i] = s7_strbuf_over(texts[i], LONG);
        pairs[i] = (struct s7_report_pair){.key = keys[i], .value = {.text = texts[i]}};
    }
    put_source(&bufs[0], list);
    put_packets(&bufs[1], list);
    put_span(&bufs[2], list);
    put_links(&bufs[3], list);
    put_connections(&bufs[4], list);
    put_losses(&bufs[5], &list->statistics->losses);
    s7_report_pairs(report, pairs, COUNT);
}

/* ---- all conversations at a glance ------------------------------------------------------------------------------- */

static uint64_t sum_of(const struct s7_talk *talk, enum s7_operation operation)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < talk->usage_count; i++)
        if (s7_means_operation(talk->usages[i].means) == operation)
            sum += talk->usages[i].requests + talk->usages[i].deliveries;
    return sum + talk->rest.accesses[operation] + talk->opaque[operation];
}

/* What a scan is counted in is places of the client, not of this conversation. */
static uint64_t odd_of(const struct s7_talk *talk)
{
    uint64_t sum = 0;
    for (int i = 0; i < S7_ANOMALY_COUNT; i++)
        sum += i == S7_ANOMALY_SCAN ? 0 : talk->anomalies[i];
    return sum;
}

static void glance_count(const struct s7_talk *talk, size_t column, struct s7_strbuf *buffer,
                         struct s7_report_cell *ret_cell)
{
    enum { CONNECTIONS = 4, PDUS, READ, WRITTEN, ODD };
    uint64_t count = column == CONNECTIONS ? talk->connections
                     : column == PDUS      ? talk->pdus
                     : column == READ      ? sum_of(talk, S7_OPERATION_READ)
                     : column == WRITTEN   ? sum_of(talk, S7_OPERATION_WRITE)
                                           : odd_of(talk);
    if (count)
        s7_words_count(buffer, count);
    if (column != ODD)
        return;
    if (talk->anomalies[S7_ANOMALY_SCAN])
        s7_strbuf_add(buffer, count ? ", scan" : "scan");
    if (count || talk->anomalies[S7_ANOMALY_SCAN])
        ret_cell->meaning = S7_REPORT_WARN;
}

static void glance_cell(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                        struct s7_report_cell *ret_cell)
{
    const struct s7_capture_list *list = self;
    const struct s7_talk *talk = list->talks[row];
    enum { NUMBER, CLIENT, SERVER, PROTOCOL };
    if (column == NUMBER)
        s7_strbuf_printf(buffer, "%zu", row + 1);
    else if (column == CLIENT)
        s7_capture_names_place(list->names, &talk->client, true, buffer);
    else if (column == SERVER)
        s7_capture_names_place(list->names, &talk->server, true, buffer);
    else if (column == PROTOCOL)
        ret_cell->text = talk->protocol == S7_TALK_NOTHING ? "" : s7_words_protocol_name(talk->protocol);
    else
        glance_count(talk, column, buffer, ret_cell);
}

static void tell_glance(struct s7_report *report, const struct s7_capture_list *list, size_t count)
{
    static const struct s7_report_column columns[] = {
        {.title = "No", .align = S7_REPORT_RIGHT},
        {.title = "Client"},
        {.title = "Server"},
        {.title = "Protocol"},
        {.title = "Connections", .align = S7_REPORT_RIGHT},
        {.title = "PDUs", .align = S7_REPORT_RIGHT},
        {.title = "Items read", .align = S7_REPORT_RIGHT},
        {.title = "written", .align = S7_REPORT_RIGHT},
        {.title = "Odd", .align = S7_REPORT_RIGHT},
    };
    s7_report_table(report, &(struct s7_report_table){.name = "conversations",
                                                      .columns = columns,
                                                      .column_count = sizeof columns / sizeof columns[0],
                                                      .row_count = count,
                                                      .cell = glance_cell,
                                                      .self = list});
}

void s7_capture_list_tell(struct s7_report *report, const struct s7_capture_list *list)
{
    char text[TEXT];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    size_t count = list->talk_count;
    if (!list->all && count > S7_CAPTURE_LIST_TALKS)
        count = S7_CAPTURE_LIST_TALKS;
    tell_capture(report, list);
    if (list->talk_count == 0)
        s7_report_paragraph(report, "No conversation that could be S7's.");
    if (list->talk_count > 1)
        tell_glance(report, list, count);
    if (count < list->talk_count) {
        s7_strbuf_printf(&buf, "… and %zu more conversations (--all)", list->talk_count - count);
        s7_report_paragraph(report, text);
    }
    for (size_t i = 0; i < count; i++)
        s7_capture_list_talk(report, list, i);
}
