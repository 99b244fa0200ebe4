/* SPDX-License-Identifier: MIT
 *
 * When streams on the ready list are served, told by a diary of what happened in one turn of the loop.
 */
#include "net_uv/ready.h"

#include "unit/net_uv/diary.h"

#include <netinet/in.h>

static void woken_before_the_poll_phase_is_served_before_it(void **state)
{
    (void)state;
    wake(1);
    diary_reads(""); /* never from within wake() */
    poll_next(NULL);
    turn();
    diary_reads("Bp");
}

static void wake_two(void)
{
    wake(2);
    wake(0);
}

static void woken_in_the_poll_phase_is_served_right_after_it(void **state)
{
    (void)state;
    poll_next(wake_two);
    turn();
    diary_reads("pCA"); /* in the order of waking, and in the same turn */
}

/* A wakes B in its own turn: not within it, not in a later turn of the loop. */
static void woken_while_the_list_is_served_is_served_in_the_next_phase(void **state)
{
    (void)state;
    stage.actors[0].wakes = &stage.actors[1];
    wake(0);
    poll_next(NULL);
    turn();
    diary_reads("ApB");
    stage.actors[1].wakes =
        &stage.actors[2]; /* in the last phase of a turn: then in the next turn, without delay */
    poll_next(wake_two);
    stage.actors[2].wakes = &stage.actors[1];
    turn();
    diary_reads("pCA");
    assert_int_equal(uv_backend_timeout(&stage.loop), 0);
    poll_next(NULL);
    turn();
    diary_reads("BpC");
}

static void waking_twice_is_waking_once(void **state)
{
    (void)state;
    wake(0);
    wake(1);
    wake(0);
    wake(0);
    poll_next(NULL);
    turn();
    diary_reads("ABp");
    turn();
    diary_reads("");
    wake(0); /* and the list takes it again */
    turn();
    diary_reads("A");
}

/* Only a list that is not empty keeps the loop from blocking. */
static void an_empty_list_lets_the_loop_sleep(void **state)
{
    (void)state;
    assert_true(uv_backend_timeout(&stage.loop) != 0);
    assert_false(stage.uv->serving);
    wake(0);
    assert_int_equal(uv_backend_timeout(&stage.loop), 0);
    turn();
    assert_true(uv_backend_timeout(&stage.loop) != 0);
    assert_false(stage.uv->serving);
    assert_null(stage.uv->ready_first);
    assert_null(stage.uv->ready_last);
}

/* A stream that ends while it is on the list stays in memory until the list has let go of it. */
static void a_stream_that_ended_meanwhile_is_not_served(void **state)
{
    const struct s7_fault end = {.error = S7_OK};
    (void)state;
    wake(0);
    wake(1);
    s7_stream_end(stage.actors[0].stream, &end, false, s7_uv_now());
    assert_true(stage.actors[0].closed);
    turn();
    diary_reads("B");
    stage.actors[1].ends = true; /* or in its turn, which was woken */
    wake(1);
    wake(2);
    turn();
    diary_reads("BC");
    assert_true(stage.actors[1].closed);
}

static unsigned asked;

static enum s7_accept not_yet(struct s7_acceptor *acceptor, const struct s7_peer *peer, s7_time now,
                              struct s7_session **ret_session)
{
    (void)acceptor, (void)peer, (void)now, (void)ret_session;
    asked++;
    return S7_ACCEPT_LATER;
}

/* A listener pauses when its acceptor wants no more; resumed, it asks again about whoever waits. */
static void listeners_that_paused_go_on_when_they_are_resumed(void **state)
{
    struct s7_acceptor acceptor = {.accept = not_yet};
    struct s7_uv_listener *listener = NULL;
    struct s7_fault fault;
    (void)state;
    asked = 0;
    assert_int_equal(s7_uv_listen(stage.uv, "127.0.0.1", 0, &acceptor, &listener, &fault), S7_OK);
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(s7_uv_port(listener))};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)(void *)&to, sizeof to), 0);
    while (asked == 0)
        turn();
    s7_ready_resume(stage.uv);
    s7_ready_resume(stage.uv);
    assert_int_equal(asked, 1); /* never from within */
    assert_int_equal(uv_backend_timeout(&stage.loop), 0);
    turn();
    assert_int_equal(asked, 2);
    assert_false(stage.uv->resume_listeners);
    assert_false(stage.uv->serving);
    turn();
    assert_int_equal(asked, 2);
    diary_reads(""); /* no stream is asked for that */
    close(fd);
}

int main(void)
{
#define STAGE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        STAGE(woken_before_the_poll_phase_is_served_before_it),
        STAGE(woken_in_the_poll_phase_is_served_right_after_it),
        STAGE(woken_while_the_list_is_served_is_served_in_the_next_phase),
        STAGE(waking_twice_is_waking_once),
        STAGE(an_empty_list_lets_the_loop_sleep),
        STAGE(a_stream_that_ended_meanwhile_is_not_served),
        STAGE(listeners_that_paused_go_on_when_they_are_resumed),
    };
#undef STAGE
    return cmocka_run_group_tests(tests, NULL, NULL);
}
