/* SPDX-License-Identifier: MIT */
#include "cli/capture_magic.h"

#include <errno.h>
#include <string.h>

enum { MAGIC = 4, HEAD = 256, HEAD_SHOWN = 8 };

static const struct magic {
    const char *octets;
    size_t size;
    bool is_capture;
    const char *text;
    const char *remedy;
} magics[] = {
#define S7_MAGIC(octets, is_capture, text, remedy) {octets, sizeof(octets) - 1, is_capture, text, remedy},
#include "cli/defs/capture_magic.def"
#undef S7_MAGIC
};

static const struct magic *find(const uint8_t *head, size_t size)
{
    for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++)
        if (size >= magics[i].size && memcmp(head, magics[i].octets, magics[i].size) == 0)
            return &magics[i];
    return NULL;
}

static size_t read_on(FILE *file, uint8_t *head, size_t size, size_t wanted)
{
    int octet = 0;
    while (size < wanted && (octet = getc(file)) != EOF)
        head[size++] = (uint8_t)octet;
    return size;
}

/* One octet is what every libc takes back; more are taken where they are those that were read. */
static bool put_back(FILE *file, const uint8_t *head, size_t size)
{
    while (size > 0)
        if (ungetc(head[--size], file) == EOF)
            return false;
    return true;
}

/* Printable, with the white space of lines; octets above ASCII are those of UTF-8 or of a Western alphabet. */
static bool is_text(const uint8_t *head, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if ((head[i] < ' ' && !strchr("\t\n\r\f", head[i])) || head[i] == 0 || head[i] == 0x7F)
            return false;
    return true;
}

static void name(struct s7_strbuf *what, const uint8_t *head, size_t size)
{
    const struct magic *magic = find(head, size);
    if (size == 0) {
        s7_strbuf_add(what, "is empty, no capture");
    } else if (magic) {
        s7_strbuf_printf(what, "is %s, no capture; %s", magic->text, magic->remedy);
    } else if (is_text(head, size)) {
        s7_strbuf_add(what, "is a text, no capture; telegrams in hex are read by sieben inspect");
    } else {
        s7_strbuf_add(what, "is no capture of a known kind (pcap, pcapng); it begins with ");
        s7_strbuf_hex(what, head, size < HEAD_SHOWN ? size : HEAD_SHOWN, HEAD_SHOWN);
    }
}

enum s7_capture_kind s7_capture_magic(FILE *file, struct s7_strbuf *what)
{
    uint8_t head[HEAD];
    size_t size = read_on(file, head, 0, MAGIC);
    const struct magic *magic = find(head, size);
    if (magic && magic->is_capture && !ferror(file)) {
        errno = ENOTSUP;
        return put_back(file, head, size) ? S7_CAPTURE_IS : S7_CAPTURE_ERROR;
    }
    size = ferror(file) ? 0 : read_on(file, head, size, sizeof head);
    if (ferror(file))
        return S7_CAPTURE_ERROR;
    name(what, head, size);
    return S7_CAPTURE_IS_NOT;
}
