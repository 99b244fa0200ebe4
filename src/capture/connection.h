/* SPDX-License-Identifier: MIT
 *
 * capture/connection.h — what is known of an open TCP connection that telegrams came of.
 */
#ifndef CAPTURE_CONNECTION_H
#define CAPTURE_CONNECTION_H

#include "capture/question.h"
#include "capture/record.h"
#include "capture/role.h"
#include "capture/tsdu.h"

struct s7_connection {
    struct s7_record *record; /**< NULL: not known yet, or not listed */
    struct s7_record *back;   /**< of what the served side asks its client; NULL likewise */
    struct s7_role role;
    enum s7_talk_protocol protocol;
    bool listed;              /**< `record` was looked for */
    bool back_listed;         /**< `back` was looked for */
    bool asked;               /**< CR seen */
    bool confirmed;           /**< CC seen */
    bool refused;             /**< DR instead of CC */
    bool complete;            /**< from the CR on, nothing is missing */
    bool set_up;              /**< setup was answered */
    bool used;                /**< something was answered beyond who the CPU is */
    uint16_t pdu_length, amq; /**< granted; 0: not seen */
    struct s7_tsdu tsdus[S7_FLOW_SIDES];
    size_t superseded;                         /**< of `open` */
    struct s7_questions open;                  /**< an answer is to come */
    struct s7_questions chains;                /**< fragments are to come */
    struct s7_questions subscribed;            /**< pushes are to come */
    uint64_t telegrams, octets[S7_FLOW_SIDES]; /**< before it is listed */
};

struct s7_connection *s7_connection_new(void);
void s7_connection_free(struct s7_connection *connection, struct s7_budget *budget);

/** Counts a telegram in the record (`back`: in that of the other way round), or until there is one in the connection. */
void s7_connection_count(struct s7_connection *connection, const struct s7_telegram *telegram, bool back);

/** It is one of this record from now on, which may be NULL: what was counted up to now goes there. */
void s7_connection_list(struct s7_connection *connection, const struct s7_flow *flow, struct s7_record *record);

/** The served side asks, too, for the first time: that is written to this record from now on, which may be NULL. */
void s7_connection_list_back(struct s7_connection *connection, struct s7_record *record, uint64_t packet,
                             s7_time time);

/** One more connection of this record that began so. */
void s7_connection_begin(struct s7_record *record, const struct s7_flow *flow, enum s7_role_evidence role);

#endif
