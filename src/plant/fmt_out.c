/* SPDX-License-Identifier: MIT */
#include "plant/fmt_out.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 4096 };

static bool make_room(struct s7_fmt_out *out, size_t more)
{
    size_t capacity = out->capacity ? out->capacity : FIRST_CAPACITY;
    if (out->failed || more >= SIZE_MAX / 4 - out->size) {
        out->failed = true;
        return false;
    }
    while (capacity - out->size <= more)
        capacity *= 2;
    if (capacity == out->capacity)
        return true;
    char *larger = realloc(out->text, capacity);
    out->failed = !larger;
    if (!larger)
        return false;
    out->text = larger;
    out->capacity = capacity;
    return true;
}

size_t s7_fmt_out_count(const char *text, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

void s7_fmt_out_octets(struct s7_fmt_out *out, const char *octets, size_t size)
{
    if (!make_room(out, size))
        return;
    memcpy(out->text + out->size, octets, size);
    out->size += size;
    out->text[out->size] = '\0';
    out->column += s7_fmt_out_count(octets, size);
}

void s7_fmt_out_text(struct s7_fmt_out *out, const char *text)
{
    s7_fmt_out_octets(out, text, strlen(text));
}

void s7_fmt_out_line(struct s7_fmt_out *out, size_t indent)
{
    if (out->blank)
        s7_fmt_out_text(out, "\n");
    out->blank = false;
    out->started = true;
    out->column = 0;
    for (size_t i = 0; i < indent; i++)
        s7_fmt_out_text(out, " ");
}

void s7_fmt_out_pad(struct s7_fmt_out *out, size_t column)
{
    do
        s7_fmt_out_text(out, " ");
    while (out->column < column && !out->failed);
}

void s7_fmt_out_blank(struct s7_fmt_out *out)
{
    out->blank = out->started;
}

void s7_fmt_out_end(struct s7_fmt_out *out, bool opens)
{
    s7_fmt_out_text(out, "\n");
    out->started = !opens;
}
