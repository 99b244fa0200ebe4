/* SPDX-License-Identifier: MIT */
#include "net_posix/bell.h"

#include "check.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <unistd.h>

static int heard(const struct s7_bell *bell)
{
    struct pollfd wait = {.fd = bell->listening, .events = POLLIN};
    return poll(&wait, 1, 0);
}

static void rung_is_heard_until_it_is_silenced(void **state)
{
    (void)state;
    struct s7_bell bell;
    assert_int_equal(s7_bell_open(&bell), 0);
    assert_int_equal(heard(&bell), 0);
    s7_bell_silence(&bell); /* does not wait for somebody to ring */
    s7_bell_ring(&bell);
    s7_bell_ring(&bell);
    assert_int_equal(heard(&bell), 1);
    s7_bell_silence(&bell);
    assert_int_equal(heard(&bell), 0);
    s7_bell_close(&bell);
}

/* A handler that rings must not change what the interrupted code sees, nor wait for the loop. */
static void ringing_never_blocks_and_keeps_errno(void **state)
{
    (void)state;
    struct s7_bell bell;
    assert_int_equal(s7_bell_open(&bell), 0);
    errno = ENOTTY;
    for (int i = 0; i < 200000; i++) /* more than any pipe holds */
        s7_bell_ring(&bell);
    assert_int_equal(errno, ENOTTY);
    s7_bell_silence(&bell);
    assert_int_equal(heard(&bell), 0);
    s7_bell_close(&bell);
}

static void it_is_not_inherited(void **state)
{
    (void)state;
    struct s7_bell bell;
    assert_int_equal(s7_bell_open(&bell), 0);
    assert_true(fcntl(bell.listening, F_GETFD) & FD_CLOEXEC);
    assert_true(fcntl(bell.button, F_GETFD) & FD_CLOEXEC);
    s7_bell_close(&bell);
    assert_int_equal(fcntl(bell.listening, F_GETFD), -1);
    assert_int_equal(fcntl(bell.button, F_GETFD), -1);
}

static void without_descriptors_there_is_none(void **state)
{
    (void)state;
    struct s7_bell bell = {-7, -7};
    struct rlimit limit, none;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    none = limit;
    none.rlim_cur = 1;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    int failed = s7_bell_open(&bell);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
    assert_int_equal(failed, EMFILE);
    assert_int_equal(bell.listening, -7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rung_is_heard_until_it_is_silenced),
        cmocka_unit_test(ringing_never_blocks_and_keeps_errno),
        cmocka_unit_test(it_is_not_inherited),
        cmocka_unit_test(without_descriptors_there_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
