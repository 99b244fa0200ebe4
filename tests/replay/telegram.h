/* SPDX-License-Identifier: MIT
 *
 * telegram.h — one captured S7 PDU, taken apart as far as every service has it in common.
 */
#ifndef REPLAY_TELEGRAM_H
#define REPLAY_TELEGRAM_H

#include "wire/header.h"
#include "wire/userdata.h"

enum captured_service {
#define SERVICE(name, rosctr, function, group, subfunction, display, scope) CAPTURED_##name,
#include "service.def"
#undef SERVICE
    CAPTURED_COUNT
};

enum telegram_role {
    TELEGRAM_REQUEST,      /**< Job or Userdata request */
    TELEGRAM_CONTINUATION, /**< Userdata request for the next fragment of an answer */
    TELEGRAM_ANSWER,
    TELEGRAM_PUSH
};

struct telegram {
    struct s7_header header;
    struct s7_octets parameter, data;
    enum telegram_role role;
    bool is_userdata; /**< userdata is set; false for the mode transition, which has a head of its own */
    struct s7_userdata userdata;
};

/** False: not an S7 PDU, or a Userdata that does not decode. */
bool telegram_decode(struct s7_octets pdu, struct telegram *ret_telegram);

/** Of a request, or of a continuation; CAPTURED_COUNT: none of service.def. */
enum captured_service telegram_service(const struct telegram *telegram);

/** The code with which an answer refuses: header error or error word; 0: it serves. */
uint16_t telegram_refusal(const struct telegram *telegram);

const char *captured_service_name(enum captured_service service);
bool captured_service_served(enum captured_service service);

/** "P_PROGRAM", "_MODU"... of a PI service, without the end of the string; empty: none. */
struct s7_octets telegram_pi_name(const struct telegram *telegram);

#endif
