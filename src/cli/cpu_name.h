/* SPDX-License-Identifier: MIT
 *
 * cli/cpu_name.h — what a CPU is called: what a person has to type before it is started or stopped.
 */
#ifndef CLI_CPU_NAME_H
#define CLI_CPU_NAME_H

#include "cli/online.h"

struct s7_cpu_name {
    char text[S7_TARGET_LABEL_SIZE];
    const char *source; /**< "plant", "station", "module", "address": whose word it is; static */
};

/**
 * Its name in the plant file when the target is NAME@PLANT; else the station name, or the module name, that the CPU
 * tells over a connection of its own (SZL 001C); when it tells none, HOST:PORT.
 * @return S7_OK, or the error, also in *ret_fault; *ret_note: what the partner may be, or NULL
 */
int s7_cpu_name_find(struct s7_online *online, struct s7_cpu_name *ret_name, struct s7_fault *ret_fault,
                     const char **ret_note);

/** "its name in the plant file", …; static. */
const char *s7_cpu_name_source(const struct s7_cpu_name *name);

#endif
