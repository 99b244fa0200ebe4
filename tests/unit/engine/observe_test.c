/* SPDX-License-Identifier: MIT */
#include "engine/observe.h"

#include <string.h>

#include "check.h"

/* step7_s300_AuthPassword, frame 3: the password of a demonstration CPU. */
static const uint8_t ASKED[] = {0x32, 0x07, 0x00, 0x00, 0x06, 0x00, 0x00, 0x08, 0x00, 0x0c,
                                0x00, 0x01, 0x12, 0x04, 0x11, 0x45, 0x01, 0x00, 0xff, 0x09,
                                0x00, 0x08, 0x21, 0x3a, 0x1b, 0x1d, 0x6e, 0x68, 0x1b, 0x1d};
enum { SECRET_AT = 22, SECRET_SIZE = 8, PARAMETER_END = 18 };

static struct {
    uint8_t pdu[8300];
    size_t size;
    enum s7_direction direction;
    const struct s7_conversation *on;
    s7_time now;
    unsigned count;
} seen;

static void see(void *self, const struct s7_conversation *on, enum s7_direction direction, const uint8_t *pdu,
                size_t size, s7_time now)
{
    assert_ptr_equal(self, &seen);
    assert_true(size <= sizeof seen.pdu);
    memcpy(seen.pdu, pdu, size);
    seen.size = size;
    seen.direction = direction;
    seen.on = on;
    seen.now = now;
    seen.count++;
}

static const struct s7_observer observer = {.self = &seen, .pdu = see};
static const struct s7_conversation conversation = {.peer = "test", .number = 1};

static void show(const uint8_t *pdu, size_t size, enum s7_direction direction)
{
    memset(&seen, 0xEE, sizeof seen);
    seen.count = 0;
    s7_observe_pdu(&observer, &conversation, direction, pdu, size, 7);
    assert_int_equal(seen.count, 1);
    assert_int_equal(seen.size, size);
    assert_int_equal(seen.direction, direction);
    assert_ptr_equal(seen.on, &conversation);
    assert_int_equal(seen.now, 7);
}

/* `at` octets are shown as they are, the others as zeros. */
static void check_masked_from(const uint8_t *pdu, size_t size, size_t at)
{
    uint8_t expected[sizeof seen.pdu] = {0};
    memcpy(expected, pdu, at);
    show(pdu, size, S7_DIRECTION_OUT);
    assert_memory_equal(seen.pdu, expected, size);
    assert_ptr_equal(s7_observe_secret(pdu, size).at, pdu + at);
    assert_int_equal(s7_observe_secret(pdu, size).size, size - at);
}

static void a_password_is_shown_as_zeros(void **state)
{
    (void)state;
    check_masked_from(ASKED, sizeof ASKED, SECRET_AT);
    show(ASKED, sizeof ASKED, S7_DIRECTION_IN);
    assert_int_equal(seen.pdu[SECRET_AT], 0);
}

static void other_pdus_are_shown_as_they_are(void **state)
{
    (void)state;
    uint8_t pdu[sizeof ASKED];
    memcpy(pdu, ASKED, sizeof pdu);
    pdu[15] = 0x44; /* the same octets as a question for a system status list */
    show(pdu, sizeof pdu, S7_DIRECTION_IN);
    assert_memory_equal(seen.pdu, pdu, sizeof pdu);
    assert_int_equal(s7_observe_secret(pdu, sizeof pdu).size, 0);
    memcpy(pdu, ASKED, sizeof pdu);
    pdu[1] = 1; /* a Job */
    show(pdu, sizeof pdu, S7_DIRECTION_IN);
    assert_memory_equal(seen.pdu, pdu, sizeof pdu);
}

/* What follows the password is shown. */
static void a_password_of_a_pi_service_is_shown_as_zeros(void **state)
{
    (void)state;
    static const uint8_t plain[] = "\x32\x01\0\0\x12\x34\0\x17\0\0"
                                   "\x28\0\0\0\0\0\0\xfd\0\4toor\x09_N_LOGIN_";
    uint8_t pdu[sizeof plain + 1], expected[sizeof plain + 1];
    size_t size = sizeof plain - 1, at = 20;
    memcpy(pdu, plain, sizeof plain);
    pdu[7] = (uint8_t)(size - 10);
    memcpy(expected, pdu, size);
    memset(expected + at, 0, 4);
    show(pdu, size, S7_DIRECTION_OUT);
    assert_memory_equal(seen.pdu, expected, size);
}

static void a_malformed_password_is_not_shown_either(void **state)
{
    (void)state;
    for (size_t size = 1; size < sizeof ASKED; size++) { /* truncated: nothing but zeros behind the parameter */
        show(ASKED, size, S7_DIRECTION_IN);
        for (size_t i = PARAMETER_END; i < size; i++)
            assert_int_equal(seen.pdu[i], 0);
    }
    static const uint8_t sizes[] = {0, 4, 7, 9, 20, 200}; /* parameter sizes that are wrong */
    for (size_t i = 0; i < sizeof sizes; i++) {
        uint8_t pdu[sizeof ASKED];
        memcpy(pdu, ASKED, sizeof pdu);
        pdu[7] = sizes[i];
        check_masked_from(pdu, sizeof pdu, PARAMETER_END);
    }
}

static void a_password_as_long_as_a_pdu_is_not_shown(void **state)
{
    (void)state;
    static uint8_t pdu[8189];
    memset(pdu, 0x55, sizeof pdu);
    memcpy(pdu, ASKED, SECRET_AT);
    pdu[8] = (sizeof pdu - PARAMETER_END) >> 8;
    pdu[9] = (sizeof pdu - PARAMETER_END) & 0xFF;
    check_masked_from(pdu, sizeof pdu, SECRET_AT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_password_is_shown_as_zeros),
        cmocka_unit_test(other_pdus_are_shown_as_they_are),
        cmocka_unit_test(a_password_of_a_pi_service_is_shown_as_zeros),
        cmocka_unit_test(a_malformed_password_is_not_shown_either),
        cmocka_unit_test(a_password_as_long_as_a_pdu_is_not_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
