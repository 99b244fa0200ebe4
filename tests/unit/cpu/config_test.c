/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "cpu/config.h"

static struct s7_cpu_config config_default(void)
{
    struct s7_cpu_config config;
    s7_cpu_config_default(&config);
    return config;
}

static void default_is_an_s7_300_without_dbs(void **state)
{
    (void)state;
    struct s7_cpu_config config = config_default();
    assert_true(s7_cpu_config_valid(&config));
    assert_int_equal(config.rack, 0);
    assert_int_equal(config.slot, 2);
    assert_true(config.slot_zero);
    assert_false(config.any_slot);
    assert_int_equal(config.pdu_length, 240);
    assert_int_equal(config.amq_calling, 1);
    assert_int_equal(config.amq_called, 1);
    assert_true(config.put_get);
    assert_int_equal(config.resources_total, 16);
    assert_int_equal(config.refusal_tsap.how, S7_CPU_REFUSE_FIN);
    assert_int_equal(config.refusal_resources.how, S7_CPU_REFUSE_FIN);
    assert_int_equal(config.cc_order, S7_CPU_CC_C0_C1_C2);
    assert_true(config.tpdu_limits_pdu);
    assert_int_equal(config.optimized_code, 0x05);
    assert_false(config.timer_counter_write);
    assert_int_equal(config.db_count, 0);
    assert_int_equal(config.limits.half_open, 16);
}

static void default_offers_every_service_and_runs(void **state)
{
    (void)state;
    struct s7_cpu_config config = config_default();
    assert_int_equal(config.mode, S7_CPU_MODE_RUN);
    assert_int_equal(config.mode_switch, S7_CPU_SWITCH_RUN_P);
    assert_int_equal(config.access_level, S7_CPU_LEVEL_FULL);
    assert_true(config.level_stops_put_get);
    assert_false(config.level_guards_clock);
    assert_false(config.has_password);
    assert_int_equal(config.clock.year, 1994);
    assert_int_equal(config.clock.month, 1);
    assert_int_equal(config.clock.day, 1);
    assert_int_equal(config.clock_at, 0);
    assert_int_equal(config.clock_century, 19);
    assert_true(config.services.clock && config.services.control);
    assert_true(config.services.password && config.services.messages);
    assert_true(config.control_in_words);
    assert_false(config.sequence_counts);
    assert_int_equal(config.limits.subscriptions, 8);
    assert_int_equal(config.limits.chains, 8);
    assert_int_equal(config.limits.chain_size, 4096);
}

static void default_lists_are_those_that_a_cpu_makes_up(void **state)
{
    (void)state;
    struct s7_cpu_config config = config_default();
    assert_int_equal(config.szl_style, S7_CPU_SZL_ANSWER);
    assert_int_equal(config.szl_unknown_id, 0xD401);
    assert_int_equal(config.szl_unknown_index, 0xD402);
    assert_true(config.szl_index_all);
    assert_int_equal(config.diagnostics_run, 10);
    assert_int_equal(config.limits.diagnostics, 100);
    assert_int_equal(config.event_count, 0);
    assert_true(config.szl_count > 0);
    for (size_t i = 0; i < config.szl_count; i++)
        assert_null(config.szl[i].records);
    assert_string_equal(config.identity.order_number, "SIEBEN");
    assert_string_equal(config.identity.module_name, "CPU");
}

static void default_codes_are_those_of_the_documents(void **state)
{
    (void)state;
    struct s7_cpu_config config = config_default();
    const struct s7_cpu_codes *codes = &config.codes;
    assert_int_equal(codes->function, 0x8104);
    assert_int_equal(codes->userdata, 0x8104);
    assert_int_equal(codes->malformed, 0x8500);
    assert_int_equal(codes->over_amq, 0);
    assert_int_equal(codes->second_setup, 0);
    assert_int_equal(codes->level, 0xD241);
    assert_int_equal(codes->already, 0x8402);
    assert_int_equal(codes->mode_switch, 0x8404);
    assert_int_equal(codes->subscribed, 0);
    assert_int_equal(codes->subscriptions, 0xD404);
    assert_int_equal(codes->chains, 0x8304);
    assert_int_equal(codes->chain_lost, 0xD405);
}

/* Each line spoils one field of a good configuration. */
#define SPOILED(field, value)                                                                                  \
    do {                                                                                                       \
        struct s7_cpu_config config = config_default();                                                        \
        config.field = (value);                                                                                \
        assert_false(s7_cpu_config_valid(&config));                                                            \
        assert_int_equal(s7_cpu_size(&config), 0);                                                             \
    } while (0)

static void what_is_out_of_range_is_refused(void **state)
{
    (void)state;
    SPOILED(rack, 8);
    SPOILED(slot, 32);
    SPOILED(pdu_length, 63);
    SPOILED(pdu_length, 8190);
    SPOILED(amq_calling, 0);
    SPOILED(amq_calling, 65);
    SPOILED(amq_called, 0);
    SPOILED(access_level, (enum s7_cpu_access_level)4);
    SPOILED(refusal_tsap.how, (enum s7_cpu_refusal)4);
    SPOILED(refusal_resources.how, (enum s7_cpu_refusal)4);
    SPOILED(cc_order, (enum s7_cpu_cc_order)3);
    SPOILED(optimized_code, 0xFF);
    SPOILED(resources_total, 0);
    SPOILED(resources_total, 65535 - 15);
    SPOILED(pg.reserved, 17);
    SPOILED(input_size, (1u << 21) + 1);
    SPOILED(output_size, (1u << 21) + 1);
    SPOILED(memory_size, (1u << 21) + 1);
    SPOILED(db_count, 1);
}

static void a_start_that_no_cpu_makes_is_refused(void **state)
{
    (void)state;
    SPOILED(mode, S7_CPU_MODE_STARTUP);
    SPOILED(mode, (enum s7_cpu_mode)5);
    SPOILED(mode_switch, (enum s7_cpu_switch)4);
    SPOILED(mode_switch, S7_CPU_SWITCH_STOP); /* and RUN */
    SPOILED(mode_switch, S7_CPU_SWITCH_MRES);
    SPOILED(clock.year, 1989);
    SPOILED(clock.month, 13);
    SPOILED(clock.day, 0);
    SPOILED(clock.weekday, 8);
    SPOILED(clock_at, -1);
    SPOILED(clock_century, 100);
    static const enum s7_cpu_mode still[] = {S7_CPU_MODE_STOP, S7_CPU_MODE_HOLD, S7_CPU_MODE_DEFECT};
    struct s7_cpu_config config = config_default();
    config.mode_switch = S7_CPU_SWITCH_STOP;
    for (size_t i = 0; i < 3; i++) {
        config.mode = still[i];
        assert_true(s7_cpu_config_valid(&config));
    }
}

static void a_refusal_needs_a_code_and_a_limit_an_end(void **state)
{
    (void)state;
    SPOILED(codes.malformed, 0);
    SPOILED(codes.level, 0);
    SPOILED(codes.already, 0);
    SPOILED(codes.mode_switch, 0);
    SPOILED(codes.subscriptions, 0);
    SPOILED(codes.chains, 0);
    SPOILED(codes.chain_lost, 0);
    SPOILED(limits.subscriptions, 201);
    SPOILED(limits.chains, 201);
    SPOILED(limits.chain_size, 255);
    struct s7_cpu_config config = config_default();
    config.codes.function = config.codes.userdata = config.codes.subscribed = 0;
    config.limits.subscriptions = config.limits.chains = 0;
    assert_true(s7_cpu_config_valid(&config));
}

static void reservations_must_fit_the_total_and_their_cap(void **state)
{
    (void)state;
    struct s7_cpu_config config = config_default();
    config.pg.reserved = 8;
    config.op.reserved = 8;
    assert_true(s7_cpu_config_valid(&config));
    config.basic.reserved = 1;
    assert_false(s7_cpu_config_valid(&config));
    config.basic.reserved = 0;
    config.op.most = 7;
    assert_false(s7_cpu_config_valid(&config));
    config.op.most = 8;
    assert_true(s7_cpu_config_valid(&config));
}

static void data_blocks_need_unique_numbers_from_1(void **state)
{
    (void)state;
    struct s7_cpu_db dbs[] = {{.number = 65535, .size = 65535}, {.number = 1}, {.number = 2}};
    struct s7_cpu_config config = config_default();
    config.dbs = dbs;
    config.db_count = 3;
    assert_true(s7_cpu_config_valid(&config));
    dbs[2].number = 65535;
    assert_false(s7_cpu_config_valid(&config));
    dbs[2].number = 0;
    assert_false(s7_cpu_config_valid(&config));
    dbs[2].number = 3;
    dbs[2].size = 65536;
    assert_false(s7_cpu_config_valid(&config));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(default_is_an_s7_300_without_dbs),
        cmocka_unit_test(default_offers_every_service_and_runs),
        cmocka_unit_test(default_lists_are_those_that_a_cpu_makes_up),
        cmocka_unit_test(default_codes_are_those_of_the_documents),
        cmocka_unit_test(what_is_out_of_range_is_refused),
        cmocka_unit_test(a_start_that_no_cpu_makes_is_refused),
        cmocka_unit_test(a_refusal_needs_a_code_and_a_limit_an_end),
        cmocka_unit_test(reservations_must_fit_the_total_and_their_cap),
        cmocka_unit_test(data_blocks_need_unique_numbers_from_1),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
