/* SPDX-License-Identifier: MIT */
#include "wire/mode_transition.h"

#include "cases.h"
#include "check.h"
#include "random_message.h"
#include "sieben/error.h"

static void test_captured_transition(void **state)
{
    (void)state;
    const uint8_t octets[] = {0x01, 0x00, 0x10, 0x10, 0x00, 0x00, 0x02, 0x00}; /* TIAHW#138 */
    struct s7_mode_transition transition;
    assert_int_equal(s7_mode_transition_decode((struct s7_octets){octets, sizeof octets}, &transition), S7_OK);
    assert_int_equal(transition.mode, S7_MODE_RUN);
    assert_int_equal(transition.last, 0);
}

static void test_other_heads_and_sizes(void **state)
{
    (void)state;
    uint8_t octets[10] = {0x01, 0x00, 0x10, 0x10};
    for (size_t size = 0; size <= sizeof octets; size++) {
        struct s7_mode_transition transition = {.mode = 77};
        bool fits = size == S7_MODE_TRANSITION_SIZE;
        assert_int_equal(s7_mode_transition_decode((struct s7_octets){octets, size}, &transition),
                         fits ? S7_OK : S7_ERR_S7_MALFORMED);
        assert_int_equal(transition.mode, fits ? 0 : 77);
    }
    for (size_t at = 0; at < 4; at++) {
        struct s7_mode_transition transition;
        octets[at] ^= 1;
        assert_int_equal(s7_mode_transition_decode((struct s7_octets){octets, 8}, &transition),
                         S7_ERR_S7_MALFORMED);
        octets[at] ^= 1;
    }
}

static void test_random_transitions_come_back(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("mode transition");
    for (unsigned long i = 0; i < cases_count(); i++) {
        struct s7_mode_transition transition = random_mode(&chance), again;
        uint8_t octets[S7_MODE_TRANSITION_SIZE];
        struct s7_writer writer = s7_writer_over(octets, sizeof octets);
        s7_mode_transition_encode(&writer, &transition);
        assert_true(!writer.bad && s7_writer_left(&writer) == 0);
        assert_int_equal(s7_mode_transition_decode((struct s7_octets){octets, sizeof octets}, &again), S7_OK);
        assert_memory_equal(&transition, &again, sizeof again);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_captured_transition),
        cmocka_unit_test(test_other_heads_and_sizes),
        cmocka_unit_test(test_random_transitions_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
