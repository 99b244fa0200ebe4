/* SPDX-License-Identifier: MIT
 *
 * Requests that get no answer of their own: the connection ended, or their reference was used again.
 *
 * Whoever uses one reference for everything (there are such clients) makes a lost packet look like an answer that was not
 * given.  So a request whose reference is used again is judged by what comes next from the other side: behind a gap
 * nothing is known of it, otherwise it was not answered.
 */
#include "capture/follower.h"

enum { PAIR = 2 /* answers that may be of either of two requests */ };

bool s7_hearing_is_heard(const struct s7_hearing *hearing)
{
    return (hearing->flow->heard & 1U << (1 - hearing->side)) != 0;
}

static void tell_unanswered(struct s7_hearing *hearing, const struct s7_question *question)
{
    const struct s7_hearing before = *hearing;
    hearing->event = (struct s7_seen){.kind = S7_SEEN_NO_ANSWER,
                                      .flow = hearing->flow,
                                      .packet = hearing->event.packet,
                                      .time = hearing->event.time,
                                      .pdu = s7_question_pdu(question),
                                      .question_packet = question->packet,
                                      .latency = -1};
    hearing->side = question->side;
    s7_hearing_tell(hearing);
    *hearing = before;
}

void s7_hearing_unanswered(struct s7_hearing *hearing, const struct s7_question *question)
{
    bool back = hearing->back;
    hearing->back = question->back;
    struct s7_function_use *use =
        s7_record_function(s7_hearing_record(hearing), &question->key, question->time);
    if (use)
        use->unanswered++;
    if (question->superseded)
        s7_hearing_wonder(hearing, S7_ANOMALY_REFERENCE_REUSED);
    s7_hearing_wonder(hearing, S7_ANOMALY_UNANSWERED);
    tell_unanswered(hearing, question);
    hearing->back = back;
}

static struct s7_question *find_superseded(const struct s7_questions *open, const struct s7_question *like)
{
    for (size_t i = 0; i < open->count; i++) {
        struct s7_question *question = s7_questions_at(open, i);
        if (question->superseded && question->side == like->side && question->key.rosctr == like->key.rosctr &&
            question->reference == like->reference)
            return question;
    }
    return NULL;
}

static void drop_superseded(struct s7_connection *connection, struct s7_question *question)
{
    connection->superseded--;
    s7_questions_drop(&connection->open, question);
}

/* Answers that may be of either: one more than of the older one. */
static uint8_t doubts_after(const struct s7_question *older)
{
    if (!older->doubts)
        return PAIR;
    return (uint8_t)(older->doubts < UINT8_MAX ? older->doubts + 1 : older->doubts);
}

uint8_t s7_hearing_supersede(struct s7_hearing *hearing, const struct s7_pdu *pdu)
{
    struct s7_connection *connection = hearing->connection;
    struct s7_question *older =
        s7_questions_find(&connection->open, hearing->side, pdu->key.rosctr, pdu->header.reference);
    if (!older)
        return 0;
    if (!s7_hearing_is_heard(hearing) || older->excused) {
        s7_questions_drop(&connection->open, older);
        return 0;
    }
    uint8_t doubts = doubts_after(older);
    struct s7_question *oldest = find_superseded(&connection->open, older);
    older->superseded = true;
    connection->superseded++;
    if (oldest) { /* one of a reference is kept */
        s7_hearing_unanswered(hearing, oldest);
        drop_superseded(connection, oldest);
    }
    return doubts;
}

void s7_hearing_judge(struct s7_hearing *hearing)
{
    struct s7_connection *connection = hearing->connection;
    for (size_t i = connection->open.count; connection->superseded && i-- > 0;) {
        struct s7_question *question = s7_questions_at(&connection->open, i);
        if (!question->superseded || question->side == hearing->side)
            continue;
        s7_hearing_unanswered(hearing, question);
        drop_superseded(connection, question);
    }
}

void s7_hearing_excuse(struct s7_hearing *hearing)
{
    struct s7_connection *connection = hearing->connection;
    for (size_t i = connection->open.count; i-- > 0;) {
        struct s7_question *question = s7_questions_at(&connection->open, i);
        if (question->side == hearing->side)
            continue;
        question->excused = true;
        if (!question->superseded)
            continue;
        struct s7_question *newer =
            s7_questions_find(&connection->open, question->side, question->key.rosctr, question->reference);
        if (newer && newer->doubts == PAIR)
            newer->doubts = 0; /* the next answer is of what was asked last */
        drop_superseded(connection, question);
    }
}
