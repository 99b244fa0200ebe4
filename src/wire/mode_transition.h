/* SPDX-License-Identifier: MIT
 *
 * wire/mode_transition.h — the push about a change of the operating mode: Userdata with a parameter of its own
 * (s7comm.md 8.4) and no data.
 */
#ifndef WIRE_MODE_TRANSITION_H
#define WIRE_MODE_TRANSITION_H

#include "base/cursor.h"

enum { S7_MODE_TRANSITION_SIZE = 8 };

/** Modes that a push tells; all with their names: defs/mode.def, s7_name_mode(). */
enum s7_mode_code { S7_MODE_STOP = 0x00, S7_MODE_WARM_RESTART = 0x01, S7_MODE_RUN = 0x02, S7_MODE_HOLD = 0x04 };

struct s7_mode_transition {
    uint8_t unknown[2]; /**< 0 in captures */
    uint8_t mode;       /**< enum s7_mode_code */
    uint8_t last;       /**< 0 in captures */
};

/** @return S7_OK or S7_ERR_S7_MALFORMED: other size or other head. */
int s7_mode_transition_decode(struct s7_octets parameter, struct s7_mode_transition *ret_transition);

void s7_mode_transition_encode(struct s7_writer *writer, const struct s7_mode_transition *transition);

#endif
