/* SPDX-License-Identifier: MIT
 *
 * cli/explain_answer.h — what somebody asks to be explained, and all that it may mean.
 */
#ifndef CLI_EXPLAIN_ANSWER_H
#define CLI_EXPLAIN_ANSWER_H

#include <jansson.h>
#include <stdio.h>

#include "cli/explain.h"

enum { S7_ANSWER_MOST = 24, S7_ANSWER_NEAREST = 4 };

struct s7_explain_answer {
    struct s7_meaning meanings[S7_ANSWER_MOST];
    size_t count;
    struct s7_meaning nearest[S7_ANSWER_NEAREST]; /**< when there is no meaning: what was perhaps meant */
    size_t nearest_count;
};

/**
 * All that `asked` may mean: a kind and its number ("STATUS 8", "DR 2", "SZL 0132"), a number alone ("401", "0x8104",
 * "81 04"), a name ("ACCESS_PUT_GET", "ECONNREFUSED"), or a text of a log that has such names, codes with 0x, or messages
 * of other programs in it.  No meaning is given twice.
 */
void s7_explain_read(const char *asked, struct s7_explain_answer *ret_answer);

/* ---- showing it -------------------------------------------------------------------------------------------------- */

/** All meanings, each in lines with a title; how to tell them apart when there are several. */
void s7_explain_print(FILE *out, const char *asked, const struct s7_explain_answer *answer);

/** {"schema": "sieben/explain/1", "asked", "meanings": [], "nearest": []}; docs/codes.md.  A new reference. */
json_t *s7_explain_json(const char *asked, const struct s7_explain_answer *answer);

/** Every code of every kind: a line each, a document with the same meanings, the page docs/codes.md. */
void s7_explain_list(FILE *out);
json_t *s7_explain_list_json(void);
void s7_explain_list_markdown(FILE *out);

/** One meaning of the document.  A new reference. */
json_t *s7_explain_meaning_json(const struct s7_meaning *meaning);

/** What is separated by '|', as an array of strings.  A new reference. */
json_t *s7_explain_split_json(const char *list);

enum { S7_ADVICE_SIZE = 6144 };

/** Causes and remedies of any meaning, each separated by '|'. */
struct s7_explain_advice {
    char causes[S7_ADVICE_SIZE], remedy[S7_ADVICE_SIZE];
};

void s7_explain_advise(const struct s7_meaning *meaning, struct s7_explain_advice *ret_advice);

#endif
