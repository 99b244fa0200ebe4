/* SPDX-License-Identifier: MIT */
#include "sieben/error.h"
#include "wire/cyclic.h"
#include "wire/describe.h"
#include "wire/describe_item_fields.h"
#include "wire/describe_userdata.h"
#include "wire/names.h"

enum { OCTETS_MOST = 16 };

/** Both ways of telling one payload; the functions return false when it does not decode. */
struct teller {
    bool (*line)(struct s7_strbuf *buf, struct s7_octets payload);
    bool (*fields)(struct s7_field_list *list, struct s7_octets payload);
};

static void add_period(struct s7_strbuf *buf, const struct s7_cyclic_request *request)
{
    uint32_t period = s7_cyclic_period(request);
    if (period % 1000 == 0 && period)
        s7_strbuf_printf(buf, "every %lu s", (unsigned long)period / 1000);
    else if (period)
        s7_strbuf_printf(buf, "every %lu ms", (unsigned long)period);
    else
        s7_strbuf_printf(buf, "time base %u, factor %u", (unsigned)request->time_base,
                         (unsigned)request->factor);
}

static bool request_line(struct s7_strbuf *buf, struct s7_octets payload)
{
    struct s7_cyclic_request request;
    if (s7_cyclic_request_decode(payload, &request) != S7_OK)
        return false;
    add_period(buf, &request);
    for (size_t i = 0; i < request.item_count; i++) {
        s7_strbuf_add(buf, i ? ", " : ": ");
        s7_describe_item(buf, &request.items[i]);
    }
    return true;
}

static void head_fields(struct s7_field_list *list, uint8_t item_count)
{
    s7_field_list_add(list, 1, "reserved", "carries nothing");
    s7_field_list_add(list, 1, "item count", "%u", (unsigned)item_count);
}

static bool request_fields(struct s7_field_list *list, struct s7_octets payload)
{
    struct s7_cyclic_request request;
    if (s7_cyclic_request_decode(payload, &request) != S7_OK)
        return false;
    head_fields(list, request.item_count);
    s7_field_list_open(list, 2, "time base, factor");
    add_period(list->buf, &request);
    s7_field_list_close(list);
    for (size_t i = 0; i < request.item_count; i++)
        s7_field_list_item(list, i + 1, i + 1 == request.item_count, &request.items[i]);
    return true;
}

static bool values_line(struct s7_strbuf *buf, struct s7_octets payload)
{
    struct s7_cyclic_values values;
    if (s7_cyclic_values_decode(payload, &values) != S7_OK)
        return false;
    s7_strbuf_add(buf, values.item_count ? "" : "no values");
    for (size_t i = 0; i < values.item_count; i++) {
        s7_strbuf_add(buf, i ? ", " : "");
        s7_describe_data_item(buf, S7_DATA_ITEM_ANSWER, &values.items[i]);
    }
    return true;
}

static bool values_fields(struct s7_field_list *list, struct s7_octets payload)
{
    struct s7_cyclic_values values;
    if (s7_cyclic_values_decode(payload, &values) != S7_OK)
        return false;
    head_fields(list, values.item_count);
    s7_field_list_data_items(list, values.item_count, values.items);
    return true;
}

static void add_job(struct s7_strbuf *buf, const struct s7_unsubscribe *unsubscribe)
{
    const char *name = s7_name_subfunction(S7_GROUP_CYCLIC, unsubscribe->subfunction);
    s7_strbuf_printf(buf, "job %u of %s", (unsigned)unsubscribe->job, name ? name : "another service");
}

static bool unsubscribe_line(struct s7_strbuf *buf, struct s7_octets payload)
{
    struct s7_unsubscribe unsubscribe;
    if (s7_unsubscribe_decode(payload, &unsubscribe) != S7_OK)
        return false;
    add_job(buf, &unsubscribe);
    return true;
}

static bool unsubscribe_fields(struct s7_field_list *list, struct s7_octets payload)
{
    struct s7_unsubscribe unsubscribe;
    if (s7_unsubscribe_decode(payload, &unsubscribe) != S7_OK)
        return false;
    s7_field_list_open(list, 2, "subfunction, job");
    add_job(list->buf, &unsubscribe);
    s7_field_list_close(list);
    return true;
}

static bool record_request_line(struct s7_strbuf *buf, struct s7_octets payload)
{
    struct s7_record_request request;
    if (s7_record_request_decode(payload, &request) != S7_OK)
        return false;
    s7_describe_item(buf, &request.item);
    return true;
}

static bool record_request_fields(struct s7_field_list *list, struct s7_octets payload)
{
    struct s7_record_request request;
    if (s7_record_request_decode(payload, &request) != S7_OK)
        return false;
    head_fields(list, request.item_count);
    s7_field_list_item(list, 1, true, &request.item);
    return true;
}

static bool record_answer_line(struct s7_strbuf *buf, struct s7_octets payload)
{
    struct s7_record_answer answer;
    if (s7_record_answer_decode(payload, &answer) != S7_OK)
        return false;
    if (answer.return_code == S7_RETURN_SUCCESS && !answer.record.size)
        s7_strbuf_add(buf, "no octets");
    else if (answer.return_code == S7_RETURN_SUCCESS)
        s7_strbuf_hex(buf, answer.record.at, answer.record.size, OCTETS_MOST);
    else
        s7_describe_return_code(buf, answer.return_code);
    if (answer.status.size) {
        s7_strbuf_add(buf, ", status ");
        s7_strbuf_hex(buf, answer.status.at, answer.status.size, OCTETS_MOST);
    }
    return true;
}

static bool record_answer_fields(struct s7_field_list *list, struct s7_octets payload)
{
    struct s7_record_answer answer;
    if (s7_record_answer_decode(payload, &answer) != S7_OK)
        return false;
    head_fields(list, answer.item_count);
    s7_field_list_return_code(list, answer.return_code);
    if (answer.return_code == S7_RETURN_SUCCESS)
        s7_field_list_add(list, 1, "transport size", "%02X", answer.transport_size);
    s7_field_list_add(list, 1, "length of status", "%zu", answer.status.size);
    if (answer.status.size)
        s7_field_list_dump(list, answer.status.size);
    else
        s7_field_list_add(list, 1, "fill", "carries nothing");
    if (answer.return_code == S7_RETURN_SUCCESS) {
        s7_field_list_add(list, 2, "length of record", "%zu", answer.record.size);
        s7_field_list_dump(list, answer.record.size);
    }
    return true;
}

static const struct teller *teller_of(const struct s7_userdata *userdata)
{
    static const struct teller requests = {request_line, request_fields}, values = {values_line, values_fields},
                               unsubscriptions = {unsubscribe_line, unsubscribe_fields},
                               record_requests = {record_request_line, record_request_fields},
                               record_answers = {record_answer_line, record_answer_fields};
    bool request = userdata->type == S7_USERDATA_REQUEST;
    if (s7_cyclic_lists(userdata->subfunction))
        return request ? &requests : &values;
    if (userdata->subfunction == S7_CYCLIC_READ_RECORD)
        return request ? &record_requests : &record_answers;
    return userdata->subfunction == S7_CYCLIC_UNSUBSCRIBE && request ? &unsubscriptions : NULL;
}

bool s7_describe_cyclic(struct s7_strbuf *buf, const struct s7_userdata *userdata)
{
    const struct teller *teller = teller_of(userdata);
    return teller && teller->line(buf, userdata->payload);
}

bool s7_field_list_cyclic(struct s7_field_list *list, const struct s7_userdata *userdata)
{
    const struct teller *teller = teller_of(userdata);
    return teller && teller->fields(list, userdata->payload);
}
