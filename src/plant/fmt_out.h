/* SPDX-License-Identifier: MIT
 *
 * plant/fmt_out.h — text that grows, and knows its column and its empty lines.
 */
#ifndef PLANT_FMT_OUT_H
#define PLANT_FMT_OUT_H

#include <stdbool.h>
#include <stddef.h>

/** Starts as {.text = NULL}; the text is the caller's to free(). */
struct s7_fmt_out {
    char *text; /**< NUL-terminated once something was added */
    size_t size;
    size_t capacity;
    size_t column; /**< characters in the line so far */
    bool started;  /**< there is something that an empty line could part */
    bool blank;    /**< an empty line is due before the next one */
    bool failed;   /**< memory ran out; stays, and nothing is added any more */
};

void s7_fmt_out_octets(struct s7_fmt_out *out, const char *octets, size_t size);
void s7_fmt_out_text(struct s7_fmt_out *out, const char *text);

/** Begins a line: the empty line that is due, then the indentation. */
void s7_fmt_out_line(struct s7_fmt_out *out, size_t indent);

/** Blanks up to `column` (from 0), at least one. */
void s7_fmt_out_pad(struct s7_fmt_out *out, size_t column);

/** An empty line before the next one; none at the start, and none right below a line that opens something. */
void s7_fmt_out_blank(struct s7_fmt_out *out);

/** Ends a line; `opens`: what follows is inside of what it begins. */
void s7_fmt_out_end(struct s7_fmt_out *out, bool opens);

/** Characters of UTF-8 text. */
size_t s7_fmt_out_count(const char *text, size_t size);

#endif
