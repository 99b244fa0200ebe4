/* SPDX-License-Identifier: MIT
 *
 * value/type.h — elementary values: octets ⇄ number ⇄ text.
 *
 * Octets are big-endian as in the CPU.  Text out is exact: integers in decimal, BYTE/WORD/DWORD as 16#…, REAL as
 * the shortest text that reads back to the same bits, CHAR quoted with non-printables as $xx (Latin-1 in the CPU,
 * UTF-8 in the text).  Text in accepts what text out writes, plus decimal, 16#, 8#, 2#, 0x and true/false.
 */
#ifndef VALUE_TYPE_H
#define VALUE_TYPE_H

#include "base/strbuf.h"
#include "sieben/address.h"
#include "sieben/error.h"

/** One value.  Which member is valid follows from the type (s7_value_decode()). */
struct s7_value {
    enum s7_type type;
    union {
        bool boolean;       /**< BOOL */
        uint64_t unsigned_; /**< BYTE, CHAR, WORD, DWORD, COUNTER (0…999), TIMER (milliseconds) */
        int64_t signed_;    /**< INT, DINT */
        float real;         /**< REAL */
    } as;
};

/** One of the types whose row exists in defs/type.def, by name ("INT", exact case); S7_TYPE_NONE: no such type. */
enum s7_type s7_type_named(const char *name, size_t length);

/** Octets of one element in a buffer: 1 for BOOL, else bits / 8. */
size_t s7_type_size(enum s7_type type);

/**
 * Reads one element from its octets (s7_type_size() of them).
 * @return S7_OK or S7_ERR_LOCAL_VALUE: contents that the type does not allow (TIMER or COUNTER with digits that
 *         are not BCD); *ret_value is untouched then.
 */
int s7_value_decode(enum s7_type type, const uint8_t *octets, struct s7_value *ret_value);
/** Writes the octets.  @return S7_OK or S7_ERR_LOCAL_VALUE: out of the type's range. */
int s7_value_encode(const struct s7_value *value, uint8_t *ret_octets);
/** Appends the value as text. */
void s7_value_format(const struct s7_value *value, struct s7_strbuf *buf);
/** Reads a value of a given type; the whole text must be used.  @return S7_OK or S7_ERR_LOCAL_VALUE. */
int s7_value_parse(enum s7_type type, const char *text, size_t length, struct s7_value *ret_value,
                   struct s7_text_error *ret_error);

/**
 * The value of a type that is nearest to a number (milliseconds for TIMER; BOOL: 0.5 and more is true).
 * @return S7_OK or S7_ERR_LOCAL_VALUE: outside the type's range, or not a number.
 */
int s7_value_from_number(enum s7_type type, double number, struct s7_value *ret_value);

#endif
