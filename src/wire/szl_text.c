/* SPDX-License-Identifier: MIT
 *
 * szl_text.c — fields of system status lists as text for people.
 */
#include "wire/describe.h"
#include "wire/names.h"
#include "wire/szl_record.h"

static const struct {
    const char *field;
    uint32_t number;
    const char *text;
} words[] = {
#define S7_SZL_WORD(field, number, text) {field, number, text},
#include "wire/defs/szl_word.def"
#undef S7_SZL_WORD
};

static const struct {
    const char *field;
    unsigned bit;
    const char *text;
} bits[] = {
#define S7_SZL_BIT(field, bit, text) {field, bit, text},
#include "wire/defs/szl_bit.def"
#undef S7_SZL_BIT
};

enum { WORD_COUNT = sizeof words / sizeof words[0], BIT_COUNT = sizeof bits / sizeof bits[0], OCTET_BITS = 8 };
enum { FIRMWARE_SIZE = 4 };

static void number_text(struct s7_strbuf *buf, const struct s7_szl_field *field)
{
    s7_strbuf_printf(buf, "%lu", (unsigned long)s7_szl_field_number(field));
}

static void hex_text(struct s7_strbuf *buf, const struct s7_szl_field *field)
{
    s7_strbuf_hex(buf, field->octets.at, field->octets.size, field->octets.size);
}

static void octet_text(struct s7_strbuf *buf, uint8_t octet)
{
    if (octet >= 0x20 && octet < 0x7F)
        s7_strbuf_char(buf, (char)octet);
    else
        s7_strbuf_printf(buf, "\\x%02x", octet);
}

static void ascii_text(struct s7_strbuf *buf, const struct s7_szl_field *field)
{
    size_t size = field->octets.size;
    while (size && (field->octets.at[size - 1] == ' ' || field->octets.at[size - 1] == 0))
        size--;
    for (size_t i = 0; i < size; i++)
        octet_text(buf, field->octets.at[i]);
}

static void firmware_text(struct s7_strbuf *buf, const struct s7_szl_field *field)
{
    const uint8_t *octets = field->octets.at;
    if (field->octets.size != FIRMWARE_SIZE || octets[0] < 'A' || octets[0] > 'Z') {
        hex_text(buf, field);
        return;
    }
    s7_strbuf_printf(buf, "%c%u.%u.%u", octets[0], octets[1], octets[2], octets[3]);
}

static void time_text(struct s7_strbuf *buf, const struct s7_szl_field *field)
{
    s7_describe_time(buf, field->octets.at);
}

static void led_text(struct s7_strbuf *buf, const struct s7_szl_field *field)
{
    uint32_t number = s7_szl_field_number(field);
    const char *name = s7_name_led((uint8_t)number);
    if (name)
        s7_strbuf_add(buf, name);
    else
        s7_strbuf_printf(buf, "LED %02X", (unsigned)(number & 0xFF));
    if (number >> 8)
        s7_strbuf_printf(buf, " of %02X", (unsigned)(number >> 8));
}

static void add_mode(struct s7_strbuf *buf, uint8_t mode)
{
    const char *name = s7_name_szl_mode(mode);
    if (name)
        s7_strbuf_add(buf, name);
    else
        s7_strbuf_printf(buf, "mode %X", mode);
}

static void mode_text(struct s7_strbuf *buf, const struct s7_szl_field *field)
{
    uint32_t number = s7_szl_field_number(field);
    add_mode(buf, number & 0x0F);
    if (number >> 4 == 0)
        return;
    s7_strbuf_add(buf, ", before: ");
    add_mode(buf, (uint8_t)(number >> 4));
}

static void event_text(struct s7_strbuf *buf, const struct s7_szl_field *field)
{
    s7_describe_event(buf, (uint16_t)s7_szl_field_number(field));
}

static void word_text(struct s7_strbuf *buf, const struct s7_szl_field *field)
{
    uint32_t number = s7_szl_field_number(field);
    for (size_t i = 0; i < WORD_COUNT; i++) {
        if (words[i].number == number && strcmp(words[i].field, field->name) == 0) {
            s7_strbuf_add(buf, words[i].text);
            return;
        }
    }
    number_text(buf, field);
}

static const char *bit_name(const char *field, unsigned bit)
{
    for (size_t i = 0; i < BIT_COUNT; i++) {
        if (bits[i].bit == bit && strcmp(bits[i].field, field) == 0)
            return bits[i].text;
    }
    return NULL;
}

static void bits_text(struct s7_strbuf *buf, const struct s7_szl_field *field)
{
    uint32_t number = s7_szl_field_number(field);
    const char *separator = "";
    if (!number)
        s7_strbuf_add(buf, "none");
    for (unsigned bit = 0; bit < OCTET_BITS * field->octets.size; bit++) {
        const char *name = bit_name(field->name, bit);
        if (!(number >> bit & 1U))
            continue;
        s7_strbuf_add(buf, separator);
        if (name)
            s7_strbuf_add(buf, name);
        else
            s7_strbuf_printf(buf, "bit %u", bit);
        separator = "; ";
    }
}

static void id_text(struct s7_strbuf *buf, const struct s7_szl_field *field)
{
    uint32_t id = s7_szl_field_number(field);
    const char *name = s7_name_szl((uint8_t)id);
    s7_strbuf_printf(buf, "%04X", (unsigned)id);
    if (name)
        s7_strbuf_printf(buf, " %s", name);
}

static void (*const texts[])(struct s7_strbuf *buf, const struct s7_szl_field *field) = {
    [S7_SZL_NUMBER] = number_text,     [S7_SZL_HEX] = hex_text,     [S7_SZL_TEXT] = ascii_text,
    [S7_SZL_FIRMWARE] = firmware_text, [S7_SZL_TIME] = time_text,   [S7_SZL_LED] = led_text,
    [S7_SZL_MODE] = mode_text,         [S7_SZL_EVENT] = event_text, [S7_SZL_WORD] = word_text,
    [S7_SZL_BITS] = bits_text,         [S7_SZL_ID] = id_text,
};

void s7_szl_field_text(struct s7_strbuf *buf, const struct s7_szl_field *field)
{
    texts[field->form](buf, field);
}
