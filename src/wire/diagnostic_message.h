/* SPDX-License-Identifier: MIT
 *
 * wire/diagnostic_message.h — an event of the diagnostic buffer: pushed to subscribers (Userdata group 4,
 * subfunction 03), and a record of SZL 00A0.  Names of events: wire/names.h.
 */
#ifndef WIRE_DIAGNOSTIC_MESSAGE_H
#define WIRE_DIAGNOSTIC_MESSAGE_H

#include "wire/clock.h"

enum { S7_DIAGNOSTIC_EVENT_SIZE = 20 };

struct s7_diagnostic_event {
    uint16_t event;
    uint8_t priority;
    uint8_t ob;
    uint16_t dat_id;
    uint16_t info1;
    uint32_t info2;
    uint8_t time[S7_TIME8_SIZE]; /**< as on the wire: a buffer may hold what is no time */
};

/** Parts of an event id. */
static inline uint8_t s7_event_class(uint16_t event)
{
    return (uint8_t)(event >> 12);
}

static inline uint8_t s7_event_number(uint16_t event)
{
    return (uint8_t)event;
}

/** The event begins; otherwise it ends. */
static inline bool s7_event_entering(uint16_t event)
{
    return event & 0x0100;
}

/** @return S7_OK or S7_ERR_S7_MALFORMED: not exactly twenty octets. */
int s7_diagnostic_event_decode(struct s7_octets octets, struct s7_diagnostic_event *ret_event);

void s7_diagnostic_event_encode(struct s7_writer *writer, const struct s7_diagnostic_event *event);

#endif
