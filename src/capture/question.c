/* SPDX-License-Identifier: MIT */
#include "capture/question.h"

#include <assert.h>

struct s7_question *s7_questions_at(const struct s7_questions *questions, size_t index)
{
    return (struct s7_question *)questions->room.at + index;
}

/* Leaves the memory. */
static void clear(struct s7_question *question)
{
    struct s7_room octets = question->octets, usages = question->usages;
    *question = (struct s7_question){.octets = octets, .usages = usages};
}

static bool make_room(struct s7_questions *questions, struct s7_budget *budget)
{
    size_t had = questions->room.count;
    if (!s7_budget_grow(budget, &questions->room, questions->count + 1, sizeof(struct s7_question)))
        return false;
    for (size_t i = had; i < questions->room.count; i++)
        *s7_questions_at(questions, i) = (struct s7_question){.size = 0};
    return true;
}

struct s7_question *s7_questions_add(struct s7_questions *questions, size_t most, struct s7_budget *budget)
{
    if (questions->count >= most || !make_room(questions, budget))
        return NULL;
    struct s7_question *question = s7_questions_at(questions, questions->count++);
    clear(question);
    return question;
}

void s7_question_keep(struct s7_question *question, struct s7_budget *budget, struct s7_octets pdu)
{
    if (pdu.size == 0 || !s7_budget_grow(budget, &question->octets, pdu.size, 1))
        return;
    memcpy(question->octets.at, pdu.at, pdu.size);
    question->size = pdu.size;
}

struct s7_octets s7_question_pdu(const struct s7_question *question)
{
    return question->size ? (struct s7_octets){question->octets.at, question->size}
                          : (struct s7_octets){NULL, 0};
}

struct s7_question *s7_questions_find(const struct s7_questions *questions, unsigned side, uint8_t rosctr,
                                      uint16_t reference)
{
    for (size_t i = 0; i < questions->count; i++) {
        struct s7_question *question = s7_questions_at(questions, i);
        if (!question->superseded && question->reference == reference && question->side == side &&
            question->key.rosctr == rosctr)
            return question;
    }
    return NULL;
}

static void swap(struct s7_question *a, struct s7_question *b)
{
    struct s7_question kept = *a;
    *a = *b;
    *b = kept;
}

void s7_questions_drop(struct s7_questions *questions, struct s7_question *question)
{
    assert(questions->count > 0);
    struct s7_question *last = s7_questions_at(questions, --questions->count);
    if (last != question)
        swap(last, question);
}

struct s7_question *s7_questions_move(struct s7_questions *from, struct s7_question *question,
                                      struct s7_questions *to, size_t most, struct s7_budget *budget)
{
    struct s7_question *moved = s7_questions_add(to, most, budget);
    if (moved)
        swap(moved, question);
    s7_questions_drop(from, question);
    return moved;
}

void s7_questions_free(struct s7_questions *questions, struct s7_budget *budget)
{
    for (size_t i = 0; i < questions->room.count; i++) {
        struct s7_question *question = s7_questions_at(questions, i);
        s7_budget_free(budget, &question->octets, 1);
        s7_budget_free(budget, &question->usages, sizeof(uint32_t));
    }
    s7_budget_free(budget, &questions->room, sizeof(struct s7_question));
    questions->count = 0;
}
