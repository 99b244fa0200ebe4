/* SPDX-License-Identifier: MIT
 *
 * wire/szl_record.h — what the records of system status lists say, field by field (defs/szl_field.def).
 *
 * Fields that have public evidence are told with their names; octets that none names are told as hex.
 */
#ifndef WIRE_SZL_RECORD_H
#define WIRE_SZL_RECORD_H

#include "base/cursor.h"
#include "base/strbuf.h"
#include "wire/clock.h"
#include "wire/read_szl.h"

/** How the octets of a field are to be read. */
enum s7_szl_form {
    S7_SZL_NUMBER,   /**< unsigned, 1, 2 or 4 octets */
    S7_SZL_HEX,      /**< octets */
    S7_SZL_TEXT,     /**< ASCII, padded with blanks or NUL */
    S7_SZL_FIRMWARE, /**< letter and three numbers: V3.2.7 */
    S7_SZL_TIME,     /**< eight octets of wire/clock.h */
    S7_SZL_LED,      /**< LED id, with rack and CPU in its high octet */
    S7_SZL_MODE,     /**< bzu-id of SZL 0424: operating mode now (low nibble) and before (high nibble) */
    S7_SZL_EVENT,    /**< id of an event of the diagnostic buffer */
    S7_SZL_WORD,     /**< a number that stands for a word: defs/szl_word.def, by the name of the field */
    S7_SZL_BITS,     /**< bits that stand for words: defs/szl_bit.def, by the name of the field */
    S7_SZL_ID        /**< SZL-ID with the name of the list */
};

/** The name of octets that have none. */
#define S7_SZL_UNNAMED "octets"

/** One field of one record. */
struct s7_szl_field {
    const char *name; /**< static, snake_case: a key of JSON as it is; S7_SZL_UNNAMED for what no row names */
    size_t offset;    /**< in the record */
    enum s7_szl_form form;
    struct s7_octets octets;
};

/** Told field by field; `record` counts from 0 and grows.  Returning false ends the walk. */
typedef bool s7_szl_tell(void *user, size_t record, const struct s7_szl_field *field);

/**
 * Walks over the records of a whole (assembled) list, as many as are really there (s7_szl_records_whole()).  Octets
 * without a name are told only when one of them is not 0; octets behind the last whole record as one more record.
 * @return S7_OK or S7_ERR_S7_MALFORMED: shorter than a head.
 */
int s7_szl_describe(struct s7_octets list, s7_szl_tell *tell, void *user);

/** True when the fields of this list have names (defs/szl_field.def); the others are told as one field of hex. */
bool s7_szl_known(uint16_t id, uint16_t index);

/** A field as a text for people: 240, 56 03 .., "PLC_1", V3.2.7, 2016-02-08 14:51:37.916, RUN, … */
void s7_szl_field_text(struct s7_strbuf *buf, const struct s7_szl_field *field);

/** The value of a field of one to four octets, for whatever form. */
uint32_t s7_szl_field_number(const struct s7_szl_field *field);

#endif
