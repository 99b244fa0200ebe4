/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "cpu/resources.h"

#include "base/chance.h"
#include "cases.h"

#include <string.h>

static struct s7_cpu_resources resources_of(uint16_t total, struct s7_cpu_class_limit pg,
                                            struct s7_cpu_class_limit op, struct s7_cpu_class_limit basic)
{
    struct s7_cpu_config config;
    s7_cpu_config_default(&config);
    config.resources_total = total;
    config.pg = pg;
    config.op = op;
    config.basic = basic;
    struct s7_cpu_resources resources;
    s7_cpu_resources_init(&resources, &config);
    return resources;
}

static unsigned taken(struct s7_cpu_resources *resources, enum s7_cpu_class of)
{
    unsigned count = 0;
    while (s7_cpu_resources_take(resources, of))
        count++;
    return count;
}

static void without_reservations_the_total_is_one_pool(void **state)
{
    (void)state;
    struct s7_cpu_class_limit none = {0, 0};
    struct s7_cpu_resources resources = resources_of(5, none, none, none);
    assert_non_null(s7_cpu_resources_take(&resources, S7_CPU_CLASS_PG));
    assert_non_null(s7_cpu_resources_take(&resources, S7_CPU_CLASS_OTHER));
    assert_int_equal(taken(&resources, S7_CPU_CLASS_BASIC), 3);
    assert_null(s7_cpu_resources_take(&resources, S7_CPU_CLASS_OP));
    assert_int_equal(resources.used, 5);
}

static void reserved_ones_are_kept_free_for_their_class(void **state)
{
    (void)state;
    struct s7_cpu_resources resources =
        resources_of(8, (struct s7_cpu_class_limit){1, 0}, (struct s7_cpu_class_limit){2, 0},
                     (struct s7_cpu_class_limit){0, 0});
    assert_int_equal(taken(&resources, S7_CPU_CLASS_BASIC), 5);
    assert_int_equal(taken(&resources, S7_CPU_CLASS_OTHER), 0);
    assert_int_equal(taken(&resources, S7_CPU_CLASS_OP), 2);
    assert_int_equal(taken(&resources, S7_CPU_CLASS_PG), 1);
    assert_int_equal(resources.used, 8);
}

static void beyond_its_reservation_a_class_takes_from_the_pool(void **state)
{
    (void)state;
    struct s7_cpu_resources resources =
        resources_of(8, (struct s7_cpu_class_limit){1, 0}, (struct s7_cpu_class_limit){2, 0},
                     (struct s7_cpu_class_limit){0, 0});
    assert_int_equal(taken(&resources, S7_CPU_CLASS_OP), 7);
    assert_int_equal(taken(&resources, S7_CPU_CLASS_BASIC), 0);
    assert_int_equal(taken(&resources, S7_CPU_CLASS_PG), 1);
}

static void most_caps_a_class(void **state)
{
    (void)state;
    struct s7_cpu_resources resources =
        resources_of(8, (struct s7_cpu_class_limit){1, 2}, (struct s7_cpu_class_limit){0, 0},
                     (struct s7_cpu_class_limit){0, 3});
    assert_int_equal(taken(&resources, S7_CPU_CLASS_PG), 2);
    assert_int_equal(taken(&resources, S7_CPU_CLASS_BASIC), 3);
    assert_int_equal(taken(&resources, S7_CPU_CLASS_OP), 3);
}

static void what_is_given_back_can_be_taken_again(void **state)
{
    (void)state;
    struct s7_cpu_resources resources =
        resources_of(1, (struct s7_cpu_class_limit){1, 1}, (struct s7_cpu_class_limit){0, 0},
                     (struct s7_cpu_class_limit){0, 0});
    for (int i = 0; i < 100000; i++) {
        struct s7_cpu_class_use *use = s7_cpu_resources_take(&resources, S7_CPU_CLASS_PG);
        assert_non_null(use);
        assert_null(s7_cpu_resources_take(&resources, S7_CPU_CLASS_PG));
        assert_null(s7_cpu_resources_take(&resources, S7_CPU_CLASS_OTHER));
        s7_cpu_resources_give(&resources, use);
    }
    assert_int_equal(resources.used, 0);
}

/* Whatever happens, a class below its reservation and its cap is let in, and the total is never exceeded. */
static void a_reservation_is_never_denied(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin(__func__);
    struct s7_cpu_resources resources =
        resources_of(20, (struct s7_cpu_class_limit){4, 6}, (struct s7_cpu_class_limit){5, 0},
                     (struct s7_cpu_class_limit){3, 10});
    for (unsigned long i = 0, cases = cases_count(); i < cases; i++) {
        enum s7_cpu_class of = (enum s7_cpu_class)s7_chance_below(&chance, S7_CPU_CLASS_COUNT);
        struct s7_cpu_class_use *use = &resources.classes[of];
        if (s7_chance_below(&chance, 5) < 2) {
            if (use->used)
                s7_cpu_resources_give(&resources, use);
            continue;
        }
        bool below = use->used < use->limit.reserved;
        bool let_in = s7_cpu_resources_take(&resources, of) == use;
        assert_true(let_in || !below);
        assert_true(resources.used <= resources.total);
        assert_true(!use->limit.most || use->used <= use->limit.most);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_reservations_the_total_is_one_pool),
        cmocka_unit_test(reserved_ones_are_kept_free_for_their_class),
        cmocka_unit_test(beyond_its_reservation_a_class_takes_from_the_pool),
        cmocka_unit_test(most_caps_a_class),
        cmocka_unit_test(what_is_given_back_can_be_taken_again),
        cmocka_unit_test(a_reservation_is_never_denied),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
