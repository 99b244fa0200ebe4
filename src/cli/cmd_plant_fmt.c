/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/load.h"
#include "cli/replace_file.h"
#include "cli/shown_path.h"
#include "plant/fmt.h"

/** One file, as it is and as it should be. */
struct formatting {
    const char *path;
    const char *shown;
    char *text, *canonical; /**< canonical NULL: it does not load */
    size_t size, canonical_size;
    json_t *findings; /**< NULL: they go to stderr */
};

static void take_finding(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                         const char *message)
{
    struct formatting *f = user;
    if (severity != S7_PLANT_ERROR)
        return;
    if (f->findings)
        json_array_append_new(f->findings, json_pack("{s:i, s:i, s:s, s:o}", "line", (int)mark.line, "column",
                                                     (int)mark.column, "severity", "error", "message",
                                                     s7_cli_json_text(message)));
    else
        fprintf(stderr, "%s:%u:%u: error: %s\n", s7_shown_path(f->shown).text, mark.line, mark.column, message);
}

static bool is_canonical(const struct formatting *f)
{
    return f->canonical && f->size == f->canonical_size && memcmp(f->text, f->canonical, f->size) == 0;
}

/** The first line of the file that would change. */
static size_t first_line(const struct formatting *f)
{
    size_t line = 1;
    for (size_t i = 0; i < f->size && i < f->canonical_size && f->text[i] == f->canonical[i]; i++)
        line += f->text[i] == '\n';
    return line;
}

static void print_json(const struct formatting *f)
{
    json_t *document = s7_cli_json_document("plant-fmt");
    bool differs = f->canonical && !is_canonical(f);
    json_object_set_new(document, "file", s7_cli_json_text(f->shown));
    json_object_set_new(document, "canonical", f->canonical ? json_boolean(!differs) : json_null());
    json_object_set_new(document, "line", differs ? json_integer((json_int_t)first_line(f)) : json_null());
    json_object_set(document, "findings", f->findings);
    s7_cli_json_print(stdout, document);
}

static int check(const struct formatting *f)
{
    bool canonical = is_canonical(f);
    if (f->findings)
        print_json(f);
    else if (!canonical)
        printf("%s:%zu: not in canonical form\n", s7_shown_path(f->shown).text, first_line(f));
    else
        printf("%s: in canonical form\n", s7_shown_path(f->shown).text);
    return canonical ? S7_EXIT_OK : S7_EXIT_FINDINGS;
}

static int rewrite(const struct formatting *f)
{
    if (is_canonical(f))
        return S7_EXIT_OK;
    return s7_cli_replace_file(f->path, f->canonical, f->canonical_size);
}

static int print(const struct formatting *f)
{
    fwrite(f->canonical, 1, f->canonical_size, stdout);
    return S7_EXIT_OK;
}

static int format(struct formatting *f, int (*go_on)(const struct formatting *f))
{
    int error = s7_fmt_text(f->text, f->size, take_finding, f, &f->canonical, &f->canonical_size);
    if (error == S7_ERR_LOCAL_MEMORY) {
        fprintf(stderr, "sieben: %s: %s\n", s7_shown_path(f->shown).text, strerror(ENOMEM));
        return 10 * S7_LAYER_LOCAL;
    }
    if (error && f->findings)
        print_json(f);
    return error ? S7_EXIT_USAGE : go_on(f);
}

static const char *flaw_of(const struct s7_arguments *arguments)
{
    bool in_place = s7_arguments_flag(arguments, "in-place");
    if (arguments->operand_count != 1)
        return "one plant file is expected";
    if (in_place && s7_arguments_flag(arguments, "check"))
        return "--check changes nothing, --in-place does";
    if (in_place && strcmp(arguments->operands[0], "-") == 0)
        return "standard input cannot be rewritten";
    if (s7_arguments_flag(arguments, "json") && !s7_arguments_flag(arguments, "check"))
        return "--json goes with --check";
    return NULL;
}

int s7_cmd_plant_fmt(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    const char *flaw = flaw_of(&arguments);
    if (flaw)
        return s7_command_misuse(command, "%s", flaw);
    struct formatting f = {.path = arguments.operands[0]};
    exit_code = s7_cli_read_file(f.path, &f.text, &f.size);
    if (exit_code)
        return exit_code;
    f.shown = strcmp(f.path, "-") == 0 ? "stdin" : f.path;
    f.findings = s7_arguments_flag(&arguments, "json") ? json_array() : NULL;
    exit_code = format(&f, s7_arguments_flag(&arguments, "check")      ? check
                           : s7_arguments_flag(&arguments, "in-place") ? rewrite
                                                                       : print);
    json_decref(f.findings);
    free(f.canonical);
    free(f.text);
    return exit_code;
}
