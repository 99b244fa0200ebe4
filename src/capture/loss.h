/* SPDX-License-Identifier: MIT
 *
 * capture/loss.h — counters of what of a capture could not be used.
 */
#ifndef CAPTURE_LOSS_H
#define CAPTURE_LOSS_H

#include <stdint.h>

enum s7_loss {
#define S7_LOSS(NAME, unit, text) S7_LOSS_##NAME,
#include "capture/defs/loss.def"
#undef S7_LOSS
    S7_LOSS_COUNT
};

enum s7_loss_unit { S7_LOSS_PACKETS, S7_LOSS_OCTETS, S7_LOSS_EVENTS };

struct s7_losses {
    uint64_t counts[S7_LOSS_COUNT];
};

/** "GAP", … for documents. */
const char *s7_loss_name(enum s7_loss loss);
enum s7_loss_unit s7_loss_unit_of(enum s7_loss loss);
/** Behind a number and its unit: "missing in the capture". */
const char *s7_loss_text(enum s7_loss loss);
/** "packets", "octets", "" (an event's text begins with what is counted). */
const char *s7_loss_unit_name(enum s7_loss_unit unit);

#endif
