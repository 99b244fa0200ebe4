/* SPDX-License-Identifier: MIT */
#include "bench/subject.h"

#include <string.h>

#include "bench/pattern.h"
#include "check.h"

/* A client that answers the pattern, with one octet changed when told to. */
static struct {
    size_t last_offset;
    size_t change_at; /* of the answer */
    bool fails;
    uint8_t pattern[S7_BENCH_PATTERN_SIZE], answer[S7_BENCH_PATTERN_SIZE];
} partner;

static const uint8_t *answer(void *client, size_t offset)
{
    assert_ptr_equal(client, &partner);
    assert_true(offset < S7_BENCH_OFFSET_COUNT);
    partner.last_offset = offset;
    memcpy(partner.answer, partner.pattern + offset, S7_BENCH_PATTERN_SIZE - offset);
    if (partner.change_at < S7_BENCH_PATTERN_SIZE)
        partner.answer[partner.change_at] ^= 1;
    return partner.fails ? NULL : partner.answer;
}

static const struct s7_bench_client_ops partner_ops = {.request = answer};
static const struct s7_bench_subject subject = {.name = "partner", .client = &partner_ops};

static int begin(void **state)
{
    (void)state;
    memset(&partner, 0, sizeof partner);
    partner.change_at = SIZE_MAX;
    s7_bench_pattern(partner.pattern);
    return 0;
}

static bool ask(uint64_t number, size_t size)
{
    return s7_bench_ask_once(&subject, &partner, number, partner.pattern, size);
}

static void every_subject_has_a_name_a_client_and_a_server(void **state)
{
    (void)state;
    const struct s7_bench_subject expected[S7_BENCH_SUBJECT_COUNT] = {
        [S7_BENCH_SUBJECT_RAW] = {"raw", "raw", &s7_bench_raw_client, s7_bench_raw_serve},
        [S7_BENCH_SUBJECT_LIMIT] = {"limit-s7", "limit-s7", &s7_bench_limit_client, s7_bench_limit_serve},
        [S7_BENCH_SUBJECT_SELF] = {"self", "limit-s7", &s7_bench_self_client, s7_bench_limit_serve},
        [S7_BENCH_SUBJECT_SELF_CPU] = {"self", "cpu", &s7_bench_self_client, s7_bench_cpu_serve},
        [S7_BENCH_SUBJECT_SELF_WRITE] = {"self-write", "cpu", &s7_bench_self_write_client, s7_bench_cpu_serve}};
    for (int i = 0; i < S7_BENCH_SUBJECT_COUNT; i++) {
        const struct s7_bench_subject *found = s7_bench_subject((enum s7_bench_subject_id)i);
        assert_string_equal(found->name, expected[i].name);
        assert_string_equal(found->server_name, expected[i].server_name);
        assert_ptr_equal(found->client, expected[i].client);
        assert_true(found->serve == expected[i].serve);
        assert_true(found->client->open && found->client->request && found->client->close);
    }
}

static void every_offset_comes_before_one_comes_again(void **state)
{
    (void)state;
    const uint64_t starts[] = {0, 1000, UINT64_MAX - 40}; /* the last one runs over */
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        bool seen[S7_BENCH_OFFSET_COUNT] = {false};
        for (uint64_t n = 0; n < S7_BENCH_OFFSET_COUNT; n++) {
            assert_true(ask(starts[i] + n, 8));
            assert_false(seen[partner.last_offset]);
            seen[partner.last_offset] = true;
        }
    }
}

static void two_requests_in_a_row_share_no_short_answer(void **state)
{
    (void)state;
    assert_true(ask(0, 1));
    for (uint64_t n = 1; n <= S7_BENCH_OFFSET_COUNT; n++) {
        size_t before = partner.last_offset;
        assert_true(ask(n, 1));
        size_t apart =
            partner.last_offset > before ? partner.last_offset - before : before - partner.last_offset;
        assert_true(apart >= 8);
    }
}

static void every_octet_is_compared(void **state)
{
    (void)state;
    const size_t sizes[] = {1, 2, 64, S7_BENCH_SIZE_MAX};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        for (partner.change_at = 0; partner.change_at < sizes[i]; partner.change_at++)
            assert_false(ask(partner.change_at, sizes[i]));
        assert_true(ask(i, sizes[i])); /* the first octet behind the answer is none of it */
    }
}

static void a_request_that_failed_is_no_answer(void **state)
{
    (void)state;
    assert_true(ask(0, 4));
    partner.fails = true;
    assert_false(ask(1, 4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(every_subject_has_a_name_a_client_and_a_server, begin),
        cmocka_unit_test_setup(every_offset_comes_before_one_comes_again, begin),
        cmocka_unit_test_setup(two_requests_in_a_row_share_no_short_answer, begin),
        cmocka_unit_test_setup(every_octet_is_compared, begin),
        cmocka_unit_test_setup(a_request_that_failed_is_no_answer, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
