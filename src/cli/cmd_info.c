/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "cli/fault.h"
#include "cli/json.h"
#include "cli/online.h"
#include "cli/szl_document.h"
#include "cli/szl_print.h"

enum { IDENTITY = 0x0011, LIST_MAX = 16, TEXT_SIZE = 80 };
enum { INDEX_MODULE = 0x0001, INDEX_HARDWARE = 0x0006, INDEX_FIRMWARE = 0x0007, INDEX_BOOT_LOADER = 0x0081 };

static const struct {
    uint16_t id, index;
} deep[] = {
#define S7_INFO_LIST(id, index) {id, index},
#include "cli/defs/info_list.def"
#undef S7_INFO_LIST
};

enum { DEEP_COUNT = sizeof deep / sizeof deep[0] };
_Static_assert((int)DEEP_COUNT < (int)LIST_MAX, "room for all lists");

/* What SZL 0011 says in the words of people. */
static const struct {
    const char *key;
    const char *title;
    int index;
    const char *field;
    bool number; /* two octets that are one */
} identity_rows[] = {
    {"order_number", "order number", INDEX_MODULE, "order_number", false},
    {"hardware", "hardware", INDEX_HARDWARE, "order_number", false},
    {"hardware_version", "hardware version", INDEX_HARDWARE, "version", true},
    {"firmware", "firmware", INDEX_FIRMWARE, "firmware", false},
    {"boot_loader", "boot loader", INDEX_BOOT_LOADER, "firmware", false},
};

enum { IDENTITY_COUNT = sizeof identity_rows / sizeof identity_rows[0] };

/* The answers in the order of the questions; the last one may be what ended it. */
struct info {
    struct s7_szl_answer answers[LIST_MAX];
    size_t count;
};

/* Nothing is asked behind a fault of the connection; what a CPU lacks is only told. */
static bool ask(struct s7_online *online, struct info *info, uint16_t id, uint16_t index)
{
    struct s7_szl_answer *answer = &info->answers[info->count++];
    s7_szl_answer_read(online->client, id, index, answer);
    return answer->fault.error == S7_OK || s7_szl_answer_lacking(answer);
}

static void ask_all(struct s7_online *online, struct info *info)
{
    struct s7_szl_answer none = {.id = IDENTITY};
    if (s7_online_open(online, &none.fault) != S7_OK) {
        info->answers[info->count++] = none;
        return;
    }
    bool going_on = ask(online, info, IDENTITY, 0);
    for (size_t i = 0; i < DEEP_COUNT && going_on && s7_arguments_flag(online->arguments, "deep"); i++)
        going_on = ask(online, info, deep[i].id, deep[i].index);
}

/* Without --deep the one list is what was asked for; with it, a lack is part of the picture. */
static const struct s7_szl_answer *failed_answer(const struct s7_online *online, const struct info *info)
{
    const struct s7_szl_answer *last = &info->answers[info->count - 1];
    bool told = s7_arguments_flag(online->arguments, "deep") && s7_szl_answer_lacking(last);
    return last->fault.error != S7_OK && !told ? last : NULL;
}

static bool find_row(const struct s7_szl_answer *answer, size_t row, char text[TEXT_SIZE])
{
    char *second;
    if (!s7_szl_answer_find(answer, identity_rows[row].index, identity_rows[row].field, text, TEXT_SIZE))
        return false;
    if (identity_rows[row].number) {
        unsigned long high = strtoul(text, &second, 16), low = strtoul(second, NULL, 16);
        snprintf(text, TEXT_SIZE, "%lu", high << 8 | low);
    }
    return true;
}

static void print_identity(const struct s7_szl_answer *answer)
{
    char text[TEXT_SIZE];
    for (size_t i = 0; i < IDENTITY_COUNT; i++)
        if (find_row(answer, i, text))
            printf("%-16s  %s\n", identity_rows[i].title, text);
}

static void print_text(const struct s7_online *online, const struct info *info)
{
    const struct s7_szl_answer *failed = failed_answer(online, info);
    if (info->answers[0].octets)
        print_identity(&info->answers[0]);
    for (size_t i = info->answers[0].octets ? 1 : 0; i < info->count; i++)
        if (&info->answers[i] != failed)
            s7_szl_print(stdout, &info->answers[i]);
    fflush(stdout);
    if (failed)
        s7_szl_print_fault(online, failed, NULL);
}

static json_t *identity_json(const struct s7_szl_answer *answer)
{
    char text[TEXT_SIZE];
    json_t *identity = json_object();
    for (size_t i = 0; i < IDENTITY_COUNT; i++) {
        bool there = find_row(answer, i, text);
        json_object_set_new(identity, identity_rows[i].key, there ? s7_cli_json_text(text) : json_null());
    }
    return identity;
}

static void print_json(const struct s7_online *online, const struct info *info)
{
    const struct s7_szl_answer *failed = failed_answer(online, info);
    const char *note = failed ? s7_szl_answer_note(failed) : NULL;
    json_t *document = s7_online_document(online);
    json_t *lists = json_array();
    for (size_t i = 0; i < info->count; i++)
        json_array_append_new(lists, s7_szl_document(&info->answers[i]));
    json_object_set_new(document, "identity",
                        info->answers[0].octets ? identity_json(&info->answers[0]) : json_null());
    json_object_set_new(document, "lists", lists);
    json_object_set_new(document, "error", failed ? s7_cli_fault_json(&failed->fault, NULL) : json_null());
    json_object_set_new(document, "note", note ? json_string(note) : json_null());
    s7_cli_json_print(stdout, document);
}

/* Known to break the connection: it is not even tried. */
static int spare(struct s7_online *online)
{
    static const char note[] = "not asked: by its profile it " S7_SZL_SHY "; --deep asks nevertheless";
    s7_online_end(online);
    if (!online->json) {
        fprintf(stderr, "%s: %s\n", online->route.name, note);
        return S7_EXIT_FINDINGS;
    }
    json_t *document = s7_online_document(online);
    json_object_set_new(document, "identity", json_null());
    json_object_set_new(document, "lists", json_array());
    json_object_set_new(document, "error", json_null());
    json_object_set_new(document, "note", json_string(note));
    s7_cli_json_print(stdout, document);
    return S7_EXIT_FINDINGS;
}

static int show(struct s7_online *online)
{
    struct info info = {.count = 0};
    if (online->route.szl_shy && !s7_arguments_flag(online->arguments, "deep"))
        return spare(online);
    ask_all(online, &info);
    s7_online_end(online);
    (online->json ? print_json : print_text)(online, &info);
    const struct s7_szl_answer *failed = failed_answer(online, &info);
    int exit_code = failed ? s7_cli_exit_code(&failed->fault) : S7_EXIT_OK;
    for (size_t i = 0; i < info.count; i++)
        s7_szl_answer_free(&info.answers[i]);
    return exit_code;
}

int s7_cmd_info(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    struct s7_online online;
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    if (arguments.operand_count != 1)
        return s7_command_misuse(command, "a target is expected");
    exit_code = s7_online_begin(&arguments, arguments.operands[0], &online);
    return exit_code == S7_ARGUMENTS_GO_ON ? show(&online) : exit_code;
}
