/* SPDX-License-Identifier: MIT
 *
 * One address, tried: a socket, a reason, or nothing at all when nobody waits any more.
 */
#include "net_uv/knock.h"

#include "transport/bench.h"

#include <netinet/tcp.h>

struct caller {
    struct s7_knock *knock;
    unsigned called;
    int sys_errno;
};

static void note(void *user, int sys_errno)
{
    struct caller *caller = user;
    caller->called++;
    caller->sys_errno = sys_errno;
}

static struct sockaddr_in loopback(uint16_t port)
{
    return (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

static int knock_at(struct bench *bench, const struct sockaddr_in *address, struct caller *caller)
{
    return s7_knock_start(bench->uv, (const struct sockaddr *)(const void *)address, "", note, caller,
                          &caller->knock);
}

static int option(int fd, int level, int name)
{
    int value = -1;
    socklen_t size = sizeof value;
    assert_int_equal(getsockopt(fd, level, name, &value, &size), 0);
    return value;
}

static bool is_open(int fd)
{
    return fcntl(fd, F_GETFD) >= 0;
}

/* The address that is connected from is the caller's choice; one that is none, or not of this machine, is refused. */
static void the_source_is_chosen(void **state)
{
    struct bench bench;
    struct caller caller = {0};
    (void)state;
    bench_open(&bench, 1, 1000);
    const struct sockaddr_in address = loopback(bench.port);
    const struct sockaddr *any = (const struct sockaddr *)(const void *)&address;
    assert_int_equal(s7_knock_start(bench.uv, any, "desk", note, &caller, &caller.knock), EINVAL);
    assert_int_equal(s7_knock_start(bench.uv, any, "192.0.2.1", note, &caller, &caller.knock), EADDRNOTAVAIL);
    assert_int_equal(s7_knock_start(bench.uv, any, "127.0.0.77", note, &caller, &caller.knock), 0);
    bench_until(&bench, caller.called);
    assert_int_equal(caller.sys_errno, 0);
    struct sockaddr_in own;
    socklen_t size = sizeof own;
    int fd = s7_knock_take(caller.knock);
    assert_int_equal(getsockname(fd, (struct sockaddr *)(void *)&own, &size), 0);
    assert_int_equal(ntohl(own.sin_addr.s_addr), 0x7F00004D);
    close(fd);
    bench_close(&bench);
}

static void whoever_is_there_gives_a_socket(void **state)
{
    struct bench bench;
    struct caller caller = {0};
    (void)state;
    bench_open(&bench, 1, 1000);
    const struct sockaddr_in address = loopback(bench.port);
    assert_int_equal(knock_at(&bench, &address, &caller), 0);
    assert_int_equal(caller.called, 0); /* never from within start */
    size_t objects = bench.uv->objects;
    bench_until(&bench, caller.called);
    assert_int_equal(caller.sys_errno, 0);
    int fd = s7_knock_take(caller.knock);
    assert_true(fcntl(fd, F_GETFL) & O_NONBLOCK);
    assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
    assert_true(option(fd, IPPROTO_TCP, TCP_NODELAY));
    assert_true(option(fd, SOL_SOCKET, SO_KEEPALIVE));
    struct toy *server = bench.shop.toys[0];
    bench_until(&bench, server->ticks == 1);
    assert_int_equal(send(fd, "ping", 4, MSG_NOSIGNAL), 4); /* it is the caller's, and connected */
    bench_until(&bench, server->in_size == 4);
    assert_int_equal(caller.called, 1);
    assert_true(is_open(fd));
    assert_int_equal(bench.uv->objects, objects); /* the knock is gone, the server's stream has come */
    close(fd);
    bench_until(&bench, server->closed);
    bench_close(&bench);
}

/* A port of this machine on which nothing listens. */
static uint16_t free_port(void)
{
    struct sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)(void *)&address, size), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)(void *)&address, &size), 0);
    close(fd);
    return ntohs(address.sin_port);
}

static void a_refusal_is_told_once_with_its_errno(void **state)
{
    struct bench bench;
    struct caller caller = {0};
    (void)state;
    bench_open(&bench, 0, 1000);
    size_t objects = bench.uv->objects;
    const struct sockaddr_in address = loopback(free_port());
    assert_int_equal(knock_at(&bench, &address, &caller), 0);
    assert_int_equal(bench.uv->objects, objects + 1); /* it keeps the transport alive */
    int fd = caller.knock->fd;
    bench_until(&bench, caller.called);
    assert_int_equal(caller.sys_errno, ECONNREFUSED);
    s7_knock_drop(caller.knock);
    assert_false(is_open(fd));
    bench_until(&bench, bench.uv->objects == objects);
    assert_int_equal(caller.called, 1);
    bench_close(&bench);
}

/* Dropped in the turn in which it would have been told. */
static void nobody_is_called_after_a_drop(void **state)
{
    struct bench bench;
    struct caller caller = {0};
    (void)state;
    bench_open(&bench, 0, 1000);
    size_t objects = bench.uv->objects;
    const struct sockaddr_in address = loopback(free_port());
    assert_int_equal(knock_at(&bench, &address, &caller), 0);
    int fd = caller.knock->fd;
    struct pollfd refused = {.fd = fd, .events = POLLOUT};
    assert_int_equal(poll(&refused, 1, 10000), 1);
    s7_knock_drop(caller.knock);
    assert_false(is_open(fd));
    bench_until(&bench, bench.uv->objects == objects);
    assert_int_equal(caller.called, 0);
    bench_close(&bench);
}

static int lowest_free_fd(void)
{
    int fd = dup(STDIN_FILENO);
    assert_true(fd >= 0);
    close(fd);
    return fd;
}

/* No socket for this family; no way to this address: said at once, and nothing is left behind. */
static void what_cannot_be_tried_is_not_started(void **state)
{
    struct bench bench;
    struct caller caller = {0};
    (void)state;
    bench_open(&bench, 0, 1000);
    size_t objects = bench.uv->objects;
    int fd = lowest_free_fd();
    struct sockaddr_in address = loopback(102);
    address.sin_family = 255;
    assert_int_equal(knock_at(&bench, &address, &caller), EAFNOSUPPORT);
    address = loopback(102);
    address.sin_addr.s_addr = htonl(0x7FFFFFFF); /* the broadcast address of loopback */
    assert_int_equal(knock_at(&bench, &address, &caller), ENETUNREACH);
    assert_null(caller.knock);
    assert_int_equal(lowest_free_fd(), fd);
    assert_int_equal(bench.uv->objects, objects);
    bench_step(&bench);
    assert_int_equal(caller.called, 0);
    bench_close(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_source_is_chosen),
        cmocka_unit_test(whoever_is_there_gives_a_socket),
        cmocka_unit_test(a_refusal_is_told_once_with_its_errno),
        cmocka_unit_test(nobody_is_called_after_a_drop),
        cmocka_unit_test(what_cannot_be_tried_is_not_started),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
