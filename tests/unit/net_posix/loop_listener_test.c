/* SPDX-License-Identifier: MIT
 *
 * What only this listener does: places run out, listening ends early.  The rest is in like_net_uv_listener.
 */
#include "net_posix/loop_listener.h"

#include <sys/resource.h>

#include "unit/net_posix/pair.h"

struct scene {
    struct s7_loop *loop;
    struct toy_shop shop;
    struct s7_loop_listener *listener;
    uint16_t port;
    s7_time give_up;
};

static void set_up(struct scene *scene, uint16_t places, size_t toys)
{
    struct s7_fault fault;
    memset(scene, 0, sizeof *scene);
    scene->loop = pair_loop(places);
    scene->shop.acceptor.accept = toy_accept;
    scene->shop.toy_count = toys;
    for (size_t i = 0; i < toys; i++)
        scene->shop.toys[i] = toy_new();
    scene->give_up = s7_loop_now() + 30 * S7_SECOND;
    assert_int_equal(
        s7_loop_listen(scene->loop, "127.0.0.1", 0, &scene->shop.acceptor, &scene->listener, &fault), S7_OK);
    scene->port = s7_loop_port(scene->listener);
}

static void tear_down(struct scene *scene)
{
    s7_loop_free(scene->loop);
    for (size_t i = 0; i < scene->shop.toy_count; i++) {
        assert_int_equal(scene->shop.toys[i]->closed, i < scene->shop.given);
        free(scene->shop.toys[i]);
    }
}

#define turn_until(scene, condition)                                                                           \
    while (!(condition)) {                                                                                     \
        assert_true(s7_loop_now() < (scene)->give_up);                                                         \
        assert_int_equal(s7_loop_turn((scene)->loop, 10), S7_OK);                                              \
    }

/* With all places in use the next caller waits in the system's backlog, and nobody looks at it in vain. */
static void callers_wait_for_a_place(void **state)
{
    (void)state;
    struct scene scene;
    uint8_t octet;
    set_up(&scene, 1, 2);
    scene.shop.toys[1]->echo = true;
    int first = peer_socket(scene.port), second = peer_socket(scene.port);
    turn_until(&scene, scene.shop.given == 1);
    assert_int_equal(send(second, "x", 1, 0), 1);
    assert_false(s7_loop_listener_waiting(scene.listener));
    unsigned turns = 0;
    for (s7_time until = s7_loop_now() + 50 * S7_MILLISECOND; s7_loop_now() < until; turns++)
        assert_int_equal(s7_loop_turn(scene.loop, 50), S7_OK);
    assert_true(turns <= 3);
    assert_int_equal(scene.shop.asked, 1);
    close(first);
    turn_until(&scene, scene.shop.given == 2);
    turn_until(&scene, peer_read(second, &octet, 1) == 1);
    assert_int_equal(scene.loop->counters.fd_limit, 0);
    close(second);
    tear_down(&scene);
}

/* Who called at the descriptor limit has gone when there are descriptors again: the next caller is heard at once. */
static void who_gave_up_makes_nobody_deaf(void **state)
{
    (void)state;
    struct scene scene;
    struct rlimit limit, none;
    set_up(&scene, 2, 1);
    int first = peer_socket(scene.port);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    none = limit;
    none.rlim_cur = (rlim_t)first + 1; /* poll() wants no fewer than it looks at */
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    turn_until(&scene, scene.loop->counters.fd_limit == 1);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
    int taken = accept(scene.listener->fd, NULL, NULL); /* as a system does that forgets an aborted call */
    assert_true(taken >= 0);
    turn_until(&scene, scene.loop->retry_due == S7_TIME_NEVER);
    assert_int_equal(scene.shop.given, 0);
    int second = peer_socket(scene.port);
    turn_until(&scene, scene.shop.given == 1);
    close(taken);
    close(first);
    close(second);
    tear_down(&scene);
}

static void listeners_are_limited_and_used_again(void **state)
{
    (void)state;
    struct scene scene;
    struct s7_fault fault = {0};
    struct s7_loop_listener *more[4] = {NULL};
    set_up(&scene, 1, 0); /* one of four is in use */
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(s7_loop_listen(scene.loop, "127.0.0.1", 0, &scene.shop.acceptor, &more[i], &fault),
                         S7_OK);
    assert_int_equal(s7_loop_listen(scene.loop, "127.0.0.1", 0, &scene.shop.acceptor, &more[3], &fault),
                     S7_ERR_LOCAL_LIMIT);
    assert_int_equal(fault.error, S7_ERR_LOCAL_LIMIT);
    assert_null(more[3]);
    uint16_t port = s7_loop_port(more[1]);
    s7_loop_unlisten(more[1]);
    assert_int_equal(s7_loop_listen(scene.loop, "127.0.0.1", port, &scene.shop.acceptor, NULL, &fault), S7_OK);
    tear_down(&scene);
}

static void who_was_accepted_stays_when_listening_ends(void **state)
{
    (void)state;
    struct scene scene;
    uint8_t octet;
    set_up(&scene, 2, 1);
    scene.shop.toys[0]->echo = true;
    int fd = peer_socket(scene.port);
    turn_until(&scene, scene.shop.given == 1);
    int held = peer_socket(scene.port); /* accepted by the system; the acceptor says later */
    turn_until(&scene, scene.shop.asked == 2);
    s7_loop_unlisten(scene.listener);
    turn_until(&scene, peer_read(held, &octet, 1) == 0);
    assert_int_equal(send(fd, "x", 1, 0), 1);
    turn_until(&scene, peer_read(fd, &octet, 1) == 1);
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(scene.port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int late = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(connect(late, (struct sockaddr *)(void *)&to, sizeof to), -1);
    assert_int_equal(errno, ECONNREFUSED);
    close(late);
    close(held);
    close(fd);
    tear_down(&scene);
}

static struct scene *stage;

static enum s7_accept only_this_one(struct s7_acceptor *acceptor, const struct s7_peer *peer, s7_time now,
                                    struct s7_session **ret_session)
{
    (void)acceptor, (void)peer, (void)now, (void)ret_session;
    stage->shop.asked++;
    s7_loop_unlisten(stage->listener);
    return S7_ACCEPT_LATER;
}

/* Later never comes: the caller is ended in order, and the listener is not touched any more. */
static void an_acceptor_may_end_the_listening(void **state)
{
    (void)state;
    struct scene scene;
    uint8_t octet;
    stage = &scene;
    set_up(&scene, 4, 0);
    scene.shop.acceptor.accept = only_this_one;
    int first = peer_socket(scene.port), second = peer_socket(scene.port);
    turn_until(&scene, peer_read(first, &octet, 1) == 0);
    turn_until(&scene, peer_read(second, &octet, 1) == -ECONNRESET);
    assert_int_equal(scene.shop.asked, 1);
    close(first);
    close(second);
    tear_down(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(callers_wait_for_a_place),
        cmocka_unit_test(who_gave_up_makes_nobody_deaf),
        cmocka_unit_test(listeners_are_limited_and_used_again),
        cmocka_unit_test(who_was_accepted_stays_when_listening_ends),
        cmocka_unit_test(an_acceptor_may_end_the_listening),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
