/* SPDX-License-Identifier: MIT */
#include "net_posix/probe_socket.h"

#include "check.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net_posix/clock.h"
#include "net_posix/probe.h"

static void non_blocking_and_not_inherited(void **state)
{
    (void)state;
    int fd = s7_probe_socket(AF_INET, SOCK_STREAM, 0);
    assert_true(fd >= 0);
    assert_true(fcntl(fd, F_GETFL) & O_NONBLOCK);
    assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
    close(fd);
    assert_int_equal(s7_probe_socket(AF_INET, SOCK_STREAM, 255), -1);
}

static void waits_until_due_and_no_longer(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    s7_time started_at = s7_posix_now();
    assert_int_equal(s7_probe_wait(ends[0], POLLIN, started_at + 30 * S7_MILLISECOND), 0);
    s7_time took = s7_posix_now() - started_at;
    assert_true(took >= 30 * S7_MILLISECOND && took < 10 * S7_SECOND);
    assert_int_equal(s7_probe_wait(ends[0], POLLIN, 0), 0); /* long past */
    assert_int_equal(write(ends[1], "x", 1), 1);
    assert_int_equal(s7_probe_wait(ends[0], POLLIN, 0), POLLIN); /* it looks all the same */
    close(ends[1]);
    assert_true(s7_probe_wait(ends[0], POLLIN, S7_TIME_NEVER) & POLLHUP);
    close(ends[0]);
}

static void who_heeds_looks_up_and_is_over_at_once(void **state)
{
    static volatile sig_atomic_t ended;
    (void)state;
    s7_time far = s7_posix_now() + 600 * S7_SECOND;
    assert_true(s7_probe_look_up(far) == far);
    assert_false(s7_probe_over(far));
    assert_true(s7_probe_over(s7_posix_now()));
    s7_probe_heed(&ended);
    assert_true(s7_probe_look_up(far) < far);
    assert_true(s7_probe_look_up(1) == 1);
    assert_false(s7_probe_over(far));
    ended = 1;
    assert_true(s7_probe_over(far));
    s7_probe_heed(NULL);
    assert_false(s7_probe_over(far));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(non_blocking_and_not_inherited),
                                       cmocka_unit_test(waits_until_due_and_no_longer),
                                       cmocka_unit_test(who_heeds_looks_up_and_is_over_at_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
