/* SPDX-License-Identifier: MIT
 *
 * engine/call.h — one request of any service that is not Read or Write Var, lent to a client until it is answered.
 *
 * Either Userdata (group, subfunction, payload), whose answer the client puts together from as many fragments as the
 * partner sends, or a Job (function and parameter, perhaps data).
 *
 * A call is exclusive: it is sent when nothing else is in flight, and nothing else is sent until it is answered to its
 * last fragment (some CPUs lose connections over requests that overlap a system status list).  Calls and requests of
 * jobs take turns.  A call is never repeated.
 */
#ifndef ENGINE_CALL_H
#define ENGINE_CALL_H

#include <stdbool.h>

#include "base/cursor.h"
#include "base/time.h"
#include "sieben/error.h"

enum s7_call_kind { S7_CALL_USERDATA, S7_CALL_JOB };

enum {
    S7_CALL_PARAMETER_MAX = 32,    /**< parameter octets of a Job's answer that are kept */
    S7_CALL_FRAGMENTS_MAX = 1024,  /**< of one answer; more of them are a chain without end */
    S7_CALL_USERDATA_OVERHEAD = 22 /**< header, short parameter and data head around a payload */
};

struct s7_call;
typedef void s7_call_done(struct s7_call *call, s7_time now);

/**
 * The caller fills the first part and zeroes the rest; all of it, with the buffers, stays lent to the client from
 * s7_client_call() until `finished` is true.  There is no cancel: close the client.
 */
struct s7_call {
    enum s7_call_kind kind;
    uint8_t group;            /**< Userdata: function group, 0…15 */
    uint8_t subfunction;      /**< Userdata */
    struct s7_octets request; /**< Userdata: payload, may be empty; Job: parameter part, function first */
    struct s7_octets data;    /**< Job: data part, mostly empty */
    /** Userdata: the payload assembled; Job: the data part; may be NULL. */
    uint8_t *answer;
    /** A longer answer: S7_ERR_LOCAL_LIMIT; the connection ends with it if fragments were to follow. */
    size_t answer_capacity;
    s7_time timeout; /**< nanoseconds from s7_client_call() to the last fragment; expiry ends the connection */
    bool secret;     /**< the request is wiped from the client's own buffers once it is sent */
    s7_call_done *done; /**< called once, last; may start the next call, may not free the client; may be NULL */
    void *user;         /**< the caller's */

    /* result */
    bool finished;
    /**
     * S7_OK: served.  A refusal of the partner leaves the connection open: error by defs/peer_error.def, peer_code the
     * code of the header or of the Userdata parameter, item_code the second parameter octet of a refused start or stop.
     * Everything else is the connection's fault.
     */
    struct s7_fault fault;
    size_t answer_size;
    uint8_t parameter[S7_CALL_PARAMETER_MAX]; /**< of a Job's answer, function first */
    size_t parameter_size;
    unsigned fragments; /**< answer PDUs it took; 0: none came */
    uint8_t sequence;   /**< Userdata: sequence number of the answer */
    s7_time called_at;
    s7_time finished_at;

    /* the client's */
    struct s7_call *next;
    s7_time deadline;
    uint16_t reference; /**< PDU reference of what is in flight */
    uint8_t chain;      /**< data unit reference of the chain, 0: none yet */
};

#endif
