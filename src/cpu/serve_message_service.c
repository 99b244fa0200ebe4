/* SPDX-License-Identifier: MIT
 *
 * serve_message_service.c — message service: events are subscribed and given up.
 */
#include "cpu/serve.h"
#include "cpu/subscription.h"

enum { ALARM_STATE = 1 /* in every captured answer */ };

static void accept(struct s7_request *request, const struct s7_message_request *asked, uint8_t sequence,
                   s7_time now)
{
    uint8_t octets[S7_MESSAGE_REQUEST_SIZE];
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    const struct s7_message_answer answer = {.result = S7_MESSAGE_ACCEPTED,
                                             .has_alarm_type = asked->has_alarm_type,
                                             .alarm_type = asked->alarm_type,
                                             .alarm_state = ALARM_STATE};
    s7_message_answer_encode(&writer, &answer);
    s7_request_reply_userdata(request, sequence, octets, s7_writer_size(&writer), now);
}

void s7_cpu_serve_message_service(struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    struct s7_octets payload;
    struct s7_message_request asked;
    uint8_t sequence;
    if (!cpu->config.services.messages) {
        s7_cpu_refuse_service(cpu, request, now);
        return;
    }
    if (!s7_cpu_payload_of(request, &payload) || s7_message_request_decode(payload, &asked) != S7_OK) {
        s7_cpu_refuse_malformed(cpu, request, now);
        return;
    }
    uint16_t error = s7_cpu_subscribe(cpu, s7_cpu_partner_of(request->link), &asked, &sequence);
    if (error)
        s7_request_refuse(request, error, now);
    else
        accept(request, &asked, sequence, now);
}
