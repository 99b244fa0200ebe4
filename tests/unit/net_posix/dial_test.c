/* SPDX-License-Identifier: MIT
 *
 * What only this dialer does: places, shares of time.  The rest is in like_net_uv_attempt.
 */
#include "net_posix/dial.h"

#include "unit/net_posix/pair.h"

static struct s7_endpoint listening(int *ret_fd)
{
    struct s7_endpoint to = {.host = "127.0.0.1"};
    struct sockaddr_in any = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof any;
    *ret_fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(*ret_fd, (struct sockaddr *)(void *)&any, size), 0);
    assert_int_equal(listen(*ret_fd, 8), 0);
    assert_int_equal(getsockname(*ret_fd, (struct sockaddr *)(void *)&any, &size), 0);
    to.port = ntohs(any.sin_port);
    return to;
}

static void turn_until(struct s7_loop *loop, const unsigned *counter, unsigned value)
{
    s7_time give_up = s7_loop_now() + 30 * S7_SECOND;
    while (*counter != value) {
        assert_true(s7_loop_now() < give_up);
        assert_int_equal(s7_loop_turn(loop, 100), S7_OK);
    }
}

static void dialling_needs_a_place(void **state)
{
    (void)state;
    int fd;
    struct s7_endpoint to = listening(&fd);
    struct s7_loop *loop = pair_loop(1);
    struct s7_dialer *dialer = s7_loop_dialer(loop);
    struct toy *first = toy_new(), *second = toy_new();
    assert_int_equal(dialer->dial(dialer, &to, &first->session, 5 * S7_SECOND), S7_OK);
    assert_int_equal(dialer->dial(dialer, &to, &second->session, 5 * S7_SECOND), S7_ERR_LOCAL_LIMIT);
    turn_until(loop, &first->ticks, 1);
    first->redial = true; /* its place is free before its closed() */
    first->dialer = dialer;
    first->endpoint = to;
    first->end = S7_WANT_RST;
    s7_session_wake(&first->session);
    assert_int_equal(s7_loop_turn(loop, 0), S7_OK);
    first->end = 0;
    turn_until(loop, &first->ticks, 2);
    assert_int_equal(loop->counters.dialled, 2);
    assert_int_equal(loop->channels_used, 1);
    s7_loop_free(loop);
    assert_int_equal(first->closed, 1);
    assert_int_equal(second->closed + second->ticks, 0);
    free(first);
    free(second);
    close(fd);
}

/* The address that is connected from is the caller's choice; one that cannot be is as an address that is not reached. */
static void the_source_is_chosen(void **state)
{
    (void)state;
    int fd;
    struct s7_endpoint to = listening(&fd);
    struct s7_loop *loop = pair_loop(2);
    struct s7_dialer *dialer = s7_loop_dialer(loop);
    struct toy *toy = toy_new(), *stranger = toy_new();
    memcpy(to.source, "127.0.0.77", sizeof "127.0.0.77");
    assert_int_equal(dialer->dial(dialer, &to, &toy->session, 5 * S7_SECOND), S7_OK);
    turn_until(loop, &toy->ticks, 1);
    struct sockaddr_in from;
    socklen_t size = sizeof from;
    int served = accept(fd, (struct sockaddr *)(void *)&from, &size);
    assert_int_equal(ntohl(from.sin_addr.s_addr), 0x7F00004D);
    memcpy(to.source, "192.0.2.1", sizeof "192.0.2.1");
    assert_int_equal(dialer->dial(dialer, &to, &stranger->session, 5 * S7_SECOND), S7_OK);
    turn_until(loop, &stranger->closed, 1);
    assert_int_equal(stranger->ticks, 0);
    close(served);
    s7_loop_free(loop);
    free(toy);
    free(stranger);
    close(fd);
}

/* Three addresses: what the first has not used is shared by those that are left. */
static void every_address_gets_its_share(void **state)
{
    (void)state;
    struct s7_loop *loop = pair_loop(1);
    struct toy *toy = toy_new();
    struct s7_channel *channel = s7_channel_take(loop);
    struct s7_dial *dial = &channel->dial;
    int fd;
    struct s7_endpoint to = listening(&fd);
    s7_time now = s7_posix_now();
    *dial = (struct s7_dial){.address_count = 3, .started_at = now, .due = now + 4 * S7_SECOND};
    for (size_t i = 0; i < 3; i++)
        assert_true(s7_ip_parse("127.0.0.1", to.port, &dial->addresses[i]));
    channel->session = &toy->session;
    channel->state = S7_CHANNEL_DIALLED;
    channel->fd = socket(AF_INET, SOCK_STREAM, 0);
    dial->next = 1;
    s7_dial_expire(channel, now + S7_SECOND);
    assert_int_equal(dial->next, 2);
    assert_int_equal(dial->fault.error, S7_ERR_TCP_TIMEOUT);
    assert_true(dial->address_due == now + S7_SECOND + 3 * S7_SECOND / 2); /* two are left */
    s7_dial_expire(channel, dial->due);                                    /* no time for the last one */
    assert_int_equal(channel->state, S7_CHANNEL_REFUSED);
    assert_true(channel->ready);
    assert_int_equal(toy->closed, 0);
    s7_dial_fail(channel, now + 4 * S7_SECOND);
    assert_int_equal(toy->closed, 1);
    assert_int_equal(toy->fault.error, S7_ERR_TCP_TIMEOUT);
    assert_int_equal(toy->fault.elapsed_ms, 4000);
    assert_int_equal(toy->fault.phase, S7_PHASE_CONNECT);
    s7_loop_free(loop);
    free(toy);
    close(fd);
}

static void a_refused_address_is_followed_by_the_next(void **state)
{
    (void)state;
    int fd;
    struct s7_endpoint to = listening(&fd);
    struct s7_loop *loop = pair_loop(1);
    struct toy *toy = toy_new();
    struct s7_channel *channel = s7_channel_take(loop);
    s7_time now = s7_posix_now();
    channel->dial = (struct s7_dial){.address_count = 3, .started_at = now, .due = now + 20 * S7_SECOND};
    assert_true(
        s7_ip_parse("127.255.255.255", 102, &channel->dial.addresses[0])); /* refused within connect() */
    assert_true(s7_ip_parse("127.0.0.1", 1, &channel->dial.addresses[1])); /* nobody listens */
    assert_true(s7_ip_parse("127.0.0.1", to.port, &channel->dial.addresses[2]));
    channel->session = &toy->session;
    channel->state = S7_CHANNEL_DIALLED;
    channel->fd = socket(AF_INET, SOCK_STREAM, 0);
    s7_dial_expire(channel, now); /* begins with the first */
    turn_until(loop, &toy->ticks, 1);
    assert_int_equal(channel->dial.next, 3);
    s7_loop_free(loop);
    free(toy);
    close(fd);
}

static void a_cancelled_dial_says_so(void **state)
{
    (void)state;
    int fd;
    struct s7_endpoint to = listening(&fd);
    struct s7_loop *loop = pair_loop(1);
    struct toy *toy = toy_new();
    assert_int_equal(loop->dialer.dial(&loop->dialer, &to, &toy->session, 5 * S7_SECOND), S7_OK);
    s7_dial_cancel(&loop->channels[0]);
    assert_int_equal(toy->closed, 0);
    turn_until(loop, &toy->closed, 1);
    assert_int_equal(toy->fault.error, S7_ERR_LOCAL_CLOSED);
    assert_int_equal(toy->ticks, 0);
    assert_int_equal(loop->channels_used, 0);
    s7_loop_free(loop);
    free(toy);
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dialling_needs_a_place),
        cmocka_unit_test(the_source_is_chosen),
        cmocka_unit_test(every_address_gets_its_share),
        cmocka_unit_test(a_refused_address_is_followed_by_the_next),
        cmocka_unit_test(a_cancelled_dial_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
