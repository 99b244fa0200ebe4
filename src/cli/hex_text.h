/* SPDX-License-Identifier: MIT
 *
 * cli/hex_text.h — octets as people paste them: plain hex, or the dumps of xxd, hexdump -C, tshark -x and Wireshark.
 */
#ifndef CLI_HEX_TEXT_H
#define CLI_HEX_TEXT_H

#include <stddef.h>
#include <stdint.h>

/** Octets of one or more dumps. */
struct s7_hex_text {
    uint8_t *octets;
    size_t size;
    size_t *starts; /**< index of the first octet of each dump (a dump begins at offset 0) */
    size_t start_count;
};

struct s7_hex_error {
    size_t line;   /**< from 1 */
    size_t column; /**< from 1 */
    size_t octet;  /**< octets read before */
    char message[120];
};

/**
 * Reads pairs of hex digits, in any grouping that keeps pairs together, separated by blanks, commas, colons or
 * nothing, with or without "0x" or "\x"; a line "0010  03 00 …" or "00000010: 0300 …" begins with its offset and may
 * end with its characters.  Empty lines and lines that begin with # say nothing.
 *
 * @return S7_OK (end with s7_hex_text_free()), S7_ERR_LOCAL_SYNTAX with *ret_error, S7_ERR_LOCAL_MEMORY
 */
int s7_hex_text_parse(const char *text, size_t length, struct s7_hex_text *ret_hex,
                      struct s7_hex_error *ret_error);
void s7_hex_text_free(struct s7_hex_text *hex);

#endif
