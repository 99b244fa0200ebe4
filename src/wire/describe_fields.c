/* SPDX-License-Identifier: MIT */
#include "sieben/error.h"
#include "wire/describe.h"
#include "wire/describe_item_fields.h"
#include "wire/describe_payload.h"
#include "wire/describe_userdata.h"
#include "wire/field_list.h"
#include "wire/message.h"
#include "wire/names.h"

enum { USERDATA_HEAD_SIZE = 3 };

/* The body was decoded before, so counts and lengths agree with the octets that are walked over here. */
struct walk {
    struct s7_field_list list;
    const struct s7_message *message;
};

static const char *name_or(const char *name)
{
    return name ? name : "not in the tables";
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static void show_octets_count(struct s7_field_list *list, const char *name, unsigned count)
{
    s7_field_list_add(list, 2, name, "%u octet%s", count, plural(count));
}

/* Some codes belong to no class that has a name: then the code alone says it. */
static const char *class_text(uint16_t error)
{
    const char *text = s7_text_error_class((uint8_t)(error >> 8));
    return text ? text : s7_text_error_code(error) ? "without a name; the code says it" : "not in the tables";
}

static void show_header(struct s7_field_list *list, const struct s7_header *header)
{
    s7_field_list_title(list, "S7");
    s7_field_list_add(list, 1, "protocol id", "S7comm");
    s7_field_list_add(list, 1, "ROSCTR", "%s", s7_name_rosctr(header->rosctr));
    s7_field_list_add(list, 2, "redundancy id", "%u", (unsigned)header->redundancy);
    s7_field_list_add(list, 2, "PDU reference", "%04x, opaque", (unsigned)header->reference);
    show_octets_count(list, "parameter length", header->parameter_size);
    show_octets_count(list, "data length", header->data_size);
    if (s7_header_size(header->rosctr) == S7_HEADER_SIZE_MIN)
        return;
    s7_field_list_add(list, 1, "error class", "%s", class_text(header->error));
    s7_field_list_open(list, 1, "error code");
    s7_describe_error(list->buf, header->error);
    s7_field_list_close(list);
}

static void show_rest(struct s7_field_list *list, const char *name, size_t size)
{
    if (!size)
        return;
    s7_field_list_title(list, "  %s, %zu octet%s", name, size, plural(size));
    s7_field_list_dump(list, size);
}

static void show_function(struct walk *walk, uint8_t function)
{
    s7_field_list_add(&walk->list, 1, "function", "%s", name_or(s7_name_function(function)));
}

static void show_setup(struct walk *walk)
{
    const struct s7_setup *setup = &walk->message->as.setup;
    show_function(walk, S7_FUNCTION_SETUP);
    s7_field_list_add(&walk->list, 1, "reserved", "%u", setup->reserved);
    s7_field_list_add(&walk->list, 2, "AmQ calling", "%u parallel job%s", (unsigned)setup->amq_calling,
                      plural(setup->amq_calling));
    s7_field_list_add(&walk->list, 2, "AmQ called", "%u parallel job%s", (unsigned)setup->amq_called,
                      plural(setup->amq_called));
    show_octets_count(&walk->list, "PDU length", setup->pdu_length);
}

static void show_head(struct walk *walk, uint8_t function, size_t count)
{
    show_function(walk, function);
    s7_field_list_add(&walk->list, 1, "item count", "%zu", count);
}

static void show_items(struct walk *walk, uint8_t function, size_t count, const struct s7_item *items)
{
    show_head(walk, function, count);
    for (size_t i = 0; i < count; i++)
        s7_field_list_item(&walk->list, i + 1, i + 1 == count, &items[i]);
}

static void show_read_request(struct walk *walk)
{
    const struct s7_read_request *request = &walk->message->as.read_request;
    show_items(walk, S7_FUNCTION_READ_VAR, request->item_count, request->items);
}

static void show_read_answer(struct walk *walk)
{
    const struct s7_read_answer *answer = &walk->message->as.read_answer;
    show_head(walk, S7_FUNCTION_READ_VAR, answer->item_count);
    s7_field_list_data_items(&walk->list, answer->item_count, answer->items);
}

static void show_write_request(struct walk *walk)
{
    const struct s7_write_request *request = &walk->message->as.write_request;
    show_items(walk, S7_FUNCTION_WRITE_VAR, request->item_count, request->items);
    s7_field_list_data_items(&walk->list, request->item_count, request->values);
}

static void show_write_answer(struct walk *walk)
{
    const struct s7_write_answer *answer = &walk->message->as.write_answer;
    show_head(walk, S7_FUNCTION_WRITE_VAR, answer->item_count);
    for (size_t i = 0; i < answer->item_count; i++)
        s7_field_list_return_code(&walk->list, answer->return_codes[i]);
}

static void show_userdata_head(struct s7_field_list *list, const struct s7_userdata *userdata)
{
    const char *method = userdata->method == S7_USERDATA_METHOD_REQUEST    ? "request"
                         : userdata->method == S7_USERDATA_METHOD_RESPONSE ? "response or continuation"
                                                                           : "not in the tables";
    s7_field_list_add(list, USERDATA_HEAD_SIZE, "head", "Userdata");
    s7_field_list_add(list, 1, "length", "%u octets follow", userdata->long_form ? 8U : 4U);
    s7_field_list_add(list, 1, "method", "%s", method);
    s7_field_list_add(list, 1, "type, function group", "%s, %s", name_or(s7_name_userdata_type(userdata->type)),
                      name_or(s7_name_group(userdata->group)));
    s7_field_list_add(list, 1, "subfunction", "%s",
                      name_or(s7_name_subfunction(userdata->group, userdata->subfunction)));
    s7_field_list_add(list, 1, "sequence number", "%u", userdata->sequence);
    if (!userdata->long_form)
        return;
    s7_field_list_add(list, 1, "data unit reference", "%u", userdata->data_unit_reference);
    s7_field_list_add(list, 1, "last data unit", "%s", userdata->last_data_unit ? "more follow" : "last");
    s7_field_list_open(list, 2, "error");
    s7_describe_error(list->buf, userdata->error);
    s7_field_list_close(list);
}

/* s7comm.md 8.2: in Userdata 0A without octets says nothing about an object; it stands in requests, too. */
static void show_userdata_code(struct s7_field_list *list, const struct s7_userdata *userdata)
{
    if (userdata->return_code == S7_RETURN_MISSING && userdata->length == 0)
        s7_field_list_add(list, 1, "return code", "no data (0A); the error word decides");
    else
        s7_field_list_return_code(list, userdata->return_code);
}

static void show_payload(struct s7_field_list *list, const struct s7_userdata *userdata)
{
    if (s7_userdata_secret(userdata))
        s7_field_list_title(list, "  payload: password, not shown");
    else if (!s7_field_list_userdata(list, userdata))
        show_rest(list, "payload", userdata->payload.size);
}

static void show_frame(struct walk *walk, const struct s7_userdata *userdata)
{
    struct s7_field_list *list = &walk->list;
    show_userdata_head(list, userdata);
    if (!userdata->has_data)
        return;
    show_userdata_code(list, userdata);
    s7_field_list_add(list, 1, "transport size", "%s",
                      name_or(s7_name_data_transport(userdata->transport_size)));
    s7_field_list_add(list, 2, "length", "%u", (unsigned)userdata->length);
}

static void show_userdata(struct walk *walk)
{
    show_frame(walk, &walk->message->as.userdata);
    show_payload(&walk->list, &walk->message->as.userdata);
}

static void show_known(struct walk *walk)
{
    show_frame(walk, &walk->message->as.known.frame);
    s7_field_list_payload(&walk->list, walk->message);
}

static void show_control(struct walk *walk)
{
    s7_field_list_control(&walk->list, walk->message);
}

static void show_mode(struct walk *walk)
{
    s7_field_list_mode(&walk->list, &walk->message->as.mode);
}

static void show_other(struct walk *walk)
{
    const struct s7_message *message = walk->message;
    const struct s7_octets parameter = message->as.other.parameter;
    if (parameter.size && message->header.rosctr != S7_ROSCTR_USERDATA) {
        show_function(walk, parameter.at[0]);
        show_rest(&walk->list, "rest of the parameter", parameter.size - 1);
    } else {
        show_rest(&walk->list, "parameter", parameter.size);
    }
    show_rest(&walk->list, "data", message->as.other.data.size);
}

static void show_empty(struct walk *walk)
{
    s7_field_list_title(&walk->list, "  no parameter, no data");
}

typedef void show_function_type(struct walk *walk);

static show_function_type *const shows[] = {
    [S7_BODY_EMPTY] = show_empty,
    [S7_BODY_SETUP] = show_setup,
    [S7_BODY_READ_REQUEST] = show_read_request,
    [S7_BODY_READ_ANSWER] = show_read_answer,
    [S7_BODY_WRITE_REQUEST] = show_write_request,
    [S7_BODY_WRITE_ANSWER] = show_write_answer,
    [S7_BODY_PI_SERVICE] = show_control,
    [S7_BODY_PLC_STOP] = show_control,
    [S7_BODY_CONTROL_ANSWER] = show_control,
    [S7_BODY_MODE] = show_mode,
    [S7_BODY_USERDATA] = show_userdata,
    [S7_BODY_SZL_REQUEST] = show_known,
    [S7_BODY_SZL_LIST] = show_known,
    [S7_BODY_MESSAGE_REQUEST] = show_known,
    [S7_BODY_MESSAGE_ANSWER] = show_known,
    [S7_BODY_DIAGNOSTIC] = show_known,
    [S7_BODY_PASSWORD] = show_known,
    [S7_BODY_CLOCK] = show_known,
    [S7_BODY_OTHER] = show_other,
};

static void show_flaw(struct s7_strbuf *buf, const uint8_t *pdu, size_t size)
{
    struct s7_field_list list = {buf, s7_reader_over(pdu, size)};
    bool plus = size && pdu[0] == S7_PROTOCOL_ID_PLUS;
    s7_strbuf_add(buf, plus ? "recognised, not decoded: " : "S7, malformed: ");
    s7_describe_flaw(buf, pdu, size);
    s7_field_list_close(&list);
    size_t shown = size, secret = 0;
    bool password = s7_password_find(pdu, size, &shown, &secret);
    s7_field_list_dump(&list, shown);
    if (password)
        s7_field_list_title(&list, "    %zu octet%s not shown: password", size - shown, plural(size - shown));
}

int s7_describe_fields(struct s7_strbuf *buf, const uint8_t *pdu, size_t size)
{
    struct s7_message message;
    int error = s7_message_decode(pdu, size, &message);
    if (error) {
        show_flaw(buf, pdu, size);
        return error;
    }
    struct walk walk = {{buf, s7_reader_over(pdu, size)}, &message};
    show_header(&walk.list, &message.header);
    shows[message.body](&walk);
    return S7_OK;
}
