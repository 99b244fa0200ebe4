/* SPDX-License-Identifier: MIT
 *
 * wire/message_service.h — message service (Userdata group 4, subfunction 02): a partner subscribes to pushes.
 */
#ifndef WIRE_MESSAGE_SERVICE_H
#define WIRE_MESSAGE_SERVICE_H

#include "base/cursor.h"

enum {
    S7_MESSAGE_NAME_SIZE = 8,
    S7_MESSAGE_REQUEST_SIZE = 10, /**< two more octets with an alarm type */
    S7_MESSAGE_ANSWER_SIZE = 2,   /**< three more octets with an alarm type */
    S7_MESSAGE_ACCEPTED = 0x02    /**< result of every captured answer */
};

/** Bits of `events`; 0 as a whole unsubscribes.  The names of all: wire/names.h. */
enum {
    S7_MESSAGE_MODE = 0x01,
    S7_MESSAGE_DIAGNOSTICS = 0x02,
    S7_MESSAGE_USER_DIAGNOSTICS = 0x04,
    S7_MESSAGE_ALARMS = 0x80
};

struct s7_message_request {
    uint8_t events;
    uint8_t reserved;
    uint8_t name[S7_MESSAGE_NAME_SIZE]; /**< ASCII, padded with blanks or 0 */
    bool has_alarm_type;                /**< when bit 7 of events is set */
    uint8_t alarm_type;                 /**< 00/01 SCAN, 04/05 ALARM_8, 08/09 ALARM_S: abort/initiate */
    uint8_t alarm_reserved;
};

struct s7_message_answer {
    uint8_t result;
    uint8_t reserved;
    bool has_alarm_type;
    uint8_t alarm_type;
    uint8_t alarm_state; /**< 01 in captures */
    uint8_t alarm_reserved;
};

/** @return S7_OK or S7_ERR_S7_MALFORMED: neither of the two sizes. */
int s7_message_request_decode(struct s7_octets payload, struct s7_message_request *ret_request);
int s7_message_answer_decode(struct s7_octets payload, struct s7_message_answer *ret_answer);

void s7_message_request_encode(struct s7_writer *writer, const struct s7_message_request *request);
void s7_message_answer_encode(struct s7_writer *writer, const struct s7_message_answer *answer);

#endif
