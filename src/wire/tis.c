/* SPDX-License-Identifier: MIT */
#include "wire/tis.h"

#include "sieben/error.h"

enum { SETUP_SIZE = 20, BLOCK_SIZE = 26, STEP_SIZE = 28, ENVIRONMENT_SIZE = 36, CONDITION_SIZE = 38 };
enum { OCTET_BITS = 8 };

static int ended(const struct s7_reader *reader)
{
    return s7_reader_done(reader) ? S7_OK : S7_ERR_S7_MALFORMED;
}

int s7_tis_decode(struct s7_octets payload, struct s7_tis *ret_tis)
{
    struct s7_reader reader = s7_reader_over(payload.at, payload.size);
    uint16_t parameter_size = s7_reader_u16(&reader);
    uint16_t data_size = s7_reader_u16(&reader);
    ret_tis->parameter = s7_reader_octets(&reader, parameter_size);
    ret_tis->data = s7_reader_octets(&reader, data_size);
    return ended(&reader);
}

/* What is behind the first 20 octets; each part is there when the size reaches its end. */
static void decode_place(struct s7_reader *reader, size_t size, struct s7_tis_setup *setup)
{
    setup->has_block = size >= BLOCK_SIZE;
    setup->has_step = size >= STEP_SIZE;
    setup->has_environment = size >= ENVIRONMENT_SIZE;
    if (setup->has_block) {
        setup->block_type = s7_reader_u16(reader);
        setup->block_number = s7_reader_u16(reader);
        setup->start = s7_reader_u16(reader);
    }
    if (setup->has_step)
        setup->step = s7_reader_u16(reader);
    if (!setup->has_environment)
        return;
    setup->environment = s7_reader_u16(reader);
    setup->condition = s7_reader_u16(reader);
    setup->condition_count = size >= CONDITION_SIZE ? S7_TIS_CONDITION_WORDS : S7_TIS_CONDITION_WORDS - 1;
    for (size_t i = 0; i < setup->condition_count; i++)
        setup->conditions[i] = s7_reader_u16(reader);
}

int s7_tis_setup_decode(struct s7_octets parameter, struct s7_tis_setup *ret_setup)
{
    struct s7_reader reader = s7_reader_over(parameter.at, parameter.size);
    struct s7_tis_setup setup = {.zero = s7_reader_u16(&reader)};
    setup.trigger = s7_reader_u16(&reader);
    setup.frequency = s7_reader_u16(&reader);
    setup.answer_size = s7_reader_u16(&reader);
    for (size_t i = 0; i < S7_TIS_WORDS; i++)
        setup.words[i] = s7_reader_u16(&reader);
    setup.event = s7_reader_u16(&reader);
    decode_place(&reader, parameter.size, &setup);
    *ret_setup = setup;
    return ended(&reader);
}

int s7_tis_result_decode(struct s7_octets parameter, struct s7_tis_result *ret_result)
{
    struct s7_reader reader = s7_reader_over(parameter.at, parameter.size);
    ret_result->words[0] = s7_reader_u16(&reader);
    ret_result->words[1] = s7_reader_u16(&reader);
    return ended(&reader);
}

bool s7_tis_value_next(struct s7_reader *reader, struct s7_data_item *ret_value)
{
    const uint8_t *head = s7_reader_take(reader, S7_DATA_ITEM_HEADER_SIZE);
    if (!head)
        return false;
    struct s7_data_item value = {
        .return_code = head[0], .transport_size = head[1], .length = s7_load_u16(head + 2)};
    bool given = value.return_code == S7_RETURN_SUCCESS || value.return_code == S7_RETURN_RESERVED;
    bool bits = value.transport_size == S7_DATA_BYTE || value.transport_size == S7_DATA_INTEGER;
    size_t size = bits ? ((size_t)value.length + OCTET_BITS - 1) / OCTET_BITS : value.length;
    if (given) {
        value.octets = s7_reader_octets(reader, size);
        s7_reader_take(reader, size % 2);
    }
    if (reader->bad)
        return false;
    *ret_value = value;
    return true;
}

/* All that is left is `count` values. */
static int take_values(struct s7_reader *reader, struct s7_tis_list *list)
{
    struct s7_data_item value;
    list->values = (struct s7_octets){reader->at, s7_reader_left(reader)};
    for (size_t i = 0; i < list->count; i++) {
        if (!s7_tis_value_next(reader, &value))
            return S7_ERR_S7_MALFORMED;
    }
    return ended(reader);
}

static struct s7_reader begin_list(struct s7_octets data, bool addresses, struct s7_tis_list *list)
{
    struct s7_reader reader = s7_reader_over(data.at, data.size);
    *list = (struct s7_tis_list){.count = s7_reader_u16(&reader)};
    if (addresses)
        list->addresses = s7_reader_octets(&reader, (size_t)list->count * S7_TIS_ADDRESS_SIZE);
    return reader;
}

int s7_tis_read_decode(struct s7_octets data, struct s7_tis_list *ret_list)
{
    struct s7_reader reader = begin_list(data, true, ret_list);
    return ended(&reader);
}

int s7_tis_write_decode(struct s7_octets data, struct s7_tis_list *ret_list)
{
    struct s7_reader reader = begin_list(data, true, ret_list);
    return reader.bad ? S7_ERR_S7_MALFORMED : take_values(&reader, ret_list);
}

int s7_tis_values_decode(struct s7_octets data, struct s7_tis_list *ret_list)
{
    struct s7_reader reader = begin_list(data, false, ret_list);
    return reader.bad ? S7_ERR_S7_MALFORMED : take_values(&reader, ret_list);
}

int s7_tis_codes_decode(struct s7_octets data, struct s7_tis_codes *ret_codes)
{
    struct s7_reader reader = s7_reader_over(data.at, data.size);
    ret_codes->count = s7_reader_u16(&reader);
    ret_codes->codes = s7_reader_octets(&reader, ret_codes->count);
    s7_reader_take(&reader, ret_codes->count % 2);
    return ended(&reader);
}

struct s7_tis_address s7_tis_address_at(const struct s7_tis_list *list, size_t index)
{
    const uint8_t *at = list->addresses.at + index * S7_TIS_ADDRESS_SIZE;
    return (struct s7_tis_address){
        .area = at[0], .repeat = at[1], .db = s7_load_u16(at + 2), .offset = s7_load_u16(at + 4)};
}

static const struct area {
    uint8_t code;
    uint8_t area;           /* of S7ANY items */
    uint8_t transport_size; /* likewise */
} areas[] = {
#define S7_TIS_AREA(code, area, transport_size, text) {code, area, transport_size},
#include "wire/defs/tis_area.def"
#undef S7_TIS_AREA
};

static const struct area *area_of(uint8_t code)
{
    for (size_t i = 0; i < sizeof areas / sizeof areas[0]; i++) {
        if (areas[i].code == code)
            return &areas[i];
    }
    return NULL;
}

bool s7_tis_item(const struct s7_tis_address *address, struct s7_item *ret_item)
{
    const struct area *area = area_of(address->area);
    bool bit = area && area->transport_size == S7_TRANSPORT_BIT;
    if (!area || (bit && address->repeat >= OCTET_BITS))
        return false;
    struct s7_item item = {.specification = S7_ITEM_VARIABLE,
                           .syntax = S7_SYNTAX_S7ANY,
                           .transport_size = area->transport_size,
                           .count = bit ? 1 : address->repeat,
                           .db = address->db,
                           .area = area->area};
    item.address = s7_item_numbered(&item) ? address->offset : (uint32_t)address->offset * OCTET_BITS;
    item.address += bit ? address->repeat : 0U;
    *ret_item = item;
    return true;
}
