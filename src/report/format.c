/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "report/report.h"

struct format_row {
    const char *name;
    const char *suffix;
};

static const struct format_row format_rows[S7_REPORT_FORMAT_COUNT] = {
    [S7_REPORT_TEXT] = {"text", "txt"},
    [S7_REPORT_MARKDOWN] = {"markdown", "md"},
    [S7_REPORT_HTML] = {"html", "html"},
    [S7_REPORT_CSV] = {"csv", "csv"},
};

const char *s7_report_format_name(enum s7_report_format format)
{
    return format_rows[format].name;
}

const char *s7_report_format_suffix(enum s7_report_format format)
{
    return format_rows[format].suffix;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_suffix(const char *suffix, const char *name)
{
    while (*suffix && lower(*suffix) == name[0]) {
        suffix++;
        name++;
    }
    return *suffix == '\0' && *name == '\0';
}

bool s7_report_format_of(const char *file_name, enum s7_report_format *ret_format)
{
    const char *dot = strrchr(file_name, '.');
    if (!dot)
        return false;
    for (int i = 0; i < S7_REPORT_FORMAT_COUNT; i++) {
        if (!is_suffix(dot + 1, format_rows[i].suffix) && !(i == S7_REPORT_HTML && is_suffix(dot + 1, "htm")))
            continue;
        *ret_format = (enum s7_report_format)i;
        return true;
    }
    return false;
}
