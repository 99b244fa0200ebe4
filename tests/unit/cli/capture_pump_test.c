/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE /* pcap.h has types of BSD */
#include "cli/capture_pump.h"

#include "check.h"

#include <signal.h>
#include <string.h>

static struct s7_packet taken;
static unsigned takings;

static void take(void *user, const struct s7_packet *packet)
{
    (void)user;
    taken = *packet;
    takings++;
}

static struct s7_packet give(int data_link, u_int precision, struct pcap_pkthdr header)
{
    struct s7_capture_reading reading = {.complete = true};
    struct s7_capture_pump pump = {.take = take, .reading = &reading};
    pcap_t *handle = pcap_open_dead_with_tstamp_precision(data_link, 65535, precision);
    static const u_char octets[100] = {1, 2, 3};
    s7_capture_pump_start(&pump, handle);
    s7_capture_pump_take((u_char *)(void *)&pump, &header, octets);
    pcap_close(handle);
    assert_int_equal(reading.packets, 1);
    assert_int_equal(reading.octets, header.caplen);
    assert_ptr_equal(taken.octets, octets);
    return taken;
}

static struct s7_packet at(int64_t seconds, int64_t units, u_int precision)
{
    struct pcap_pkthdr header = {.caplen = 60, .len = 60};
    header.ts.tv_sec = seconds;
    header.ts.tv_usec = units;
    return give(DLT_EN10MB, precision, header);
}

static void times_are_nanoseconds(void **state)
{
    (void)state;
    assert_true(at(3, 999999999, PCAP_TSTAMP_PRECISION_NANO).time == 3 * S7_SECOND + 999999999);
    assert_true(at(3, 999999, PCAP_TSTAMP_PRECISION_MICRO).time == 3 * S7_SECOND + 999999000);
    assert_true(at(3, 5000000, PCAP_TSTAMP_PRECISION_MICRO).time == 3 * S7_SECOND);
}

/* Two of them have a difference. */
static void hostile_times_stay_within_bounds(void **state)
{
    (void)state;
    assert_true(at(-1, 0, PCAP_TSTAMP_PRECISION_NANO).time == 0);
    assert_true(at(1, -5, PCAP_TSTAMP_PRECISION_NANO).time == S7_SECOND);
    const s7_time last = at(INT64_MAX, 999999999, PCAP_TSTAMP_PRECISION_NANO).time;
    assert_true(last > 0 && last < S7_TIME_NEVER);
    assert_true(at(INT64_MAX / S7_SECOND, 999999999, PCAP_TSTAMP_PRECISION_NANO).time == last);
}

static void a_packet_has_its_number_kind_and_sizes(void **state)
{
    (void)state;
    struct pcap_pkthdr header = {.caplen = 60, .len = 1514};
    struct s7_packet packet = give(DLT_EN10MB, PCAP_TSTAMP_PRECISION_NANO, header);
    assert_int_equal(packet.number, 1);
    assert_int_equal(packet.link_type, 1);
    assert_int_equal(packet.size, 60);
    assert_int_equal(packet.wire_size, 1514);
    header.len = 10; /* less than is there */
    assert_int_equal(give(DLT_EN10MB, PCAP_TSTAMP_PRECISION_NANO, header).wire_size, 60);
    assert_int_equal(give(DLT_RAW, PCAP_TSTAMP_PRECISION_NANO, header).link_type, 101);
    assert_int_equal(give(DLT_LOOP, PCAP_TSTAMP_PRECISION_NANO, header).link_type, 108);
    assert_int_equal(give(DLT_LINUX_SLL, PCAP_TSTAMP_PRECISION_NANO, header).link_type, 113);
}

static void a_signal_asks_for_the_end_once(void **state)
{
    (void)state;
    s7_capture_signals_take();
    assert_int_equal(s7_capture_signal(), 0);
    raise(SIGTERM);
    assert_int_equal(s7_capture_signal(), SIGTERM);
    struct sigaction now;
    sigaction(SIGTERM, NULL, &now);
    assert_true(now.sa_handler == SIG_DFL);
    s7_capture_signals_return();
    s7_capture_signals_take(); /* the next reading begins anew */
    assert_int_equal(s7_capture_signal(), 0);
    s7_capture_signals_return();
}

static void the_first_flaw_is_kept(void **state)
{
    (void)state;
    struct s7_capture_reading reading = {.complete = true, .file = "a.pcap"};
    s7_capture_pump_flaw(&reading, "truncated");
    reading.file = "b.pcap";
    s7_capture_pump_flaw(&reading, "gone");
    assert_false(reading.complete);
    assert_string_equal(reading.why, "truncated");
    assert_string_equal(reading.why_file, "a.pcap");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_nanoseconds), cmocka_unit_test(hostile_times_stay_within_bounds),
        cmocka_unit_test(a_packet_has_its_number_kind_and_sizes),
        cmocka_unit_test(a_signal_asks_for_the_end_once), cmocka_unit_test(the_first_flaw_is_kept)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
