/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/fault.h"
#include "cli/json.h"
#include "cli/online.h"
#include "cli/szl_document.h"
#include "cli/szl_print.h"

/* An SZL-ID or an index: up to four hex digits, also as 16#0011, W#16#0011 or 0x11. */
static bool read_word(const char *text, uint16_t *ret_word)
{
    static const char *const prefixes[] = {"W#16#", "w#16#", "16#", "0x", "0X"};
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        size_t length = strlen(prefixes[i]);
        if (strncmp(text, prefixes[i], length) == 0) {
            text += length;
            break;
        }
    }
    size_t digits = strspn(text, "0123456789abcdefABCDEF");
    if (digits == 0 || digits > 4 || text[digits])
        return false;
    *ret_word = (uint16_t)strtoul(text, NULL, 16);
    return true;
}

static void print_json(const struct s7_online *online, const struct s7_szl_answer *answer)
{
    json_t *document = s7_online_document(online);
    json_t *list = s7_szl_document(answer);
    json_object_update(document, list);
    json_decref(list);
    s7_cli_json_print(stdout, document);
}

static void print_answer(const struct s7_online *online, const struct s7_szl_answer *answer)
{
    if (online->json)
        print_json(online, answer);
    else if (answer->fault.error != S7_OK)
        s7_szl_print_fault(online, answer, NULL);
    else if (s7_arguments_flag(online->arguments, "raw"))
        s7_szl_print_octets(stdout, answer);
    else
        s7_szl_print(stdout, answer);
}

static int read_list(struct s7_online *online, uint16_t id, uint16_t index)
{
    struct s7_szl_answer answer = {.id = id, .index = index};
    if (s7_online_open(online, &answer.fault) == S7_OK)
        s7_szl_answer_read(online->client, id, index, &answer);
    s7_online_end(online);
    print_answer(online, &answer);
    int exit_code = s7_cli_exit_code(&answer.fault);
    s7_szl_answer_free(&answer);
    return exit_code;
}

int s7_cmd_szl(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    struct s7_online online;
    uint16_t id, index = 0;
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    if (arguments.operand_count < 2 || arguments.operand_count > 3)
        return s7_command_misuse(command, "a target, an SZL-ID and, if wanted, an index are expected");
    for (int i = 1; i < arguments.operand_count; i++)
        if (!read_word(arguments.operands[i], i == 1 ? &id : &index))
            return s7_command_misuse(command, "\"%s\" is not a number of up to four hex digits like 0131",
                                     arguments.operands[i]);
    if (s7_arguments_flag(&arguments, "json") && s7_arguments_flag(&arguments, "raw"))
        return s7_command_misuse(command, "--json and --raw exclude each other");
    exit_code = s7_online_begin(&arguments, arguments.operands[0], &online);
    return exit_code == S7_ARGUMENTS_GO_ON ? read_list(&online, id, index) : exit_code;
}
