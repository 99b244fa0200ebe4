/* SPDX-License-Identifier: MIT
 *
 * telling.h — a Userdata payload in hex, told in one line or field by field.
 */
#ifndef TESTS_TELLING_H
#define TESTS_TELLING_H

#include "check.h"
#include "vectors.h"
#include "wire/data_item.h"
#include "wire/describe_userdata.h"

static char told[20000];

static inline struct s7_userdata telling_of(uint8_t type, uint8_t group, uint8_t subfunction,
                                            const struct vector *payload)
{
    return (struct s7_userdata){.type = type,
                                .group = group,
                                .subfunction = subfunction,
                                .has_data = true,
                                .return_code = S7_RETURN_SUCCESS,
                                .transport_size = S7_DATA_OCTET_STRING,
                                .payload = {payload->octets, payload->size}};
}

static inline const char *line_of(uint8_t type, uint8_t group, uint8_t subfunction, const char *hex)
{
    static struct vector payload;
    assert_true(vector_hex(hex, &payload));
    struct s7_userdata userdata = telling_of(type, group, subfunction, &payload);
    struct s7_strbuf buf = s7_strbuf_over(told, sizeof told);
    return s7_describe_userdata(&buf, &userdata) ? told : "none";
}

static inline const char *fields_of(uint8_t type, uint8_t group, uint8_t subfunction, const char *hex)
{
    static struct vector payload;
    assert_true(vector_hex(hex, &payload));
    struct s7_userdata userdata = telling_of(type, group, subfunction, &payload);
    struct s7_strbuf buf = s7_strbuf_over(told, sizeof told);
    struct s7_field_list list = {&buf, s7_reader_over(payload.octets, payload.size)};
    return s7_field_list_userdata(&list, &userdata) ? told : "none";
}

#endif
