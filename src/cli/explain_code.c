/* SPDX-License-Identifier: MIT
 *
 * explain_code.c — a number as a code: of the kind that is named with it, or of every kind whose codes look like it.
 */
#include "cli/explain_reading.h"

#include <string.h>
#include <strings.h>

/* ---- the answer ------------------------------------------------------------------------------------------------- */

void s7_explain_add(struct s7_explain_answer *answer, const struct s7_meaning *meaning)
{
    for (size_t i = 0; i < answer->count; i++) {
        const struct s7_meaning *other = &answer->meanings[i];
        if (other->kind == meaning->kind && strcmp(other->code, meaning->code) == 0 &&
            strcmp(other->text, meaning->text) == 0)
            return;
    }
    if (answer->count < S7_ANSWER_MOST)
        answer->meanings[answer->count++] = *meaning;
}

void s7_explain_add_nearest(struct s7_explain_answer *answer, const struct s7_meaning *meaning)
{
    if (answer->nearest_count < S7_ANSWER_NEAREST)
        answer->nearest[answer->nearest_count++] = *meaning;
}

/* ---- a number as a code of one kind ----------------------------------------------------------------------------- */

/* Whether it may be meant without the word; with it, everything that the kind can be written as may be. */
static bool may_be_hex(const struct s7_explain_form *form, const struct s7_explain_digits *number, bool said)
{
    if (!number->hex || (!form->hex && !form->prefix))
        return false;
    return said || (number->prefix && form->prefix) || number->digits == form->hex;
}

static bool may_be_decimal(const struct s7_explain_form *form, const struct s7_explain_digits *number,
                           bool said)
{
    if (!number->decimal || form->dec_most == 0)
        return false;
    return said || (number->decimal_value >= form->dec_least && number->decimal_value <= form->dec_most);
}

/* Without the word only the whole id of a list of the CPU is taken for one: four digits, the first of them 0. */
static bool is_no_list(enum s7_explain_kind kind, const struct s7_explain_digits *number, bool said)
{
    return kind == S7_EXPLAIN_SZL && !said && (number->digits != 4 || number->hex_value > 0x0FFF);
}

static void add_number(struct s7_explain_answer *answer, enum s7_explain_kind kind, uint32_t number, bool said)
{
    struct s7_meaning meaning;
    if (kind != S7_EXPLAIN_MESSAGE && s7_explain_number(kind, number, said, &meaning))
        s7_explain_add(answer, &meaning);
    if (kind != S7_EXPLAIN_MESSAGE || number == 0)
        return;
    for (size_t i = 0; s7_explain_at(kind, i, &meaning); i++) /* several messages may have one number */
        if (meaning.number == number)
            s7_explain_add(answer, &meaning);
}

void s7_explain_add_digits(struct s7_explain_answer *answer, enum s7_explain_kind kind,
                           const struct s7_explain_digits *number, bool said)
{
    const struct s7_explain_form *form = s7_explain_form(kind);
    if (may_be_decimal(form, number, said))
        add_number(answer, kind, number->decimal_value, said);
    if (may_be_hex(form, number, said) && !is_no_list(kind, number, said))
        add_number(answer, kind, number->hex_value, said);
}

/* The row whose number lies next, of those that are as long and, of two octets, have the first one in common. */
static void find_next(struct s7_explain_answer *answer, enum s7_explain_kind kind, uint32_t number)
{
    struct s7_meaning meaning, best;
    uint32_t least = UINT32_MAX;
    number = kind == S7_EXPLAIN_SZL ? number & 0xFF : number;
    for (size_t i = 0; s7_explain_at(kind, i, &meaning); i++) {
        uint32_t away = meaning.number > number ? meaning.number - number : number - meaning.number;
        if (away >= least || meaning.number >> 8 != number >> 8)
            continue;
        least = away;
        best = meaning;
    }
    if (least != UINT32_MAX)
        s7_explain_add_nearest(answer, &best);
}

static void find_next_number(struct s7_explain_answer *answer, enum s7_explain_kind kind,
                             const struct s7_explain_digits *number, bool said)
{
    const struct s7_explain_form *form = s7_explain_form(kind);
    bool hex = may_be_hex(form, number, said);
    struct s7_meaning meaning;
    if (kind == S7_EXPLAIN_MESSAGE || is_no_list(kind, number, said) ||
        (!hex && !may_be_decimal(form, number, said)))
        return;
    if (kind == S7_EXPLAIN_HEADER && hex &&
        s7_explain_number(S7_EXPLAIN_CLASS, number->hex_value >> 8, false, &meaning))
        s7_explain_add_nearest(answer, &meaning);
    find_next(answer, kind, hex && (number->prefix || form->hex) ? number->hex_value : number->decimal_value);
}

bool s7_explain_read_code(struct s7_explain_answer *answer, enum s7_explain_kind kind,
                          struct s7_explain_span rest)
{
    struct s7_explain_digits number;
    const char *bracket = memchr(rest.at, '(', rest.length); /* "DR 2 (0x02)", as it is printed */
    if (bracket && bracket > rest.at)
        rest.length = (size_t)(bracket - rest.at);
    if (!s7_explain_read_digits(rest, &number))
        return false;
    s7_explain_add_digits(answer, kind, &number, true);
    if (answer->count == 0)
        find_next_number(answer, kind, &number, true);
    return true;
}

bool s7_explain_read_bare(struct s7_explain_answer *answer, struct s7_explain_span asked)
{
    struct s7_explain_digits number;
    if (!s7_explain_read_digits(asked, &number))
        return false;
    for (int kind = 0; kind < S7_EXPLAIN_KIND_COUNT; kind++)
        s7_explain_add_digits(answer, (enum s7_explain_kind)kind, &number, false);
    for (int kind = 0; kind < S7_EXPLAIN_KIND_COUNT && answer->count == 0; kind++)
        find_next_number(answer, (enum s7_explain_kind)kind, &number, false);
    return true;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* ---- a kind and its number -------------------------------------------------------------------------------------- */

/* Length of the word at the start of the text, 0: another one.  Blanks of the word stand for any number of them. */
static size_t starts_with(struct s7_explain_span asked, const char *word, size_t length)
{
    size_t at = 0;
    for (size_t i = 0; i < length; i++) {
        size_t before = at;
        while (word[i] == ' ' && at < asked.length && is_blank(asked.at[at]))
            at++;
        if (word[i] == ' ' ? at == before : at >= asked.length || strncasecmp(asked.at + at, word + i, 1) != 0)
            return 0;
        at += word[i] != ' ';
    }
    bool ends = at == asked.length || !s7_explain_is_letter(asked.at[at]);
    return ends ? at : 0;
}

/* The longest of the words of all kinds, so that "item code" is not taken for "item". */
static size_t find_word(struct s7_explain_span asked, enum s7_explain_kind *ret_kind)
{
    size_t most = 0;
    for (int kind = 0; kind < S7_EXPLAIN_KIND_COUNT; kind++) {
        const char *word = s7_explain_form((enum s7_explain_kind)kind)->words;
        while (*word) {
            size_t length = strcspn(word, "|");
            size_t used = starts_with(asked, word, length);
            if (used > most) {
                most = used;
                *ret_kind = (enum s7_explain_kind)kind;
            }
            word += length + (word[length] == '|');
        }
    }
    return most;
}

bool s7_explain_read_said(struct s7_explain_answer *answer, struct s7_explain_span asked)
{
    enum s7_explain_kind kind = S7_EXPLAIN_ERROR;
    struct s7_meaning meaning;
    size_t used = find_word(asked, &kind);
    struct s7_explain_span rest =
        s7_explain_trim((struct s7_explain_span){asked.at + used, asked.length - used});
    if (used == 0 || rest.length == 0)
        return false;
    if (s7_explain_name(kind, rest.at, rest.length, &meaning))
        s7_explain_add(answer, &meaning);
    return answer->count != 0 || s7_explain_read_code(answer, kind, rest);
}
