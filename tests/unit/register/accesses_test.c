/* SPDX-License-Identifier: MIT */
#include "register/accesses.h"

#include "check.h"

static const struct s7_range db_0_19 = {S7_AREA_DB, 100, 0, 160};
static const struct s7_range db_10_29 = {S7_AREA_DB, 100, 80, 160};
static const struct s7_range m_bit = {S7_AREA_MEMORY, 0, 13, 1};

static void expect_set(const struct s7_access_set *set, const char *expected)
{
    char text[200];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_access_set_print(set, &buf);
    assert_string_equal(text, expected);
}

/* Two puts that overlap, a get, and what is documented beside them. */
static void jobs_and_documented_areas_are_one_set(void **state)
{
    (void)state;
    struct s7_plant_job jobs[] = {
        {.kind = S7_PLANT_PUT, .area_count = 2, .remote = {db_0_19, m_bit}},
        {.kind = S7_PLANT_GET, .area_count = 1, .remote = {{S7_AREA_DB, 7, 0, 8}}},
        {.kind = S7_PLANT_PUT, .area_count = 1, .remote = {db_10_29}, .local = {{S7_AREA_DB, 1, 0, 160}}}};
    struct s7_range reads[] = {{S7_AREA_DB, 7, 8, 8}}, writes[] = {{S7_AREA_OUTPUT, 0, 0, 16}};
    const struct s7_plant_connection connection = {
        .jobs = jobs, .job_count = 3, .reads = reads, .read_count = 1, .writes = writes, .write_count = 1};
    struct s7_access_set set = s7_access_set_new();
    assert_int_equal(s7_register_reads(&connection, &set), S7_OK);
    expect_set(&set, "P#DB7.DBX0.0 BYTE 2");
    s7_access_set_clear(&set);
    assert_int_equal(s7_register_writes(&connection, &set), S7_OK);
    expect_set(&set, "P#Q0.0 BYTE 2, P#M1.5 BOOL 1, P#DB100.DBX0.0 BYTE 30");
    s7_access_set_free(&set);
}

/* The active side's own memory: what a put sends is read, where a get receives is written. */
static void the_active_side_is_touched_as_well(void **state)
{
    (void)state;
    struct s7_plant_job jobs[] = {
        {.kind = S7_PLANT_PUT, .area_count = 1, .remote = {db_0_19}, .local = {{S7_AREA_DB, 1, 0, 160}}},
        {.kind = S7_PLANT_GET, .area_count = 1, .remote = {db_10_29}, .local = {{S7_AREA_DB, 1, 160, 160}}}};
    struct s7_range writes[] = {{S7_AREA_OUTPUT, 0, 0, 16}};
    const struct s7_plant_connection connection = {
        .jobs = jobs, .job_count = 2, .writes = writes, .write_count = 1};
    struct s7_access_set set = s7_access_set_new();
    assert_int_equal(s7_register_local_reads(&connection, &set), S7_OK);
    expect_set(&set, "P#DB1.DBX0.0 BYTE 20");
    s7_access_set_clear(&set);
    assert_int_equal(s7_register_local_writes(&connection, &set), S7_OK);
    expect_set(&set, "P#DB1.DBX20.0 BYTE 20");
    s7_access_set_free(&set);
}

static void a_set_that_is_full_is_said(void **state)
{
    (void)state;
    struct s7_plant_job job = {.kind = S7_PLANT_PUT, .area_count = 2, .remote = {db_0_19, m_bit}};
    const struct s7_plant_connection connection = {.jobs = &job, .job_count = 1};
    struct s7_range room[1];
    struct s7_access_set set = s7_access_set_over(room, 1);
    assert_int_equal(s7_register_writes(&connection, &set), S7_ERR_LOCAL_LIMIT);
    assert_int_equal(s7_register_reads(&connection, &set), S7_OK);
    assert_int_equal(set.range_count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_and_documented_areas_are_one_set),
        cmocka_unit_test(the_active_side_is_touched_as_well),
        cmocka_unit_test(a_set_that_is_full_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
