/* SPDX-License-Identifier: MIT */
#include "report/meaning.h"

static const struct s7_report_meaning_row rows[S7_REPORT_MEANING_COUNT] = {
    [S7_REPORT_NEUTRAL] = {"", "", "", "", "", "", "", ""},
#define S7_REPORT_MEANING(name, word, mark, ascii, terminal, light, dark, tint, shade)                         \
    [S7_REPORT_##name] = {word, mark, ascii, terminal, light, dark, tint, shade},
#include "report/defs/meaning.def"
#undef S7_REPORT_MEANING
};

const struct s7_report_meaning_row *s7_report_meaning_of(enum s7_report_meaning meaning)
{
    return &rows[meaning];
}
