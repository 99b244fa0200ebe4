/* SPDX-License-Identifier: MIT
 *
 * cpu/partner.h — what a CPU remembers of a connection that it let in: as long as the connection lasts, in room that is
 * there from the beginning.
 */
#ifndef CPU_PARTNER_H
#define CPU_PARTNER_H

#include "base/slab.h"
#include "cpu/resources.h"
#include "engine/server.h"

/** One connection.  Its handles are the server's (s7_server_handle_take()), 0: none. */
struct s7_cpu_partner {
    struct s7_cpu_class_use *taken; /**< its connection resource */
    struct s7_link *link;           /**< NULL: not in use */
    bool legitimised;               /**< gave the password */
    uint8_t events; /**< subscribed, bits of wire/message_service.h; alarms are not among them */
    bool alarms;    /**< subscribed */
    uint8_t events_handle;
    uint8_t alarms_handle;
};

struct s7_cpu_partners {
    struct s7_slab slab;
    size_t subscribed; /**< partners with a subscription */
};

/** Octets that s7_cpu_partners_init() needs for `count` of them. */
size_t s7_cpu_partners_size(size_t count);

/** `memory` is aligned for anything and stays the caller's. */
void s7_cpu_partners_init(struct s7_cpu_partners *partners, void *memory, size_t count);

/** Makes the partner of a link that is let in, and its owner's pointer.  Never more of them than there is room for. */
struct s7_cpu_partner *s7_cpu_partners_take(struct s7_cpu_partners *partners, struct s7_link *link,
                                            struct s7_cpu_class_use *taken);

/** The link has ended. */
void s7_cpu_partners_give(struct s7_cpu_partners *partners, struct s7_cpu_partner *partner);

/** Number `index`, NULL: not in use; for walking over all, index < partners->slab.block_count. */
struct s7_cpu_partner *s7_cpu_partners_at(const struct s7_cpu_partners *partners, size_t index);

/** The partner of a link that was let in. */
struct s7_cpu_partner *s7_cpu_partner_of(const struct s7_link *link);

#endif
