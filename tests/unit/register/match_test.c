/* SPDX-License-Identifier: MIT */
#include "register/match.h"

#include "check.h"

static void partners_are_found_by_address(void **state)
{
    (void)state;
    struct s7_storage storage = {.chunks = NULL};
    struct s7_match_index index;
    struct s7_plant_cpu cpus[] = {{.name = "A", .host = "10.0.0.1", .port = 102},
                                  {.name = "B", .host = "10.0.0.1", .port = 1102},
                                  {.name = "C", .host = "fd00::0:1", .port = 102},
                                  {.name = "D", .host = "Oven.local", .port = 102}};
    struct s7_plant_connection connection = {
        .from = &cpus[0], .to = &cpus[3], .second_address = {"10.0.0.4", 102}, .source_address = "10.0.0.5"};
    const struct s7_plant plant = {
        .cpus = cpus, .cpu_count = 4, .connections = &connection, .connection_count = 1};
    assert_true(s7_match_index_make(&plant, &storage, &index));
    assert_ptr_equal(s7_match_partner(&index, "10.0.0.1", 1102), &cpus[1]);
    assert_ptr_equal(s7_match_partner(&index, "10.0.0.1", 102), &cpus[0]);
    assert_ptr_equal(s7_match_partner(&index, "10.0.0.1", 0), &cpus[0]);
    assert_null(s7_match_partner(&index, "10.0.0.1", 103));
    assert_ptr_equal(s7_match_partner(&index, "fd00:0::1", 102), &cpus[2]);
    assert_ptr_equal(s7_match_partner(&index, "oven.LOCAL", 102), &cpus[3]);
    assert_ptr_equal(s7_match_partner(&index, "10.0.0.4", 102), &cpus[3]);
    assert_ptr_equal(s7_match_partner(&index, "10.0.0.5", 0), &cpus[0]);
    assert_null(s7_match_partner(&index, "10.0.0.6", 0));
    const struct s7_plant_cpu host = {.host = "10.0.0.1", .port = 9, .is_host = true},
                              served = {.host = "10.0.0.1", .port = 9};
    assert_ptr_equal(s7_match_seen(&index, &host), &cpus[0]);
    assert_null(s7_match_seen(&index, &served));
    s7_storage_free(&storage);
}

static void the_called_tsap_follows_from_class_rack_and_slot(void **state)
{
    (void)state;
    const struct s7_plant_cpu from = {.name = "A"}, to = {.name = "B", .rack = 1, .slot = 2};
    struct s7_plant_connection connection = {.from = &from, .to = &to};
    struct s7_plant_tsap tsap = s7_match_called(&connection);
    assert_memory_equal(tsap.octets, "\x03\x22", 2);
    connection.service = S7_PLANT_SERVICE_PG;
    tsap = s7_match_called(&connection);
    assert_memory_equal(tsap.octets, "\x01\x22", 2);
    connection.tsap_to = (struct s7_plant_tsap){.octets = {9}, .length = 1};
    assert_int_equal(s7_match_called(&connection).length, 1);
}

static void services_and_cycles(void **state)
{
    (void)state;
    assert_true(s7_match_service(S7_PLANT_SERVICE_PUT_GET, S7_PLANT_SERVICE_GET));
    assert_true(s7_match_service(S7_PLANT_SERVICE_OTHER, S7_PLANT_SERVICE_HMI));
    assert_false(s7_match_service(S7_PLANT_SERVICE_HMI, S7_PLANT_SERVICE_PG));
    assert_false(s7_match_service(S7_PLANT_SERVICE_GET, S7_PLANT_SERVICE_HMI));
    struct s7_plant_job jobs[] = {{.every = 500}, {.every = 200}};
    assert_int_equal(
        s7_match_cycle(&(struct s7_plant_connection){.rate_cycle = 300, .jobs = jobs, .job_count = 2}), 200);
    assert_int_equal(s7_match_cycle(&(struct s7_plant_connection){.rate_cycle = 0}), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(partners_are_found_by_address),
        cmocka_unit_test(the_called_tsap_follows_from_class_rack_and_slot),
        cmocka_unit_test(services_and_cycles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
