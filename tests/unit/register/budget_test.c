/* SPDX-License-Identifier: MIT */
#include "register/budget.h"

#include "check.h"

static const struct s7_plant_cpu press = {.name = "PRESS"};
static const struct s7_plant_cpu panel = {
    .name = "PANEL", .is_host = true, .connection_class = S7_PLANT_CLASS_OP};

static void expect_class(const struct s7_plant_connection *connection, enum s7_plant_class_name expected)
{
    assert_int_equal(s7_register_class_of(connection), expected);
}

/* In this order: the service, the TSAP, the host; a CPU's own are basic. */
static void a_connection_has_one_class(void **state)
{
    (void)state;
    const struct s7_plant_tsap pg = {.octets = {1, 2}, .length = 2},
                               strange = {.octets = {0x10, 1}, .length = 2},
                               text = {.octets = {1}, .length = 1};
    expect_class(&(struct s7_plant_connection){.from = &press}, S7_PLANT_CLASS_BASIC);
    expect_class(&(struct s7_plant_connection){.from = &panel}, S7_PLANT_CLASS_OP);
    expect_class(&(struct s7_plant_connection){.from = &panel, .tsap_to = pg}, S7_PLANT_CLASS_PG);
    expect_class(&(struct s7_plant_connection){.from = &panel, .tsap_to = strange}, S7_PLANT_CLASS_OP);
    expect_class(&(struct s7_plant_connection){.from = &press, .tsap_to = text}, S7_PLANT_CLASS_BASIC);
    expect_class(&(struct s7_plant_connection){.from = &press, .service = S7_PLANT_SERVICE_HMI, .tsap_to = pg},
                 S7_PLANT_CLASS_OP);
    expect_class(&(struct s7_plant_connection){.from = &panel, .service = S7_PLANT_SERVICE_PG},
                 S7_PLANT_CLASS_PG);
}

static void both_ends_take_one(void **state)
{
    (void)state;
    const struct s7_plant_cpu oven = {
        .name = "OVEN", .resources_total = 10, .pg = {2, 2}, .op = {3, 0}, .basic = {1, 4}};
    struct s7_plant_connection connections[] = {
        {.from = &press, .to = &oven}, {.from = &oven, .to = &press}, {.from = &panel, .to = &oven}};
    const struct s7_plant plant = {.connections = connections, .connection_count = 3};
    struct s7_budget budget = s7_register_budget(&plant, &oven);
    assert_int_equal(budget.total, 10);
    assert_int_equal(budget.used, 3);
    assert_int_equal(budget.classes[S7_PLANT_CLASS_BASIC].served, 1);
    assert_int_equal(budget.classes[S7_PLANT_CLASS_BASIC].active, 1);
    assert_int_equal(budget.classes[S7_PLANT_CLASS_BASIC].spare,
                     2); /* at most 4; 7 free, 4 of them kept for others */
    assert_int_equal(budget.classes[S7_PLANT_CLASS_OP].served, 1);
    assert_int_equal(budget.classes[S7_PLANT_CLASS_OP].active, 0);
    assert_int_equal(budget.classes[S7_PLANT_CLASS_OP].spare, 5); /* 7 free, 2 kept for PG */
    assert_int_equal(budget.classes[S7_PLANT_CLASS_PG].spare, 2);
    assert_int_equal(s7_register_budget(&plant, &panel).used, 1);
}

static void more_than_there_are_leave_none(void **state)
{
    (void)state;
    const struct s7_plant_cpu small = {.name = "SMALL", .resources_total = 1, .pg = {1, 0}};
    struct s7_plant_connection connections[] = {{.from = &press, .to = &small}, {.from = &press, .to = &small}};
    const struct s7_plant plant = {.connections = connections, .connection_count = 2};
    struct s7_budget budget = s7_register_budget(&plant, &small);
    assert_int_equal(budget.used, 2);
    for (size_t i = 0; i < S7_BUDGET_CLASSES; i++)
        assert_int_equal(budget.classes[i].spare, 0);
}

static void classes_have_words(void **state)
{
    (void)state;
    assert_string_equal(s7_register_class_word(S7_PLANT_CLASS_BASIC), "basic");
    assert_string_equal(s7_register_class_word(S7_PLANT_CLASS_OP), "op");
    assert_string_equal(s7_register_class_word(S7_PLANT_CLASS_PG), "pg");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_connection_has_one_class),
        cmocka_unit_test(both_ends_take_one),
        cmocka_unit_test(more_than_there_are_leave_none),
        cmocka_unit_test(classes_have_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
