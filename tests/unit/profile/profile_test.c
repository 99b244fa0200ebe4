/* SPDX-License-Identifier: MIT */
#include "profile/profile.h"

#include <string.h>

#include "check.h"

/** What the families are known for; a change of a figure must be a decision. */
static void families_have_their_figures(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        uint32_t slot, pdu, calling, called, put_get, has_switch, optimized, areas;
    } expected[] = {
        {"s7-300", 2, 240, 1, 2, 1, 0, 0, 1},       {"s7-400", 2, 480, 2, 2, 1, 0, 0, 4},
        {"s7-1200", 1, 240, 3, 3, 0, 1, 1, 4},      {"s7-1500", 1, 960, 3, 3, 0, 1, 1, 4},
        {"et200sp", 1, 960, 3, 3, 0, 1, 1, 4},      {"logo", 0, 240, 1, 1, 1, 0, 0, 1},
        {"s7-200-smart", 1, 240, 1, 1, 1, 0, 0, 1}, {"pc", 1, 960, 8, 8, 1, 0, 0, 4},
    };
    size_t count = sizeof expected / sizeof expected[0];
    for (size_t i = 0; i < count; i++) {
        const struct s7_profile *p = s7_profile_find(expected[i].name);
        assert_non_null(p);
        assert_ptr_equal(p, s7_profile_at(i));
        assert_int_equal(p->slot.value, expected[i].slot);
        assert_int_equal(p->pdu_length.value, expected[i].pdu);
        assert_int_equal(p->amq_calling.value, expected[i].calling);
        assert_int_equal(p->amq_called.value, expected[i].called);
        assert_int_equal(p->put_get_default.value, expected[i].put_get);
        assert_int_equal(p->put_get_switch.value, expected[i].has_switch);
        assert_int_equal(p->optimized_exists.value, expected[i].optimized);
        assert_int_equal(p->block_areas.value, expected[i].areas);
        assert_int_equal(p->optimized_code.value, 0x05);
    }
    assert_null(s7_profile_at(count));
}

/** Connection resources by class, and what a firmware changes. */
static void families_have_their_resources(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        uint32_t total, reserved[3], most[3], put_get_firmware;
    } expected[] = {
        {"s7-300", 16, {1, 1, 0}, {0, 0, 0}, 0},      {"s7-400", 64, {1, 1, 0}, {0, 0, 0}, 0},
        {"s7-1200", 30, {4, 12, 8}, {4, 18, 14}, 4},  {"s7-1500", 96, {4, 4, 0}, {0, 0, 0}, 0},
        {"et200sp", 64, {4, 4, 0}, {0, 0, 0}, 0},     {"logo", 16, {0, 0, 0}, {0, 0, 0}, 0},
        {"s7-200-smart", 9, {1, 0, 0}, {1, 0, 0}, 0}, {"pc", 256, {0, 0, 0}, {0, 0, 0}, 0},
    };
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        const struct s7_profile *p = s7_profile_find(expected[i].name);
        assert_int_equal(p->resources_total.value, expected[i].total);
        assert_int_equal(p->reserved_pg.value, expected[i].reserved[0]);
        assert_int_equal(p->reserved_op.value, expected[i].reserved[1]);
        assert_int_equal(p->reserved_basic.value, expected[i].reserved[2]);
        assert_int_equal(p->most_pg.value, expected[i].most[0]);
        assert_int_equal(p->most_op.value, expected[i].most[1]);
        assert_int_equal(p->most_basic.value, expected[i].most[2]);
        assert_int_equal(p->put_get_firmware.value, expected[i].put_get_firmware);
    }
}

static bool class_possible(uint32_t reserved, uint32_t most, uint32_t total)
{
    return reserved <= total && most <= total && (!most || reserved <= most);
}

/** What no device can be: a test of every row of the table. */
static void families_do_not_contradict_themselves(void **state)
{
    (void)state;
    const struct s7_profile *p;
    for (size_t i = 0; (p = s7_profile_at(i)) != NULL; i++) {
        uint32_t total = p->resources_total.value;
        assert_true(strlen(p->display) > 0);
        assert_true(strlen(p->note) > 20 && p->note[strlen(p->note) - 1] == '\n');
        assert_true(strlen(p->module_name.value) > 0);
        assert_in_range(p->pdu_length.value, 240, 960);
        assert_true(p->put_get_switch.value || p->put_get_default.value);
        assert_true(p->put_get_switch.value || !p->put_get_firmware.value);
        assert_true(p->optimized_exists.value || !p->optimized_default.value);
        assert_true(p->reserved_pg.value + p->reserved_op.value + p->reserved_basic.value <= total);
        assert_true(class_possible(p->reserved_pg.value, p->most_pg.value, total));
        assert_true(class_possible(p->reserved_op.value, p->most_op.value, total));
        assert_true(class_possible(p->reserved_basic.value, p->most_basic.value, total));
        assert_true(p->consistency.value <= s7_profile_get_size((uint16_t)p->pdu_length.value, 1) + 18);
    }
}

static void unknown_names_are_not_found(void **state)
{
    (void)state;
    assert_null(s7_profile_find("S7-1500"));
    assert_null(s7_profile_find("s7-150"));
    assert_null(s7_profile_find(""));
}

/** Siemens' own table of user data per block call. */
static void sizes_are_those_of_the_manual(void **state)
{
    (void)state;
    static const struct {
        uint16_t pdu;
        size_t get[4], put[4];
    } rows[] = {
        {240, {222, 218, 214, 210}, {212, 196, 180, 164}},
        {480, {462, 458, 454, 450}, {452, 436, 420, 404}},
        {960, {942, 938, 934, 930}, {932, 916, 900, 884}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (size_t n = 1; n <= 4; n++) {
            assert_int_equal(s7_profile_get_size(rows[i].pdu, n), rows[i].get[n - 1]);
            assert_int_equal(s7_profile_put_size(rows[i].pdu, n), rows[i].put[n - 1]);
        }
    }
}

static void sizes_end_at_zero(void **state)
{
    (void)state;
    assert_int_equal(s7_profile_get_size(240, 0), 0);
    assert_int_equal(s7_profile_get_size(18, 1), 0);
    assert_int_equal(s7_profile_get_size(19, 1), 1);
    assert_int_equal(s7_profile_get_size(22, 2), 0);
    assert_int_equal(s7_profile_put_size(0, 1), 0);
    assert_int_equal(s7_profile_put_size(28, 1), 0);
    assert_int_equal(s7_profile_put_size(240, SIZE_MAX), 0);
    assert_int_equal(s7_profile_get_size(240, 56), 2);
    assert_int_equal(s7_profile_get_size(240, 57), 0);
}

/** What a block of this family can carry: its own limits besides those of the PDU. */
static void blocks_have_limits_of_their_own(void **state)
{
    (void)state;
    const struct s7_profile *one = s7_profile_find("s7-300");
    assert_int_equal(s7_profile_get_most(one, 240, 1), 222);
    assert_int_equal(s7_profile_get_most(one, 240, 2), 0);
    assert_int_equal(s7_profile_put_most(one, 240, 1), 212);
    assert_int_equal(s7_profile_put_most(one, 240, 2), 0);
    const struct s7_profile *four = s7_profile_find("s7-1500");
    assert_int_equal(s7_profile_get_most(four, 960, 4), 930);
    assert_int_equal(s7_profile_put_most(four, 960, 4), 884);
    assert_int_equal(s7_profile_get_most(four, 960, 5), 0);
    struct s7_profile library = *one; /* the library blocks through a CP */
    library.get_most.value = 160;
    library.put_most.value = 150;
    assert_int_equal(s7_profile_get_most(&library, 240, 1), 160);
    assert_int_equal(s7_profile_put_most(&library, 240, 1), 150);
    assert_int_equal(s7_profile_get_most(&library, 100, 1), 82); /* a short PDU limits more */
}

static void the_firmware_decides_the_permission(void **state)
{
    (void)state;
    const struct s7_profile *p = s7_profile_find("s7-1200");
    assert_false(s7_profile_put_get_shipped(p, 0));
    assert_true(s7_profile_put_get_shipped(p, 1));
    assert_true(s7_profile_put_get_shipped(p, 3));
    assert_false(s7_profile_put_get_shipped(p, 4));
    assert_false(s7_profile_put_get_shipped(p, 5));
    assert_false(s7_profile_put_get_shipped(s7_profile_find("s7-1500"), 1));
    assert_true(s7_profile_put_get_shipped(s7_profile_find("s7-300"), 3));
    assert_true(s7_profile_put_get_shipped(s7_profile_find("s7-300"), 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(families_have_their_figures),
        cmocka_unit_test(families_have_their_resources),
        cmocka_unit_test(families_do_not_contradict_themselves),
        cmocka_unit_test(unknown_names_are_not_found),
        cmocka_unit_test(sizes_are_those_of_the_manual),
        cmocka_unit_test(sizes_end_at_zero),
        cmocka_unit_test(blocks_have_limits_of_their_own),
        cmocka_unit_test(the_firmware_decides_the_permission),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
