/* SPDX-License-Identifier: MIT
 *
 * What needs a right to listen is tested from outside, in a namespace.
 */
#define _DEFAULT_SOURCE /* pcap.h has types of BSD */
#include "cli/capture_live.h"

#include "check.h"

#include <string.h>

#include "said.h"

static void the_filter_looks_below_tags(void **state)
{
    (void)state;
    char text[200];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    const uint16_t ports[] = {102, 1102};
    s7_capture_live_filter(&buf, ports, 2);
    assert_string_equal(text, "(tcp port 102 or tcp port 1102) or (vlan and (tcp port 102 or tcp port 1102))");
    struct bpf_program program;
    pcap_t *handle = pcap_open_dead(DLT_EN10MB, 65535);
    assert_int_equal(pcap_compile(handle, &program, text, 1, PCAP_NETMASK_UNKNOWN), 0);
    pcap_freecode(&program);
    pcap_close(handle);
}

/* As many ports as can be given fit. */
static void the_longest_filter_compiles(void **state)
{
    (void)state;
    char text[1024];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    uint16_t ports[S7_FLOW_PORTS];
    for (size_t i = 0; i < S7_FLOW_PORTS; i++)
        ports[i] = (uint16_t)(65535 - i);
    s7_capture_live_filter(&buf, ports, S7_FLOW_PORTS);
    assert_false(buf.truncated);
}

static void an_interface_that_is_not_there_is_refused(void **state)
{
    (void)state;
    const struct s7_capture_choice choice = {.interface = "sieben-none"};
    struct s7_capture_reading reading = {.complete = true};
    struct s7_capture_pump pump = {.reading = &reading};
    said_start("");
    struct said said = said_stop(s7_capture_live_read(&choice, &pump));
    assert_true(said.exit_code == S7_EXIT_USAGE || said.exit_code == 90);
    assert_begins(said.err, "sieben: interface sieben-none: ");
    assert_int_equal(reading.packets, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_filter_looks_below_tags),
                                       cmocka_unit_test(the_longest_filter_compiles),
                                       cmocka_unit_test(an_interface_that_is_not_there_is_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
