/* SPDX-License-Identifier: MIT
 *
 * Turning: what is waited for, for how long, in which order it is served, and in whose event loop.
 */
#include "unit/net_posix/pair.h"

#include <signal.h>
#include <sys/time.h>

enum { MOST = 64 };

static struct pollfd fds[MOST];

static size_t ask(struct s7_loop *loop, int *ret_timeout_ms)
{
    size_t count = s7_loop_pollfds(loop, fds, MOST, ret_timeout_ms);
    assert_true(count <= MOST);
    return count;
}

static void entries_are_handed_out_whole_or_not_at_all(void **state)
{
    (void)state;
    int timeout_ms = 4711;
    struct s7_loop *loop = pair_loop(3); /* and 4 listeners, and what s7_loop_stop() rings */
    fds[0].fd = -5;
    assert_int_equal(s7_loop_pollfds(loop, fds, 7, &timeout_ms), 8);
    assert_int_equal(fds[0].fd, -5);
    assert_int_equal(timeout_ms, 4711);
    assert_int_equal(s7_loop_pollfds(loop, fds, 8, &timeout_ms), 1);
    assert_int_equal(timeout_ms, -1); /* nothing is due */
    s7_loop_free(loop);
}

static void the_timeout_follows_the_earliest_deadline(void **state)
{
    (void)state;
    int near_fd, far_fd, timeout_ms;
    struct s7_loop *loop = pair_loop(2);
    struct toy *near = toy_new(), *far = toy_new();
    pair_start(loop, far, &far_fd);
    pair_start(loop, near, &near_fd);
    near->deadline = s7_loop_now() + 10 * S7_SECOND;
    far->deadline = s7_loop_now() + 1000 * S7_SECOND;
    assert_int_equal(ask(loop, &timeout_ms), 3);
    assert_true(timeout_ms > 9000 && timeout_ms <= 10000);
    s7_session_wake(&far->session);
    ask(loop, &timeout_ms);
    assert_int_equal(timeout_ms, 0); /* somebody was woken */
    s7_loop_serve(loop, fds, 3);
    near->deadline = s7_loop_now() - 1;
    ask(loop, &timeout_ms);
    assert_int_equal(timeout_ms, 0);
    s7_loop_serve(loop, fds, 3);
    assert_int_equal(near->ticks, 2);
    assert_int_equal(far->ticks, 1);
    s7_loop_stop(loop);
    ask(loop, &timeout_ms);
    assert_int_equal(timeout_ms, 0);
    s7_loop_free(loop);
    close(near_fd);
    close(far_fd);
    free(near);
    free(far);
}

/* An event loop of somebody else: other descriptors stand before and behind ours. */
static void it_serves_in_an_event_loop_of_ones_own(void **state)
{
    (void)state;
    int fd, pipe_fds[2], timeout_ms;
    uint8_t octets[8];
    struct s7_loop *loop = pair_loop(2);
    struct toy *toy = toy_new();
    toy->echo = true;
    pair_start(loop, toy, &fd);
    assert_int_equal(pipe(pipe_fds), 0);
    assert_int_equal(send(fd, "ping", 4, 0), 4);
    struct pollfd all[MOST] = {{.fd = pipe_fds[0], .events = POLLIN}};
    size_t ours = s7_loop_pollfds(loop, all + 1, MOST - 2, &timeout_ms);
    all[1 + ours] = (struct pollfd){.fd = pipe_fds[0], .events = POLLIN};
    assert_int_equal(poll(all, ours + 2, 10000), 1);
    s7_loop_serve(loop, all + 1, ours);
    assert_int_equal(peer_read(fd, octets, sizeof octets), 4);
    assert_memory_equal(octets, "ping", 4);

    /* entries of another descriptor are not taken for ours */
    assert_int_equal(send(fd, "pong", 4, 0), 4);
    ours = s7_loop_pollfds(loop, all, MOST, &timeout_ms);
    assert_int_equal(poll(all, ours, 10000), 1);
    for (size_t i = 0; i < ours; i++)
        all[i].fd = pipe_fds[0];
    s7_loop_serve(loop, all, ours);
    assert_int_equal(toy->in_size, 4);
    s7_loop_serve(loop, NULL, 0);
    assert_int_equal(s7_loop_turn(loop, 10000), S7_OK);
    assert_int_equal(toy->in_size, 8);
    s7_loop_free(loop);
    close(fd);
    close(pipe_fds[0]);
    close(pipe_fds[1]);
    free(toy);
}

static struct s7_loop *turned;
static struct toy *bystander;
static int answer_within;

static void turn_within(void *self, s7_time now)
{
    struct pollfd none = {.fd = -1};
    toy_tick(self, now);
    answer_within = s7_loop_turn(turned, 0);
    s7_session_wake(&bystander->session);
    unsigned outputs = bystander->outputs;
    toy_send(bystander, (const uint8_t *)"x", 1);
    s7_loop_serve(turned, &none, 1);
    assert_int_equal(bystander->outputs, outputs); /* not within the turn of another one */
}

static void a_turn_within_a_turn_is_refused(void **state)
{
    (void)state;
    int fd, other_fd;
    uint8_t octet;
    struct s7_loop *loop = turned = pair_loop(2);
    struct toy *toy = toy_new();
    struct s7_session_ops ops = toy_ops;
    pair_start(loop, toy, &fd);
    bystander = toy_new();
    pair_start(loop, bystander, &other_fd);
    ops.tick = turn_within;
    toy->session.ops = &ops;
    toy->deadline = 0;
    assert_int_equal(s7_loop_turn(loop, 0), S7_OK);
    assert_int_equal(toy->ticks, 2);
    assert_int_equal(answer_within, S7_ERR_LOCAL_BUSY);
    assert_int_equal(peer_read(other_fd, &octet, 1), 1); /* but in this one */
    s7_loop_free(loop);
    close(fd);
    close(other_fd);
    free(toy);
    free(bystander);
}

static void on_alarm(int number)
{
    (void)number;
}

static void a_signal_ends_the_waiting_and_nothing_else(void **state)
{
    (void)state;
    int fd;
    const struct sigaction action = {.sa_handler = on_alarm};
    const struct itimerval soon = {.it_value = {0, 20000}};
    struct sigaction before;
    struct s7_loop *loop = pair_loop(1);
    struct toy *toy = toy_new();
    pair_start(loop, toy, &fd);
    sigaction(SIGALRM, &action, &before);
    setitimer(ITIMER_REAL, &soon, NULL);
    assert_int_equal(s7_loop_turn(loop, -1), S7_OK); /* nothing else would end it */
    sigaction(SIGALRM, &before, NULL);
    assert_int_equal(toy->closed, 0);
    assert_int_equal(toy->inputs, 0);
    s7_loop_free(loop);
    close(fd);
    free(toy);
}

static void running_ends_at_its_time(void **state)
{
    (void)state;
    struct s7_loop *loop = pair_loop(1);
    s7_time started = s7_loop_now();
    assert_int_equal(s7_loop_run(loop, started + 30 * S7_MILLISECOND), S7_OK);
    s7_time took = s7_loop_now() - started;
    assert_true(took >= 30 * S7_MILLISECOND && took < 10 * S7_SECOND);
    assert_false(s7_loop_stopped(loop));
    assert_int_equal(s7_loop_run(loop, started), S7_OK); /* long past */
    s7_loop_free(loop);
}

/* A program that is late with every scan still serves its partners in each, and can be stopped. */
static void a_late_scan_is_served(void **state)
{
    (void)state;
    int fd;
    uint8_t octet;
    struct s7_loop *loop = pair_loop(1);
    struct toy *toy = toy_new();
    toy->echo = true;
    pair_start(loop, toy, &fd);
    s7_time past = s7_loop_now() - S7_SECOND;
    assert_int_equal(send(fd, "x", 1, 0), 1);
    assert_int_equal(s7_loop_run(loop, past), S7_OK);
    assert_int_equal(recv(fd, &octet, 1, 0), 1);
    close(fd);
    s7_loop_stop(loop);
    assert_int_equal(s7_loop_run(loop, past), S7_OK);
    assert_true(s7_loop_stopped(loop));
    assert_int_equal(s7_loop_run(loop, S7_TIME_NEVER), S7_OK);
    s7_loop_free(loop);
    free(toy);
}

/* Whoever floods its channel does not stop its own clock, nor that of the others. */
static void deadlines_are_kept_under_load(void **state)
{
    (void)state;
    int busy_fd, idle_fd;
    static uint8_t flood[150000];
    struct s7_loop *loop = pair_loop(2);
    struct toy *busy = toy_new(), *idle = toy_new();
    pair_start(loop, busy, &busy_fd);
    pair_start(loop, idle, &idle_fd);
    busy->deadline = idle->deadline = s7_loop_now() + 5 * S7_MILLISECOND;
    s7_time give_up = s7_loop_now() + 30 * S7_SECOND;
    while (busy->ticks < 2 || idle->ticks < 2) {
        assert_true(s7_loop_now() < give_up);
        busy->in_size = 0;
        ssize_t sent = send(busy_fd, flood, sizeof flood, MSG_NOSIGNAL);
        assert_true(sent > 0 || errno == EAGAIN);
        assert_int_equal(s7_loop_turn(loop, 0), S7_OK);
    }
    s7_loop_free(loop);
    close(busy_fd);
    close(idle_fd);
    free(busy);
    free(idle);
}

/* What one of them receives makes output for the others: it leaves in the same turn, whichever place they have. */
static void who_is_woken_is_served_in_the_same_turn(void **state)
{
    (void)state;
    int fds_of[3];
    uint8_t octet;
    struct s7_loop *loop = pair_loop(3);
    struct toy *toys[3];
    for (size_t i = 0; i < 3; i++) {
        toys[i] = toy_new();
        pair_start(loop, toys[i], &fds_of[i]);
    }
    toys[1]->push_to = toys[0];
    assert_int_equal(send(fds_of[1], "x", 1, 0), 1);
    assert_int_equal(s7_loop_turn(loop, 1000), S7_OK);
    assert_int_equal(peer_read(fds_of[0], &octet, 1), 1);
    toys[1]->push_to = toys[2];
    assert_int_equal(send(fds_of[1], "y", 1, 0), 1);
    assert_int_equal(s7_loop_turn(loop, 1000), S7_OK);
    assert_int_equal(peer_read(fds_of[2], &octet, 1), 1);
    s7_loop_free(loop);
    for (size_t i = 0; i < 3; i++) {
        close(fds_of[i]);
        free(toys[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_are_handed_out_whole_or_not_at_all),
        cmocka_unit_test(the_timeout_follows_the_earliest_deadline),
        cmocka_unit_test(it_serves_in_an_event_loop_of_ones_own),
        cmocka_unit_test(a_turn_within_a_turn_is_refused),
        cmocka_unit_test(a_signal_ends_the_waiting_and_nothing_else),
        cmocka_unit_test(running_ends_at_its_time),
        cmocka_unit_test(a_late_scan_is_served),
        cmocka_unit_test(deadlines_are_kept_under_load),
        cmocka_unit_test(who_is_woken_is_served_in_the_same_turn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
