/* SPDX-License-Identifier: MIT */
#include "wire/tis_job.h"

#include "check.h"
#include "cut.h"
#include "sieben/error.h"

static uint8_t subfunction;

static int decode_job(struct s7_octets octets)
{
    struct s7_tis_job job;
    return s7_tis_job_decode(subfunction, octets, &job);
}

static int decode_replacement(struct s7_octets octets)
{
    struct s7_tis_replacement replacement;
    return s7_tis_replacement_decode(octets, &replacement);
}

static int decode_status(struct s7_octets octets)
{
    struct s7_tis_block_status status;
    return s7_tis_block_status_decode(subfunction, octets, &status);
}

static void test_jobs(void **state)
{
    (void)state;
    static const uint8_t enable[] = {2, 2}, delete[] = {0, 1, 0x13, 3}, wrong[] = {0, 2, 0x13, 3};
    struct s7_tis_job job;
    subfunction = S7_TIS_ENABLE_JOB;
    cut_anywhere(decode_job, enable, sizeof enable);
    subfunction = S7_TIS_DELETE_JOB;
    cut_anywhere(decode_job, delete, sizeof delete);
    assert_int_equal(s7_tis_job_decode(subfunction, (struct s7_octets){delete, sizeof delete}, &job), S7_OK);
    assert_int_equal(job.subfunction, S7_TIS_BLOCK_STATUS);
    assert_int_equal(job.sequence, 3);
    assert_int_equal(decode_job((struct s7_octets){wrong, sizeof wrong}), S7_ERR_S7_MALFORMED);
}

static void test_job_list(void **state)
{
    (void)state;
    static const uint8_t octets[] = {0x10, 3, 0, 0, 0x02, 1, 0x12, 0x34};
    size_t count = 0;
    assert_int_equal(s7_tis_job_list_decode((struct s7_octets){octets, sizeof octets}, &count), S7_OK);
    assert_int_equal(count, 2);
    struct s7_tis_job_entry entry = s7_tis_job_entry_at((struct s7_octets){octets, sizeof octets}, 1);
    assert_int_equal(entry.job.subfunction, 2);
    assert_int_equal(entry.job.sequence, 1);
    assert_int_equal(entry.status, 0x1234);
    assert_int_equal(s7_tis_job_list_decode((struct s7_octets){octets, 7}, &count), S7_ERR_S7_MALFORMED);
    assert_int_equal(count, 2);
}

static void test_replacement(void **state)
{
    (void)state;
    static const uint8_t octets[] = {0, 0, 2, 5, 0, 1, 0, 2, 0xAA, 0xBB, 0xCC};
    struct s7_tis_replacement replacement;
    cut_anywhere(decode_replacement, octets, sizeof octets);
    assert_int_equal(s7_tis_replacement_decode((struct s7_octets){octets, sizeof octets}, &replacement), S7_OK);
    assert_int_equal(replacement.job.subfunction, S7_TIS_VARIABLE_STATUS);
    assert_int_equal(replacement.job.sequence, 5);
    assert_int_equal(replacement.tis.parameter.at[0], 0xAA);
    assert_int_equal(replacement.tis.data.size, 2);
}

/* Recorded from an S7-300: six lines of OB1, and what they hold. */
static const uint8_t asked[] = {0, 6, 0, 3, 0, 0, 0, 1,    0, 2, 0, 1,    0, 6,
                                0, 3, 0, 8, 0, 2, 0, 0x0A, 0, 3, 0, 0x0E, 0, 3};
static const uint8_t said[] = {0, 0, 0, 7, 0,    0,    0, 0,    0, 0, 0, 7, 0,    2,    1, 6,
                               0, 6, 1, 6, 0,    0,    0, 2,    0, 8, 0, 0, 0x11, 0x11, 0, 0x0A,
                               1, 6, 0, 0, 0x44, 0x44, 0, 0x0E, 1, 6, 0, 0, 0x44, 0x44};

static int decode_said(struct s7_octets octets)
{
    struct s7_tis_block_status status;
    struct s7_tis_line_values lines[7];
    assert_int_equal(
        s7_tis_block_status_decode(S7_TIS_BLOCK_STATUS, (struct s7_octets){asked, sizeof asked}, &status),
        S7_OK);
    return s7_tis_block_values_decode(&status, octets, lines);
}

static void test_block_status(void **state)
{
    (void)state;
    struct s7_tis_block_status status;
    struct s7_tis_line_values lines[7];
    subfunction = S7_TIS_BLOCK_STATUS;
    cut_anywhere(decode_status, asked, sizeof asked);
    cut_anywhere(decode_said, said, sizeof said);
    assert_int_equal(s7_tis_block_status_decode(subfunction, (struct s7_octets){asked, sizeof asked}, &status),
                     S7_OK);
    assert_int_equal(status.line_count, 6);
    assert_int_equal(status.registers, 3);
    assert_int_equal(s7_tis_line_at(&status, 5).address, 0x0E);
    assert_int_equal(s7_tis_line_at(&status, 3).registers, 2);
    assert_int_equal(s7_tis_block_values_decode(&status, (struct s7_octets){said, sizeof said}, lines), S7_OK);
    assert_int_equal(lines[0].registers[S7_TIS_REGISTER_STW].at[1], 7);
    assert_int_equal(lines[4].address, 8);
    assert_int_equal(lines[4].registers[S7_TIS_REGISTER_STW].size, 0);
    assert_int_equal(lines[4].registers[S7_TIS_REGISTER_ACCU1].at[3], 0x11);
}

static void test_all_registers(void **state)
{
    (void)state;
    static const uint8_t one_line[] = {0, 1, 0, 0, 0, 4, 0, 0x7F};
    static const uint8_t values[] = {0, 0, 0, 4, 1, 1, 2, 2, 2, 2, 3, 3, 3,
                                     3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 7, 7};
    struct s7_tis_block_status status;
    struct s7_tis_line_values lines[2];
    struct s7_octets request = {one_line, sizeof one_line};
    assert_int_equal(s7_tis_block_status_decode(S7_TIS_BLOCK_STATUS, request, &status), S7_OK);
    assert_int_equal(s7_tis_block_values_decode(&status, (struct s7_octets){values, sizeof values}, lines),
                     S7_OK);
    for (int i = 0; i < S7_TIS_REGISTER_COUNT; i++)
        assert_int_equal(lines[1].registers[i].at[0], i + 1);
    assert_string_equal(s7_tis_register_name(S7_TIS_REGISTER_AR2), "AR2");
    assert_string_equal(s7_tis_register_name(S7_TIS_REGISTER_DI), "DI");
}

static void test_old_block_status(void **state)
{
    (void)state;
    static const uint8_t octets[] = {0, 1, 0, 3, 0, 2};
    static uint8_t many[2 + 2 * 256];
    struct s7_tis_block_status status;
    assert_int_equal(
        s7_tis_block_status_decode(S7_TIS_BLOCK_STATUS_OLD, (struct s7_octets){octets, sizeof octets}, &status),
        S7_OK);
    assert_int_equal(status.line_count, 2);
    assert_int_equal(s7_tis_line_at(&status, 1).registers, 2);
    subfunction = S7_TIS_BLOCK_STATUS_OLD;
    assert_int_equal(decode_status((struct s7_octets){octets, 5}), S7_ERR_S7_MALFORMED);
    assert_int_equal(decode_status((struct s7_octets){octets, 1}), S7_ERR_S7_MALFORMED);
    assert_int_equal(decode_status((struct s7_octets){many, sizeof many}), S7_ERR_S7_MALFORMED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_jobs),          cmocka_unit_test(test_job_list),
        cmocka_unit_test(test_replacement),   cmocka_unit_test(test_block_status),
        cmocka_unit_test(test_all_registers), cmocka_unit_test(test_old_block_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
