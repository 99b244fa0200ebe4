/* SPDX-License-Identifier: MIT
 *
 * capture/span.h — what the layers of a frame hand to each other, from the outside in.
 */
#ifndef CAPTURE_SPAN_H
#define CAPTURE_SPAN_H

#include <stddef.h>
#include <stdint.h>

#include "capture/loss.h"

/** Octets of a frame, as many as were captured, and how many there were on the wire (at least as many). */
struct s7_span {
    const uint8_t *at;
    size_t size;
    size_t wire_size;
};

/** What became of looking into a layer. */
enum s7_inside {
    S7_INSIDE_FOUND,   /**< it holds what was looked for */
    S7_INSIDE_FOREIGN, /**< something else, which is no loss: ARP, UDP, … */
    S7_INSIDE_LOST     /**< it cannot be read; the reason is a loss */
};

/** Leaves out the first `count` octets, all of which were captured. */
static inline struct s7_span s7_span_after(struct s7_span span, size_t count)
{
    return (struct s7_span){span.at + count, span.size - count, span.wire_size - count};
}

#endif
