/* SPDX-License-Identifier: MIT
 *
 * What an examination may cost, from what is asked of it alone; that nothing costs more is shown by tests/sim.
 */
#include "doctor/bound.h"

#include "check.h"

static struct s7_doctor_config config;

static void usual(void)
{
    s7_doctor_config_default(&config);
    config.host = "10.1.1.11";
}

static void expect(unsigned connections, unsigned telegrams)
{
    const struct s7_doctor_bound bound = s7_bound_reckon(&config);
    assert_int_equal(bound.connections, connections);
    assert_int_equal(bound.telegrams, telegrams);
}

/* Connections: refused, five others and the same again.  Telegrams: all is well but the second connection at the end. */
static void a_usual_run(void **state)
{
    (void)state;
    usual();
    expect(1 + 5 + 1, 2 + 1 + 3 + 2 + 1 + 2 + 1 + 10);
    config.tries = 2;
    expect(4, 22);
    config.tries = 0;
    expect(4, 22); /* who is well: the first, identity, one more, another for the state */
    config.max_connections = 1;
    expect(3, 21);
    config.szl_at_risk = true;
    expect(3, 17);
    config.deep = true;
    expect(3, 21);
}

/* Other addresses and references are asked when nothing answers. */
static void before_anything_answers(void **state)
{
    (void)state;
    usual();
    config.tries = 0;
    config.host = "oven.plant";
    expect(7, 22);
    config.control_port = 443;
    config.second_host = "10.1.2.11";
    expect(7, 22);
    config.last = S7_CHECK_TCP;
    expect(6, 0);
    config.host = "fd00::11";
    expect(3, 0);
    config.last = S7_CHECK_ROUTE;
    expect(0, 0);
}

static void as_far_as_is_asked(void **state)
{
    (void)state;
    usual();
    config.last = S7_CHECK_LISTENER;
    expect(1, 2);
    config.last = S7_CHECK_COTP;
    expect(7, 8);
    config.tries = 0;
    config.last = S7_CHECK_SETUP;
    expect(2, 4);
    config.last = S7_CHECK_PERMISSION;
    expect(2, 4);
    config.last = S7_CHECK_IDENTITY;
    expect(2, 6);
}

static void data_and_silence(void **state)
{
    static const struct s7_doctor_area areas[] = {
        {.range = {.area = S7_AREA_DB, .db = 1, .bit_count = 8 * 40}},
        {.range = {.area = S7_AREA_MEMORY, .bit_count = 8}},
        {.range = {.area = S7_AREA_DB, .db = 1, .bit_count = 8 * 100}},
        {.range = {.area = S7_AREA_DB, .db = 2, .bit_count = 8}}};
    static const struct s7_range probe = {.area = S7_AREA_MEMORY, .bit_count = 8};
    (void)state;
    usual();
    config.areas = areas;
    config.area_count = 4;
    expect(7, 22 + 4 + 2);
    config.deep = true; /* 100 octets are halved seven times, one octet once, and once more for each area */
    expect(8, 22 + 4 + 2 + 7 + 2 + 1 + 1);
    config.deep = false;
    config.write_probe = &probe;
    config.idle = S7_SECOND;
    expect(7, 28 + 2 + 1);
}

static void counting_to_refusal(void **state)
{
    (void)state;
    usual();
    config.exhaust = 64;
    expect(7, 21);
    config.may_exhaust = true;
    expect(3 + 63, 21 + 63);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_usual_run),         cmocka_unit_test(before_anything_answers),
        cmocka_unit_test(as_far_as_is_asked),  cmocka_unit_test(data_and_silence),
        cmocka_unit_test(counting_to_refusal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
