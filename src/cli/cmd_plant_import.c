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
#include "register/csv_foreign.h"
#include "register/init.h"

enum { SOURCES_MOST = 64 };

/** The files, and what is said of them. */
struct import_job {
    const char *paths[SOURCES_MOST + 1]; /**< behind the last one that of the plant file */
    char *texts[SOURCES_MOST];
    struct s7_csv_source sources[SOURCES_MOST];
    size_t count;
    const char *into;          /**< plant file that is changed, NULL: a new one is made */
    enum s7_csv_format format; /**< of another program; S7_CSV_FORMAT_COUNT: tables of ours */
    const char *cpu;           /**< whose symbols they are then */
    const char *output;        /**< NULL: standard output */
    json_t *findings;          /**< of the document; NULL: they go to stderr */
};

static void keep(const struct import_job *job, enum s7_plant_severity severity,
                 const struct s7_csv_place *place, const char *cell, const char *message)
{
    json_array_append_new(
        job->findings,
        json_pack("{s:o, s:i, s:i, s:s, s:s, s:o}", "file", s7_cli_json_text(job->paths[place->source]), "line",
                  (int)place->mark.line, "column", (int)place->mark.column, "cell", cell, "severity",
                  severity == S7_PLANT_ERROR ? "error" : "warning", "message", s7_cli_json_text(message)));
}

/** Prints the document, whatever came of it: `written` only when all went well. */
static void print_json(const struct import_job *job, int exit_code)
{
    const char *path = job->output ? job->output : job->into;
    json_t *document = s7_cli_json_document("plant-import");
    json_object_set_new(document, "written", exit_code == S7_EXIT_OK ? s7_cli_json_text(path) : json_null());
    json_object_set(document, "findings", job->findings);
    s7_cli_json_print(stdout, document);
}

static void say(void *user, enum s7_plant_severity severity, const struct s7_csv_place *place,
                const char *message)
{
    const struct import_job *job = user;
    char cell[24];
    struct s7_strbuf buf = s7_strbuf_over(cell, sizeof cell);
    const char *path = job->paths[place->source];
    s7_csv_write_cell(place, &buf);
    if (job->findings) {
        keep(job, severity, place, cell, message);
        return;
    }
    fprintf(stderr, "%s:", s7_shown_path(path).text);
    if (place->mark.line)
        fprintf(stderr, "%u:%u:", place->mark.line, place->mark.column);
    fprintf(stderr, " %s: %s%s%s\n", severity == S7_PLANT_ERROR ? "error" : "warning", cell,
            cell[0] ? ": " : "", message);
}

/** "tables/line 4.csv" is the plant "line 4". */
static void name_after(const char *path, char name[S7_INIT_NAME_MOST + 1])
{
    const char *slash = strrchr(path, '/');
    const char *first = slash ? slash + 1 : path;
    size_t length = strcspn(first, ".");
    snprintf(name, S7_INIT_NAME_MOST + 1, "%.*s",
             (int)(length < S7_INIT_NAME_MOST ? length : S7_INIT_NAME_MOST), first);
    if (!s7_init_is_name(name))
        snprintf(name, S7_INIT_NAME_MOST + 1, "plant");
}

static int write_out(const struct import_job *job, const char *text, size_t size)
{
    if (job->into && !job->output)
        return s7_cli_replace_file(job->into, text, size);
    if (job->output && strcmp(job->output, "-") != 0)
        return s7_cli_write_file(job->output, text, size);
    fwrite(text, 1, size, stdout);
    return S7_EXIT_OK;
}

static int make(struct import_job *job, const char *name, const struct s7_csv_source *base)
{
    char *text = NULL;
    size_t size = 0;
    int error = job->format != S7_CSV_FORMAT_COUNT
                    ? s7_csv_import_tags(base, job->sources, job->format, job->cpu, say, job, &text, &size)
                : job->into ? s7_csv_import_into(base, job->sources, job->count, say, job, &text, &size)
                            : s7_csv_import(job->sources, job->count, name, say, job, &text, &size);
    if (error == S7_ERR_LOCAL_MEMORY) {
        fprintf(stderr, "sieben plant import: %s\n", strerror(ENOMEM));
        return 10 * S7_LAYER_LOCAL;
    }
    if (error)
        return S7_EXIT_USAGE;
    int exit_code = write_out(job, text, size);
    free(text);
    return exit_code;
}

/** With --into the plant file is read, and takes the result unless there is another place for it. */
static int import(struct import_job *job, const char *name)
{
    char *text = NULL;
    struct s7_csv_source base = {.size = 0};
    if (!job->into)
        return make(job, name, NULL);
    int exit_code = s7_cli_read_file(job->into, &text, &base.size);
    if (exit_code)
        return exit_code;
    base.text = text;
    job->paths[job->count] = job->into;
    exit_code = make(job, name, &base);
    free(text);
    return exit_code;
}

static int read_files(struct import_job *job, const struct s7_arguments *arguments)
{
    int exit_code = S7_EXIT_OK;
    for (int i = 0; i < arguments->operand_count && exit_code == S7_EXIT_OK; i++) {
        size_t size;
        exit_code = s7_cli_read_file(arguments->operands[i], &job->texts[i], &size);
        if (exit_code)
            break;
        job->paths[i] = arguments->operands[i];
        job->sources[i] = (struct s7_csv_source){job->texts[i], size};
        job->count++;
    }
    return exit_code;
}

/** What is wrong with the command line, NULL: nothing. */
static const char *flaw_of(const struct s7_arguments *arguments, struct import_job *job)
{
    const char *format = s7_arguments_value(arguments, "as");
    job->format = format ? s7_csv_format_named(format) : S7_CSV_FORMAT_COUNT;
    if (s7_arguments_value(arguments, "name") && job->into)
        return "--name is for a new plant file, --into for one that has a name";
    if (job->into && strcmp(job->into, "-") == 0)
        return "standard input cannot be rewritten";
    bool to_file = job->output ? strcmp(job->output, "-") != 0 : job->into != NULL;
    if (s7_arguments_flag(arguments, "json") && !to_file)
        return "--json needs a place for the plant: --output FILE or --into PLANT";
    if (format && job->format == S7_CSV_FORMAT_COUNT)
        return "symbols can be step7-sdf, step7-seq or kepserver";
    if (format && (!job->into || !job->cpu || arguments->operand_count != 1))
        return "symbols are one file, and need --into PLANT and --cpu NAME";
    return job->cpu && !format ? "--cpu goes with --as" : NULL;
}

/** A register that somebody has written is not replaced by what tables carry of it. */
static int may_write(const struct import_job *job, bool force)
{
    struct stat status;
    if (force || !job->output || stat(job->output, &status) != 0 || !S_ISREG(status.st_mode))
        return S7_EXIT_OK;
    fprintf(stderr, "sieben plant import: %s is there already; --into changes it, --force replaces it\n",
            s7_shown_path(job->output).text);
    return S7_EXIT_USAGE;
}

int s7_cmd_plant_import(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    char otherwise[S7_INIT_NAME_MOST + 1];
    struct import_job job = {.count = 0};
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    const char *name = s7_arguments_value(&arguments, "name");
    if (arguments.operand_count < 1 || arguments.operand_count > SOURCES_MOST)
        return s7_command_misuse(command, "1 to %d tables are expected", SOURCES_MOST);
    if (name && !s7_init_is_name(name))
        return s7_command_misuse(command, "a name is one line of at most %d octets", S7_INIT_NAME_MOST);
    job.output = s7_arguments_value(&arguments, "output");
    job.into = s7_arguments_value(&arguments, "into");
    job.cpu = s7_arguments_value(&arguments, "cpu");
    const char *flaw = flaw_of(&arguments, &job);
    if (flaw)
        return s7_command_misuse(command, "%s", flaw);
    name_after(arguments.operands[0], otherwise);
    exit_code = may_write(&job, s7_arguments_flag(&arguments, "force"));
    if (exit_code == S7_EXIT_OK)
        exit_code = read_files(&job, &arguments);
    job.findings = s7_arguments_flag(&arguments, "json") ? json_array() : NULL;
    if (exit_code == S7_EXIT_OK) {
        exit_code = import(&job, name ? name : otherwise);
        if (job.findings)
            print_json(&job, exit_code);
    }
    json_decref(job.findings);
    for (size_t i = 0; i < job.count; i++)
        free(job.texts[i]);
    return exit_code;
}
