/* SPDX-License-Identifier: MIT */
#include "register/diff_member.h"

#include "unit/register/differing.h"
#include "unit/register/telling_keys.h"

/** DBs as the loader puts them: by number, each with its own node. */
static void a_member_has_its_node_and_its_element(void **state)
{
    (void)state;
    struct s7_storage storage = {.chunks = NULL};
    struct s7_source source =
        differing_open("sieben: 1\nplant: {name: x}\ncpus:\n  A: {address: a, profile: pc,\n"
                       "    dbs: {10: {size: 10}, 9: {size: 9}, 100: {size: 100}}}\n");
    const struct s7_node *cpu = s7_node_member(source.root, "cpus")->first;
    const struct s7_diff_side side = {s7_node_member(cpu, "dbs"), &source.plant->cpus[0], cpu->mark};
    struct s7_member_list list = s7_member_list_of(key_of(S7_ELEMENT_CPU, "dbs"), &side, &storage);
    static const unsigned numbers[] = {9, 10, 100};
    assert_int_equal(list.count, 3);
    for (size_t i = 0; i < 3; i++) {
        const struct s7_plant_db *db = list.members[i].side.element;
        assert_int_equal(db->number, numbers[i]);
        assert_int_equal(db->size, numbers[i]);
        assert_int_equal(strtoul(list.members[i].name, NULL, 10), numbers[i]);
        assert_int_equal(db->mark.column, list.members[i].side.mark.column);
        assert_int_equal(list.members[i].index, i);
    }
    s7_storage_free(&storage);
    s7_source_close(&source);
}

/** Equal ones in order; those that have a partner, or nothing to be paired by, are left alone. */
static void partners_are_found_in_order(void **state)
{
    (void)state;
    struct s7_member taken = {.by = NULL};
    struct s7_member old[] = {
        {.by = "b"}, {.by = "a"}, {.by = "b", .index = 2}, {.by = "c", .partner = &taken}, {.by = NULL}};
    struct s7_member new[] = {
        {.by = "c"}, {.by = "b", .index = 1}, {.by = "b", .index = 2}, {.by = "b", .index = 3}};
    struct s7_member_list before = {old, 5}, after = {new, 4};
    assert_true(s7_member_list_pair(&before, &after));
    assert_ptr_equal(old[0].partner, &new[1]);
    assert_ptr_equal(old[2].partner, &new[2]);
    assert_ptr_equal(new[2].partner, &old[2]);
    assert_ptr_equal(old[3].partner, &taken);
    assert_null(old[1].partner);
    assert_null(old[4].partner);
    assert_null(new[0].partner);
    assert_null(new[3].partner);
}

static void nothing_has_no_members(void **state)
{
    (void)state;
    struct s7_storage storage = {.chunks = NULL};
    const struct s7_diff_side side = {NULL, &(struct s7_plant_cpu){.name = "A"}, {1, 1}};
    assert_int_equal(s7_member_list_of(key_of(S7_ELEMENT_CPU, "dbs"), &side, &storage).count, 0);
    s7_storage_free(&storage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_member_has_its_node_and_its_element),
        cmocka_unit_test(partners_are_found_in_order),
        cmocka_unit_test(nothing_has_no_members),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
