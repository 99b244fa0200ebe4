/* SPDX-License-Identifier: MIT
 *
 * Requests that a CPU cannot make anything of, as the configuration says.
 */
#include "unit/cpu/desk.h"

#include "cpu/refusal.h"

/* s7comm A.3, and a CPU that says nothing as snap7's server does. */
static void unknown_services_get_the_configured_code_or_nothing(void **state)
{
    (void)state;
    config.codes.function = 0x8702;
    config.codes.userdata = 0xD405;
    desk_open();
    peer_request(&peer, 1, "1e00", "");
    peer_expect_refusal(&peer, 0x8702);
    peer_request(&peer, 7, "000112 04 11 4f 7e 05", "0a000000");
    peer_expect_parts(&peer, 7, 0, "000112 08 12 8f 7e 05 0000 d405", "0a000000");
    desk_close();
    config.codes.function = config.codes.userdata = 0;
    desk_open();
    peer_request(&peer, 1, "1e00", "");
    peer_expect(&peer, "");
    peer_request(&peer, 7, "000112 04 11 4f 7e 05", "0a000000");
    peer_expect(&peer, "");
    peer_request(&peer, 1, "0401 120a10020001000083000000", ""); /* and lives on */
    peer_expect_parts(&peer, 3, 0, "0401", "ff04000800");
    desk_close();
}

static void malformed_requests_get_the_configured_code(void **state)
{
    (void)state;
    static const char *const parameters[] = {"0400",     "0500", "0402 120a10020001000083000000",
                                             "f0000001", "29",   "28"};
    config.codes.malformed = 0x8701;
    desk_open();
    for (size_t i = 0; i < sizeof parameters / sizeof parameters[0]; i++) {
        peer_request(&peer, 1, parameters[i], "");
        peer_expect_refusal(&peer, 0x8701);
    }
    desk_close();
}

static void a_payload_is_that_of_a_whole_frame(void **state)
{
    (void)state;
    static const uint8_t parameter[] = {0x00, 0x01, 0x12, 0x04, 0x11, 0x44, 0x02, 0x00};
    static const uint8_t data[] = {0xFF, 0x09, 0x00, 0x02, 0xAB, 0xCD};
    struct s7_request request = {.parameter = {parameter, sizeof parameter}, .data = {data, sizeof data}};
    struct s7_octets payload = {NULL, 77};
    assert_true(s7_cpu_payload_of(&request, &payload));
    assert_ptr_equal(payload.at, data + 4);
    assert_int_equal(payload.size, 2);
    payload.size = 77;
    request.data.size = 5;
    assert_false(s7_cpu_payload_of(&request, &payload));
    assert_int_equal(payload.size, 77);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(unknown_services_get_the_configured_code_or_nothing),
        DESK_TEST(malformed_requests_get_the_configured_code),
        DESK_TEST(a_payload_is_that_of_a_whole_frame),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
