/* SPDX-License-Identifier: MIT
 *
 * engine/client_internal.h — what the files of the client share.
 *
 *   client.c         making, configuration, the session's operations
 *   client_open.c    CR, CC, setup
 *   client_jobs.c    the queue: submit, send, finish, deadlines
 *   client_answer.c  answers matched and unpacked
 *   client_call.c         calls: made, sent, finished
 *   client_call_answer.c  their answers, put together from fragments
 */
#ifndef ENGINE_CLIENT_INTERNAL_H
#define ENGINE_CLIENT_INTERNAL_H

#include "engine/client.h"
#include "engine/iso.h"
#include "engine/observe.h"
#include "engine/outbox.h"
#include "engine/slice.h"
#include "wire/header.h"
#include "wire/tsap.h"

/** One request in flight. */
struct s7_client_slot {
    struct s7_job *job; /**< NULL: free */
    uint16_t reference;
    size_t item_count;
    struct s7_slice_point from;
};

struct s7_client {
    struct s7_session session;
    struct s7_client_config config;
    struct s7_tsap local_tsap;
    struct s7_tsap remote_tsap;
    enum s7_client_state state;
    struct s7_client_grant granted;
    uint8_t item_count; /**< of a request, known since the CC */
    struct s7_client_counters counters;
    struct s7_iso iso;
    struct s7_outbox outbox;
    struct s7_client_slot *slots; /**< config.amq of them */
    unsigned in_flight;
    uint16_t last_reference;
    struct s7_job *queue_head; /**< not sent completely, oldest first */
    struct s7_job *queue_tail;
    struct s7_call *call;      /**< in flight, alone; NULL: none */
    struct s7_call *call_head; /**< not sent, oldest first */
    struct s7_call *call_tail;
    bool pumping;          /**< s7_client_pump() runs */
    bool jobs_turn;        /**< a call was served last: the jobs that wait may send first */
    bool fragment_due;     /**< the next fragment is to be asked for as soon as there is room */
    bool secret_out;       /**< the outbox holds what is to be wiped once it is sent */
    size_t job_count;      /**< jobs and calls lent and not finished */
    s7_time next_deadline; /**< no job's deadline is earlier; may be earlier than all of them */
    s7_time open_deadline; /**< of connecting */
    s7_time started_at;
    struct s7_fault fault;
};

static inline struct s7_slice_limits s7_client_limits(const struct s7_client *client)
{
    return (struct s7_slice_limits){client->granted.pdu_length, client->granted.item_count};
}

/* client_open.c */
void s7_client_begin(struct s7_client *client, s7_time now);
void s7_client_confirm(struct s7_client *client, s7_time now);
void s7_client_setup_answer(struct s7_client *client, const struct s7_header *header,
                            struct s7_octets parameter, s7_time now);

/* client.c */
void s7_client_change(struct s7_client *client, enum s7_client_state state, const struct s7_fault *fault,
                      s7_time now);
/** Ends the connection because of `error`; every job finishes. */
void s7_client_fail(struct s7_client *client, int error, s7_time now);
void s7_client_fail_with(struct s7_client *client, const struct s7_fault *fault, s7_time now);
void s7_client_observe(const struct s7_client *client, enum s7_direction direction, const uint8_t *pdu,
                       size_t size, s7_time now);

/* client_jobs.c */
void s7_client_pump(struct s7_client *client, s7_time now);
void s7_client_finish(struct s7_client *client, struct s7_job *job, s7_time now);
void s7_client_abandon(struct s7_client *client, const struct s7_fault *fault, s7_time now);
void s7_client_expire(struct s7_client *client, s7_time now);
/** Sends no further request of a job that failed as a whole. */
void s7_client_stop_job(struct s7_client *client, struct s7_job *job);

uint16_t s7_client_next_reference(struct s7_client *client);
/** Reserves for a PDU of `size` octets, to be written behind S7_ISO_HEADROOM; NULL: no room now. */
uint8_t *s7_client_reserve(struct s7_client *client, size_t size);
void s7_client_send(struct s7_client *client, uint8_t *packet, size_t size, s7_time now);

/* client_call.c */
/** Sends the first call that waits, or the request for the next fragment; false: there is no room now. */
bool s7_client_send_call(struct s7_client *client, s7_time now);
bool s7_client_ask_fragment(struct s7_client *client, s7_time now);
void s7_client_finish_call(struct s7_client *client, struct s7_call *call, const struct s7_fault *fault,
                           s7_time now);
/** Takes all calls off the client; they are linked by `next`. */
struct s7_call *s7_client_take_calls(struct s7_client *client);

/* client_call_answer.c */
/** An answer that carries the call's PDU reference.  @return S7_OK, or why the connection has to end. */
int s7_client_answer_call(struct s7_client *client, const struct s7_header *header, struct s7_octets parameter,
                          struct s7_octets data, s7_time now);

/* client_answer.c */
void s7_client_take_pdu(struct s7_client *client, struct s7_octets pdu, s7_time now);

#endif
