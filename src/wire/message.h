/* SPDX-License-Identifier: MIT
 *
 * wire/message.h — one whole S7 PDU as a struct, in both directions; for everything that is not the fast path
 * (inspection, capture, fuzzing, tests).  The engines use the codecs of the single messages directly.
 */
#ifndef WIRE_MESSAGE_H
#define WIRE_MESSAGE_H

#include "wire/diagnostic_message.h"
#include "wire/guard.h"
#include "wire/header.h"
#include "wire/message_service.h"
#include "wire/mode_transition.h"
#include "wire/password.h"
#include "wire/pi_service.h"
#include "wire/plc_stop.h"
#include "wire/read_szl.h"
#include "wire/read_var.h"
#include "wire/setup.h"
#include "wire/userdata.h"
#include "wire/write_var.h"

/** S7 services with a codec, from defs/service.def. */
enum s7_service {
#define S7_SERVICE(stem, name, rosctr, function, group, subfunction, display, guard) S7_SERVICE_##name,
#include "wire/defs/service.def"
#undef S7_SERVICE
    S7_SERVICE_COUNT,
    S7_SERVICE_OTHER = S7_SERVICE_COUNT
};

/** What the body of a message is. */
enum s7_body {
    S7_BODY_EMPTY, /**< no parameter, no data (bare Ack) */
    S7_BODY_SETUP, /**< setup communication, request or answer */
    S7_BODY_READ_REQUEST,
    S7_BODY_READ_ANSWER,
    S7_BODY_WRITE_REQUEST,
    S7_BODY_WRITE_ANSWER,
    S7_BODY_PI_SERVICE,
    S7_BODY_PLC_STOP,
    S7_BODY_CONTROL_ANSWER, /**< to either of the two, positive */
    S7_BODY_MODE,           /**< mode transition push */
    S7_BODY_USERDATA,       /**< the frame, its payload as octets; see wire/userdata_body.h */
    S7_BODY_SZL_REQUEST,
    S7_BODY_SZL_LIST, /**< answer in one piece */
    S7_BODY_MESSAGE_REQUEST,
    S7_BODY_MESSAGE_ANSWER,
    S7_BODY_DIAGNOSTIC, /**< diagnostic message push */
    S7_BODY_PASSWORD,   /**< set session password */
    S7_BODY_CLOCK,      /**< answer to reading, request of setting */
    S7_BODY_OTHER       /**< a function without codec: parameter and data as octets */
};

/** What a payload of Userdata says; which one: by the body. */
union s7_payload {
    struct s7_szl_request szl_request;
    struct s7_szl_list szl_list;
    struct s7_message_request message_request;
    struct s7_message_answer message_answer;
    struct s7_diagnostic_event event;
    struct s7_password password;
    struct s7_time10 time;
};

/** Userdata with a known payload.  Of the frame, nothing behind `error` is encoded: it follows from the payload. */
struct s7_known_userdata {
    struct s7_userdata frame;
    union s7_payload payload;
};

struct s7_message {
    struct s7_header header;
    enum s7_body body;
    union {
        struct s7_setup setup;
        struct s7_read_request read_request;
        struct s7_read_answer read_answer;
        struct s7_write_request write_request;
        struct s7_write_answer write_answer;
        struct s7_pi_service pi_service;
        struct s7_plc_stop plc_stop;
        struct s7_control_answer control_answer;
        struct s7_mode_transition mode;
        struct s7_userdata userdata;
        struct s7_known_userdata known; /**< every body from S7_BODY_SZL_REQUEST to S7_BODY_CLOCK */
        struct {
            struct s7_octets parameter;
            struct s7_octets data;
        } other;
    } as;
};

/** One row of service.def at run time. */
struct s7_service_row {
    enum s7_service service;
    const char *stem;
    const char *display;
    uint8_t rosctr;
    uint8_t function;
    uint8_t group;
    uint8_t subfunction;
    enum s7_guard_class guard;
    const struct s7_codec *codec;
};

/** The codec of one service over whole messages; objects named s7_<stem>_codec. */
struct s7_codec {
    /** `message->header` is decoded already; fills body and as.  S7_OK or S7_ERR_S7_MALFORMED. */
    int (*decode)(struct s7_octets parameter, struct s7_octets data, struct s7_message *message);
    /** Writes parameter and data; *ret_parameter_size: size of the former. */
    void (*encode)(struct s7_writer *writer, const struct s7_message *message, size_t *ret_parameter_size);
};

#define S7_SERVICE(stem, name, rosctr, function, group, subfunction, display, guard)                           \
    extern const struct s7_codec s7_##stem##_codec;
#include "wire/defs/service.def"
#undef S7_SERVICE

/** The service that a PDU belongs to (request or answer), S7_SERVICE_OTHER for those without codec. */
enum s7_service s7_service_of(uint8_t rosctr, struct s7_octets parameter);

/** The row of a service; service < S7_SERVICE_COUNT. */
const struct s7_service_row *s7_service_row(enum s7_service service);

/**
 * Decodes one PDU (from its protocol id on).  A PDU of a service without codec, a Userdata with an unknown head of
 * its own, and whatever a refused answer (header error set) still carries become S7_BODY_OTHER.
 * @return S7_OK, S7_ERR_S7_FOREIGN, S7_ERR_S7_MALFORMED.  *ret_message is indeterminate on failure.
 */
int s7_message_decode(const uint8_t *pdu, size_t size, struct s7_message *ret_message);

/** Encodes the whole PDU; parameter and data sizes in the header are computed, the rest is taken from it. */
void s7_message_encode(struct s7_writer *writer, const struct s7_message *message);

#endif
