/* SPDX-License-Identifier: MIT */
#include "cli/duration.h"

#include <stddef.h>
#include <string.h>

#include "sieben/error.h"

static const struct unit_row {
    const char *name;
    s7_time span;
} unit_rows[] = {
    {"ms", S7_MILLISECOND},
    {"s", S7_SECOND},
    {"m", 60 * S7_SECOND},
    {"h", 3600 * S7_SECOND},
};

#define DURATION_MAX (INT64_C(3600000) * S7_SECOND)

static s7_time unit_span(const char *name)
{
    for (size_t i = 0; i < sizeof unit_rows / sizeof unit_rows[0]; i++)
        if (strcmp(unit_rows[i].name, name) == 0)
            return unit_rows[i].span;
    return 0;
}

int s7_duration_parse(const char *text, s7_time *ret_duration)
{
    size_t digits = strspn(text, "0123456789");
    s7_time unit = unit_span(text + digits);
    if (digits == 0 || unit == 0)
        return S7_ERR_LOCAL_SYNTAX;
    s7_time count = 0;
    for (size_t i = 0; i < digits; i++) {
        count = count * 10 + (s7_time)(text[i] - '0');
        if (count > DURATION_MAX / unit)
            return S7_ERR_LOCAL_SYNTAX;
    }
    *ret_duration = count * unit;
    return S7_OK;
}
