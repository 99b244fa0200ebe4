/* SPDX-License-Identifier: MIT
 *
 * engine/client.h — the active side of an S7 connection as a session.
 *
 *   tick: CR out -> CC in -> setup out -> setup in -> OPEN: jobs
 *
 * Jobs may be submitted and calls made at any time; they wait until the connection is open.  When the connection ends,
 * every one of them finishes with the fault; nothing is retried.  After closed() the same client can be dialled
 * again (a new tick() starts it over).
 */
#ifndef ENGINE_CLIENT_H
#define ENGINE_CLIENT_H

#include "base/observer.h"
#include "base/session.h"
#include "engine/call.h"
#include "engine/job.h"

struct s7_client;
struct s7_tsap; /* wire/tsap.h */

enum s7_client_state {
    S7_CLIENT_IDLE,   /**< never started, or closed */
    S7_CLIENT_ISO,    /**< CR sent */
    S7_CLIENT_SETUP,  /**< setup sent */
    S7_CLIENT_OPEN,   /**< jobs flow */
    S7_CLIENT_CLOSING /**< ending; waits for closed() */
};

struct s7_client_config {
    uint8_t connection_class;         /**< 1 PG, 2 OP, 3 basic (default): first octet of the called TSAP */
    uint8_t rack;                     /**< 0…7; default 0 */
    uint8_t slot;                     /**< 0…31; default 1 */
    const struct s7_tsap *local_tsap; /**< NULL: 01.00; borrowed until the client is made */
    const struct s7_tsap
        *remote_tsap;    /**< NULL: from class, rack and slot; borrowed until the client is made */
    uint8_t tpdu_code;   /**< asked TPDU size, 07…0D; default 0A (1024) */
    uint16_t pdu_length; /**< asked PDU length, 64…8192 - 3; default 960 */
    uint16_t amq;        /**< asked parallel jobs, 1…255; default 8 */
    uint8_t item_count;  /**< items of one request at most; default 0: as many as the PDU carries, but 20 to a
                                     partner whose CC shows that it is no Siemens CPU (struct s7_client_grant) */
    s7_time connect_timeout;            /**< from the first tick() to OPEN; default 4 s */
    const struct s7_observer *observer; /**< may be NULL; must outlive the client */
    const char *name;                   /**< for the observer; may be NULL; must outlive the client */
    /** State changed; `fault` when it became IDLE (error S7_OK: in order).  May submit jobs.  May be NULL. */
    void (*state_changed)(void *user, struct s7_client *client, enum s7_client_state state,
                          const struct s7_fault *fault, s7_time now);
    /** A Userdata push (whole PDU, borrowed).  May be NULL. */
    void (*push)(void *user, struct s7_client *client, const uint8_t *pdu, size_t size, s7_time now);
    void *user;
};

/** What the partner granted; all 0 before OPEN. */
struct s7_client_grant {
    uint16_t pdu_length;
    uint16_t amq_calling; /**< jobs this side may have in flight */
    uint16_t amq_called;
    size_t tpdu_size;
    /**
     * Items of one request.  CPUs take what the PDU carries.  A partner that sends our CR back as its CC, parameters
     * in our order, is a server of snap7's kind: that one takes 20 items, and more of them do it harm.
     */
    uint8_t item_count;
};

/** Counters since creation. */
struct s7_client_counters {
    uint64_t requests;  /**< request PDUs sent */
    uint64_t answers;   /**< answers matched */
    uint64_t pushes;    /**< Userdata pushes received */
    uint64_t ignored;   /**< Jobs of the partner, which a client does not serve: refused with 81 04 */
    uint64_t octets_in; /**< S7 PDUs */
    uint64_t octets_out;
    unsigned most_in_flight;
};

void s7_client_config_default(struct s7_client_config *config);

/** Octets that s7_client_init() needs, aligned for max_align_t; 0: the configuration is out of range. */
size_t s7_client_size(const struct s7_client_config *config);
/** Makes a client in `memory`.  @return S7_OK, S7_ERR_LOCAL_ARGUMENT.  No heap. */
int s7_client_init(void *memory, size_t size, const struct s7_client_config *config,
                   struct s7_client **ret_client);
/** The same on the heap; end with s7_client_free().  @return S7_OK, S7_ERR_LOCAL_ARGUMENT, S7_ERR_LOCAL_MEMORY. */
int s7_client_new(const struct s7_client_config *config, struct s7_client **ret_client);
/** Only when IDLE; NULL is allowed. */
void s7_client_free(struct s7_client *client);

/** The session to be dialled. */
struct s7_session *s7_client_session(struct s7_client *client);
enum s7_client_state s7_client_state(const struct s7_client *client);
struct s7_client_grant s7_client_grant(const struct s7_client *client);
const struct s7_client_counters *s7_client_counters(const struct s7_client *client);
/** Jobs and calls queued or in flight. */
size_t s7_client_jobs(const struct s7_client *client);
/** Why the connection last ended; S7_OK before that. */
const struct s7_fault *s7_client_fault(const struct s7_client *client);

/**
 * Lends a job to the client.  @return S7_OK; S7_ERR_LOCAL_ARGUMENT: no items, a range that is not transferable or
 * beyond 24-bit addresses, timeout <= 0; S7_ERR_LOCAL_CLOSED: the client is CLOSING.  On failure the job is not taken.
 */
int s7_client_submit(struct s7_client *client, struct s7_job *job, s7_time now);

/**
 * Lends a call to the client (engine/call.h).  @return S7_OK; S7_ERR_LOCAL_ARGUMENT: a Job without parameter or one of
 * Read Var, Write Var or setup, a group above 15, a request that does not fit into the PDU length asked for, timeout
 * <= 0; S7_ERR_LOCAL_LIMIT: the client is OPEN, and the request does not fit into the PDU length granted;
 * S7_ERR_LOCAL_CLOSED: the client is CLOSING.  On failure the call is not taken.  One taken before the connection is
 * open, and too long for it then, finishes with S7_ERR_LOCAL_LIMIT, and nothing of it is sent.
 */
int s7_client_call(struct s7_client *client, struct s7_call *call, s7_time now);

/**
 * Ends the connection in order: what is in flight fails with S7_ERR_LOCAL_CLOSED, output is drained, FIN.  Does
 * nothing while the client is IDLE, also when it is being dialled: close it when it leaves IDLE then.
 */
void s7_client_close(struct s7_client *client, s7_time now);

#endif
