/* SPDX-License-Identifier: MIT
 *
 * value/form.h — the ways in which octets and text of a data type are made; one per family of types.
 */
#ifndef VALUE_FORM_H
#define VALUE_FORM_H

#include "base/printf_like.h"
#include "value/type.h"

struct s7_form;

struct s7_type_row {
    enum s7_type type;
    const char *name;
    unsigned bits;
    char width; /**< letter of its addresses: X B W D, T, C */
    const struct s7_form *form;
    int64_t lowest, highest;
};

/** A text while it is read; `error` may be NULL and is filled by s7_scan_fail(). */
struct s7_scan {
    const char *text;
    size_t length;
    size_t at;
    struct s7_text_error *error;
};

struct s7_form {
    /** `raw` holds the octets of one element as one big-endian number; both @return S7_OK or S7_ERR_LOCAL_VALUE. */
    int (*decode)(const struct s7_type_row *row, uint32_t raw, struct s7_value *ret_value);
    int (*encode)(const struct s7_type_row *row, const struct s7_value *value, uint32_t *ret_raw);
    void (*format)(const struct s7_type_row *row, const struct s7_value *value, struct s7_strbuf *buf);
    /** Reads the rest of the scan; @return S7_OK or S7_ERR_LOCAL_VALUE. */
    int (*parse)(const struct s7_type_row *row, struct s7_scan *scan, struct s7_value *ret_value);
    /** Nearest value to a finite number within the type's bounds. */
    int (*number)(const struct s7_type_row *row, double number, struct s7_value *ret_value);
};

extern const struct s7_form s7_form_boolean, s7_form_bits, s7_form_character, s7_form_integer, s7_form_real,
    s7_form_time, s7_form_count;

/** The row of a type, NULL: S7_TYPE_NONE or no type at all. */
const struct s7_type_row *s7_type_find(enum s7_type type);

/** Fills the error with the column of octet `at` (from 0) and returns S7_ERR_LOCAL_VALUE. */
int s7_scan_fail(const struct s7_scan *scan, size_t at, const char *format, ...) S7_PRINTF_LIKE(3, 4);

/** The octet at the scan's place, NUL behind the end. */
static inline char s7_scan_peek(const struct s7_scan *scan)
{
    return scan->at < scan->length ? scan->text[scan->at] : '\0';
}

/** Takes `word` (any case) when it stands here. */
bool s7_scan_word(struct s7_scan *scan, const char *word);

/** A whole number within lowest … highest: decimal, or 16#, 8#, 2#, 0x without a sign; the whole rest is used. */
int s7_scan_whole(struct s7_scan *scan, const char *type, int64_t lowest, int64_t highest, int64_t *ret_number);

/** What the types that live in as.unsigned_ share. */
int s7_form_unsigned_encode(const struct s7_type_row *row, const struct s7_value *value, uint32_t *ret_raw);
int s7_form_unsigned_parse(const struct s7_type_row *row, struct s7_scan *scan, struct s7_value *ret_value);
int s7_form_unsigned_number(const struct s7_type_row *row, double number, struct s7_value *ret_value);

/** Rounds to the nearest whole number, halves away from zero.  @return S7_OK or S7_ERR_LOCAL_VALUE. */
int s7_form_round(const struct s7_type_row *row, double number, int64_t *ret_whole);

#endif
