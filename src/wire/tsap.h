/* SPDX-License-Identifier: MIT
 *
 * wire/tsap.h — transport service access points (RFC 1006 section 5, ISO 8073 13.3.4): 1 to 32 octets.
 *
 * S7 uses two octets: connection class, then rack << 5 | slot; S7CommPlus and others use text.
 */
#ifndef WIRE_TSAP_H
#define WIRE_TSAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { S7_TSAP_MAX = 32, S7_TSAP_TEXT_SIZE = 3 * S7_TSAP_MAX + 1 };

/** First octet of a two-octet TSAP: which connection resource of the CPU is asked for. */
enum s7_connection_class {
    S7_CLASS_PG = 0x01,   /**< programming device */
    S7_CLASS_OP = 0x02,   /**< operator panel */
    S7_CLASS_BASIC = 0x03 /**< S7 basic communication: one-sided PUT/GET */
};

struct s7_tsap {
    uint8_t size; /**< 0: absent */
    uint8_t octets[S7_TSAP_MAX];
};

/** The two-octet TSAP of a CPU; rack 0…7, slot 0…31. */
struct s7_tsap s7_tsap_of(enum s7_connection_class connection_class, unsigned rack, unsigned slot);

/** The class that a TSAP of two octets asks for; `otherwise` for every other TSAP. */
enum s7_connection_class s7_tsap_class(const struct s7_tsap *tsap, enum s7_connection_class otherwise);

bool s7_tsap_equal(const struct s7_tsap *a, const struct s7_tsap *b);

/**
 * Reads "0102" or "01.02" (hex octets, any even number of digits up to 64) or text in double quotes
 * ("\"SIMATIC-ROOT-ES\"").  @return S7_OK or S7_ERR_LOCAL_SYNTAX (*ret_tsap untouched).
 */
int s7_tsap_parse(const char *text, struct s7_tsap *ret_tsap);

/** Two octets as "01.02", printable text in quotes, anything else as hex.  `text` holds S7_TSAP_TEXT_SIZE + 2. */
void s7_tsap_format(const struct s7_tsap *tsap, char *text, size_t size);

#endif
