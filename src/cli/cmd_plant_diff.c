/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/shown_path.h"
#include "cli/source_file.h"
#include "register/diff.h"

struct telling {
    const struct s7_cli_source *before, *after;
    json_t *changes; /**< NULL: text */
    size_t counts[S7_CHANGE_SEVERITY_COUNT];
};

/** What is gone stands in the old file, everything else in the new one. */
static bool is_gone(const struct s7_change *change)
{
    return change->kind == S7_CHANGE_IS_REMOVED;
}

/** A long value is cut; --json has all of it. */
static void print_value(const char *text)
{
    enum { SHOWN = 200 };
    size_t length = strlen(text);
    if (length > SHOWN) {
        length = SHOWN;
        while (((unsigned char)text[length] & 0xC0) == 0x80)
            length--;
        printf("%.*s…", (int)length, text);
    } else {
        fputs(length ? text : "nothing", stdout);
    }
}

static void print_change(const struct telling *t, const struct s7_change *change)
{
    const struct s7_cli_source *file = is_gone(change) ? t->before : t->after;
    struct s7_plant_mark mark = is_gone(change) ? change->before_mark : change->after_mark;
    printf("%s:%u:%u: %s: ", s7_shown_path(file->shown).text, mark.line, mark.column,
           s7_change_severity_name(change->severity));
    printf("%s%s%s: %s", change->object, change->object[0] && change->key[0] ? "." : "", change->key,
           s7_change_text(change->kind));
    if (change->before[0] && change->after[0]) {
        printf(": ");
        print_value(change->before);
        printf(" -> ");
        print_value(change->after);
    } else if (change->before[0] || change->after[0]) {
        printf(": ");
        if (change->kind == S7_CHANGE_IS_VALUE && change->after[0])
            printf("nothing -> ");
        print_value(change->before[0] ? change->before : change->after);
        if (change->kind == S7_CHANGE_IS_VALUE && change->before[0])
            printf(" -> nothing");
    }
    printf("\n");
}

static json_t *place(struct s7_plant_mark mark)
{
    return json_pack("{s:i, s:i}", "line", (int)mark.line, "column", (int)mark.column);
}

static void add_change(const struct telling *t, const struct s7_change *change)
{
    json_t *one = json_object();
    json_object_set_new(one, "kind", json_string(s7_change_word(change->kind)));
    json_object_set_new(one, "severity", json_string(s7_change_severity_name(change->severity)));
    json_object_set_new(one, "object", s7_cli_json_text(change->object));
    json_object_set_new(one, "key", s7_cli_json_text(change->key));
    json_object_set_new(one, "before", s7_cli_json_text(change->before));
    json_object_set_new(one, "after", s7_cli_json_text(change->after));
    json_object_set_new(one, "old", place(change->before_mark));
    json_object_set_new(one, "new", place(change->after_mark));
    json_array_append_new(t->changes, one);
}

static void take_change(void *user, const struct s7_change *change)
{
    struct telling *t = user;
    t->counts[change->severity]++;
    if (t->changes)
        add_change(t, change);
    else
        print_change(t, change);
}

static void print_counts(const struct telling *t)
{
    const size_t *counts = t->counts;
    size_t total = counts[S7_CHANGE_ERROR] + counts[S7_CHANGE_WARNING] + counts[S7_CHANGE_INFO];
    if (!t->changes) {
        if (total)
            printf("%zu change%s: %zu of them let%s more happen, %zu to be looked at\n", total,
                   total == 1 ? "" : "s", counts[S7_CHANGE_ERROR], counts[S7_CHANGE_ERROR] == 1 ? "s" : "",
                   counts[S7_CHANGE_WARNING]);
        else
            printf("equal in meaning\n");
        return;
    }
    json_t *document = s7_cli_json_document("plant-diff");
    json_object_set_new(document, "old", s7_cli_json_text(t->before->shown));
    json_object_set_new(document, "new", s7_cli_json_text(t->after->shown));
    json_object_set_new(document, "equal", json_boolean(total == 0));
    for (size_t i = 0; i < S7_CHANGE_SEVERITY_COUNT; i++) {
        static const char *const names[] = {"errors", "warnings", "infos"};
        json_object_set_new(document, names[i], json_integer((json_int_t)counts[i]));
    }
    json_object_set(document, "changes", t->changes);
    s7_cli_json_print(stdout, document);
}

static int compare(struct telling *t)
{
    int error = s7_register_diff(&t->before->source, &t->after->source, take_change, t);
    if (error) {
        fprintf(stderr, "sieben: %s\n", strerror(ENOMEM));
        return 10 * S7_LAYER_LOCAL;
    }
    print_counts(t);
    return t->counts[S7_CHANGE_ERROR] + t->counts[S7_CHANGE_WARNING] + t->counts[S7_CHANGE_INFO]
               ? S7_EXIT_FINDINGS
               : S7_EXIT_OK;
}

int s7_cmd_plant_diff(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    if (arguments.operand_count != 2)
        return s7_command_misuse(command, "an old and a new plant file are expected");
    if (strcmp(arguments.operands[0], "-") == 0 && strcmp(arguments.operands[1], "-") == 0)
        return s7_command_misuse(command, "only one of the files can be standard input");
    struct s7_cli_source before = {.text = NULL}, after = {.text = NULL};
    exit_code = s7_cli_source_open(arguments.operands[0], &before);
    if (!exit_code)
        exit_code = s7_cli_source_open(arguments.operands[1], &after);
    struct telling t = {.before = &before,
                        .after = &after,
                        .changes = s7_arguments_flag(&arguments, "json") ? json_array() : NULL};
    if (!exit_code)
        exit_code = compare(&t);
    json_decref(t.changes);
    s7_cli_source_close(&after);
    s7_cli_source_close(&before);
    return exit_code;
}
