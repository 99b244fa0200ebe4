/* SPDX-License-Identifier: MIT
 *
 * The session contract over a socket pair: order, back-pressure, no deadlock, every end.
 */
#include "check.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "net_posix/clock.h"
#include "net_posix/pump.h"

enum { MUCH = 3 * 1000 * 1000 };

static uint8_t pattern[MUCH];
static uint8_t received[MUCH];

struct toy {
    struct s7_session session;
    size_t sent, to_send; /* of the pattern */
    size_t taken, take_most;
    unsigned end;
    s7_time deadline;
    unsigned ticks, closed;
    struct s7_fault fault;
};

static size_t toy_input(void *self, const uint8_t *bytes, size_t size, s7_time now)
{
    (void)now;
    struct toy *toy = self;
    size_t taken = size < toy->take_most ? size : toy->take_most;
    assert_true(toy->taken + taken <= MUCH);
    memcpy(received + toy->taken, bytes, taken);
    toy->taken += taken;
    return taken;
}

static size_t toy_output(void *self, const uint8_t **ret_bytes)
{
    struct toy *toy = self;
    *ret_bytes = pattern + toy->sent;
    return toy->to_send - toy->sent;
}

static void toy_output_done(void *self, size_t size, s7_time now)
{
    (void)now;
    struct toy *toy = self;
    toy->sent += size;
    assert_true(toy->sent <= toy->to_send);
}

static unsigned toy_want(const void *self)
{
    const struct toy *toy = self;
    return toy->end | (toy->sent < toy->to_send ? S7_WANT_WRITE : 0u) | (toy->end ? 0u : S7_WANT_READ);
}

static s7_time toy_deadline(const void *self)
{
    const struct toy *toy = self;
    return toy->deadline;
}

static void toy_tick(void *self, s7_time now)
{
    struct toy *toy = self;
    toy->ticks++;
    if (toy->deadline <= now)
        toy->deadline = S7_TIME_NEVER;
}

static void toy_closed(void *self, const struct s7_fault *fault, s7_time now)
{
    (void)now;
    struct toy *toy = self;
    toy->closed++;
    toy->fault = *fault;
}

static const struct s7_session_ops toy_ops = {.input = toy_input,
                                              .output = toy_output,
                                              .output_done = toy_output_done,
                                              .want = toy_want,
                                              .deadline = toy_deadline,
                                              .tick = toy_tick,
                                              .closed = toy_closed};

static struct s7_pump pump;
static struct toy toy;

/* @return the other end */
static int start(void)
{
    int pair[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    toy = (struct toy){
        .session = {.ops = &toy_ops, .self = &toy}, .take_most = SIZE_MAX, .deadline = S7_TIME_NEVER};
    s7_pump_start(&pump, pair[0], 10 * S7_SECOND, &toy.session);
    assert_int_equal(toy.ticks, 1);
    return pair[1];
}

static void send_everything_then_read(int fd)
{
    for (size_t at = 0; at < MUCH;) {
        ssize_t n = send(fd, pattern + at, MUCH - at, MSG_NOSIGNAL);
        if (n <= 0)
            _exit(1);
        at += (size_t)n;
    }
    for (size_t at = 0; at < MUCH;) {
        ssize_t n = recv(fd, received + at, MUCH - at, 0);
        if (n <= 0)
            _exit(2);
        at += (size_t)n;
    }
    _exit(memcmp(received, pattern, MUCH) ? 3 : 0);
}

/* The other side reads nothing before all of its own is sent: whoever blocks in send() now waits for ever. */
static void both_sides_send_much_at_the_same_time(void **state)
{
    (void)state;
    int other = start();
    toy.to_send = MUCH;
    toy.take_most = 5000; /* less than arrives at once: the rest is offered again */
    pid_t child = fork();
    if (child == 0) {
        close(pump.fd);
        send_everything_then_read(other);
    }
    close(other);
    while (pump.fd >= 0)
        s7_pump_step(&pump, S7_TIME_NEVER);
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_int_equal(toy.sent, MUCH);
    assert_int_equal(toy.taken, MUCH);
    assert_memory_equal(received, pattern, MUCH);
    assert_int_equal(toy.closed, 1);
    assert_int_equal(toy.fault.error, S7_OK);
}

static void fin_follows_the_output_and_awaits_the_end(void **state)
{
    (void)state;
    uint8_t octets[100];
    int other = start();
    toy.to_send = 50;
    toy.end = S7_WANT_FIN;
    s7_time until = s7_posix_now() + 30 * S7_MILLISECOND;
    assert_int_equal(send(other, "unread", 6, 0), 6);
    while (pump.now < until)
        s7_pump_step(&pump, until);
    assert_int_equal(toy.closed, 0);
    assert_int_equal(recv(other, octets, sizeof octets, MSG_WAITALL), 50);
    assert_int_equal(recv(other, octets, sizeof octets, 0), 0);
    close(other);
    while (pump.fd >= 0)
        s7_pump_step(&pump, S7_TIME_NEVER);
    assert_int_equal(toy.closed, 1);
    assert_int_equal(toy.taken, 0);
    assert_int_equal(toy.fault.error, S7_OK);
}

/* Writing to nobody is a fault, not a signal that ends this program. */
static void other_side_is_gone(void **state)
{
    (void)state;
    close(start());
    toy.to_send = 50;
    while (pump.fd >= 0)
        s7_pump_step(&pump, S7_TIME_NEVER);
    assert_int_equal(toy.closed, 1);
    assert_int_equal(toy.fault.error, S7_ERR_TCP_RESET);
    assert_int_equal(toy.fault.sys_errno, EPIPE);
}

static void rst_ends_at_once(void **state)
{
    (void)state;
    int other = start();
    toy.to_send = 50;
    toy.end = S7_WANT_RST;
    s7_pump_step(&pump, S7_TIME_NEVER);
    assert_int_equal(pump.fd, -1);
    assert_int_equal(toy.closed, 1);
    assert_int_equal(toy.sent, 0);
    close(other);
}

static void deadline_ticks_not_before_its_time(void **state)
{
    (void)state;
    int other = start();
    toy.deadline = s7_posix_now() + 30 * S7_MILLISECOND;
    s7_time due = toy.deadline;
    while (toy.ticks == 1)
        s7_pump_step(&pump, S7_TIME_NEVER);
    assert_true(pump.now >= due);
    close(other);
    s7_pump_step(&pump, S7_TIME_NEVER);
    assert_int_equal(toy.closed, 1);
}

int main(void)
{
    signal(SIGPIPE, SIG_DFL); /* whoever started this program may have it ignored */
    for (size_t i = 0; i < MUCH; i++)
        pattern[i] = (uint8_t)(i * 31 + i / 251);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_sides_send_much_at_the_same_time),
        cmocka_unit_test(fin_follows_the_output_and_awaits_the_end),
        cmocka_unit_test(other_side_is_gone),
        cmocka_unit_test(rst_ends_at_once),
        cmocka_unit_test(deadline_ticks_not_before_its_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
