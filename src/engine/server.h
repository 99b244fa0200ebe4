/* SPDX-License-Identifier: MIT
 *
 * engine/server.h — the served side of S7 connections: many sessions, one slab, requests answered now or later.
 *
 * Memory: all connections of a server lie in one slab made at creation; nothing is allocated afterwards.  A
 * connection never takes a request for whose answer it has no room: input is not taken then (back-pressure), so a
 * partner that never reads makes nothing grow.  Pushes have room of their own; one that does not fit is dropped
 * and counted.
 *
 * The server decides nothing: it frames, reassembles, limits and matches.  Its owner (the virtual CPU, a test, the
 * guard) decides in struct s7_server_ops.  Same thread as its sessions.
 */
#ifndef ENGINE_SERVER_H
#define ENGINE_SERVER_H

#include "base/observer.h"
#include "base/session.h"
#include "wire/cotp.h"
#include "wire/message.h"

struct s7_server;
struct s7_link;
struct s7_request;

/** What to do with a COTP connection request. */
enum s7_admit {
    S7_ADMIT_YES,   /**< CC */
    S7_ADMIT_FIN,   /**< end the stream in order, no answer */
    S7_ADMIT_RST,   /**< reset the stream */
    S7_ADMIT_DR,    /**< DR with *ret_reason, then FIN */
    S7_ADMIT_SILENT /**< no answer; the half-open limit ends it */
};

struct s7_server_ops {
    /** A CR arrived; class and TSAPs are known from here on.  Resources are counted by the owner from YES on. */
    enum s7_admit (*connect)(void *user, struct s7_link *link, const struct s7_cotp_connect *cr, s7_time now,
                             uint8_t *ret_reason);
    /**
     * A request (Job, or Userdata that is not a push).  Before s7_request_grant() succeeded on the link only setup
     * communication arrives here.  The owner answers at once (s7_request_reply(), _refuse(), _grant(), _drop()) or
     * keeps it (s7_request_keep()); a request left without any of these is refused with 81 04.
     * `request` is borrowed for the call unless kept.
     */
    void (*request)(void *user, struct s7_request *request, s7_time now);
    /**
     * A link that was admitted ended.  Last call about it.  Requests of it that are kept are void since its end
     * began: they still have to be answered or dropped, which only gives them back.
     */
    void (*disconnected)(void *user, struct s7_link *link, const struct s7_fault *fault, s7_time now);
    /** The time has come that s7_link_alarm() asked for.  NULL: it never does. */
    void (*due)(void *user, struct s7_link *link, s7_time now);
};

/** Where the sequence numbers of Userdata answers come from; a client only copies them. */
enum s7_sequence_style {
    S7_SEQUENCE_LOWEST, /**< lowest free handle of the server from 1 up (S7-300) */
    S7_SEQUENCE_COUNTER /**< 01…0F in turn (S7-400) */
};

struct s7_server_config {
    size_t link_count;   /**< connections at most, half-open ones included; 1…65535; default 32 */
    uint16_t pdu_length; /**< largest PDU that is ever granted: sizes the buffers; 64…8189; default 960 */
    uint16_t amq;        /**< requests of one link open at the same time at most; 1…64; default 8 */
    size_t kept_count;   /**< requests kept for later at most, over all links; default 64 */
    size_t push_count;   /**< pushes of full PDU length that one link holds at most; default 2 */
    uint8_t tpdu_code;   /**< largest TPDU size granted, 07…0D; default 0A */
    enum s7_cotp_order cc_order; /**< of the parameters of a CC; default C0, C1, C2 */
    /**
     * No PDU length is granted that does not fit into one TPDU; default true.  False: it is granted, and a PDU that
     * then does not fit ends the link (S7_ERR_LOCAL_LIMIT).  Nothing is ever sent in fragments.
     */
    bool tpdu_limits_pdu;
    s7_time half_open; /**< from accept to setup; default 3 s */
    /* Answers in fragments: s7_request_reply_chain(). */
    size_t chain_count; /**< chains open at the same time, over all links, 0…200; default 8 */
    size_t
        chain_size; /**< octets of one answer at most that wait for being asked for, up to 65535; default 4096 */
    s7_time chain_idle; /**< when none is left, a chain not continued for so long is given up; default 10 s */
    uint16_t
        chain_full_error; /**< refusal when none is left or the answer is too long; default 8304 (unverified) */
    uint16_t chain_lost_error; /**< refusal of a continuation without chain; default D405 (unverified) */
    enum s7_sequence_style sequence_style; /**< default S7_SEQUENCE_LOWEST */
    /**
     * A request beyond the parallel jobs granted to the link: 0 (default): it waits in the stream, nothing more is read
     * until an answer has left; else it is refused with this (8302).
     */
    uint16_t over_amq_error;
    uint16_t
        second_setup_error; /**< a setup on an open link: 0 (default): passed on and granted again; else refused */
    const struct s7_server_ops *ops;
    void *user;
    const struct s7_observer *observer; /**< may be NULL */
};

/** Counted since creation. */
struct s7_server_counters {
    uint64_t accepted; /**< connections taken from the transport */
    uint64_t full;     /**< refused because every link was in use */
    uint64_t admitted;
    uint64_t refused;   /**< COTP requests not admitted */
    uint64_t abandoned; /**< half-open too long */
    uint64_t malformed; /**< ended because of what the partner sent */
    uint64_t requests;
    uint64_t pushes;
    uint64_t pushes_dropped;
    uint64_t octets_in; /**< S7 PDUs */
    uint64_t octets_out;
    uint64_t chains;          /**< answers begun in fragments */
    uint64_t chains_given_up; /**< of those, not fetched to the end */
    uint64_t chains_refused;  /**< no chain left, or the answer was too long for one */
    uint64_t chains_lost;     /**< continuations asked for without a chain */
    uint64_t over_amq;        /**< requests refused because of over_amq_error */
    size_t links;             /**< now */
    size_t most_links;
};

void s7_server_config_default(struct s7_server_config *config);
size_t s7_server_size(const struct s7_server_config *config);
int s7_server_init(void *memory, size_t size, const struct s7_server_config *config,
                   struct s7_server **ret_server);
int s7_server_new(const struct s7_server_config *config, struct s7_server **ret_server);
/** Only when no link is in use; NULL is allowed. */
void s7_server_free(struct s7_server *server);

/** Hand this to a transport that listens. */
struct s7_acceptor *s7_server_acceptor(struct s7_server *server);
const struct s7_server_counters *s7_server_counters(const struct s7_server *server);
/** Ends all links in order and refuses new ones. */
void s7_server_close(struct s7_server *server, s7_time now);

/**
 * Takes the lowest free handle, 1…255, for what lives longer than its request (a subscription, a job); answers with
 * S7_SEQUENCE_LOWEST leave it out until it is given back.  0: none left.
 */
uint8_t s7_server_handle_take(struct s7_server *server);
/** `handle` must be taken; 0 is allowed. */
void s7_server_handle_give(struct s7_server *server, uint8_t handle);
/** The sequence number of the next answer that keeps nothing: the lowest free handle, or the next of the counter. */
uint8_t s7_server_sequence(struct s7_server *server);

/* ---- links ----------------------------------------------------------------------------------------------- */

const struct s7_peer *s7_link_peer(const struct s7_link *link);
/** How an observer knows it, without TSAPs; borrowed from the link. */
struct s7_conversation s7_link_conversation(const struct s7_link *link);
/** What ops->connect is going to refuse it for, for the observer: S7_EVENT_REFUSED. */
void s7_link_set_refusal(struct s7_link *link, int error);
/** True for the errors of an ended link that counters.malformed counts. */
bool s7_server_counts_malformed(int error);
/** Counts the connections of the server from 1. */
uint32_t s7_link_number(const struct s7_link *link);
/** The owner's pointer, NULL at first. */
void *s7_link_user(const struct s7_link *link);
void s7_link_set_user(struct s7_link *link, void *user);
/** What was granted; 0 before setup. */
uint16_t s7_link_pdu_length(const struct s7_link *link);
/** TPDU size agreed with the CC: a PDU above it minus 3 does not fit. */
size_t s7_link_tpdu_size(const struct s7_link *link);
struct s7_session *s7_link_session(struct s7_link *link);
/** ops->due is called at `at`, once; a later call replaces it, S7_TIME_NEVER takes it back. */
void s7_link_alarm(struct s7_link *link, s7_time at);
/** Ends one link: FIN after its output, or RST. */
void s7_link_end(struct s7_link *link, bool reset, s7_time now);
/**
 * Sends Userdata without request (PDU reference 0).
 * @return S7_OK; S7_ERR_LOCAL_LIMIT: no room, dropped and counted; S7_ERR_LOCAL_ARGUMENT: larger than the PDU.
 */
int s7_link_push(struct s7_link *link, const struct s7_userdata *push, s7_time now);
/** Likewise, a parameter part with a head of its own and no data (wire/mode_transition.h). */
int s7_link_push_parameter(struct s7_link *link, struct s7_octets parameter, s7_time now);

/* ---- requests -------------------------------------------------------------------------------------------- */

struct s7_request {
    struct s7_link *link; /**< NULL: kept, and the link has ended meanwhile */
    struct s7_header header;
    struct s7_octets parameter; /**< borrowed, or a copy once kept */
    struct s7_octets data;
    enum s7_service service; /**< S7_SERVICE_OTHER: no codec */
    bool cut;                /**< the owner's: of the answer's PDU only the first cut_size octets are sent */
    size_t cut_size;
    bool answered;            /**< the engine's */
    bool kept;                /**< the engine's */
    struct s7_server *server; /**< the engine's */
    struct s7_request *next;  /**< the engine's */
};

/**
 * Opens the answer: a writer over its parameter and data part, as large as the granted PDU allows.  To be followed
 * by s7_request_reply() in the same turn.
 */
struct s7_writer s7_request_open(struct s7_request *request);
/**
 * Sends what was written: the first `parameter_size` octets are the parameter part, the rest data.  A Job is
 * answered with Ack_Data (header error `error`), Userdata with Userdata.  A writer that is bad (the answer did not
 * fit) becomes a refusal with 85 00.
 */
void s7_request_reply(struct s7_request *request, const struct s7_writer *writer, size_t parameter_size,
                      uint16_t error, s7_time now);
/**
 * Answers Userdata with return code FF and `size` octets of payload, or, when size is 0, with "no data" (0A 00 00 00),
 * which is how a service without result says yes.  In one PDU where it fits (data unit reference 0), else its first
 * PDU length - 26 octets, and a copy of the rest is kept: the engine answers the continuation requests itself (same
 * link, group, subfunction and sequence) until the last fragment is sent.  One chain per link; a new
 * request of the same service, or the next answer in fragments, gives an unfinished one up.  No chain left, or the rest longer than chain_size: refused with
 * chain_full_error.  The sequence number is the engine's choice (sequence_style).
 */
void s7_request_reply_chain(struct s7_request *request, const void *payload, size_t size, s7_time now);
/** As s7_request_reply_chain(), in one PDU, with the caller's sequence number; larger than a PDU: refused with 85 00. */
void s7_request_reply_userdata(struct s7_request *request, uint8_t sequence, const void *payload, size_t size,
                               s7_time now);
/** Refuses the request as a whole: Ack with `error` and nothing else; Userdata: response with `error`, no data. */
void s7_request_refuse(struct s7_request *request, uint16_t error, s7_time now);
/** Answers setup communication; the values are clamped to what the server and the link can carry. */
void s7_request_grant(struct s7_request *request, const struct s7_setup *grant, s7_time now);
/** Answers nothing, ever. */
void s7_request_drop(struct s7_request *request, s7_time now);
/**
 * Copies the request so that it can be answered later, in any order, also after its link ended.  NULL: none left, or
 * the link is ending (the caller must answer now).  One that is kept already is returned as it is.
 */
struct s7_request *s7_request_keep(struct s7_request *request);

#endif
