/* SPDX-License-Identifier: MIT */
#include "capture/station.h"

#include <string.h>

enum { IPV4 = 4, GROUP_COUNT = 8 };

/** A run of groups of an IPv6 address that are zero. */
struct zeros {
    int first;
    int count;
};

bool s7_station_equal(const struct s7_station *a, const struct s7_station *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

bool s7_station_same_host(const struct s7_station *a, const struct s7_station *b)
{
    return a->version == b->version && memcmp(a->address, b->address, sizeof a->address) == 0;
}

int s7_station_compare(const struct s7_station *a, const struct s7_station *b)
{
    if (a->version != b->version)
        return (int)a->version - (int)b->version;
    int order = memcmp(a->address, b->address, sizeof a->address);
    return order ? order : (int)a->port - (int)b->port;
}

static unsigned group_at(const struct s7_station *station, int index)
{
    const uint8_t *octets = station->address + 2 * (size_t)index;
    return (unsigned)octets[0] << 8 | octets[1];
}

/** The longest run of at least two zero groups, the first of several (RFC 5952, 4.2). */
static struct zeros longest_zeros(const struct s7_station *station)
{
    struct zeros best = {-1, 1}, run = {0, 0};
    for (int i = 0; i < GROUP_COUNT; i++) {
        run = group_at(station, i) ? (struct zeros){i + 1, 0} : (struct zeros){run.first, run.count + 1};
        if (run.count > best.count)
            best = run;
    }
    return best;
}

static void print_ipv6(struct s7_strbuf *buf, const struct s7_station *station)
{
    struct zeros zeros = longest_zeros(station);
    for (int i = 0; i < GROUP_COUNT; i++) {
        if (i == zeros.first) {
            s7_strbuf_add(buf, "::");
            i += zeros.count - 1;
            continue;
        }
        bool after_zeros = zeros.first >= 0 && i == zeros.first + zeros.count;
        s7_strbuf_printf(buf, "%s%x", i && !after_zeros ? ":" : "", group_at(station, i));
    }
}

void s7_station_print_host(struct s7_strbuf *buf, const struct s7_station *station)
{
    const uint8_t *a = station->address;
    if (station->version == IPV4)
        s7_strbuf_printf(buf, "%u.%u.%u.%u", a[0], a[1], a[2], a[3]);
    else
        print_ipv6(buf, station);
}

void s7_station_print(struct s7_strbuf *buf, const struct s7_station *station)
{
    if (!station->port) {
        s7_station_print_host(buf, station);
        return;
    }
    bool brackets = station->version != IPV4;
    s7_strbuf_add(buf, brackets ? "[" : "");
    s7_station_print_host(buf, station);
    s7_strbuf_printf(buf, "%s:%u", brackets ? "]" : "", station->port);
}
