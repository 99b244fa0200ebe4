/* SPDX-License-Identifier: MIT */
#include "cli/cpu_config.h"

static const enum s7_cpu_access_level level_of[] = {
    [S7_PLANT_LEVEL_FULL] = S7_CPU_LEVEL_FULL,
    [S7_PLANT_LEVEL_READ] = S7_CPU_LEVEL_READ,
    [S7_PLANT_LEVEL_HMI] = S7_CPU_LEVEL_HMI,
    [S7_PLANT_LEVEL_NONE] = S7_CPU_LEVEL_NONE,
};

static struct s7_cpu_class_limit limit_of(const struct s7_plant_class *class_)
{
    struct s7_cpu_class_limit limit = {class_->reserved, class_->most};
    return limit;
}

static const enum s7_cpu_refusal refusal_of[] = {S7_CPU_REFUSE_FIN, S7_CPU_REFUSE_RST, S7_CPU_REFUSE_DR,
                                                 S7_CPU_REFUSE_SILENT}; /* profile/defs/word.def */

static const enum s7_cpu_cc_order cc_order_of[] = {S7_CPU_CC_C0_C1_C2, S7_CPU_CC_C1_C2_C0,
                                                   S7_CPU_CC_C0_C2_C1}; /* profile/defs/word.def */

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

void s7_cli_cpu_config(const struct s7_plant_cpu *cpu, struct s7_cpu_config *ret_config, struct s7_cpu_db *dbs)
{
    s7_cpu_config_default(ret_config);
    take_profile(cpu->profile, ret_config);
    take_dbs(cpu, ret_config, dbs);
    ret_config->rack = cpu->rack;
    ret_config->slot = cpu->slot;
    ret_config->put_get = cpu->put_get;
    ret_config->access_level = level_of[cpu->access_level];
    ret_config->resources_total = cpu->resources_total;
    ret_config->pg = limit_of(&cpu->pg);
    ret_config->op = limit_of(&cpu->op);
    ret_config->basic = limit_of(&cpu->basic);
    ret_config->limits.faults = faults_at_most(cpu);
    ret_config->octet_faults = has_octet_faults(cpu);
}
