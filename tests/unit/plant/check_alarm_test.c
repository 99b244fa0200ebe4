/* SPDX-License-Identifier: MIT
 *
 * What an alarm watches, and what its value is compared with.
 */
#include <stdio.h>

#include "check.h"
#include "unit/plant/telling.h"

/** Everything told of an alarm in line 6 that begins with these keys; it has all the others. */
static const char *told_of(const char *keys)
{
    char text[400];
    snprintf(text, sizeof text,
             "sieben: 1\nplant: {name: P}\ncpus:\n  A: {address: a, profile: s7-300, dbs: {1: {size: 20}},\n"
             "    alarms: {HOT:\n{%s, text: T}}}\n",
             keys);
    return telling(text);
}

static void an_alarm_is_read_as_meant(void **state)
{
    (void)state;
    assert_string_equal(
        telling_begin("sieben: 1\nplant: {name: P}\ncpus:\n  A:\n    address: a\n    profile: logo\n"
                      "    alarms:\n      HOT: {tag: MD0:REAL, when: above, limit: 80.5, delay: 2s,\n"
                      "            severity: critical, text: too hot}\n"
                      "      LID: {tag: M9.1, when: clear, text: lid open}\n"),
        "");
    const struct s7_plant_cpu *cpu = &telling_loading.plant->cpus[0];
    assert_int_equal(cpu->alarm_count, 2);
    const struct s7_plant_alarm *hot = &cpu->alarms[0];
    assert_string_equal(hot->name, "HOT");
    assert_string_equal(hot->text, "too hot");
    assert_int_equal(hot->tag.type, S7_TYPE_REAL);
    assert_int_equal(hot->when, S7_PLANT_ALARM_ABOVE);
    assert_true(hot->limit > 80.4 && hot->limit < 80.6);
    assert_int_equal(hot->delay, 2 * S7_SECOND);
    assert_int_equal(hot->severity, S7_PLANT_ALARM_CRITICAL);
    assert_int_equal(hot->mark.line, 8);
    assert_int_equal(cpu->alarms[1].when, S7_PLANT_ALARM_CLEAR);
    assert_int_equal(cpu->alarms[1].delay, 0);
    assert_int_equal(cpu->alarms[1].severity, S7_PLANT_ALARM_WARNING);
    telling_end();
}

static void a_bool_is_set_or_clear_and_a_number_has_a_limit(void **state)
{
    (void)state;
    static const char *const good[] = {"tag: M0.0, when: set",
                                       "tag: M0.0, when: clear",
                                       "tag: MW0:INT, when: above, limit: -5",
                                       "tag: MB0, when: below, limit: 255",
                                       "tag: DB1.DBD0:REAL, when: equal, limit: 0.5",
                                       "tag: MW0, when: unequal, limit: 0"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_string_equal(told_of(good[i]), "");
    static const struct {
        const char *keys, *told;
    } bad[] = {
        {"tag: M0.0, when: above, limit: 1",
         "6:19: error: when: `set` and `clear` are for a BOOL, the others for a number"},
        {"tag: MW0, when: set", "6:18: error: when: `set` and `clear` are for a BOOL, the others for a number"},
        {"tag: M0.0, when: set, limit: 1", "6:31: error: limit: a BOOL has none"},
        {"tag: MW0, when: above", "6:18: error: when: \"limit\" is missing"},
        {"tag: MB0, when: above, limit: 256", "6:32: error: limit: BYTE does not hold this"},
        {"tag: MB0*2, when: above, limit: 1", "6:7: error: tag: an alarm watches one value, not 2"},
        {"tag: M0.8, when: set", "6:10: error: tag: bits go from 0 to 7"},
        {"tag: MW0, when: hot",
         "6:18: error: when: expected set, clear, above, below, equal or unequal, found \"hot\""},
        {"tag: MW0", "5:14: error: \"when\" is missing in cpus.NAME.alarms.NAME"},
        {"when: set", "5:14: error: \"tag\" is missing in cpus.NAME.alarms.NAME"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_string_equal(told_of(bad[i].keys), bad[i].told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_alarm_is_read_as_meant),
        cmocka_unit_test(a_bool_is_set_or_clear_and_a_number_has_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
