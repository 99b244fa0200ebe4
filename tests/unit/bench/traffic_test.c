/* SPDX-License-Identifier: MIT */
#include "bench/traffic.h"

#include "base/cursor.h"
#include "check.h"

enum { RECORD_HEAD = 16, TELEGRAM_AT = 14 + 20 + 20, PDU_AT = TELEGRAM_AT + 7 };

/* Every record of the file; PDUs by their kind, with their sizes. */
static void the_file_is_what_it_says(void **state)
{
    (void)state;
    struct s7_bench_traffic traffic;
    uint32_t head[4];
    uint8_t first[24], frame[300];
    uint64_t packets = 0, octets = 0, pdus = 0, with_values = 0, jobs[256] = {0};
    assert_true(s7_bench_traffic_make(&traffic));
    FILE *file = s7_bench_traffic_open(&traffic);
    assert_non_null(file);
    assert_int_equal(fread(first, sizeof first, 1, file), 1);
    while (fread(head, sizeof head, 1, file) == 1) {
        assert_int_equal(head[2], head[3]);
        assert_true(head[2] <= sizeof frame);
        assert_int_equal(fread(frame, head[2], 1, file), 1);
        assert_int_equal(s7_load_u16(frame + 16), head[2] - 14);
        packets++;
        octets += head[2];
        if (head[2] <= PDU_AT || frame[PDU_AT] != 0x32)
            continue;
        size_t size = head[2] - PDU_AT;
        bool job = frame[PDU_AT + 1] == 1;
        uint8_t function = frame[PDU_AT + (job ? 10 : 12)];
        pdus++;
        jobs[function] += job;
        if ((function == 4 && !job) || (function == 5 && job)) {
            assert_int_equal(size, S7_BENCH_TRAFFIC_PDU_SIZE);
            with_values++;
        }
    }
    fclose(file);
    assert_int_equal(packets, traffic.packets);
    assert_int_equal(octets, traffic.octets);
    assert_int_equal(pdus, traffic.pdus);
    assert_int_equal(pdus, S7_BENCH_TRAFFIC_PDUS + 2 * S7_BENCH_TRAFFIC_CONNECTIONS);
    assert_int_equal(jobs[4], traffic.reads);
    assert_int_equal(jobs[5], traffic.writes);
    assert_int_equal(jobs[4] + jobs[5], S7_BENCH_TRAFFIC_PDUS / 2);
    assert_int_equal(with_values, jobs[4] + jobs[5]);
    assert_true(jobs[5] > 10000);
    s7_bench_traffic_free(&traffic);
    assert_null(traffic.file);
    s7_bench_traffic_free(&traffic);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_file_is_what_it_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
