/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "cli/run_loop.h"

static struct s7_plant_cpu cpus[2];
static struct s7_plant_job jobs[40];
static struct s7_plant_connection connection = {.from = &cpus[0], .to = &cpus[1], .jobs = jobs};
static const struct s7_plant plant = {
    .cpus = cpus, .cpu_count = 2, .connections = &connection, .connection_count = 1};

static struct s7_range octets(uint16_t db, uint32_t first, uint32_t count)
{
    return (struct s7_range){.area = S7_AREA_DB, .db = db, .first_bit = first * 8, .bit_count = count * 8};
}

static void add(enum s7_plant_job_kind kind, struct s7_range local, struct s7_range remote)
{
    jobs[connection.job_count++] =
        (struct s7_plant_job){.kind = kind, .area_count = 1, .local = {local}, .remote = {remote}};
}

static void jobs_side_by_side_need_one_more_call(void **state)
{
    (void)state;
    connection.job_count = 0;
    assert_int_equal(s7_run_rounds(&plant), 1);
    add(S7_PLANT_PUT, octets(10, 0, 20), octets(100, 0, 20));
    add(S7_PLANT_GET, octets(10, 20, 40), octets(100, 20, 40));
    assert_int_equal(s7_run_rounds(&plant), 1);
}

static void what_is_handed_on_needs_a_call_more(void **state)
{
    (void)state;
    connection.job_count = 0;
    add(S7_PLANT_PUT, octets(10, 0, 20), octets(100, 0, 20));
    add(S7_PLANT_GET, octets(10, 50, 2), octets(100, 19, 2)); /* takes the last octet that the PUT delivers */
    assert_int_equal(s7_run_rounds(&plant), 2);
    add(S7_PLANT_PUT, octets(10, 51, 1), octets(100, 200, 1)); /* and this hands on what the GET delivers */
    assert_int_equal(s7_run_rounds(&plant), 3);
}

static void a_ring_comes_to_an_end(void **state)
{
    (void)state;
    connection.job_count = 0;
    for (unsigned i = 0; i < 20; i++) {
        add(S7_PLANT_PUT, octets(10, 0, 20), octets(100, 0, 20));
        add(S7_PLANT_GET, octets(10, 0, 20), octets(100, 0, 20));
    }
    assert_int_equal(s7_run_rounds(&plant), 16);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_side_by_side_need_one_more_call),
        cmocka_unit_test(what_is_handed_on_needs_a_call_more),
        cmocka_unit_test(a_ring_comes_to_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
