/* SPDX-License-Identifier: MIT
 *
 * cpu/state.h — what a virtual CPU is made of; private to this module.
 */
#ifndef CPU_STATE_H
#define CPU_STATE_H

#include "cpu/access.h"
#include "cpu/area.h"
#include "cpu/clock.h"
#include "cpu/cpu.h"
#include "cpu/fault.h"
#include "cpu/mode.h"
#include "cpu/partner.h"
#include "cpu/password.h"
#include "cpu/resources.h"
#include "cpu/szl_state.h"

/** What callers that are not let in get, by cause. */
struct s7_cpu_refused {
    struct s7_cpu_refusal_style style;
    uint64_t count;
};

/** The called TSAPs that lead to this CPU, and what the others get. */
struct s7_cpu_door {
    uint8_t rack;
    uint8_t slot;
    bool any_slot;
    bool slot_zero;
    struct s7_cpu_refused tsap, resources;
};

struct s7_cpu {
    struct s7_memory memory; /**< first: s7_cpu_memory() hands it out */
    struct s7_cpu_memory_lock lock;
    struct s7_cpu_config config; /**< that it was made with; without its DBs and its password */
    bool on_heap;                /**< made by s7_cpu_new() */
    void *reloaded; /**< the areas since the last reload, on the heap; NULL: in the same memory block */
    struct s7_cpu_areas areas;
    struct s7_cpu_rules rules;
    struct s7_cpu_door door;
    struct s7_cpu_resources resources;
    struct s7_setup most; /**< granted at most */
    bool tpdu_limits_pdu;
    bool put_get;
    enum s7_cpu_access_level access_level;
    struct s7_cpu_faults faults;
    struct s7_impair *impair; /**< in the same memory block; NULL: without octet_faults */
    struct s7_cpu_secret secret;
    struct s7_cpu_partners partners; /**< in the same memory block */
    struct s7_cpu_mode_state mode;
    uint16_t stopped_by; /**< event of the last stop */
    struct s7_cpu_clock_state clock;
    struct s7_cpu_szl_state szl; /**< in the same memory block */
    struct s7_server *server;    /**< in the same memory block */
    const struct s7_observer *observer;
    bool (*extension)(void *user, struct s7_request *request, s7_time now);
    void *extension_user;
    void (*written)(void *user, const struct s7_range *range, s7_time now);
    void *written_user;
};

/** The CPU's own view of its data. */
extern const struct s7_memory_ops s7_cpu_memory_ops;

#endif
