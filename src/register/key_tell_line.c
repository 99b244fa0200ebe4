/* SPDX-License-Identifier: MIT
 *
 * Texts, words and lists of them.
 */
#include <stdlib.h>
#include <string.h>

#include "register/key_tell.h"

void s7_key_tell_text(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    const char *text;
    s7_key_tell_take(key, element, &text, sizeof text);
    s7_fmt_out_text(out, text ? text : "");
}

void s7_key_tell_ascii(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    s7_key_tell_text(key, element, out);
}

void s7_key_tell_firmware(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    s7_key_tell_text(key, element, out);
}

void s7_key_tell_source(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    s7_key_tell_text(key, element, out);
}

void s7_key_tell_check_id(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    s7_key_tell_text(key, element, out);
}

void s7_key_tell_object(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    s7_key_tell_text(key, element, out);
}

/** With colons, in capitals. */
void s7_key_tell_mac(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    const char *text;
    s7_key_tell_take(key, element, &text, sizeof text);
    for (; text && *text; text++)
        s7_key_tell_format(out, "%c", *text == '-' ? ':' : *text >= 'a' && *text <= 'f' ? *text - 32 : *text);
}

static int compare_lines(const void *a, const void *b)
{
    const char *const *left = a;
    const char *const *right = b;
    return strcmp(*left, *right);
}

/** In an order of their own: which one is first means nothing. */
static void tell_sorted(const char *const *lines, size_t count, struct s7_fmt_out *out)
{
    size_t start = out->size;
    const char **sorted = count ? calloc(count, sizeof *sorted) : NULL;
    if (count && !sorted) {
        out->failed = true;
        return;
    }
    if (count) {
        memcpy(sorted, lines, count * sizeof *sorted);
        qsort(sorted, count, sizeof *sorted, compare_lines);
    }
    for (size_t i = 0; i < count; i++) {
        s7_key_tell_comma(out, start);
        s7_fmt_out_text(out, sorted[i]);
    }
    free(sorted);
}

void s7_key_tell_texts(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    struct s7_plant_texts texts;
    s7_key_tell_take(key, element, &texts, sizeof texts);
    tell_sorted(texts.lines, texts.count, out);
}

/** A way has an order. */
void s7_key_tell_via(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    struct s7_plant_texts texts;
    size_t start = out->size;
    s7_key_tell_take(key, element, &texts, sizeof texts);
    for (size_t i = 0; i < texts.count; i++) {
        s7_key_tell_comma(out, start);
        s7_fmt_out_text(out, texts.lines[i]);
    }
}

void s7_key_tell_nets(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    const char *const *lines;
    size_t count;
    s7_key_tell_take(key, element, &lines, sizeof lines);
    memcpy(&count, (const unsigned char *)element + key->count_offset, sizeof count);
    tell_sorted(lines, count, out);
}

void s7_key_tell_word(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    uint64_t value = s7_key_tell_number_of(key, element);
    for (const struct s7_plant_word *word = key->words; word->text; word++)
        if (word->value == value)
            s7_fmt_out_text(out, word->text);
}

void s7_key_tell_words(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    uint64_t bits = s7_key_tell_number_of(key, element);
    size_t start = out->size;
    for (const struct s7_plant_word *word = key->words; word->text; word++) {
        if (!(word->value & bits))
            continue;
        s7_key_tell_comma(out, start);
        s7_fmt_out_text(out, word->text);
    }
}
