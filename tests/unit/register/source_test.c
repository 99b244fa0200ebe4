/* SPDX-License-Identifier: MIT */
#include "register/source.h"

#include <string.h>

#include "check.h"

static void count(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark, const char *message)
{
    (void)message;
    size_t *errors = user;
    *errors += severity == S7_PLANT_ERROR && mark.line == 2;
}

/** The tree and the text have the same places, behind a byte order mark, too. */
static void text_tree_and_model_are_of_one_file(void **state)
{
    (void)state;
    static const char text[] =
        "\xEF\xBB\xBFsieben: 1\nplant: {name: x}\ncpus: {A: {address: 10.0.0.1, profile: pc}}\n";
    struct s7_source source;
    assert_int_equal(s7_source_open(text, sizeof text - 1, NULL, NULL, &source), S7_OK);
    assert_int_equal(source.plant->cpu_count, 1);
    const struct s7_node *cpus = s7_node_member(source.root, "cpus");
    assert_memory_equal(source.text + cpus->begin, "{A: {", 5);
    assert_int_equal(source.skipped, 3);
    assert_int_equal(source.size, sizeof text - 1 - 3);
    s7_source_close(&source);
    assert_null(source.plant);
}

static void what_does_not_load_is_told_and_nothing_is_left(void **state)
{
    (void)state;
    static const char text[] = "sieben: 1\nplants: {name: x}\n";
    struct s7_source source = {.size = 77};
    size_t errors = 0;
    assert_int_equal(s7_source_open(text, sizeof text - 1, count, &errors, &source), S7_ERR_LOCAL_FILE);
    assert_int_equal(errors, 1);
    assert_int_equal(source.size, 77);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_tree_and_model_are_of_one_file),
        cmocka_unit_test(what_does_not_load_is_told_and_nothing_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
