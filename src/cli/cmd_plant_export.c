/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/load.h"
#include "cli/replace_file.h"
#include "cli/shown_path.h"
#include "register/csv_export.h"

/** What is to be written, and where. */
struct export_choice {
    const char *path;
    const char *output; /**< NULL: standard output */
    enum s7_csv_table table;
    bool all;
    bool mark; /**< a byte order mark in front */
    char separator;
    json_t *tables, *left_out; /**< of the document; NULL: none is asked for */
};

static int say_memory(const char *path)
{
    fprintf(stderr, "sieben: %s: %s\n", s7_shown_path(path).text, strerror(ENOMEM));
    return 10 * S7_LAYER_LOCAL;
}

static int write_out(const char *path, const struct s7_fmt_out *out)
{
    if (path && strcmp(path, "-") != 0)
        return s7_cli_write_file(path, out->text, out->size);
    fwrite(out->text, 1, out->size, stdout);
    return S7_EXIT_OK;
}

/** One table to a file; NULL: standard output.  Of all tables empty ones are left out. */
static int export_table(const struct export_choice *choice, const struct s7_node *root, enum s7_csv_table table,
                        const char *output)
{
    struct s7_storage storage = {.chunks = NULL};
    struct s7_fmt_out out = {.text = NULL};
    struct s7_csv_export rows;
    int exit_code = S7_EXIT_OK;
    int error = s7_csv_export(root, table, &storage, &rows);
    if (error == S7_OK && !(choice->all && rows.count == 0)) {
        s7_fmt_out_text(&out, choice->mark ? "\xEF\xBB\xBF" : "");
        s7_csv_export_write(&rows, choice->separator, &out);
        exit_code = out.failed ? say_memory(choice->path) : write_out(output, &out);
    }
    free(out.text);
    if (choice->tables && error == S7_OK && exit_code == S7_EXIT_OK && !(choice->all && rows.count == 0))
        json_array_append_new(choice->tables,
                              json_pack("{s:s, s:o, s:i}", "table", s7_csv_table_of(table)->name, "file",
                                        s7_cli_json_text(output), "rows", (int)rows.count));
    s7_storage_free(&storage);
    return error ? say_memory(choice->path) : exit_code;
}

static int export_all(const struct export_choice *choice, const struct s7_node *root)
{
    int exit_code = S7_EXIT_OK;
    if (mkdir(choice->output, 0777) != 0 && errno != EEXIST) {
        fprintf(stderr, "sieben: %s: %s\n", s7_shown_path(choice->output).text, strerror(errno));
        return S7_EXIT_USAGE;
    }
    for (int i = 0; i < S7_CSV_TABLE_COUNT && exit_code == S7_EXIT_OK; i++) {
        char path[4096];
        const char *name = s7_csv_table_of((enum s7_csv_table)i)->name;
        if (snprintf(path, sizeof path, "%s/%s.csv", choice->output, name) >= (int)sizeof path)
            return s7_cli_may_write_file(choice->output);
        exit_code = export_table(choice, root, (enum s7_csv_table)i, path);
    }
    return exit_code;
}

/* ---- what is left out -------------------------------------------------------------------------------------------- */

static void keep_rest(void *user, const char *path, size_t count)
{
    json_array_append_new(user, json_pack("{s:o, s:i}", "path", s7_cli_json_text(path), "times", (int)count));
}

static void print_json(const struct export_choice *choice)
{
    json_t *document = s7_cli_json_document("plant-export");
    json_object_set_new(document, "plant", s7_cli_json_text(choice->path));
    json_object_set(document, "tables", choice->tables);
    json_object_set(document, "left_out", choice->left_out);
    s7_cli_json_print(stdout, document);
}

static void say_rest(void *user, const char *path, size_t count)
{
    bool *begun = user;
    fputs(*begun ? "" : "sieben plant export: no table carries:\n", stderr);
    *begun = true;
    fprintf(stderr, "  %s%s", path, count > 1 ? "" : "\n");
    if (count > 1)
        fprintf(stderr, " (%zu times)\n", count);
}

static int export_tree(const struct export_choice *choice, const struct s7_node *root)
{
    bool begun = false;
    int exit_code =
        choice->all ? export_all(choice, root) : export_table(choice, root, choice->table, choice->output);
    if (exit_code != S7_EXIT_OK)
        return exit_code;
    s7_csv_export_rest(root, choice->left_out ? keep_rest : say_rest,
                       choice->left_out ? (void *)choice->left_out : (void *)&begun);
    if (choice->left_out)
        print_json(choice);
    return exit_code;
}

static int export_text(const struct export_choice *choice, const char *text, size_t size)
{
    struct s7_storage storage = {.chunks = NULL};
    struct s7_finding_list findings = {.storage = &storage};
    const struct s7_node *root = NULL;
    struct s7_plant *plant = NULL;
    int exit_code = s7_cli_load_plant_text(choice->path, text, size, &plant);
    if (exit_code)
        return exit_code;
    int error = s7_tree_read(text, size, &storage, &findings, &root);
    exit_code = error || !root ? say_memory(choice->path) : export_tree(choice, root);
    s7_storage_free(&storage);
    s7_plant_free(plant);
    return exit_code;
}

/* ---- command line ------------------------------------------------------------------------------------------------ */

static bool read_separator(const char *word, char *ret_separator)
{
    static const struct {
        const char *word;
        char separator;
    } words[] = {{"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(words[i].word, word) != 0)
            continue;
        *ret_separator = words[i].separator;
        return true;
    }
    return false;
}

static const char *or_else(const char *value, const char *otherwise)
{
    return value ? value : otherwise;
}

/** @return what is wrong with the command line, NULL: nothing */
static const char *read_choice(const struct s7_arguments *arguments, struct export_choice *ret_choice)
{
    const char *table = or_else(s7_arguments_value(arguments, "table"), "connections");
    const char *format = or_else(s7_arguments_value(arguments, "format"), "csv");
    ret_choice->all = strcmp(table, "all") == 0;
    ret_choice->table = s7_csv_table_named(table);
    ret_choice->output = s7_arguments_value(arguments, "output");
    ret_choice->mark = s7_arguments_flag(arguments, "bom");
    if (arguments->operand_count != 1)
        return "one plant file is expected";
    if (!ret_choice->all && ret_choice->table == S7_CSV_TABLE_COUNT)
        return "there is no such table; there are plant, zones, conduits, cpus, dbs, tags, alarms, simulate, "
               "connections and exceptions";
    if (ret_choice->all && !ret_choice->output)
        return "all tables need a folder: --output FOLDER";
    bool to_file = ret_choice->output && strcmp(ret_choice->output, "-") != 0;
    if (s7_arguments_flag(arguments, "json") && !to_file)
        return "--json needs a place for the tables: --output FILE";
    if (strcmp(format, "csv") != 0)
        return "csv is the only format there is";
    if (!read_separator(or_else(s7_arguments_value(arguments, "separator"), "comma"), &ret_choice->separator))
        return "a separator is comma, semicolon or tab";
    ret_choice->path = arguments->operands[0];
    return NULL;
}

int s7_cmd_plant_export(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    struct export_choice choice = {.path = NULL};
    char *text;
    size_t size;
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    const char *flaw = read_choice(&arguments, &choice);
    if (flaw)
        return s7_command_misuse(command, "%s", flaw);
    exit_code = s7_cli_read_file(choice.path, &text, &size);
    if (exit_code)
        return exit_code;
    if (s7_arguments_flag(&arguments, "json")) {
        choice.tables = json_array();
        choice.left_out = json_array();
    }
    exit_code = export_text(&choice, text, size);
    json_decref(choice.tables);
    json_decref(choice.left_out);
    free(text);
    return exit_code;
}
