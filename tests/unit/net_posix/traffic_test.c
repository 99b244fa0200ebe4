/* SPDX-License-Identifier: MIT */
#include "net_posix/traffic.h"

#include "unit/net_posix/pair.h"

#include <signal.h>

enum { MUCH = 40 * S7_LOOP_CHUNK_SIZE };

static uint8_t pattern[MUCH];

struct scene {
    struct s7_loop *loop;
    struct toy *toy;
    struct s7_channel *channel;
    int fd;
};

static void set_up(struct scene *scene)
{
    scene->loop = pair_loop(1);
    scene->toy = toy_new();
    scene->channel = pair_start(scene->loop, scene->toy, &scene->fd);
    scene->channel->in_turn = true; /* as in every turn */
}

static void tear_down(struct scene *scene)
{
    if (scene->fd >= 0)
        close(scene->fd);
    s7_loop_free(scene->loop);
    assert_int_equal(scene->toy->closed, 1);
    free(scene->toy);
}

static void a_turn_is_bounded(void **state)
{
    (void)state;
    struct scene scene;
    set_up(&scene);
    assert_int_equal(send(scene.fd, pattern, MUCH, 0), MUCH);
    for (size_t before = 0; before < MUCH; before = scene.toy->in_size) {
        scene.channel->ready = false;
        assert_true(s7_traffic_run(scene.channel, true, s7_posix_now()));
        assert_in_range(scene.toy->in_size - before, 1, 4 * S7_LOOP_CHUNK_SIZE);
        /* The rest in the next turn, after everybody else. */
        assert_true(scene.channel->ready || scene.toy->in_size == MUCH);
    }
    assert_int_equal(scene.toy->in_size, MUCH);
    assert_memory_equal(scene.toy->in, pattern, MUCH);
    assert_true(scene.loop->counters.octets_in == MUCH);
    tear_down(&scene);
}

static void what_is_not_taken_is_kept_and_offered_again(void **state)
{
    (void)state;
    struct scene scene;
    set_up(&scene);
    scene.toy->out_room = 10;
    scene.toy->echo = true; /* takes input while there is room for the answer */
    assert_int_equal(send(scene.fd, pattern, 100, 0), 100);
    scene.channel->blocked = true; /* and the answer cannot leave */
    assert_true(s7_traffic_run(scene.channel, true, s7_posix_now()));
    assert_int_equal(scene.toy->in_size, 10);
    assert_int_equal(scene.channel->kept_size, 90);
    scene.channel->blocked = false;
    assert_true(s7_traffic_run(scene.channel, false, s7_posix_now()));
    assert_int_equal(scene.toy->in_size, 100);
    assert_int_equal(scene.channel->kept_size, 0);
    uint8_t back[100];
    assert_int_equal(recv(scene.fd, back, sizeof back, 0), 100);
    assert_memory_equal(back, pattern, 100);
    tear_down(&scene);
}

static void a_full_socket_blocks_output_and_nothing_else(void **state)
{
    (void)state;
    struct scene scene;
    set_up(&scene);
    toy_send(scene.toy, pattern, MUCH);
    for (int i = 0; i < 100 && !scene.channel->blocked; i++) {
        scene.toy->out_size = MUCH;
        assert_true(s7_traffic_run(scene.channel, false, s7_posix_now()));
    }
    assert_true(scene.channel->blocked);
    unsigned outputs = scene.toy->outputs;
    assert_int_equal(send(scene.fd, "still", 5, 0), 5);
    assert_true(s7_traffic_run(scene.channel, true, s7_posix_now()));
    assert_int_equal(scene.toy->in_size, 5);
    assert_int_equal(scene.toy->outputs, outputs);
    tear_down(&scene);
}

static void output_then_fin(void **state)
{
    (void)state;
    struct scene scene;
    uint8_t octets[8];
    set_up(&scene);
    toy_send(scene.toy, (const uint8_t *)"bye", 3);
    scene.toy->end = S7_WANT_FIN;
    assert_true(s7_traffic_run(scene.channel, false, s7_posix_now()));
    assert_int_equal(scene.channel->state, S7_CHANNEL_SHUT);
    assert_int_equal(peer_read(scene.fd, octets, sizeof octets), 3);
    assert_int_equal(peer_read(scene.fd, octets, sizeof octets), 0);
    toy_send(scene.toy, (const uint8_t *)"no", 2); /* our end is over: nobody is asked for more */
    assert_true(s7_traffic_run(scene.channel, false, s7_posix_now()));
    assert_int_equal(scene.toy->out_size, 2);
    tear_down(&scene);
}

/* The peer has shut its end after the question; the answer still goes out before we see that. */
static void a_half_closed_peer_gets_its_answer(void **state)
{
    (void)state;
    struct scene scene;
    uint8_t octets[16];
    set_up(&scene);
    scene.toy->echo = true;
    assert_int_equal(send(scene.fd, "question", 8, 0), 8);
    assert_int_equal(shutdown(scene.fd, SHUT_WR), 0);
    assert_true(s7_traffic_run(scene.channel, true, s7_posix_now()));
    assert_false(s7_traffic_run(scene.channel, true, s7_posix_now()));
    assert_int_equal(peer_read(scene.fd, octets, sizeof octets), 8);
    assert_int_equal(peer_read(scene.fd, octets, sizeof octets), 0);
    assert_int_equal(scene.toy->fault.error, S7_OK);
    tear_down(&scene);
}

/* Nobody is there any more, and the session wants to send: a fault, and no signal, which would end this program. */
static void sending_to_nobody_raises_no_signal(void **state)
{
    (void)state;
    struct scene scene;
    set_up(&scene);
    close(scene.fd);
    toy_send(scene.toy, pattern, 10);
    assert_false(s7_traffic_run(scene.channel, false, s7_posix_now()));
    assert_int_equal(scene.toy->fault.error, S7_ERR_TCP_RESET);
    assert_int_equal(scene.toy->fault.sys_errno, EPIPE);
    scene.fd = -1;
    tear_down(&scene);
}

static void rst_ends_at_once(void **state)
{
    (void)state;
    struct scene scene;
    set_up(&scene);
    toy_send(scene.toy, pattern, 10);
    scene.toy->end = S7_WANT_RST;
    assert_false(s7_traffic_run(scene.channel, true, s7_posix_now()));
    assert_int_equal(scene.toy->out_size, 10);
    assert_int_equal(scene.channel->state, S7_CHANNEL_FREE);
    tear_down(&scene);
}

int main(void)
{
    signal(SIGPIPE, SIG_DFL); /* whoever started this program may have it ignored */
    pattern_fill(pattern, sizeof pattern);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_turn_is_bounded),
        cmocka_unit_test(what_is_not_taken_is_kept_and_offered_again),
        cmocka_unit_test(a_full_socket_blocks_output_and_nothing_else),
        cmocka_unit_test(output_then_fin),
        cmocka_unit_test(a_half_closed_peer_gets_its_answer),
        cmocka_unit_test(sending_to_nobody_raises_no_signal),
        cmocka_unit_test(rst_ends_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
