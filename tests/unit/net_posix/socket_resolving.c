/* SPDX-License-Identifier: MIT
 *
 * Connecting by name when resolving takes longer than there is time: resolver, clock and connect() are the test's
 * (--wrap), so that no time passes but what it says.
 */
#include "check.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "net_posix/clock.h"
#include "net_posix/socket.h"

int __real_connect(int fd, const struct sockaddr *address, socklen_t size);
int __wrap_connect(int fd, const struct sockaddr *address, socklen_t size);
int __wrap_clock_gettime(clockid_t clock, struct timespec *ret_time);
int __wrap_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
                       struct addrinfo **ret_found);
void __wrap_freeaddrinfo(struct addrinfo *found);

/* One resolver that knows one name, with two addresses; a numeric address it need not be asked for. */
static struct {
    s7_time now;
    s7_time takes; /* to resolve a name */
    int status;    /* what the resolver returns */
    unsigned asked, connects;
    int lent; /* lists that were not given back */
    uint16_t port;
    struct sockaddr_in addresses[2];
    struct addrinfo found[2];
} world;

int __wrap_clock_gettime(clockid_t clock, struct timespec *ret_time)
{
    assert_int_equal(clock, CLOCK_MONOTONIC);
    *ret_time = (struct timespec){.tv_sec = world.now / S7_SECOND, .tv_nsec = world.now % S7_SECOND};
    return 0;
}

int __wrap_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
                       struct addrinfo **ret_found)
{
    (void)service;
    bool is_numeric = strcmp(host, "127.0.0.1") == 0;
    if (hints->ai_flags & AI_NUMERICHOST) {
        if (!is_numeric)
            return EAI_NONAME;
    } else {
        assert_string_equal(host, "plc-4");
        world.asked++;
        world.now += world.takes;
        if (world.status)
            return world.status;
    }
    for (size_t i = 0; i < 2; i++) {
        world.addresses[i] = (struct sockaddr_in){
            .sin_family = AF_INET, .sin_port = htons(world.port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        world.found[i] = (struct addrinfo){.ai_family = AF_INET,
                                           .ai_socktype = SOCK_STREAM,
                                           .ai_addr = (struct sockaddr *)(void *)&world.addresses[i],
                                           .ai_addrlen = sizeof world.addresses[i],
                                           .ai_next = i == 0 ? &world.found[1] : NULL};
    }
    world.lent++;
    *ret_found = &world.found[0];
    return 0;
}

void __wrap_freeaddrinfo(struct addrinfo *found)
{
    assert_ptr_equal(found, &world.found[0]);
    world.lent--;
}

int __wrap_connect(int fd, const struct sockaddr *address, socklen_t size)
{
    world.connects++;
    return __real_connect(fd, address, size);
}

static int listener;

/* Somebody listens: whoever goes on connecting succeeds. */
static int set_up(void **state)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct sockaddr *any = (struct sockaddr *)(void *)&at;
    socklen_t size = sizeof at;
    (void)state;
    memset(&world, 0, sizeof world);
    world.now = 1000 * S7_SECOND;
    listener = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(listener >= 0);
    assert_int_equal(bind(listener, any, size), 0);
    assert_int_equal(listen(listener, 5), 0);
    assert_int_equal(getsockname(listener, any, &size), 0);
    world.port = ntohs(at.sin_port);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    assert_int_equal(world.lent, 0);
    return close(listener);
}

static int connect_within(s7_time timeout, struct s7_fault *ret_fault)
{
    return s7_socket_connect("plc-4", world.port, world.now + timeout, 1000, ret_fault);
}

static void a_name_resolved_too_late_is_a_timeout_and_nobody_is_called(void **state)
{
    static const s7_time late[] = {0, 1, 500 * S7_MILLISECOND, 3600 * S7_SECOND};
    (void)state;
    for (size_t i = 0; i < sizeof late / sizeof late[0]; i++) {
        struct s7_fault fault = {0};
        world.asked = 0;
        world.takes = 2 * S7_SECOND + late[i];
        assert_int_equal(connect_within(2 * S7_SECOND, &fault), -1);
        assert_int_equal(world.asked, 1);
        assert_int_equal(world.connects, 0);
        assert_int_equal(fault.error, S7_ERR_TCP_NAME); /* it is the name that took too long */
        assert_int_equal(fault.sys_errno, ETIMEDOUT);
        assert_int_equal(fault.phase, S7_PHASE_CONNECT);
        assert_int_equal(fault.elapsed_ms, world.takes / S7_MILLISECOND);
    }
}

static void a_name_resolved_in_time_is_connected_to(void **state)
{
    struct s7_fault fault = {.error = S7_ERR_LOCAL_FILE};
    (void)state;
    world.takes = 2 * S7_SECOND - 1;
    int fd = connect_within(2 * S7_SECOND, &fault);
    assert_true(fd >= 0);
    assert_int_equal(world.asked, 1);
    assert_int_equal(world.connects, 1);
    assert_int_equal(fault.error, S7_ERR_LOCAL_FILE); /* untouched */
    close(fd);
}

/* No time is left, and none is needed: nobody is asked, and a listener on this machine answers at once. */
static void an_address_is_no_matter_of_names(void **state)
{
    struct s7_fault fault = {.error = S7_ERR_LOCAL_FILE};
    (void)state;
    int fd = s7_socket_connect("127.0.0.1", world.port, world.now, 1000, &fault);
    assert_true(fd >= 0);
    assert_int_equal(world.asked, 0);
    assert_int_equal(world.connects, 1);
    assert_int_equal(fault.error, S7_ERR_LOCAL_FILE); /* untouched */
    close(fd);
}

static void a_name_that_nobody_knows_is_no_timeout(void **state)
{
    struct s7_fault fault = {0};
    (void)state;
    world.takes = 3 * S7_SECOND; /* the answer came late, but it came */
    world.status = EAI_NONAME;
    assert_int_equal(connect_within(2 * S7_SECOND, &fault), -1);
    assert_int_equal(fault.error, S7_ERR_TCP_NAME);
    assert_int_equal(fault.sys_errno, 0);
    assert_int_equal(world.connects, 0);
}

static void a_resolver_without_memory_says_so(void **state)
{
    struct s7_fault fault = {0};
    (void)state;
    world.status = EAI_MEMORY;
    assert_int_equal(connect_within(2 * S7_SECOND, &fault), -1);
    assert_int_equal(fault.error, S7_ERR_LOCAL_MEMORY);
}

int main(void)
{
#define WORLD(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        WORLD(a_name_resolved_too_late_is_a_timeout_and_nobody_is_called),
        WORLD(a_name_resolved_in_time_is_connected_to),
        WORLD(an_address_is_no_matter_of_names),
        WORLD(a_name_that_nobody_knows_is_no_timeout),
        WORLD(a_resolver_without_memory_says_so),
    };
#undef WORLD
    return cmocka_run_group_tests(tests, NULL, NULL);
}
