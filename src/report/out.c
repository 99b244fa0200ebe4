/* SPDX-License-Identifier: MIT */
#include "report/out.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { TABULATOR = 8 };

void s7_out_fail(struct s7_report *report, int failure)
{
    if (report->failure == S7_OK)
        report->failure = failure;
}

static void write_octets(struct s7_report *report, const char *octets, size_t size)
{
    if (report->stopped || size == 0)
        return;
    errno = 0;
    int result = report->config.sink.write(report->config.sink.self, octets, size);
    if (result == S7_OK)
        return;
    report->system_error = errno;
    report->failure = result; /* a document with a hole is worse than a cell that is cut */
    report->stopped = true;
}

void s7_out_octets(struct s7_report *report, const char *octets, size_t size)
{
    static const char blanks[] = "                                                                ";
    while (size && report->blanks) {
        size_t some = report->blanks < sizeof blanks - 1 ? report->blanks : sizeof blanks - 1;
        write_octets(report, blanks, some);
        report->blanks -= some;
    }
    write_octets(report, octets, size);
}

void s7_out_text(struct s7_report *report, const char *text)
{
    s7_out_octets(report, text, strlen(text));
}

void s7_out_repeat(struct s7_report *report, const char *text, size_t count)
{
    while (count-- > 0)
        s7_out_text(report, text);
}

void s7_out_number(struct s7_report *report, size_t number)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%zu", number);
    s7_out_text(report, digits);
}

void s7_out_character(struct s7_report *report, uint32_t code)
{
    char octets[S7_CHARACTER_OCTETS_MAX];
    s7_out_octets(report, octets, s7_character_utf8(code, octets));
}

void s7_out_blanks(struct s7_report *report, size_t count)
{
    report->blanks += count;
}

void s7_out_line(struct s7_report *report)
{
    report->blanks = 0;
    s7_out_octets(report, "\n", 1);
}

void s7_out_parting(struct s7_report *report)
{
    if (report->begun)
        s7_out_line(report);
    report->begun = true;
}

void s7_out_each(struct s7_report *report, const char *text, s7_out_put *put)
{
    for (struct s7_character c = s7_character_next(text); c.taken; c = s7_character_next(text)) {
        put(report, c.code);
        text += c.taken;
    }
}

void s7_out_each_preformatted(struct s7_report *report, const char *text, s7_out_put *put)
{
    size_t column = 0;
    for (struct s7_character c = s7_character_next(text); c.taken; c = s7_character_next(text)) {
        size_t count = *text == '\t' ? TABULATOR - column % TABULATOR : 1;
        column = c.code == '\n' ? 0 : column + (*text == '\t' ? count : c.width);
        while (count-- > 0)
            put(report, c.code);
        text += c.taken;
    }
}
