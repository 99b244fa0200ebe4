/* SPDX-License-Identifier: MIT
 *
 * The text of an address; what is read, written and read again is the same.
 */
#include <string.h>

#include "fuzz.h"
#include "sieben/address.h"
#include "sieben/error.h"
#include "value/range.h"

static int is_same(const struct s7_tag *a, const struct s7_tag *b)
{
    return a->range.area == b->range.area && a->range.db == b->range.db &&
           a->range.first_bit == b->range.first_bit && a->range.bit_count == b->range.bit_count &&
           a->type == b->type && a->count == b->count;
}

static void check_tag(const struct s7_tag *tag)
{
    char written[S7_TAG_TEXT_SIZE];
    struct s7_tag again;
    FUZZ_CHECK(tag->count >= 1 && tag->range.bit_count >= 1 && s7_range_end(&tag->range) <= S7_RANGE_BITS_MAX);
    FUZZ_CHECK((tag->range.area == S7_AREA_DB) == (tag->range.db != 0));
    FUZZ_CHECK(s7_tag_format(tag, written, sizeof written) > 0);
    FUZZ_CHECK(s7_tag_parse(written, &again, NULL) == S7_OK && is_same(tag, &again));
    FUZZ_CHECK(s7_range_format(&tag->range, written, sizeof written) > 0);
    FUZZ_CHECK(s7_tag_parse(written, &again, NULL) == S7_OK);
    FUZZ_CHECK(again.range.first_bit == tag->range.first_bit && again.range.bit_count == tag->range.bit_count);
}

void fuzz_one(const uint8_t *octets, size_t size)
{
    struct s7_tag tag;
    struct s7_text_error error = {.column = 0};
    char *text = malloc(size + 1);
    if (!text)
        return;
    memcpy(text, octets, size);
    text[size] = '\0';
    if (s7_tag_parse(text, &tag, &error) == S7_OK)
        check_tag(&tag);
    else
        FUZZ_CHECK(error.column >= 1 && error.column <= strlen(text) + 1 && error.message[0]);
    free(text);
}
