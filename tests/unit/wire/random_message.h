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

/* Nothing that decodes to a known payload. */
static inline void random_userdata_unknown(struct s7_userdata *userdata)
{
    bool services = userdata->group == 4 || userdata->group == 5 || userdata->group == 7;
    if (services && userdata->has_data && userdata->return_code == S7_RETURN_SUCCESS)
        userdata->return_code = S7_RETURN_MISSING;
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
    random_userdata_unknown(&userdata);
    return userdata;
}

static inline struct s7_setup random_setup(struct s7_chance *chance)
{
    return (struct s7_setup){random_u8(chance), random_u16(chance), random_u16(chance), random_u16(chance)};
}

static inline void random_name(struct s7_chance *chance, uint8_t *octets, size_t size)
{
    for (size_t i = 0; i < size; i++)
        octets[i] = random_u8(chance);
}

static inline struct s7_pi_service random_pi_service(struct s7_chance *chance, struct arena *arena)
{
    struct s7_pi_service service = {
        .argument = random_octets(chance, arena, (size_t)s7_chance_below(chance, 30)),
        .name = random_octets(chance, arena, (size_t)s7_chance_below(chance, 20)),
    };
    random_name(chance, service.unknown, sizeof service.unknown);
    return service;
}

static inline struct s7_plc_stop random_plc_stop(struct s7_chance *chance, struct arena *arena)
{
    struct s7_plc_stop stop = {.name = random_octets(chance, arena, (size_t)s7_chance_below(chance, 256))};
    random_name(chance, stop.unknown, sizeof stop.unknown);
    return stop;
}

static inline struct s7_control_answer random_control_answer(struct s7_chance *chance)
{
    struct s7_control_answer answer = {.function = (uint8_t)(0x28 + s7_chance_below(chance, 2)),
                                       .has_status = s7_chance_below(chance, 2)};
    answer.status = answer.has_status ? random_u8(chance) : 0;
    return answer;
}

static inline struct s7_mode_transition random_mode(struct s7_chance *chance)
{
    return (struct s7_mode_transition){
        {random_u8(chance), random_u8(chance)}, random_u8(chance), random_u8(chance)};
}

static inline void random_frame(struct s7_chance *chance, struct s7_userdata *frame, uint8_t group,
                                uint8_t subfunction, uint8_t type)
{
    *frame = (struct s7_userdata){.long_form = s7_chance_below(chance, 2),
                                  .method = random_u8(chance),
                                  .type = type,
                                  .group = group,
                                  .subfunction = subfunction,
                                  .sequence = random_u8(chance)};
}

static inline void random_known_message_service(struct s7_chance *chance, union s7_payload *payload,
                                                bool request)
{
    bool alarm = s7_chance_below(chance, 2);
    if (request) {
        payload->message_request = (struct s7_message_request){
            .events = random_u8(chance), .reserved = random_u8(chance), .has_alarm_type = alarm};
        random_name(chance, payload->message_request.name, S7_MESSAGE_NAME_SIZE);
        payload->message_request.alarm_type = alarm ? random_u8(chance) : 0;
        payload->message_request.alarm_reserved = alarm ? random_u8(chance) : 0;
        return;
    }
    payload->message_answer = (struct s7_message_answer){
        .result = random_u8(chance), .reserved = random_u8(chance), .has_alarm_type = alarm};
    payload->message_answer.alarm_type = alarm ? random_u8(chance) : 0;
    payload->message_answer.alarm_state = alarm ? random_u8(chance) : 0;
    payload->message_answer.alarm_reserved = alarm ? random_u8(chance) : 0;
}

static inline struct s7_diagnostic_event random_event(struct s7_chance *chance)
{
    struct s7_diagnostic_event event = {.event = random_u16(chance),
                                        .priority = random_u8(chance),
                                        .ob = random_u8(chance),
                                        .dat_id = random_u16(chance),
                                        .info1 = random_u16(chance),
                                        .info2 = (uint32_t)s7_chance_next(chance)};
    random_name(chance, event.time, sizeof event.time);
    return event;
}

static inline void random_szl_list(struct s7_chance *chance, struct arena *arena, struct s7_szl_list *list)
{
    list->head =
        (struct s7_szl_head){random_u16(chance), random_u16(chance), random_u16(chance), random_u16(chance)};
    list->records = random_octets(chance, arena, (size_t)s7_chance_below(chance, 100));
}

static inline void random_clock(struct s7_chance *chance, struct s7_known_userdata *known)
{
    uint8_t subfunction = (uint8_t)(1 + s7_chance_below(chance, 4));
    random_frame(chance, &known->frame, 7, subfunction,
                 subfunction % 2 ? S7_USERDATA_RESPONSE : S7_USERDATA_REQUEST);
    known->payload.time = (struct s7_time10){.reserved = random_u8(chance), .century = random_u8(chance)};
    random_name(chance, known->payload.time.time, S7_TIME8_SIZE);
}

static inline void random_known(struct s7_chance *chance, struct arena *arena, enum s7_body body,
                                struct s7_known_userdata *known)
{
    if (body == S7_BODY_SZL_REQUEST) {
        random_frame(chance, &known->frame, 4, 1, S7_USERDATA_REQUEST);
        known->payload.szl_request = (struct s7_szl_request){random_u16(chance), random_u16(chance)};
    } else if (body == S7_BODY_SZL_LIST) {
        random_frame(chance, &known->frame, 4, 1, S7_USERDATA_RESPONSE);
        random_szl_list(chance, arena, &known->payload.szl_list);
    } else if (body == S7_BODY_MESSAGE_REQUEST || body == S7_BODY_MESSAGE_ANSWER) {
        bool request = body == S7_BODY_MESSAGE_REQUEST;
        random_frame(chance, &known->frame, 4, 2, request ? S7_USERDATA_REQUEST : S7_USERDATA_RESPONSE);
        random_known_message_service(chance, &known->payload, request);
    } else if (body == S7_BODY_DIAGNOSTIC) {
        random_frame(chance, &known->frame, 4, 3, S7_USERDATA_PUSH);
        known->payload.event = random_event(chance);
    } else if (body == S7_BODY_PASSWORD) {
        random_frame(chance, &known->frame, 5, 1, S7_USERDATA_REQUEST);
        random_name(chance, known->payload.password.octets, S7_PASSWORD_SIZE);
    } else {
        random_clock(chance, known);
    }
}

static inline void random_body_other(struct s7_chance *chance, struct arena *arena, struct s7_message *message)
{
    static const uint8_t functions[] = {0x00, 0x1A, 0x1B, 0x1D, 0x1F, 0x77};
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
    case S7_BODY_PI_SERVICE:
        message->as.pi_service = random_pi_service(chance, arena);
        break;
    case S7_BODY_PLC_STOP:
        message->as.plc_stop = random_plc_stop(chance, arena);
        break;
    case S7_BODY_CONTROL_ANSWER:
        message->as.control_answer = random_control_answer(chance);
        break;
    case S7_BODY_MODE:
        message->as.mode = random_mode(chance);
        break;
    case S7_BODY_USERDATA:
        message->as.userdata = random_userdata(chance, arena);
        break;
    case S7_BODY_SZL_REQUEST:
    case S7_BODY_SZL_LIST:
    case S7_BODY_MESSAGE_REQUEST:
    case S7_BODY_MESSAGE_ANSWER:
    case S7_BODY_DIAGNOSTIC:
    case S7_BODY_PASSWORD:
    case S7_BODY_CLOCK:
        random_known(chance, arena, message->body, &message->as.known);
        break;
    case S7_BODY_OTHER:
        random_body_other(chance, arena, message);
        break;
    }
}

static inline uint8_t random_rosctr(struct s7_chance *chance, enum s7_body body)
{
    static const uint8_t any[] = {S7_ROSCTR_JOB, S7_ROSCTR_ACK, S7_ROSCTR_ACK_DATA, S7_ROSCTR_USERDATA};
    bool answer = body == S7_BODY_READ_ANSWER || body == S7_BODY_WRITE_ANSWER || body == S7_BODY_CONTROL_ANSWER;
    bool request = body == S7_BODY_READ_REQUEST || body == S7_BODY_WRITE_REQUEST ||
                   body == S7_BODY_PI_SERVICE || body == S7_BODY_PLC_STOP;
    if (request)
        return S7_ROSCTR_JOB;
    if (body >= S7_BODY_MODE && body <= S7_BODY_CLOCK)
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

static inline bool control_answer_equal(const struct s7_control_answer *a, const struct s7_control_answer *b)
{
    return a->function == b->function && a->has_status == b->has_status && a->status == b->status;
}

/* Of the frame, what is behind the error follows from the payload. */
static inline bool frame_equal(const struct s7_userdata *a, const struct s7_userdata *b)
{
    return a->long_form == b->long_form && a->method == b->method && a->type == b->type &&
           a->group == b->group && a->subfunction == b->subfunction && a->sequence == b->sequence &&
           a->data_unit_reference == b->data_unit_reference && a->last_data_unit == b->last_data_unit &&
           a->error == b->error;
}

static inline bool message_request_equal(const struct s7_message_request *a, const struct s7_message_request *b)
{
    return a->events == b->events && a->reserved == b->reserved &&
           memcmp(a->name, b->name, sizeof a->name) == 0 && a->has_alarm_type == b->has_alarm_type &&
           a->alarm_type == b->alarm_type && a->alarm_reserved == b->alarm_reserved;
}

static inline bool message_answer_equal(const struct s7_message_answer *a, const struct s7_message_answer *b)
{
    return a->result == b->result && a->reserved == b->reserved && a->has_alarm_type == b->has_alarm_type &&
           a->alarm_type == b->alarm_type && a->alarm_state == b->alarm_state &&
           a->alarm_reserved == b->alarm_reserved;
}

static inline bool event_equal(const struct s7_diagnostic_event *a, const struct s7_diagnostic_event *b)
{
    return a->event == b->event && a->priority == b->priority && a->ob == b->ob && a->dat_id == b->dat_id &&
           a->info1 == b->info1 && a->info2 == b->info2 && memcmp(a->time, b->time, sizeof a->time) == 0;
}

static inline bool szl_list_equal(const struct s7_szl_list *a, const struct s7_szl_list *b)
{
    return a->head.id == b->head.id && a->head.index == b->head.index &&
           a->head.record_size == b->head.record_size && a->head.record_count == b->head.record_count &&
           octets_equal(a->records, b->records);
}

static inline bool payload_equal(enum s7_body body, const union s7_payload *a, const union s7_payload *b)
{
    if (body == S7_BODY_SZL_REQUEST)
        return a->szl_request.id == b->szl_request.id && a->szl_request.index == b->szl_request.index;
    if (body == S7_BODY_SZL_LIST)
        return szl_list_equal(&a->szl_list, &b->szl_list);
    if (body == S7_BODY_MESSAGE_REQUEST)
        return message_request_equal(&a->message_request, &b->message_request);
    if (body == S7_BODY_MESSAGE_ANSWER)
        return message_answer_equal(&a->message_answer, &b->message_answer);
    if (body == S7_BODY_DIAGNOSTIC)
        return event_equal(&a->event, &b->event);
    if (body == S7_BODY_PASSWORD)
        return memcmp(a->password.octets, b->password.octets, S7_PASSWORD_SIZE) == 0;
    return a->time.reserved == b->time.reserved && a->time.century == b->time.century &&
           memcmp(a->time.time, b->time.time, S7_TIME8_SIZE) == 0;
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
    case S7_BODY_PI_SERVICE:
        return memcmp(a->as.pi_service.unknown, b->as.pi_service.unknown, S7_PI_UNKNOWN_SIZE) == 0 &&
               octets_equal(a->as.pi_service.argument, b->as.pi_service.argument) &&
               octets_equal(a->as.pi_service.name, b->as.pi_service.name);
    case S7_BODY_PLC_STOP:
        return memcmp(a->as.plc_stop.unknown, b->as.plc_stop.unknown, S7_PLC_STOP_UNKNOWN_SIZE) == 0 &&
               octets_equal(a->as.plc_stop.name, b->as.plc_stop.name);
    case S7_BODY_CONTROL_ANSWER:
        return control_answer_equal(&a->as.control_answer, &b->as.control_answer);
    case S7_BODY_MODE:
        return a->as.mode.mode == b->as.mode.mode && a->as.mode.last == b->as.mode.last &&
               memcmp(a->as.mode.unknown, b->as.mode.unknown, sizeof a->as.mode.unknown) == 0;
    case S7_BODY_USERDATA:
        return userdata_equal(&a->as.userdata, &b->as.userdata);
    case S7_BODY_SZL_REQUEST:
    case S7_BODY_SZL_LIST:
    case S7_BODY_MESSAGE_REQUEST:
    case S7_BODY_MESSAGE_ANSWER:
    case S7_BODY_DIAGNOSTIC:
    case S7_BODY_PASSWORD:
    case S7_BODY_CLOCK:
        return frame_equal(&a->as.known.frame, &b->as.known.frame) &&
               payload_equal(a->body, &a->as.known.payload, &b->as.known.payload);
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
