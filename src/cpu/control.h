/* SPDX-License-Identifier: MIT
 *
 * cpu/control.h — start and stop by a partner, and the other program invocation services: what is done, what is refused.
 */
#ifndef CPU_CONTROL_H
#define CPU_CONTROL_H

#include "cpu/mode.h"
#include "engine/server.h"
#include "wire/pi_service.h"

/** What becomes of a control request. */
struct s7_cpu_verdict {
    uint16_t error; /**< 0: it is done */
    uint8_t status; /**< second octet of the answer's parameter when it is refused: s7comm 5.3 */
    bool starts;    /**< … by a start */
    bool stops;
    enum s7_cpu_cause cause; /**< of either */
};

/** Judges a stop. */
struct s7_cpu_verdict s7_cpu_judge_stop(const struct s7_cpu *cpu, const struct s7_link *link);

/** Judges a PI service by its name and argument. */
struct s7_cpu_verdict s7_cpu_judge_pi(const struct s7_cpu *cpu, const struct s7_link *link,
                                      const struct s7_pi_service *service);

/** Answers, and then does what was judged: partners see the answer before the pushes [STOP#2-#4]. */
void s7_cpu_carry_out(struct s7_cpu *cpu, struct s7_request *request, const struct s7_cpu_verdict *verdict,
                      s7_time now);

#endif
