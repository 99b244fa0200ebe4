/* SPDX-License-Identifier: MIT */
#include "unit/cpu/peer.h"

static struct s7_cpu_config config;
static struct s7_cpu *cpu;
static struct peer peer;

static const struct s7_cpu_db db = {.number = 1, .size = 4};

static int config_reset(void **state)
{
    (void)state;
    s7_cpu_config_default(&config);
    config.dbs = &db;
    config.db_count = 1;
    return 0;
}

static void desk_open(void)
{
    cpu = cpu_of(&config);
    peer_connect(&peer, cpu);
}

static void desk_close(void)
{
    peer_close(&peer);
    s7_cpu_free(cpu);
}

static void assert_put_get_refused(void)
{
    peer_request(&peer, 1, "0401 120a10020001000083000000", "");
    peer_expect_refusal(&peer, 0x8104);
    peer_request(&peer, 1, "0401 120a10020001000984000000", "");
    peer_expect_refusal(&peer, 0x8104);
    peer_request(&peer, 1, "0501 120a10020001000184000000", "00040008 11");
    peer_expect_refusal(&peer, 0x8104);
    peer_request(&peer, 1, "0500", "");
    peer_expect_refusal(&peer, 0x8104);
    cpu_holds(cpu, "DB1.DBB0", "00");
}

static void assert_put_get_served(void)
{
    peer_request(&peer, 1, "0401 120a10020001000083000000", "");
    peer_expect_parts(&peer, 3, 0, "0401", "ff04000800");
}

/* cpu-behaviour S2: connection and setup succeed, then every Read/Write Var gets the 12 octets. */
static void blocked_put_get_is_refused_as_a_whole(void **state)
{
    (void)state;
    config.put_get = false;
    desk_open();
    assert_put_get_refused();
    peer_ask(&peer, "0300001f02f080 32010000000c000e0000 0401 120a10020001000083000000",
             "0300001302f080 32020000000c00000000 8104");
    s7_cpu_permit_put_get(cpu, true);
    assert_put_get_served();
    s7_cpu_permit_put_get(cpu, false);
    assert_put_get_refused();
    desk_close();
}

/* cpu-behaviour S12: an S7-300/400 serves PUT/GET at every level. */
static void where_levels_do_not_concern_put_get_none_serves(void **state)
{
    (void)state;
    config.access_level = S7_CPU_LEVEL_NONE;
    config.level_stops_put_get = false;
    desk_open();
    assert_put_get_served();
    s7_cpu_permit_put_get(cpu, false);
    assert_put_get_refused();
    desk_close();
}

/* cpu-behaviour S3: only "no access" concerns PUT/GET. */
static void only_the_level_none_stops_put_get(void **state)
{
    (void)state;
    static const enum s7_cpu_access_level serving[] = {S7_CPU_LEVEL_FULL, S7_CPU_LEVEL_READ, S7_CPU_LEVEL_HMI};
    for (size_t i = 0; i < sizeof serving / sizeof serving[0]; i++) {
        config.access_level = serving[i];
        desk_open();
        assert_put_get_served();
        desk_close();
    }
    config.access_level = S7_CPU_LEVEL_NONE;
    desk_open();
    assert_put_get_refused();
    s7_cpu_permit_put_get(cpu, true);
    assert_put_get_refused();
    desk_close();
}

/* s7comm A.3: unknown Job functions get an Ack with 81 04, and the connection lives on. */
static void unknown_functions_are_refused_as_8104(void **state)
{
    (void)state;
    desk_open();
    for (unsigned function = 0; function < 256; function++) {
        char parameter[] = "00 000000";
        const char *digits = "0123456789abcdef";
        parameter[0] = digits[function >> 4];
        parameter[1] = digits[function & 15];
        if (function == 0x04 || function == 0x05 || function == 0xF0 || function == 0x28 || function == 0x29)
            continue;
        peer_request(&peer, 1, parameter, "");
        peer_expect_refusal(&peer, 0x8104);
    }
    assert_put_get_served();
    desk_close();
}

/* s7comm A.3: the response names group and subfunction, error 81 04, data 0a 00 00 00. */
static void unknown_userdata_is_refused_as_8104(void **state)
{
    (void)state;
    desk_open();
    peer_request(&peer, 7, "000112 04 11 43 01 00", "0a000000");
    peer_expect_parts(&peer, 7, 0, "000112 08 12 83 01 00 0000 8104", "0a000000");
    peer_request(&peer, 7, "000112 04 11 4f 7e 05", "0a000000");
    peer_expect_parts(&peer, 7, 0, "000112 08 12 8f 7e 05 0000 8104", "0a000000");
    assert_put_get_served();
    desk_close();
}

/* A service that the extension adds, as another module would. */
struct extension {
    unsigned asked;
    bool serves;
};

static bool serve_extension(void *user, struct s7_request *request, s7_time now)
{
    struct extension *extension = user;
    extension->asked++;
    if (!extension->serves)
        return false;
    struct s7_writer answer = s7_request_open(request);
    s7_writer_u8(&answer, request->parameter.at[0]);
    s7_writer_u8(&answer, 0x77);
    s7_request_reply(request, &answer, 1, 0, now);
    return true;
}

static void extension_is_asked_first_for_what_no_row_serves(void **state)
{
    (void)state;
    struct extension extension = {.serves = true};
    desk_open();
    s7_cpu_set_extension(cpu, serve_extension, &extension);
    peer_request(&peer, 1, "1d 00", "");
    peer_expect_parts(&peer, 3, 0, "1d", "77");
    assert_int_equal(extension.asked, 1);
    assert_put_get_served();
    assert_int_equal(extension.asked, 1);
    extension.serves = false;
    peer_request(&peer, 1, "1d 00", "");
    peer_expect_refusal(&peer, 0x8104);
    assert_int_equal(extension.asked, 2);
    s7_cpu_set_extension(cpu, NULL, NULL);
    peer_request(&peer, 1, "1d 00", "");
    peer_expect_refusal(&peer, 0x8104);
    assert_int_equal(extension.asked, 2);
    desk_close();
}

#define SERVE_TEST(test) cmocka_unit_test_setup(test, config_reset)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SERVE_TEST(blocked_put_get_is_refused_as_a_whole),
        SERVE_TEST(where_levels_do_not_concern_put_get_none_serves),
        SERVE_TEST(only_the_level_none_stops_put_get),
        SERVE_TEST(unknown_functions_are_refused_as_8104),
        SERVE_TEST(unknown_userdata_is_refused_as_8104),
        SERVE_TEST(extension_is_asked_first_for_what_no_row_serves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
