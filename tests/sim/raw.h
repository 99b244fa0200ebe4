/* SPDX-License-Identifier: MIT
 *
 * tests/sim/raw.h — a partner of octets: what it sends was written down before.
 */
#ifndef SIM_RAW_H
#define SIM_RAW_H

#include "base/session.h"

/** A session that sends given octets and remembers what it gets. */
struct raw {
    struct s7_session session;
    const uint8_t *out;
    size_t out_size;
    bool reads;
    bool closed;
    uint8_t in[8192];
    size_t in_size;
};

/** A session that will send `size` octets of `out`, which stays the caller's. */
void raw_init(struct raw *raw, const uint8_t *out, size_t size);

#endif
