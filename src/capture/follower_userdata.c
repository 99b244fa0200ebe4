/* SPDX-License-Identifier: MIT
 *
 * Answers in fragments, and what was subscribed to (s7comm.md 8.3, 8.5, 8.6, 8.8 with corrections B1 to B3).
 */
#include "capture/follower.h"

enum { GROUP_MODE = 0, GROUP_TIS = 1, GROUP_CYCLIC = 2, GROUP_CPU = 4, GROUP_PBC = 6 };
enum { CYCLIC_TRANSFER = 1, UNSUBSCRIBE = 4, CHANGE_DRIVEN = 5, CHANGE_DRIVEN_MODIFY = 7 };
enum { MESSAGE_SERVICE = 2 };
enum { TIS_DELETE = 0x0F, TIS_FREQUENCY_AT = 8, TIS_ONCE = 1 };

/* Set-ups of jobs whose results are pushed: block status, variable status, modify, force, breakpoint, block status 2. */
static const uint8_t tis_jobs[] = {0x01, 0x02, 0x08, 0x09, 0x0A, 0x13};

static size_t most(const struct s7_hearing *hearing)
{
    return hearing->follower->config.limits.outstanding;
}

static bool is_tis_job(uint8_t subfunction)
{
    return memchr(tis_jobs, subfunction, sizeof tis_jobs) != NULL;
}

static bool same_service(const struct s7_question *question, const struct s7_function_key *key,
                         uint8_t sequence)
{
    return s7_pdu_same_function(&question->key, key) && question->sequence == sequence;
}

/* A push of this function and number belongs to what was asked for by `question`. */
static bool is_subscription(const struct s7_question *question, const struct s7_function_key *key,
                            uint8_t sequence)
{
    if (key->group == GROUP_TIS)
        return same_service(question, key, sequence);
    if (key->group == GROUP_CYCLIC) /* by its number alone: a modified job has another subfunction */
        return question->key.group == GROUP_CYCLIC && question->sequence == sequence;
    bool message = key->group == GROUP_MODE || key->group == GROUP_CPU;
    return message && question->key.group == GROUP_CPU;
}

static struct s7_question *find_subscribed(const struct s7_connection *connection,
                                           const struct s7_function_key *key, uint8_t sequence)
{
    for (size_t i = 0; i < connection->subscribed.count; i++) {
        struct s7_question *question = s7_questions_at(&connection->subscribed, i);
        if (is_subscription(question, key, sequence))
            return question;
    }
    return NULL;
}

struct s7_question *s7_hearing_subscription(const struct s7_hearing *hearing, const struct s7_pdu *pdu)
{
    return find_subscribed(hearing->connection, &pdu->key, pdu->frame.sequence);
}

struct s7_question *s7_hearing_chain(const struct s7_hearing *hearing, const struct s7_function_key *key,
                                     uint8_t sequence)
{
    const struct s7_questions *chains = &hearing->connection->chains;
    for (size_t i = 0; i < chains->count; i++)
        if (same_service(s7_questions_at(chains, i), key, sequence))
            return s7_questions_at(chains, i);
    return NULL;
}

static void unsubscribe(struct s7_connection *connection, const struct s7_function_key *key, uint8_t sequence)
{
    struct s7_question *question = find_subscribed(connection, key, sequence);
    if (question)
        s7_questions_drop(&connection->subscribed, question);
}

/* The payload of a Userdata request that was kept. */
static struct s7_octets payload_of(const struct s7_question *question)
{
    struct s7_pdu pdu;
    s7_pdu_read(s7_question_pdu(question), &pdu);
    return pdu.framed ? pdu.frame.payload : (struct s7_octets){NULL, 0};
}

static bool is_once(struct s7_octets payload)
{
    return payload.size >= TIS_FREQUENCY_AT + 2 && s7_load_u16(payload.at + TIS_FREQUENCY_AT) == TIS_ONCE;
}

static void subscribe(struct s7_hearing *hearing, struct s7_question *question, uint8_t sequence)
{
    struct s7_connection *connection = hearing->connection;
    bool once = question->key.group == GROUP_TIS && is_once(payload_of(question));
    unsubscribe(connection, &question->key, sequence);
    struct s7_question *kept = s7_questions_move(&connection->open, question, &connection->subscribed,
                                                 most(hearing), &hearing->follower->open);
    if (!kept) {
        s7_hearing_lose(hearing, S7_LOSS_OUTSTANDING_LIMIT);
        return;
    }
    kept->sequence = sequence;
    kept->once = once;
}

/* TIS data "00 01 function number" behind the TIS parameter. */
static void delete_job(struct s7_connection *connection, struct s7_octets payload)
{
    struct s7_reader reader = s7_reader_over(payload.at, payload.size);
    struct s7_function_key key = {.rosctr = S7_ROSCTR_USERDATA, .group = GROUP_TIS};
    uint16_t parameter_size = s7_reader_u16(&reader);
    (void)s7_reader_u16(&reader);
    (void)s7_reader_take(&reader, parameter_size);
    (void)s7_reader_u16(&reader);
    key.subfunction = s7_reader_u8(&reader);
    uint8_t sequence = s7_reader_u8(&reader);
    if (!reader.bad)
        unsubscribe(connection, &key, sequence);
}

/* "subfunction number". */
static void end_cyclic(struct s7_connection *connection, struct s7_octets payload)
{
    const struct s7_function_key key = {.rosctr = S7_ROSCTR_USERDATA, .group = GROUP_CYCLIC};
    if (payload.size >= 2)
        unsubscribe(connection, &key, payload.at[1]);
}

static bool subscribes(const struct s7_question *question)
{
    uint8_t subfunction = question->key.subfunction;
    switch (question->key.group) {
    case GROUP_TIS:
        return is_tis_job(subfunction);
    case GROUP_CYCLIC:
        return subfunction == CYCLIC_TRANSFER || subfunction == CHANGE_DRIVEN ||
               subfunction == CHANGE_DRIVEN_MODIFY;
    case GROUP_CPU:
        return subfunction == MESSAGE_SERVICE;
    default:
        return false;
    }
}

/* A message service without any event is the end of it. */
static bool ends_messages(const struct s7_question *question)
{
    struct s7_octets payload = payload_of(question);
    return question->key.group == GROUP_CPU && payload.size > 0 && payload.at[0] == 0;
}

static void end_something(struct s7_connection *connection, const struct s7_question *question)
{
    const struct s7_function_key *key = &question->key;
    if (key->group == GROUP_CYCLIC && key->subfunction == UNSUBSCRIBE)
        end_cyclic(connection, payload_of(question));
    else if (key->group == GROUP_TIS && key->subfunction == TIS_DELETE)
        delete_job(connection, payload_of(question));
    else if (subscribes(question) && ends_messages(question))
        unsubscribe(connection, key, 0);
}

/* BSEND has a counter of its own there (corrections B2). */
static bool goes_on(const struct s7_pdu *answer)
{
    return answer->framed && answer->frame.long_form && answer->frame.data_unit_reference != 0 &&
           answer->frame.last_data_unit != 0 && answer->frame.group != GROUP_PBC;
}

static void begin_chain(struct s7_hearing *hearing, struct s7_question *question, uint8_t sequence)
{
    struct s7_connection *connection = hearing->connection;
    struct s7_question *before = s7_hearing_chain(hearing, &question->key, sequence);
    if (before)
        s7_questions_drop(&connection->chains, before);
    struct s7_question *kept = s7_questions_move(&connection->open, question, &connection->chains,
                                                 most(hearing), &hearing->follower->open);
    if (kept)
        kept->sequence = sequence;
}

static void settle_continuation(struct s7_hearing *hearing, struct s7_question *question,
                                const struct s7_pdu *answer)
{
    struct s7_question *chain = s7_hearing_chain(hearing, &question->key, question->sequence);
    if (chain && (answer->error || !goes_on(answer)))
        s7_questions_drop(&hearing->connection->chains, chain);
    s7_questions_drop(&hearing->connection->open, question);
}

void s7_hearing_settle(struct s7_hearing *hearing, struct s7_question *question, const struct s7_pdu *answer)
{
    struct s7_connection *connection = hearing->connection;
    if (question->continuation) {
        settle_continuation(hearing, question, answer);
    } else if (answer->error || !answer->framed) {
        s7_questions_drop(&connection->open, question);
    } else if (goes_on(answer)) {
        begin_chain(hearing, question, answer->frame.sequence);
    } else if (subscribes(question) && !ends_messages(question)) {
        subscribe(hearing, question, answer->frame.sequence);
    } else {
        end_something(connection, question);
        s7_questions_drop(&connection->open, question);
    }
}
