/* SPDX-License-Identifier: MIT
 *
 * cpu.c — making a virtual CPU: one memory block holds state, data blocks, octets and the server under it.
 */
#include "base/wipe.h"
#include "cpu/config.h"
#include "cpu/connect.h"
#include "cpu/serve.h"

#include <stdlib.h>

/* Where the parts of a CPU lie in its memory block. */
struct layout {
    size_t blocks;
    size_t octets;
    size_t faults;
    size_t impair;
    size_t impair_size; /* 0: none */
    size_t partners;
    size_t szl;
    size_t server;
    size_t server_size;
    size_t end; /* 0: no such CPU fits the address space */
};

static const struct s7_server_ops server_ops = {
    .connect = s7_cpu_admit_link,
    .request = s7_cpu_serve_request,
    .disconnected = s7_cpu_release_link,
    .due = s7_cpu_faults_due,
};

/* The smallest TPDU that carries the largest PDU in one piece, and no smaller than real CPUs grant (0A). */
static uint8_t tpdu_code_for(uint16_t pdu_length)
{
    uint8_t code = 0x0A;
    while (code < S7_COTP_TPDU_CODE_MAX && ((size_t)1 << code) < (size_t)pdu_length + S7_COTP_DT_SIZE)
        code++;
    return code;
}

static enum s7_cotp_order cc_order_of(enum s7_cpu_cc_order order)
{
    static const enum s7_cotp_order orders[] = {[S7_CPU_CC_C0_C1_C2] = S7_COTP_ORDER_C0_C1_C2,
                                                [S7_CPU_CC_C1_C2_C0] = S7_COTP_ORDER_C1_C2_C0,
                                                [S7_CPU_CC_C0_C2_C1] = S7_COTP_ORDER_C0_C2_C1};
    return orders[order];
}

/* Every list of the CPU's can be fetched to its end. */
static size_t chain_size_of(const struct s7_cpu_config *config)
{
    size_t list = s7_cpu_szl_answer_size(config);
    return list > config->limits.chain_size ? list : config->limits.chain_size;
}

static struct s7_server_config server_config_of(const struct s7_cpu_config *config, struct s7_cpu *cpu)
{
    struct s7_server_config server;
    s7_server_config_default(&server);
    server.link_count = (size_t)config->resources_total + config->limits.half_open;
    server.pdu_length = config->pdu_length;
    server.amq = config->amq_calling;
    server.kept_count = config->limits.kept;
    server.push_count = config->limits.push_count;
    server.tpdu_code = tpdu_code_for(config->pdu_length);
    server.cc_order = cc_order_of(config->cc_order);
    server.tpdu_limits_pdu = config->tpdu_limits_pdu;
    server.chain_count = config->limits.chains;
    server.chain_size = chain_size_of(config);
    server.chain_full_error = config->codes.chains;
    server.chain_lost_error = config->codes.chain_lost;
    server.sequence_style = config->sequence_counts ? S7_SEQUENCE_COUNTER : S7_SEQUENCE_LOWEST;
    server.over_amq_error = config->codes.over_amq;
    server.second_setup_error = config->codes.second_setup;
    server.ops = &server_ops;
    server.user = cpu;
    server.observer = config->observer;
    return server;
}

/* The first place behind `size` octets at `at` that is aligned for anything; SIZE_MAX when there is none. */
static size_t place_behind(size_t at, uint64_t size)
{
    size_t alignment = _Alignof(max_align_t);
    if (at > SIZE_MAX - alignment || size > SIZE_MAX - alignment - at)
        return SIZE_MAX;
    return (at + (size_t)size + alignment - 1) / alignment * alignment;
}

static struct s7_impair_config impair_config_of(const struct s7_cpu_config *config, struct s7_cpu *cpu)
{
    return (struct s7_impair_config){.session_count =
                                         (size_t)config->resources_total + config->limits.half_open,
                                     .choose = s7_cpu_faults_impair,
                                     .user = cpu};
}

static size_t impair_size_of(const struct s7_cpu_config *config)
{
    struct s7_impair_config impair = impair_config_of(config, NULL);
    return config->octet_faults ? s7_impair_size(&impair) : 0;
}

static struct layout layout_of(const struct s7_cpu_config *config)
{
    struct s7_server_config server = server_config_of(config, NULL);
    struct layout layout;
    layout.blocks = place_behind(0, sizeof(struct s7_cpu));
    layout.octets = place_behind(layout.blocks, (uint64_t)config->db_count * sizeof(struct s7_cpu_block));
    layout.faults = place_behind(layout.octets, s7_cpu_areas_size(config));
    layout.impair = place_behind(layout.faults, s7_cpu_faults_size(config));
    layout.impair_size = impair_size_of(config);
    layout.partners = place_behind(layout.impair, layout.impair_size);
    layout.szl = place_behind(layout.partners, s7_cpu_partners_size(config->resources_total));
    layout.server = place_behind(layout.szl, s7_cpu_szl_state_size(config));
    layout.server_size = s7_server_size(&server);
    size_t end = place_behind(layout.server, layout.server_size);
    layout.end = layout.server_size && end != SIZE_MAX ? end : 0;
    return layout;
}

size_t s7_cpu_size(const struct s7_cpu_config *config)
{
    return s7_cpu_config_valid(config) ? layout_of(config).end : 0;
}

static void state_init(struct s7_cpu *cpu, const struct s7_cpu_config *config)
{
    *cpu = (struct s7_cpu){
        .memory = {&s7_cpu_memory_ops},
        .lock = config->memory,
        .rules = {config->optimized_code, config->timer_counter_write, NULL},
        .door = s7_cpu_door_of(config),
        .most = {.amq_calling = config->amq_calling,
                 .amq_called = config->amq_called,
                 .pdu_length = config->pdu_length},
        .tpdu_limits_pdu = config->tpdu_limits_pdu,
        .put_get = config->put_get,
        .access_level = config->access_level,
        .mode = {.mode = config->mode,
                 .previous = S7_CPU_MODE_STOP,
                 .position = config->mode_switch,
                 .since = config->clock},
        .clock = {config->clock, config->clock_at},
        .observer = config->observer,
    };
    cpu->config = *config;  /* by itself, so that no copy of the whole CPU holds the password */
    cpu->config.dbs = NULL; /* borrowed, and not for longer */
    cpu->config.db_count = 0;
    s7_wipe_octets(cpu->config.password, sizeof cpu->config.password);
    s7_cpu_secret_take(&cpu->secret, config);
    cpu->config.szl = NULL;
    cpu->config.szl_count = 0;
    cpu->config.events = NULL;
    cpu->config.event_count = 0;
    s7_cpu_resources_init(&cpu->resources, config);
}

int s7_cpu_init(void *memory, size_t size, const struct s7_cpu_config *config, struct s7_cpu **ret_cpu)
{
    size_t needed = s7_cpu_size(config);
    if (!memory || !needed || size < needed || (uintptr_t)memory % _Alignof(max_align_t))
        return S7_ERR_LOCAL_ARGUMENT;
    struct layout layout = layout_of(config);
    uint8_t *start = memory;
    struct s7_cpu *cpu = memory;
    state_init(cpu, config);
    s7_cpu_areas_init(&cpu->areas, (struct s7_cpu_block *)(void *)(start + layout.blocks),
                      start + layout.octets, config);
    s7_cpu_faults_init(&cpu->faults, start + layout.faults, config);
    struct s7_impair_config impair = impair_config_of(config, cpu);
    if (layout.impair_size)
        s7_impair_init(start + layout.impair, layout.impair_size, &impair, &cpu->impair);
    s7_cpu_partners_init(&cpu->partners, start + layout.partners, config->resources_total);
    s7_cpu_szl_state_init(&cpu->szl, start + layout.szl, config);
    struct s7_server_config server = server_config_of(config, cpu);
    int error = s7_server_init(start + layout.server, layout.server_size, &server, &cpu->server);
    if (error)
        return error;
    *ret_cpu = cpu;
    return S7_OK;
}

int s7_cpu_new(const struct s7_cpu_config *config, struct s7_cpu **ret_cpu)
{
    size_t size = s7_cpu_size(config);
    if (!size)
        return S7_ERR_LOCAL_ARGUMENT;
    void *memory = malloc(size);
    if (!memory)
        return S7_ERR_LOCAL_MEMORY;
    struct s7_cpu *cpu;
    int error = s7_cpu_init(memory, size, config, &cpu);
    if (error) {
        free(memory);
        return error;
    }
    cpu->on_heap = true;
    *ret_cpu = cpu;
    return S7_OK;
}

void s7_cpu_free(struct s7_cpu *cpu)
{
    if (!cpu)
        return;
    free(cpu->reloaded);
    s7_wipe_octets(&cpu->secret, sizeof cpu->secret);
    free(cpu);
}

struct s7_acceptor *s7_cpu_acceptor(struct s7_cpu *cpu)
{
    struct s7_acceptor *acceptor = s7_server_acceptor(cpu->server);
    return cpu->impair ? s7_impair_acceptor(cpu->impair, acceptor) : acceptor;
}

struct s7_server *s7_cpu_server(struct s7_cpu *cpu)
{
    return cpu->server;
}

void s7_cpu_close(struct s7_cpu *cpu, s7_time now)
{
    s7_server_close(cpu->server, now);
}
