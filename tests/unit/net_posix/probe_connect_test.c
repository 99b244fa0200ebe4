/* SPDX-License-Identifier: MIT
 *
 * Connecting on loopback; what firewalls make of it is in tests/net, what a strange kernel would in probe_kernel.c.
 */
#include "check.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net_posix/clock.h"
#include "net_posix/ip.h"
#include "net_posix/probe.h"

static int listen_on(const char *address, uint16_t *ret_port)
{
    union s7_ip at;
    socklen_t size = sizeof at;
    assert_true(s7_ip_parse(address, 0, &at));
    int fd = socket(at.any.sa_family, SOCK_STREAM, 0);
    if (bind(fd, &at.any, s7_ip_size(&at)))
        skip(); /* a machine without IPv6 */
    assert_int_equal(listen(fd, 5), 0);
    assert_int_equal(getsockname(fd, &at.any, &size), 0);
    *ret_port = s7_ip_port(&at);
    return fd;
}

static void connects(const char *address)
{
    uint16_t port;
    int listener = listen_on(address, &port);
    struct s7_probe probe;
    struct s7_probe_stream stream = {.fd = -1};
    assert_true(s7_probe_connect(address, port, NULL, 30 * S7_SECOND, &stream, &probe));
    assert_true(stream.fd >= 0);
    assert_int_equal(probe.sys_errno, 0);
    assert_string_equal(probe.local, address);
    assert_string_equal(probe.offender, "");
    assert_int_equal(probe.icmp_type, -1);
    assert_int_equal(probe.icmp_code, -1);
    assert_int_equal(probe.ttl, -1);
    assert_true(probe.elapsed >= 0 && probe.elapsed < 10 * S7_SECOND);
    s7_probe_close(&stream, true, 0);
    assert_int_equal(stream.fd, -1);
    close(listener);
}

static void connected_over_ipv4(void **state)
{
    (void)state;
    connects("127.0.0.1");
}

static void connected_over_ipv6(void **state)
{
    (void)state;
    connects("::1");
}

static void fails(const char *address, uint16_t port, int sys_errno)
{
    struct s7_probe probe;
    struct s7_probe_stream stream, before;
    memset(&stream, 0x5A, sizeof stream);
    before = stream;
    assert_false(s7_probe_connect(address, port, NULL, 30 * S7_SECOND, &stream, &probe));
    assert_int_equal(probe.sys_errno, sys_errno);
    assert_int_equal(probe.icmp_type, -1);
    assert_string_equal(probe.offender, "");
    assert_memory_equal(&stream, &before, sizeof stream);
}

static void refused_by_the_host_is_a_reset_and_no_icmp(void **state)
{
    (void)state;
    uint16_t port;
    close(listen_on("127.0.0.1", &port));
    fails("127.0.0.1", port, ECONNREFUSED);
}

static void no_address_is_no_attempt(void **state)
{
    (void)state;
    fails("localhost", 102, EINVAL); /* names are resolved before */
    fails("", 102, EINVAL);
    fails("127.255.255.255", 102, ENETUNREACH); /* of the kernel: a broadcast address */
}

/* With a minute to go. */
static void ends_when_it_is_asked_to(uint16_t port)
{
    static volatile sig_atomic_t ended;
    struct s7_probe_stream stream;
    struct s7_probe probe;
    ended = 1;
    s7_probe_heed(&ended);
    assert_false(s7_probe_connect("127.0.0.1", port, NULL, 60 * S7_SECOND, &stream, &probe));
    assert_true(probe.elapsed < 30 * S7_SECOND);
    ended = 0; /* nobody asks: all of the time is waited for */
    assert_false(s7_probe_connect("127.0.0.1", port, NULL, 250 * S7_MILLISECOND, &stream, &probe));
    assert_int_equal(probe.sys_errno, ETIMEDOUT);
    assert_true(probe.elapsed >= 250 * S7_MILLISECOND);
    s7_probe_heed(NULL);
}

/* A listener whose queue is full answers nothing. */
static void nothing_in_time(void **state)
{
    (void)state;
    uint16_t port;
    int listener = listen_on("127.0.0.1", &port);
    assert_int_equal(listen(listener, 0), 0);
    struct s7_probe_stream fillers[4];
    struct s7_probe probe;
    bool filled[4];
    for (size_t i = 0; i < 4; i++)
        filled[i] = s7_probe_connect("127.0.0.1", port, NULL, 100 * S7_MILLISECOND, &fillers[i], &probe);
    assert_false(filled[3]);
    assert_int_equal(probe.sys_errno, ETIMEDOUT);
    assert_string_equal(probe.local, "127.0.0.1");
    assert_true(probe.elapsed >= 100 * S7_MILLISECOND && probe.elapsed < 10 * S7_SECOND);
    ends_when_it_is_asked_to(port);
    for (size_t i = 0; i < 4; i++)
        if (filled[i])
            s7_probe_close(&fillers[i], true, 0);
    close(listener);
}

static void connects_from_an_own_address(void **state)
{
    uint16_t port;
    struct s7_probe probe;
    struct s7_probe_stream stream = {.fd = -1};
    int listener = listen_on("127.0.0.1", &port);
    (void)state;
    assert_true(s7_probe_connect("127.0.0.1", port, "127.0.0.9", 30 * S7_SECOND, &stream, &probe));
    assert_string_equal(probe.local, "127.0.0.9");
    s7_probe_close(&stream, true, 0);
    close(listener);
}

/* Of another machine, of the other family, none at all: nothing is sent. */
static void does_not_connect_from_another(void **state)
{
    static const char *const sources[] = {"192.0.2.1", "::1", "nonsense"};
    uint16_t port;
    struct s7_probe probe;
    struct s7_probe_stream stream = {.fd = -1};
    int listener = listen_on("127.0.0.1", &port);
    (void)state;
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        assert_false(s7_probe_connect("127.0.0.1", port, sources[i], 30 * S7_SECOND, &stream, &probe));
        assert_int_equal(probe.sys_errno, EADDRNOTAVAIL);
        assert_int_equal(stream.fd, -1);
    }
    close(listener);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(connected_over_ipv4),
        cmocka_unit_test(connected_over_ipv6),
        cmocka_unit_test(refused_by_the_host_is_a_reset_and_no_icmp),
        cmocka_unit_test(no_address_is_no_attempt),
        cmocka_unit_test(nothing_in_time),
        cmocka_unit_test(connects_from_an_own_address),
        cmocka_unit_test(does_not_connect_from_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
