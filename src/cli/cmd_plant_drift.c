/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/duration.h"
#include "cli/json.h"
#include "cli/shown_path.h"
#include "cli/source_file.h"
#include "register/drift.h"

struct telling {
    const struct s7_cli_source *plant;
    const char *seen; /**< the file that is looked at; NULL: it is about all of them */
    json_t *findings; /**< NULL: text */
    size_t counts[S7_REGISTER_SEVERITIES];
};

/** "plant.yaml:12:3: ", in a file and at a place that there are. */
static void print_place(const char *file, struct s7_plant_mark mark)
{
    printf("%s:%u:%u", s7_shown_path(file).text, mark.line, mark.column);
}

static void print_finding(const struct telling *t, const struct s7_drift_finding *finding)
{
    bool declared = finding->mark.line > 0, seen = finding->seen_mark.line > 0 && t->seen;
    if (declared)
        print_place(t->plant->shown, finding->mark);
    else
        print_place(t->seen, finding->seen_mark);
    printf(": %s: %s.%s %s", s7_register_severity_name(finding->severity), finding->section, finding->name,
           s7_drift_text(finding->kind));
    printf("%s%s", finding->text[0] ? ": " : "", finding->text);
    if (finding->declared[0])
        printf("; declared: %s", finding->declared);
    if (declared && seen) {
        printf(" (");
        print_place(t->seen, finding->seen_mark);
        printf(")");
    }
    printf("\n");
}

static json_t *place(const char *file, struct s7_plant_mark mark)
{
    if (!mark.line || !file)
        return json_null();
    json_t *one = json_pack("{s:i, s:i}", "line", (int)mark.line, "column", (int)mark.column);
    json_object_set_new(one, "file", s7_cli_json_text(file));
    return one;
}

static void add_finding(const struct telling *t, const struct s7_drift_finding *finding)
{
    json_t *one = json_object();
    json_object_set_new(one, "kind", json_string(s7_drift_word(finding->kind)));
    json_object_set_new(one, "severity", json_string(s7_register_severity_name(finding->severity)));
    json_object_set_new(one, "section", json_string(finding->section));
    json_object_set_new(one, "name", s7_cli_json_text(finding->name));
    json_object_set_new(one, "text", s7_cli_json_text(finding->text));
    json_object_set_new(one, "declared", s7_cli_json_text(finding->declared));
    json_object_set_new(one, "plant", place(t->plant->shown, finding->mark));
    json_object_set_new(one, "seen", place(t->seen, finding->seen_mark));
    json_array_append_new(t->findings, one);
}

static void take_finding(void *user, const struct s7_drift_finding *finding)
{
    struct telling *t = user;
    t->counts[finding->severity]++;
    if (t->findings)
        add_finding(t, finding);
    else
        print_finding(t, finding);
}

static void print_counts(const struct telling *t)
{
    size_t drift = t->counts[S7_REGISTER_ERROR] + t->counts[S7_REGISTER_WARNING];
    if (!t->findings) {
        printf("%zu finding%s: %zu error%s, %zu warning%s\n", drift, drift == 1 ? "" : "s",
               t->counts[S7_REGISTER_ERROR], t->counts[S7_REGISTER_ERROR] == 1 ? "" : "s",
               t->counts[S7_REGISTER_WARNING], t->counts[S7_REGISTER_WARNING] == 1 ? "" : "s");
        return;
    }
    json_t *document = s7_cli_json_document("plant-drift");
    json_object_set_new(document, "file", s7_cli_json_text(t->plant->shown));
    json_object_set_new(document, "drift", json_boolean(drift > 0));
    json_object_set_new(document, "errors", json_integer((json_int_t)t->counts[S7_REGISTER_ERROR]));
    json_object_set_new(document, "warnings", json_integer((json_int_t)t->counts[S7_REGISTER_WARNING]));
    json_object_set(document, "findings", t->findings);
    s7_cli_json_print(stdout, document);
}

static int add_file(struct s7_drift *drift, struct telling *t, const char *path)
{
    struct s7_cli_source seen = {.text = NULL};
    int exit_code = s7_cli_source_open(path, &seen);
    if (exit_code)
        return exit_code;
    t->seen = seen.shown;
    exit_code = s7_drift_add(drift, seen.source.plant) ? 10 * S7_LAYER_LOCAL : S7_EXIT_OK;
    t->seen = NULL;
    s7_cli_source_close(&seen);
    return exit_code;
}

static int look(struct s7_drift *drift, struct telling *t, char **paths, int count)
{
    int exit_code = drift ? S7_EXIT_OK : 10 * S7_LAYER_LOCAL;
    for (int i = 0; i < count && !exit_code; i++)
        exit_code = add_file(drift, t, paths[i]);
    if (!exit_code && s7_drift_end(drift))
        exit_code = 10 * S7_LAYER_LOCAL;
    if (exit_code == 10 * S7_LAYER_LOCAL)
        fprintf(stderr, "sieben: %s\n", strerror(ENOMEM));
    if (exit_code)
        return exit_code;
    print_counts(t);
    return t->counts[S7_REGISTER_ERROR] + t->counts[S7_REGISTER_WARNING] ? S7_EXIT_FINDINGS : S7_EXIT_OK;
}

int s7_cmd_plant_drift(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    if (arguments.operand_count < 2)
        return s7_command_misuse(command, "a plant file and at least one file of what was seen are expected");
    struct s7_cli_source plant = {.text = NULL};
    struct telling t = {.plant = &plant};
    struct s7_drift_options options = {
        .unused = s7_arguments_flag(&arguments, "unused"), .take = take_finding, .user = &t};
    const char *after = s7_arguments_value(&arguments, "silent-after");
    if (after && s7_duration_parse(after, &options.silent_after) != S7_OK)
        return s7_command_misuse(command, "--silent-after: expected a duration such as 8h, found \"%s\"",
                                 after);
    exit_code = s7_cli_source_open(arguments.operands[0], &plant);
    if (exit_code)
        return exit_code;
    t.findings = s7_arguments_flag(&arguments, "json") ? json_array() : NULL;
    struct s7_drift *drift = s7_drift_new(plant.source.plant, &options);
    exit_code = look(drift, &t, arguments.operands + 1, arguments.operand_count - 1);
    s7_drift_free(drift);
    json_decref(t.findings);
    s7_cli_source_close(&plant);
    return exit_code;
}
