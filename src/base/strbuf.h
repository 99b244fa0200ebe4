/* SPDX-License-Identifier: MIT
 *
 * base/strbuf.h — text written into a fixed buffer; never overflows, always NUL-terminated, remembers truncation.
 */
#ifndef BASE_STRBUF_H
#define BASE_STRBUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/printf_like.h"

struct s7_strbuf {
    char *text;
    size_t size;   /**< of the buffer, including the NUL; at least 1 */
    size_t length; /**< written so far, without the NUL */
    bool truncated;
};

/** Starts an empty text in `buffer` (size >= 1), which the caller owns and keeps alive. */
struct s7_strbuf s7_strbuf_over(char *buffer, size_t size);

void s7_strbuf_add(struct s7_strbuf *buf, const char *text);
void s7_strbuf_char(struct s7_strbuf *buf, char c);
void s7_strbuf_printf(struct s7_strbuf *buf, const char *format, ...) S7_PRINTF_LIKE(2, 3);
void s7_strbuf_vprintf(struct s7_strbuf *buf, const char *format, va_list args) S7_PRINTF_LIKE(2, 0);

/** Octets as lower-case hex pairs separated by blanks; no more than `most` octets, then " …" with the total. */
void s7_strbuf_hex(struct s7_strbuf *buf, const uint8_t *octets, size_t size, size_t most);

#endif
