/* SPDX-License-Identifier: MIT */
#include "capture/census.h"

#include "check.h"

static struct s7_census census;

static int begin(void **state)
{
    (void)state;
    s7_census_init(&census);
    return 0;
}

static int end(void **state)
{
    (void)state;
    s7_census_free(&census);
    return 0;
}

static struct s7_station host(unsigned number, uint16_t port)
{
    return (struct s7_station){
        .address = {10, 0, (uint8_t)(number >> 8), (uint8_t)number}, .version = 4, .port = port};
}

static void tried(unsigned from, unsigned to, uint8_t slot, bool used)
{
    struct s7_station client = host(from, 0), server = host(to, 102);
    struct s7_tsap called = s7_tsap_of(S7_CLASS_PG, 0, slot);
    s7_census_count(&census, &client, &server, &called, used);
}

static uint64_t scan(unsigned from)
{
    struct s7_station client = host(from, 0);
    return s7_census_scan(&census, &client);
}

static void who_tries_many_addresses_scans(void **state)
{
    (void)state;
    for (unsigned i = 1; i < S7_CENSUS_HOSTS_MANY; i++)
        tried(1, 100 + i, 2, false);
    assert_int_equal(scan(1), 0);
    tried(1, 101, 2, false); /* once more the same */
    assert_int_equal(scan(1), 0);
    tried(1, 200, 2, false);
    assert_int_equal(scan(1), S7_CENSUS_HOSTS_MANY);
    assert_int_equal(scan(2), 0);
}

static void so_does_who_tries_many_slots_of_one(void **state)
{
    (void)state;
    for (uint8_t slot = 0; slot < S7_CENSUS_TSAPS_MANY - 1; slot++)
        tried(1, 100, slot, false);
    assert_int_equal(scan(1), 0);
    tried(1, 100, 20, false);
    assert_int_equal(scan(1), S7_CENSUS_TSAPS_MANY);
}

/* A server with many partners, all of which it talks to, or did before they were switched off. */
static void who_makes_use_of_them_does_not(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 30; i++) {
        tried(1, 100 + i, 2, false);
        tried(1, 100 + i, 2, true);
        tried(1, 100 + i, 2, false);
    }
    assert_int_equal(scan(1), 0);
}

static void beyond_the_places_that_are_told_apart_tries_are_counted(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 2 * S7_CENSUS_PLACES; i++)
        tried(1, 100 + i, 2, false);
    assert_int_equal(scan(1), 2 * S7_CENSUS_PLACES);
}

static void of_those_the_used_ones_do_not_count(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 2 * S7_CENSUS_PLACES; i++)
        tried(1, 100 + i, 2, i >= S7_CENSUS_PLACES);
    assert_int_equal(scan(1), S7_CENSUS_PLACES);
}

static void clients_beyond_the_bound_are_not_looked_at(void **state)
{
    (void)state;
    for (unsigned from = 0; from < S7_CENSUS_CLIENTS + 10; from++)
        for (unsigned i = 0; i < S7_CENSUS_HOSTS_MANY; i++)
            tried(from, 10000 + i, 2, false);
    assert_int_equal(scan(0), S7_CENSUS_HOSTS_MANY);
    assert_int_equal(scan(S7_CENSUS_CLIENTS - 1), S7_CENSUS_HOSTS_MANY);
    assert_int_equal(scan(S7_CENSUS_CLIENTS), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(who_tries_many_addresses_scans),
                                       TEST(so_does_who_tries_many_slots_of_one),
                                       TEST(who_makes_use_of_them_does_not),
                                       TEST(beyond_the_places_that_are_told_apart_tries_are_counted),
                                       TEST(of_those_the_used_ones_do_not_count),
                                       TEST(clients_beyond_the_bound_are_not_looked_at)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
