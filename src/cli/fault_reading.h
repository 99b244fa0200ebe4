/* SPDX-License-Identifier: MIT
 *
 * cli/fault_reading.h — a fault on demand as a JSON object, with the keys and words of the plant file.
 */
#ifndef CLI_FAULT_READING_H
#define CLI_FAULT_READING_H

#include <jansson.h>

#include "cli/cpu_faults.h"

struct s7_fault_reading {
    struct s7_plant_fault fault;             /**< its name and partner are not set */
    char address[S7_CPU_FAULT_PARTNER_SIZE]; /**< of the partner; "": all */
};

/**
 * Reads {"kind": "delay", "time": "500ms", "partner": "PRESS", "after": 3, "times": 1}: each kind with the keys that it
 * needs, and no others.  `partner` is a CPU or host of the plant, or a numeric address.
 * @return false with the reason in `ret_why`
 */
bool s7_fault_read(const struct s7_plant *plant, const json_t *object, struct s7_fault_reading *ret_reading,
                   char ret_why[S7_CPU_FAULTS_WHY_SIZE]);

/** The same way round: {"kind": …} of a fault that is set, with the keys that it has.  A new reference. */
json_t *s7_fault_write(const struct s7_cpu_fault *fault);

#endif
