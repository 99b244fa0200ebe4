/* SPDX-License-Identifier: MIT
 *
 * value/tag_reading.h — an address while it is read, piece by piece.
 *
 * Every function takes one piece at the reading's place, or refuses: then it fills status and error and returns
 * false, and the reading is over.
 */
#ifndef VALUE_TAG_READING_H
#define VALUE_TAG_READING_H

#include "base/printf_like.h"
#include "sieben/error.h"
#include "value/area.h"
#include "value/form.h"

enum {
    S7_AREA_OCTETS = 65536,  /**< of one area: offsets 0 … 65535 */
    S7_AREA_ELEMENTS = 65536 /**< timers, counters */
};

struct s7_reading {
    const char *text;
    size_t at;
    struct s7_text_error *error; /**< NULL: nobody asks */
    int status;

    struct s7_tag tag;
    size_t place; /**< where the offset or number stands, for errors found later */
};

/** Sets status and error with the column of octet `at`; returns false. */
bool s7_reading_refuse(struct s7_reading *r, int status, size_t at, const char *format, ...)
    S7_PRINTF_LIKE(4, 5);

static inline char s7_reading_peek(const struct s7_reading *r)
{
    return r->text[r->at];
}

/** Takes the word when it stands here; never refuses. */
bool s7_reading_take(struct s7_reading *r, const char *word);

/** A decimal number within bounds; `what` begins the message about them ("DB numbers go"). */
bool s7_reading_number(struct s7_reading *r, const char *what, uint32_t lowest, uint32_t highest,
                       uint32_t *ret_number);

/** An octet of an area, as its first bit; the place is remembered. */
bool s7_reading_offset(struct s7_reading *r, uint32_t *ret_bit);

/** "2.1": octet and bit. */
bool s7_reading_bit(struct s7_reading *r, uint32_t *ret_bit);

/** The letters of an area. */
bool s7_reading_area(struct s7_reading *r, const struct s7_area_row **ret_row);

/** Behind "DB": number, point, DBX DBB DBW or DBD. */
bool s7_reading_db(struct s7_reading *r, char *ret_width);

/** The name of a type. */
bool s7_reading_type(struct s7_reading *r, const struct s7_type_row **ret_row);

/** The number behind a star. */
bool s7_reading_count(struct s7_reading *r, uint32_t *ret_count, size_t *ret_at);

/** Sets count and length, and knows where the area ends. */
bool s7_reading_extent(struct s7_reading *r, uint32_t count, size_t at);

/** Behind "P#": the whole ANY pointer with its suffix. */
bool s7_reading_pointer(struct s7_reading *r);

#endif
