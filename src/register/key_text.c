/* SPDX-License-Identifier: MIT */
#include "register/key_text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "plant/kind.h"
#include "register/key_tell.h"

enum { PIECE_MOST = 400 };

void s7_key_tell_format(struct s7_fmt_out *out, const char *format, ...)
{
    char piece[PIECE_MOST];
    va_list args;
    va_start(args, format);
    vsnprintf(piece, sizeof piece, format, args);
    va_end(args);
    s7_fmt_out_text(out, piece);
}

void s7_key_tell_comma(struct s7_fmt_out *out, size_t start)
{
    if (out->size > start)
        s7_fmt_out_text(out, ", ");
}

void s7_key_tell_take(const struct s7_plant_key *key, const void *element, void *ret_value, size_t size)
{
    memset(ret_value, 0, size);
    memcpy(ret_value, (const unsigned char *)element + key->offset, key->size < size ? key->size : size);
}

uint64_t s7_key_tell_number_of(const struct s7_plant_key *key, const void *element)
{
    const unsigned char *field = (const unsigned char *)element + key->offset;
    uint8_t one = 0;
    uint16_t two = 0;
    uint32_t four = 0;
    uint64_t eight = 0;
    const struct {
        size_t size;
        void *into;
    } widths[] = {{1, &one}, {2, &two}, {4, &four}, {8, &eight}};
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++)
        if (widths[i].size == key->size)
            memcpy(widths[i].into, field, key->size);
    return one + (uint64_t)two + four + eight;
}

static const struct {
    void (*read)(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                 void *element);
    void (*tell)(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out);
} tellers[] = {
#define S7_KIND(name, shown, absent_too, shape, pattern) {s7_kind_##name, s7_key_tell_##name},
#include "plant/defs/kind.def"
#undef S7_KIND
};

void s7_key_tell(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    for (size_t i = 0; i < sizeof tellers / sizeof tellers[0]; i++)
        if (tellers[i].read == key->kind->read)
            tellers[i].tell(key, element, out);
}

bool s7_key_nests(const struct s7_plant_key *key)
{
    return key->kind->shape >= S7_SHAPE_ELEMENT;
}
