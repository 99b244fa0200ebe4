/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "cli/fault.h"
#include "cli/json.h"
#include "cli/online.h"
#include "cli/szl_print.h"
#include "wire/describe.h"
#include "wire/diagnostic_message.h"
#include "wire/names.h"

enum { BUFFER = 0x00A0, LAST_EVENTS = 0x01A0, LAST_MAX = 65535, TEXT_SIZE = 160, TIME_SIZE = 48 };

/* Event number `index` of the answer; false behind the last one. */
static bool event_at(const struct s7_szl_answer *answer, size_t index, struct s7_diagnostic_event *ret_event)
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

static void print_event(size_t number, const struct s7_diagnostic_event *event)
{
    char text[TEXT_SIZE], time[TIME_SIZE];
    struct s7_strbuf text_buf = s7_strbuf_over(text, sizeof text), time_buf = s7_strbuf_over(time, sizeof time);
    s7_describe_event(&text_buf, event->event);
    s7_describe_time(&time_buf, event->time);
    printf("%4zu  %-23s  %s\n", number, time, text);
    printf("%31spriority %u, OB %u, data %04X: %04X %08lX\n", "", event->priority, event->ob, event->dat_id,
           event->info1, (unsigned long)event->info2);
}

static void print_text(const struct s7_online *online, const struct s7_szl_answer *answer)
{
    struct s7_diagnostic_event event;
    size_t count = 0;
    for (; event_at(answer, count, &event); count++)
        print_event(count + 1, &event);
    if (answer->octets && count == 0)
        puts("the diagnostic buffer is empty");
    fflush(stdout);
    if (answer->fault.error != S7_OK)
        s7_szl_print_fault(online, answer, "the diagnostic buffer");
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

static json_t *event_json(const struct s7_diagnostic_event *event)
{
    return json_pack("{s:o, s:i, s:i, s:o, s:b, s:o, s:i, s:i, s:i, s:i, s:I}", "time", time_json(event->time),
                     "event", (int)event->event, "class", (int)s7_event_class(event->event), "class_text",
                     or_null(s7_name_event_class(s7_event_class(event->event))), "entering",
                     s7_event_entering(event->event), "text", or_null(s7_text_event(event->event)), "priority",
                     (int)event->priority, "ob", (int)event->ob, "dat_id", (int)event->dat_id, "info_1",
                     (int)event->info1, "info_2", (json_int_t)event->info2);
}

static void print_json(const struct s7_online *online, const struct s7_szl_answer *answer)
{
    struct s7_diagnostic_event event;
    const char *note = s7_szl_answer_note(answer);
    json_t *document = s7_online_document(online);
    json_t *events = answer->octets ? json_array() : json_null();
    for (size_t i = 0; event_at(answer, i, &event); i++)
        json_array_append_new(events, event_json(&event));
    json_object_set_new(document, "events", events);
    json_object_set_new(document, "error", s7_cli_fault_json(&answer->fault, "the diagnostic buffer"));
    json_object_set_new(document, "note", or_null(note));
    s7_cli_json_print(stdout, document);
}

static int show(struct s7_online *online, uint16_t last)
{
    struct s7_szl_answer answer = {.id = last ? LAST_EVENTS : BUFFER, .index = last};
    if (s7_online_open(online, &answer.fault) == S7_OK)
        s7_szl_answer_read(online->client, answer.id, answer.index, &answer);
    s7_online_end(online);
    struct s7_szl_head head = s7_szl_answer_head(&answer);
    if (answer.octets && head.record_count > 0 && head.record_size != S7_DIAGNOSTIC_EVENT_SIZE) {
        answer.fault.error = S7_ERR_S7_MALFORMED;
        s7_szl_answer_free(&answer);
    }
    (online->json ? print_json : print_text)(online, &answer);
    int exit_code = s7_cli_exit_code(&answer.fault);
    s7_szl_answer_free(&answer);
    return exit_code;
}

static int read_last(const struct s7_arguments *arguments, uint16_t *ret_last)
{
    const char *text = s7_arguments_value(arguments, "last");
    char *end = NULL;
    unsigned long last = text ? strtoul(text, &end, 10) : 0;
    if (text && (text[0] < '0' || text[0] > '9' || *end || last < 1 || last > LAST_MAX))
        return s7_command_misuse(arguments->command, "--last is a number from 1 to 65535, not \"%s\"", text);
    *ret_last = (uint16_t)last;
    return S7_ARGUMENTS_GO_ON;
}

int s7_cmd_diag(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    struct s7_online online;
    uint16_t last = 0;
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    if (arguments.operand_count != 1)
        return s7_command_misuse(command, "a target is expected");
    exit_code = read_last(&arguments, &last);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = s7_online_begin(&arguments, arguments.operands[0], &online);
    return exit_code == S7_ARGUMENTS_GO_ON ? show(&online, last) : exit_code;
}
