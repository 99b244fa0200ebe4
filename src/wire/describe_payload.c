/* SPDX-License-Identifier: MIT */
#include "wire/describe_payload.h"

#include "wire/describe.h"
#include "wire/names.h"

enum { EVENT_BITS = 8, OCTETS_MOST = 16 };

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static void szl_request(struct s7_strbuf *buf, const union s7_payload *payload)
{
    s7_describe_szl(buf, payload->szl_request.id, payload->szl_request.index);
}

static void szl_list(struct s7_strbuf *buf, const union s7_payload *payload)
{
    const struct s7_szl_head *head = &payload->szl_list.head;
    struct s7_octets records = payload->szl_list.records;
    s7_describe_szl(buf, head->id, head->index);
    s7_strbuf_printf(buf, ", %u record%s of %u octet%s", (unsigned)head->record_count,
                     plural(head->record_count), (unsigned)head->record_size, plural(head->record_size));
    if (!s7_szl_records_agree(head, records))
        s7_strbuf_printf(buf, ", but %zu octet%s", records.size, plural(records.size));
    else if (records.size == 0 && head->record_count)
        s7_strbuf_add(buf, ", the head alone");
}

void s7_describe_message_events(struct s7_strbuf *buf, uint8_t events)
{
    const char *separator = "";
    if (!events)
        s7_strbuf_add(buf, "unsubscribes");
    for (unsigned bit = 0; bit < EVENT_BITS; bit++) {
        uint8_t event = (uint8_t)(1U << bit);
        if (!(events & event))
            continue;
        const char *name = s7_name_message_event(event);
        s7_strbuf_add(buf, separator);
        if (name)
            s7_strbuf_add(buf, name);
        else
            s7_strbuf_printf(buf, "bit %02X", event);
        separator = ", ";
    }
}

static void add_alarm_type(struct s7_strbuf *buf, uint8_t type)
{
    const char *name = s7_name_alarm_type(type);
    if (name)
        s7_strbuf_printf(buf, ", alarm type %02X (%s)", type, name);
    else
        s7_strbuf_printf(buf, ", alarm type %02X", type);
}

static void message_request(struct s7_strbuf *buf, const union s7_payload *payload)
{
    const struct s7_message_request *request = &payload->message_request;
    s7_describe_text(buf, request->name, sizeof request->name);
    s7_strbuf_add(buf, request->events ? " subscribes to " : " ");
    s7_describe_message_events(buf, request->events);
    if (request->has_alarm_type)
        add_alarm_type(buf, request->alarm_type);
}

static void message_answer(struct s7_strbuf *buf, const union s7_payload *payload)
{
    const struct s7_message_answer *answer = &payload->message_answer;
    s7_strbuf_printf(buf, "result %02X", answer->result);
    if (answer->has_alarm_type)
        add_alarm_type(buf, answer->alarm_type);
}

static void diagnostic(struct s7_strbuf *buf, const union s7_payload *payload)
{
    s7_describe_event(buf, payload->event.event);
    s7_strbuf_add(buf, ", ");
    s7_describe_time(buf, payload->event.time);
}

static void password(struct s7_strbuf *buf, const union s7_payload *payload)
{
    (void)payload;
    s7_strbuf_add(buf, "password (not shown)");
}

static void clock_time(struct s7_strbuf *buf, const union s7_payload *payload)
{
    s7_describe_time(buf, payload->time.time);
}

typedef void payload_function(struct s7_strbuf *buf, const union s7_payload *payload);

static payload_function *const payloads[] = {
    [S7_BODY_SZL_REQUEST] = szl_request,
    [S7_BODY_SZL_LIST] = szl_list,
    [S7_BODY_MESSAGE_REQUEST] = message_request,
    [S7_BODY_MESSAGE_ANSWER] = message_answer,
    [S7_BODY_DIAGNOSTIC] = diagnostic,
    [S7_BODY_PASSWORD] = password,
    [S7_BODY_CLOCK] = clock_time,
};

void s7_describe_payload(struct s7_strbuf *buf, const struct s7_message *message)
{
    payloads[message->body](buf, &message->as.known.payload);
}

void s7_describe_mode(struct s7_strbuf *buf, uint8_t mode)
{
    const char *name = s7_name_mode(mode);
    if (name)
        s7_strbuf_add(buf, name);
    else
        s7_strbuf_printf(buf, "mode %02X", mode);
}

static void pi_service(struct s7_strbuf *buf, const struct s7_pi_service *service)
{
    const char *text = s7_pi_service_text(service->name);
    s7_strbuf_add(buf, "PI Service: ");
    s7_describe_text(buf, service->name.at, service->name.size);
    if (text)
        s7_strbuf_printf(buf, " (%s)", text);
    if (service->argument.size == 0)
        return;
    s7_strbuf_add(buf, ", argument ");
    if (s7_pi_service_secret(service->name))
        s7_strbuf_add(buf, "with a password (not shown)");
    else
        s7_strbuf_hex(buf, service->argument.at, service->argument.size, OCTETS_MOST);
}

static void control_answer(struct s7_strbuf *buf, const struct s7_control_answer *answer)
{
    s7_strbuf_printf(buf, "%s: accepted", s7_name_function(answer->function));
    if (answer->has_status)
        s7_strbuf_printf(buf, ", status %02X", answer->status);
}

void s7_describe_control(struct s7_strbuf *buf, const struct s7_message *message)
{
    if (message->body == S7_BODY_PI_SERVICE) {
        pi_service(buf, &message->as.pi_service);
    } else if (message->body == S7_BODY_PLC_STOP) {
        s7_strbuf_add(buf, "PLC Stop: ");
        s7_describe_text(buf, message->as.plc_stop.name.at, message->as.plc_stop.name.size);
    } else {
        control_answer(buf, &message->as.control_answer);
    }
}
