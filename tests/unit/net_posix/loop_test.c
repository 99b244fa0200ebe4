/* SPDX-License-Identifier: MIT
 *
 * Making a loop, with and without the heap, and ending it, from wherever.
 */
#include "net_posix/loop.h"

#include "unit/net_posix/pair.h"

#include <pthread.h>
#include <signal.h>
#include <stdalign.h>
#include <sys/resource.h>
#include <sys/time.h>

static size_t open_descriptors(void)
{
    size_t count = 0;
    for (int fd = 0; fd < 1024; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    return count;
}

static void sizes_follow_the_configuration(void **state)
{
    (void)state;
    struct s7_loop_config config;
    s7_loop_config_default(&config);
    config.connection_count = 1;
    config.listener_count = 0;
    size_t one = s7_loop_size(&config);
    assert_true(one > 0);
    config.connection_count = S7_LOOP_CONNECTIONS_MAX;
    assert_true(s7_loop_size(&config) >= one + 255 * (size_t)S7_LOOP_CHUNK_SIZE);
    config.connection_count = S7_LOOP_CONNECTIONS_MAX + 1;
    assert_int_equal(s7_loop_size(&config), 0);
    config.connection_count = 0;
    assert_int_equal(s7_loop_size(&config), 0);
    s7_loop_config_default(&config);
    config.listener_count = S7_LOOP_LISTENERS_MAX + 1;
    assert_int_equal(s7_loop_size(&config), 0);
    s7_loop_config_default(&config);
    config.backlog = -1;
    assert_int_equal(s7_loop_size(&config), 0);
    struct s7_loop *loop = NULL;
    assert_int_equal(s7_loop_new(&config, &loop), S7_ERR_LOCAL_ARGUMENT);
    assert_null(loop);
}

static void memory_must_be_large_enough_and_aligned(void **state)
{
    (void)state;
    static alignas(max_align_t) uint8_t memory[100000];
    struct s7_loop_config config;
    struct s7_loop *loop = NULL;
    size_t before = open_descriptors();
    s7_loop_config_default(&config);
    config.connection_count = 4;
    size_t size = s7_loop_size(&config);
    assert_true(size < sizeof memory);
    assert_int_equal(s7_loop_init(memory, size - 1, &config, &loop), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(s7_loop_init(memory + 1, size, &config, &loop), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(s7_loop_init(NULL, size, &config, &loop), S7_ERR_LOCAL_ARGUMENT);
    assert_null(loop);
    assert_int_equal(open_descriptors(), before);
    memset(memory, 0xA5, sizeof memory); /* whatever lies there */
    assert_int_equal(s7_loop_init(memory, size, &config, &loop), S7_OK);
    assert_int_equal(open_descriptors(), before + 2);
    assert_int_equal(s7_loop_turn(loop, 0), S7_OK);
    s7_loop_done(loop);
    assert_int_equal(open_descriptors(), before);
    for (size_t i = size; i < sizeof memory; i++)
        assert_int_equal(memory[i], 0xA5);
}

static void without_descriptors_there_is_no_loop(void **state)
{
    (void)state;
    struct rlimit limit, none;
    struct s7_loop *loop = NULL;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    none = limit;
    none.rlim_cur = 1;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    int error = s7_loop_new(NULL, &loop);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
    assert_int_equal(error, S7_ERR_LOCAL_SYSTEM);
    assert_null(loop);
}

/* Freed in the middle of everything: each session hears of it, and no descriptor is left. */
static void done_cuts_off_whatever_is_open(void **state)
{
    (void)state;
    int fd, held_fd;
    uint8_t octet;
    struct s7_fault fault;
    size_t before = open_descriptors();
    struct s7_loop *loop = pair_loop(4);
    struct toy *open = toy_new(), *dialled = toy_new();
    struct toy_shop shop = {.acceptor.accept = toy_accept};
    struct s7_loop_listener *listener;
    assert_int_equal(s7_loop_listen(loop, "127.0.0.1", 0, &shop.acceptor, &listener, &fault), S7_OK);
    pair_start(loop, open, &fd);
    held_fd = peer_socket(s7_loop_port(listener));
    assert_int_equal(s7_loop_turn(loop, 1000), S7_OK);
    assert_non_null(listener->held);
    struct s7_endpoint to = {.host = "127.0.0.1", .port = s7_loop_port(listener)};
    assert_int_equal(loop->dialer.dial(&loop->dialer, &to, &dialled->session, S7_SECOND), S7_OK);
    s7_loop_free(loop);
    assert_int_equal(open->closed, 1);
    assert_int_equal(open->fault.error, S7_ERR_LOCAL_CLOSED);
    assert_int_equal(dialled->closed, 1);
    assert_int_equal(dialled->fault.error, S7_ERR_LOCAL_CLOSED);
    assert_int_equal(dialled->ticks, 0);
    assert_int_equal(peer_read(fd, &octet, 1), 0);
    close(fd);
    close(held_fd);
    assert_int_equal(open_descriptors(), before);
    free(open);
    free(dialled);
    s7_loop_free(NULL);
    s7_loop_done(NULL);
}

static void nothing_begins_on_a_loop_that_is_stopping(void **state)
{
    (void)state;
    struct s7_loop *loop = pair_loop(1);
    struct toy *toy = toy_new();
    struct s7_endpoint to = {.host = "127.0.0.1", .port = 102};
    struct s7_fault fault;
    struct toy_shop shop = {.acceptor.accept = toy_accept};
    s7_loop_stop(loop);
    assert_false(s7_loop_stopped(loop)); /* takes effect in a turn */
    assert_int_equal(loop->dialer.dial(&loop->dialer, &to, &toy->session, S7_SECOND), S7_ERR_LOCAL_CLOSED);
    assert_int_equal(s7_loop_listen(loop, "127.0.0.1", 0, &shop.acceptor, NULL, &fault), S7_ERR_LOCAL_CLOSED);
    assert_int_equal(s7_loop_run(loop, S7_TIME_NEVER), S7_OK);
    assert_true(s7_loop_stopped(loop));
    s7_loop_free(loop);
    free(toy);
}

/* Stopped after the entries were asked for, before they are waited for: poll() must not wait. */
static void a_stop_shows_in_entries_that_were_handed_out_before(void **state)
{
    (void)state;
    struct pollfd fds[8];
    int timeout_ms;
    struct s7_loop *loop = pair_loop(1);
    size_t count = s7_loop_pollfds(loop, fds, 8, &timeout_ms);
    assert_int_equal(timeout_ms, -1);
    assert_int_equal(poll(fds, count, 0), 0);
    s7_loop_stop(loop);
    assert_int_equal(poll(fds, count, 0), 1);
    s7_loop_serve(loop, fds, count);
    assert_true(s7_loop_stopped(loop));
    assert_int_equal(poll(fds, count, 0), 0); /* heard */
    s7_loop_free(loop);
}

/* ---- stopped from elsewhere ------------------------------------------------------------------------------ */

static struct s7_loop *victim;

static void *stop_from_a_thread(void *unused)
{
    (void)unused;
    s7_loop_stop(victim);
    return NULL;
}

static void a_thread_ends_the_waiting(void **state)
{
    (void)state;
    pthread_t thread;
    victim = pair_loop(1);
    assert_int_equal(pthread_create(&thread, NULL, stop_from_a_thread, NULL), 0);
    assert_int_equal(s7_loop_run(victim, S7_TIME_NEVER), S7_OK); /* nothing else would end it */
    assert_true(s7_loop_stopped(victim));
    assert_int_equal(pthread_join(thread, NULL), 0);
    s7_loop_free(victim);
}

static void stop_from_a_handler(int number)
{
    (void)number;
    s7_loop_stop(victim);
}

static void a_signal_handler_ends_the_waiting(void **state)
{
    (void)state;
    const struct sigaction action = {.sa_handler = stop_from_a_handler};
    const struct itimerval soon = {.it_value = {0, 20000}};
    struct sigaction before;
    victim = pair_loop(1);
    sigaction(SIGALRM, &action, &before);
    setitimer(ITIMER_REAL, &soon, NULL);
    assert_int_equal(s7_loop_run(victim, S7_TIME_NEVER), S7_OK);
    assert_true(s7_loop_stopped(victim));
    sigaction(SIGALRM, &before, NULL);
    s7_loop_free(victim);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_follow_the_configuration),
        cmocka_unit_test(memory_must_be_large_enough_and_aligned),
        cmocka_unit_test(without_descriptors_there_is_no_loop),
        cmocka_unit_test(done_cuts_off_whatever_is_open),
        cmocka_unit_test(nothing_begins_on_a_loop_that_is_stopping),
        cmocka_unit_test(a_stop_shows_in_entries_that_were_handed_out_before),
        cmocka_unit_test(a_thread_ends_the_waiting),
        cmocka_unit_test(a_signal_handler_ends_the_waiting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
