/* SPDX-License-Identifier: MIT
 *
 * mode.c — the operating mode: each transition leaves its entries in the diagnostic buffer, then partners are told.
 */
#include "cpu/mode.h"

#include "cpu/state.h"
#include "cpu/subscription.h"
#include "wire/mode_transition.h"

/* Entries as captured at a stop and at a warm restart (s7comm A.2, SZL 00A0 [ONL#62]). */
enum {
    EVENT_STARTUP = 0x4301,
    EVENT_RUN = 0x4302,
    EVENT_STOP_SWITCH = 0x4303,
    EVENT_STOP_PARTNER = 0x4304,
    EVENT_WARM_RESTART = 0x1381,
    EVENT_COLD_RESTART = 0x1385,
    PRIORITY_NONE = 0xFF,
    OB_STOP = 0x84,
    OB_STARTUP = 0x46,
    OB_RUN = 0x68,
    PRIORITY_RESTART = 0x1B,
    OB_RESTART = 0x64,
    DAT_ID_STARTUP = 0xC772,
    DAT_ID_RUN = 0xC700,
    START_INFO = 0x08147714
};

const struct s7_cpu_mode_state *s7_cpu_mode_state(const struct s7_cpu *cpu)
{
    return &cpu->mode;
}

enum s7_cpu_mode s7_cpu_mode(const struct s7_cpu *cpu)
{
    return cpu->mode.mode;
}

bool s7_cpu_switch_runs(enum s7_cpu_switch position)
{
    return position == S7_CPU_SWITCH_RUN || position == S7_CPU_SWITCH_RUN_P;
}

static void enter(struct s7_cpu *cpu, enum s7_cpu_mode mode, s7_time now)
{
    cpu->mode.previous = cpu->mode.mode;
    cpu->mode.mode = mode;
    cpu->mode.since = s7_cpu_clock(cpu, now);
}

static void tell(struct s7_cpu *cpu, const struct s7_cpu_event *event, s7_time now)
{
    struct s7_diagnostic_event told;
    s7_cpu_diagnose(cpu, event, now, &told);
    s7_cpu_push_event(cpu, &told, now);
}

static void stop(struct s7_cpu *cpu, enum s7_cpu_cause cause, s7_time now)
{
    bool by_switch = cause == S7_CPU_CAUSE_SWITCH;
    const struct s7_cpu_event stopped = {
        .event = by_switch ? EVENT_STOP_SWITCH : EVENT_STOP_PARTNER, .priority = PRIORITY_NONE, .ob = OB_STOP};
    cpu->stopped_by = stopped.event;
    enter(cpu, S7_CPU_MODE_STOP, now);
    tell(cpu, &stopped, now);
    s7_cpu_push_mode(cpu, S7_MODE_STOP, now);
}

/* A cold restart begins with what was loaded; a warm one leaves all data as they are: none is declared not retentive. */
static void reset_data(struct s7_cpu *cpu)
{
    s7_memory_lock(&cpu->memory);
    s7_cpu_areas_clear(&cpu->areas);
    s7_memory_unlock(&cpu->memory);
}

/* Only RUN is pushed: of a start that lasts no time a partner sees the end [TIAHW#138]. */
static void start(struct s7_cpu *cpu, enum s7_cpu_cause cause, s7_time now)
{
    cpu->mode.started = true;
    cpu->mode.cold = cause == S7_CPU_CAUSE_COLD;
    if (cpu->mode.cold)
        reset_data(cpu);
    const struct s7_cpu_event startup = {.event = EVENT_STARTUP,
                                         .priority = PRIORITY_NONE,
                                         .ob = OB_STARTUP,
                                         .dat_id = DAT_ID_STARTUP,
                                         .info1 = cpu->stopped_by,
                                         .info2 = START_INFO};
    struct s7_cpu_event restart = startup;
    restart.event = cpu->mode.cold ? EVENT_COLD_RESTART : EVENT_WARM_RESTART;
    restart.priority = PRIORITY_RESTART;
    restart.ob = OB_RESTART;
    const struct s7_cpu_event run = {
        .event = EVENT_RUN, .priority = PRIORITY_NONE, .ob = OB_RUN, .dat_id = DAT_ID_RUN, .info2 = START_INFO};
    enter(cpu, S7_CPU_MODE_STARTUP, now);
    tell(cpu, &startup, now);
    tell(cpu, &restart, now);
    enter(cpu, S7_CPU_MODE_RUN, now);
    tell(cpu, &run, now);
    s7_cpu_push_mode(cpu, S7_MODE_RUN, now);
}

/* Out of HOLD the program goes on; no entry of the diagnostic buffer is known for it. */
static void run(struct s7_cpu *cpu, enum s7_cpu_cause cause, s7_time now)
{
    if (cpu->mode.mode != S7_CPU_MODE_HOLD) {
        start(cpu, cause, now);
        return;
    }
    enter(cpu, S7_CPU_MODE_RUN, now);
    s7_cpu_push_mode(cpu, S7_MODE_RUN, now);
}

int s7_cpu_set_mode(struct s7_cpu *cpu, enum s7_cpu_mode mode, enum s7_cpu_cause cause, s7_time now)
{
    bool forbidden = mode == S7_CPU_MODE_STARTUP || mode > S7_CPU_MODE_DEFECT ||
                     (mode == S7_CPU_MODE_RUN && !s7_cpu_switch_runs(cpu->mode.position));
    if (forbidden || (cpu->mode.mode == S7_CPU_MODE_DEFECT && mode != S7_CPU_MODE_DEFECT))
        return S7_ERR_LOCAL_ARGUMENT;
    if (cpu->mode.mode == mode)
        return S7_OK;
    if (mode == S7_CPU_MODE_STOP)
        stop(cpu, cause, now);
    else if (mode == S7_CPU_MODE_RUN)
        run(cpu, cause, now);
    else
        enter(cpu, mode, now);
    if (mode == S7_CPU_MODE_HOLD)
        s7_cpu_push_mode(cpu, S7_MODE_HOLD, now);
    return S7_OK;
}

void s7_cpu_set_switch(struct s7_cpu *cpu, enum s7_cpu_switch position, s7_time now)
{
    if ((unsigned)position > S7_CPU_SWITCH_MRES)
        return;
    bool ran = s7_cpu_switch_runs(cpu->mode.position);
    bool runs = s7_cpu_switch_runs(position);
    cpu->mode.position = position;
    if (ran && !runs)
        (void)s7_cpu_set_mode(cpu, S7_CPU_MODE_STOP, S7_CPU_CAUSE_SWITCH,
                              now); /* a CPU that is DEFECT stays it */
    else if (!ran && runs)
        (void)s7_cpu_set_mode(cpu, S7_CPU_MODE_RUN, S7_CPU_CAUSE_SWITCH, now);
}
