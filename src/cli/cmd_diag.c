/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "cli/diag_event.h"
#include "cli/diag_follow.h"
#include "cli/fault.h"
#include "cli/json.h"
#include "cli/online.h"
#include "cli/szl_print.h"

enum { BUFFER = 0x00A0, LAST_EVENTS = 0x01A0, LAST_MAX = 65535 };

static void print_event(size_t number, const struct s7_diagnostic_event *event)
{
    char title[S7_DIAG_EVENT_TEXT_SIZE], detail[S7_DIAG_EVENT_TEXT_SIZE];
    struct s7_strbuf title_buf = s7_strbuf_over(title, sizeof title);
    struct s7_strbuf detail_buf = s7_strbuf_over(detail, sizeof detail);
    s7_diag_event_title(&title_buf, event);
    s7_diag_event_detail(&detail_buf, event);
    printf("%4zu  %s\n%31s%s\n", number, title, "", detail);
}

static void print_text(const struct s7_online *online, const struct s7_szl_answer *answer)
{
    struct s7_diagnostic_event event;
    size_t count = 0;
    for (; s7_diag_event_at(answer, count, &event); count++)
        print_event(count + 1, &event);
    if (answer->octets && count == 0)
        puts("the diagnostic buffer is empty");
    fflush(stdout);
    if (answer->fault.error != S7_OK)
        s7_szl_print_fault(online, answer, "the diagnostic buffer");
}

static void print_json(const struct s7_online *online, const struct s7_szl_answer *answer)
{
    struct s7_diagnostic_event event;
    const char *note = s7_szl_answer_note(answer);
    json_t *document = s7_online_document(online);
    json_t *events = answer->octets ? json_array() : json_null();
    for (size_t i = 0; s7_diag_event_at(answer, i, &event); i++)
        json_array_append_new(events, s7_diag_event_json(&event));
    json_object_set_new(document, "events", events);
    json_object_set_new(document, "error", s7_cli_fault_json(&answer->fault, "the diagnostic buffer"));
    json_object_set_new(document, "note", note ? json_string(note) : json_null());
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

static int read_for(const struct s7_arguments *arguments, s7_time *ret_duration)
{
    bool given = s7_arguments_value(arguments, "for") != NULL;
    if (given && !s7_arguments_flag(arguments, "follow"))
        return s7_command_misuse(arguments->command, "--for belongs to --follow");
    return s7_arguments_duration(arguments, "for", S7_TIME_NEVER, ret_duration);
}

int s7_cmd_diag(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    struct s7_online online;
    uint16_t last = 0;
    s7_time duration = S7_TIME_NEVER;
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    if (arguments.operand_count != 1)
        return s7_command_misuse(command, "a target is expected");
    exit_code = read_last(&arguments, &last);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = read_for(&arguments, &duration);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = s7_online_begin(&arguments, arguments.operands[0], &online);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    if (!s7_arguments_flag(&arguments, "follow"))
        return show(&online, last);
    return s7_diag_follow(&online, last ? last : S7_DIAG_FOLLOW_LAST, duration);
}
