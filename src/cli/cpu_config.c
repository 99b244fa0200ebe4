/* SPDX-License-Identifier: MIT */
#include "cli/cpu_config.h"

#include "cli/cpu_access.h"
#include "cli/cpu_identity.h"

#include <stdlib.h>

static struct s7_cpu_class_limit limit_of(const struct s7_plant_class *class_)
{
    struct s7_cpu_class_limit limit = {class_->reserved, class_->most};
    return limit;
}

static const enum s7_cpu_refusal refusal_of[] = {S7_CPU_REFUSE_FIN, S7_CPU_REFUSE_RST, S7_CPU_REFUSE_DR,
                                                 S7_CPU_REFUSE_SILENT}; /* profile/defs/word.def */

static const enum s7_cpu_cc_order cc_order_of[] = {S7_CPU_CC_C0_C1_C2, S7_CPU_CC_C1_C2_C0,
                                                   S7_CPU_CC_C0_C2_C1}; /* profile/defs/word.def */

static const enum s7_cpu_szl_style szl_style_of[] = {S7_CPU_SZL_ANSWER, S7_CPU_SZL_REFUSE, S7_CPU_SZL_CLOSE,
                                                     S7_CPU_SZL_SILENT}; /* profile/defs/word.def */

static struct s7_cpu_refusal_style style_of(const struct s7_figure *how, const struct s7_figure *reason)
{
    return (struct s7_cpu_refusal_style){.how = refusal_of[how->value], .reason = (uint8_t)reason->value};
}

static void take_profile(const struct s7_profile *profile, struct s7_cpu_config *config)
{
    config->slot_zero = profile->slot_zero.value != 0;
    config->pdu_length = (uint16_t)profile->pdu_length.value;
    config->tpdu_limits_pdu = profile->tpdu_limits_pdu.value != 0;
    config->amq_calling = (uint16_t)profile->amq_calling.value;
    config->amq_called = (uint16_t)profile->amq_called.value;
    config->cc_order = cc_order_of[profile->cc_order.value];
    config->refusal_tsap = style_of(&profile->refusal_tsap, &profile->reason_tsap);
    config->refusal_resources = style_of(&profile->refusal_resources, &profile->reason_resources);
    config->optimized_code = (uint8_t)profile->optimized_code.value;
    config->timer_counter_write = profile->timer_counter_write.value != 0;
    config->input_size = profile->input_size.value;
    config->output_size = profile->output_size.value;
    config->memory_size = profile->memory_size.value;
    config->timer_count = (uint16_t)profile->timer_count.value;
    config->counter_count = (uint16_t)profile->counter_count.value;
}

static void take_diagnostics(const struct s7_profile *profile, struct s7_cpu_config *config)
{
    config->szl_style = szl_style_of[profile->szl_style.value];
    config->szl_unknown_id = (uint16_t)profile->szl_unknown_id.value;
    config->szl_unknown_index = (uint16_t)profile->szl_unknown_index.value;
    config->szl_index_all = profile->szl_index_all.value != 0;
    config->diagnostics_run = (uint16_t)profile->diagnostics_run.value;
    config->limits.diagnostics = (uint16_t)profile->diagnostics.value;
}

static void take_dbs(const struct s7_plant_cpu *cpu, struct s7_cpu_config *config, struct s7_cpu_db *dbs)
{
    for (size_t i = 0; i < cpu->db_count; i++) {
        dbs[i].number = cpu->dbs[i].number;
        dbs[i].size = cpu->dbs[i].size;
        dbs[i].optimized = cpu->dbs[i].optimized;
        dbs[i].write_protected = cpu->dbs[i].write_protected;
    }
    config->dbs = cpu->db_count ? dbs : NULL;
    config->db_count = cpu->db_count;
}

/* Those of the plant and some more on command; in steps, so that one more in the file needs no other CPU. */
static uint16_t faults_at_most(const struct s7_plant_cpu *cpu)
{
    const size_t step = 16, most = 1024; /* sieben/cpu.h */
    size_t count = (cpu->fault_count / step + 2) * step;
    return (uint16_t)(count < most ? count : most);
}

static bool has_octet_faults(const struct s7_plant_cpu *cpu)
{
    for (size_t i = 0; i < cpu->fault_count; i++)
        if (cpu->faults[i].kind == S7_PLANT_FAULT_GARBAGE || cpu->faults[i].kind == S7_PLANT_FAULT_TRICKLE)
            return true;
    return false;
}

static void take_room(const struct s7_plant_cpu *cpu, struct s7_cpu_config *config,
                      const struct s7_cli_cpu_room *room)
{
    take_dbs(cpu, config, room->dbs);
    config->szl = room->szl;
    config->szl_count = s7_cli_cpu_szl(cpu, room->szl);
    s7_cli_cpu_events(cpu, room->events);
    config->events = room->events;
    config->event_count = cpu->event_count;
}

int s7_cli_cpu_room_new(const struct s7_plant_cpu *cpu, struct s7_cli_cpu_room *ret_room)
{
    struct s7_cli_cpu_room room = {
        .dbs = calloc(cpu->db_count + 1, sizeof *room.dbs),
        .szl = calloc(s7_cli_cpu_szl_most(cpu) + 1, sizeof *room.szl),
        .events = calloc(cpu->event_count + 1, sizeof *room.events),
    };
    if (!room.dbs || !room.szl || !room.events) {
        s7_cli_cpu_room_free(&room);
        return S7_ERR_LOCAL_MEMORY;
    }
    *ret_room = room;
    return S7_OK;
}

void s7_cli_cpu_room_free(struct s7_cli_cpu_room *room)
{
    free(room->dbs);
    free(room->szl);
    free(room->events);
}

void s7_cli_cpu_config(const struct s7_plant_cpu *cpu, struct s7_cpu_config *ret_config,
                       const struct s7_cli_cpu_room *room)
{
    s7_cpu_config_default(ret_config);
    take_profile(cpu->profile, ret_config);
    take_diagnostics(cpu->profile, ret_config);
    s7_cli_cpu_access(cpu, ret_config);
    s7_cli_cpu_identity(cpu, &ret_config->identity);
    if (room)
        take_room(cpu, ret_config, room);
    ret_config->rack = cpu->rack;
    ret_config->slot = cpu->slot;
    ret_config->resources_total = cpu->resources_total;
    ret_config->pg = limit_of(&cpu->pg);
    ret_config->op = limit_of(&cpu->op);
    ret_config->basic = limit_of(&cpu->basic);
    ret_config->limits.faults = faults_at_most(cpu);
    ret_config->octet_faults = has_octet_faults(cpu);
}
