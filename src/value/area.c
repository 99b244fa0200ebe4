/* SPDX-License-Identifier: MIT */
#include "value/area.h"

#include <string.h>

#define S7_AREA_ROW(name, wire, letters, bits)                                                                 \
    _Static_assert(S7_AREA_##name == (wire), "the area octet of " letters " is part of the public header");
#include "value/defs/area.def"
#undef S7_AREA_ROW

static const struct s7_area_row rows[] = {
#define S7_AREA_ROW(name, wire, letters, bits) {S7_AREA_##name, letters, bits},
#include "value/defs/area.def"
#undef S7_AREA_ROW
};

enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

const struct s7_area_row *s7_area_find(enum s7_area area)
{
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (rows[i].area == area)
            return &rows[i];
    return NULL;
}

const struct s7_area_row *s7_area_named(const char *letters, size_t length)
{
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (strlen(rows[i].letters) == length && memcmp(rows[i].letters, letters, length) == 0)
            return &rows[i];
    return NULL;
}
