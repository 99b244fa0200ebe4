/* SPDX-License-Identifier: MIT */
#include "cli/shown_path.h"

#include <string.h>

#include "report/character.h"

struct s7_shown_path s7_shown_path(const char *path)
{
    static const char more[] = "…";
    struct s7_shown_path shown = {.text = ""};
    struct s7_character character;
    size_t at = 0;
    if (strcmp(path, "-") == 0)
        return (struct s7_shown_path){.text = "stdin"};
    for (; (character = s7_character_next(path)).taken; path += character.taken) {
        if (at + S7_CHARACTER_OCTETS_MAX + sizeof more > sizeof shown.text) {
            memcpy(shown.text + at, more, sizeof more);
            break;
        }
        at +=
            s7_character_utf8(character.code == '\n' ? S7_CHARACTER_REPLACED : character.code, shown.text + at);
    }
    return shown;
}
