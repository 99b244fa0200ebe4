/* SPDX-License-Identifier: MIT
 *
 * plant/check.h — does a CPU hold an area?
 */
#ifndef PLANT_CHECK_H
#define PLANT_CHECK_H

#include "plant/load.h"

/** Why an area is not there, in words; empty: it is. */
struct s7_area_verdict {
    char text[160];
};

struct s7_area_verdict s7_check_area(const struct s7_plant_cpu *cpu, const struct s7_range *range);

#endif
