/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/control_client.h"
#include "cli/json.h"

/* ---- requests ---------------------------------------------------------------------------------------------------- */

static json_t *list_request(const struct s7_arguments *arguments)
{
    (void)arguments;
    return json_pack("{s:s}", "command", "fault-list");
}

/* What consists of digits is a number; the CPU says what it expects. */
static json_t *value_json(const char *text)
{
    char *end;
    errno = 0;
    long long number = strtoll(text, &end, 10);
    bool is_number = text[0] >= '0' && text[0] <= '9' && *end == '\0' && errno == 0;
    return is_number ? json_integer(number) : s7_cli_json_text(text);
}

/* KEY=VALUE...; NULL after saying what is wrong. */
static json_t *fault_of(const struct s7_arguments *arguments)
{
    json_t *fault = json_object();
    for (int i = 3; i < arguments->operand_count; i++) {
        const char *pair = arguments->operands[i];
        size_t key = strcspn(pair, "=");
        char name[32];
        if (!pair[key] || key == 0 || key >= sizeof name) {
            s7_command_misuse(arguments->command, "KEY=VALUE is expected, not \"%s\"", pair);
            json_decref(fault);
            return NULL;
        }
        memcpy(name, pair, key);
        name[key] = '\0';
        json_object_set_new(fault, name, value_json(pair + key + 1));
    }
    return fault;
}

static json_t *set_request(const struct s7_arguments *arguments)
{
    json_t *request =
        json_pack("{s:s, s:o}", "command", "fault-set", "name", s7_cli_json_text(arguments->operands[2]));
    json_t *fault = arguments->operand_count > 3 ? fault_of(arguments) : NULL;
    if (arguments->operand_count > 3 && !fault) {
        json_decref(request);
        return NULL;
    }
    if (fault)
        json_object_set_new(request, "fault", fault);
    return request;
}

static json_t *clear_request(const struct s7_arguments *arguments)
{
    const char *name = arguments->operands[2];
    if (strcmp(name, "all") == 0)
        return json_pack("{s:s, s:b}", "command", "fault-clear", "all", 1);
    return json_pack("{s:s, s:o}", "command", "fault-clear", "name", s7_cli_json_text(name));
}

/* ---- answers ----------------------------------------------------------------------------------------------------- */

static json_int_t count_of(const json_t *object, const char *name)
{
    return json_integer_value(json_object_get(object, name));
}

static void print_value(const char *key, const json_t *value)
{
    if (json_is_string(value))
        printf(" %s=%s", key, json_string_value(value));
    else
        printf(" %s=%" JSON_INTEGER_FORMAT, key, json_integer_value(value));
}

/* "slow: delay time=500ms after=3: set, shown to 4 of 7 requests" */
static void print_fault(const json_t *fault)
{
    static const char *const keys[] = {"db", "size", "class", "time", "partner", "after", "times"};
    const char *state = json_string_value(json_object_get(fault, "state"));
    printf("%s: %s", json_string_value(json_object_get(fault, "name")),
           json_string_value(json_object_get(fault, "kind")));
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const json_t *value = json_object_get(fault, keys[i]);
        if (value)
            print_value(keys[i], value);
    }
    if (state && strcmp(state, "off") != 0)
        printf(": %s, shown to %" JSON_INTEGER_FORMAT " of %" JSON_INTEGER_FORMAT " requests\n", state,
               count_of(fault, "shown"), count_of(fault, "seen"));
    else
        printf(": off\n");
}

static void print_list(const json_t *answer)
{
    const json_t *faults = json_object_get(answer, "faults");
    for (size_t i = 0; i < json_array_size(faults); i++)
        print_fault(json_array_get(faults, i));
    if (json_array_size(faults) == 0)
        printf("no fault is set\n");
}

static void print_set(const json_t *answer)
{
    printf("%s is set\n", json_string_value(json_object_get(answer, "name")));
}

static void print_clear(const json_t *answer)
{
    json_int_t cleared = count_of(answer, "cleared");
    printf("%" JSON_INTEGER_FORMAT " cleared\n", cleared);
}

/* ---- the command ------------------------------------------------------------------------------------------------- */

static const struct verb {
    const char *word;
    int least, most; /* operands */
    json_t *(*request)(const struct s7_arguments *arguments);
    void (*print)(const json_t *answer);
} verbs[] = {
    {"list", 2, 2, list_request, print_list},
    {"set", 3, S7_ARGUMENTS_MAX, set_request, print_set},
    {"clear", 3, 3, clear_request, print_clear},
};

static const struct verb *find_verb(const struct s7_arguments *arguments)
{
    for (size_t i = 0; arguments->operand_count > 1 && i < sizeof verbs / sizeof verbs[0]; i++)
        if (strcmp(verbs[i].word, arguments->operands[1]) == 0 && arguments->operand_count >= verbs[i].least &&
            arguments->operand_count <= verbs[i].most)
            return &verbs[i];
    return NULL;
}

static int tell(const struct verb *verb, json_t *answer, bool json)
{
    bool ok = json_is_true(json_object_get(answer, "ok"));
    if (json) {
        s7_cli_json_print(stdout, answer);
        return ok ? S7_EXIT_OK : S7_EXIT_FINDINGS;
    }
    const char *error = json_string_value(json_object_get(answer, "error"));
    if (ok)
        verb->print(answer);
    else
        fprintf(stderr, "sieben fault: %s\n", error ? error : "refused");
    json_decref(answer);
    return ok ? S7_EXIT_OK : S7_EXIT_FINDINGS;
}

int s7_cmd_fault(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    const struct verb *verb = find_verb(&arguments);
    if (!verb)
        return s7_command_misuse(command, "a socket and list, set NAME or clear NAME are expected");
    json_t *request = verb->request(&arguments);
    json_t *answer = request ? s7_control_ask(arguments.operands[0], request) : NULL;
    return answer ? tell(verb, answer, s7_arguments_flag(&arguments, "json")) : S7_EXIT_USAGE;
}
