/* SPDX-License-Identifier: MIT
 *
 * capture/tsdu.h — user data of one direction, put together from its DTs (ISO 8073 class 0).
 */
#ifndef CAPTURE_TSDU_H
#define CAPTURE_TSDU_H

#include "base/cursor.h"
#include "capture/budget.h"

enum { S7_TSDU_MAX = 65535 };

struct s7_tsdu {
    struct s7_room room;
    size_t fill;
    unsigned framing; /**< of the DTs up to now (enum s7_framing) */
    bool begun;       /**< a DT with user data and without EOT came */
    bool skipping;    /**< what is left of a TSDU that was given up */
};

enum s7_tsdu_end {
    S7_TSDU_MORE,  /**< goes on in the next DT */
    S7_TSDU_EMPTY, /**< no user data */
    S7_TSDU_WHOLE, /**< of one DT: it is where it was */
    S7_TSDU_PARTS, /**< of several: its octets are `tsdu->room`, and the caller may write to them */
    S7_TSDU_GIVEN_UP
};

/** Takes the user data of the next DT; *ret_pdu when a TSDU is complete, borrowed until the next call. */
enum s7_tsdu_end s7_tsdu_take(struct s7_tsdu *tsdu, struct s7_budget *budget, struct s7_octets user_data,
                              bool eot, struct s7_octets *ret_pdu);

/** Octets of the direction are missing: what was begun cannot be ended. */
void s7_tsdu_break(struct s7_tsdu *tsdu);
void s7_tsdu_free(struct s7_tsdu *tsdu, struct s7_budget *budget);

#endif
