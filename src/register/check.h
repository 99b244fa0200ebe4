/* SPDX-License-Identifier: MIT
 *
 * register/check.h — the checks of a register, over a loaded plant.
 *
 * Nothing here reads a clock: `today` is given, so that an audit of last year's file can be repeated.
 */
#ifndef REGISTER_CHECK_H
#define REGISTER_CHECK_H

#include "register/finding.h"

/** A s7_plant_topic_report() whose `user` is a list: what the loader finds becomes findings. */
void s7_register_take(void *list, enum s7_plant_severity severity, enum s7_plant_topic topic,
                      struct s7_plant_mark mark, const char *message);

/**
 * Runs every check; the list may have the loader's findings already.  Afterwards it is sorted and counted, findings that
 * an exception of the plant accepts are marked, and exceptions that have ended or accept nothing are findings.
 * The list borrows names and exceptions from the plant.
 * @return S7_OK or S7_ERR_LOCAL_MEMORY
 */
int s7_register_check(const struct s7_plant *plant, struct s7_plant_date today, struct s7_register_list *list);

#endif
