/* SPDX-License-Identifier: MIT */
#include "capture/record.h"

#include "cases.h"
#include "check.h"

static struct s7_capture_limits limits;
static struct s7_budget budget;
static struct s7_record record;

static int begin(void **state)
{
    (void)state;
    limits = (struct s7_capture_limits){.functions = 3, .errors = 2, .usages = 1000, .areas = 1000};
    budget = (struct s7_budget){.limit = 1 << 20};
    s7_record_init(&record, &limits, &budget);
    return 0;
}

static int end(void **state)
{
    (void)state;
    s7_record_free(&record);
    return budget.used != 0;
}

static struct s7_access access_of(enum s7_means means, uint16_t db, uint32_t octet, uint32_t octets)
{
    return (struct s7_access){
        .means = means, .range = {S7_AREA_DB, db, octet * 8, octets * 8}, .transport_size = 2};
}

static uint32_t ask(const struct s7_access *access, s7_time time)
{
    return s7_record_access(&record, access, time);
}

static void the_same_bits_by_the_same_means_are_one_usage(void **state)
{
    (void)state;
    const struct s7_access read = access_of(S7_MEANS_READ_VAR, 1, 0, 4),
                           other = access_of(S7_MEANS_READ_VAR, 1, 0, 5),
                           write = access_of(S7_MEANS_WRITE_VAR, 1, 0, 4);
    uint32_t first = ask(&read, 100);
    assert_int_not_equal(ask(&other, 150), first);
    assert_int_not_equal(ask(&write, 160), first);
    assert_int_equal(ask(&read, 300), first);
    assert_int_equal(ask(&read, 350), first);
    assert_int_equal(record.talk.usage_count, 3);
    const struct s7_usage *usage = &record.talk.usages[first];
    assert_int_equal(usage->requests, 3);
    assert_int_equal(usage->first, 100);
    assert_int_equal(usage->last, 350);
    assert_int_equal(usage->shortest, 50);
    assert_int_equal(record.talk.usages[1].shortest, 0);
}

static void elements_of_another_type_are_another_usage(void **state)
{
    (void)state;
    struct s7_access access = access_of(S7_MEANS_READ_VAR, 1, 0, 4);
    uint32_t octets = ask(&access, 1);
    assert_int_equal(ask(&access, 1), octets);
    access.transport_size = 8;
    assert_int_not_equal(ask(&access, 2), octets);
    access.transport_size = 2;
    assert_int_equal(ask(&access, 3), octets);
}

static void what_became_of_it_is_counted_and_its_bits_are_kept(void **state)
{
    (void)state;
    const struct s7_access read = access_of(S7_MEANS_READ_VAR, 1, 0, 4),
                           next = access_of(S7_MEANS_READ_VAR, 1, 4, 4),
                           write = access_of(S7_MEANS_WRITE_VAR, 9, 0, 2),
                           symbol = {.means = S7_MEANS_READ_VAR, .opaque = true};
    uint32_t a = ask(&read, 1), b = ask(&next, 1), c = ask(&write, 1);
    s7_record_result(&record, a, &read, 0xFF);
    s7_record_result(&record, a, &read, 0xFF);
    s7_record_result(&record, b, &next, 0xFF);
    s7_record_result(&record, c, &write, 0x0A);
    s7_record_result(&record, c, &write, 0);
    s7_record_result(&record, S7_USAGE_NONE, &symbol, 0xFF);
    assert_int_equal(record.talk.usages[a].served, 2);
    assert_int_equal(record.talk.usages[c].refused, 2);
    assert_int_equal(record.talk.usages[c].last_refusal, 0);
    assert_int_equal(s7_access_set_bits(&record.talk.served[S7_OPERATION_READ]), 64);
    assert_int_equal(record.talk.served[S7_OPERATION_READ].range_count, 1);
    assert_int_equal(s7_access_set_bits(&record.talk.served[S7_OPERATION_WRITE]), 0);
    assert_int_equal(s7_access_set_bits(&record.talk.refused_bits[S7_OPERATION_WRITE]), 16);
}

static void deliveries_are_of_the_subscription(void **state)
{
    (void)state;
    const struct s7_access cyclic = access_of(S7_MEANS_CYCLIC, 1, 0, 4);
    uint32_t usage = ask(&cyclic, 1000);
    for (s7_time time = 2000; time <= 5000; time += 1000)
        s7_record_delivery(&record, usage, &cyclic, time);
    assert_int_equal(record.talk.usages[usage].requests, 1);
    assert_int_equal(record.talk.usages[usage].deliveries, 4);
    assert_int_equal(record.talk.usages[usage].shortest, 1000);
    assert_int_equal(record.talk.usages[usage].last, 5000);
    assert_int_equal(s7_access_set_bits(&record.talk.served[S7_OPERATION_READ]), 32);
}

static void what_has_no_address_is_counted_alone(void **state)
{
    (void)state;
    const struct s7_access symbol = {.means = S7_MEANS_WRITE_VAR, .opaque = true};
    assert_int_equal(ask(&symbol, 1), S7_USAGE_NONE);
    assert_int_equal(record.talk.opaque[S7_OPERATION_WRITE], 1);
    assert_int_equal(record.talk.usage_count, 0);
}

/* Peripherals: an address, but no bits of data that a set could hold. */
static void what_has_an_address_but_no_bits_is_a_usage_outside_the_sets(void **state)
{
    (void)state;
    struct s7_access raw = {.means = S7_MEANS_WRITE_VAR,
                            .opaque = true,
                            .addressed = true,
                            .raw = {(enum s7_area)0x80, 0, 256 * 8, 2},
                            .transport_size = 2};
    uint32_t usage = ask(&raw, 1);
    assert_int_equal(ask(&raw, 2), usage);
    s7_record_result(&record, usage, &raw, 0xFF);
    s7_record_result(&record, usage, &raw, 0x05);
    assert_true(record.talk.usages[usage].raw);
    assert_int_equal(record.talk.usages[usage].requests, 2);
    assert_int_equal(record.talk.usages[usage].served, 1);
    assert_int_equal(record.talk.usages[usage].refused, 1);
    assert_int_equal(record.talk.elsewhere[S7_OPERATION_WRITE], 1);
    assert_int_equal(record.talk.served[S7_OPERATION_WRITE].range_count, 0);
    assert_int_equal(record.talk.refused_bits[S7_OPERATION_WRITE].range_count, 0);
    assert_int_equal(record.talk.opaque[S7_OPERATION_WRITE], 0);
    const struct s7_access again = s7_usage_access(&record.talk.usages[usage]);
    assert_int_equal(s7_access_raw_item(&again.raw, again.transport_size).address, 256 * 8);
    raw = (struct s7_access){.means = S7_MEANS_WRITE_VAR, .range = raw.raw, .transport_size = 2};
    assert_int_not_equal(ask(&raw, 3), usage); /* the same figures, as bits */
}

static void beyond_the_limit_they_are_counted_in_sum_and_as_loss(void **state)
{
    (void)state;
    limits.usages = 2;
    for (uint32_t i = 0; i < 5; i++) {
        const struct s7_access read = access_of(S7_MEANS_READ_VAR, 1, i, 1);
        assert_int_equal(ask(&read, 1) == S7_USAGE_NONE, i >= 2);
    }
    assert_int_equal(record.talk.usage_count, 2);
    assert_int_equal(record.talk.rest.accesses[S7_OPERATION_READ], 3);
    assert_int_equal(record.talk.losses.counts[S7_LOSS_USAGE_LIMIT], 3);
    const struct s7_access known = access_of(S7_MEANS_READ_VAR, 1, 0, 1);
    assert_int_equal(ask(&known, 2), 0);
    const struct s7_access write = access_of(S7_MEANS_WRITE_VAR, 1, 0, 1); /* not pushed out by what is read */
    assert_int_equal(ask(&write, 2), 2);
}

/* What is served and refused is known all the same, up to a limit of its own. */
static void beyond_the_limit_their_areas_are_kept(void **state)
{
    (void)state;
    limits.usages = 1;
    limits.areas = 3;
    for (uint32_t i = 0; i < 6; i++) {
        const struct s7_access read = access_of(S7_MEANS_READ_VAR, 1, 2 * i, 1);
        uint32_t usage = ask(&read, 1);
        for (int times = 0; times < 2; times++)
            if (i % 2)
                s7_record_delivery(&record, usage, &read, 2);
            else
                s7_record_result(&record, usage, &read, 0xFF);
        s7_record_result(&record, usage, &read, 0x0A);
    }
    assert_int_equal(s7_access_set_bits(&record.talk.served[S7_OPERATION_READ]), 24);
    assert_int_equal(s7_access_set_bits(&record.talk.refused_bits[S7_OPERATION_READ]), 24);
    assert_int_equal(record.talk.losses.counts[S7_LOSS_AREA_LIMIT], 9);
    assert_int_equal(record.talk.elsewhere[S7_OPERATION_READ], 6);
}

/* Whatever the order and the memory: each access has one usage, and the counts of all are what was asked. */
static void counts_add_up_in_any_order(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("usages");
    enum { KINDS = 700 };
    static uint64_t asked[KINDS];
    uint64_t lost = 0;
    memset(asked, 0, sizeof asked);
    budget.limit = 60000; /* not enough for all */
    record.seed = s7_chance_next(&chance);
    for (size_t i = 0; i < cases_count(); i++) {
        uint32_t kind = (uint32_t)s7_chance_below(&chance, KINDS);
        const struct s7_access access = access_of(kind % 2 ? S7_MEANS_READ_VAR : S7_MEANS_WRITE_VAR,
                                                  (uint16_t)(kind % 7), kind, 1 + kind % 3);
        uint32_t usage = ask(&access, (s7_time)i);
        lost += usage == S7_USAGE_NONE;
        asked[kind] += usage != S7_USAGE_NONE;
        if (usage != S7_USAGE_NONE)
            assert_int_equal(record.talk.usages[usage].requests, asked[kind]);
    }
    assert_int_equal(record.talk.rest.accesses[0] + record.talk.rest.accesses[1], lost);
    assert_true(record.talk.usage_count <= KINDS);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(the_same_bits_by_the_same_means_are_one_usage),
                                       TEST(elements_of_another_type_are_another_usage),
                                       TEST(what_became_of_it_is_counted_and_its_bits_are_kept),
                                       TEST(deliveries_are_of_the_subscription),
                                       TEST(what_has_no_address_is_counted_alone),
                                       TEST(beyond_the_limit_they_are_counted_in_sum_and_as_loss),
                                       TEST(beyond_the_limit_their_areas_are_kept),
                                       TEST(what_has_an_address_but_no_bits_is_a_usage_outside_the_sets),
                                       TEST(counts_add_up_in_any_order)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
