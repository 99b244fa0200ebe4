/* SPDX-License-Identifier: MIT
 *
 * Places for connections: taken, given back, and what a turn of one leaves behind.  What a whole life looks like is in
 * the tests that every transport passes (tests/unit/net_uv, run here as like_net_uv_*).
 */
#include "net_posix/channel.h"

#include "unit/net_posix/pair.h"

static void places_are_limited_and_used_again(void **state)
{
    (void)state;
    struct s7_loop *loop = pair_loop(2);
    struct s7_channel *first = s7_channel_take(loop), *second = s7_channel_take(loop);
    assert_true(first && second && first != second);
    assert_null(s7_channel_take(loop));
    s7_channel_release(first);
    assert_true(loop->resume_listeners); /* whoever waits for a place may come */
    assert_ptr_equal(s7_channel_take(loop), first);
    s7_channel_release(first);
    s7_channel_release(second);
    assert_int_equal(loop->channels_used, 0);
    s7_loop_free(loop);
}

/* What one connection left there does not reach the next one. */
static void a_place_is_clean_when_it_is_taken(void **state)
{
    (void)state;
    int fd;
    struct s7_loop *loop = pair_loop(1);
    struct toy *toy = toy_new();
    struct s7_channel *channel = pair_start(loop, toy, &fd);
    channel->blocked = true;
    channel->kept_size = 3;
    channel->ready = true;
    s7_channel_end(channel, &(struct s7_fault){.error = S7_OK}, true, s7_posix_now());
    assert_ptr_equal(s7_channel_take(loop), channel);
    assert_int_equal(channel->kept_size, 0);
    assert_false(channel->ready || channel->blocked || channel->in_turn);
    assert_true(channel->grace_due == S7_TIME_NEVER);
    assert_null(channel->session);
    s7_channel_release(channel);
    close(fd);
    s7_loop_free(loop);
    free(toy);
}

static void a_wake_is_remembered_for_the_turn(void **state)
{
    (void)state;
    int fd;
    uint8_t octets[8];
    struct s7_loop *loop = pair_loop(1);
    struct toy *toy = toy_new();
    struct s7_channel *channel = pair_start(loop, toy, &fd);
    assert_int_equal(toy->ticks, 1);
    assert_int_equal(loop->counters.connections, 1);
    assert_false(channel->ready || channel->in_turn);
    toy_send(toy, (const uint8_t *)"news", 4);
    s7_session_wake(&toy->session);
    assert_true(channel->ready);
    assert_int_equal(peer_read(fd, octets, sizeof octets), -1); /* not from within wake() */
    s7_channel_serve(channel, s7_posix_now());
    assert_int_equal(peer_read(fd, octets, sizeof octets), 4);
    channel->ready = false;
    channel->in_turn = true;
    s7_session_wake(&toy->session);
    assert_false(channel->ready); /* the turn looks again anyway */
    channel->in_turn = false;
    close(fd);
    s7_channel_react(channel, POLLIN, s7_posix_now());
    assert_int_equal(toy->closed, 1);
    assert_int_equal(loop->channels_used, 0);
    assert_int_equal(loop->counters.connections, 0);
    s7_loop_free(loop);
    free(toy);
}

static void poll_is_asked_what_the_session_wants(void **state)
{
    (void)state;
    int fd;
    struct s7_loop *loop = pair_loop(1);
    struct toy *toy = toy_new();
    struct s7_channel *channel = pair_start(loop, toy, &fd);
    assert_int_equal(s7_channel_events(channel), POLLIN);
    channel->blocked = true;
    assert_int_equal(s7_channel_events(channel), POLLIN | POLLOUT);
    toy->deaf = true;
    assert_int_equal(s7_channel_events(channel), POLLOUT);
    channel->blocked = toy->deaf = false;
    channel->kept_size = 1; /* it has not taken what there is */
    assert_int_equal(s7_channel_events(channel), 0);
    toy->deaf = true;
    toy->end = S7_WANT_FIN; /* what comes now is thrown away */
    assert_int_equal(s7_channel_events(channel), POLLIN);
    channel->kept_size = 0;
    toy->end = 0;
    loop->stopping = true;
    assert_int_equal(s7_channel_want(channel), S7_WANT_FIN);
    toy->end = S7_WANT_RST;
    assert_int_equal(s7_channel_want(channel), S7_WANT_FIN | S7_WANT_RST);
    s7_channel_serve(channel, s7_posix_now());
    assert_int_equal(toy->closed, 1);
    close(fd);
    s7_loop_free(loop);
    free(toy);
}

static void deadlines_and_grace_are_due(void **state)
{
    (void)state;
    int fd;
    struct s7_loop *loop = pair_loop(1);
    struct toy *toy = toy_new();
    struct s7_channel *channel = pair_start(loop, toy, &fd);
    s7_time now = s7_posix_now();
    assert_true(s7_channel_due(channel) == S7_TIME_NEVER);
    toy->deadline = now + 5;
    assert_true(s7_channel_due(channel) == now + 5);
    s7_channel_expire(channel, now + 4);
    assert_int_equal(toy->ticks, 1); /* not yet */
    s7_channel_expire(channel, now + 5);
    assert_int_equal(toy->ticks, 2);
    toy->end = S7_WANT_FIN;
    s7_channel_serve(channel, now + 10);
    assert_true(s7_channel_due(channel) == now + 10 + GRACE_MS * S7_MILLISECOND);
    s7_channel_serve(channel, now + 20); /* the grace began once */
    assert_true(s7_channel_due(channel) == now + 10 + GRACE_MS * S7_MILLISECOND);
    s7_channel_expire(channel, s7_channel_due(channel));
    assert_int_equal(toy->closed, 1);
    assert_int_equal(toy->fault.error, S7_OK); /* everything was sent */
    close(fd);
    s7_loop_free(loop);
    free(toy);
}

/* POLLHUP comes unasked; who does not read would be told for ever. */
static void a_silent_session_is_not_polled_in_vain(void **state)
{
    (void)state;
    int fd;
    struct s7_loop *loop = pair_loop(1);
    struct toy *toy = toy_new();
    struct s7_channel *channel = pair_start(loop, toy, &fd);
    toy->deaf = true;
    close(fd);
    s7_channel_react(channel, POLLHUP, s7_posix_now());
    assert_int_equal(toy->closed, 1);
    assert_int_equal(toy->fault.error, S7_ERR_TCP_RESET);
    assert_null(toy->session.host);
    s7_loop_free(loop);
    free(toy);
}

static void nobody_is_ended_in_order(void **state)
{
    (void)state;
    int fd;
    uint8_t octet;
    struct s7_loop *loop = pair_loop(1);
    struct s7_channel *channel = pair_hold(loop, &fd);
    s7_channel_start(channel, NULL, s7_posix_now());
    assert_int_equal(channel->state, S7_CHANNEL_SHUT);
    assert_int_equal(peer_read(fd, &octet, 1), 0);
    close(fd);
    s7_channel_react(channel, POLLIN, s7_posix_now());
    assert_int_equal(channel->state, S7_CHANNEL_FREE);
    s7_loop_free(loop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_limited_and_used_again),
        cmocka_unit_test(a_place_is_clean_when_it_is_taken),
        cmocka_unit_test(a_wake_is_remembered_for_the_turn),
        cmocka_unit_test(poll_is_asked_what_the_session_wants),
        cmocka_unit_test(deadlines_and_grace_are_due),
        cmocka_unit_test(a_silent_session_is_not_polled_in_vain),
        cmocka_unit_test(nobody_is_ended_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
