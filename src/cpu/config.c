/* SPDX-License-Identifier: MIT */
#include "cpu/config.h"

#include "cpu/fault.h"
#include "cpu/szl_state.h"
#include "engine/server.h"
#include "value/range.h"
#include "wire/clock.h"
#include "wire/data_item.h"

enum {
    RACK_MAX = 7,
    SLOT_MAX = 31,
    PDU_LENGTH_MIN = 64,   /* engine/server.h */
    PDU_LENGTH_MAX = 8189, /* engine/server.h */
    AMQ_MAX = 64,          /* engine/server.h */
    LINK_COUNT_MAX = 65535,
    DB_NUMBER_COUNT = 65536,
    DB_SIZE_MAX = 65535,
    AREA_SIZE_MAX = S7_RANGE_BITS_MAX / 8,
    CHAIN_SIZE_MIN = 256,
    CENTURY_MAX = 99,
    HANDLES_MAX = 200 /* subscriptions, chains: engine/server.h */
};

static const struct s7_cpu_codes default_codes = {
    .function = 0x8104,
    .userdata = 0x8104,
    .malformed = 0x8500,
    .level = 0xD241,
    .already = 0x8402,
    .mode_switch = 0x8404,
    .subscriptions = 0xD404,
    .chains = 0x8304,
    .chain_lost = 0xD405,
};

void s7_cpu_config_default(struct s7_cpu_config *config)
{
    *config = (struct s7_cpu_config){
        .slot = 2,
        .slot_zero = true,
        .pdu_length = 240,
        .tpdu_limits_pdu = true,
        .amq_calling = 1,
        .amq_called = 1,
        .put_get = true,
        .access_level = S7_CPU_LEVEL_FULL,
        .level_stops_put_get = true,
        .mode = S7_CPU_MODE_RUN,
        .mode_switch = S7_CPU_SWITCH_RUN_P,
        .clock = {.year = 1994, .month = 1, .day = 1},
        .services = {.clock = true, .control = true, .password = true, .messages = true},
        .codes = default_codes,
        .control_in_words = true,
        .clock_century = 19,
        .resources_total = 16,
        .cc_order = S7_CPU_CC_C0_C1_C2,
        .refusal_tsap = {.how = S7_CPU_REFUSE_FIN},
        .refusal_resources = {.how = S7_CPU_REFUSE_FIN},
        .optimized_code = S7_RETURN_ADDRESS,
        .input_size = 1024,
        .output_size = 1024,
        .memory_size = 4096,
        .timer_count = 256,
        .counter_count = 256,
        .identity = {.order_number = "SIEBEN",
                     .hardware = {1, 1},
                     .firmware = {1, 0, 0},
                     .station_name = "sieben",
                     .module_name = "CPU",
                     .type_name = "virtual CPU"},
        .szl_unknown_id = 0xD401,
        .szl_unknown_index = 0xD402,
        .szl_index_all = true,
        .szl = s7_cpu_szl_usual,
        .szl_count = s7_cpu_szl_usual_count,
        .diagnostics_run = 10,
        .limits = {.half_open = 16,
                   .kept = 64,
                   .push_count = 2,
                   .faults = 16,
                   .subscriptions = 8,
                   .chains = 8,
                   .chain_size = 4096,
                   .diagnostics = 100},
    };
}

static bool dbs_valid(const struct s7_cpu_config *config)
{
    uint8_t seen[DB_NUMBER_COUNT / 8] = {0};
    for (size_t i = 0; i < config->db_count; i++) {
        const struct s7_cpu_db *db = &config->dbs[i];
        uint8_t bit = (uint8_t)(1u << (db->number % 8));
        if (!db->number || db->size > DB_SIZE_MAX || seen[db->number / 8] & bit)
            return false;
        seen[db->number / 8] |= bit;
    }
    return true;
}

static bool class_valid(const struct s7_cpu_class_limit *limit)
{
    return !limit->most || limit->reserved <= limit->most;
}

static bool resources_valid(const struct s7_cpu_config *config)
{
    uint32_t reserved = (uint32_t)config->pg.reserved + config->op.reserved + config->basic.reserved;
    uint32_t links = (uint32_t)config->resources_total + config->limits.half_open;
    return config->resources_total && reserved <= config->resources_total && links <= LINK_COUNT_MAX &&
           class_valid(&config->pg) && class_valid(&config->op) && class_valid(&config->basic);
}

static bool limits_valid(const struct s7_cpu_config *config)
{
    return config->pdu_length >= PDU_LENGTH_MIN && config->pdu_length <= PDU_LENGTH_MAX &&
           config->amq_calling && config->amq_calling <= AMQ_MAX && config->amq_called &&
           config->input_size <= AREA_SIZE_MAX && config->output_size <= AREA_SIZE_MAX &&
           config->memory_size <= AREA_SIZE_MAX;
}

static bool choices_valid(const struct s7_cpu_config *config)
{
    return config->rack <= RACK_MAX && config->slot <= SLOT_MAX && config->access_level <= S7_CPU_LEVEL_NONE &&
           config->refusal_tsap.how <= S7_CPU_REFUSE_SILENT &&
           config->refusal_resources.how <= S7_CPU_REFUSE_SILENT && config->cc_order <= S7_CPU_CC_C0_C2_C1 &&
           config->optimized_code != S7_RETURN_SUCCESS;
}

static bool mode_valid(const struct s7_cpu_config *config)
{
    bool runs = config->mode == S7_CPU_MODE_RUN;
    bool switch_stops = config->mode_switch == S7_CPU_SWITCH_STOP || config->mode_switch == S7_CPU_SWITCH_MRES;
    return config->mode <= S7_CPU_MODE_DEFECT && config->mode != S7_CPU_MODE_STARTUP &&
           config->mode_switch <= S7_CPU_SWITCH_MRES && !(runs && switch_stops) && config->clock_at >= 0 &&
           config->clock_century <= CENTURY_MAX && s7_clock_valid(&config->clock);
}

static bool codes_valid(const struct s7_cpu_codes *codes)
{
    return codes->malformed && codes->level && codes->already && codes->mode_switch && codes->subscriptions &&
           codes->chains && codes->chain_lost;
}

static bool policies_valid(const struct s7_cpu_config *config)
{
    const struct s7_cpu_limits *limits = &config->limits;
    return codes_valid(&config->codes) && limits->subscriptions <= HANDLES_MAX &&
           limits->chains <= HANDLES_MAX && limits->chain_size >= CHAIN_SIZE_MIN &&
           limits->faults <= S7_CPU_FAULTS_MAX;
}

static bool lock_valid(const struct s7_cpu_memory_lock *memory)
{
    return !memory->lock == !memory->unlock;
}

bool s7_cpu_config_valid(const struct s7_cpu_config *config)
{
    return lock_valid(&config->memory) && choices_valid(config) && limits_valid(config) && mode_valid(config) &&
           policies_valid(config) && resources_valid(config) && (config->dbs || !config->db_count) &&
           dbs_valid(config) && s7_cpu_szl_config_valid(config);
}
