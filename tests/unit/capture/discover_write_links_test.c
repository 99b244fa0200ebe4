/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "unit/capture/discover_talks.h"

static struct talks talks;

static const struct s7_plant_connection *first(struct discovered *d)
{
    discovered_plainly(d, &talks);
    assert_int_equal(d->plant->connection_count, 1);
    return &d->plant->connections[0];
}

static void end(struct discovered *d)
{
    discovered_end(d);
    talks_end(&talks);
}

static void unusual_tsaps_are_written(void **state)
{
    (void)state;
    struct discovered d;
    talks_use(talks_add(&talks, "10.0.0.9", "10.0.0.1", 102, "10.01", "\"SIMATIC-ROOT\""), 1, 4, 0, 0, 1);
    const struct s7_plant_connection *c = first(&d);
    assert_string_equal(c->tsap_from.text, "10.01");
    assert_string_equal(c->tsap_to.text, "\"SIMATIC-ROOT\"");
    assert_false(c->tsaps_unseen);
    end(&d);
    talks_use(talks_add(&talks, "10.0.0.9", "10.0.0.1", 102, NULL, NULL), 1, 4, 0, 0, 1);
    c = first(&d);
    assert_int_equal(c->tsap_from.length + c->tsap_to.length, 0);
    assert_true(c->tsaps_unseen);
    end(&d);
}

static void what_the_profile_asks_is_not_written(void **state)
{
    (void)state;
    struct discovered d;
    struct s7_talk *talk = talks_add(&talks, "10.0.0.9", "10.0.0.1", 102, "01.00", "03.02");
    talks_use(talk, 1, 4, 0, 0, 1);
    talks_setup(talk, 960, 240, 8, 1);
    const struct s7_plant_connection *c = first(&d);
    assert_int_equal(c->pdu_length, 0);
    assert_int_equal(c->amq, 0);
    end(&d);
    talk = talks_add(&talks, "10.0.0.9", "10.0.0.1", 102, "01.00", "03.02");
    talks_use(talk, 1, 4, 0, 0, 1);
    talks_setup(talk, 480, 240, 1, 1);
    c = first(&d);
    assert_int_equal(c->pdu_length, 480);
    assert_int_equal(c->amq, 1);
    end(&d);
}

static void cycle_areas_and_functions_are_written(void **state)
{
    (void)state;
    struct discovered d;
    struct s7_talk *talk = talks_add(&talks, "10.0.0.9", "10.0.0.1", 102, "01.00", "03.02");
    talks_use(talk, 7, 0, 4, 1, 1);
    talks_use(talk, 7, 0, 7, 1, 1);
    talks_access(talk, S7_MEANS_READ_VAR, "T5", 601, 0);
    talks_access(talk, S7_MEANS_READ_VAR, "M1.3", 2, 0);
    talks_access(talk, S7_MEANS_WRITE_VAR, "DB1.DBD4", 2, 0);
    const struct s7_plant_connection *c = first(&d);
    assert_int_equal(c->rate_cycle, S7_SECOND);
    assert_int_equal(c->functions, S7_PLANT_FUNCTION_SZL | S7_PLANT_FUNCTION_CLOCK);
    assert_int_equal(c->read_count, 2);
    assert_int_equal(c->write_count, 1);
    assert_non_null(strstr(d.text, "rate: {cycle: 1s}\n    reads: [T5, P#M1.3 BOOL 1]\n"
                                   "    writes: [P#DB1.DBX4.0 BYTE 4]\n    functions: [szl, clock]\n"));
    end(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unusual_tsaps_are_written),
        cmocka_unit_test(what_the_profile_asks_is_not_written),
        cmocka_unit_test(cycle_areas_and_functions_are_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
