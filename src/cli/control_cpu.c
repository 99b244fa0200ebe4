/* SPDX-License-Identifier: MIT
 *
 * The CPU's mode and what it permits, as its switch and a download would change them.
 */
#include <string.h>

#include "cli/control.h"

static const struct {
    const char *name;
    enum s7_cpu_mode mode;
} modes[] = {
    {"run", S7_CPU_MODE_RUN},
    {"stop", S7_CPU_MODE_STOP},
};

json_t *s7_control_mode(struct s7_control *control, const json_t *request, s7_time now)
{
    const char *wanted = s7_control_text(request, "mode");
    for (size_t i = 0; wanted && i < sizeof modes / sizeof modes[0]; i++) {
        if (strcmp(modes[i].name, wanted) != 0)
            continue;
        if (s7_cpu_set_mode(control->cpu, modes[i].mode, S7_CPU_CAUSE_PARTNER, now) != S7_OK)
            return s7_control_refuse("the mode switch, or a defect, does not let the CPU go to %s", wanted);
        return json_pack("{s:s}", "mode", wanted);
    }
    return s7_control_refuse("\"mode\" is run or stop");
}

json_t *s7_control_put_get(struct s7_control *control, const json_t *request, s7_time now)
{
    const char *wanted = s7_control_text(request, "put_get");
    bool permit = wanted && strcmp(wanted, "permit") == 0;
    (void)now;
    if (!permit && (!wanted || strcmp(wanted, "block") != 0))
        return s7_control_refuse("\"put_get\" is permit or block");
    s7_cpu_permit_put_get(control->cpu, permit);
    return json_pack("{s:s}", "put_get", wanted);
}
