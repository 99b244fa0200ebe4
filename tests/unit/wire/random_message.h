/* SPDX-License-Identifier: MIT
 *
 * random_message.h — arbitrary valid telegrams, and whether two of them are the same.
 *
 * Octets live in an arena of the test, so that a message never points into an encoded PDU.
 */
#ifndef UNIT_WIRE_RANDOM_MESSAGE_H
#define UNIT_WIRE_RANDOM_MESSAGE_H

#include "wire/cotp.h"
#include "wire/message.h"

#include "base/chance.h"

enum { ARENA_SIZE = 65536, MESSAGE_SIZE_MAX = 140000 };

struct arena {
    size_t used;
    uint8_t octets[ARENA_SIZE];
};

static inline uint8_t random_u8(struct s7_chance *chance)
{
    return (uint8_t)s7_chance_next(chance);
}

static inline uint16_t random_u16(struct s7_chance *chance)
{
    return (uint16_t)s7_chance_next(chance);
}

static inline struct s7_octets random_octets(struct s7_chance *chance, struct arena *arena, size_t size)
{
    uint8_t *at = arena->octets + arena->used;
    arena->used += size;
    for (size_t i = 0; i < size; i++)
        at[i] = random_u8(chance);
    return (struct s7_octets){at, size};
}

static inline uint8_t random_count(struct s7_chance *chance)
{
    return (uint8_t)(s7_chance_below(chance, 50) ? s7_chance_below(chance, 20) : s7_chance_below(chance, 256));
}

static inline struct s7_item random_item(struct s7_chance *chance, struct arena *arena)
{
    struct s7_item item = {.specification = S7_ITEM_VARIABLE, .syntax = S7_SYNTAX_S7ANY};
    if (s7_chance_below(chance, 4)) {
        item.transport_size = random_u8(chance);
        item.count = random_u16(chance);
        item.db = random_u16(chance);
        item.area = random_u8(chance);
        item.address = (uint32_t)s7_chance_below(chance, UINT32_C(1) << 24);
        return item;
    }
    do
        item.syntax = random_u8(chance);
    while (item.syntax == S7_SYNTAX_S7ANY);
    item.specification = random_u8(chance);
    item.other = random_octets(chance, arena, (size_t)s7_chance_below(chance, 40));
    return item;
}

static inline struct s7_data_item random_data_item(struct s7_chance *chance, struct arena *arena,
                                                   enum s7_data_item_place place)
{
    static const uint8_t transports[] = {0x00, 0x03, 0x04, 0x05, 0x06, 0x07, 0x09, 0x11, 0x77};
    struct s7_data_item item;
    item.transport_size = transports[s7_chance_below(chance, sizeof transports)];
    item.length = (uint16_t)s7_chance_below(chance, 200);
    item.return_code = s7_chance_below(chance, 4) ? S7_RETURN_SUCCESS : random_u8(chance);
    item.octets = (struct s7_octets){NULL, 0};
    if (place == S7_DATA_ITEM_REQUEST || item.return_code == S7_RETURN_SUCCESS)
        item.octets = random_octets(chance, arena, s7_data_item_octets(item.transport_size, item.length));
    return item;
}

static inline struct s7_userdata random_userdata(struct s7_chance *chance, struct arena *arena)
{
    struct s7_userdata userdata = {.long_form = s7_chance_below(chance, 2),
                                   .has_data = s7_chance_below(chance, 8)};
    userdata.method = random_u8(chance);
    userdata.type = (uint8_t)s7_chance_below(chance, 16);
    userdata.group = (uint8_t)s7_chance_below(chance, 16);
    userdata.subfunction = random_u8(chance);
    userdata.sequence = random_u8(chance);
    if (userdata.long_form) {
        userdata.data_unit_reference = random_u8(chance);
        userdata.last_data_unit = random_u8(chance);
        userdata.error = random_u16(chance);
    }
    if (userdata.has_data) {
        struct s7_data_item item = random_data_item(chance, arena, S7_DATA_ITEM_REQUEST);
        userdata.return_code = item.return_code;
        userdata.transport_size = item.transport_size;
        userdata.length = item.length;
        userdata.payload = item.octets;
    }
    return userdata;
}

static inline struct s7_setup random_setup(struct s7_chance *chance)
{
    return (struct s7_setup){random_u8(chance), random_u16(chance), random_u16(chance), random_u16(chance)};
}

static inline void random_body_other(struct s7_chance *chance, struct arena *arena, struct s7_message *message)
{
    static const uint8_t functions[] = {0x00, 0x1A, 0x1B, 0x28, 0x29, 0x77};
    size_t parameter_size = 1 + (size_t)s7_chance_below(chance, 30);
    struct s7_octets parameter = random_octets(chance, arena, parameter_size);
    arena->octets[arena->used - parameter_size] = functions[s7_chance_below(chance, sizeof functions)];
    message->as.other.parameter = parameter;
    message->as.other.data = random_octets(chance, arena, (size_t)s7_chance_below(chance, 100));
}

static inline void random_body(struct s7_chance *chance, struct arena *arena, struct s7_message *message)
{
    switch (message->body) {
    case S7_BODY_EMPTY:
        break;
    case S7_BODY_SETUP:
        message->as.setup = random_setup(chance);
        break;
    case S7_BODY_READ_REQUEST:
        message->as.read_request.item_count = random_count(chance);
        for (size_t i = 0; i < message->as.read_request.item_count; i++)
            message->as.read_request.items[i] = random_item(chance, arena);
        break;
    case S7_BODY_READ_ANSWER:
        message->as.read_answer.item_count = random_count(chance);
        for (size_t i = 0; i < message->as.read_answer.item_count; i++)
            message->as.read_answer.items[i] = random_data_item(chance, arena, S7_DATA_ITEM_ANSWER);
        break;
    case S7_BODY_WRITE_REQUEST:
        message->as.write_request.item_count = random_count(chance) / 2;
        for (size_t i = 0; i < message->as.write_request.item_count; i++) {
            message->as.write_request.items[i] = random_item(chance, arena);
            message->as.write_request.values[i] = random_data_item(chance, arena, S7_DATA_ITEM_REQUEST);
        }
        break;
    case S7_BODY_WRITE_ANSWER:
        message->as.write_answer.item_count = random_count(chance);
        for (size_t i = 0; i < message->as.write_answer.item_count; i++)
            message->as.write_answer.return_codes[i] = random_u8(chance);
        break;
    case S7_BODY_USERDATA:
        message->as.userdata = random_userdata(chance, arena);
        break;
    case S7_BODY_OTHER:
        random_body_other(chance, arena, message);
        break;
    }
}

static inline uint8_t random_rosctr(struct s7_chance *chance, enum s7_body body)
{
    static const uint8_t any[] = {S7_ROSCTR_JOB, S7_ROSCTR_ACK, S7_ROSCTR_ACK_DATA, S7_ROSCTR_USERDATA};
    bool answer = body == S7_BODY_READ_ANSWER || body == S7_BODY_WRITE_ANSWER;
    if (body == S7_BODY_READ_REQUEST || body == S7_BODY_WRITE_REQUEST)
        return S7_ROSCTR_JOB;
    if (body == S7_BODY_USERDATA)
        return S7_ROSCTR_USERDATA;
    return answer ? any[1 + s7_chance_below(chance, 2)] : any[s7_chance_below(chance, 3)];
}

/** Any message that decodes to itself. */
static inline void random_message(struct s7_chance *chance, struct arena *arena, struct s7_message *message)
{
    arena->used = 0;
    message->body = (enum s7_body)s7_chance_below(chance, S7_BODY_OTHER + 1);
    message->header = (struct s7_header){.rosctr = random_rosctr(chance, message->body),
                                         .redundancy = random_u16(chance),
                                         .reference = random_u16(chance)};
    bool may_fail = message->body == S7_BODY_EMPTY || message->body == S7_BODY_OTHER;
    if (may_fail && s7_header_size(message->header.rosctr) == S7_HEADER_SIZE_MAX)
        message->header.error = random_u16(chance);
    random_body(chance, arena, message);
}

static inline bool octets_equal(struct s7_octets a, struct s7_octets b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.at, b.at, a.size) == 0);
}

static inline bool item_equal(const struct s7_item *a, const struct s7_item *b)
{
    return a->specification == b->specification && a->syntax == b->syntax &&
           a->transport_size == b->transport_size && a->count == b->count && a->db == b->db &&
           a->area == b->area && a->address == b->address && octets_equal(a->other, b->other);
}

static inline bool data_item_equal(const struct s7_data_item *a, const struct s7_data_item *b)
{
    return a->return_code == b->return_code && a->transport_size == b->transport_size &&
           a->length == b->length && octets_equal(a->octets, b->octets);
}

static inline bool setup_equal(const struct s7_setup *a, const struct s7_setup *b)
{
    return a->reserved == b->reserved && a->amq_calling == b->amq_calling && a->amq_called == b->amq_called &&
           a->pdu_length == b->pdu_length;
}

static inline bool userdata_equal(const struct s7_userdata *a, const struct s7_userdata *b)
{
    return a->long_form == b->long_form && a->method == b->method && a->type == b->type &&
           a->group == b->group && a->subfunction == b->subfunction && a->sequence == b->sequence &&
           a->data_unit_reference == b->data_unit_reference && a->last_data_unit == b->last_data_unit &&
           a->error == b->error && a->has_data == b->has_data && a->return_code == b->return_code &&
           a->transport_size == b->transport_size && a->length == b->length &&
           octets_equal(a->payload, b->payload);
}

static inline bool read_request_equal(const struct s7_read_request *a, const struct s7_read_request *b)
{
    bool equal = a->item_count == b->item_count;
    for (size_t i = 0; equal && i < a->item_count; i++)
        equal = item_equal(&a->items[i], &b->items[i]);
    return equal;
}

static inline bool read_answer_equal(const struct s7_read_answer *a, const struct s7_read_answer *b)
{
    bool equal = a->item_count == b->item_count;
    for (size_t i = 0; equal && i < a->item_count; i++)
        equal = data_item_equal(&a->items[i], &b->items[i]);
    return equal;
}

static inline bool write_request_equal(const struct s7_write_request *a, const struct s7_write_request *b)
{
    bool equal = a->item_count == b->item_count;
    for (size_t i = 0; equal && i < a->item_count; i++)
        equal = item_equal(&a->items[i], &b->items[i]) && data_item_equal(&a->values[i], &b->values[i]);
    return equal;
}

static inline bool write_answer_equal(const struct s7_write_answer *a, const struct s7_write_answer *b)
{
    return a->item_count == b->item_count && memcmp(a->return_codes, b->return_codes, a->item_count) == 0;
}

static inline bool body_equal(const struct s7_message *a, const struct s7_message *b)
{
    switch (a->body) {
    case S7_BODY_EMPTY:
        return true;
    case S7_BODY_SETUP:
        return setup_equal(&a->as.setup, &b->as.setup);
    case S7_BODY_READ_REQUEST:
        return read_request_equal(&a->as.read_request, &b->as.read_request);
    case S7_BODY_READ_ANSWER:
        return read_answer_equal(&a->as.read_answer, &b->as.read_answer);
    case S7_BODY_WRITE_REQUEST:
        return write_request_equal(&a->as.write_request, &b->as.write_request);
    case S7_BODY_WRITE_ANSWER:
        return write_answer_equal(&a->as.write_answer, &b->as.write_answer);
    case S7_BODY_USERDATA:
        return userdata_equal(&a->as.userdata, &b->as.userdata);
    case S7_BODY_OTHER:
        break;
    }
    return octets_equal(a->as.other.parameter, b->as.other.parameter) &&
           octets_equal(a->as.other.data, b->as.other.data);
}

/** The same, sizes in the header apart (the encoder computes them). */
static inline bool message_equal(const struct s7_message *a, const struct s7_message *b)
{
    return a->header.rosctr == b->header.rosctr && a->header.redundancy == b->header.redundancy &&
           a->header.reference == b->header.reference && a->header.error == b->header.error &&
           a->body == b->body && body_equal(a, b);
}

#endif
