/* SPDX-License-Identifier: MIT
 *
 * Access levels and the session password over the wire: what each leaves to whom, and for how long.
 */
#include "sim/guests.h"

static const uint8_t time10[] = {0x00, 0x19, 0x16, 0x02, 0x08, 0x23, 0x08, 0x10, 0x00, 0x02}; /* [ALL#47] */

static uint16_t ask_clock(size_t guest)
{
    return ask_userdata(guest, 7, 2, time10, sizeof time10);
}

static struct s7_cpu_config *with_password(enum s7_cpu_access_level level)
{
    struct s7_cpu_config *config = inn_config();
    config->access_level = level;
    config->has_password = true;
    memcpy(config->password, "secret  ", sizeof config->password);
    return config;
}

/* cpu-behaviour 1.2 S3, S12: what a level of a family leaves without the password, and with it. */
static const struct row {
    enum s7_cpu_access_level level;
    bool stops_put_get, guards_clock;
    uint16_t control, clock, data; /* codes, 0: served */
    uint16_t data_legitimised;
} rows[] = {
    {S7_CPU_LEVEL_FULL, false, true, 0, 0, 0, 0},
    {S7_CPU_LEVEL_READ, false, false, 0xD241, 0, 0, 0},
    {S7_CPU_LEVEL_READ, false, true, 0xD241, 0xD241, 0, 0},
    {S7_CPU_LEVEL_NONE, false, false, 0xD241, 0, 0, 0}, /* S7-300/400: PUT/GET at every level */
    {S7_CPU_LEVEL_HMI, true, true, 0xD241, 0xD241, 0, 0},
    {S7_CPU_LEVEL_NONE, true, true, 0xD241, 0xD241, 0x8104, 0x8104}, /* no password opens PUT/GET */
};

static void levels_leave_what_the_family_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct row *row = &rows[i];
        struct s7_cpu_config *config = with_password(row->level);
        config->level_stops_put_get = row->stops_put_get;
        config->level_guards_clock = row->guards_clock;
        inn_open();
        assert_int_equal(ask_memory(0), row->data);
        assert_int_equal(ask_clock(0), row->clock);
        assert_int_equal(ask_stop(0), row->control);
        assert_int_equal(s7_cpu_mode(inn.cpu), row->control ? S7_CPU_MODE_RUN : S7_CPU_MODE_STOP);
        assert_int_equal(ask_password(0, "secret  "), 0);
        assert_int_equal(ask_memory(0), row->data_legitimised);
        assert_int_equal(ask_clock(0), 0);
        assert_int_equal(ask_stop(0), row->control ? 0 : 0x8402);
        inn_close();
    }
}

static void a_legitimation_is_that_of_one_connection(void **state)
{
    (void)state;
    with_password(S7_CPU_LEVEL_READ);
    inn_open();
    assert_int_equal(ask_password(0, "secret  "), 0);
    assert_int_equal(ask_stop(1), 0xD241);
    assert_int_equal(ask_stop(0), 0);
    sim_break(&inn.sim, s7_client_session(inn.guests[0].client));
    guest_connect(0);
    assert_int_equal(ask_start(0, false), 0xD241); /* the place of who had it before */
    assert_int_equal(ask_password(0, "Secret  "), 0xD602);
    assert_int_equal(ask_start(0, false), 0xD241);
    assert_int_equal(ask_password(0, "secret  "), 0);
    assert_int_equal(ask_password(0, "secret  "), 0xD603);
    assert_int_equal(ask_start(0, false), 0);
    assert_int_equal(ask_userdata(0, 5, 2, NULL, 0), 0);
    assert_int_equal(ask_userdata(0, 5, 2, NULL, 0), 0xD604);
    assert_int_equal(ask_stop(0), 0xD241);
    inn_close();
}

/* Others come and go through the places of those who legitimated, many times: nobody ever inherits it. */
static void nobody_inherits_a_legitimation(void **state)
{
    (void)state;
    with_password(S7_CPU_LEVEL_READ);
    inn_open();
    for (unsigned i = 0; i < 100; i++) {
        size_t guest = i % GUESTS;
        assert_int_equal(ask_stop(guest), 0xD241);
        assert_int_equal(ask_password(guest, "secret  "), 0);
        assert_int_equal(ask_stop(guest), 0);
        assert_int_equal(ask_start(guest, i % 2), 0);
        sim_break(&inn.sim, s7_client_session(inn.guests[guest].client));
        guest_connect(guest);
    }
    assert_int_equal(s7_cpu_usage(inn.cpu).used, GUESTS);
    inn_close();
}

static void another_password_is_downloaded(void **state)
{
    (void)state;
    struct s7_cpu_config *config = with_password(S7_CPU_LEVEL_NONE);
    config->level_stops_put_get = false;
    inn_open();
    assert_int_equal(ask_password(0, "secret  "), 0);
    memcpy(config->password, "other   ", sizeof config->password);
    assert_int_equal(s7_cpu_reload(inn.cpu, config), S7_OK);
    assert_int_equal(ask_stop(0), 0xD241);
    assert_int_equal(ask_password(0, "secret  "), 0xD602);
    assert_int_equal(ask_password(0, "other   "), 0);
    assert_int_equal(ask_stop(0), 0);
    config->has_password = false;
    assert_int_equal(s7_cpu_reload(inn.cpu, config), S7_OK);
    assert_int_equal(ask_password(0, "other   "), 0xD605);
    assert_int_equal(ask_start(0, false), 0xD241);
    assert_int_equal(ask_memory(0), 0);
    inn_close();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels_leave_what_the_family_says),
        cmocka_unit_test(a_legitimation_is_that_of_one_connection),
        cmocka_unit_test(nobody_inherits_a_legitimation),
        cmocka_unit_test(another_password_is_downloaded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
