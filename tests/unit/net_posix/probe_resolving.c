/* SPDX-License-Identifier: MIT
 *
 * Resolvers that are slow, fail, or die; the resolver is the test's (--wrap).
 */
#include "check.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "net_posix/clock.h"
#include "net_posix/probe.h"

int __wrap_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
                       struct addrinfo **ret_found);
void __wrap_freeaddrinfo(struct addrinfo *found);

enum { MOST = 40 };
static struct {
    bool hangs, dies;
    int status, sys_errno;
    size_t count;
} resolver;
static struct sockaddr_in addresses[MOST];
static struct addrinfo found_list[MOST];

int __wrap_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
                       struct addrinfo **ret_found)
{
    (void)service;
    (void)hints;
    while (resolver.hangs)
        pause();
    if (resolver.dies)
        raise(SIGKILL);
    if (strcmp(host, "plc-4") != 0)
        return EAI_NONAME;
    errno = resolver.sys_errno;
    if (resolver.status)
        return resolver.status;
    for (size_t i = 0; i < resolver.count; i++) {
        addresses[i] =
            (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x0A000000 + (uint32_t)i)};
        found_list[i] = (struct addrinfo){.ai_family = AF_INET,
                                          .ai_addr = (struct sockaddr *)(void *)&addresses[i],
                                          .ai_addrlen = sizeof addresses[i],
                                          .ai_next = i + 1 < resolver.count ? &found_list[i + 1] : NULL};
    }
    *ret_found = resolver.count ? found_list : NULL;
    return 0;
}

void __wrap_freeaddrinfo(struct addrinfo *found)
{
    (void)found;
}

static int set_up(void **state)
{
    (void)state;
    memset(&resolver, 0, sizeof resolver);
    resolver.count = 2;
    return 0;
}

/* Whatever comes of it: no child is left. */
static int tear_down(void **state)
{
    (void)state;
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
    return 0;
}

static void fails_with(int sys_errno, s7_time timeout)
{
    struct s7_probe_address list[4], before[4];
    int failed = 0;
    memset(list, 0x5A, sizeof list);
    memcpy(before, list, sizeof list);
    assert_int_equal(s7_probe_resolve("plc-4", timeout, 4, list, &failed), 0);
    assert_int_equal(failed, sys_errno);
    assert_memory_equal(list, before, sizeof list);
}

static void in_the_order_of_the_system(void **state)
{
    struct s7_probe_address list[4];
    int failed = -1;
    (void)state;
    assert_int_equal(s7_probe_resolve("plc-4", 30 * S7_SECOND, 4, list, &failed), 2);
    assert_string_equal(list[0].text, "10.0.0.0");
    assert_string_equal(list[1].text, "10.0.0.1");
    assert_int_equal(failed, -1);
}

static void more_than_there_is_room_for(void **state)
{
    struct s7_probe_address list[MOST];
    int failed = -1;
    (void)state;
    resolver.count = MOST;
    assert_int_equal(s7_probe_resolve("plc-4", 30 * S7_SECOND, 4, list, &failed), 4);
    assert_int_equal(s7_probe_resolve("plc-4", 30 * S7_SECOND, MOST, list, &failed), 32);
    assert_string_equal(list[31].text, "10.0.0.31");
}

static void a_resolver_that_hangs_is_ended(void **state)
{
    (void)state;
    resolver.hangs = true;
    s7_time started_at = s7_posix_now();
    fails_with(ETIMEDOUT, 50 * S7_MILLISECOND);
    s7_time took = s7_posix_now() - started_at;
    assert_true(took >= 49 * S7_MILLISECOND && took < 10 * S7_SECOND);
}

static void a_resolver_that_dies_tells_nothing(void **state)
{
    (void)state;
    resolver.dies = true;
    fails_with(EIO, 30 * S7_SECOND);
}

static void every_failure_has_its_errno(void **state)
{
    static const struct {
        int status, sys_errno, expected;
    } rows[] = {{EAI_NONAME, 0, ENOENT}, {EAI_AGAIN, 0, EAGAIN},       {EAI_FAIL, 0, EAGAIN},
                {EAI_MEMORY, 0, ENOMEM}, {EAI_SYSTEM, ENFILE, ENFILE}, {EAI_FAMILY, 0, ENOENT}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        resolver.status = rows[i].status;
        resolver.sys_errno = rows[i].sys_errno;
        fails_with(rows[i].expected, 30 * S7_SECOND);
    }
    resolver.status = 0;
    resolver.count = 0;
    fails_with(ENOENT, 30 * S7_SECOND);
}

int main(void)
{
#define RESOLVER(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        RESOLVER(in_the_order_of_the_system),     RESOLVER(more_than_there_is_room_for),
        RESOLVER(a_resolver_that_hangs_is_ended), RESOLVER(a_resolver_that_dies_tells_nothing),
        RESOLVER(every_failure_has_its_errno),
    };
#undef RESOLVER
    return cmocka_run_group_tests(tests, NULL, NULL);
}
