/* SPDX-License-Identifier: MIT */
#include "capture/station.h"

#include "check.h"

#include <arpa/inet.h>

static struct s7_station ipv6(const char *text, uint16_t port)
{
    struct s7_station station = {.port = port, .version = 6};
    assert_int_equal(inet_pton(AF_INET6, text, station.address), 1);
    return station;
}

static struct s7_station ipv4(const char *text, uint16_t port)
{
    struct s7_station station = {.port = port, .version = 4};
    assert_int_equal(inet_pton(AF_INET, text, station.address), 1);
    return station;
}

static void expect(const struct s7_station *station, const char *expected)
{
    char text[64];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_station_print(&buf, station);
    assert_string_equal(text, expected);
    assert_false(buf.truncated);
}

static void addresses_are_written_as_people_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *given, *expected;
    } rows[] = {{"fd00::5", "[fd00::5]:102"},
                {"::", "[::]:102"},
                {"::1", "[::1]:102"},
                {"1::", "[1::]:102"},
                {"2001:db8:0:1:1:1:1:1", "[2001:db8:0:1:1:1:1:1]:102"}, /* a single zero stays */
                {"2001:db8:0:0:1:0:0:1", "[2001:db8::1:0:0:1]:102"},    /* the first of two runs */
                {"1:0:0:2:0:0:0:3", "[1:0:0:2::3]:102"},                /* the longest */
                {"1:2:3:4:5:6:7:8", "[1:2:3:4:5:6:7:8]:102"},
                {"1:2:3:4:5:6::", "[1:2:3:4:5:6::]:102"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct s7_station station = ipv6(rows[i].given, 102);
        expect(&station, rows[i].expected);
    }
    struct s7_station four = ipv4("10.10.1.255", 1102), hosts = ipv4("10.0.0.1", 0), six = ipv6("fd00::5", 0);
    expect(&four, "10.10.1.255:1102");
    expect(&hosts, "10.0.0.1");
    expect(&six, "fd00::5");
}

static void stations_have_an_order(void **state)
{
    (void)state;
    const struct s7_station ordered[] = {ipv4("9.255.0.1", 102), ipv4("10.0.0.1", 101), ipv4("10.0.0.1", 102),
                                         ipv6("::1", 0), ipv6("fd00::", 0)};
    enum { COUNT = sizeof ordered / sizeof *ordered };
    for (int i = 0; i < COUNT; i++)
        for (int k = 0; k < COUNT; k++) {
            int order = s7_station_compare(&ordered[i], &ordered[k]);
            assert_int_equal((order > 0) - (order < 0), (i > k) - (i < k));
            assert_int_equal(s7_station_equal(&ordered[i], &ordered[k]), i == k);
        }
    assert_true(s7_station_same_host(&ordered[1], &ordered[2]));
    assert_false(s7_station_same_host(&ordered[0], &ordered[1]));
    struct s7_station four = ipv4("0.0.0.0", 0), six = ipv6("::", 0);
    assert_false(s7_station_same_host(&four, &six));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_written_as_people_write_them),
        cmocka_unit_test(stations_have_an_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
