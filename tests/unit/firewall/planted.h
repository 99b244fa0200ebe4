/* SPDX-License-Identifier: MIT
 *
 * unit/firewall/planted.h — a plant of the lines that a test gives.
 */
#ifndef UNIT_FIREWALL_PLANTED_H
#define UNIT_FIREWALL_PLANTED_H

#include "check.h"

#include <stdio.h>
#include <string.h>

#include "plant/plant.h"

static inline void planted_report(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                                  const char *message)
{
    (void)user;
    if (severity == S7_PLANT_ERROR)
        fprintf(stderr, "%u:%u: %s\n", mark.line, mark.column, message);
}

/* To be given to s7_plant_free(). */
static inline struct s7_plant *planted(const char *lines)
{
    char text[4096];
    struct s7_plant *plant = NULL;
    int length = snprintf(text, sizeof text, "sieben: 1\nplant: {name: Test}\n%s", lines);
    assert_in_range(length, 1, sizeof text - 1);
    assert_int_equal(s7_plant_load(text, (size_t)length, planted_report, NULL, &plant), S7_OK);
    return plant;
}

#endif
