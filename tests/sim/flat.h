/* SPDX-License-Identifier: MIT
 *
 * tests/sim/flat.h — the smallest owner of a server: one flat memory as DB 1, answered now, later or in reverse.
 *
 * It is not a CPU: no areas, no rights.  It exists so that the engines are tested without one.  Asked for system status
 * list `id`, index `index`, it answers `id` octets of its memory from `index` on.
 */
#ifndef SIM_FLAT_H
#define SIM_FLAT_H

#include "engine/server.h"

enum { FLAT_SIZE = 8192, FLAT_KEPT = 64 };

struct flat {
    struct s7_server *server;
    uint8_t memory[FLAT_SIZE];
    uint16_t pdu_length, amq;
    size_t
        answer_later; /**< keep requests until this many are there, then answer them in reverse; 0: at once */
    struct s7_request *kept[FLAT_KEPT];
    size_t kept_count;
    size_t most_kept;
    size_t requests;
    uint16_t refuse;    /**< header error for every Read/Write Var; 0: serve */
    bool mute;          /**< take requests, never answer */
    bool end_then_keep; /**< end the link in the middle of its request, then try to keep that */
    bool kept_after_end;
    enum s7_admit admit;
    uint8_t reason;
    size_t disconnects;
};

/** A server with `config` defaults changed by the caller before; config.ops and user are set here. */
void flat_init(struct flat *flat, struct s7_server_config config);
void flat_done(struct flat *flat);
/** Answers everything that is kept, last first. */
void flat_answer(struct flat *flat, s7_time now);

#endif
