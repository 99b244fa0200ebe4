/* SPDX-License-Identifier: MIT */
#include "wire/cyclic.h"

#include "sieben/error.h"

static int ended(const struct s7_reader *reader)
{
    return s7_reader_done(reader) ? S7_OK : S7_ERR_S7_MALFORMED;
}

int s7_cyclic_request_decode(struct s7_octets payload, struct s7_cyclic_request *ret_request)
{
    struct s7_reader reader = s7_reader_over(payload.at, payload.size);
    ret_request->reserved = s7_reader_u8(&reader);
    ret_request->item_count = s7_reader_u8(&reader);
    ret_request->time_base = s7_reader_u8(&reader);
    ret_request->factor = s7_reader_u8(&reader);
    size_t count = reader.bad ? 0 : ret_request->item_count;
    for (size_t i = 0; i < count; i++) {
        int error = s7_item_decode(&reader, i + 1 == count, &ret_request->items[i]);
        if (error)
            return error;
    }
    return ended(&reader);
}

int s7_cyclic_values_decode(struct s7_octets payload, struct s7_cyclic_values *ret_values)
{
    struct s7_reader reader = s7_reader_over(payload.at, payload.size);
    ret_values->reserved = s7_reader_u8(&reader);
    ret_values->item_count = s7_reader_u8(&reader);
    if (reader.bad)
        return S7_ERR_S7_MALFORMED;
    return s7_data_items_decode(&reader, S7_DATA_ITEM_ANSWER, ret_values->item_count, ret_values->items);
}

int s7_unsubscribe_decode(struct s7_octets payload, struct s7_unsubscribe *ret_unsubscribe)
{
    struct s7_reader reader = s7_reader_over(payload.at, payload.size);
    ret_unsubscribe->subfunction = s7_reader_u8(&reader);
    ret_unsubscribe->job = s7_reader_u8(&reader);
    return ended(&reader);
}

int s7_record_request_decode(struct s7_octets payload, struct s7_record_request *ret_request)
{
    struct s7_reader reader = s7_reader_over(payload.at, payload.size);
    ret_request->reserved = s7_reader_u8(&reader);
    ret_request->item_count = s7_reader_u8(&reader);
    if (reader.bad || ret_request->item_count != 1)
        return S7_ERR_S7_MALFORMED;
    int error = s7_item_decode(&reader, true, &ret_request->item);
    return error ? error : ended(&reader);
}

int s7_record_answer_decode(struct s7_octets payload, struct s7_record_answer *ret_answer)
{
    struct s7_reader reader = s7_reader_over(payload.at, payload.size);
    *ret_answer = (struct s7_record_answer){.reserved = s7_reader_u8(&reader)};
    ret_answer->item_count = s7_reader_u8(&reader);
    ret_answer->return_code = s7_reader_u8(&reader);
    bool given = ret_answer->return_code == S7_RETURN_SUCCESS;
    ret_answer->transport_size = given ? s7_reader_u8(&reader) : 0;
    uint8_t status_size = s7_reader_u8(&reader);
    ret_answer->status = s7_reader_octets(&reader, status_size);
    if (status_size == 0) /* one fill octet instead of the status */
        s7_reader_take(&reader, 1);
    if (given)
        ret_answer->record = s7_reader_octets(&reader, s7_reader_u16(&reader));
    return ended(&reader);
}

bool s7_cyclic_lists(uint8_t subfunction)
{
    return subfunction == S7_CYCLIC_TRANSFER || subfunction == S7_CYCLIC_CHANGE_DRIVEN ||
           subfunction == S7_CYCLIC_MODIFY;
}

uint32_t s7_cyclic_period(const struct s7_cyclic_request *request)
{
    static const uint32_t bases[] = {100, 1000, 10000};
    bool known = request->time_base < sizeof bases / sizeof bases[0];
    return known ? bases[request->time_base] * request->factor : 0;
}
