/* SPDX-License-Identifier: MIT
 *
 * session_desk.h — a virtual CPU with all its services, four partners that nobody can rely on and one that works well.
 */
#ifndef FUZZ_SESSION_DESK_H
#define FUZZ_SESSION_DESK_H

#include "cpu/state.h"
#include "session_script.h"

enum {
    PARTNERS = 4,
    PENDING = 4096, /* octets of a partner that the CPU has not taken yet */
    DB_SIZE = 48,
    GOOD_DB = 9,
    ANSWER_MOST = 1024
};

/** How the CPU is configured; added up. */
enum desk_how {
    LOCKED = 1, /**< protection level 2, and no password opens it */
    STRICT = 2, /**< refuses what else would wait or be granted again */
    DELAYED = 4,
    FEW = 8,     /**< one chain and one subscription */
    COUNTS = 16, /**< sequence numbers in turn */
    SHORT = 32,  /**< PDU length */
    SILENT = 64
};

struct partner {
    struct s7_session *session; /**< NULL: not connected */
    const struct script *script;
    size_t next; /**< telegram of it */
    bool deaf;   /**< does not read */
    size_t pending_size;
    uint8_t pending[PENDING];
    uint8_t asked[2], sequence; /**< group and subfunction, and number, of the last answer in fragments */
};

struct desk {
    struct s7_cpu *cpu;
    unsigned how;
    s7_time now;
    struct partner partners[PARTNERS];
    struct partner good;
    uint8_t list[ANSWER_MOST]; /**< what the good one read at the beginning */
    size_t list_size;
    uint8_t answer[ANSWER_MOST]; /**< the PDU that it heard last */
    size_t answer_size;
    uint64_t heard, heard_octets; /**< PDUs, of all */
    uint64_t chains_ended;        /**< last fragments among them */
    uint64_t left;                /**< connections that ended */
};

/* session_desk.c */

/** Makes the CPU; the good one is connected and knows its list. */
void desk_open(struct desk *desk, unsigned how, const struct script *opening);
void desk_come(struct desk *desk, struct partner *partner, const char *address);
void desk_leave(struct desk *desk, struct partner *partner);
/** As a transport does: time, what waits, what is sent, the end. */
void desk_serve(struct desk *desk, struct partner *partner);
/** Octets of a partner, which connects for it if need be. */
void desk_say(struct desk *desk, struct partner *partner, const uint8_t *octets, size_t size);
/** Asks for the next fragment of what the partner got last; `how` spoils it: 1 sequence, 2 group, 4 method, 8 reference. */
void desk_go_on(struct desk *desk, struct partner *partner, const uint8_t how[3]);

/* session_good.c */

/** Writes and reads back; every fourth step a list in fragments.  It is answered, rightly, now. */
void good_works(struct desk *desk, size_t step);
/** SZL 001C, whole, into ANSWER_MOST octets.  @return its size, 0: refused because others have all chains */
size_t good_reads_list(struct desk *desk, uint8_t *list);

/* session_check.c */

/** Limits hold, what is kept and counted adds up, what may not be changed is as it was. */
void desk_check(const struct desk *desk);
/** The four have left: nothing of them is there any more. */
void desk_check_empty(const struct desk *desk);

#endif
