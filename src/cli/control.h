/* SPDX-License-Identifier: MIT
 *
 * cli/control.h — what a virtual CPU can be told while it is played: one JSON document a line, one answer each.
 *
 *   control.c        the table of commands, requests and answers
 *   control_fault.c  faults on demand
 *   control_cpu.c    mode, PUT/GET
 *   control_status.c how the CPU and its connections stand
 *   control_socket.c who may ask: the Unix domain socket
 */
#ifndef CLI_CONTROL_H
#define CLI_CONTROL_H

#include <jansson.h>

#include "cli/cpu_statistics.h"
#include "cpu/cpu.h"
#include "plant/plant.h"

/** What the commands act upon; borrowed. */
struct s7_control {
    struct s7_cpu *cpu;
    const struct s7_plant *plant;
    const struct s7_plant_cpu *plant_cpu;
    const struct s7_cpu_statistics *statistics; /**< NULL: nothing is counted */
};

/**
 * Answers one line: {"schema": "sieben/control/1", "ok": true, …}, or {…, "ok": false, "error": "why"} for what is no
 * request, no command, or cannot be done.  A new reference.
 */
json_t *s7_control_answer(struct s7_control *control, const char *line, size_t size, s7_time now);

/* ---- for commands: defs/control.def ----------------------------------------------------------------------------- */

/** Does it and returns the fields of the answer, or s7_control_refuse().  A new reference; `request` is borrowed. */
#define S7_CONTROL(stem, name)                                                                                 \
    json_t *s7_control_##stem(struct s7_control *control, const json_t *request, s7_time now);
#include "cli/defs/control.def"
#undef S7_CONTROL

/** The answer "no", with the reason. */
json_t *s7_control_refuse(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** A text of the request; NULL: there is none of this name. */
const char *s7_control_text(const json_t *request, const char *name);

#endif
