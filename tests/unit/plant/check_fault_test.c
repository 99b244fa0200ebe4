/* SPDX-License-Identifier: MIT
 *
 * Faults on demand: every kind with the keys that it needs.
 */
#include <stdio.h>

#include "check.h"
#include "unit/plant/telling.h"

enum { DB = 1, SIZE = 2, CLASS = 4, TIME = 8 };

static const struct {
    const char *kind;
    unsigned needs;
} kinds[] = {{"put_get_blocked", 0},
             {"db_optimized", DB},
             {"db_short", DB | SIZE},
             {"db_missing", DB},
             {"exhausted", CLASS},
             {"wrong_slot", 0},
             {"delay", TIME},
             {"drop", 0},
             {"reset", 0},
             {"truncate", SIZE},
             {"wrong_reference", 0},
             {"silent", 0},
             {"stop", 0},
             {"garbage", 0},
             {"trickle", TIME}};

static const char *told_of(const char *keys)
{
    char text[400];
    snprintf(text, sizeof text,
             "sieben: 1\nplant: {name: P}\nhosts: {H: {address: h}}\ncpus:\n  A:\n    address: a\n"
             "    profile: s7-300\n    dbs: {1: {size: 20}}\n    faults: {F:\n{%s}}\n",
             keys);
    return telling_begin(text);
}

/** Every kind with every set of parameters: exactly the needed ones are accepted. */
static void each_kind_has_its_parameters(void **state)
{
    (void)state;
    static const char *const keys[] = {"db: 1", "size: 10", "class: op", "time: 5ms"};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        for (unsigned given = 0; given < 16; given++) {
            char text[100];
            snprintf(text, sizeof text, "kind: %s", kinds[i].kind);
            for (size_t k = 0; k < 4; k++)
                if (given & 1U << k)
                    snprintf(text + strlen(text), sizeof text - strlen(text), ", %s", keys[k]);
            const char *told = told_of(text);
            assert_int_equal(told[0] == '\0', given == kinds[i].needs);
            if (!told[0])
                assert_int_equal(telling_loading.plant->cpus[0].faults[0].kind, i);
            for (size_t k = 0; k < 4; k++) {
                char missing[60];
                char needless[60];
                snprintf(missing, sizeof missing, "\"%.*s\" is missing", (int)strcspn(keys[k], ":"), keys[k]);
                snprintf(needless, sizeof needless, "%.*s: this kind of fault has none",
                         (int)strcspn(keys[k], ":"), keys[k]);
                bool needed = kinds[i].needs & 1U << k;
                bool is_given = given & 1U << k;
                assert_int_equal(strstr(told, missing) != NULL, needed && !is_given);
                assert_int_equal(strstr(told, needless) != NULL, !needed && is_given);
            }
            telling_end();
        }
    }
}

static void a_fault_is_read_as_meant(void **state)
{
    (void)state;
    assert_string_equal(
        told_of("kind: db_short, db: 1, size: 19, partner: H, after: 3, times: 2, active: false"), "");
    const struct s7_plant_fault *fault = &telling_loading.plant->cpus[0].faults[0];
    assert_string_equal(fault->name, "F");
    assert_int_equal(fault->db, 1);
    assert_int_equal(fault->size, 19);
    assert_ptr_equal(fault->partner, &telling_loading.plant->hosts[0]);
    assert_int_equal(fault->after, 3);
    assert_int_equal(fault->times, 2);
    assert_false(fault->active);
    telling_end();
    assert_string_equal(told_of("kind: exhausted, class: pg"), "");
    fault = &telling_loading.plant->cpus[0].faults[0];
    assert_int_equal(fault->connection_class, S7_PLANT_CLASS_PG);
    assert_null(fault->partner);
    assert_true(fault->active);
    telling_end();
    assert_string_equal(told_of("kind: trickle, time: 1m"), "");
    assert_int_equal(telling_loading.plant->cpus[0].faults[0].time, 60 * S7_SECOND);
    telling_end();
}

static void the_db_is_there_and_longer(void **state)
{
    (void)state;
    assert_string_equal(told_of("kind: db_missing, db: 2"), "10:24: error: db: A has no DB2");
    assert_string_equal(told_of("kind: db_short, db: 1, size: 20"),
                        "10:31: error: size: DB1 of A has 20 octets, fewer are expected here");
}

/** A kind that was refused does not make its parameters wrong. */
static void another_kind_is_refused_alone(void **state)
{
    (void)state;
    const char *told = told_of("kind: db_shorter, db: 1, size: 4");
    assert_non_null(strstr(told, "10:8: error: kind: expected put_get_blocked, "));
    assert_null(strchr(told, '\n'));
    assert_string_equal(told_of("db: 1"), "9:14: error: \"kind\" is missing in cpus.NAME.faults.NAME");
    assert_string_equal(told_of("kind: stop, partner: B"),
                        "10:23: error: partner: there is no CPU or host \"B\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_has_its_parameters),
        cmocka_unit_test(a_fault_is_read_as_meant),
        cmocka_unit_test(the_db_is_there_and_longer),
        cmocka_unit_test(another_kind_is_refused_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
