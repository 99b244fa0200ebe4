/* SPDX-License-Identifier: MIT
 *
 * register/budget.h — connection resources: what a CPU has of each class, and what the plant's connections take of it.
 *
 * A connection takes one in both of its ends: in the served one of its own class, in the active one of the basic class.
 */
#ifndef REGISTER_BUDGET_H
#define REGISTER_BUDGET_H

#include "plant/plant.h"

enum { S7_BUDGET_CLASSES = 3 };

struct s7_budget {
    struct s7_budget_class {
        unsigned served; /**< connections that it serves */
        unsigned active; /**< connections that it opens */
        unsigned reserved;
        unsigned most;            /**< 0: only the total limits */
        unsigned spare;           /**< connections of the class that there is still room for */
    } classes[S7_BUDGET_CLASSES]; /**< by enum s7_plant_class_name */
    unsigned total;
    unsigned used;
};

/**
 * The class of a connection at its served side: as its service says (HMI, PG); else as the first octet of a TSAP of
 * two; else as the host that opens it; a CPU's connections are basic ones.
 */
enum s7_plant_class_name s7_register_class_of(const struct s7_plant_connection *connection);

/** "pg", "op", "basic". */
const char *s7_register_class_word(enum s7_plant_class_name name);

struct s7_budget s7_register_budget(const struct s7_plant *plant, const struct s7_plant_cpu *cpu);

#endif
