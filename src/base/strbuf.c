/* SPDX-License-Identifier: MIT */
#include "base/strbuf.h"

#include <stdio.h>
#include <string.h>

struct s7_strbuf s7_strbuf_over(char *buffer, size_t size)
{
    buffer[0] = '\0';
    return (struct s7_strbuf){.text = buffer, .size = size, .length = 0, .truncated = false};
}

static void add_octets(struct s7_strbuf *buf, const char *text, size_t length)
{
    size_t room = buf->size - 1 - buf->length;
    if (length > room) {
        length = room;
        buf->truncated = true;
    }
    memcpy(buf->text + buf->length, text, length);
    buf->length += length;
    buf->text[buf->length] = '\0';
}

void s7_strbuf_add(struct s7_strbuf *buf, const char *text)
{
    add_octets(buf, text, strlen(text));
}

void s7_strbuf_char(struct s7_strbuf *buf, char c)
{
    add_octets(buf, &c, 1);
}

void s7_strbuf_vprintf(struct s7_strbuf *buf, const char *format, va_list args)
{
    size_t room = buf->size - buf->length;
    int length = vsnprintf(buf->text + buf->length, room, format, args);
    if (length < 0) {
        buf->text[buf->length] = '\0';
        buf->truncated = true;
    } else if ((size_t)length >= room) {
        buf->length = buf->size - 1;
        buf->truncated = true;
    } else {
        buf->length += (size_t)length;
    }
}

void s7_strbuf_printf(struct s7_strbuf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    s7_strbuf_vprintf(buf, format, args);
    va_end(args);
}

void s7_strbuf_hex(struct s7_strbuf *buf, const uint8_t *octets, size_t size, size_t most)
{
    for (size_t i = 0; i < size && i < most; i++)
        s7_strbuf_printf(buf, "%s%02x", i ? " " : "", octets[i]);
    if (size > most)
        s7_strbuf_printf(buf, " … (%zu octets)", size);
}
