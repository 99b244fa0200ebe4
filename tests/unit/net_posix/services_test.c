/* SPDX-License-Identifier: MIT */
#include "unit/net_posix/servant.h"

static uint8_t list[4096];

static uint8_t mode_of(struct s7_posix_client *client)
{
    size_t size = 0;
    struct s7_fault fault = {0};
    assert_int_equal(s7_posix_szl(client, 0x0424, 0, list, sizeof list, &size, &fault), S7_OK);
    assert_int_equal(size, 9);
    return list[8];
}

static void a_list_is_read_whole(void **state)
{
    size_t size = 0;
    struct s7_fault fault = {0};
    (void)state;
    struct s7_posix_client *client = servant_start(NULL, SERVANT_PATIENCE);
    assert_int_equal(s7_posix_szl(client, 0x0011, 1000, list, sizeof list, &size, &fault), S7_OK);
    assert_int_equal(size, 1008);
    assert_int_equal(s7_load_u16(list), 0x0011);
    assert_int_equal(s7_load_u16(list + 2), 1000);
    assert_int_equal(list[1007], (uint8_t)(1007 * 3));
    assert_int_equal(s7_posix_szl(client, 0x0011, 0, list, 8, &size, &fault), S7_OK);
    assert_int_equal(size, 8);
    servant_stop(client);
}

static void a_list_that_is_none_is_said(void **state)
{
    size_t size = 77;
    struct s7_fault fault = {0};
    (void)state;
    struct s7_posix_client *client = servant_start(NULL, SERVANT_PATIENCE);
    assert_int_equal(s7_posix_szl(client, 0x0132, 4, list, sizeof list, &size, &fault),
                     S7_ERR_DATA_INFORMATION);
    assert_int_equal(fault.error, S7_ERR_DATA_INFORMATION);
    assert_int_equal(fault.peer_code, 0xD401);
    assert_int_equal(s7_posix_szl(client, 0x0000, 0, list, sizeof list, &size, &fault), S7_ERR_S7_MALFORMED);
    assert_int_equal(s7_posix_szl(client, 0x0011, 1, list, 8, &size, &fault), S7_ERR_LOCAL_LIMIT);
    assert_int_equal(size, 77);                     /* untouched */
    assert_int_equal(mode_of(client), SERVANT_RUN); /* all that left the connection open */
    assert_int_equal(s7_posix_szl(client, 0x0011, 1000, list, 100, &size, &fault), S7_ERR_LOCAL_LIMIT);
    assert_int_equal(s7_posix_szl(client, 0x0011, 1, list, sizeof list, &size, &fault), S7_ERR_LOCAL_CLOSED);
    servant_stop(client);
}

/* What a CPU 315 showed on Monday 2016-02-08 (snap7_s300_everything, frame 46). */
static void the_clock_is_read_and_set(void **state)
{
    struct s7_clock clock = {0};
    struct s7_fault fault = {0};
    (void)state;
    struct s7_posix_client *client = servant_start(NULL, SERVANT_PATIENCE);
    assert_int_equal(s7_posix_clock_read(client, &clock, &fault), S7_OK);
    assert_int_equal(clock.year, 2016);
    assert_int_equal(clock.month, 2);
    assert_int_equal(clock.day, 8);
    assert_int_equal(clock.hour, 14);
    assert_int_equal(clock.minute, 51);
    assert_int_equal(clock.second, 37);
    assert_int_equal(clock.millisecond, 916);
    assert_int_equal(clock.weekday, 2);

    struct s7_clock set = {.year = 2031, .month = 10, .day = 5, .hour = 23, .second = 59, .millisecond = 7};
    assert_int_equal(s7_posix_clock_set(client, &set, &fault), S7_OK);
    assert_int_equal(s7_posix_clock_read(client, &clock, &fault), S7_OK);
    assert_memory_equal(&clock, &set, sizeof set);

    set.month = 12;
    assert_int_equal(s7_posix_clock_set(client, &set, &fault), S7_ERR_DATA_TIME);
    assert_int_equal(fault.peer_code, 0xDC01);
    set.month = 13;
    assert_int_equal(s7_posix_clock_set(client, &set, &fault), S7_ERR_LOCAL_VALUE);
    assert_int_equal(fault.error, S7_ERR_LOCAL_VALUE);
    assert_int_equal(fault.peer_code, 0);
    servant_stop(client);
}

static void the_cpu_is_stopped_and_started(void **state)
{
    struct s7_fault fault = {0};
    (void)state;
    struct s7_posix_client *client = servant_start(NULL, SERVANT_PATIENCE);
    assert_int_equal(s7_posix_start(client, false, &fault), S7_ERR_S7_STATE); /* it runs */
    assert_int_equal(fault.item_code, 0x03);
    assert_int_equal(s7_posix_stop(client, &fault), S7_OK);
    assert_int_equal(mode_of(client), SERVANT_STOP);
    assert_int_equal(s7_posix_stop(client, &fault), S7_ERR_S7_STATE);
    assert_int_equal(s7_posix_start(client, false, &fault), S7_OK);
    assert_int_equal(mode_of(client), SERVANT_WARM);
    assert_int_equal(s7_posix_stop(client, &fault), S7_OK);
    assert_int_equal(s7_posix_start(client, true, &fault), S7_OK);
    assert_int_equal(mode_of(client), SERVANT_COLD);
    servant_stop(client);
}

/* ---- password -------------------------------------------------------------------------------------------- */

static struct {
    unsigned passwords, leaks;
} seen;

/* Neither the password nor its obfuscation. */
static void watch(void *self, const struct s7_conversation *on, enum s7_direction direction, const uint8_t *pdu,
                  size_t size, s7_time now)
{
    static const uint8_t toor[] = {0x21, 0x3a, 0x1b, 0x1d}, zeros[8] = {0};
    (void)self, (void)on, (void)now;
    for (size_t i = 0; i + 4 <= size; i++)
        if (memcmp(pdu + i, toor, 4) == 0 || memcmp(pdu + i, "toor", 4) == 0)
            seen.leaks++;
    if (direction == S7_DIRECTION_OUT && size == 30 && pdu[15] == 0x45 && memcmp(pdu + 22, zeros, 8) == 0)
        seen.passwords++;
}

static void a_password_is_given_and_given_back(void **state)
{
    static const struct s7_observer observer = {.pdu = watch};
    struct s7_fault fault = {0};
    (void)state;
    seen.passwords = seen.leaks = 0;
    struct s7_posix_client *client = servant_start(&observer, SERVANT_PATIENCE);
    assert_int_equal(s7_posix_password_clear(client, &fault), S7_ERR_ACCESS_LEGITIMISED);
    assert_int_equal(fault.peer_code, 0xD604);
    assert_int_equal(s7_posix_password(client, "Toor", &fault), S7_ERR_ACCESS_PASSWORD);
    assert_int_equal(fault.peer_code, 0xD602);
    assert_int_equal(s7_posix_password(client, "toor", &fault), S7_OK);
    assert_int_equal(s7_posix_password_clear(client, &fault), S7_OK);
    assert_int_equal(s7_posix_password(client, "toor    ", &fault), S7_OK); /* 8 characters */
    assert_int_equal(s7_posix_password(client, "toor     ", &fault), S7_ERR_LOCAL_VALUE);
    assert_int_equal(s7_posix_password(client, "", &fault), S7_ERR_LOCAL_VALUE);
    assert_int_equal(fault.error, S7_ERR_LOCAL_VALUE);
    assert_int_equal(seen.passwords, 3);
    assert_int_equal(seen.leaks, 0);
    servant_stop(client);
}

/* Nothing but the setup is asked by itself. */
static void connecting_uses_no_service(void **state)
{
    (void)state;
    struct s7_posix_client *client = servant_start(NULL, SERVANT_PATIENCE);
    assert_int_equal(s7_client_counters(s7_posix_engine(client))->requests, 0);
    servant_stop(client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_is_read_whole),
        cmocka_unit_test(a_list_that_is_none_is_said),
        cmocka_unit_test(the_clock_is_read_and_set),
        cmocka_unit_test(the_cpu_is_stopped_and_started),
        cmocka_unit_test(a_password_is_given_and_given_back),
        cmocka_unit_test(connecting_uses_no_service),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
