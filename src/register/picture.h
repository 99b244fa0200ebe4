/* SPDX-License-Identifier: MIT
 *
 * register/picture.h — who touches which bits of one area of a CPU: what a picture of a data block is drawn from.
 *
 * Nothing but the access sets of register/accesses.h, seen from the CPU: connections that it serves, connections that it
 * opens (what their jobs send is read, where they receive is written), its own program, and simulated values.
 */
#ifndef REGISTER_PICTURE_H
#define REGISTER_PICTURE_H

#include "register/accesses.h"

enum s7_picture_by {
    S7_PICTURE_SERVED, /**< a connection to this CPU */
    S7_PICTURE_ACTIVE, /**< a connection that this CPU opens */
    S7_PICTURE_PROGRAM,
    S7_PICTURE_SIMULATED
};

enum s7_picture_act { S7_PICTURE_WRITES, S7_PICTURE_READS, S7_PICTURE_ACTS };

/** One who touches the area. */
struct s7_picture_hand {
    char letter; /**< A…Z, a…z, 0…9 in the order of the plant; '*': one of those behind them */
    enum s7_picture_by by;
    const struct s7_plant_connection *connection; /**< NULL: the CPU's own */
    struct s7_access_set sets[S7_PICTURE_ACTS];   /**< within the area */
};

struct s7_picture {
    const struct s7_plant_cpu *cpu;
    const struct s7_plant_db *block; /**< NULL: not a DB, or not in the plant */
    struct s7_range area;            /**< all of it */
    unsigned unit_bits;              /**< of what is shown as one: an octet, a timer, a counter */
    uint32_t declared;               /**< units that the area has; 0: not known */
    uint32_t count;                  /**< units from 0 to the last one that is declared (of a DB) or touched */
    struct s7_picture_hand *hands;
    size_t hand_count;
    struct s7_access_set touched[S7_PICTURE_ACTS];
    struct s7_access_set conflicts; /**< bits that two write */
    struct s7_access_set beyond;    /**< bits that are touched and are not there */
    struct s7_access_set idle;      /**< bits of a DB that nobody touches */
    char *marks[S7_PICTURE_ACTS];   /**< one per unit, see s7_picture_mark() */
};

/**
 * @param db  0 unless `area` is S7_AREA_DB
 * @return S7_OK and the picture (end with s7_picture_free()), or S7_ERR_LOCAL_MEMORY
 */
int s7_picture_draw(const struct s7_plant *plant, const struct s7_plant_cpu *cpu, enum s7_area area,
                    uint16_t db, struct s7_picture *ret_picture);
void s7_picture_free(struct s7_picture *picture);

/**
 * The areas of a CPU that are touched, and its DBs: one range without bits each, ordered as an access set is.
 * @return S7_OK and *ret_areas on the heap (free()), NULL for none; or S7_ERR_LOCAL_MEMORY
 */
int s7_picture_areas(const struct s7_plant *plant, const struct s7_plant_cpu *cpu, struct s7_range **ret_areas,
                     size_t *ret_count);

enum {
    S7_PICTURE_NOBODY = '.',
    S7_PICTURE_SEVERAL = '+', /**< more than one, on bits of their own when they write */
    S7_PICTURE_CONFLICT = '!' /**< two write the same bit */
};

/** What stands for unit `index` (below `count`): the letter of the one that touches it, or one of the above. */
char s7_picture_mark(const struct s7_picture *picture, enum s7_picture_act act, uint32_t index);

/** The same for one bit of the area. */
char s7_picture_bit(const struct s7_picture *picture, enum s7_picture_act act, uint32_t bit);

/** Some, but not all bits of the unit are touched, or not all by the same. */
bool s7_picture_is_mixed(const struct s7_picture *picture, enum s7_picture_act act, uint32_t index);

/** A bit of the unit is touched that is not there. */
bool s7_picture_is_beyond(const struct s7_picture *picture, uint32_t index);

#endif
