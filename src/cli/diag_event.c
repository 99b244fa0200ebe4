/* SPDX-License-Identifier: MIT */
#include "cli/diag_event.h"

#include "wire/describe.h"
#include "wire/names.h"

enum { TIME_SIZE = 48 };

bool s7_diag_event_at(const struct s7_szl_answer *answer, size_t index, struct s7_diagnostic_event *ret_event)
{
    struct s7_szl_head head;
    struct s7_octets records;
    if (!answer->octets ||
        s7_szl_head_decode((struct s7_octets){answer->octets, answer->size}, &head, &records) != S7_OK ||
        head.record_size != S7_DIAGNOSTIC_EVENT_SIZE || index >= s7_szl_records_whole(&head, records))
        return false;
    const struct s7_octets record = {records.at + index * S7_DIAGNOSTIC_EVENT_SIZE, S7_DIAGNOSTIC_EVENT_SIZE};
    return s7_diagnostic_event_decode(record, ret_event) == S7_OK;
}

void s7_diag_event_title(struct s7_strbuf *buf, const struct s7_diagnostic_event *event)
{
    char time[TIME_SIZE];
    struct s7_strbuf time_buf = s7_strbuf_over(time, sizeof time);
    s7_describe_time(&time_buf, event->time);
    s7_strbuf_printf(buf, "%-*s  ", S7_DIAG_TIME_WIDTH, time);
    s7_describe_event(buf, event->event);
}

void s7_diag_event_detail(struct s7_strbuf *buf, const struct s7_diagnostic_event *event)
{
    s7_strbuf_printf(buf, "priority %u, OB %u, data %04X: %04X %08lX", event->priority, event->ob,
                     event->dat_id, event->info1, (unsigned long)event->info2);
}

static json_t *time_json(const uint8_t octets[S7_TIME8_SIZE])
{
    struct s7_clock clock;
    if (s7_time8_decode(octets, &clock) != S7_OK)
        return json_null();
    return json_sprintf("%04u-%02u-%02uT%02u:%02u:%02u.%03u", (unsigned)clock.year, clock.month, clock.day,
                        clock.hour, clock.minute, clock.second, (unsigned)clock.millisecond);
}

static json_t *or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

json_t *s7_diag_event_json(const struct s7_diagnostic_event *event)
{
    return json_pack("{s:o, s:i, s:i, s:o, s:b, s:o, s:i, s:i, s:i, s:i, s:I}", "time", time_json(event->time),
                     "event", (int)event->event, "class", (int)s7_event_class(event->event), "class_text",
                     or_null(s7_name_event_class(s7_event_class(event->event))), "entering",
                     s7_event_entering(event->event), "text", or_null(s7_text_event(event->event)), "priority",
                     (int)event->priority, "ob", (int)event->ob, "dat_id", (int)event->dat_id, "info_1",
                     (int)event->info1, "info_2", (json_int_t)event->info2);
}
