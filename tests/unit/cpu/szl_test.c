/* SPDX-License-Identifier: MIT
 *
 * Which lists a CPU has, and the extracts that follow from them.
 */
#include "unit/cpu/lists.h"

#include <stdlib.h>

struct scene {
    struct s7_cpu_config config;
    struct s7_cpu *cpu;
    struct peer peer;
};

static const uint8_t characteristics[] = {0x00, 0x01, 0x01, 0x01, 0x01, 0x04, 0x03, 0x02};
static const uint8_t numbered[] = {0, 1, 0xAA, 0xBB, 0, 2, 0xCC, 0xDD, 0, 1, 0xEE, 0xFF};
static const uint8_t start_information[] = {0x11, 0x03, 0x01, 0x01};

static const struct s7_cpu_szl lists[] = {
    {.id = 0x0222, .index = 0x0001, .record_size = 4, .record_count = 1, .records = start_information},
    {.id = 0x0000},
    {.id = 0x0013, .record_size = 4, .record_count = 3, .records = numbered},
    {.id = 0x0014, .record_size = 4, .record_count = 3, .records = numbered},
    {.id = 0x003A, .record_size = 148},
    {.id = 0x0012, .record_size = 2, .record_count = 4, .records = characteristics},
    {.id = 0x00A0},
    {.id = 0x0F1B, .record_size = 20, .record_count = 6},
    {.id = 0x0132, .index = 4},
    {.id = 0x0424},
    {.id = 0x0991},
    {.id = 0x00B1},
};

static void begin(struct scene *scene, bool index_all)
{
    s7_cpu_config_default(&scene->config);
    scene->config.szl = lists;
    scene->config.szl_count = sizeof lists / sizeof lists[0];
    scene->config.szl_index_all = index_all;
    scene->cpu = cpu_of(&scene->config);
    peer_connect(&scene->peer, scene->cpu);
}

static int set_up(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    begin(scene, true);
    *state = scene;
    return 0;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    peer_close(&scene->peer);
    s7_cpu_free(scene->cpu);
    free(scene);
    return 0;
}

static void a_whole_list_is_given_as_it_is(void **state)
{
    struct scene *scene = *state;
    list_is(&scene->peer, 0x0013, 0, "0013000000040003 0001aabb 0002ccdd 0001eeff");
    list_is(&scene->peer, 0x0012, 0, "0012000000020004 0001 0101 0104 0302");
    list_is(&scene->peer, 0x003A, 0, "003a000000940000");
}

static void an_index_of_a_whole_list_counts_if_the_cpu_says_so(void **state)
{
    struct scene *scene = *state;
    list_is(&scene->peer, 0x0013, 2, "0013000200040003 0001aabb 0002ccdd 0001eeff");
    tear_down(state);
    *state = scene = calloc(1, sizeof *scene);
    begin(scene, false);
    list_is(&scene->peer, 0x0013, 2, "0013000200040001 0002ccdd");
    list_is(&scene->peer, 0x0013, 0, "0013000000040003 0001aabb 0002ccdd 0001eeff");
}

static void records_are_chosen_by_their_index(void **state)
{
    struct scene *scene = *state;
    list_is(&scene->peer, 0x0113, 1, "0113000100040002 0001aabb 0001eeff");
    list_is(&scene->peer, 0x0113, 2, "0113000200040001 0002ccdd");
    list_is(&scene->peer, 0x0113, 7, "0113000700000000");
}

/* Captured: 0112 index 0100 and 0200 of an IM 151-8 PN/DP CPU. */
static void characteristics_are_chosen_by_their_group(void **state)
{
    struct scene *scene = *state;
    list_is(&scene->peer, 0x0112, 0x0100, "0112010000020002 0101 0104");
    list_is(&scene->peer, 0x0112, 0x0200, "0112020000000000");
    list_is(&scene->peer, 0x0112, 0x0300, "0112030000020001 0302");
}

static void the_head_alone_tells_size_and_number(void **state)
{
    struct scene *scene = *state;
    list_is(&scene->peer, 0x0F12, 0, "0f12000000020004");
    list_is(&scene->peer, 0x0F3A, 0, "0f3a000000940000");
    list_is(&scene->peer, 0x0F1B, 0, "0f1b000000140006"); /* a row of its own: no list 001B is there */
    list_refused(&scene->peer, 0x001B, 0, 0xD401);
}

/* 0F13 and 0114 are not among the extracts that a real CPU lists. */
static void extracts_that_a_list_has_not_are_unknown(void **state)
{
    struct scene *scene = *state;
    list_refused(&scene->peer, 0x0F13, 0, 0xD401);
    list_refused(&scene->peer, 0x0114, 1, 0xD401);
    list_refused(&scene->peer, 0x0213, 1, 0xD401);
    list_refused(&scene->peer, 0x013A, 1, 0xD401);
    list_refused(&scene->peer, 0x01B1, 1, 0xD401);
    list_refused(&scene->peer, 0x0FB1, 0, 0xD401);
}

static void unknown_lists_and_other_modules_are_refused(void **state)
{
    struct scene *scene = *state;
    list_refused(&scene->peer, 0x0011, 0, 0xD401);
    list_refused(&scene->peer, 0x0077, 0, 0xD401);
    list_refused(&scene->peer, 0xC013, 0, 0xD401);
    list_refused(&scene->peer, 0x4112, 0x0100, 0xD401); /* nor their extracts */
    list_refused(&scene->peer, 0xCF12, 0, 0xD401);
    list_refused(&scene->peer, 0xFFFF, 0xFFFF, 0xD401);
}

/* Captured: 0222 index 5050 and 0C91 index 7FFF of an S7-300. */
static void an_unknown_index_of_an_extract_with_own_records_is_refused(void **state)
{
    struct scene *scene = *state;
    list_is(&scene->peer, 0x0222, 1, "0222000100040001 11030101");
    list_refused(&scene->peer, 0x0222, 0x5050, 0xD402);
    list_refused(&scene->peer, 0x0132, 5, 0xD402);
    list_refused(&scene->peer, 0x0232, 5, 0xD402);
    list_is(&scene->peer, 0x0991, 0, "0991000000000000");
    list_refused(&scene->peer, 0x0991, 1, 0xD402);
}

static void the_mode_is_given_for_any_index(void **state)
{
    static struct list list;
    struct scene *scene = *state;
    list_ask(&list, &scene->peer, 0x0424, 4);
    assert_int_equal(list.error, 0);
    assert_memory_equal(list.octets, ((const uint8_t[]){0x04, 0x24, 0, 4, 0, 20, 0, 1}), 8);
}

static void protection_of_all_cpus_is_that_of_this_one(void **state)
{
    static struct list one, all;
    struct scene *scene = *state;
    list_ask(&one, &scene->peer, 0x0132, 4);
    list_ask(&all, &scene->peer, 0x0232, 4);
    assert_int_equal(one.error, 0);
    assert_int_equal(all.error, 0);
    assert_int_equal(one.size, 48);
    assert_int_equal(all.octets[0], 2);
    assert_memory_equal(one.octets + 1, all.octets + 1, 47);
}

static void the_newest_events_are_chosen_by_number(void **state)
{
    static struct list list;
    struct scene *scene = *state;
    for (unsigned i = 1; i <= 20; i++) {
        struct s7_cpu_event event = {.event = (uint16_t)(0xA000 + i)};
        s7_cpu_add_event(scene->cpu, &event, S7_SECOND);
    }
    for (uint16_t n = 0; n < 12; n++) {
        list_ask(&list, &scene->peer, 0x01A0, n);
        size_t count = n < 10 ? n : 10; /* outside STOP only the ten newest are shown */
        assert_int_equal(list.error, 0);
        assert_int_equal(list.octets[7], count);
        assert_int_equal(list.size, 8 + 20 * count);
        if (n)
            assert_int_equal(list.octets[8] << 8 | list.octets[9], 0xA014);
    }
}

/* As the list of an IM 151-8: ordered by number of the list, then by extract. */
static void the_list_of_lists_is_ordered(void **state)
{
    struct scene *scene = *state;
    list_is(&scene->peer, 0x0000, 0,
            "0000000000020015 0000 0f00 0012 0112 0f12 0013 0113 0014 0f14 0f1b 0222 0424 0132 0232 003a 0f3a "
            "0991 00a0 01a0 0fa0 00b1");
    list_is(&scene->peer, 0x0F00, 0, "0f00000000020015");
}

/* Whoever asks for every id there can be gets an answer for those of the list, and D401 for all others. */
static void the_list_of_lists_holds_exactly_what_is_served(void **state)
{
    static struct list ids, list;
    struct scene *scene = *state;
    list_ask(&ids, &scene->peer, 0x0000, 0);
    size_t next = 8;
    for (unsigned number = 0; number < 0x100; number++)
        for (unsigned extract = 0; extract < 0x10; extract++) {
            uint16_t id = (uint16_t)(extract << 8 | number);
            bool listed = next < ids.size && id == (ids.octets[next] << 8 | ids.octets[next + 1]);
            list_ask(&list, &scene->peer, id, 0);
            assert_int_equal(list.error == 0xD401, !listed);
            next += listed ? 2 : 0;
        }
    assert_int_equal(next, ids.size);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_whole_list_is_given_as_it_is, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_index_of_a_whole_list_counts_if_the_cpu_says_so, set_up, tear_down),
        cmocka_unit_test_setup_teardown(records_are_chosen_by_their_index, set_up, tear_down),
        cmocka_unit_test_setup_teardown(characteristics_are_chosen_by_their_group, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_head_alone_tells_size_and_number, set_up, tear_down),
        cmocka_unit_test_setup_teardown(extracts_that_a_list_has_not_are_unknown, set_up, tear_down),
        cmocka_unit_test_setup_teardown(unknown_lists_and_other_modules_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_unknown_index_of_an_extract_with_own_records_is_refused, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_mode_is_given_for_any_index, set_up, tear_down),
        cmocka_unit_test_setup_teardown(protection_of_all_cpus_is_that_of_this_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_newest_events_are_chosen_by_number, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_list_of_lists_is_ordered, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_list_of_lists_holds_exactly_what_is_served, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
