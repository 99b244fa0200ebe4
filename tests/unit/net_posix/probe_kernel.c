/* SPDX-License-Identifier: MIT
 *
 * Connecting with a kernel that follows a script, in a time of its own (--wrap): what the real one does rarely.
 */
#define _DEFAULT_SOURCE /* IP_RECVERR */
#include "check.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <linux/errqueue.h>

#include "net_posix/clock.h"
#include "net_posix/probe.h"
#include "net_posix/probe_socket.h"

int __wrap_clock_gettime(clockid_t clock, struct timespec *ret_time);
int __wrap_connect(int fd, const struct sockaddr *address, socklen_t size);
int __wrap_poll(struct pollfd *fds, nfds_t count, int timeout_ms);
int __wrap_getsockopt(int fd, int level, int option, void *value, socklen_t *size);
int __wrap_getpeername(int fd, struct sockaddr *address, socklen_t *size);
ssize_t __wrap_recv(int fd, void *octets, size_t size, int flags);
ssize_t __wrap_recvmsg(int fd, struct msghdr *message, int flags);

static struct {
    s7_time now;
    int connects_with;   /* errno of connect(); 0: connected */
    int interruptions;   /* of poll() before anything else */
    s7_time ready_in;    /* until poll() has something; after that it always has */
    int events;          /* what it has */
    int error;           /* SO_ERROR, told once */
    s7_time connects_in; /* until there is a peer */
    uint32_t complaint;  /* errno of what ICMP says of it, told once; from 192.0.2.254 */
    bool floods;         /* the partner sends and sends */
    unsigned polls, receives;
} kernel;

int __wrap_clock_gettime(clockid_t clock, struct timespec *ret_time)
{
    (void)clock;
    *ret_time = (struct timespec){.tv_sec = kernel.now / S7_SECOND, .tv_nsec = kernel.now % S7_SECOND};
    return 0;
}

int __wrap_connect(int fd, const struct sockaddr *address, socklen_t size)
{
    (void)fd;
    (void)address;
    (void)size;
    errno = kernel.connects_with;
    return kernel.connects_with ? -1 : 0;
}

int __wrap_poll(struct pollfd *fds, nfds_t count, int timeout_ms)
{
    s7_time due = kernel.now + timeout_ms * S7_MILLISECOND;
    assert_int_equal(count, 1);
    assert_true(timeout_ms >= 0);
    assert_true(kernel.polls++ < 100000); /* it spins */
    if (kernel.interruptions) {
        kernel.interruptions--;
        errno = EINTR;
        return -1;
    }
    if (due < kernel.ready_in) {
        kernel.now = due;
        return 0;
    }
    if (kernel.now < kernel.ready_in)
        kernel.now = kernel.ready_in;
    kernel.now += S7_MILLISECOND; /* nothing takes no time */
    fds->revents = (short)kernel.events;
    return 1;
}

int __wrap_getsockopt(int fd, int level, int option, void *value, socklen_t *size)
{
    (void)fd;
    assert_int_equal(level, SOL_SOCKET);
    assert_int_equal(option, SO_ERROR);
    assert_int_equal(*size, sizeof kernel.error);
    memcpy(value, &kernel.error, sizeof kernel.error);
    kernel.error = 0;
    return 0;
}

int __wrap_getpeername(int fd, struct sockaddr *address, socklen_t *size)
{
    (void)fd;
    (void)address;
    (void)size;
    errno = ENOTCONN;
    return kernel.now >= kernel.connects_in ? 0 : -1;
}

ssize_t __wrap_recv(int fd, void *octets, size_t size, int flags)
{
    (void)fd;
    (void)flags;
    assert_true(kernel.receives++ < 100000);
    errno = EAGAIN;
    if (!kernel.floods)
        return -1;
    memset(octets, 0, size);
    kernel.now += S7_MILLISECOND;
    return (ssize_t)size;
}

ssize_t __wrap_recvmsg(int fd, struct msghdr *message, int flags)
{
    (void)fd;
    assert_true(flags & MSG_ERRQUEUE);
    errno = EAGAIN;
    if (!kernel.complaint)
        return -1;
    const struct sock_extended_err error = {
        .ee_errno = kernel.complaint, .ee_origin = SO_EE_ORIGIN_ICMP, .ee_type = 3, .ee_code = 13};
    const struct sockaddr_in offender = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0xC00002FE)};
    struct cmsghdr *part = CMSG_FIRSTHDR(message);
    *part = (struct cmsghdr){.cmsg_len = CMSG_LEN(sizeof error + sizeof offender),
                             .cmsg_level = IPPROTO_IP,
                             .cmsg_type = IP_RECVERR};
    memcpy(CMSG_DATA(part), &error, sizeof error);
    memcpy(CMSG_DATA(part) + sizeof error, &offender, sizeof offender);
    message->msg_controllen = part->cmsg_len;
    kernel.complaint = 0;
    return 0;
}

static int set_up(void **state)
{
    (void)state;
    memset(&kernel, 0, sizeof kernel);
    kernel.connects_with = EINPROGRESS;
    kernel.connects_in = S7_TIME_NEVER;
    kernel.ready_in = S7_TIME_NEVER;
    kernel.events = POLLOUT;
    return 0;
}

static struct s7_probe attempt(s7_time timeout, struct s7_probe_stream *ret_stream)
{
    struct s7_probe probe;
    *ret_stream = (struct s7_probe_stream){.fd = -1};
    const bool connected = s7_probe_connect("192.0.2.1", 102, NULL, timeout, ret_stream, &probe);
    assert_int_equal(connected, probe.sys_errno == 0);
    assert_int_equal(ret_stream->fd >= 0, probe.sys_errno == 0);
    if (ret_stream->fd >= 0)
        s7_probe_close(ret_stream, true, 0);
    return probe;
}

static void nothing_for_exactly_the_timeout(void **state)
{
    struct s7_probe_stream stream;
    (void)state;
    const struct s7_probe probe = attempt(S7_PROBE_CONNECT_TIMEOUT, &stream);
    assert_int_equal(probe.sys_errno, ETIMEDOUT);
    assert_int_equal(probe.elapsed, S7_PROBE_CONNECT_TIMEOUT);
    assert_int_equal(kernel.polls, 1);
}

static void interruptions_do_not_lengthen_it(void **state)
{
    struct s7_probe_stream stream;
    (void)state;
    kernel.interruptions = 50;
    const struct s7_probe probe = attempt(S7_SECOND, &stream);
    assert_int_equal(probe.sys_errno, ETIMEDOUT);
    assert_int_equal(probe.elapsed, S7_SECOND);
}

static void an_interruption_is_no_news(void **state)
{
    (void)state;
    kernel.interruptions = 3;
    kernel.ready_in = 0;
    assert_int_equal(s7_probe_wait(99, POLLOUT, S7_SECOND), POLLOUT);
    assert_int_equal(kernel.polls, 4);
}

/* Ready, but neither connected nor failed: it is looked at until the time is over, and no longer. */
static void a_kernel_that_cannot_decide(void **state)
{
    struct s7_probe_stream stream;
    (void)state;
    kernel.ready_in = 0;
    kernel.events = POLLERR;
    const struct s7_probe probe = attempt(S7_SECOND, &stream);
    assert_int_equal(probe.sys_errno, ETIMEDOUT);
    assert_true(probe.elapsed >= S7_SECOND && probe.elapsed <= S7_SECOND + S7_MILLISECOND);
}

static void connected_after_all(void **state)
{
    struct s7_probe_stream stream;
    (void)state;
    kernel.ready_in = 0;
    kernel.connects_in = 20 * S7_MILLISECOND;
    const struct s7_probe probe = attempt(S7_SECOND, &stream);
    assert_int_equal(probe.sys_errno, 0);
    assert_int_equal(probe.elapsed, 20 * S7_MILLISECOND);
}

static void interrupted_goes_on_by_itself(void **state)
{
    struct s7_probe_stream stream;
    (void)state;
    kernel.connects_with = EINTR;
    kernel.ready_in = 5 * S7_MILLISECOND;
    kernel.connects_in = 5 * S7_MILLISECOND;
    assert_int_equal(attempt(S7_SECOND, &stream).sys_errno, 0);
}

static void connected_or_failed_at_once(void **state)
{
    struct s7_probe_stream stream;
    (void)state;
    kernel.connects_with = 0;
    assert_int_equal(attempt(0, &stream).sys_errno, 0);
    kernel.connects_with = EACCES;
    assert_int_equal(attempt(0, &stream).sys_errno, EACCES);
    assert_int_equal(kernel.polls, 0);
}

static void the_error_of_the_socket_is_told(void **state)
{
    struct s7_probe_stream stream;
    (void)state;
    kernel.ready_in = 3070 * S7_MILLISECOND;
    kernel.error = EHOSTUNREACH;
    const struct s7_probe probe = attempt(S7_PROBE_CONNECT_TIMEOUT, &stream);
    assert_int_equal(probe.sys_errno, EHOSTUNREACH);
    assert_true(probe.elapsed >= 3070 * S7_MILLISECOND && probe.elapsed < 3080 * S7_MILLISECOND);
}

/* The handshake was over before the reset came, though nobody saw it: a refusal has an errno of its own. */
static void accepted_and_reset_is_accepted(void **state)
{
    struct s7_probe_stream stream;
    (void)state;
    kernel.ready_in = 0;
    kernel.error = ECONNRESET;
    assert_int_equal(attempt(S7_SECOND, &stream).sys_errno, 0);
    kernel.error = ECONNREFUSED;
    assert_int_equal(attempt(S7_SECOND, &stream).sys_errno, ECONNREFUSED);
}

/* ICMP came while connect() ran: the kernel would try again in a second, and it is known by now. */
static void what_icmp_says_decides_at_once(void **state)
{
    struct s7_probe_stream stream;
    (void)state;
    kernel.ready_in = 0;
    kernel.complaint = EHOSTUNREACH;
    const struct s7_probe probe = attempt(S7_PROBE_CONNECT_TIMEOUT, &stream);
    assert_int_equal(probe.sys_errno, EHOSTUNREACH);
    assert_int_equal(probe.icmp_code, 13);
    assert_string_equal(probe.offender, "192.0.2.254");
    assert_true(probe.elapsed < 10 * S7_MILLISECOND);
}

/* Somebody complained, and the second attempt of the kernel got through before we looked. */
static void who_is_connected_is_connected(void **state)
{
    struct s7_probe_stream stream;
    (void)state;
    kernel.ready_in = 0;
    kernel.complaint = EHOSTUNREACH;
    kernel.connects_in = 0;
    assert_int_equal(attempt(S7_PROBE_CONNECT_TIMEOUT, &stream).sys_errno, 0);
}

static void a_flood_does_not_keep_us_from_closing(void **state)
{
    int ends[2];
    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    struct s7_probe_stream stream = {.fd = ends[0]};
    kernel.floods = true;
    assert_int_equal(s7_probe_close(&stream, false, S7_SECOND), S7_HEARD_SILENCE);
    assert_true(kernel.now >= S7_SECOND && kernel.now <= S7_SECOND + S7_MILLISECOND);
    close(ends[1]);
}

/* What ICMP said while a system call ran stops nothing, and is no silence either. */
static void silence_that_has_a_reason(void **state)
{
    struct s7_probe_stream stream = {.fd = 99};
    uint8_t octet;
    size_t size;
    (void)state;
    kernel.error = EHOSTUNREACH;
    assert_int_equal(s7_probe_receive(&stream, &octet, 1, S7_SECOND, &size), S7_HEARD_BROKEN);
    assert_int_equal(stream.sys_errno, EHOSTUNREACH);
    assert_int_equal(kernel.now, S7_SECOND); /* it might have got through yet */
    assert_int_equal(s7_probe_receive(&stream, &octet, 1, S7_SECOND, &size), S7_HEARD_SILENCE);
}

static void a_stream_that_is_ready_in_vain(void **state)
{
    struct s7_probe_stream stream = {.fd = 99};
    uint8_t octet;
    size_t size;
    (void)state;
    kernel.ready_in = 0;
    assert_int_equal(s7_probe_receive(&stream, &octet, 1, S7_SECOND, &size), S7_HEARD_SILENCE);
    assert_true(kernel.now >= S7_SECOND && kernel.now <= S7_SECOND + S7_MILLISECOND);
}

int main(void)
{
#define KERNEL(name) cmocka_unit_test_setup(name, set_up)
    const struct CMUnitTest tests[] = {
        KERNEL(nothing_for_exactly_the_timeout),
        KERNEL(interruptions_do_not_lengthen_it),
        KERNEL(an_interruption_is_no_news),
        KERNEL(a_kernel_that_cannot_decide),
        KERNEL(connected_after_all),
        KERNEL(interrupted_goes_on_by_itself),
        KERNEL(connected_or_failed_at_once),
        KERNEL(the_error_of_the_socket_is_told),
        KERNEL(accepted_and_reset_is_accepted),
        KERNEL(what_icmp_says_decides_at_once),
        KERNEL(who_is_connected_is_connected),
        KERNEL(a_flood_does_not_keep_us_from_closing),
        KERNEL(silence_that_has_a_reason),
        KERNEL(a_stream_that_is_ready_in_vain),
    };
#undef KERNEL
    return cmocka_run_group_tests(tests, NULL, NULL);
}
