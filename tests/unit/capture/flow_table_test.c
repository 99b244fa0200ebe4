/* SPDX-License-Identifier: MIT */
#include "capture/flow_table.h"

#include "check.h"

#include "sieben/error.h"

enum { MOST = 5000 };

static struct s7_station station(unsigned number, unsigned port)
{
    return (struct s7_station){
        .address = {10, 0, (uint8_t)(number >> 8), (uint8_t)number}, .port = (uint16_t)port, .version = 4};
}

static void connections_are_found_from_both_ends(void **state)
{
    (void)state;
    struct s7_flow_table table;
    assert_int_equal(s7_flow_table_open(&table, 7, MOST), S7_OK);
    struct s7_station server = station(1, 102);
    for (unsigned i = 0; i < MOST; i++) {
        struct s7_station client = station(2 + i / 100, 40000 + i);
        assert_null(s7_flow_table_find(&table, &client, &server));
        assert_non_null(s7_flow_table_add(&table, &client, &server, S7_FLOW_RANK_FOLLOWED));
    }
    assert_null(s7_flow_table_add(&table, &server, &server, S7_FLOW_RANK_FOLLOWED));
    assert_true(table.bucket_count >= MOST);
    for (unsigned i = 0; i < MOST; i++) {
        struct s7_station client = station(2 + i / 100, 40000 + i);
        struct s7_flow_record *record = s7_flow_table_find(&table, &client, &server);
        assert_non_null(record);
        assert_ptr_equal(record, s7_flow_table_find(&table, &server, &client));
        assert_int_equal(record->flow.ends[0].port, 40000 + i);
        if (i % 2)
            s7_flow_table_remove(&table, record);
    }
    for (unsigned i = 0; i < MOST; i++) {
        struct s7_station client = station(2 + i / 100, 40000 + i);
        assert_int_equal(s7_flow_table_find(&table, &client, &server) == NULL, i % 2);
    }
    s7_flow_table_close(&table);
}

static void queues_keep_the_order_of_the_last_packet(void **state)
{
    (void)state;
    struct s7_flow_table table;
    struct s7_flow_record *records[4];
    assert_int_equal(s7_flow_table_open(&table, 7, MOST), S7_OK);
    for (unsigned i = 0; i < 4; i++) {
        struct s7_station a = station(i, 1), b = station(9, 102);
        records[i] = s7_flow_table_add(&table, &a, &b, S7_FLOW_RANK_FOLLOWED);
    }
    struct s7_flow_queue *followed = &table.queues[S7_FLOW_RANK_FOLLOWED];
    s7_flow_table_renew(&table, records[0], S7_FLOW_RANK_FOLLOWED);
    assert_ptr_equal(followed->oldest, records[1]);
    assert_ptr_equal(followed->newest, records[0]);
    s7_flow_table_renew(&table, records[2], S7_FLOW_RANK_OVER);
    assert_int_equal(followed->count, 3);
    assert_ptr_equal(table.queues[S7_FLOW_RANK_OVER].oldest, records[2]);
    s7_flow_table_remove(&table, records[1]);
    assert_ptr_equal(followed->oldest, records[3]);
    assert_ptr_equal(records[3]->newer, records[0]);
    assert_null(records[0]->newer);
    assert_null(records[3]->older);
    s7_flow_table_close(&table);
}

/* Addresses that differ in one bit, with any seed: no bucket may get many of them. */
static void neighbours_do_not_fall_together(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 3; seed++) {
        struct s7_flow_table table;
        size_t longest = 0;
        assert_int_equal(s7_flow_table_open(&table, seed, 1024), S7_OK);
        for (unsigned i = 0; i < 1024; i++) {
            struct s7_station a = station(i / 32, 1024 + i % 32), b = station(300, 102);
            assert_non_null(s7_flow_table_add(&table, &a, &b, S7_FLOW_RANK_FOLLOWED));
        }
        for (size_t i = 0; i < table.bucket_count; i++) {
            size_t length = 0;
            for (struct s7_flow_record *record = table.buckets[i]; record; record = record->chain)
                length++;
            longest = length > longest ? length : longest;
        }
        assert_in_range(longest, 2, 10);
        s7_flow_table_close(&table);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(connections_are_found_from_both_ends),
        cmocka_unit_test(queues_keep_the_order_of_the_last_packet),
        cmocka_unit_test(neighbours_do_not_fall_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
