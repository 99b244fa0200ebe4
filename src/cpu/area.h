/* SPDX-License-Identifier: MIT
 *
 * cpu/area.h — where the octets of a virtual CPU lie: I, Q, M, T, C and the data blocks.
 *
 * The octets themselves are part of the CPU's one memory block; nothing here allocates.
 */
#ifndef CPU_AREA_H
#define CPU_AREA_H

#include "sieben/address.h"
#include "sieben/cpu.h"

/** A run of octets that items address from 0; size 0 is a valid area in which no address exists. */
struct s7_cpu_area {
    uint8_t *octets;
    size_t size;
};

/** A data block as it was declared. */
struct s7_cpu_block {
    struct s7_cpu_area area;
    uint16_t number;
    bool optimized;
    bool write_protected;
};

/** Areas that are not data blocks, in the order in which they lie in memory. */
enum { S7_CPU_AREA_COUNT = 5 };

struct s7_cpu_areas {
    struct s7_cpu_area fixed[S7_CPU_AREA_COUNT];
    struct s7_cpu_block *blocks; /**< ordered by number */
    size_t block_count;
};

/** Octets of all areas and data blocks together; may exceed the address space. */
uint64_t s7_cpu_areas_size(const struct s7_cpu_config *config);

/**
 * Lays areas and data blocks over `octets` (s7_cpu_areas_size() of them, set to 0) and declares the blocks in
 * `blocks` (config->db_count of them).  Both stay the caller's.
 */
void s7_cpu_areas_init(struct s7_cpu_areas *areas, struct s7_cpu_block *blocks, uint8_t *octets,
                       const struct s7_cpu_config *config);

/** Copies what both have: areas and data blocks by number, as far as the shorter goes. */
void s7_cpu_areas_copy(struct s7_cpu_areas *to, const struct s7_cpu_areas *from);

/** Sets all octets to 0, what a data block was declared with. */
void s7_cpu_areas_clear(struct s7_cpu_areas *areas);

/** The area with this code, NULL: this CPU has none (data blocks are not found here). */
struct s7_cpu_area *s7_cpu_areas_fixed(struct s7_cpu_areas *areas, uint8_t code);

/** The data block with this number, NULL: there is none. */
struct s7_cpu_block *s7_cpu_areas_block(struct s7_cpu_areas *areas, uint16_t number);

#endif
