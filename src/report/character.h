/* SPDX-License-Identifier: MIT
 *
 * report/character.h — text of any octets as characters that can be shown.
 */
#ifndef REPORT_CHARACTER_H
#define REPORT_CHARACTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { S7_CHARACTER_REPLACED = 0xFFFD, S7_CHARACTER_OCTETS_MAX = 4 };

struct s7_character {
    uint32_t code; /**< '\n': a new line; never another control character */
    size_t taken;  /**< octets of the text that it stands for; 0 at the end of the text */
    size_t width;  /**< columns that it takes on a screen; 0 for '\n' */
};

/**
 * The first character of a NUL-terminated text.  CR LF and CR are a new line, a tabulator is a blank.  An octet that
 * is not UTF-8, a control character (C0, DEL, C1), a line or paragraph separator, a character that turns the reading
 * direction, a surrogate, a noncharacter and a byte order mark are S7_CHARACTER_REPLACED.
 */
struct s7_character s7_character_next(const char *text);

/** The character as UTF-8; the number of octets. */
size_t s7_character_utf8(uint32_t code, char ret_octets[S7_CHARACTER_OCTETS_MAX]);

/** Columns of a text up to its end, or up to its first new line. */
size_t s7_character_columns(const char *text);

/** Whether there is nothing in it, or nothing but blanks and new lines. */
bool s7_character_is_blank(const char *text);

#endif
