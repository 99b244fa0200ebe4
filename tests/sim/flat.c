/* SPDX-License-Identifier: MIT */
#include "sim/flat.h"

#include "must.h"
#include <string.h>

static enum s7_admit flat_connect(void *user, struct s7_link *link, const struct s7_cotp_connect *cr,
                                  s7_time now, uint8_t *ret_reason)
{
    struct flat *flat = user;
    (void)link, (void)cr, (void)now;
    *ret_reason = flat->reason;
    return flat->admit;
}

static uint8_t *locate(struct flat *flat, const struct s7_item *item, size_t *ret_size)
{
    size_t size = item->transport_size == S7_TRANSPORT_BIT ? 1 : item->count;
    if (item->area != 0x84 || item->db != 1 || item->address / 8 + size > FLAT_SIZE)
        return NULL;
    *ret_size = size;
    return flat->memory + item->address / 8;
}

static void read_item(struct flat *flat, struct s7_writer *writer, const struct s7_item *item, bool last)
{
    size_t size = 0;
    const uint8_t *octets = locate(flat, item, &size);
    bool bit = item->transport_size == S7_TRANSPORT_BIT;
    unsigned shifted = octets ? (unsigned)octets[0] >> (item->address % 8) : 0u;
    uint8_t value = (uint8_t)(shifted & 1u);
    uint8_t transport = bit ? S7_DATA_BIT : S7_DATA_BYTE;
    struct s7_data_item answer = {.return_code = octets ? 0xFF : S7_RETURN_ADDRESS};
    if (octets) {
        answer.transport_size = transport;
        answer.length = s7_data_item_length(transport, size);
        answer.octets = (struct s7_octets){bit ? &value : octets, size};
    }
    s7_data_item_encode(writer, last, &answer);
}

static void write_item(struct flat *flat, const struct s7_item *item, const struct s7_data_item *value,
                       uint8_t *ret_code)
{
    size_t size = 0;
    uint8_t *octets = locate(flat, item, &size);
    *ret_code = octets ? (value->octets.size == size ? 0xFF : S7_RETURN_INCONSISTENT) : S7_RETURN_ADDRESS;
    if (*ret_code != 0xFF)
        return;
    uint8_t mask = (uint8_t)(1u << (item->address % 8));
    if (item->transport_size == S7_TRANSPORT_BIT)
        octets[0] = (uint8_t)(value->octets.at[0] ? octets[0] | mask : octets[0] & ~mask);
    else
        memcpy(octets, value->octets.at, size);
}

static void serve_var(struct flat *flat, struct s7_request *request, s7_time now)
{
    struct s7_reader items = s7_reader_over(request->parameter.at, request->parameter.size);
    struct s7_reader values = s7_reader_over(request->data.at, request->data.size);
    struct s7_writer writer = s7_request_open(request);
    uint8_t function = s7_reader_u8(&items);
    uint8_t count = s7_reader_u8(&items);
    s7_writer_u8(&writer, function);
    s7_writer_u8(&writer, count);
    for (size_t i = 0; i < count; i++) {
        struct s7_item item;
        struct s7_data_item value;
        uint8_t code = 0;
        must(s7_item_decode(&items, i + 1 == count, &item) == S7_OK);
        if (function == S7_FUNCTION_READ_VAR) {
            read_item(flat, &writer, &item, i + 1 == count);
            continue;
        }
        must(s7_data_item_decode(&values, S7_DATA_ITEM_REQUEST, i + 1 == count, &value) == S7_OK);
        write_item(flat, &item, &value, &code);
        s7_writer_u8(&writer, code);
    }
    s7_request_reply(request, &writer, S7_VAR_PARAMETER_SIZE, 0, now);
}

void flat_answer(struct flat *flat, s7_time now)
{
    while (flat->kept_count > 0)
        serve_var(flat, flat->kept[--flat->kept_count], now);
}

static void serve_list(struct flat *flat, struct s7_request *request, s7_time now)
{
    struct s7_userdata asked;
    if (s7_userdata_decode(request->parameter, request->data, &asked) != S7_OK || asked.group != 4 ||
        asked.subfunction != 1 || asked.payload.size != 4)
        return; /* the engine refuses */
    size_t size = s7_load_u16(asked.payload.at), from = s7_load_u16(asked.payload.at + 2);
    if (from + size > FLAT_SIZE)
        s7_request_refuse(request, 0xD402, now);
    else
        s7_request_reply_chain(request, flat->memory + from, size, now);
}

static void flat_request(void *user, struct s7_request *request, s7_time now)
{
    struct flat *flat = user;
    flat->requests++;
    if (request->service == S7_SERVICE_SETUP) {
        struct s7_setup setup;
        must(s7_setup_decode(request->parameter, &setup) == S7_OK);
        setup.pdu_length = setup.pdu_length < flat->pdu_length ? setup.pdu_length : flat->pdu_length;
        setup.amq_calling = setup.amq_calling < flat->amq ? setup.amq_calling : flat->amq;
        s7_request_grant(request, &setup, now);
    } else if (request->header.rosctr == S7_ROSCTR_USERDATA) {
        serve_list(flat, request, now);
    } else if (request->service != S7_SERVICE_READ_VAR && request->service != S7_SERVICE_WRITE_VAR) {
        return; /* the engine refuses */
    } else if (flat->end_then_keep) {
        s7_link_end(request->link, false, now);
        flat->kept_after_end = s7_request_keep(request) != NULL;
    } else if (flat->mute) {
        s7_request_drop(request, now);
    } else if (flat->refuse) {
        s7_request_refuse(request, flat->refuse, now);
    } else if (flat->answer_later > 0) {
        flat->kept[flat->kept_count++] = s7_request_keep(request);
        must(flat->kept[flat->kept_count - 1]);
        if (flat->kept_count > flat->most_kept)
            flat->most_kept = flat->kept_count;
        if (flat->kept_count >= flat->answer_later)
            flat_answer(flat, now);
    } else {
        serve_var(flat, request, now);
    }
}

static void flat_disconnected(void *user, struct s7_link *link, const struct s7_fault *fault, s7_time now)
{
    struct flat *flat = user;
    (void)link, (void)fault, (void)now;
    flat->disconnects++;
}

static const struct s7_server_ops flat_ops = {
    .connect = flat_connect, .request = flat_request, .disconnected = flat_disconnected};

void flat_init(struct flat *flat, struct s7_server_config config)
{
    memset(flat, 0, sizeof *flat);
    flat->pdu_length = config.pdu_length;
    flat->amq = config.amq;
    config.ops = &flat_ops;
    config.user = flat;
    must(s7_server_new(&config, &flat->server) == S7_OK);
}

void flat_done(struct flat *flat)
{
    s7_server_free(flat->server);
}
