/* SPDX-License-Identifier: MIT
 *
 * doctor_door.c — what may be the matter at the door of a CPU: rack, slot, class and resources.
 */
#include "sim/doctor_case.h"

void other_slot(struct plot *plot)
{
    plot->cpu.slot = 2;
}

void other_slot_reset(struct plot *plot)
{
    other_slot(plot);
    plot->cpu.refusal_tsap.how = S7_CPU_REFUSE_RST;
}

void other_slot_dr(struct plot *plot)
{
    other_slot(plot);
    plot->cpu.refusal_tsap = (struct s7_cpu_refusal_style){.how = S7_CPU_REFUSE_DR, .reason = 3};
}

void far_slot(struct plot *plot)
{
    plot->cpu.slot = 17;
}

void far_slot_dr(struct plot *plot)
{
    far_slot(plot);
    plot->cpu.refusal_tsap = (struct s7_cpu_refusal_style){.how = S7_CPU_REFUSE_DR, .reason = 3};
}

void far_slot_silent(struct plot *plot)
{
    far_slot(plot);
    plot->cpu.refusal_tsap.how = S7_CPU_REFUSE_SILENT;
}

/* What there is, is reserved for PG and OP. */
void exhausted(struct plot *plot)
{
    plot->cpu.resources_total = 2;
    plot->cpu.pg = (struct s7_cpu_class_limit){.reserved = 1, .most = 1};
    plot->cpu.op = (struct s7_cpu_class_limit){.reserved = 1, .most = 1};
    plot->doctor.connection_class = S7_CLASS_BASIC;
    plot->doctor.tries = 3; /* the other slots: nothing of PG and OP */
}

void exhausted_dr(struct plot *plot)
{
    exhausted(plot);
    plot->cpu.refusal_resources = (struct s7_cpu_refusal_style){.how = S7_CPU_REFUSE_DR, .reason = 1};
}

void exhausted_silent(struct plot *plot)
{
    exhausted(plot);
    plot->cpu.refusal_resources.how = S7_CPU_REFUSE_SILENT;
}

void exhausted_class(struct plot *plot)
{
    plot->faulty = true;
    plot->fault = (struct s7_cpu_fault){.kind = S7_CPU_FAULT_EXHAUSTED, .connection_class = S7_CPU_CLASS_BASIC};
}

void exhausted_once(struct plot *plot)
{
    exhausted_class(plot);
    plot->fault.times = 1;
}

void last_resource(struct plot *plot)
{
    plot->cpu.resources_total = 1;
    plot->cpu.szl_style = S7_CPU_SZL_REFUSE;
}

void no_resource_told(struct plot *plot)
{
    plot->cpu.resources_total = 1;
}
