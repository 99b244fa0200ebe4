/* SPDX-License-Identifier: MIT
 *
 * knowledge.h — what a capture tells about the state of the CPU in it: its lists, its clock, its password, its data
 * blocks, where it sits.
 *
 * This is state, each piece once and as it was when it was first seen; which request brought it is forgotten.  What
 * of it becomes a plant file is plant_text.h's matter.
 */
#ifndef REPLAY_KNOWLEDGE_H
#define REPLAY_KNOWLEDGE_H

#include "pairing.h"

enum {
    KNOWN_LISTS = 128,
    KNOWN_LIST_SIZE = 4096,
    KNOWN_DBS = 64,
    KNOWN_TIME_SIZE = 8,
    KNOWN_PASSWORD_SIZE = 8
};

/** A system status list, or an extract of one, as its fragments told it. */
struct known_list {
    uint16_t id, index;
    uint16_t record_size, record_count; /**< of its head */
    size_t size;                        /**< octets of records that were seen */
    uint8_t records[KNOWN_LIST_SIZE];
};

/** A data block is at least as long as what was read from it. */
struct known_db {
    uint16_t number;
    uint32_t size;
};

struct knowledge {
    size_t list_count;
    struct known_list lists[KNOWN_LISTS];
    size_t db_count;
    struct known_db dbs[KNOWN_DBS];
    bool has_clock;
    uint8_t
        clock[KNOWN_TIME_SIZE]; /**< BCD: year, month, day, hour, minute, second, milliseconds and weekday */
    int64_t clock_time;         /**< of the frame that told it */
    bool has_password;
    uint8_t password[KNOWN_PASSWORD_SIZE];
    bool has_place; /**< a connection request that was confirmed told rack and slot */
    uint8_t rack, slot;
    int64_t start; /**< time of the first packet */
};

void knowledge_learn(const struct recording *recording, const struct pairing *pairing,
                     struct knowledge *ret_knowledge);

/** NULL: was not seen. */
const struct known_list *knowledge_list(const struct knowledge *knowledge, uint16_t id, uint16_t index);

#endif
