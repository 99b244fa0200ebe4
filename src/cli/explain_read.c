/* SPDX-License-Identifier: MIT
 *
 * explain_read.c — what is asked: a code that is said alone, with or without its kind; else a text in which names,
 * codes and messages are looked for.
 */
#include <string.h>
#include <strings.h>

#include "cli/explain_reading.h"
#include "plant/nearest.h"

enum { PLAIN_MOST = 1024, PLAIN_LEAST = 6, NAME_LEAST = 4 };

static bool is_word(char c)
{
    return s7_explain_is_digit(c) || s7_explain_is_letter(c) || c == '_';
}

/* ---- names and codes in a text ---------------------------------------------------------------------------------- */

/* Causes of one word ("stopped", "proxy") are ordinary words in a text. */
static bool may_stand(enum s7_explain_kind kind, struct s7_explain_span word, bool alone)
{
    return alone || kind != S7_EXPLAIN_CAUSE || memchr(word.at, '_', word.length);
}

static void read_word(struct s7_explain_answer *answer, struct s7_explain_span word, bool alone)
{
    static const enum s7_explain_kind anywhere[] = {S7_EXPLAIN_ERROR, S7_EXPLAIN_ERRNO, S7_EXPLAIN_SIGN,
                                                    S7_EXPLAIN_CAUSE};
    static const enum s7_explain_kind only_alone[] = {S7_EXPLAIN_LAYER, S7_EXPLAIN_STATUS};
    struct s7_meaning meaning;
    struct s7_explain_digits number;
    size_t kinds = sizeof anywhere / sizeof anywhere[0];
    if (word.length > 7 && strncasecmp(word.at, "S7_ERR_", 7) == 0) {
        word = (struct s7_explain_span){word.at + 7, word.length - 7};
        kinds = 1;
    }
    for (size_t i = 0; i < kinds; i++)
        if (may_stand(anywhere[i], word, alone) && s7_explain_name(anywhere[i], word.at, word.length, &meaning))
            s7_explain_add(answer, &meaning);
    for (size_t i = 0; alone && i < sizeof only_alone / sizeof only_alone[0]; i++)
        if (s7_explain_name(only_alone[i], word.at, word.length, &meaning))
            s7_explain_add(answer, &meaning);
    if (!alone && word.length > 4 && s7_explain_read_digits(word, &number) && number.prefix &&
        word.at[0] == '0') {
        s7_explain_add_digits(answer, S7_EXPLAIN_HEADER, &number, false);
        s7_explain_add_digits(answer, S7_EXPLAIN_MESSAGE, &number, false);
    }
}

static void read_words(struct s7_explain_answer *answer, struct s7_explain_span asked)
{
    size_t at = 0;
    while (at < asked.length) {
        size_t start = at;
        while (at < asked.length && is_word(asked.at[at]))
            at++;
        if (at > start)
            read_word(answer, (struct s7_explain_span){asked.at + start, at - start},
                      at - start == asked.length);
        else
            at++;
    }
}

/* "S7R-008", wherever it stands. */
static void read_checks(struct s7_explain_answer *answer, struct s7_explain_span asked)
{
    static const char start[] = "S7R-";
    enum { LENGTH = sizeof start - 1 + 3 };
    struct s7_meaning meaning;
    for (size_t at = 0; at + LENGTH <= asked.length; at++)
        if (strncasecmp(asked.at + at, start, sizeof start - 1) == 0 &&
            s7_explain_name(S7_EXPLAIN_CHECK, asked.at + at, LENGTH, &meaning))
            s7_explain_add(answer, &meaning);
}

/* "error class 0x81 code 0x04": the two hex digits behind a word. */
static bool octet_behind(const char *plain, const char *word, uint32_t *ret_octet)
{
    const char *at = strstr(plain, word);
    char digits[3] = {0};
    if (!at)
        return false;
    at += strlen(word);
    at += strncmp(at, "0x", 2) == 0 ? 2 : 0;
    for (size_t i = 0; i < 2 && s7_explain_hex_value(at[i]) >= 0; i++)
        digits[i] = at[i];
    if (!digits[1])
        return false;
    *ret_octet = (uint32_t)(s7_explain_hex_value(digits[0]) << 4 | s7_explain_hex_value(digits[1]));
    return true;
}

static void read_class_and_code(struct s7_explain_answer *answer, const char *plain)
{
    uint32_t class_, code;
    struct s7_meaning meaning;
    if (octet_behind(plain, "class", &class_) && octet_behind(plain, "code", &code) &&
        s7_explain_number(S7_EXPLAIN_HEADER, class_ << 8 | code, false, &meaning))
        s7_explain_add(answer, &meaning);
}

/* ---- messages --------------------------------------------------------------------------------------------------- */

/* Letters and digits alone, in lower case: blanks, quotes and punctuation differ from program to program. */
static void make_plain(struct s7_explain_span text, char ret_plain[PLAIN_MOST])
{
    size_t length = 0;
    for (size_t i = 0; i < text.length && length + 1 < PLAIN_MOST; i++) {
        char c = text.at[i];
        if (s7_explain_is_digit(c) || s7_explain_is_letter(c))
            ret_plain[length++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    ret_plain[length] = '\0';
}

/* "CPU : ", "CLI : ", "TCP : " are left out by some of those who print it. */
static void message_plain(const struct s7_meaning *message, char ret_plain[PLAIN_MOST])
{
    const char *said = message->name;
    said += strlen(said) > 6 && memcmp(said + 3, " : ", 3) == 0 ? 6 : 0;
    make_plain((struct s7_explain_span){said, strlen(said)}, ret_plain);
}

/* Is there a longer message in the text that has this one in it? */
static bool is_part_of_another(const char *text, const char *plain)
{
    struct s7_meaning other;
    char longer[PLAIN_MOST];
    for (size_t i = 0; s7_explain_at(S7_EXPLAIN_MESSAGE, i, &other); i++) {
        message_plain(&other, longer);
        if (strlen(longer) > strlen(plain) && strstr(longer, plain) && strstr(text, longer))
            return true;
    }
    return false;
}

/* The code that stands in the same line has told it: "PLC error [0x8104]: This service is not implemented ...". */
static bool is_told(const struct s7_explain_answer *answer, const struct s7_meaning *message)
{
    for (size_t i = 0; i < answer->count; i++)
        if (answer->meanings[i].kind != S7_EXPLAIN_MESSAGE && answer->meanings[i].causes == message->causes)
            return true;
    return false;
}

static void read_messages(struct s7_explain_answer *answer, const char *text)
{
    struct s7_meaning message;
    char plain[PLAIN_MOST];
    for (size_t i = 0; s7_explain_at(S7_EXPLAIN_MESSAGE, i, &message); i++) {
        message_plain(&message, plain);
        if (strstr(text, plain) && !is_told(answer, &message) && !is_part_of_another(text, plain))
            s7_explain_add(answer, &message);
    }
}

/* What was asked is a part of the message: "function not available". */
static void read_parts(struct s7_explain_answer *answer, const char *text)
{
    struct s7_meaning message;
    char plain[PLAIN_MOST];
    for (size_t i = 0; strlen(text) >= PLAIN_LEAST && s7_explain_at(S7_EXPLAIN_MESSAGE, i, &message); i++) {
        message_plain(&message, plain);
        if (strstr(plain, text))
            s7_explain_add(answer, &message);
    }
}

/* ---- what was perhaps meant ------------------------------------------------------------------------------------- */

static void find_nearest_name(struct s7_explain_answer *answer, struct s7_explain_span asked)
{
    static const enum s7_explain_kind named[] = {S7_EXPLAIN_ERROR,  S7_EXPLAIN_ERRNO, S7_EXPLAIN_STATUS,
                                                 S7_EXPLAIN_SIGN,   S7_EXPLAIN_CAUSE, S7_EXPLAIN_CHECK,
                                                 S7_EXPLAIN_MESSAGE};
    struct s7_nearest nearest = s7_nearest_to(asked.at, asked.length);
    struct s7_meaning meaning, best;
    for (size_t k = 0; k < sizeof named / sizeof named[0]; k++) {
        for (size_t i = 0; s7_explain_at(named[k], i, &meaning); i++) {
            const char *before = nearest.best;
            s7_nearest_try(&nearest, meaning.name);
            if (nearest.best != before)
                best = meaning;
        }
    }
    if (nearest.best)
        s7_explain_add_nearest(answer, &best);
}

/* "statsu 8": the kind that was perhaps meant, with the number as it was said. */
static void find_nearest_kind(struct s7_explain_answer *answer, struct s7_explain_span asked)
{
    size_t length = 0;
    enum s7_explain_kind kind = S7_EXPLAIN_KIND_COUNT;
    struct s7_explain_answer meant;
    while (length < asked.length && s7_explain_is_letter(asked.at[length]))
        length++;
    struct s7_nearest nearest = s7_nearest_to(asked.at, length);
    for (int k = 0; k < S7_EXPLAIN_KIND_COUNT; k++) {
        const char *before = nearest.best;
        s7_nearest_try(&nearest, s7_explain_form((enum s7_explain_kind)k)->word);
        kind = nearest.best != before ? (enum s7_explain_kind)k : kind;
    }
    if (!nearest.best)
        return;
    meant.count = meant.nearest_count = 0;
    s7_explain_read_code(&meant, kind, (struct s7_explain_span){asked.at + length, asked.length - length});
    for (size_t i = 0; i < meant.count; i++)
        s7_explain_add_nearest(answer, &meant.meanings[i]);
}

void s7_explain_read(const char *asked, struct s7_explain_answer *ret_answer)
{
    char plain[PLAIN_MOST];
    struct s7_explain_span text = s7_explain_trim((struct s7_explain_span){asked, strlen(asked)});
    ret_answer->count = 0;
    ret_answer->nearest_count = 0;
    if (text.length == 0 || s7_explain_read_bare(ret_answer, text) || s7_explain_read_said(ret_answer, text))
        return;
    make_plain(text, plain);
    read_checks(ret_answer, text);
    read_words(ret_answer, text);
    read_class_and_code(ret_answer, plain);
    read_messages(ret_answer, plain);
    if (ret_answer->count == 0)
        read_parts(ret_answer, plain);
    if (ret_answer->count)
        return;
    find_nearest_kind(ret_answer, text);
    if (text.length >= NAME_LEAST)
        find_nearest_name(ret_answer, text);
}
