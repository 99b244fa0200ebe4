/* SPDX-License-Identifier: MIT
 *
 * capture/follower.h — follows what is said in connections: takes telegrams, gives events, and writes the talks.
 *
 * It is the sink of capture/flow.h.
 */
#ifndef CAPTURE_FOLLOWER_H
#define CAPTURE_FOLLOWER_H

#include "capture/book.h"
#include "capture/census.h"
#include "capture/connection.h"

struct s7_follower {
    struct s7_capture_config config;
    struct s7_budget open; /**< memory of open connections */
    struct s7_budget kept; /**< memory of the lists of all talks */
    struct s7_book book;
    struct s7_census census;
    struct s7_losses losses; /**< of the conversations; those of the connections are the flows' */
    struct s7_room scratch;  /**< a telegram without its password */
    s7_time latest;          /**< of all telegrams */
};

/** `follower` must stay where it is. */
void s7_follower_init(struct s7_follower *follower, const struct s7_capture_config *config);
void s7_follower_free(struct s7_follower *follower);
struct s7_flow_sink s7_follower_sink(struct s7_follower *follower);
/** All connections are closed: what only all of them together say. */
void s7_follower_finish(struct s7_follower *follower);

/* ---- between the files follower*.c ---------------------------------------------------------------------------- */

/** What is being heard. */
struct s7_hearing {
    struct s7_follower *follower;
    struct s7_flow *flow;
    struct s7_connection *connection;
    unsigned side; /**< that sent it */
    bool back;     /**< it belongs to what the served side asks its client */
    struct s7_seen event;
};

/** What it is written to; NULL: not known yet, or not listed. */
struct s7_record *s7_hearing_record(const struct s7_hearing *hearing);
/** Shows the event, with what is known of the talk by now. */
void s7_hearing_tell(struct s7_hearing *hearing);
/** One of an anomaly. */
void s7_hearing_wonder(struct s7_hearing *hearing, enum s7_anomaly anomaly);
/** One of a loss, in all and in the talk. */
void s7_hearing_lose(struct s7_hearing *hearing, enum s7_loss loss);
/** Finds the talk, now that it is known who is the client; `partners` NULL: TSAPs are not known. */
void s7_hearing_list(struct s7_hearing *hearing, const struct s7_tsap *calling, const struct s7_tsap *called);
/** From here on it is heard as a part of what the served side asks its client; finds that talk. */
void s7_hearing_turn(struct s7_hearing *hearing);

void s7_hearing_tpdu(struct s7_hearing *hearing, struct s7_octets tpdu);
/** Covers a password in the user data, which are `event.pdu`, and in `event.packet_octets`. */
void s7_hearing_blank(struct s7_hearing *hearing, struct s7_octets user_data);
void s7_hearing_user_data(struct s7_hearing *hearing);
void s7_hearing_s7(struct s7_hearing *hearing, const struct s7_pdu *pdu);
/** The other side was captured at all. */
bool s7_hearing_is_heard(const struct s7_hearing *hearing);
/**
 * A request comes: an older one with its reference has no answer of its own any more.
 * @return how many answers may be of either
 */
uint8_t s7_hearing_supersede(struct s7_hearing *hearing, const struct s7_pdu *pdu);
/** Something comes without a gap before it: what of the other side was superseded is not answered. */
void s7_hearing_judge(struct s7_hearing *hearing);
/** Octets of this side are missing: answers to the other one may be among them. */
void s7_hearing_excuse(struct s7_hearing *hearing);
/** A request will not be answered any more. */
void s7_hearing_unanswered(struct s7_hearing *hearing, const struct s7_question *question);
/** The question of a push or a continuation, or NULL. */
struct s7_question *s7_hearing_subscription(const struct s7_hearing *hearing, const struct s7_pdu *pdu);
struct s7_question *s7_hearing_chain(const struct s7_hearing *hearing, const struct s7_function_key *key,
                                     uint8_t sequence);
/** After an answer to Userdata: chains and subscriptions; takes `question` out of the open ones. */
void s7_hearing_settle(struct s7_hearing *hearing, struct s7_question *question, const struct s7_pdu *answer);
/** The order number in an answer to Read SZL. */
void s7_order_number_take(uint8_t *order_number, size_t size, struct s7_octets list);

#endif
