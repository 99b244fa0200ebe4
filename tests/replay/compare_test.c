/* SPDX-License-Identifier: MIT
 *
 * Masks excuse what they name, and nothing else.
 */
#include "check.h"

#include <string.h>

#include "compare.h"

enum { CLOCK_SIZE = 36, CLOCK_AT = 28, SEQUENCE_AT = 17 };

/* A read clock answer; time 2016-02-08 14:51:37.916, Monday. */
static const uint8_t clock_answer[CLOCK_SIZE] = {
    0x32, 7, 0, 0, 0x16, 0, 0, 12, 0, 14,   0,    1,    0x12, 8,    0x12, 0x87, 1,    2,
    0,    0, 0, 0, 0xFF, 9, 0, 10, 0, 0x19, 0x16, 0x02, 0x08, 0x14, 0x51, 0x37, 0x91, 0x62};

static const struct compare_subject of_clock = {.form = COMPARE_ANSWER, .service = CAPTURED_READ_CLOCK};

static struct comparison compare_with(const struct compare_subject *subject, size_t at, uint8_t value)
{
    uint8_t ours[CLOCK_SIZE];
    memcpy(ours, clock_answer, sizeof ours);
    ours[at] = value;
    return compare_octets(subject, (struct s7_octets){clock_answer, CLOCK_SIZE},
                          (struct s7_octets){ours, CLOCK_SIZE});
}

static void test_equal_octets_need_no_excuse(void **state)
{
    (void)state;
    struct comparison result = compare_with(&of_clock, 0, 0x32);
    assert_true(result.same);
    assert_int_equal(result.octet_count, CLOCK_SIZE);
    for (size_t i = 0; i < MASK_COUNT; i++)
        assert_int_equal(result.excused_counts[i], 0);
}

static void test_an_octet_that_no_mask_names_counts(void **state)
{
    (void)state;
    for (size_t at = 0; at < CLOCK_AT; at++)
        assert_int_equal(compare_with(&of_clock, at, (uint8_t)(clock_answer[at] + 1)).same,
                         at == 17 || at == 18);
}

static void test_a_sequence_number_is_counted(void **state)
{
    (void)state;
    struct comparison result = compare_with(&of_clock, SEQUENCE_AT, 9);
    assert_true(result.same);
    assert_int_equal(result.excused_counts[MASK_SEQUENCE], 1);
    struct compare_subject push = of_clock;
    push.form = COMPARE_PUSH;
    assert_false(compare_with(&push, SEQUENCE_AT, 9).same);
}

static void test_a_time_has_to_be_near(void **state)
{
    (void)state;
    assert_true(compare_with(&of_clock, 34, 0x90).same);
    assert_int_equal(compare_with(&of_clock, 34, 0x90).excused_counts[MASK_CLOCK], 1);
    assert_false(compare_with(&of_clock, 33, 0x38).same);
    assert_false(compare_with(&of_clock, 28, 0x17).same);
    assert_false(compare_with(&of_clock, 34, 0xA0).same);
    struct compare_subject other = {.form = COMPARE_ANSWER, .service = CAPTURED_READ_SZL};
    assert_false(compare_with(&other, 34, 0x90).same);
}

static void test_another_size_is_another_answer(void **state)
{
    (void)state;
    struct s7_octets real = {clock_answer, CLOCK_SIZE}, ours = {clock_answer, CLOCK_SIZE - 1};
    assert_false(compare_octets(&of_clock, real, ours).same);
    assert_false(compare_octets(&of_clock, real, (struct s7_octets){NULL, 0}).same);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equal_octets_need_no_excuse),
        cmocka_unit_test(test_an_octet_that_no_mask_names_counts),
        cmocka_unit_test(test_a_sequence_number_is_counted),
        cmocka_unit_test(test_a_time_has_to_be_near),
        cmocka_unit_test(test_another_size_is_another_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
