/* SPDX-License-Identifier: MIT
 *
 * cli/plant_check.h — what `sieben plant check` has found, written in three ways.
 */
#ifndef CLI_PLANT_CHECK_H
#define CLI_PLANT_CHECK_H

#include <stdio.h>

#include "register/check.h"

struct s7_plant_check {
    const char *path;             /**< as it was given; "stdin" */
    const struct s7_plant *plant; /**< NULL: it could not be loaded */
    struct s7_plant_date today;
    const struct s7_register_list *list; /**< sorted */
};

/** A line per finding, why and fix below the first of each check, and a line that sums up. */
void s7_plant_check_text(FILE *out, const struct s7_plant_check *check);

/** A document sieben/plant-check/1. */
void s7_plant_check_json(FILE *out, const struct s7_plant_check *check);

/** SARIF 2.1.0 (OASIS), for those who collect findings of many programs; accepted ones are suppressed there. */
void s7_plant_check_sarif(FILE *out, const struct s7_plant_check *check);

#endif
