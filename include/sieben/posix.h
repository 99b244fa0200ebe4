/* SPDX-License-Identifier: MIT
 *
 * sieben/posix.h — a blocking client: connect, read, write, close; and the services around the data: system status
 * lists, clock, start and stop, session password, events that the CPU tells by itself.
 *
 * Two system calls per request (send, recv), no allocation after s7_posix_open().  Every failure fills a
 * struct s7_fault.  One client, one thread at a time; different clients are independent.
 */
#ifndef SIEBEN_POSIX_H
#define SIEBEN_POSIX_H

#include <stdbool.h>

#include "sieben/address.h"
#include "sieben/clock.h"
#include "sieben/error.h"

S7_BEGIN_DECLS

struct s7_posix_client;

struct s7_posix_config {
    const char *host;         /**< name or numeric address; required; borrowed for the call */
    uint16_t port;            /**< default 102 */
    uint8_t connection_class; /**< 1 PG, 2 OP, 3 basic (default) */
    uint8_t rack, slot;       /**< default 0, 1 */
    const char *local_tsap;   /**< overrides the default 01.00; "01.00" or "\"TEXT\""; NULL: default */
    const char *remote_tsap;  /**< overrides class, rack and slot; NULL: from those */
    uint16_t pdu_length;      /**< asked; default 960 */
    uint16_t amq;             /**< asked parallel jobs; default 8 */
    uint32_t
        connect_timeout_ms; /**< TCP, ISO and setup together; default 4000 (an ARP failure takes 3.1 s).  How
                                      long the system resolves a name is not bounded by it: give a numeric address
                                      where that matters. */
    uint32_t timeout_ms;    /**< per call; default 2000 */
    const struct s7_observer *observer; /**< NULL (not part of the public API yet) */
    uint32_t
        push_room; /**< octets for pushes that came and were not taken yet, at most 1048576; default 8192; 0: all
                             are dropped */
};

/** What the partner granted. */
struct s7_posix_grant {
    uint16_t pdu_length;
    uint16_t amq_calling;
    uint16_t amq_called;
};

S7_API void s7_posix_config_default(struct s7_posix_config *config);

/**
 * Connects.  @return S7_OK and *ret_client, or the error, also in *ret_fault (never NULL).
 */
S7_API int s7_posix_open(const struct s7_posix_config *config, struct s7_posix_client **ret_client,
                         struct s7_fault *ret_fault);

/** Ends the connection in order and frees the client; NULL is allowed. */
S7_API void s7_posix_close(struct s7_posix_client *client);

S7_API struct s7_posix_grant s7_posix_grant(const struct s7_posix_client *client);

/**
 * Reads a range of any size into `octets` (`size` must be the octets of the range: 1 for a bit, else bits / 8).
 * An error of layer 1 to 3 ends the connection (every later call returns S7_ERR_LOCAL_CLOSED), unless the partner
 * answered: a refusal, with a code in ret_fault->peer_code or ->item_code, leaves it open.
 */
S7_API int s7_posix_read(struct s7_posix_client *client, const struct s7_range *range, uint8_t *ret_octets,
                         size_t size, struct s7_fault *ret_fault);

/** Writes; as s7_posix_read().  Never repeated, never more octets than given; a bit is written as a bit. */
S7_API int s7_posix_write(struct s7_posix_client *client, const struct s7_range *range, const uint8_t *octets,
                          size_t size, struct s7_fault *ret_fault);

/*
 * The services below are asked for one at a time and never repeated.  As with s7_posix_read(), an answer that refuses,
 * with its code in ret_fault->peer_code, leaves the connection open.  Connecting uses none of them.
 */

/**
 * Reads a system status list or partial list.  *ret_size octets of `ret_octets` are the list as the CPU sends it, put
 * together from its fragments: SZL-ID, index, size and number of records (2 octets each, big-endian), records.  A list
 * longer than `size` is S7_ERR_LOCAL_LIMIT, and ends the connection when more fragments of it were to come.  Refusals:
 * S7_ERR_DATA_INFORMATION and others.
 */
S7_API int s7_posix_szl(struct s7_posix_client *client, uint16_t id, uint16_t index, uint8_t *ret_octets,
                        size_t size, size_t *ret_size, struct s7_fault *ret_fault);

/** Reads the CPU's clock.  An answer that is no time of day is S7_ERR_S7_MALFORMED; the connection stays open. */
S7_API int s7_posix_clock_read(struct s7_posix_client *client, struct s7_clock *ret_clock,
                               struct s7_fault *ret_fault);
/** Sets it.  S7_ERR_LOCAL_VALUE: `clock` is no time of day; nothing is sent. */
S7_API int s7_posix_clock_set(struct s7_posix_client *client, const struct s7_clock *clock,
                              struct s7_fault *ret_fault);

/** Stops the CPU's program.  S7_ERR_S7_STATE: it is stopped already, or may not be. */
S7_API int s7_posix_stop(struct s7_posix_client *client, struct s7_fault *ret_fault);
/** Starts it: warm restart, or cold restart (which resets its data).  S7_ERR_S7_STATE: it runs already, or may not. */
S7_API int s7_posix_start(struct s7_posix_client *client, bool cold, struct s7_fault *ret_fault);

/**
 * Gives the session password: 1 to 8 characters (S7_ERR_LOCAL_VALUE).  The permission lasts as long as the
 * connection.  No copy of the password is left in the client's memory; wiping `password` is the caller's.  Observers
 * see a password of zeros.
 */
S7_API int s7_posix_password(struct s7_posix_client *client, const char *password, struct s7_fault *ret_fault);
/** Gives the permission back. */
S7_API int s7_posix_password_clear(struct s7_posix_client *client, struct s7_fault *ret_fault);

/*
 * Messages.  A CPU tells events by itself, in pushes, on a connection that subscribed to them; the subscription ends with
 * the connection.  A push that comes while something else is asked is kept for s7_posix_receive().
 */

/** Bits of s7_posix_subscription.events. */
enum {
    S7_EVENTS_MODE = 0x01,        /**< transitions of the operating mode */
    S7_EVENTS_DIAGNOSTICS = 0x02, /**< entries of the diagnostic buffer, but those of the user program */
    S7_EVENTS_USER = 0x04,        /**< those of the user program */
    S7_EVENTS_ALARMS = 0x80       /**< alarms of the type below */
};

struct s7_posix_subscription {
    uint8_t events; /**< any of the bits above */
    uint8_t
        alarm_type; /**< with S7_EVENTS_ALARMS: 01 SCAN, 05 ALARM and ALARM_8, 09 ALARM_S; 00, 04, 08 end it */
    const char *name; /**< by which the CPU knows the subscriber: 1 to 8 printable characters */
};

/**
 * Subscribes; the events of a connection are replaced, an alarm type is added.  S7_ERR_LOCAL_VALUE: the name;
 * S7_ERR_S7_SUBSCRIBED: so it is already; S7_ERR_RESOURCE_PARTNER: the CPU has too many subscribers.
 */
S7_API int s7_posix_subscribe(struct s7_posix_client *client, const struct s7_posix_subscription *subscription,
                              struct s7_fault *ret_fault);

/**
 * Ends what s7_posix_subscribe() began, with one request for the events and one for the alarms; both are asked, and the
 * first failure is told.  What came before is still there to be received.  S7_ERR_S7_SUBSCRIBED: nothing was subscribed.
 */
S7_API int s7_posix_unsubscribe(struct s7_posix_client *client,
                                const struct s7_posix_subscription *subscription, struct s7_fault *ret_fault);

enum s7_push_kind {
    S7_PUSH_NONE,  /**< none came in time */
    S7_PUSH_EVENT, /**< an entry of the diagnostic buffer */
    S7_PUSH_MODE,  /**< a transition of the operating mode */
    S7_PUSH_OTHER  /**< another one: only its octets */
};

struct s7_posix_push {
    uint8_t *pdu; /**< room for the whole PDU, from its protocol id on; may be NULL */
    size_t pdu_capacity;
    uint32_t timeout_ms; /**< how long one is waited for; 0: only what has come */
    /* result */
    enum s7_push_kind kind;
    size_t pdu_size; /**< of the whole PDU; no more than pdu_capacity of it is in `pdu` */
    uint8_t
        mode; /**< S7_PUSH_MODE: 00 STOP, 01 warm restart, 02 RUN, 03 hot restart, 04 HOLD, 06 cold restart */
    uint16_t event;       /**< S7_PUSH_EVENT: its id, as 4302 */
    uint8_t priority, ob; /**< the same */
    uint16_t dat_id, info_1;
    uint32_t info_2;
    uint8_t time[8]; /**< as the CPU's clock stood, in its own octets */
    bool has_clock;  /**< they are a time of day: */
    struct s7_clock clock;
    uint64_t dropped; /**< pushes since the connection was opened for which there was no room */
};

/**
 * Takes the oldest push that came, or waits for one.  @return S7_OK, also when none came in time (S7_PUSH_NONE); when the
 * connection was lost, first what had come before, then the error once, also in *ret_fault, then S7_ERR_LOCAL_CLOSED
 */
S7_API int s7_posix_receive(struct s7_posix_client *client, struct s7_posix_push *push,
                            struct s7_fault *ret_fault);

/** One request of any service that is not Read or Write Var. */
struct s7_posix_call {
    bool job;               /**< false: Userdata; true: a Job */
    uint8_t group;          /**< Userdata: function group, 0…15 */
    uint8_t subfunction;    /**< Userdata */
    const uint8_t *request; /**< Userdata: payload; Job: parameter part, function first */
    size_t request_size;
    const uint8_t *data; /**< Job: data part */
    size_t data_size;
    uint8_t *answer; /**< Userdata: payload of all fragments; Job: data part */
    size_t answer_capacity;
    uint32_t timeout_ms; /**< 0: the client's */
    bool secret;         /**< no copy of the request is left in the client's memory */
    /* result */
    size_t answer_size;
    uint8_t parameter[32]; /**< parameter part of a Job's answer, cut there */
    size_t parameter_size;
    unsigned fragments; /**< telegrams of the answer */
};

/** Asks it; the result in `call`, the error also in *ret_fault. */
S7_API int s7_posix_call(struct s7_posix_client *client, struct s7_posix_call *call,
                         struct s7_fault *ret_fault);

S7_END_DECLS

#endif
