/* SPDX-License-Identifier: MIT
 *
 * random_text.h — texts that a writer may stumble over: markup of every format, UTF-8 of every length, what is none.
 */
#ifndef RANDOM_TEXT_H
#define RANDOM_TEXT_H

#include <string.h>

#include "base/chance.h"

enum { RANDOM_TEXT_SIZE = 96 };

static inline void random_text(struct s7_chance *chance, char text[RANDOM_TEXT_SIZE])
{
    static const char *const pieces[] = {
        " ",           "\n",       "\r\n",
        "\t",          "  ",       "a",
        "DB10.DBX0.0", "word",     "longerword",
        "-",           "|",        "`",
        "```",         "*",        "**",
        "_",           "<",        ">",
        "</td>",       "<script>", "&",
        "&amp;",       "\"",       "'",
        "[x](y)",      "#",        "1.",
        "=1+1",        "+",        "@",
        "\\",          "\\\n",     ",",
        ";",           "://",      "www.",
        "\033[31m",    "\x07",     "\x7f",
        "\xc2\x85",    "é",        "温度",
        "한",          "👍",        "e\u0301",
        "\xff",        "\xc3",     "\xe2\x82",
        "\xf0\x9f",    "\xc0\xaf", "\xed\xa0\x80",
        "\u202e",      "\u2028",   "\ufeff",
        "\u200b",      "=",        "~~",
        "--",          "]]>",      "-->",
        "$",           "\r",       "0",
        "7",
    };
    size_t size = 0;
    text[0] = '\0';
    for (size_t left = (size_t)s7_chance_below(chance, 9); left > 0; left--) {
        const char *piece = pieces[s7_chance_below(chance, sizeof pieces / sizeof pieces[0])];
        size_t more = strlen(piece);
        if (size + more >= RANDOM_TEXT_SIZE)
            break;
        memcpy(text + size, piece, more + 1);
        size += more;
    }
}

#endif
