/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/replace_file.h"
#include "cli/shown_path.h"
#include "cli/source_file.h"
#include "plant/fmt_scalar.h"
#include "register/merge.h"

struct merging {
    const char *into, *output; /**< output NULL: into itself */
    const char *accepted;      /**< "C-001,C-002", "all"; NULL: nothing is */
    struct s7_cli_source register_file;
    const char *seen; /**< the file that is being merged */
    char *text;       /**< what the register has become; NULL: what it was */
    size_t size;
    FILE *out;     /**< of what is told */
    json_t *notes; /**< NULL: text */
    size_t counts[S7_MERGE_CONFLICT + 1];
};

static bool is_listed(const char *list, const char *name)
{
    size_t length = strlen(name);
    for (; list; list = strchr(list, ',')) {
        list += *list == ',';
        if (strncmp(list, name, length) == 0 && (list[length] == ',' || !list[length]))
            return true;
    }
    return false;
}

static bool accepts(void *user, const char *name)
{
    const struct merging *m = user;
    return m->accepted && (strcmp(m->accepted, "all") == 0 || is_listed(m->accepted, name));
}

/** Where an entry stands in the file, whatever was put in above it since. */
static struct s7_plant_mark mark_of(const struct merging *m, const struct s7_merge_note *note)
{
    const struct s7_plant *plant = m->register_file.source.plant;
    const struct s7_plant_connection *connection =
        strcmp(note->section, "connections") == 0 ? s7_plant_find_connection(plant, note->name) : NULL;
    const struct s7_plant_cpu *cpu = connection ? NULL : s7_plant_find_cpu(plant, note->name);
    return connection ? connection->mark : cpu ? cpu->mark : (struct s7_plant_mark){0, 0};
}

static void print_note(const struct merging *m, const struct s7_merge_note *note)
{
    struct s7_plant_mark mark = mark_of(m, note);
    if (mark.line && note->kind != S7_MERGE_ADDED)
        fprintf(m->out, "%s:%u:%u: ", s7_shown_path(m->into).text, mark.line, mark.column);
    else
        fprintf(m->out, "%s: ", s7_shown_path(m->into).text);
    fprintf(m->out, "%s: %s.%s%s%s (%s:%u:%u)\n", s7_merge_word(note->kind), note->section, note->name,
            note->seen[0] ? ": " : "", note->seen, s7_shown_path(m->seen).text, note->seen_mark.line,
            note->seen_mark.column);
    if (note->kind != S7_MERGE_CONFLICT)
        return;
    fprintf(m->out, "    declared: %s\n", note->declared[0] ? note->declared : "nothing of it");
    fprintf(m->out,
            "    --accept %s takes it in; or correct the register; or leave it: drift goes on telling it\n",
            note->name);
}

static void add_note(const struct merging *m, const struct s7_merge_note *note)
{
    struct s7_plant_mark mark = mark_of(m, note);
    json_t *one = json_object();
    json_object_set_new(one, "kind", json_string(s7_merge_word(note->kind)));
    json_object_set_new(one, "section", json_string(note->section));
    json_object_set_new(one, "name", s7_cli_json_text(note->name));
    json_object_set_new(one, "seen", s7_cli_json_text(note->seen));
    json_object_set_new(one, "declared", s7_cli_json_text(note->declared));
    json_object_set_new(one, "file", s7_cli_json_text(m->seen));
    json_object_set_new(
        one, "at",
        json_pack("{s:i, s:i}", "line", (int)note->seen_mark.line, "column", (int)note->seen_mark.column));
    json_object_set_new(one, "entry",
                        mark.line ? json_pack("{s:i, s:i}", "line", (int)mark.line, "column", (int)mark.column)
                                  : json_null());
    json_array_append_new(m->notes, one);
}

static void take_note(void *user, const struct s7_merge_note *note)
{
    struct merging *m = user;
    m->counts[note->kind]++;
    if (m->notes)
        add_note(m, note);
    else
        print_note(m, note);
}

static void report(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark, const char *message)
{
    const struct merging *m = user;
    if (severity == S7_PLANT_ERROR)
        fprintf(stderr, "sieben: %s with what was seen would not load: %u:%u: %s\n",
                s7_shown_path(m->into).text, mark.line, mark.column, message);
}

static int fail(const struct merging *m, int error)
{
    if (error == S7_ERR_LOCAL_MEMORY) {
        fprintf(stderr, "sieben: %s\n", strerror(ENOMEM));
        return 10 * S7_LAYER_LOCAL;
    }
    if (error == S7_ERR_LOCAL_ARGUMENT)
        fprintf(
            stderr,
            "sieben: %s: its form is none that this is written into; `sieben plant fmt -i` makes one that is\n",
            m->into);
    return S7_EXIT_USAGE;
}

/** One more file into what the register has become by then. */
static int merge_one(struct merging *m, const char *path)
{
    const struct s7_merge_options options = {take_note, accepts, m, report};
    struct s7_cli_source seen = {.text = NULL};
    struct s7_source now = {.text = NULL};
    char *text = NULL;
    size_t size = 0;
    int exit_code = s7_cli_source_open(path, &seen);
    if (exit_code)
        return exit_code;
    m->seen = seen.shown;
    int error = s7_source_open(m->text ? m->text : m->register_file.text,
                               m->text ? m->size : m->register_file.size, report, m, &now);
    if (!error) {
        error = s7_register_merge(&now, &seen.source, &options, &text, &size);
        s7_source_close(&now);
    }
    s7_cli_source_close(&seen);
    if (error)
        return fail(m, error);
    free(m->text);
    m->text = text;
    m->size = size;
    return S7_EXIT_OK;
}

static bool is_changed(const struct merging *m)
{
    return m->size != m->register_file.size || memcmp(m->text, m->register_file.text, m->size) != 0;
}

static int write_result(const struct merging *m)
{
    if (m->output && strcmp(m->output, "-") == 0)
        return fwrite(m->text, 1, m->size, stdout) == m->size && fflush(stdout) == 0 ? S7_EXIT_OK
                                                                                     : S7_EXIT_USAGE;
    if (m->output)
        return s7_cli_write_file(m->output, m->text, m->size);
    return is_changed(m) ? s7_cli_write_file(m->into, m->text, m->size) : S7_EXIT_OK;
}

static void print_counts(const struct merging *m, bool dry)
{
    const size_t *counts = m->counts;
    if (!m->notes) {
        fprintf(m->out, "%zu added, %zu widened, %zu accepted, %zu conflict%s%s\n", counts[S7_MERGE_ADDED],
                counts[S7_MERGE_WIDENED], counts[S7_MERGE_ACCEPTED], counts[S7_MERGE_CONFLICT],
                counts[S7_MERGE_CONFLICT] == 1 ? "" : "s", dry ? "; nothing was written" : "");
        return;
    }
    json_t *document = s7_cli_json_document("plant-merge");
    json_object_set_new(document, "file", s7_cli_json_text(m->into));
    json_object_set_new(document, "changed", json_boolean(is_changed(m)));
    json_object_set_new(document, "written", json_boolean(!dry));
    static const char *const names[] = {"added", "widened", "accepted", "conflicts"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        json_object_set_new(document, names[i], json_integer((json_int_t)counts[i]));
    json_object_set(document, "notes", m->notes);
    s7_cli_json_print(m->out, document);
}

/** The text of a register that is only a name; on the heap, NULL: memory ran out. */
static char *name_register(const char *name, size_t *ret_size)
{
    struct s7_fmt_out out = {.text = NULL};
    const struct s7_node scalar = {
        .kind = S7_NODE_SCALAR, .text = name, .length = strlen(name), .quoted = true};
    s7_fmt_out_text(&out, "sieben: 1\nplant:\n  name: ");
    s7_fmt_scalar_write(&out, &scalar, false, false);
    s7_fmt_out_text(&out, "\n");
    if (out.failed) {
        free(out.text);
        return NULL;
    }
    *ret_size = out.size;
    return out.text;
}

/** A register that is not there yet is made. */
static int open_register(struct merging *m, const char *name)
{
    struct s7_cli_source *file = &m->register_file;
    if (strcmp(m->into, "-") == 0 || access(m->into, F_OK) == 0 || errno != ENOENT)
        return s7_cli_source_open(m->into, file);
    *file = (struct s7_cli_source){.path = m->into, .shown = m->into};
    file->text = name_register(name, &file->size);
    if (!file->text)
        return fail(m, S7_ERR_LOCAL_MEMORY);
    int error = s7_source_open(file->text, file->size, report, m, &file->source);
    if (error) {
        free(file->text);
        file->text = NULL;
    }
    return error ? fail(m, error) : S7_EXIT_OK;
}

/** Every name that is accepted is one of the register. */
static int check_accepted(const struct merging *m)
{
    const char *list = m->accepted && strcmp(m->accepted, "all") != 0 ? m->accepted : NULL;
    while (list) {
        const char *end = strchr(list, ',');
        size_t length = end ? (size_t)(end - list) : strlen(list);
        char name[80];
        snprintf(name, sizeof name, "%.*s", (int)(length < sizeof name ? length : sizeof name - 1), list);
        const struct s7_plant *plant = m->register_file.source.plant;
        if (!s7_plant_find_connection(plant, name) && !s7_plant_find_cpu(plant, name)) {
            fprintf(stderr, "sieben: --accept: %s has no connection, CPU or host \"%s\"\n",
                    s7_shown_path(m->into).text, name);
            return S7_EXIT_USAGE;
        }
        list = end ? end + 1 : NULL;
    }
    return S7_EXIT_OK;
}

static int merge_all(struct merging *m, const struct s7_arguments *arguments)
{
    const char *name = s7_arguments_value(arguments, "name");
    bool dry = s7_arguments_flag(arguments, "dry-run");
    int exit_code = open_register(m, name ? name : "Plant");
    if (!exit_code)
        exit_code = check_accepted(m);
    for (int i = 0; i < arguments->operand_count && !exit_code; i++)
        exit_code = merge_one(m, arguments->operands[i]);
    if (!exit_code && !dry)
        exit_code = write_result(m);
    if (exit_code)
        return exit_code;
    print_counts(m, dry);
    return m->counts[S7_MERGE_CONFLICT] ? S7_EXIT_FINDINGS : S7_EXIT_OK;
}

int s7_cmd_plant_merge(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    struct merging m = {.into = s7_arguments_value(&arguments, "into"),
                        .output = s7_arguments_value(&arguments, "output"),
                        .accepted = s7_arguments_value(&arguments, "accept")};
    if (arguments.operand_count < 1)
        return s7_command_misuse(command, "at least one file of what was seen is expected");
    if (!m.into)
        return s7_command_misuse(command, "--into PLANT is expected: the register that it goes into");
    if (strcmp(m.into, "-") == 0 && !m.output)
        return s7_command_misuse(command,
                                 "standard input cannot be rewritten: -o FILE says where the result goes");
    m.out = m.output && strcmp(m.output, "-") == 0 ? stderr : stdout;
    m.notes = s7_arguments_flag(&arguments, "json") ? json_array() : NULL;
    exit_code = merge_all(&m, &arguments);
    json_decref(m.notes);
    free(m.text);
    s7_cli_source_close(&m.register_file);
    return exit_code;
}
