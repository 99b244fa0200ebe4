/* SPDX-License-Identifier: MIT */
#include "wire/userdata.h"

#include "sieben/error.h"
#include "wire/data_item.h"

enum { HEAD = 0x000112, SHORT_REST = 4, LONG_REST = 8, HEAD_SIZE = 4 };
enum { GROUP_SECURITY = 5, TYPE_GROUP_AT = 5 };

static int decode_parameter(struct s7_octets parameter, struct s7_userdata *userdata)
{
    struct s7_reader reader = s7_reader_over(parameter.at, parameter.size);
    uint32_t head = s7_reader_u24(&reader);
    uint8_t rest = s7_reader_u8(&reader);
    userdata->long_form = rest == LONG_REST;
    userdata->method = s7_reader_u8(&reader);
    uint8_t type_group = s7_reader_u8(&reader);
    userdata->type = type_group >> 4;
    userdata->group = type_group & 0x0F;
    userdata->subfunction = s7_reader_u8(&reader);
    userdata->sequence = s7_reader_u8(&reader);
    if (userdata->long_form) {
        userdata->data_unit_reference = s7_reader_u8(&reader);
        userdata->last_data_unit = s7_reader_u8(&reader);
        userdata->error = s7_reader_u16(&reader);
    }
    bool valid = s7_reader_done(&reader) && head == HEAD && (rest == SHORT_REST || rest == LONG_REST);
    return valid ? S7_OK : S7_ERR_S7_MALFORMED;
}

static int decode_data(struct s7_octets data, bool tolerant, struct s7_userdata *userdata)
{
    userdata->has_data = data.size != 0;
    if (!userdata->has_data)
        return S7_OK;
    struct s7_reader reader = s7_reader_over(data.at, data.size);
    userdata->return_code = s7_reader_u8(&reader);
    userdata->transport_size = s7_reader_u8(&reader);
    userdata->length = s7_reader_u16(&reader);
    size_t size = s7_data_item_octets(userdata->transport_size, userdata->length);
    if (tolerant && size > s7_reader_left(&reader))
        size = s7_reader_left(&reader);
    userdata->payload = s7_reader_octets(&reader, size);
    return s7_reader_done(&reader) ? S7_OK : S7_ERR_S7_MALFORMED;
}

static int decode(struct s7_octets parameter, struct s7_octets data, bool tolerant,
                  struct s7_userdata *ret_userdata)
{
    struct s7_userdata userdata = {0};
    int error = decode_parameter(parameter, &userdata);
    if (!error)
        error = decode_data(data, tolerant, &userdata);
    if (!error)
        *ret_userdata = userdata;
    return error;
}

int s7_userdata_decode(struct s7_octets parameter, struct s7_octets data, struct s7_userdata *ret_userdata)
{
    return decode(parameter, data, false, ret_userdata);
}

int s7_userdata_decode_tolerant(struct s7_octets parameter, struct s7_octets data,
                                struct s7_userdata *ret_userdata)
{
    return decode(parameter, data, true, ret_userdata);
}

bool s7_userdata_security(struct s7_octets parameter)
{
    return parameter.size > TYPE_GROUP_AT && (parameter.at[TYPE_GROUP_AT] & 0x0F) == GROUP_SECURITY;
}

bool s7_userdata_secret(const struct s7_userdata *userdata)
{
    return userdata->group == GROUP_SECURITY && userdata->payload.size != 0;
}

void s7_userdata_encode(struct s7_writer *writer, const struct s7_userdata *userdata,
                        size_t *ret_parameter_size)
{
    uint8_t rest = userdata->long_form ? LONG_REST : SHORT_REST;
    s7_writer_u24(writer, HEAD);
    s7_writer_u8(writer, rest);
    s7_writer_u8(writer, userdata->method);
    s7_writer_u8(writer, (uint8_t)(userdata->type << 4 | (userdata->group & 0x0F)));
    s7_writer_u8(writer, userdata->subfunction);
    s7_writer_u8(writer, userdata->sequence);
    if (userdata->long_form) {
        s7_writer_u8(writer, userdata->data_unit_reference);
        s7_writer_u8(writer, userdata->last_data_unit);
        s7_writer_u16(writer, userdata->error);
    }
    *ret_parameter_size = (size_t)HEAD_SIZE + rest;
    if (!userdata->has_data)
        return;
    s7_writer_u8(writer, userdata->return_code);
    s7_writer_u8(writer, userdata->transport_size);
    s7_writer_u16(writer, userdata->length);
    s7_writer_octets(writer, userdata->payload.at, userdata->payload.size);
}
