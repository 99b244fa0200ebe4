/* SPDX-License-Identifier: MIT */
#include "cli/style.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_coloured(FILE *out)
{
    const char *refused = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    if (refused && refused[0])
        return false;
    return isatty(fileno(out)) && terminal && strcmp(terminal, "dumb") != 0;
}

const char *s7_style_red(FILE *out)
{
    return is_coloured(out) ? "\033[1;31m" : "";
}

const char *s7_style_bold(FILE *out)
{
    return is_coloured(out) ? "\033[1m" : "";
}

const char *s7_style_plain(FILE *out)
{
    return is_coloured(out) ? "\033[0m" : "";
}
