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
        {"et200sp", 1, 960, 3, 3, 0, 1, 1, 4},      {"logo", 0, 240, 1, 1, 1, 0, 0, 4},
        {"s7-200-smart", 1, 240, 1, 1, 1, 0, 0, 4},
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

static void figures_are_plausible(void **state)
{
    (void)state;
    const struct s7_profile *p;
    for (size_t i = 0; (p = s7_profile_at(i)) != NULL; i++) {
        assert_true(strlen(p->display) > 0);
        assert_in_range(p->rack.value, 0, 7);
        assert_in_range(p->slot.value, 0, 31);
        assert_in_range(p->pdu_length.value, 240, 960);
        assert_in_range(p->amq_calling.value, 1, 8);
        assert_in_range(p->amq_called.value, 1, 8);
        assert_in_range(p->resources_total.value, 1, 512);
        assert_true(p->put_get_switch.value || p->put_get_default.value);
        assert_true(p->optimized_exists.value || !p->optimized_default.value);
        assert_true(p->input_size.value <= 65536 && p->memory_size.value <= 65536);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(families_have_their_figures), cmocka_unit_test(figures_are_plausible),
        cmocka_unit_test(unknown_names_are_not_found), cmocka_unit_test(sizes_are_those_of_the_manual),
        cmocka_unit_test(sizes_end_at_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
