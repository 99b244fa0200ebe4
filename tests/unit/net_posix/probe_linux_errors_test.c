/* SPDX-License-Identifier: MIT
 *
 * Where nobody listens, this machine says so with ICMP: datagrams make it talk without any privilege.
 */
#include "check.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "net_posix/clock.h"
#include "net_posix/probe_linux.h"
#include "net_posix/probe_socket.h"

/* A port that was free a moment ago. */
static uint16_t nobodys_port(const char *address)
{
    union s7_ip at;
    socklen_t size = sizeof at;
    assert_true(s7_ip_parse(address, 0, &at));
    int fd = socket(at.any.sa_family, SOCK_DGRAM, 0);
    if (bind(fd, &at.any, s7_ip_size(&at)))
        skip(); /* a machine without IPv6 */
    assert_int_equal(getsockname(fd, &at.any, &size), 0);
    close(fd);
    return s7_ip_port(&at);
}

static int send_to_nobody(const char *address, bool watched)
{
    union s7_ip to;
    assert_true(s7_ip_parse(address, nobodys_port(address), &to));
    int fd = s7_probe_socket(to.any.sa_family, SOCK_DGRAM, 0);
    if (watched)
        s7_probe_linux_watch(fd, to.any.sa_family);
    assert_int_equal(connect(fd, &to.any, s7_ip_size(&to)), 0);
    assert_int_equal(send(fd, "x", 1, 0), 1);
    assert_true(s7_probe_wait(fd, POLLIN, s7_posix_now() + 30 * S7_SECOND) & POLLERR);
    return fd;
}

static void complains(const char *address, int type, int code)
{
    struct s7_probe probe = s7_probe_unknown();
    int fd = send_to_nobody(address, true);
    assert_int_equal(s7_probe_linux_complaint(fd, &probe), ECONNREFUSED);
    assert_int_equal(probe.icmp_type, type);
    assert_int_equal(probe.icmp_code, code);
    assert_string_equal(probe.offender, address);
    assert_int_equal(probe.ttl, 64);
    assert_int_equal(s7_probe_linux_complaint(fd, &probe), 0); /* it was taken */
    assert_int_equal(probe.icmp_type, type);
    close(fd);
}

static void icmp_says_who_and_why(void **state)
{
    (void)state;
    complains("127.0.0.1", 3, 3);
}

static void icmpv6_says_who_and_why(void **state)
{
    (void)state;
    complains("::1", 1, 4);
}

static void the_first_complaint_counts(void **state)
{
    (void)state;
    struct s7_probe probe = s7_probe_unknown();
    int fd = send_to_nobody("127.0.0.1", true);
    probe.icmp_type = 11;
    probe.icmp_code = 0;
    strcpy(probe.offender, "192.0.2.1");
    assert_int_equal(s7_probe_linux_complaint(fd, &probe), ECONNREFUSED);
    assert_int_equal(probe.icmp_type, 11);
    assert_string_equal(probe.offender, "192.0.2.1");
    close(fd);
}

static void nothing_is_kept_that_was_not_asked_for(void **state)
{
    (void)state;
    struct s7_probe probe = s7_probe_unknown(), before = probe;
    int fd = send_to_nobody("127.0.0.1", false);
    assert_int_equal(s7_probe_linux_complaint(fd, &probe), 0);
    assert_memory_equal(&probe, &before, sizeof probe);
    close(fd);
    assert_int_equal(s7_probe_linux_complaint(fd, &probe), 0); /* no socket, no complaint */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(icmp_says_who_and_why),
        cmocka_unit_test(icmpv6_says_who_and_why),
        cmocka_unit_test(the_first_complaint_counts),
        cmocka_unit_test(nothing_is_kept_that_was_not_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
