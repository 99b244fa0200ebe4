/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "cases.h"
#include "cli/cpu_config.h"
#include "cli/cpu_identity.h"
#include "cpu/config.h"
#include "must.h"

/* Every figure another number, so that no two can be exchanged. */
static const struct s7_profile odd_profile = {.name = "odd",
                                              .rack = {.value = 6},
                                              .slot = {.value = 7},
                                              .slot_zero = {.value = 1},
                                              .pdu_length = {.value = 481},
                                              .tpdu_limits_pdu = {.value = 0},
                                              .cc_order = {.value = 2},
                                              .refusal_tsap = {.value = 3},
                                              .reason_tsap = {.value = 128},
                                              .refusal_resources = {.value = 2},
                                              .reason_resources = {.value = 255},
                                              .amq_calling = {.value = 11},
                                              .amq_called = {.value = 12},
                                              .resources_total = {.value = 13},
                                              .put_get_default = {.value = 1},
                                              .optimized_code = {.value = 0x0A},
                                              .timer_counter_write = {.value = 0},
                                              .input_size = {.value = 1001},
                                              .output_size = {.value = 1002},
                                              .memory_size = {.value = 1003},
                                              .timer_count = {.value = 104},
                                              .counter_count = {.value = 105},
                                              .szl_unknown_id = {.value = 0xD403},
                                              .szl_unknown_index = {.value = 0xD404},
                                              .szl_index_all = {.value = 0},
                                              .diagnostics = {.value = 106},
                                              .diagnostics_run = {.value = 107}};

static void the_profile_gives_what_the_plant_does_not_say(void **state)
{
    (void)state;
    const struct s7_plant_cpu cpu = {.name = "A", .profile = &odd_profile, .resources_total = 1};
    struct s7_cpu_config config;
    s7_cli_cpu_config(&cpu, &config, NULL);
    assert_true(config.slot_zero);
    assert_false(config.timer_counter_write);
    assert_int_equal(config.pdu_length, 481);
    assert_int_equal(config.amq_calling, 11);
    assert_int_equal(config.amq_called, 12);
    assert_int_equal(config.optimized_code, 0x0A);
    assert_int_equal(config.input_size, 1001);
    assert_int_equal(config.output_size, 1002);
    assert_int_equal(config.memory_size, 1003);
    assert_int_equal(config.timer_count, 104);
    assert_int_equal(config.counter_count, 105);
    assert_int_equal(config.szl_unknown_id, 0xD403);
    assert_int_equal(config.szl_unknown_index, 0xD404);
    assert_false(config.szl_index_all);
    assert_int_equal(config.limits.diagnostics, 106);
    assert_int_equal(config.diagnostics_run, 107);
    assert_false(config.tpdu_limits_pdu);
    assert_int_equal(config.cc_order, S7_CPU_CC_C0_C2_C1);
    assert_int_equal(config.refusal_tsap.how, S7_CPU_REFUSE_SILENT);
    assert_int_equal(config.refusal_tsap.reason, 128);
    assert_int_equal(config.refusal_resources.how, S7_CPU_REFUSE_DR);
    assert_int_equal(config.refusal_resources.reason, 255);
    struct s7_profile other = odd_profile;
    other.tpdu_limits_pdu.value = 1;
    other.cc_order.value = 1;
    other.refusal_tsap.value = 0;
    other.refusal_resources.value = 1;
    other.slot_zero.value = 0;
    other.timer_counter_write.value = 1;
    const struct s7_plant_cpu second = {.name = "B", .profile = &other, .resources_total = 1};
    s7_cli_cpu_config(&second, &config, NULL);
    assert_false(config.slot_zero);
    assert_true(config.timer_counter_write);
    assert_true(config.tpdu_limits_pdu);
    assert_int_equal(config.cc_order, S7_CPU_CC_C1_C2_C0);
    assert_int_equal(config.refusal_tsap.how, S7_CPU_REFUSE_FIN);
    assert_int_equal(config.refusal_resources.how, S7_CPU_REFUSE_RST);
}

/* The words of a plant file and what a CPU then does are told in two tables. */
static void words_mean_what_they_say(void **state)
{
    (void)state;
    static const char *const orders[] = {[S7_CPU_CC_C0_C1_C2] = "C0-C1-C2",
                                         [S7_CPU_CC_C1_C2_C0] = "C1-C2-C0",
                                         [S7_CPU_CC_C0_C2_C1] = "C0-C2-C1"};
    static const char *const refusals[] = {[S7_CPU_REFUSE_FIN] = "fin",
                                           [S7_CPU_REFUSE_RST] = "rst",
                                           [S7_CPU_REFUSE_DR] = "dr",
                                           [S7_CPU_REFUSE_SILENT] = "silent"};
    static const char *const styles[] = {[S7_CPU_SZL_ANSWER] = "answer",
                                         [S7_CPU_SZL_REFUSE] = "refuse",
                                         [S7_CPU_SZL_CLOSE] = "close",
                                         [S7_CPU_SZL_SILENT] = "silent"};
    const struct s7_figure_word *word;
    for (size_t i = 0; (word = s7_figure_word_at(i)) != NULL; i++) {
        struct s7_profile profile = odd_profile;
        const struct s7_plant_cpu cpu = {.profile = &profile, .resources_total = 1};
        struct s7_cpu_config config;
        profile.cc_order.value = word->form == S7_FIGURE_CC_ORDER ? word->number : 0;
        profile.refusal_tsap.value = word->form == S7_FIGURE_REFUSAL ? word->number : 0;
        profile.szl_style.value = word->form == S7_FIGURE_SZL_STYLE ? word->number : 0;
        s7_cli_cpu_config(&cpu, &config, NULL);
        if (word->form == S7_FIGURE_CC_ORDER)
            assert_string_equal(word->word, orders[config.cc_order]);
        else if (word->form == S7_FIGURE_REFUSAL)
            assert_string_equal(word->word, refusals[config.refusal_tsap.how]);
        else if (word->form == S7_FIGURE_SZL_STYLE)
            assert_string_equal(word->word, styles[config.szl_style]);
    }
}

/* Rack, slot, PUT/GET and resources of the profile are defaults that the loader has put into the CPU already. */
static void the_plant_is_believed_where_it_speaks(void **state)
{
    (void)state;
    const struct s7_plant_cpu cpu = {.name = "A",
                                     .profile = &odd_profile,
                                     .rack = 2,
                                     .slot = 3,
                                     .put_get = false,
                                     .resources_total = 40,
                                     .pg = {1, 21},
                                     .op = {2, 22},
                                     .basic = {3, 23}};
    struct s7_cpu_config config;
    s7_cli_cpu_config(&cpu, &config, NULL);
    assert_int_equal(config.rack, 2);
    assert_int_equal(config.slot, 3);
    assert_false(config.put_get);
    assert_int_equal(config.resources_total, 40);
    assert_int_equal(config.pg.reserved, 1);
    assert_int_equal(config.pg.most, 21);
    assert_int_equal(config.op.reserved, 2);
    assert_int_equal(config.op.most, 22);
    assert_int_equal(config.basic.reserved, 3);
    assert_int_equal(config.basic.most, 23);
    struct s7_plant_cpu permitted = cpu;
    permitted.put_get = true;
    s7_cli_cpu_config(&permitted, &config, NULL);
    assert_true(config.put_get);
}

static void access_levels_keep_their_meaning(void **state)
{
    (void)state;
    static const struct {
        enum s7_plant_access_level plant;
        enum s7_cpu_access_level cpu;
    } rows[] = {{S7_PLANT_LEVEL_FULL, S7_CPU_LEVEL_FULL},
                {S7_PLANT_LEVEL_READ, S7_CPU_LEVEL_READ},
                {S7_PLANT_LEVEL_HMI, S7_CPU_LEVEL_HMI},
                {S7_PLANT_LEVEL_NONE, S7_CPU_LEVEL_NONE}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct s7_plant_cpu cpu = {.profile = &odd_profile, .access_level = rows[i].plant};
        struct s7_cpu_config config;
        s7_cli_cpu_config(&cpu, &config, NULL);
        assert_int_equal(config.access_level, rows[i].cpu);
    }
}

static void what_neither_says_is_the_default_of_the_cpu(void **state)
{
    (void)state;
    const struct s7_plant_cpu cpu = {.profile = &odd_profile};
    struct s7_cpu_config config, defaults;
    memset(&config, 0x5A, sizeof config);
    s7_cpu_config_default(&defaults);
    s7_cli_cpu_config(&cpu, &config, NULL);
    assert_int_equal(config.any_slot, defaults.any_slot);
    assert_int_equal(config.limits.half_open, defaults.limits.half_open);
    assert_int_equal(config.limits.kept, defaults.limits.kept);
    assert_int_equal(config.limits.push_count, defaults.limits.push_count);
    assert_null(config.observer);
    assert_null(config.dbs);
    assert_int_equal(config.db_count, 0);
}

static void check_dbs(const struct s7_plant_cpu *cpu, const struct s7_cpu_config *config)
{
    assert_int_equal(config->db_count, cpu->db_count);
    for (size_t i = 0; i < cpu->db_count; i++) {
        assert_int_equal(config->dbs[i].number, cpu->dbs[i].number);
        assert_int_equal(config->dbs[i].size, cpu->dbs[i].size);
        assert_int_equal(config->dbs[i].optimized, cpu->dbs[i].optimized);
        assert_int_equal(config->dbs[i].write_protected, cpu->dbs[i].write_protected);
    }
}

/* Whatever the schema allows, with every profile there is, makes a configuration that a CPU can be made from. */
static void every_plant_makes_a_valid_cpu(void **state)
{
    enum { DBS = 6, LISTS = 64 };
    struct s7_chance chance = cases_begin("every_plant_makes_a_valid_cpu");
    size_t profile_count = 0;
    (void)state;
    while (s7_profile_at(profile_count))
        profile_count++;
    must(profile_count > 0);
    for (unsigned long n = cases_count(); n > 0; n--) {
        struct s7_plant_db plant_dbs[DBS] = {{0}};
        struct s7_cpu_db dbs[DBS];
        struct s7_cpu_szl lists[LISTS];
        const struct s7_cli_cpu_room room = {.dbs = dbs, .szl = lists};
        struct s7_plant_cpu cpu = {.profile = s7_profile_at(s7_chance_below(&chance, profile_count)),
                                   .rack = (uint8_t)s7_chance_below(&chance, 8),
                                   .slot = (uint8_t)s7_chance_below(&chance, 32),
                                   .put_get = s7_chance_below(&chance, 2),
                                   .resources_total = (uint16_t)(1 + s7_chance_below(&chance, 1024)),
                                   .dbs = plant_dbs,
                                   .db_count = s7_chance_below(&chance, DBS + 1)};
        uint16_t third = cpu.resources_total / 3;
        cpu.pg.reserved = cpu.op.reserved = cpu.basic.reserved = (uint16_t)s7_chance_below(&chance, third + 1U);
        for (size_t i = 0; i < cpu.db_count; i++)
            plant_dbs[i] = (struct s7_plant_db){.number = (uint16_t)(1 + i * 10922),
                                                .size = (uint32_t)s7_chance_below(&chance, 65536),
                                                .optimized = s7_chance_below(&chance, 2),
                                                .write_protected = s7_chance_below(&chance, 2)};
        struct s7_cpu_config config;
        must(s7_cli_cpu_szl_most(&cpu) <= LISTS);
        s7_cli_cpu_config(&cpu, &config, &room);
        check_dbs(&cpu, &config);
        assert_true(s7_cpu_config_valid(&config));
        assert_int_equal(config.pdu_length, cpu.profile->pdu_length.value);
        assert_int_equal(config.timer_count, cpu.profile->timer_count.value); /* nothing is cut off */
        assert_int_equal(config.counter_count, cpu.profile->counter_count.value);
        assert_int_equal(config.amq_called, cpu.profile->amq_called.value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_profile_gives_what_the_plant_does_not_say),
        cmocka_unit_test(words_mean_what_they_say),
        cmocka_unit_test(the_plant_is_believed_where_it_speaks),
        cmocka_unit_test(access_levels_keep_their_meaning),
        cmocka_unit_test(what_neither_says_is_the_default_of_the_cpu),
        cmocka_unit_test(every_plant_makes_a_valid_cpu),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
