/* SPDX-License-Identifier: MIT */
#include "expect.h"

#include "expect_field.h"
#include "expect_service.h"

enum { TYPE_SHIFT = 4 };

static void expect_tsap(FILE *stream, unsigned frame, const struct s7_cotp_connect *connect, uint8_t code,
                        const char *name)
{
    const struct s7_cotp_parameter *parameter = s7_cotp_parameter_find(&connect->parameters, code);
    if (!parameter)
        return;
    field(stream, frame, name);
    octets(stream, parameter->value);
    end(stream);
}

static void expect_connect(FILE *stream, unsigned frame, const struct s7_cotp_connect *connect)
{
    one(stream, frame, "cotp.destref", connect->dst_ref);
    one(stream, frame, "cotp.srcref", connect->src_ref);
    one(stream, frame, "cotp.class", connect->class_option >> 4);
    expect_tsap(stream, frame, connect, S7_COTP_CALLING_TSAP, "cotp.src-tsap-bytes");
    expect_tsap(stream, frame, connect, S7_COTP_CALLED_TSAP, "cotp.dst-tsap-bytes");
    if (s7_cotp_parameter_find(&connect->parameters, S7_COTP_TPDU_SIZE))
        one(stream, frame, "cotp.tpdu_size", (unsigned long)s7_cotp_tpdu_size(connect));
    field(stream, frame, "cotp.parameter_code");
    for (size_t i = 0; i < connect->parameters.count; i++)
        value(stream, connect->parameters.list[i].code);
    end(stream);
}

void expect_cotp(FILE *stream, unsigned frame, const struct s7_cotp *cotp)
{
    one(stream, frame, "cotp.type", (unsigned long)cotp->type >> TYPE_SHIFT);
    if (cotp->type == S7_COTP_DT) {
        one(stream, frame, "cotp.eot", cotp->as.data.eot);
        one(stream, frame, "cotp.tpdu-number", cotp->as.data.number);
    } else if (cotp->type == S7_COTP_DR) {
        one(stream, frame, "cotp.destref", cotp->as.disconnect.dst_ref);
        one(stream, frame, "cotp.srcref", cotp->as.disconnect.src_ref);
        one(stream, frame, "cotp.cause", cotp->as.disconnect.reason);
    } else if (cotp->type == S7_COTP_ER) {
        one(stream, frame, "cotp.destref", cotp->as.error.dst_ref);
        one(stream, frame, "cotp.reject_cause", cotp->as.error.cause);
    } else {
        expect_connect(stream, frame, &cotp->as.connect);
    }
}

static void expect_header(FILE *stream, unsigned frame, const struct s7_header *header)
{
    one(stream, frame, "s7comm.header.protid", S7_PROTOCOL_ID);
    one(stream, frame, "s7comm.header.rosctr", header->rosctr);
    one(stream, frame, "s7comm.header.redid", header->redundancy);
    one(stream, frame, "s7comm.header.pduref", header->reference);
    if (s7_header_size(header->rosctr) == S7_HEADER_SIZE_MIN)
        return;
    one(stream, frame, "s7comm.header.errcls", header->error >> 8);
    one(stream, frame, "s7comm.header.errcod", header->error & 0xFF);
}

static void expect_setup(FILE *stream, unsigned frame, const struct s7_setup *setup)
{
    one(stream, frame, "s7comm.param.func", S7_FUNCTION_SETUP);
    one(stream, frame, "s7comm.param.setup_reserved1", setup->reserved);
    one(stream, frame, "s7comm.param.maxamq_calling", setup->amq_calling);
    one(stream, frame, "s7comm.param.maxamq_called", setup->amq_called);
    one(stream, frame, "s7comm.param.pdu_length", setup->pdu_length);
}

static bool any(const struct s7_item *item)
{
    return item->syntax == S7_SYNTAX_S7ANY;
}

/* A column of the items that are S7ANY; `get` gives the field of one. */
static void any_column(FILE *stream, unsigned frame, const char *name, size_t count,
                       const struct s7_item *items, unsigned long (*get)(const struct s7_item *item))
{
    bool started = false;
    for (size_t i = 0; i < count; i++) {
        if (!any(&items[i]))
            continue;
        if (!started)
            field(stream, frame, name);
        started = true;
        value(stream, get(&items[i]));
    }
    if (started)
        end(stream);
}

static unsigned long get_transport_size(const struct s7_item *item)
{
    return item->transport_size;
}

static unsigned long get_count(const struct s7_item *item)
{
    return item->count;
}

static unsigned long get_db(const struct s7_item *item)
{
    return item->db;
}

static unsigned long get_area(const struct s7_item *item)
{
    return item->area;
}

static unsigned long get_address(const struct s7_item *item)
{
    return item->address;
}

static void expect_items(FILE *stream, unsigned frame, size_t count, const struct s7_item *items)
{
    one(stream, frame, "s7comm.param.itemcount", count);
    field(stream, frame, "s7comm.param.item.syntaxid");
    for (size_t i = 0; i < count; i++)
        value(stream, items[i].syntax);
    end(stream);
    any_column(stream, frame, "s7comm.param.item.transp_size", count, items, get_transport_size);
    any_column(stream, frame, "s7comm.param.item.length", count, items, get_count);
    any_column(stream, frame, "s7comm.param.item.db", count, items, get_db);
    any_column(stream, frame, "s7comm.param.item.area", count, items, get_area);
    any_column(stream, frame, "s7comm.param.item.address", count, items, get_address);
}

static void expect_data_items(FILE *stream, unsigned frame, size_t count, const struct s7_data_item *items)
{
    field(stream, frame, "s7comm.data.returncode");
    for (size_t i = 0; i < count; i++)
        value(stream, items[i].return_code);
    end(stream);
    field(stream, frame, "s7comm.data.transportsize");
    for (size_t i = 0; i < count; i++)
        value(stream, items[i].transport_size);
    end(stream);
    field(stream, frame, "s7comm.resp.data");
    for (size_t i = 0; i < count; i++) {
        if (items[i].octets.size)
            octets(stream, items[i].octets);
    }
    end(stream);
}

static void expect_write_answer(FILE *stream, unsigned frame, const struct s7_write_answer *answer)
{
    one(stream, frame, "s7comm.param.itemcount", answer->item_count);
    field(stream, frame, "s7comm.data.returncode");
    for (size_t i = 0; i < answer->item_count; i++)
        value(stream, answer->return_codes[i]);
    end(stream);
}

static void first(FILE *stream, unsigned frame, const char *name, unsigned long number)
{
    field(stream, frame, name);
    value(stream, number);
    fputs("\t+\n", stream);
}

static void expect_userdata(FILE *stream, unsigned frame, const struct s7_userdata *userdata)
{
    one(stream, frame, "s7comm.param.userdata.head", 0x000112);
    one(stream, frame, "s7comm.param.userdata.length", userdata->long_form ? 8 : 4);
    one(stream, frame, "s7comm.param.userdata.reqres1", userdata->method);
    one(stream, frame, "s7comm.param.userdata.type", userdata->type);
    one(stream, frame, "s7comm.param.userdata.funcgroup", userdata->group);
    one(stream, frame, "s7comm.param.userdata.subfunc", userdata->subfunction);
    one(stream, frame, "s7comm.param.userdata.seq_num", userdata->sequence);
    if (userdata->long_form) {
        one(stream, frame, "s7comm.param.userdata.dataunitref", userdata->data_unit_reference);
        one(stream, frame, "s7comm.param.userdata.lastdataunit", userdata->last_data_unit);
        one(stream, frame, "s7comm.param.errcod", userdata->error);
    }
    if (!userdata->has_data)
        return;
    first(stream, frame, "s7comm.data.returncode", userdata->return_code);
    first(stream, frame, "s7comm.data.transportsize", userdata->transport_size);
    first(stream, frame, "s7comm.data.length", userdata->length);
}

static void expect_body(FILE *stream, unsigned frame, const struct s7_message *message)
{
    const struct s7_octets parameter = message->as.other.parameter;
    switch (message->body) {
    case S7_BODY_EMPTY:
        break;
    case S7_BODY_SETUP:
        expect_setup(stream, frame, &message->as.setup);
        break;
    case S7_BODY_READ_REQUEST:
        one(stream, frame, "s7comm.param.func", S7_FUNCTION_READ_VAR);
        expect_items(stream, frame, message->as.read_request.item_count, message->as.read_request.items);
        break;
    case S7_BODY_READ_ANSWER:
        one(stream, frame, "s7comm.param.func", S7_FUNCTION_READ_VAR);
        one(stream, frame, "s7comm.param.itemcount", message->as.read_answer.item_count);
        expect_data_items(stream, frame, message->as.read_answer.item_count, message->as.read_answer.items);
        break;
    case S7_BODY_WRITE_REQUEST:
        one(stream, frame, "s7comm.param.func", S7_FUNCTION_WRITE_VAR);
        expect_items(stream, frame, message->as.write_request.item_count, message->as.write_request.items);
        expect_data_items(stream, frame, message->as.write_request.item_count,
                          message->as.write_request.values);
        break;
    case S7_BODY_WRITE_ANSWER:
        one(stream, frame, "s7comm.param.func", S7_FUNCTION_WRITE_VAR);
        expect_write_answer(stream, frame, &message->as.write_answer);
        break;
    case S7_BODY_PI_SERVICE:
    case S7_BODY_PLC_STOP:
    case S7_BODY_CONTROL_ANSWER:
    case S7_BODY_MODE:
        expect_service(stream, frame, message);
        break;
    case S7_BODY_USERDATA:
        expect_userdata(stream, frame, &message->as.userdata);
        break;
    case S7_BODY_SZL_REQUEST:
    case S7_BODY_SZL_LIST:
    case S7_BODY_MESSAGE_REQUEST:
    case S7_BODY_MESSAGE_ANSWER:
    case S7_BODY_DIAGNOSTIC:
    case S7_BODY_PASSWORD:
    case S7_BODY_CLOCK:
        expect_userdata(stream, frame, &message->as.known.frame);
        expect_service(stream, frame, message);
        break;
    case S7_BODY_OTHER:
        if (message->header.rosctr != S7_ROSCTR_USERDATA && parameter.size)
            one(stream, frame, "s7comm.param.func", parameter.at[0]);
        break;
    }
}

void expect_message(FILE *stream, unsigned frame, const struct s7_message *message, size_t parameter_size,
                    size_t data_size)
{
    expect_header(stream, frame, &message->header);
    one(stream, frame, "s7comm.header.parlg", parameter_size);
    one(stream, frame, "s7comm.header.datlg", data_size);
    expect_body(stream, frame, message);
}
