/* SPDX-License-Identifier: MIT
 *
 * User data of a connection: whose protocol they are, and what an S7 PDU of each role means.
 */
#include "capture/follower.h"
#include "capture/protocol.h"
#include "wire/dbread.h"

enum { GROUP_CPU = 4, READ_SZL = 1 };

static const enum s7_seen_kind kinds[S7_TALK_PROTOCOL_COUNT] = {
    [S7_TALK_S7] = S7_SEEN_S7,
    [S7_TALK_S7PLUS] = S7_SEEN_S7PLUS,
    [S7_TALK_MMS] = S7_SEEN_MMS,
    [S7_TALK_OTHER] = S7_SEEN_OTHER,
};

static void note_protocol(struct s7_hearing *hearing, enum s7_talk_protocol protocol)
{
    struct s7_connection *connection = hearing->connection;
    if (connection->protocol != S7_TALK_NOTHING && connection->protocol != protocol)
        s7_hearing_wonder(hearing, S7_ANOMALY_PROTOCOL_CHANGE);
    connection->protocol = protocol;
    if (connection->record && connection->record->talk.protocol == S7_TALK_NOTHING)
        connection->record->talk.protocol = protocol;
}

static void settle_role(struct s7_hearing *hearing, const struct s7_pdu *pdu)
{
    struct s7_connection *connection = hearing->connection;
    if (connection->listed)
        return;
    if (!connection->role.known)
        connection->role = s7_role_of_pdu(pdu, hearing->side);
    if (connection->role.known)
        s7_hearing_list(hearing, NULL, NULL);
}

/*
 * Whether the side that is served asks, or is answered, for itself: a connection of S7 serves both ways (PUT and GET of a
 * partner that was called).  Only a request says so for the first time; an answer belongs where its request does.
 */
static bool is_back(const struct s7_hearing *hearing, const struct s7_pdu *pdu)
{
    const struct s7_connection *connection = hearing->connection;
    enum s7_pdu_sender usual =
        hearing->side == connection->role.client ? S7_PDU_FROM_CLIENT : S7_PDU_FROM_SERVER;
    if (!pdu->decoded || !connection->listed || pdu->sender == S7_PDU_FROM_ANYONE || pdu->sender == usual)
        return false;
    if (pdu->role == S7_ROLE_REQUEST)
        return true;
    const struct s7_question *question =
        s7_questions_find(&connection->open, 1 - hearing->side, pdu->key.rosctr, pdu->header.reference);
    return pdu->role == S7_ROLE_ANSWER && question ? question->back : connection->back_listed;
}

void s7_hearing_user_data(struct s7_hearing *hearing)
{
    struct s7_connection *connection = hearing->connection;
    enum s7_talk_protocol protocol = s7_protocol_of(hearing->event.pdu, connection->protocol);
    struct s7_pdu pdu = {.decoded = false};
    if (protocol == S7_TALK_NOTHING) /* it could not be covered */
        protocol = S7_TALK_S7;
    if (protocol == S7_TALK_S7)
        s7_pdu_read(hearing->event.pdu, &pdu);
    settle_role(hearing, &pdu);
    note_protocol(hearing, protocol);
    if (is_back(hearing, &pdu))
        s7_hearing_turn(hearing);
    struct s7_record *record = s7_hearing_record(hearing);
    if (record)
        record->talk.pdus++;
    hearing->event.kind = kinds[protocol];
    if (protocol == S7_TALK_S7) {
        s7_hearing_s7(hearing, &pdu);
        return;
    }
    connection->used |= hearing->side != connection->role.client;
    s7_hearing_tell(hearing);
}

static bool is_setup(const struct s7_function_key *key)
{
    return key->rosctr == S7_ROSCTR_JOB && key->function == S7_FUNCTION_SETUP;
}

static bool is_read_szl(const struct s7_function_key *key)
{
    return key->rosctr == S7_ROSCTR_USERDATA && key->group == GROUP_CPU && key->subfunction == READ_SZL;
}

static void note_setup_asked(struct s7_hearing *hearing, const struct s7_pdu *pdu)
{
    struct s7_setup setup;
    struct s7_record *record = s7_hearing_record(hearing);
    if (hearing->connection->set_up)
        s7_hearing_wonder(hearing, S7_ANOMALY_SETUP_AGAIN);
    if (!record || s7_setup_decode(pdu->parameter, &setup) != S7_OK)
        return;
    record->talk.pdu_asked = setup.pdu_length;
    record->talk.amq_asked = setup.amq_calling;
}

static void note_setup_granted(struct s7_hearing *hearing, const struct s7_pdu *pdu)
{
    struct s7_setup setup;
    struct s7_connection *connection = hearing->connection;
    if (pdu->error || s7_setup_decode(pdu->parameter, &setup) != S7_OK)
        return;
    connection->set_up = true;
    connection->pdu_length = setup.pdu_length;
    /* WinCC was granted 1 calling and 2 called by an S7-300 and asks two at a time: the greater one is what is meant */
    connection->amq = setup.amq_calling > setup.amq_called ? setup.amq_calling : setup.amq_called;
    struct s7_record *record = s7_hearing_record(hearing);
    if (!record)
        return;
    record->talk.pdu_granted = setup.pdu_length;
    record->talk.amq_granted = setup.amq_calling;
}

/* ---- requests ------------------------------------------------------------------------------------------------- */

/* What the accesses of a request are written to. */
struct asking {
    struct s7_hearing *hearing;
    struct s7_question *question; /* NULL: no room for it */
    size_t index;
};

static void take_access(void *user, const struct s7_access *access)
{
    struct asking *asking = user;
    struct s7_question *question = asking->question;
    const struct s7_hearing *hearing = asking->hearing;
    uint32_t usage = s7_record_access(s7_hearing_record(hearing), access, hearing->event.time);
    size_t index = asking->index++;
    if (!question || question->usage_count != index ||
        !s7_budget_grow(&hearing->follower->open, &question->usages, index + 1, sizeof usage))
        return;
    ((uint32_t *)question->usages.at)[index] = usage;
    question->usage_count++;
}

static void count_open(struct s7_hearing *hearing, const struct s7_question *newest)
{
    const struct s7_connection *connection = hearing->connection;
    struct s7_record *record = s7_hearing_record(hearing);
    size_t jobs = 0, all = 0;
    for (size_t i = 0; i < connection->open.count; i++) {
        const struct s7_question *question = s7_questions_at(&connection->open, i);
        bool counts = question->side == newest->side && question->back == newest->back && !question->excused &&
                      !question->superseded;
        all += counts;
        jobs += counts && question->key.rosctr == S7_ROSCTR_JOB;
    }
    if (!newest->back && connection->amq && jobs > connection->amq && newest->key.rosctr == S7_ROSCTR_JOB &&
        !is_setup(&newest->key))
        s7_hearing_wonder(hearing, S7_ANOMALY_OVER_AMQ);
    if (record && all > record->talk.most_outstanding)
        record->talk.most_outstanding = (uint16_t)all;
}

static struct s7_question *ask(struct s7_hearing *hearing, const struct s7_pdu *pdu, bool continuation)
{
    struct s7_follower *follower = hearing->follower;
    struct s7_question *question =
        s7_questions_add(&hearing->connection->open, follower->config.limits.outstanding, &follower->open);
    if (!question) {
        s7_hearing_lose(hearing, S7_LOSS_OUTSTANDING_LIMIT);
        return NULL;
    }
    question->key = pdu->key;
    question->reference = pdu->header.reference;
    question->sequence = pdu->framed ? pdu->frame.sequence : 0;
    question->side = (uint8_t)hearing->side;
    question->back = hearing->back;
    question->continuation = continuation;
    question->packet = hearing->event.packet;
    question->time = hearing->event.time;
    if (!continuation)
        s7_question_keep(question, &follower->open, hearing->event.pdu);
    if (question->back == (question->side != hearing->connection->role.client))
        count_open(hearing, question);
    return question;
}

/* Asks for the next fragment: of an answer that is known to go on, or so it looks where its beginning was not seen. */
static bool is_continuation(const struct s7_hearing *hearing, const struct s7_pdu *pdu,
                            const struct s7_question *chain)
{
    if (!pdu->framed || pdu->frame.payload.size != 0)
        return false;
    bool looks = pdu->frame.long_form && pdu->frame.method == S7_USERDATA_METHOD_RESPONSE;
    return chain || (looks && !hearing->connection->complete);
}

static void count_request(struct s7_hearing *hearing, const struct s7_pdu *pdu, bool continuation)
{
    const struct s7_connection *connection = hearing->connection;
    struct s7_function_use *use =
        s7_record_function(s7_hearing_record(hearing), &pdu->key, hearing->event.time);
    if (connection->complete && !connection->set_up && !is_setup(&pdu->key) && s7_hearing_is_heard(hearing))
        s7_hearing_wonder(hearing, S7_ANOMALY_BEFORE_SETUP);
    if (!use)
        return;
    use->requests += !continuation;
    use->continuations += continuation;
    use->by_server = !hearing->back && hearing->side != connection->role.client;
}

static void take_request(struct s7_hearing *hearing, const struct s7_pdu *pdu)
{
    const struct s7_question *chain =
        pdu->framed ? s7_hearing_chain(hearing, &pdu->key, pdu->frame.sequence) : NULL;
    bool continuation = is_continuation(hearing, pdu, chain);
    uint8_t doubts = s7_hearing_supersede(hearing, pdu);
    count_request(hearing, pdu, continuation);
    if (is_setup(&pdu->key))
        note_setup_asked(hearing, pdu);
    struct asking asking = {hearing, ask(hearing, pdu, continuation), 0};
    if (asking.question)
        asking.question->doubts = doubts;
    if (!continuation)
        s7_access_find(hearing->event.pdu.at, hearing->event.pdu.size, take_access, &asking);
    if (continuation)
        hearing->event.role = S7_ROLE_CONTINUATION;
    if (continuation && chain) {
        hearing->event.question = s7_question_pdu(chain);
        hearing->event.question_packet = chain->packet;
    }
    s7_hearing_tell(hearing);
}

/* ---- answers and pushes --------------------------------------------------------------------------------------- */

/* What the results of accesses are written to. */
struct hearing_results {
    struct s7_hearing *hearing;
    const struct s7_question *question;
    bool push;
    size_t index;
};

static void note_item_error(const struct hearing_results *results, uint8_t return_code)
{
    const struct s7_error_use error = {.code = return_code,
                                       .of_item = true,
                                       .key = results->question->key,
                                       .first_packet = results->hearing->event.packet};
    s7_record_error(s7_hearing_record(results->hearing), &error);
}

static void take_result(void *user, const struct s7_access_result *result)
{
    struct hearing_results *results = user;
    struct s7_record *record = s7_hearing_record(results->hearing);
    size_t index = results->index++;
    uint32_t usage = index < results->question->usage_count
                         ? ((const uint32_t *)results->question->usages.at)[index]
                         : S7_USAGE_NONE;
    if (result->return_code == S7_DBREAD_UNCHANGED)
        return;
    if (result->return_code != S7_RETURN_SUCCESS && result->return_code != 0)
        note_item_error(results, result->return_code);
    bool read = s7_means_operation(result->access.means) == S7_OPERATION_READ;
    if (results->push && read && result->return_code == S7_RETURN_SUCCESS)
        s7_record_delivery(record, usage, &result->access, results->hearing->event.time);
    else
        s7_record_result(record, usage, &result->access, result->return_code);
}

static void take_results(struct s7_hearing *hearing, const struct s7_question *question, bool push)
{
    struct hearing_results results = {hearing, question, push, 0};
    struct s7_octets asked = s7_question_pdu(question);
    if (question->usage_count > 0 && asked.size > 0)
        s7_access_results(asked, hearing->event.pdu, take_result, &results);
}

static void note_error(struct s7_hearing *hearing, const struct s7_function_key *key, uint16_t code)
{
    const struct s7_error_use error = {.code = code, .key = *key, .first_packet = hearing->event.packet};
    s7_record_error(s7_hearing_record(hearing), &error);
}

static void count_answer(struct s7_hearing *hearing, const struct s7_function_key *key, uint16_t error)
{
    struct s7_function_use *use = s7_record_function(s7_hearing_record(hearing), key, hearing->event.time);
    if (use) {
        use->answers++;
        use->refused += error != 0;
    }
    if (error)
        note_error(hearing, key, error);
    else
        hearing->connection->used |= !is_setup(key) && !is_read_szl(key);
}

static void note_order_number(struct s7_hearing *hearing, const struct s7_pdu *pdu)
{
    struct s7_record *record = s7_hearing_record(hearing);
    if (record && pdu->framed && !pdu->error)
        s7_order_number_take(record->talk.order_number, sizeof record->talk.order_number, pdu->frame.payload);
}

static void hold_against(struct s7_hearing *hearing, const struct s7_question *question,
                         const struct s7_pdu *pdu)
{
    const struct s7_question *asked = question;
    if (question->continuation)
        asked = s7_hearing_chain(hearing, &question->key, question->sequence);
    hearing->event.question = asked ? s7_question_pdu(asked) : (struct s7_octets){NULL, 0};
    hearing->event.question_packet = question->packet;
    /* a packet that waited keeps its own, earlier time */
    hearing->event.latency = s7_talk_span(question->time, hearing->event.time);
    s7_record_latency(s7_hearing_record(hearing), hearing->event.latency);
    if (pdu->parameter.size > 0 && !s7_pdu_same_function(&pdu->key, &question->key))
        s7_hearing_wonder(hearing, S7_ANOMALY_WRONG_ANSWER);
    else if (!question->continuation)
        take_results(hearing, question, false);
    if (is_setup(&question->key))
        note_setup_granted(hearing, pdu);
    if (is_read_szl(&question->key) && !question->continuation)
        note_order_number(hearing, pdu);
}

/* One answer less that may be of this question or of another one with its reference. */
static void doubt(struct s7_hearing *hearing, struct s7_question *question)
{
    question->excused = true;
    if (--question->doubts == 0)
        s7_questions_drop(&hearing->connection->open, question);
}

static void take_answer(struct s7_hearing *hearing, const struct s7_pdu *pdu)
{
    struct s7_question *question = s7_questions_find(&hearing->connection->open, 1 - hearing->side,
                                                     pdu->key.rosctr, pdu->header.reference);
    bool certain = question && question->doubts == 0;
    count_answer(hearing, certain ? &question->key : &pdu->key, pdu->error);
    if (certain)
        hold_against(hearing, question, pdu);
    else if (!question && hearing->connection->complete)
        s7_hearing_wonder(hearing, S7_ANOMALY_UNASKED_ANSWER);
    s7_hearing_tell(hearing);
    if (certain)
        s7_hearing_settle(hearing, question, pdu);
    else if (question)
        doubt(hearing, question);
}

static void take_push(struct s7_hearing *hearing, const struct s7_pdu *pdu)
{
    struct s7_connection *connection = hearing->connection;
    struct s7_question *subscription = s7_hearing_subscription(hearing, pdu);
    struct s7_function_use *use =
        s7_record_function(s7_hearing_record(hearing), &pdu->key, hearing->event.time);
    if (use)
        use->pushes++;
    if (subscription) {
        hearing->event.question = s7_question_pdu(subscription);
        hearing->event.question_packet = subscription->packet;
        take_results(hearing, subscription, true);
    } else if (connection->complete) {
        s7_hearing_wonder(hearing, S7_ANOMALY_UNASKED_PUSH);
    }
    connection->used = true;
    s7_hearing_tell(hearing);
    if (subscription && subscription->once)
        s7_questions_drop(&connection->subscribed, subscription);
}

void s7_hearing_s7(struct s7_hearing *hearing, const struct s7_pdu *pdu)
{
    struct s7_connection *connection = hearing->connection;
    hearing->event.decoded = pdu->decoded;
    hearing->event.header = pdu->header;
    hearing->event.role = pdu->role;
    s7_hearing_judge(hearing);
    if (connection->pdu_length && hearing->event.pdu.size > connection->pdu_length)
        s7_hearing_wonder(hearing, S7_ANOMALY_OVER_PDU);
    if (!pdu->decoded) {
        s7_hearing_wonder(hearing, S7_ANOMALY_MALFORMED);
        if (s7_hearing_record(hearing))
            s7_hearing_record(hearing)->talk.malformed++;
        hearing->event.role = S7_ROLE_NONE;
        s7_hearing_tell(hearing);
    } else if (pdu->role == S7_ROLE_REQUEST) {
        take_request(hearing, pdu);
    } else if (pdu->role == S7_ROLE_ANSWER) {
        take_answer(hearing, pdu);
    } else {
        take_push(hearing, pdu);
    }
}
