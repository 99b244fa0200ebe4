/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "net_posix/clock.h"
#include "net_posix/socket.h"

static int listen_on_loopback(int backlog, uint16_t *ret_port)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)(void *)&at, size), 0);
    assert_int_equal(listen(fd, backlog), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)(void *)&at, &size), 0);
    *ret_port = ntohs(at.sin_port);
    return fd;
}

static struct s7_fault failure(const char *host, uint16_t port, s7_time timeout)
{
    struct s7_fault fault = {0};
    assert_int_equal(s7_socket_connect(host, port, s7_posix_now() + timeout, 1000, &fault), -1);
    assert_int_equal(fault.phase, S7_PHASE_CONNECT);
    return fault;
}

static int option(int fd, int level, int name)
{
    int value = -1;
    socklen_t size = sizeof value;
    assert_int_equal(getsockopt(fd, level, name, &value, &size), 0);
    return value;
}

static void socket_is_tuned_once(void **state)
{
    (void)state;
    uint16_t port;
    struct s7_fault fault = {0};
    int listener = listen_on_loopback(5, &port);
    int fd = s7_socket_connect("localhost", port, s7_posix_now() + 5 * S7_SECOND, 2500, &fault);
    assert_true(fd >= 0);
    struct timeval timeout;
    socklen_t size = sizeof timeout;
    assert_int_equal(getsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, &size), 0);
    assert_int_equal(timeout.tv_sec, 2);
    assert_int_equal(timeout.tv_usec, 500000);
    assert_true(option(fd, IPPROTO_TCP, TCP_NODELAY));
    assert_true(option(fd, SOL_SOCKET, SO_KEEPALIVE));
    assert_false(fcntl(fd, F_GETFL) & O_NONBLOCK);
    assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
    close(fd);
    close(listener);
}

static void refused(void **state)
{
    (void)state;
    uint16_t port;
    close(listen_on_loopback(5, &port));
    struct s7_fault fault = failure("127.0.0.1", port, 5 * S7_SECOND);
    assert_int_equal(fault.error, S7_ERR_TCP_REFUSED);
    assert_int_equal(fault.sys_errno, ECONNREFUSED);
}

static void unreachable(void **state)
{
    (void)state;
    struct s7_fault fault = failure("127.255.255.255", 102, 5 * S7_SECOND);
    assert_int_equal(fault.error, S7_ERR_TCP_UNREACHABLE);
    assert_int_equal(fault.sys_errno, ENETUNREACH);
}

/* A listener whose queue is full answers nothing. */
static void no_answer(void **state)
{
    (void)state;
    uint16_t port;
    int listener = listen_on_loopback(0, &port);
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port)};
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fillers[4];
    for (size_t i = 0; i < 4; i++) {
        fillers[i] = socket(AF_INET, SOCK_STREAM, 0);
        fcntl(fillers[i], F_SETFL, O_NONBLOCK);
        connect(fillers[i], (struct sockaddr *)(void *)&at, sizeof at);
    }
    s7_time started = s7_posix_now();
    struct s7_fault fault = failure("127.0.0.1", port, 150 * S7_MILLISECOND);
    assert_int_equal(fault.error, S7_ERR_TCP_TIMEOUT);
    assert_int_equal(fault.sys_errno, ETIMEDOUT);
    assert_true(fault.elapsed_ms >= 149);
    assert_true(s7_posix_now() - started < 5 * S7_SECOND);
    for (size_t i = 0; i < 4; i++)
        close(fillers[i]);
    close(listener);
}

/* A label has 63 octets at most: nobody is asked. */
static void name_that_cannot_exist(void **state)
{
    (void)state;
    char name[80] = {0};
    memset(name, 'a', 70);
    assert_int_equal(failure(name, 102, 5 * S7_SECOND).error, S7_ERR_TCP_NAME);
}

static void waiting_time_is_rounded_up(void **state)
{
    (void)state;
    assert_int_equal(s7_posix_wait_ms(S7_TIME_NEVER, 5), -1);
    assert_int_equal(s7_posix_wait_ms(5, 5), 0);
    assert_int_equal(s7_posix_wait_ms(4, 5), 0);
    assert_int_equal(s7_posix_wait_ms(6, 5), 1);
    assert_int_equal(s7_posix_wait_ms(5 + S7_MILLISECOND, 5), 1);
    assert_int_equal(s7_posix_wait_ms(6 + S7_MILLISECOND, 5), 2);
    assert_int_equal(s7_posix_wait_ms(S7_TIME_NEVER - 1, 0), INT32_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(socket_is_tuned_once),
        cmocka_unit_test(refused),
        cmocka_unit_test(unreachable),
        cmocka_unit_test(no_answer),
        cmocka_unit_test(name_that_cannot_exist),
        cmocka_unit_test(waiting_time_is_rounded_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
