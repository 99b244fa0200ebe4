/* SPDX-License-Identifier: MIT */
#include "value/type.h"

#include <string.h>

#include "value/form.h"

static const struct s7_type_row rows[] = {
#define S7_TYPE_ROW(name, bits, width, form, lowest, highest)                                                  \
    {S7_TYPE_##name, #name, bits, width, &s7_form_##form, lowest, highest},
#include "value/defs/type.def"
#undef S7_TYPE_ROW
};

enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

const struct s7_type_row *s7_type_find(enum s7_type type)
{
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (rows[i].type == type)
            return &rows[i];
    return NULL;
}

enum s7_type s7_type_named(const char *name, size_t length)
{
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (strlen(rows[i].name) == length && memcmp(rows[i].name, name, length) == 0)
            return rows[i].type;
    return S7_TYPE_NONE;
}

const char *s7_type_name(enum s7_type type)
{
    const struct s7_type_row *row = s7_type_find(type);
    return row ? row->name : "";
}

unsigned s7_type_bits(enum s7_type type)
{
    const struct s7_type_row *row = s7_type_find(type);
    return row ? row->bits : 0;
}

size_t s7_type_size(enum s7_type type)
{
    return (s7_type_bits(type) + 7) / 8;
}

int s7_value_decode(enum s7_type type, const uint8_t *octets, struct s7_value *ret_value)
{
    const struct s7_type_row *row = s7_type_find(type);
    if (!row)
        return S7_ERR_LOCAL_VALUE;
    uint32_t raw = 0;
    for (size_t i = 0; i < s7_type_size(type); i++)
        raw = raw << 8 | octets[i];
    struct s7_value value = {.type = type};
    int error = row->form->decode(row, raw, &value);
    if (!error)
        *ret_value = value;
    return error;
}

int s7_value_encode(const struct s7_value *value, uint8_t *ret_octets)
{
    const struct s7_type_row *row = s7_type_find(value->type);
    if (!row)
        return S7_ERR_LOCAL_VALUE;
    uint32_t raw = 0;
    int error = row->form->encode(row, value, &raw);
    if (error)
        return error;
    size_t size = s7_type_size(value->type);
    for (size_t i = 0; i < size; i++)
        ret_octets[i] = (uint8_t)(raw >> 8 * (size - 1 - i));
    return S7_OK;
}

void s7_value_format(const struct s7_value *value, struct s7_strbuf *buf)
{
    const struct s7_type_row *row = s7_type_find(value->type);
    if (row)
        row->form->format(row, value, buf);
}

int s7_value_parse(enum s7_type type, const char *text, size_t length, struct s7_value *ret_value,
                   struct s7_text_error *ret_error)
{
    struct s7_scan scan = {.text = text, .length = length, .error = ret_error};
    const struct s7_type_row *row = s7_type_find(type);
    if (!row)
        return s7_scan_fail(&scan, 0, "the address has no data type");
    struct s7_value value = {.type = type};
    int error = row->form->parse(row, &scan, &value);
    if (!error)
        *ret_value = value;
    return error;
}

int s7_value_from_number(enum s7_type type, double number, struct s7_value *ret_value)
{
    const struct s7_type_row *row = s7_type_find(type);
    if (!row)
        return S7_ERR_LOCAL_VALUE;
    struct s7_value value = {.type = type};
    int error = row->form->number(row, number, &value);
    if (!error)
        *ret_value = value;
    return error;
}
