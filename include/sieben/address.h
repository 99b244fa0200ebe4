/* SPDX-License-Identifier: MIT
 *
 * sieben/address.h — where data lives in a CPU, and the text people write for it.
 *
 * The unit of everything is struct s7_range: a run of bits in one area.  A range is transferable when it is
 * either exactly one bit (moved as one octet 00/01) or starts and ends on octet boundaries.  Timers and
 * counters are ranges too: element n occupies bits 16n … 16n+15 (their value is one 16-bit word).
 */
#ifndef SIEBEN_ADDRESS_H
#define SIEBEN_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sieben/api.h"

S7_BEGIN_DECLS

/** Memory areas that PUT/GET can reach.  The values are the area octets of the S7ANY item. */
enum s7_area {
    S7_AREA_COUNTER = 0x1C, /**< C (Z): S7 counters */
    S7_AREA_TIMER = 0x1D,   /**< T: S7 timers */
    S7_AREA_INPUT = 0x81,   /**< I (E): process image of the inputs */
    S7_AREA_OUTPUT = 0x82,  /**< Q (A): process image of the outputs */
    S7_AREA_MEMORY = 0x83,  /**< M: bit memory */
    S7_AREA_DB = 0x84       /**< DB: data blocks */
};

/** A run of bits in one area. */
struct s7_range {
    enum s7_area area;
    uint16_t db;        /**< DB number 1…65535; 0 in every other area */
    uint32_t first_bit; /**< octet * 8 + bit; timers, counters: 16 * number */
    uint32_t bit_count; /**< at least 1 */
};

/** Elementary data types (IEC 61131-3 names).  Multi-octet values are big-endian in the CPU. */
enum s7_type {
    S7_TYPE_NONE = 0, /**< raw octets: the type was not given and does not follow from the address */
    S7_TYPE_BOOL,
    S7_TYPE_BYTE,
    S7_TYPE_CHAR,
    S7_TYPE_WORD,
    S7_TYPE_INT,
    S7_TYPE_DWORD,
    S7_TYPE_DINT,
    S7_TYPE_REAL,
    S7_TYPE_TIMER,  /**< S5TIME word: base and three BCD digits */
    S7_TYPE_COUNTER /**< three BCD digits */
};

/** An address with its data type: `count` elements of `type`, covering `range`. */
struct s7_tag {
    struct s7_range range;
    enum s7_type type;
    uint32_t count; /**< elements, at least 1 */
};

/** Where and why a text was refused.  `column` counts octets from 1. */
struct s7_text_error {
    size_t column;
    char message[120];
};

enum { S7_TAG_TEXT_SIZE = 64 /**< enough for every canonical form including the final NUL */ };

/**
 * Reads one address: DB10.DBX2.1, DB10.DBW4, MW20, I0.0, QB5, T5, C3, P#DB10.DBX0.0 BYTE 20, each with an
 * optional type suffix (":INT") and array count ("*10").  Lower case and German mnemonics are not accepted here.
 * Without a suffix the type follows from the address: DBX BOOL, DBB BYTE, DBW WORD, DBD DWORD, T TIMER, C COUNTER,
 * and an ANY pointer is as many values of its own type.
 *
 * @param text       NUL-terminated
 * @param ret_tag    untouched on failure
 * @param ret_error  may be NULL; filled on failure only
 * @return S7_OK, S7_ERR_LOCAL_SYNTAX, S7_ERR_LOCAL_TYPE (address and type contradict), S7_ERR_LOCAL_VALUE
 *         (a number is out of range).  Any thread.
 */
S7_API int s7_tag_parse(const char *text, struct s7_tag *ret_tag, struct s7_text_error *ret_error);

/**
 * Writes the canonical form ("DB10.DBW4:INT*3") and returns its length, or 0 when `size` is too small
 * (S7_TAG_TEXT_SIZE always suffices).  Any thread.
 */
S7_API size_t s7_tag_format(const struct s7_tag *tag, char *text, size_t size);

/** Octets that the values of a tag occupy on the wire and in buffers: one per BOOL, else bit_count / 8. */
S7_API size_t s7_tag_size(const struct s7_tag *tag);

/** Name of a type ("INT"), "" for S7_TYPE_NONE; static storage.  Any thread. */
S7_API const char *s7_type_name(enum s7_type type);

/** Bits of one element of a type; 0 for S7_TYPE_NONE.  Any thread. */
S7_API unsigned s7_type_bits(enum s7_type type);

/**
 * Lays a range over an octet array: copies in or out, bits as bits (the other bits of the octet stay).
 * A bit is 00 or 01 in `octets`; any other octet is taken by its lowest bit.
 * @return false when the range ends beyond `area_size` octets or is not transferable; nothing is copied then.  Any thread.
 */
S7_API bool s7_memory_fetch(const uint8_t *area, size_t area_size, const struct s7_range *range,
                            uint8_t *ret_octets);
S7_API bool s7_memory_store(uint8_t *area, size_t area_size, const struct s7_range *range,
                            const uint8_t *octets);

S7_END_DECLS

#endif
