/* SPDX-License-Identifier: MIT */
#include "cpu/connect.h"

#include "cpu/subscription.h"

enum {
    TSAP_SIZE = 2, /* connection class, then rack and slot */
    TSAP_RACK_SHIFT = 5,
    CONFIGURED_FIRST = 0x10, /* s7comm 1.3: configured S7 connections … */
    CONFIGURED_LAST = 0xDF   /* … behind them is open user communication, which carries no S7 */
};

static const enum s7_admit admits[] = {[S7_CPU_REFUSE_FIN] = S7_ADMIT_FIN,
                                       [S7_CPU_REFUSE_RST] = S7_ADMIT_RST,
                                       [S7_CPU_REFUSE_DR] = S7_ADMIT_DR,
                                       [S7_CPU_REFUSE_SILENT] = S7_ADMIT_SILENT};

struct s7_cpu_door s7_cpu_door_of(const struct s7_cpu_config *config)
{
    return (struct s7_cpu_door){
        .rack = config->rack,
        .slot = config->slot,
        .any_slot = config->any_slot,
        .slot_zero = config->slot_zero,
        .tsap = {.style = config->refusal_tsap},
        .resources = {.style = config->refusal_resources},
    };
}

static enum s7_cpu_class class_of(const struct s7_tsap *called)
{
    static const enum s7_cpu_class classes[] = {[S7_CLASS_PG] = S7_CPU_CLASS_PG,
                                                [S7_CLASS_OP] = S7_CPU_CLASS_OP,
                                                [S7_CLASS_BASIC] = S7_CPU_CLASS_BASIC};
    uint8_t first = called->size == TSAP_SIZE ? called->octets[0] : 0;
    return first >= S7_CLASS_PG && first <= S7_CLASS_BASIC ? classes[first] : S7_CPU_CLASS_OTHER;
}

static bool class_served(uint8_t first)
{
    return (first >= S7_CLASS_PG && first <= S7_CLASS_BASIC) ||
           (first >= CONFIGURED_FIRST && first <= CONFIGURED_LAST);
}

static bool tsap_ours(const struct s7_cpu_door *door, const struct s7_tsap *called)
{
    if (door->any_slot)
        return true;
    if (called->size != TSAP_SIZE || !class_served(called->octets[0]))
        return false;
    unsigned rack = (unsigned)door->rack << TSAP_RACK_SHIFT;
    return called->octets[1] == (rack | door->slot) || (door->slot_zero && called->octets[1] == rack);
}

static enum s7_admit refuse(struct s7_cpu_refused *refused, uint8_t *ret_reason)
{
    refused->count++;
    *ret_reason = refused->style.reason;
    return admits[refused->style.how];
}

static enum s7_admit refuse_resources(struct s7_cpu_door *door, struct s7_link *link, uint8_t *ret_reason)
{
    s7_link_set_refusal(link, S7_ERR_RESOURCE_PARTNER);
    return refuse(&door->resources, ret_reason);
}

enum s7_admit s7_cpu_admit_link(void *user, struct s7_link *link, const struct s7_cotp_connect *cr, s7_time now,
                                uint8_t *ret_reason)
{
    (void)now;
    struct s7_cpu *cpu = user;
    struct s7_cpu_door *door = &cpu->door;
    struct s7_tsap called = s7_cotp_tsap_of(cr, S7_COTP_CALLED_TSAP);
    const struct s7_peer *peer = s7_link_peer(link);
    if (!tsap_ours(door, &called) || s7_cpu_faults_meet(&cpu->faults, S7_CPU_FAULT_WRONG_SLOT, peer))
        return refuse(&door->tsap, ret_reason);
    if (s7_cpu_faults_exhaust(&cpu->faults, class_of(&called), peer))
        return refuse_resources(door, link, ret_reason);
    struct s7_cpu_class_use *taken = s7_cpu_resources_take(&cpu->resources, class_of(&called));
    if (!taken)
        return refuse_resources(door, link, ret_reason);
    s7_cpu_partners_take(&cpu->partners, link, taken);
    return S7_ADMIT_YES;
}

void s7_cpu_release_link(void *user, struct s7_link *link, const struct s7_fault *fault, s7_time now)
{
    (void)fault;
    struct s7_cpu *cpu = user;
    s7_cpu_faults_forget(cpu, now);
    struct s7_cpu_partner *partner = s7_cpu_partner_of(link);
    s7_cpu_unsubscribe(cpu, partner);
    s7_cpu_resources_give(&cpu->resources, partner->taken);
    s7_cpu_partners_give(&cpu->partners, partner);
}

struct s7_cpu_usage s7_cpu_usage(const struct s7_cpu *cpu)
{
    const struct s7_cpu_class_use *classes = cpu->resources.classes;
    return (struct s7_cpu_usage){
        .total = cpu->resources.total,
        .used = cpu->resources.used,
        .pg = classes[S7_CPU_CLASS_PG].used,
        .op = classes[S7_CPU_CLASS_OP].used,
        .basic = classes[S7_CPU_CLASS_BASIC].used,
        .other = classes[S7_CPU_CLASS_OTHER].used,
        .refused_resources = cpu->door.resources.count,
        .refused_tsap = cpu->door.tsap.count,
    };
}
