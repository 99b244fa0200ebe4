/* SPDX-License-Identifier: MIT
 *
 * cpu/subscription.h — who is told about events: subscribed by the message service, pushed without being asked for.
 *
 * A push has room of its own in a connection; where there is none, it is dropped and counted (struct
 * s7_server_counters), and the partner misses it.
 */
#ifndef CPU_SUBSCRIPTION_H
#define CPU_SUBSCRIPTION_H

#include "cpu/partner.h"
#include "sieben/cpu.h"
#include "wire/diagnostic_message.h"
#include "wire/message_service.h"

/**
 * Changes what a connection has subscribed.  Alarms and the other events are two subscriptions: a request with an alarm
 * type begins or ends (even type) that of the alarms, and its other bits replace the events when there are any; a
 * request without replaces the events, 0 ends them.
 * @return 0, or the error word of the refusal; with 0 *ret_sequence is the number of the answer
 */
uint16_t s7_cpu_subscribe(struct s7_cpu *cpu, struct s7_cpu_partner *partner,
                          const struct s7_message_request *request, uint8_t *ret_sequence);

/** Ends the subscriptions of a connection that ends. */
void s7_cpu_unsubscribe(struct s7_cpu *cpu, struct s7_cpu_partner *partner);

/** Tells an event to all who subscribed its class: user's own (9, A, B) or system diagnostics. */
void s7_cpu_push_event(struct s7_cpu *cpu, const struct s7_diagnostic_event *event, s7_time now);

/** Tells a mode to all who subscribed mode transitions. */
void s7_cpu_push_mode(struct s7_cpu *cpu, uint8_t mode_code, s7_time now);

#endif
