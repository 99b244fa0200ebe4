/* SPDX-License-Identifier: MIT */
#include "wire/describe.h"

#include "sieben/error.h"
#include "wire/describe_payload.h"
#include "wire/describe_userdata.h"
#include "wire/message.h"
#include "wire/names.h"
#include "wire/userdata_body.h"

enum { OCTETS_MOST = 16 };

static void add_separator(struct s7_strbuf *buf, size_t i)
{
    s7_strbuf_add(buf, i ? ", " : "");
}

static void line_setup(struct s7_strbuf *buf, const struct s7_message *message)
{
    const struct s7_setup *setup = &message->as.setup;
    s7_strbuf_printf(buf, "Setup communication: AmQ calling %u, called %u, PDU length %u",
                     (unsigned)setup->amq_calling, (unsigned)setup->amq_called, (unsigned)setup->pdu_length);
}

static void line_read_request(struct s7_strbuf *buf, const struct s7_message *message)
{
    const struct s7_read_request *request = &message->as.read_request;
    s7_strbuf_add(buf, "Read Var: ");
    for (size_t i = 0; i < request->item_count; i++) {
        add_separator(buf, i);
        s7_describe_item(buf, &request->items[i]);
    }
}

static void line_read_answer(struct s7_strbuf *buf, const struct s7_message *message)
{
    const struct s7_read_answer *answer = &message->as.read_answer;
    s7_strbuf_add(buf, "Read Var: ");
    for (size_t i = 0; i < answer->item_count; i++) {
        add_separator(buf, i);
        s7_describe_data_item(buf, S7_DATA_ITEM_ANSWER, &answer->items[i]);
    }
}

static void line_write_request(struct s7_strbuf *buf, const struct s7_message *message)
{
    const struct s7_write_request *request = &message->as.write_request;
    s7_strbuf_add(buf, "Write Var: ");
    for (size_t i = 0; i < request->item_count; i++) {
        add_separator(buf, i);
        s7_describe_item(buf, &request->items[i]);
        s7_strbuf_add(buf, " := ");
        s7_describe_data_item(buf, S7_DATA_ITEM_REQUEST, &request->values[i]);
    }
}

static void line_write_answer(struct s7_strbuf *buf, const struct s7_message *message)
{
    const struct s7_write_answer *answer = &message->as.write_answer;
    s7_strbuf_add(buf, "Write Var: ");
    for (size_t i = 0; i < answer->item_count; i++) {
        add_separator(buf, i);
        s7_describe_return_code(buf, answer->return_codes[i]);
    }
}

static void add_userdata_type(struct s7_strbuf *buf, uint8_t type)
{
    const char *name = s7_name_userdata_type(type);
    if (name)
        s7_strbuf_printf(buf, " %s", name);
    else
        s7_strbuf_printf(buf, " type %X", (unsigned)type);
}

static void add_userdata_service(struct s7_strbuf *buf, const struct s7_userdata *userdata)
{
    const char *group = s7_name_group(userdata->group);
    const char *subfunction = s7_name_subfunction(userdata->group, userdata->subfunction);
    if (subfunction)
        s7_strbuf_add(buf, subfunction);
    else
        s7_strbuf_printf(buf, "%s, group %u, subfunction %02X", group ? group : "service without a name",
                         (unsigned)userdata->group, (unsigned)userdata->subfunction);
}

static void add_userdata(struct s7_strbuf *buf, const struct s7_userdata *userdata)
{
    add_userdata_service(buf, userdata);
    add_userdata_type(buf, userdata->type);
    s7_strbuf_printf(buf, ", sequence %u", (unsigned)userdata->sequence);
    if (userdata->data_unit_reference || userdata->last_data_unit)
        s7_strbuf_printf(buf, ", fragment of chain %u, %s", (unsigned)userdata->data_unit_reference,
                         userdata->last_data_unit ? "more follow" : "last");
}

static void line_userdata(struct s7_strbuf *buf, const struct s7_message *message)
{
    const struct s7_userdata *userdata = &message->as.userdata;
    add_userdata(buf, userdata);
    if (userdata->error) {
        s7_strbuf_add(buf, ": refused: ");
        s7_describe_error(buf, userdata->error);
    } else if (s7_userdata_secret(userdata)) {
        s7_strbuf_add(buf, ": password (not shown)");
    } else if (userdata->payload.size) {
        s7_strbuf_add(buf, ": ");
        if (!s7_describe_userdata(buf, userdata))
            s7_strbuf_hex(buf, userdata->payload.at, userdata->payload.size, OCTETS_MOST);
    }
}

static void line_known(struct s7_strbuf *buf, const struct s7_message *message)
{
    add_userdata(buf, &message->as.known.frame);
    s7_strbuf_add(buf, ": ");
    s7_describe_payload(buf, message);
}

static void line_mode(struct s7_strbuf *buf, const struct s7_message *message)
{
    s7_strbuf_add(buf, "Mode transition push: ");
    s7_describe_mode(buf, message->as.mode.mode);
}

static void line_control(struct s7_strbuf *buf, const struct s7_message *message)
{
    s7_describe_control(buf, message);
}

/* The first parameter octet names the function, except in Userdata. */
static void add_function(struct s7_strbuf *buf, const struct s7_header *header, struct s7_octets parameter)
{
    const char *name = parameter.size ? s7_name_function(parameter.at[0]) : NULL;
    if (header->rosctr == S7_ROSCTR_USERDATA)
        s7_strbuf_add(buf, "with a head of its own");
    else if (name)
        s7_strbuf_add(buf, name);
    else if (parameter.size)
        s7_strbuf_printf(buf, "function %02X", parameter.at[0]);
    else
        s7_strbuf_add(buf, "without parameter");
}

static void add_part(struct s7_strbuf *buf, const char *name, struct s7_octets octets)
{
    if (!octets.size)
        return;
    s7_strbuf_add(buf, name);
    s7_strbuf_hex(buf, octets.at, octets.size, OCTETS_MOST);
}

static void line_other(struct s7_strbuf *buf, const struct s7_message *message)
{
    add_function(buf, &message->header, message->as.other.parameter);
    if (message->header.error)
        return;
    add_part(buf, ": parameter ", message->as.other.parameter);
    add_part(buf, message->as.other.parameter.size ? ", data " : ": data ", message->as.other.data);
}

static void line_empty(struct s7_strbuf *buf, const struct s7_message *message)
{
    s7_strbuf_add(buf, message->header.error ? "" : "accepted");
}

typedef void line_function(struct s7_strbuf *buf, const struct s7_message *message);

static line_function *const lines[] = {
    [S7_BODY_EMPTY] = line_empty,
    [S7_BODY_SETUP] = line_setup,
    [S7_BODY_READ_REQUEST] = line_read_request,
    [S7_BODY_READ_ANSWER] = line_read_answer,
    [S7_BODY_WRITE_REQUEST] = line_write_request,
    [S7_BODY_WRITE_ANSWER] = line_write_answer,
    [S7_BODY_PI_SERVICE] = line_control,
    [S7_BODY_PLC_STOP] = line_control,
    [S7_BODY_CONTROL_ANSWER] = line_control,
    [S7_BODY_MODE] = line_mode,
    [S7_BODY_USERDATA] = line_userdata,
    [S7_BODY_SZL_REQUEST] = line_known,
    [S7_BODY_SZL_LIST] = line_known,
    [S7_BODY_MESSAGE_REQUEST] = line_known,
    [S7_BODY_MESSAGE_ANSWER] = line_known,
    [S7_BODY_DIAGNOSTIC] = line_known,
    [S7_BODY_PASSWORD] = line_known,
    [S7_BODY_CLOCK] = line_known,
    [S7_BODY_OTHER] = line_other,
};

static void add_kind(struct s7_strbuf *buf, const struct s7_header *header)
{
    s7_strbuf_printf(buf, "%s #%04x ", s7_name_rosctr(header->rosctr), (unsigned)header->reference);
}

static bool decoded(struct s7_strbuf *buf, const uint8_t *pdu, size_t size, struct s7_message *ret_message)
{
    if (s7_message_decode(pdu, size, ret_message) == S7_OK)
        return true;
    s7_strbuf_add(buf, "malformed: ");
    s7_describe_flaw(buf, pdu, size);
    return false;
}

void s7_describe_pdu(struct s7_strbuf *buf, const uint8_t *pdu, size_t size)
{
    struct s7_message message;
    if (!decoded(buf, pdu, size, &message))
        return;
    add_kind(buf, &message.header);
    lines[message.body](buf, &message);
    if (message.header.error) {
        s7_strbuf_add(buf, message.body == S7_BODY_EMPTY ? "refused: " : ": refused: ");
        s7_describe_error(buf, message.header.error);
    }
}

/* Of a message that decodes: its header fits. */
static struct s7_octets parameter_of(const uint8_t *pdu, size_t size, const struct s7_header *header)
{
    return (struct s7_octets){pdu + s7_header_size(header->rosctr),
                              header->parameter_size < size ? header->parameter_size : 0};
}

void s7_describe_pdu_head(struct s7_strbuf *buf, const uint8_t *pdu, size_t size)
{
    struct s7_message message;
    if (!decoded(buf, pdu, size, &message))
        return;
    const struct s7_userdata *frame = s7_userdata_body_frame(&message);
    uint16_t error = frame ? frame->error : message.header.error;
    add_kind(buf, &message.header);
    if (frame)
        add_userdata(buf, frame);
    else if (message.body == S7_BODY_EMPTY || message.body == S7_BODY_MODE)
        lines[message.body](buf, &message); /* there is no more in it than that */
    else
        add_function(buf, &message.header, parameter_of(pdu, size, &message.header));
    if (error) {
        s7_strbuf_add(buf, message.body == S7_BODY_EMPTY ? "refused: " : ": refused: ");
        s7_describe_error(buf, error);
    }
}
