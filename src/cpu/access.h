/* SPDX-License-Identifier: MIT
 *
 * cpu/access.h — the outside view of a CPU's data: which item is served, and with which code the others are refused.
 */
#ifndef CPU_ACCESS_H
#define CPU_ACCESS_H

#include "cpu/area.h"
#include "wire/data_item.h"
#include "wire/item.h"

enum s7_cpu_intent { S7_CPU_READ, S7_CPU_WRITE };

/** What an item means in this CPU. */
struct s7_cpu_access {
    uint8_t code; /**< S7_RETURN_SUCCESS, or the item's return code; the rest is valid with SUCCESS only */
    uint8_t transport_size; /**< of the data item that carries the value */
    size_t size;            /**< octets of the value */
    struct s7_range range;
    struct s7_cpu_area *area;
};

struct s7_cpu_faults;

/** What the CPU permits, beyond what its data blocks say of themselves. */
struct s7_cpu_rules {
    uint8_t optimized_code;       /**< refuses a DB with optimized block access */
    bool timer_counter_write;     /**< else S7_RETURN_ACCESS */
    struct s7_cpu_faults *faults; /**< on demand, that make data blocks look otherwise; NULL: none */
};

/**
 * Judges one item specification.  The first of these that applies is the code (their order is not captured from a
 * real CPU; corrections.md D8): no S7ANY, type or area not known, several bits 06 · DB missing 0A · DB optimized
 * rules->optimized_code · beyond the end, nothing asked for, or not on an octet boundary 05 · writing what is
 * protected 03.
 */
struct s7_cpu_access s7_cpu_access_judge(struct s7_cpu_areas *areas, const struct s7_cpu_rules *rules,
                                         enum s7_cpu_intent intent, const struct s7_item *item);

/** Whether a value fits a granted access: S7_RETURN_SUCCESS, or 07 when type or length differ. */
uint8_t s7_cpu_access_match(const struct s7_cpu_access *access, const struct s7_data_item *value);

#endif
