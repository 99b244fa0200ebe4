/* SPDX-License-Identifier: MIT */
#include "capture/connection.h"

#include <stdlib.h>

struct s7_connection *s7_connection_new(void)
{
    return calloc(1, sizeof(struct s7_connection));
}

void s7_connection_free(struct s7_connection *connection, struct s7_budget *budget)
{
    for (int side = 0; side < S7_FLOW_SIDES; side++)
        s7_tsdu_free(&connection->tsdus[side], budget);
    s7_questions_free(&connection->open, budget);
    s7_questions_free(&connection->chains, budget);
    s7_questions_free(&connection->subscribed, budget);
    free(connection);
}

static void count_framing(struct s7_talk *talk, unsigned framing)
{
    talk->anomalies[S7_ANOMALY_SPLIT] += (framing & S7_FRAMING_SPLIT) != 0;
    talk->anomalies[S7_ANOMALY_SHARED] += (framing & S7_FRAMING_SHARED) != 0;
}

static void count_early(struct s7_connection *connection, const struct s7_telegram *telegram)
{
    connection->telegrams++;
    connection->octets[telegram->side] += telegram->size;
}

void s7_connection_count(struct s7_connection *connection, const struct s7_telegram *telegram, bool back)
{
    struct s7_record *record = back ? connection->back : connection->record;
    if (!record) {
        count_early(connection, telegram);
        return;
    }
    struct s7_talk *talk = &record->talk;
    bool from_client = (telegram->side == connection->role.client) != back;
    talk->telegrams++;
    if (from_client)
        talk->octets_to_server += telegram->size;
    else
        talk->octets_to_client += telegram->size;
    if (telegram->time > talk->last)
        talk->last = telegram->time;
    count_framing(talk, telegram->framing);
}

void s7_connection_begin(struct s7_record *record, const struct s7_flow *flow, enum s7_role_evidence role)
{
    struct s7_talk *talk = &record->talk;
    bool first = talk->connections == 0;
    if (first || role < talk->role)
        talk->role = role;
    if (first || flow->first < talk->first)
        talk->first = flow->first;
    if (first || flow->last > talk->last)
        talk->last = flow->last;
    if (first || flow->first_packet < talk->first_packet)
        talk->first_packet = flow->first_packet;
    talk->connections++;
    talk->mid_stream += (flow->seen & (S7_FLOW_SEEN_SYN | S7_FLOW_SEEN_SYN_ACK)) == 0;
}

void s7_connection_list_back(struct s7_connection *connection, struct s7_record *record, uint64_t packet,
                             s7_time time)
{
    connection->back_listed = true;
    connection->back = record;
    if (!record)
        return;
    struct s7_talk *talk = &record->talk;
    bool first = talk->connections == 0;
    if (first || time < talk->first)
        talk->first = time;
    if (first || time > talk->last)
        talk->last = time;
    if (first) {
        talk->role = S7_ROLE_BY_JOBS;
        talk->first_packet = packet;
    }
    talk->protocol = S7_TALK_S7;
    talk->connections++;
    talk->called_back++;
}

void s7_connection_list(struct s7_connection *connection, const struct s7_flow *flow, struct s7_record *record)
{
    connection->listed = true;
    connection->record = record;
    if (!record)
        return;
    s7_connection_begin(record, flow, connection->role.evidence);
    record->talk.telegrams += connection->telegrams;
    record->talk.octets_to_server += connection->octets[connection->role.client];
    record->talk.octets_to_client += connection->octets[1 - connection->role.client];
}
