/* SPDX-License-Identifier: MIT */
#include "plant/fmt_shape.h"

#include "check.h"
#include "unit/plant/reading.h"

static const struct s7_fmt_shape file = {S7_FMT_ELEMENT, S7_ELEMENT_FILE};

static struct s7_fmt_shape shape_at(const char *const *path)
{
    struct s7_fmt_shape shape = file;
    for (; *path; path++)
        shape = s7_fmt_shape_member(shape, **path ? *path : NULL);
    return shape;
}

#define SHAPE(...) shape_at((const char *const[]){__VA_ARGS__, NULL})

static void assert_shape(struct s7_fmt_shape shape, enum s7_fmt_role role, enum s7_plant_element element)
{
    assert_int_equal(shape.role, role);
    assert_int_equal(shape.element, element);
}

static void the_schema_says_what_a_node_is(void **state)
{
    (void)state;
    assert_shape(SHAPE("plant"), S7_FMT_ELEMENT, S7_ELEMENT_PLANT);
    assert_shape(SHAPE("cpus"), S7_FMT_NAMED, S7_ELEMENT_CPU);
    assert_shape(SHAPE("cpus", "A"), S7_FMT_ELEMENT, S7_ELEMENT_CPU);
    assert_shape(SHAPE("cpus", "A", "dbs"), S7_FMT_NUMBERED, S7_ELEMENT_DB);
    assert_shape(SHAPE("cpus", "A", "dbs", "7"), S7_FMT_ELEMENT, S7_ELEMENT_DB);
    assert_shape(SHAPE("cpus", "A", "simulate"), S7_FMT_LISTED, S7_ELEMENT_SIMULATION);
    assert_shape(SHAPE("cpus", "A", "resources", "cap"), S7_FMT_ELEMENT, S7_ELEMENT_CAP);
    assert_shape(SHAPE("connections", "C", "jobs", "", "put"), S7_FMT_ELEMENT, S7_ELEMENT_PUT);
    assert_int_equal(SHAPE("sieben").role, S7_FMT_NUMBER);
    assert_int_equal(SHAPE("cpus", "A", "simulate", "", "min").role, S7_FMT_NUMBER);
    assert_int_equal(SHAPE("plant", "name").role, S7_FMT_OTHER);
    assert_int_equal(SHAPE("plant", "nonsense").role, S7_FMT_OTHER);
    assert_int_equal(SHAPE("nonsense", "name").role, S7_FMT_OTHER);
    assert_int_equal(SHAPE("").role, S7_FMT_OTHER);
}

static void collections_of_elements_have_lines(void **state)
{
    (void)state;
    const struct s7_node mapping = {.kind = S7_NODE_MAPPING}, list = {.kind = S7_NODE_LIST},
                         scalar = {.kind = S7_NODE_SCALAR};
    assert_true(s7_fmt_shape_lines(file, &mapping));
    assert_true(s7_fmt_shape_lines(SHAPE("cpus"), &mapping));
    assert_true(s7_fmt_shape_lines(SHAPE("cpus", "A", "dbs"), &mapping));
    assert_true(s7_fmt_shape_lines(SHAPE("cpus", "A", "simulate"), &list));
    assert_true(s7_fmt_shape_lines(SHAPE("connections", "C", "jobs", ""), &mapping));
    assert_false(s7_fmt_shape_lines(SHAPE("cpus"), &scalar));
    assert_false(s7_fmt_shape_lines(SHAPE("plant"), &mapping));
    assert_false(s7_fmt_shape_lines(SHAPE("cpus", "A"), &mapping));
    assert_false(s7_fmt_shape_lines(SHAPE("connections", "C", "jobs", "", "put"), &mapping));
    assert_false(s7_fmt_shape_lines(SHAPE("zones", "Z", "nets"), &list));
}

static void members_have_an_order(void **state)
{
    (void)state;
    size_t sieben = s7_fmt_shape_rank(file, "sieben", 99), plant = s7_fmt_shape_rank(file, "plant", 99);
    size_t cpus = s7_fmt_shape_rank(file, "cpus", 99), connections = s7_fmt_shape_rank(file, "connections", 99);
    assert_true(sieben < plant && plant < cpus && cpus < connections);
    assert_int_equal(s7_fmt_shape_rank(file, "nonsense", cpus), cpus);
    assert_int_equal(s7_fmt_shape_rank(SHAPE("cpus"), "plant", 5), 5); /* a CPU may be called so */
    assert_int_equal(s7_fmt_shape_rank(SHAPE("cpus", "A", "dbs"), "65535", 5), 65535);
    assert_int_equal(s7_fmt_shape_rank(SHAPE("plant", "name"), "plant", 5), 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_schema_says_what_a_node_is),
        cmocka_unit_test(collections_of_elements_have_lines),
        cmocka_unit_test(members_have_an_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
