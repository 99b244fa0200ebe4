/* SPDX-License-Identifier: MIT
 *
 * How the CPU and its connections stand.
 */
#include "cli/control.h"

static const char *const mode_names[] = {
    [S7_CPU_MODE_STOP] = "stop", [S7_CPU_MODE_STARTUP] = "startup", [S7_CPU_MODE_RUN] = "run",
    [S7_CPU_MODE_HOLD] = "hold", [S7_CPU_MODE_DEFECT] = "defect",
};

json_t *s7_control_status(struct s7_control *control, const json_t *request, s7_time now)
{
    (void)request;
    if (!control->statistics)
        return s7_control_refuse("nothing is counted here");
    return json_pack("{s:s, s:o}", "mode", mode_names[s7_cpu_mode(control->cpu)], "statistics",
                     s7_cpu_statistics_json(control->statistics, now));
}
