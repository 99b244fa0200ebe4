/* SPDX-License-Identifier: MIT */
#include "cli/doctor_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/replace_file.h"
#include "cli/wall_clock.h"
#include "sieben/version.h"

enum { FOOTER_SIZE = 160, HOST_SIZE = 65, MINUTES = 16 };

/* Whose page this is, when it lies on a desk. */
static void put_footer(char text[FOOTER_SIZE])
{
    char at[S7_WALL_CLOCK_SIZE], host[HOST_SIZE] = "";
    struct s7_clock clock = s7_wall_clock_at(s7_wall_clock_ms(), false);
    s7_wall_clock_format(&clock, ' ', at);
    at[MINUTES] = '\0';
    if (gethostname(host, sizeof host - 1) != 0)
        host[0] = '\0';
    snprintf(text, FOOTER_SIZE, "sieben doctor %s%s%s, %s", s7_version_text(), host[0] ? " on " : "", host, at);
}

/* @return S7_OK, and *ret_text, which is the caller's */
static int render(const struct s7_report_config *form, void (*tell)(struct s7_report *report, const void *self),
                  const void *self, char **ret_text, size_t *ret_size)
{
    struct s7_report_config config = *form;
    struct s7_report report;
    FILE *memory = open_memstream(ret_text, ret_size);
    if (!memory)
        return S7_ERR_LOCAL_MEMORY;
    config.sink = s7_report_sink_stream(memory);
    s7_report_begin(&report, &config);
    tell(&report, self);
    int failure = s7_report_end(&report);
    if (fclose(memory) == 0 && failure == S7_OK)
        return S7_OK;
    free(*ret_text);
    return failure ? failure : S7_ERR_LOCAL_MEMORY;
}

int s7_doctor_write_document(const char *path, const char *title,
                             void (*tell)(struct s7_report *report, const void *self), const void *self)
{
    char footer[FOOTER_SIZE];
    struct s7_report_config form = {.title = title, .footer = footer};
    char *text = NULL;
    size_t size = 0;
    put_footer(footer);
    s7_report_format_of(path, &form.format);
    int failure = render(&form, tell, self, &text, &size);
    if (failure != S7_OK) {
        fprintf(stderr, "sieben: %s: not written: %s\n", path, s7_error_text(failure));
        return S7_EXIT_USAGE;
    }
    int exit_code = s7_cli_write_file(path, text, size);
    free(text);
    return exit_code;
}
