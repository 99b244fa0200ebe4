/* SPDX-License-Identifier: MIT */
#include "wire/field_list.h"

enum { INLINE_MOST = 8, DUMP_WIDTH = 16 };

void s7_field_list_title(struct s7_field_list *list, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    s7_strbuf_vprintf(list->buf, format, args);
    va_end(args);
    s7_strbuf_char(list->buf, '\n');
}

struct s7_octets s7_field_list_open(struct s7_field_list *list, size_t size, const char *name)
{
    struct s7_octets octets = s7_reader_octets(&list->reader, size);
    char text[3 * INLINE_MOST + 8];
    struct s7_strbuf hex = s7_strbuf_over(text, sizeof text);
    s7_strbuf_hex(&hex, octets.at, octets.size < INLINE_MOST ? octets.size : INLINE_MOST, INLINE_MOST);
    s7_strbuf_add(&hex, octets.size > INLINE_MOST ? " .." : "");
    s7_strbuf_printf(list->buf, "  %-24s %-26s ", name, text);
    return octets;
}

void s7_field_list_close(struct s7_field_list *list)
{
    s7_strbuf_char(list->buf, '\n');
}

void s7_field_list_add(struct s7_field_list *list, size_t size, const char *name, const char *format, ...)
{
    va_list args;
    s7_field_list_open(list, size, name);
    va_start(args, format);
    s7_strbuf_vprintf(list->buf, format, args);
    va_end(args);
    s7_field_list_close(list);
}

void s7_field_list_dump(struct s7_field_list *list, size_t size)
{
    struct s7_octets octets = s7_reader_octets(&list->reader, size);
    for (size_t at = 0; at < octets.size; at += DUMP_WIDTH) {
        size_t width = octets.size - at < DUMP_WIDTH ? octets.size - at : DUMP_WIDTH;
        s7_strbuf_printf(list->buf, "    %04zx  ", at);
        s7_strbuf_hex(list->buf, octets.at + at, width, DUMP_WIDTH);
        s7_strbuf_char(list->buf, '\n');
    }
}
