/* SPDX-License-Identifier: MIT
 *
 * Message service: subscribed and given up; pushes received, and what is known of them in words.
 */
#include <string.h>

#include "net_posix/client.h"
#include "wire/diagnostic_message.h"
#include "wire/header.h"
#include "wire/message_service.h"
#include "wire/mode_transition.h"
#include "wire/userdata.h"

enum {
    GROUP_CPU = 4,
    MESSAGE_SERVICE = 2,
    DIAGNOSTIC_MESSAGE = 3,
    ALARM_BEGIN = 1,
    ANSWER_MAX = 64,
    KNOWN_PDU_MAX = 64
};

_Static_assert((int)S7_EVENTS_MODE == (int)S7_MESSAGE_MODE &&
                   (int)S7_EVENTS_DIAGNOSTICS == (int)S7_MESSAGE_DIAGNOSTICS &&
                   (int)S7_EVENTS_USER == (int)S7_MESSAGE_USER_DIAGNOSTICS &&
                   (int)S7_EVENTS_ALARMS == (int)S7_MESSAGE_ALARMS,
               "posix.h and message_service.h differ");

/* ---- subscriptions --------------------------------------------------------------------------------------- */

static int local_fault(struct s7_fault *ret_fault, int error)
{
    *ret_fault = (struct s7_fault){.error = error};
    return error;
}

/* Padded with blanks, as recorded of a panel. */
static int read_name(const char *text, uint8_t name[S7_MESSAGE_NAME_SIZE])
{
    size_t length = text ? strlen(text) : 0;
    if (length == 0 || length > S7_MESSAGE_NAME_SIZE)
        return S7_ERR_LOCAL_VALUE;
    for (size_t i = 0; i < length; i++)
        if (text[i] < ' ' || text[i] > '~')
            return S7_ERR_LOCAL_VALUE;
    for (size_t i = 0; i < S7_MESSAGE_NAME_SIZE; i++)
        name[i] = i < length ? (uint8_t)text[i] : ' ';
    return S7_OK;
}

static int ask(struct s7_posix_client *client, const struct s7_message_request *request,
               struct s7_fault *ret_fault)
{
    uint8_t octets[S7_MESSAGE_REQUEST_SIZE + 2], answer[ANSWER_MAX];
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    s7_message_request_encode(&writer, request);
    struct s7_posix_call call = {.group = GROUP_CPU,
                                 .subfunction = MESSAGE_SERVICE,
                                 .request = octets,
                                 .request_size = s7_writer_size(&writer),
                                 .answer = answer,
                                 .answer_capacity = sizeof answer};
    return s7_posix_call(client, &call, ret_fault); /* what is in the answer was not seen to tell anything */
}

int s7_posix_subscribe(struct s7_posix_client *client, const struct s7_posix_subscription *subscription,
                       struct s7_fault *ret_fault)
{
    struct s7_message_request request = {.events = subscription->events,
                                         .has_alarm_type = subscription->events & S7_EVENTS_ALARMS,
                                         .alarm_type = subscription->alarm_type};
    if (!subscription->events)
        return local_fault(ret_fault, S7_ERR_LOCAL_ARGUMENT);
    int error = read_name(subscription->name, request.name);
    return error == S7_OK ? ask(client, &request, ret_fault) : local_fault(ret_fault, error);
}

int s7_posix_unsubscribe(struct s7_posix_client *client, const struct s7_posix_subscription *subscription,
                         struct s7_fault *ret_fault)
{
    struct s7_message_request request = {.events = 0};
    struct s7_fault later;
    int error = read_name(subscription->name, request.name);
    if (error == S7_OK && !subscription->events)
        error = S7_ERR_LOCAL_ARGUMENT;
    if (error != S7_OK)
        return local_fault(ret_fault, error);
    if (subscription->events & (uint8_t)~S7_EVENTS_ALARMS)
        error = ask(client, &request, ret_fault);
    if (!(subscription->events & S7_EVENTS_ALARMS))
        return error;
    request.events = S7_EVENTS_ALARMS;
    request.has_alarm_type = true;
    request.alarm_type = subscription->alarm_type & (uint8_t)~ALARM_BEGIN;
    int alarm_error = ask(client, &request, error == S7_OK ? ret_fault : &later);
    return error == S7_OK ? alarm_error : error;
}

/* ---- pushes ---------------------------------------------------------------------------------------------- */

static void take_event(struct s7_posix_push *push, struct s7_octets payload)
{
    struct s7_diagnostic_event event;
    if (s7_diagnostic_event_decode(payload, &event) != S7_OK)
        return;
    push->kind = S7_PUSH_EVENT;
    push->event = event.event;
    push->priority = event.priority;
    push->ob = event.ob;
    push->dat_id = event.dat_id;
    push->info_1 = event.info1;
    push->info_2 = event.info2;
    memcpy(push->time, event.time, sizeof push->time);
    push->has_clock = s7_time8_decode(event.time, &push->clock) == S7_OK;
}

static void decode(const uint8_t *pdu, size_t size, struct s7_posix_push *push)
{
    struct s7_reader reader = s7_reader_over(pdu, size);
    struct s7_header header;
    struct s7_mode_transition transition;
    struct s7_userdata userdata;
    push->kind = S7_PUSH_OTHER;
    if (s7_header_decode(&reader, &header) != S7_OK)
        return;
    struct s7_octets parameter = s7_reader_octets(&reader, header.parameter_size);
    struct s7_octets data = s7_reader_octets(&reader, header.data_size);
    if (s7_mode_transition_decode(parameter, &transition) == S7_OK) {
        push->kind = S7_PUSH_MODE;
        push->mode = transition.mode;
    } else if (s7_userdata_decode(parameter, data, &userdata) == S7_OK && userdata.type == S7_USERDATA_PUSH &&
               userdata.group == GROUP_CPU && userdata.subfunction == DIAGNOSTIC_MESSAGE) {
        take_event(push, userdata.payload);
    }
}

int s7_posix_receive(struct s7_posix_client *client, struct s7_posix_push *push, struct s7_fault *ret_fault)
{
    uint8_t beginning[KNOWN_PDU_MAX]; /* of a longer one nothing is known */
    struct s7_push_queue *queue = s7_posix_pushes(client);
    struct s7_posix_push received = {
        .pdu = push->pdu, .pdu_capacity = push->pdu ? push->pdu_capacity : 0, .timeout_ms = push->timeout_ms};
    int error = s7_posix_await_push(client, push->timeout_ms * S7_MILLISECOND, ret_fault);
    if (error != S7_OK)
        return error;
    size_t size = s7_push_queue_look(queue, beginning, sizeof beginning);
    if (size > 0)
        decode(beginning, size, &received);
    received.pdu_size = s7_push_queue_take(queue, received.pdu, received.pdu_capacity);
    received.dropped = queue->dropped;
    *push = received;
    return S7_OK;
}
