/* SPDX-License-Identifier: MIT
 *
 * Connection resources: what is written must be possible, and what comes from the profile gives way to it.
 */
#include <stdio.h>

#include "check.h"
#include "plant/kind.h"
#include "unit/plant/telling.h"

/** A profile with 4, 12 and 8 of 30 reserved, and at most 5, 18 and 0 (any) of each class. */
static const char *told_of(const char *resources, struct s7_plant_cpu *ret_cpu)
{
    char text[600];
    snprintf(
        text, sizeof text,
        "sieben: 1\nplant: {name: P}\nprofiles:\n  own: {like: s7-1200, resources_total: 30, reserved_pg: 4,\n"
        "    reserved_op: 12, reserved_basic: 8, most_pg: 5, most_op: 18, most_basic: 0}\n"
        "cpus:\n  A:\n    address: a\n    profile: own\n    resources: %s\n",
        resources);
    const char *told = telling_begin(text);
    if (telling_loading.plant)
        *ret_cpu = telling_loading.plant->cpus[0];
    telling_end();
    return told;
}

static void what_is_not_written_gives_way(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint16_t total, reserved[3], most[3];
    } rows[] = {
        {"{}", 30, {4, 12, 8}, {5, 18, 0}},
        {"{total: 24}", 24, {0, 0, 0}, {0, 0, 0}},
        {"{total: 30}", 30, {0, 0, 0}, {0, 0, 0}},
        {"{total: 3, cap: {basic: 2}}", 3, {0, 0, 0}, {0, 0, 2}},
        {"{total: 14, reserved: {op: 12}}", 14, {0, 12, 0}, {0, 0, 0}},
        {"{total: 14, reserved: {pg: 4, op: 4, basic: 6}}", 14, {4, 4, 6}, {0, 0, 0}},
        {"{reserved: {op: 28}}", 30, {2, 28, 0}, {5, 28, 0}},
        {"{reserved: {op: 20}}", 30, {4, 20, 6}, {5, 20, 0}},
        {"{cap: {op: 2, basic: 3}}", 30, {4, 2, 3}, {5, 2, 3}},
        {"{reserved: {op: 2}, cap: {op: 2}}", 30, {4, 2, 8}, {5, 2, 0}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_plant_cpu cpu = {.name = ""};
        assert_string_equal(told_of(rows[i].text, &cpu), "");
        const struct s7_plant_class *classes[] = {&cpu.pg, &cpu.op, &cpu.basic};
        assert_int_equal(cpu.resources_total, rows[i].total);
        for (size_t k = 0; k < 3; k++) {
            assert_int_equal(classes[k]->reserved, rows[i].reserved[k]);
            assert_int_equal(classes[k]->most, rows[i].most[k]);
        }
    }
}

static void what_is_written_must_be_possible(void **state)
{
    (void)state;
    struct s7_plant_cpu cpu = {.name = ""};
    assert_string_equal(told_of("{reserved: {pg: 4}, cap: {pg: 3}}", &cpu),
                        "10:46: error: cap: 3 at most, but 4 are reserved");
    assert_string_equal(told_of("{total: 9, reserved: {pg: 4, basic: 6}}", &cpu),
                        "10:5: error: resources: 10 are reserved, but there are only 9");
}

/** Without a profile there is an error already, and the total is not known. */
static void without_a_total_nothing_is_judged(void **state)
{
    (void)state;
    assert_string_equal(
        telling("sieben: 1\nplant: {name: P}\ncpus: {A: {address: a, resources: {reserved: {pg: 9}}}}\n"),
        "3:8: error: \"profile\" is missing in cpus.NAME");
    s7_check_resources(NULL, NULL, &(struct s7_plant_cpu){.resources_total = 4});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_written_gives_way),
        cmocka_unit_test(what_is_written_must_be_possible),
        cmocka_unit_test(without_a_total_nothing_is_judged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
