/* SPDX-License-Identifier: MIT
 *
 * cpu/config.h — is a configuration one that a virtual CPU can be made from?
 */
#ifndef CPU_CONFIG_H
#define CPU_CONFIG_H

#include "sieben/cpu.h"

/** True when every field is within its documented range and the DB numbers are unique. */
bool s7_cpu_config_valid(const struct s7_cpu_config *config);

#endif
