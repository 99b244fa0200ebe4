/* SPDX-License-Identifier: MIT
 *
 * capture/question.h — requests that something is still to come for: an answer, fragments of it, or pushes.
 *
 * A list keeps the memory of those that are done with for those that come, so a connection that goes on takes none.
 */
#ifndef CAPTURE_QUESTION_H
#define CAPTURE_QUESTION_H

#include "capture/budget.h"
#include "capture/pdu.h"

struct s7_question {
    struct s7_function_key key;
    uint16_t reference; /**< PDU reference of the request */
    uint8_t sequence;   /**< of fragments and pushes: the number that they carry */
    uint8_t side;       /**< that asked */
    bool back;          /**< the served side asked its client, for itself */
    bool superseded;    /**< its reference was used again: nobody's answer finds it */
    bool excused;       /**< its answer may be among octets that are missing in the capture */
    bool continuation;  /**< asks for the next fragment; the question is in the list of those */
    uint8_t
        doubts; /**< answers that may be of it or of another one with its reference; 0: it is the only one */
    bool once;  /**< is over with its first push */
    uint64_t packet;
    s7_time time;
    struct s7_room octets; /**< the PDU */
    size_t size;           /**< 0: there was no memory for it */
    struct s7_room usages; /**< uint32_t each: which usages of the talk its accesses are */
    size_t usage_count;
};

struct s7_questions {
    struct s7_room room; /**< struct s7_question; those from `count` on have only memory */
    size_t count;
};

/** A question at the end of the list, everything but its memory 0; NULL: `most` are there, or there is no memory. */
struct s7_question *s7_questions_add(struct s7_questions *questions, size_t most, struct s7_budget *budget);

/** Keeps the PDU, if there is room. */
void s7_question_keep(struct s7_question *question, struct s7_budget *budget, struct s7_octets pdu);
struct s7_octets s7_question_pdu(const struct s7_question *question);

/** The open request of a side with this reference that was not superseded; NULL: none.  Jobs and Userdata have references of their own. */
struct s7_question *s7_questions_find(const struct s7_questions *questions, unsigned side, uint8_t rosctr,
                                      uint16_t reference);

/** Takes it out of the list; the last one takes its place. */
void s7_questions_drop(struct s7_questions *questions, struct s7_question *question);

/** Moves it to the end of `to`, memory and all; NULL: no room there, it is dropped. */
struct s7_question *s7_questions_move(struct s7_questions *from, struct s7_question *question,
                                      struct s7_questions *to, size_t most, struct s7_budget *budget);

/** Number `index` of the list. */
struct s7_question *s7_questions_at(const struct s7_questions *questions, size_t index);

void s7_questions_free(struct s7_questions *questions, struct s7_budget *budget);

#endif
