/* SPDX-License-Identifier: MIT
 *
 * cpu/resources.h — connection resources of a CPU: how many connections of which class it carries.
 */
#ifndef CPU_RESOURCES_H
#define CPU_RESOURCES_H

#include "sieben/cpu.h"

/** The classes that a CPU keeps resources for. */
enum { S7_CPU_CLASS_COUNT = S7_CPU_CLASS_OTHER + 1 };

struct s7_cpu_class_use {
    struct s7_cpu_class_limit limit;
    uint16_t used;
};

struct s7_cpu_resources {
    uint16_t total;
    uint16_t used;
    struct s7_cpu_class_use classes[S7_CPU_CLASS_COUNT];
};

void s7_cpu_resources_init(struct s7_cpu_resources *resources, const struct s7_cpu_config *config);

/**
 * Takes one resource of a class: its own reserved ones, else one of the pool that is reserved for nobody.
 * @return the class's entry, to be given back once; NULL: none left.
 */
struct s7_cpu_class_use *s7_cpu_resources_take(struct s7_cpu_resources *resources, enum s7_cpu_class of);

void s7_cpu_resources_give(struct s7_cpu_resources *resources, struct s7_cpu_class_use *taken);

#endif
