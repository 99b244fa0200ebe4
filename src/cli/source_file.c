/* SPDX-License-Identifier: MIT */
#include "cli/source_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/load.h"
#include "cli/shown_path.h"

static void print_error(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                        const char *message)
{
    const struct s7_cli_source *file = user;
    if (severity == S7_PLANT_ERROR)
        fprintf(stderr, "%s:%u:%u: error: %s\n", s7_shown_path(file->shown).text, mark.line, mark.column,
                message);
}

int s7_cli_source_open(const char *path, struct s7_cli_source *ret_file)
{
    struct s7_cli_source file = {.path = path, .shown = strcmp(path, "-") == 0 ? "stdin" : path};
    int exit_code = s7_cli_read_file(path, &file.text, &file.size);
    if (exit_code)
        return exit_code;
    int error = s7_source_open(file.text, file.size, print_error, &file, &file.source);
    if (error == S7_ERR_LOCAL_MEMORY)
        fprintf(stderr, "sieben: %s: %s\n", s7_shown_path(file.shown).text, strerror(ENOMEM));
    if (error) {
        free(file.text);
        return S7_EXIT_USAGE;
    }
    *ret_file = file;
    return S7_EXIT_OK;
}

void s7_cli_source_close(struct s7_cli_source *file)
{
    if (!file->text)
        return;
    s7_source_close(&file->source);
    free(file->text);
    *file = (struct s7_cli_source){.text = NULL};
}
