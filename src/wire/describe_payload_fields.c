/* SPDX-License-Identifier: MIT */
#include "wire/describe.h"
#include "wire/describe_payload.h"
#include "wire/names.h"
#include "wire/szl_record.h"

static const char *name_or(const char *name)
{
    return name ? name : "not in the tables";
}

static void field_text(struct s7_field_list *list, size_t size, const char *name)
{
    struct s7_octets octets = s7_field_list_open(list, size, name);
    s7_describe_text(list->buf, octets.at, octets.size);
    s7_field_list_close(list);
}

static void field_octet(struct s7_field_list *list, const char *name, uint8_t value)
{
    s7_field_list_add(list, 1, name, "%u", value);
}

static void field_szl(struct s7_field_list *list, uint16_t id, uint16_t index)
{
    s7_field_list_add(list, 2, "SZL-ID", "%04X: %s", (unsigned)id, name_or(s7_name_szl(s7_szl_number(id))));
    s7_field_list_add(list, 2, "index", "%04X", (unsigned)index);
}

static void szl_request(struct s7_field_list *list, const union s7_payload *payload)
{
    field_szl(list, payload->szl_request.id, payload->szl_request.index);
}

/* What is between the last field and this place: octets that are 0 and have no name. */
static void skip_to(struct s7_field_list *list, const uint8_t *at)
{
    size_t size = (size_t)(at - list->reader.at);
    if (size)
        s7_field_list_add(list, size, "reserved", "0");
}

struct szl_walk {
    struct s7_field_list *list;
    size_t records; /* told so far */
};

static bool show_szl_field(void *user, size_t record, const struct s7_szl_field *field)
{
    struct szl_walk *walk = user;
    if (record + 1 > walk->records) {
        skip_to(walk->list, field->octets.at - field->offset);
        walk->records = record + 1;
        s7_field_list_title(walk->list, "  record %zu", walk->records);
    }
    skip_to(walk->list, field->octets.at);
    s7_field_list_open(walk->list, field->octets.size, field->name);
    s7_szl_field_text(walk->list->buf, field);
    s7_field_list_close(walk->list);
    return true;
}

static void szl_list(struct s7_field_list *list, const union s7_payload *payload)
{
    const struct s7_szl_head *head = &payload->szl_list.head;
    size_t size = S7_SZL_HEAD_SIZE + payload->szl_list.records.size;
    const struct s7_octets octets = {list->reader.at, size};
    struct szl_walk walk = {list, 0};
    field_szl(list, head->id, head->index);
    s7_field_list_add(list, 2, "record length", "%u", (unsigned)head->record_size);
    s7_field_list_add(list, 2, "record count", "%u", (unsigned)head->record_count);
    s7_szl_describe(octets, show_szl_field, &walk);
    skip_to(list, octets.at + size);
}

static void message_request(struct s7_field_list *list, const union s7_payload *payload)
{
    const struct s7_message_request *request = &payload->message_request;
    s7_field_list_open(list, 1, "events");
    s7_describe_message_events(list->buf, request->events);
    s7_field_list_close(list);
    field_octet(list, "reserved", request->reserved);
    field_text(list, S7_MESSAGE_NAME_SIZE, "name");
    if (!request->has_alarm_type)
        return;
    s7_field_list_add(list, 1, "alarm type", "%s", name_or(s7_name_alarm_type(request->alarm_type)));
    field_octet(list, "reserved", request->alarm_reserved);
}

static void message_answer(struct s7_field_list *list, const union s7_payload *payload)
{
    const struct s7_message_answer *answer = &payload->message_answer;
    field_octet(list, "result", answer->result);
    field_octet(list, "reserved", answer->reserved);
    if (!answer->has_alarm_type)
        return;
    s7_field_list_add(list, 1, "alarm type", "%s", name_or(s7_name_alarm_type(answer->alarm_type)));
    field_octet(list, "alarm state", answer->alarm_state);
    field_octet(list, "reserved", answer->alarm_reserved);
}

static void field_time(struct s7_field_list *list, const uint8_t octets[S7_TIME8_SIZE])
{
    s7_field_list_open(list, S7_TIME8_SIZE, "time");
    s7_describe_time(list->buf, octets);
    s7_field_list_close(list);
}

static void diagnostic(struct s7_field_list *list, const union s7_payload *payload)
{
    const struct s7_diagnostic_event *event = &payload->event;
    s7_field_list_open(list, 2, "event");
    s7_describe_event(list->buf, event->event);
    s7_field_list_close(list);
    field_octet(list, "priority class", event->priority);
    field_octet(list, "OB", event->ob);
    s7_field_list_add(list, 2, "DatID", "%04X", (unsigned)event->dat_id);
    s7_field_list_add(list, 2, "info 1", "%04X", (unsigned)event->info1);
    s7_field_list_add(list, 4, "info 2", "%08lX", (unsigned long)event->info2);
    field_time(list, event->time);
}

static void password(struct s7_field_list *list, const union s7_payload *payload)
{
    (void)payload;
    s7_field_list_title(list, "  payload: password, not shown");
}

static void clock_time(struct s7_field_list *list, const union s7_payload *payload)
{
    field_octet(list, "reserved", payload->time.reserved);
    s7_field_list_add(list, 1, "century", "%02x, ignored", payload->time.century);
    field_time(list, payload->time.time);
}

typedef void payload_function(struct s7_field_list *list, const union s7_payload *payload);

static payload_function *const payloads[] = {
    [S7_BODY_SZL_REQUEST] = szl_request,
    [S7_BODY_SZL_LIST] = szl_list,
    [S7_BODY_MESSAGE_REQUEST] = message_request,
    [S7_BODY_MESSAGE_ANSWER] = message_answer,
    [S7_BODY_DIAGNOSTIC] = diagnostic,
    [S7_BODY_PASSWORD] = password,
    [S7_BODY_CLOCK] = clock_time,
};

void s7_field_list_payload(struct s7_field_list *list, const struct s7_message *message)
{
    payloads[message->body](list, &message->as.known.payload);
}

static void field_name(struct s7_field_list *list, size_t size)
{
    s7_field_list_add(list, 1, "length of the name", "%zu", size);
    field_text(list, size, "name");
}

static void skip_argument(struct s7_field_list *list, size_t size)
{
    s7_reader_take(&list->reader, size);
    s7_field_list_title(list, "  argument: with a password, not shown");
}

static void pi_service(struct s7_field_list *list, const struct s7_pi_service *service)
{
    s7_field_list_add(list, S7_PI_UNKNOWN_SIZE, "unknown", "00 six times and FD in captures");
    s7_field_list_add(list, 2, "length of the argument", "%zu", service->argument.size);
    if (s7_pi_service_secret(service->name))
        skip_argument(list, service->argument.size);
    else
        s7_field_list_dump(list, service->argument.size);
    field_name(list, service->name.size);
}

static void plc_stop(struct s7_field_list *list, const struct s7_plc_stop *stop)
{
    s7_field_list_add(list, S7_PLC_STOP_UNKNOWN_SIZE, "unknown", "0 in captures");
    field_name(list, stop->name.size);
}

void s7_field_list_control(struct s7_field_list *list, const struct s7_message *message)
{
    uint8_t function = message->body == S7_BODY_PI_SERVICE ? S7_FUNCTION_PI_SERVICE
                       : message->body == S7_BODY_PLC_STOP ? S7_FUNCTION_PLC_STOP
                                                           : message->as.control_answer.function;
    s7_field_list_add(list, 1, "function", "%s", name_or(s7_name_function(function)));
    if (message->body == S7_BODY_PI_SERVICE)
        pi_service(list, &message->as.pi_service);
    else if (message->body == S7_BODY_PLC_STOP)
        plc_stop(list, &message->as.plc_stop);
    else if (message->as.control_answer.has_status)
        s7_field_list_add(list, 1, "status", "%02X", message->as.control_answer.status);
}

void s7_field_list_mode(struct s7_field_list *list, const struct s7_mode_transition *transition)
{
    s7_field_list_add(list, 4, "head", "mode transition push");
    s7_field_list_add(list, 2, "unknown", "0 in captures");
    s7_field_list_open(list, 1, "mode");
    s7_describe_mode(list->buf, transition->mode);
    s7_field_list_close(list);
    s7_field_list_add(list, 1, "unknown", "0 in captures");
}
