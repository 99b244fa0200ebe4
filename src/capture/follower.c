/* SPDX-License-Identifier: MIT */
#include "capture/follower.h"

#include "wire/cotp.h"
#include "wire/tpkt.h"

enum {
    DT_LI = 2, /* length indicator of a DT without options */
    EOT = 0x80,
    BARE_PART = 4 /* one of so many talks may be of connections without any telegram */
};

/* An answer that is not there so long before the end of the capture will not come any more. */
static const s7_time patience = 10 * S7_SECOND;
/* The same of a SYN or CR: systems try again after 1 s. */
static const s7_time dial_patience = 3 * S7_SECOND;

void s7_follower_init(struct s7_follower *follower, const struct s7_capture_config *config)
{
    *follower = (struct s7_follower){
        .config = *config, .open.limit = config->limits.memory, .kept.limit = config->limits.talk_memory};
    s7_book_init(&follower->book, &follower->config.limits, &follower->kept);
    follower->book.seed = config->flow.seed;
    s7_census_init(&follower->census);
}

void s7_follower_free(struct s7_follower *follower)
{
    s7_book_free(&follower->book);
    s7_census_free(&follower->census);
    s7_budget_free(&follower->open, &follower->scratch, 1);
}

void s7_hearing_tell(struct s7_hearing *hearing)
{
    const struct s7_connection *connection = hearing->connection;
    if (!hearing->follower->config.seen)
        return;
    hearing->event.talk = connection && connection->record ? &connection->record->talk : NULL;
    const struct s7_flow_config *config = &hearing->follower->config.flow;
    hearing->event.client = connection
                                ? connection->role.client
                                : s7_role_of_flow(hearing->flow, config->ports, config->port_count).client;
    hearing->event.from_client = hearing->side == hearing->event.client;
    hearing->follower->config.seen(hearing->follower->config.user, &hearing->event);
}

struct s7_record *s7_hearing_record(const struct s7_hearing *hearing)
{
    return hearing->back ? hearing->connection->back : hearing->connection->record;
}

void s7_hearing_wonder(struct s7_hearing *hearing, enum s7_anomaly anomaly)
{
    struct s7_record *record = s7_hearing_record(hearing);
    if (record)
        record->talk.anomalies[anomaly]++;
}

void s7_hearing_lose(struct s7_hearing *hearing, enum s7_loss loss)
{
    struct s7_record *record = s7_hearing_record(hearing);
    hearing->follower->losses.counts[loss]++;
    if (record)
        record->talk.losses.counts[loss]++;
}

static struct s7_partners partners_of(const struct s7_flow *flow, unsigned client)
{
    struct s7_partners partners = {.client = flow->ends[client], .server = flow->ends[1 - client]};
    partners.client.port = 0;
    return partners;
}

static struct s7_record *open_record(struct s7_follower *follower, const struct s7_partners *partners,
                                     size_t most)
{
    struct s7_record *record = s7_book_open(&follower->book, partners, most);
    if (!record)
        follower->losses.counts[S7_LOSS_TALK_LIMIT]++;
    return record;
}

void s7_hearing_list(struct s7_hearing *hearing, const struct s7_tsap *calling, const struct s7_tsap *called)
{
    struct s7_follower *follower = hearing->follower;
    struct s7_partners partners = partners_of(hearing->flow, hearing->connection->role.client);
    partners.tsaps_known = calling && called;
    if (partners.tsaps_known) {
        partners.calling = *calling;
        partners.called = *called;
    }
    struct s7_record *record = open_record(follower, &partners, follower->config.limits.conversations);
    s7_connection_list(hearing->connection, hearing->flow, record);
}

/* The port that the served side was called from serves nobody: its partner is the CPU there, as at the port of S7. */
void s7_hearing_turn(struct s7_hearing *hearing)
{
    enum { PORT_S7 = 102 };
    struct s7_follower *follower = hearing->follower;
    struct s7_connection *connection = hearing->connection;
    hearing->back = true;
    if (connection->back_listed)
        return;
    struct s7_partners partners = partners_of(hearing->flow, 1 - connection->role.client);
    const struct s7_talk *talk = connection->record ? &connection->record->talk : NULL;
    partners.server.port = PORT_S7;
    partners.tsaps_known = talk && talk->tsaps_known;
    if (partners.tsaps_known) {
        partners.calling = talk->called;
        partners.called = talk->calling;
    }
    struct s7_record *record = open_record(follower, &partners, follower->config.limits.conversations);
    s7_connection_list_back(connection, record, hearing->event.packet, hearing->event.time);
}

static void opened(void *user, struct s7_flow *flow)
{
    struct s7_hearing hearing = {.follower = user, .flow = flow};
    hearing.event.kind = S7_SEEN_OPENED;
    hearing.event.flow = flow;
    hearing.event.packet = flow->first_packet;
    hearing.event.time = flow->first;
    s7_hearing_tell(&hearing);
}

/* A DT as everybody sends it; anything else is decoded with all care. */
static bool is_plain_dt(const uint8_t *tpdu)
{
    return tpdu[0] == DT_LI && tpdu[1] == S7_COTP_DT;
}

static void take_user_data(struct s7_hearing *hearing, struct s7_octets user_data, bool eot)
{
    struct s7_tsdu *tsdu = &hearing->connection->tsdus[hearing->side];
    struct s7_octets pdu = {NULL, 0};
    unsigned framing = tsdu->framing | hearing->event.framing;
    enum s7_tsdu_end end = s7_tsdu_take(tsdu, &hearing->follower->open, user_data, eot, &pdu);
    tsdu->framing = end == S7_TSDU_MORE ? framing : 0;
    if (end == S7_TSDU_GIVEN_UP)
        s7_hearing_wonder(hearing, S7_ANOMALY_OVERSIZE);
    if (end == S7_TSDU_EMPTY) {
        if (hearing->connection->record)
            hearing->connection->record->talk.empty_dts++;
        hearing->event.kind = S7_SEEN_COTP;
        s7_hearing_tell(hearing);
    }
    if (end != S7_TSDU_WHOLE && end != S7_TSDU_PARTS)
        return;
    hearing->event.framing = framing;
    hearing->event.pdu = pdu;
    s7_hearing_blank(hearing, user_data);
    s7_hearing_user_data(hearing);
    if (end == S7_TSDU_PARTS)
        s7_hearing_wonder(hearing, S7_ANOMALY_MANY_DT);
}

static void take_tpdu(struct s7_hearing *hearing, struct s7_octets tpdu)
{
    struct s7_cotp cotp;
    if (is_plain_dt(tpdu.at)) {
        const struct s7_octets user_data = {tpdu.at + S7_COTP_DT_SIZE, tpdu.size - S7_COTP_DT_SIZE};
        take_user_data(hearing, user_data, (tpdu.at[2] & EOT) != 0);
    } else if (s7_cotp_decode(tpdu.at, tpdu.size, &cotp) == S7_OK && cotp.type == S7_COTP_DT) {
        take_user_data(hearing, cotp.as.data.user_data, cotp.as.data.eot);
    } else {
        s7_hearing_tpdu(hearing, tpdu);
    }
}

static struct s7_connection *connection_of(struct s7_follower *follower, struct s7_flow *flow)
{
    if (flow->talk)
        return flow->talk;
    struct s7_connection *connection = s7_connection_new();
    if (!connection) {
        follower->losses.counts[S7_LOSS_MEMORY]++;
        return NULL;
    }
    const struct s7_flow_config *config = &follower->config.flow;
    connection->role = s7_role_of_flow(flow, config->ports, config->port_count);
    flow->talk = connection;
    return connection;
}

static void telegram_came(void *user, struct s7_flow *flow, const struct s7_telegram *telegram)
{
    struct s7_follower *follower = user;
    struct s7_connection *connection = connection_of(follower, flow);
    if (!connection || telegram->size < S7_TPKT_PACKET_MIN)
        return;
    struct s7_hearing hearing = {
        .follower = follower, .flow = flow, .connection = connection, .side = telegram->side};
    hearing.event.kind = S7_SEEN_COTP;
    hearing.event.flow = flow;
    hearing.event.packet = telegram->packet;
    hearing.event.time = telegram->time;
    hearing.event.framing = telegram->framing;
    hearing.event.packet_octets = (struct s7_octets){telegram->octets, telegram->size};
    hearing.event.latency = -1;
    if (telegram->time > follower->latest)
        follower->latest = telegram->time;
    take_tpdu(&hearing, (struct s7_octets){telegram->octets + S7_TPKT_SIZE, telegram->size - S7_TPKT_SIZE});
    s7_connection_count(connection, telegram, hearing.back);
}

/* A connection has packets of both sides, if only acknowledgements. */
static bool is_one_way(const struct s7_flow *flow)
{
    enum { BOTH = 1 << S7_FLOW_SIDES };
    return flow->heard != BOTH - 1;
}

static void octets_lost(void *user, struct s7_flow *flow, unsigned side, enum s7_loss loss, uint64_t octets,
                        uint64_t packet, s7_time time)
{
    struct s7_hearing hearing = {.follower = user, .flow = flow, .connection = flow->talk, .side = side};
    struct s7_connection *connection = flow->talk;
    if (connection && loss != S7_LOSS_CONTRADICTION) { /* of that, one content was there */
        s7_tsdu_break(&connection->tsdus[side]);
        s7_hearing_excuse(&hearing);
        connection->complete = false;
    }
    if (connection && connection->record)
        connection->record->talk.losses.counts[loss] += octets;
    hearing.event.kind = S7_SEEN_LOST;
    hearing.event.flow = flow;
    hearing.event.packet = packet;
    hearing.event.time = time;
    hearing.event.loss = loss;
    hearing.event.lost_octets = octets;
    s7_hearing_tell(&hearing);
}

/* Questions that were asked shortly before the end of the capture may have been answered after it. */
static void end_questions(struct s7_hearing *hearing, enum s7_flow_end end)
{
    const struct s7_questions *open = &hearing->connection->open;
    const struct s7_hearing before = *hearing;
    for (size_t i = 0; i < open->count; i++) {
        const struct s7_question *question = s7_questions_at(open, i);
        bool late =
            end == S7_FLOW_END_CAPTURE && s7_talk_span(question->time, hearing->follower->latest) < patience;
        if (!late && !question->excused && end != S7_FLOW_END_EVICTED && !is_one_way(hearing->flow))
            s7_hearing_unanswered(hearing, question);
        *hearing = before;
    }
}

/* Who dialled, or asked by a CR, has got nothing, and had the time to. */
static bool is_unanswered(const struct s7_connection *connection, const struct s7_flow *flow,
                          enum s7_flow_end end, s7_time now)
{
    bool dialled = (flow->seen & S7_FLOW_SEEN_SYN) != 0 && (flow->seen & S7_FLOW_SEEN_SYN_ACK) == 0;
    bool waits = connection ? connection->asked && !connection->confirmed && !connection->refused : dialled;
    bool watched = end != S7_FLOW_END_REFUSED && end != S7_FLOW_END_EVICTED && !(flow->seen & S7_FLOW_SEEN_GAP);
    bool late = end == S7_FLOW_END_CAPTURE && s7_talk_span(flow->first, now) < dial_patience;
    return waits && watched && !late;
}

static void count_end(struct s7_talk *talk, const struct s7_connection *connection, const struct s7_flow *flow,
                      enum s7_flow_end end, s7_time now)
{
    talk->one_way += connection && is_one_way(flow);
    talk->open += end == S7_FLOW_END_CAPTURE;
    talk->resets += end == S7_FLOW_END_RESET;
    talk->refused += end == S7_FLOW_END_REFUSED || (connection && connection->refused);
    talk->unanswered += is_unanswered(connection, flow, end, now);
}

/* A connection without any telegram. */
static void end_bare(struct s7_follower *follower, const struct s7_flow *flow, enum s7_flow_end end,
                     s7_time now)
{
    const struct s7_flow_config *config = &follower->config.flow;
    const struct s7_role role = s7_role_of_flow(flow, config->ports, config->port_count);
    const struct s7_partners partners = partners_of(flow, role.client);
    struct s7_record *record =
        open_record(follower, &partners, follower->config.limits.conversations / BARE_PART);
    s7_census_count(&follower->census, &partners.client, &partners.server, &partners.called, false);
    if (!record)
        return;
    s7_connection_begin(record, flow, role.known ? role.evidence : S7_ROLE_GUESSED);
    count_end(&record->talk, NULL, flow, end, now);
}

static void end_connection(struct s7_hearing *hearing, enum s7_flow_end end)
{
    struct s7_connection *connection = hearing->connection;
    if (!connection->listed)
        s7_hearing_list(hearing, NULL, NULL);
    end_questions(hearing, end);
    const struct s7_partners partners = partners_of(hearing->flow, connection->role.client);
    const struct s7_tsap *called = connection->record ? &connection->record->talk.called : &partners.called;
    s7_census_count(&hearing->follower->census, &partners.client, &partners.server, called, connection->used);
    if (connection->record)
        count_end(&connection->record->talk, connection, hearing->flow, end, hearing->event.time);
}

static void closed(void *user, struct s7_flow *flow, enum s7_flow_end end, s7_time time)
{
    struct s7_hearing hearing = {.follower = user, .flow = flow, .connection = flow->talk};
    hearing.event.kind = S7_SEEN_CLOSED;
    hearing.event.flow = flow;
    hearing.event.time = time;
    hearing.event.end = end;
    if (hearing.connection)
        end_connection(&hearing, end);
    else
        end_bare(user, flow, end, time);
    s7_hearing_tell(&hearing);
    if (hearing.connection)
        s7_connection_free(hearing.connection, &hearing.follower->open);
    flow->talk = NULL;
}

struct s7_flow_sink s7_follower_sink(struct s7_follower *follower)
{
    return (struct s7_flow_sink){follower, opened, telegram_came, octets_lost, closed};
}

void s7_follower_finish(struct s7_follower *follower)
{
    for (size_t i = 0; i < follower->book.count; i++) {
        struct s7_talk *talk = &s7_book_at(&follower->book, i)->talk;
        talk->anomalies[S7_ANOMALY_SCAN] = s7_census_scan(&follower->census, &talk->client);
    }
}
