/* SPDX-License-Identifier: MIT
 *
 * reload.c — another program is downloaded: data blocks and permissions change while connections stay.
 */
#include "cpu/config.h"
#include "cpu/state.h"

#include <stdlib.h>
#include <string.h>

struct field {
    size_t offset;
    size_t size;
};

#define FIELD(name)                                                                                            \
    {                                                                                                          \
        offsetof(struct s7_cpu_config, name), sizeof((struct s7_cpu_config){0}.name)                           \
    }

/* What a running CPU is made of, so that it can be changed only with a CPU in its place: all but the data blocks, put_get,
 * access_level and the password.  Mode, mode switch, clock and the events of the diagnostic
 * buffer only say how it started. */
static const struct field lasting[] = {
    FIELD(rack),
    FIELD(slot),
    FIELD(any_slot),
    FIELD(slot_zero),
    FIELD(pdu_length),
    FIELD(tpdu_limits_pdu),
    FIELD(amq_calling),
    FIELD(amq_called),
    FIELD(cc_order),
    FIELD(level_stops_put_get),
    FIELD(level_guards_clock),
    FIELD(services.clock),
    FIELD(services.control),
    FIELD(services.password),
    FIELD(services.messages),
    FIELD(codes),
    FIELD(control_in_words),
    FIELD(clock_century),
    FIELD(sequence_counts),
    FIELD(resources_total),
    FIELD(pg.reserved),
    FIELD(pg.most),
    FIELD(op.reserved),
    FIELD(op.most),
    FIELD(basic.reserved),
    FIELD(basic.most),
    FIELD(refusal_tsap.how),
    FIELD(refusal_tsap.reason),
    FIELD(refusal_resources.how),
    FIELD(refusal_resources.reason),
    FIELD(optimized_code),
    FIELD(timer_counter_write),
    FIELD(input_size),
    FIELD(output_size),
    FIELD(memory_size),
    FIELD(timer_count),
    FIELD(counter_count),
    FIELD(identity.order_number),
    FIELD(identity.module_type),
    FIELD(identity.hardware),
    FIELD(identity.firmware),
    FIELD(identity.firmware_named),
    FIELD(identity.boot_loader),
    FIELD(identity.boot_version),
    FIELD(identity.station_name),
    FIELD(identity.module_name),
    FIELD(identity.plant_id),
    FIELD(identity.copyright),
    FIELD(identity.serial_number),
    FIELD(identity.type_name),
    FIELD(identity.memory_card),
    FIELD(identity.manufacturer),
    FIELD(identity.oem),
    FIELD(identity.location),
    FIELD(szl_style),
    FIELD(szl_unknown_id),
    FIELD(szl_unknown_index),
    FIELD(szl_index_all),
    FIELD(diagnostics_run),
    FIELD(limits.diagnostics),
    FIELD(limits.half_open),
    FIELD(limits.kept),
    FIELD(limits.push_count),
    FIELD(limits.faults),
    FIELD(octet_faults),
    FIELD(limits.subscriptions),
    FIELD(limits.chains),
    FIELD(limits.chain_size),
    FIELD(memory.lock),
    FIELD(memory.unlock),
    FIELD(memory.user),
    FIELD(observer),
};

static bool lasts(const struct s7_cpu_config *one, const struct s7_cpu_config *other)
{
    const unsigned char *left = (const unsigned char *)one, *right = (const unsigned char *)other;
    for (size_t i = 0; i < sizeof lasting / sizeof lasting[0]; i++)
        if (memcmp(left + lasting[i].offset, right + lasting[i].offset, lasting[i].size) != 0)
            return false;
    return true;
}

/* Blocks first, their octets behind them. */
static void *areas_new(const struct s7_cpu_config *config, struct s7_cpu_areas *ret_areas)
{
    size_t blocks_size = config->db_count * sizeof(struct s7_cpu_block);
    uint64_t octets_size = s7_cpu_areas_size(config);
    if (octets_size > SIZE_MAX - blocks_size - 1)
        return NULL;
    uint8_t *memory = malloc(blocks_size + (size_t)octets_size + 1); /* a CPU without any data has areas, too */
    if (memory)
        s7_cpu_areas_init(ret_areas, (struct s7_cpu_block *)(void *)memory, memory + blocks_size, config);
    return memory;
}

/* With another password, nobody has legitimated any more. */
static void password_take(struct s7_cpu *cpu, const struct s7_cpu_config *config)
{
    if (s7_cpu_secret_same(&cpu->secret, config))
        return;
    s7_cpu_secret_take(&cpu->secret, config);
    for (size_t i = 0; i < cpu->partners.slab.block_count; i++) {
        struct s7_cpu_partner *partner = s7_cpu_partners_at(&cpu->partners, i);
        if (partner)
            partner->legitimised = false;
    }
}

int s7_cpu_reload(struct s7_cpu *cpu, const struct s7_cpu_config *config)
{
    struct s7_cpu_areas areas;
    if (!cpu->on_heap || !s7_cpu_config_valid(config) || !lasts(&cpu->config, config) ||
        !s7_cpu_szl_state_same(&cpu->szl, config))
        return S7_ERR_LOCAL_ARGUMENT;
    void *memory = areas_new(config, &areas);
    if (!memory)
        return S7_ERR_LOCAL_MEMORY;
    void *before = cpu->reloaded;
    s7_memory_lock(&cpu->memory);
    s7_cpu_areas_copy(&areas, &cpu->areas);
    cpu->areas = areas;
    cpu->reloaded = memory;
    cpu->put_get = config->put_get;
    cpu->access_level = config->access_level;
    password_take(cpu, config);
    s7_memory_unlock(&cpu->memory);
    free(before);
    return S7_OK;
}
