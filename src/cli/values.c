/* SPDX-License-Identifier: MIT */
#include "cli/values.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ELEMENT_TEXT_SIZE = 64 };

static enum s7_type element_type(const struct s7_tag *tag)
{
    return tag->type == S7_TYPE_NONE ? S7_TYPE_BYTE : tag->type;
}

static size_t element_count(const struct s7_tag *tag)
{
    return s7_tag_size(tag) / s7_type_size(element_type(tag));
}

/* Octets that are no value of the type are shown as they are. */
static bool format_element(const struct s7_tag *tag, const uint8_t *octets, struct s7_strbuf *buf,
                           struct s7_value *ret_value)
{
    enum s7_type type = element_type(tag);
    if (s7_value_decode(type, octets, ret_value) == S7_OK) {
        s7_value_format(ret_value, buf);
        return true;
    }
    s7_strbuf_add(buf, "16#");
    for (size_t i = 0; i < s7_type_size(type); i++)
        s7_strbuf_printf(buf, "%02X", octets[i]);
    return false;
}

void s7_values_print(FILE *out, const struct s7_tag *tag, const uint8_t *octets)
{
    size_t size = s7_type_size(element_type(tag));
    for (size_t i = 0; i < element_count(tag); i++) {
        char text[ELEMENT_TEXT_SIZE];
        struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
        struct s7_value value;
        format_element(tag, octets + i * size, &buf, &value);
        fprintf(out, "%s%s", i ? ", " : "", text);
    }
}

/* The number of the shortest text: 0.1 stays 0.1 and reads back to the same REAL. */
static json_t *real_json(const struct s7_value *value, const char *text)
{
    return isfinite(value->as.real) ? json_real(strtod(text, NULL)) : json_string(text);
}

static json_t *char_json(const struct s7_value *value)
{
    uint64_t code = value->as.unsigned_;
    char text[3] = {(char)code, '\0', '\0'};
    if (code >= 0x80) { /* Latin-1 as UTF-8 */
        text[0] = (char)(0xC0 | (code >> 6));
        text[1] = (char)(0x80 | (code & 0x3F));
    }
    return json_stringn(text, code >= 0x80 ? 2 : 1);
}

static json_t *value_json(const struct s7_value *value, const char *text)
{
    switch (value->type) {
    case S7_TYPE_BOOL:
        return json_boolean(value->as.boolean);
    case S7_TYPE_CHAR:
        return char_json(value);
    case S7_TYPE_INT:
    case S7_TYPE_DINT:
        return json_integer(value->as.signed_);
    case S7_TYPE_REAL:
        return real_json(value, text);
    case S7_TYPE_BYTE:
    case S7_TYPE_WORD:
    case S7_TYPE_DWORD:
    case S7_TYPE_TIMER:
    case S7_TYPE_COUNTER:
        return json_integer((json_int_t)value->as.unsigned_);
    case S7_TYPE_NONE:
        break;
    }
    return json_string(text);
}

static json_t *element_json(const struct s7_tag *tag, const uint8_t *octets)
{
    char text[ELEMENT_TEXT_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    struct s7_value value;
    return format_element(tag, octets, &buf, &value) ? value_json(&value, text) : json_string(text);
}

json_t *s7_values_json(const struct s7_tag *tag, const uint8_t *octets)
{
    size_t count = element_count(tag);
    size_t size = s7_type_size(element_type(tag));
    if (count == 1)
        return element_json(tag, octets);
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, element_json(tag, octets + i * size));
    return list;
}

static int refuse(struct s7_text_error *error, size_t column, const char *message)
{
    error->column = column;
    snprintf(error->message, sizeof error->message, "%s", message);
    return S7_ERR_LOCAL_VALUE;
}

/* Length up to the next comma outside quotes; '$' takes the next character with it. */
static size_t element_length(const char *text)
{
    bool quoted = false;
    size_t i = 0;
    while (text[i] && (quoted || text[i] != ',')) {
        if (text[i] == '\'')
            quoted = !quoted;
        else if (quoted && text[i] == '$' && text[i + 1])
            i++;
        i++;
    }
    return i;
}

static int parse_element(enum s7_type type, const char *text, size_t start, size_t length, uint8_t *ret_octets,
                         struct s7_text_error *ret_error)
{
    while (length && text[start] == ' ')
        start++, length--;
    while (length && text[start + length - 1] == ' ')
        length--;
    struct s7_value value;
    struct s7_text_error inner = {1, "the value does not fit the type"};
    int error = s7_value_parse(type, text + start, length, &value, &inner);
    if (!error)
        error = s7_value_encode(&value, ret_octets);
    return error ? refuse(ret_error, start + inner.column, inner.message) : S7_OK;
}

/* "20,5" for one REAL; between several values a comma is what it should be. */
static bool decimal_comma(const struct s7_tag *tag, const char *rest)
{
    return element_type(tag) == S7_TYPE_REAL && element_count(tag) == 1 && rest[0] == ',' && rest[1] >= '0' &&
           rest[1] <= '9';
}

int s7_values_parse(const struct s7_tag *tag, const char *text, uint8_t *ret_octets,
                    struct s7_text_error *ret_error)
{
    enum s7_type type = element_type(tag);
    size_t count = element_count(tag);
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        size_t length = element_length(text + at);
        int error = parse_element(type, text, at, length, ret_octets + i * s7_type_size(type), ret_error);
        if (error)
            return error;
        at += length;
        if (i + 1 < count && text[at] != ',')
            return refuse(ret_error, at + 1, "too few values: as many as the tag has elements are expected");
        if (i + 1 < count)
            at++;
    }
    if (decimal_comma(tag, text + at))
        return refuse(ret_error, at + 1, "one value is expected: the decimal point is a point, not a comma");
    return text[at] ? refuse(ret_error, at + 1, "too many values: as many as the tag has elements are expected")
                    : S7_OK;
}
