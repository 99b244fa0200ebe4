/* SPDX-License-Identifier: MIT
 *
 * report/meaning.h — what a coloured cell means: its word, its mark, its colours, from defs/meaning.def.
 */
#ifndef REPORT_MEANING_H
#define REPORT_MEANING_H

#include <stddef.h>

enum s7_report_meaning {
    S7_REPORT_NEUTRAL, /**< no colour, no mark */
#define S7_REPORT_MEANING(name, word, mark, ascii, terminal, light, dark, tint, shade) S7_REPORT_##name,
#include "report/defs/meaning.def"
#undef S7_REPORT_MEANING
    S7_REPORT_MEANING_COUNT
};

struct s7_report_meaning_row {
    const char *word;     /**< also the name of its class in HTML */
    const char *mark;     /**< one character, one column wide */
    const char *ascii;    /**< the same in ASCII */
    const char *terminal; /**< sequence that turns its colour on in a terminal */
    const char *light;    /**< CSS colours: of its text on a light page, */
    const char *dark;     /**< on a dark page, */
    const char *tint;     /**< of its ground on a light page, */
    const char *shade;    /**< on a dark page */
};

/** All "" for S7_REPORT_NEUTRAL. */
const struct s7_report_meaning_row *s7_report_meaning_of(enum s7_report_meaning meaning);

#endif
