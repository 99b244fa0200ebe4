/* SPDX-License-Identifier: MIT
 *
 * A plant on one desk.  s7_uv_listen() is listened to (--wrap), so that
 * addresses can be missing here that a system has.
 */
#include "check.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cli/desk.h"
#include "must.h"
#include "net_uv/clock.h"

int __real_s7_uv_listen(struct s7_uv *uv, const char *host, uint16_t port, struct s7_acceptor *acceptor,
                        struct s7_uv_listener **ret_listener, struct s7_fault *ret_fault);
int __wrap_s7_uv_listen(struct s7_uv *uv, const char *host, uint16_t port, struct s7_acceptor *acceptor,
                        struct s7_uv_listener **ret_listener, struct s7_fault *ret_fault);

enum system { WHOLE, FIRST_ADDRESS_ONLY, NO_ADDRESS };
static enum system addresses; /* that there are */
static size_t attempts;

int __wrap_s7_uv_listen(struct s7_uv *uv, const char *host, uint16_t port, struct s7_acceptor *acceptor,
                        struct s7_uv_listener **ret_listener, struct s7_fault *ret_fault)
{
    attempts++;
    if (addresses == WHOLE || (addresses == FIRST_ADDRESS_ONLY && strcmp(host, "127.0.0.1") == 0))
        return __real_s7_uv_listen(uv, host, port, acceptor, ret_listener, ret_fault);
    *ret_fault = (struct s7_fault){.error = S7_ERR_TCP_LISTEN_FOREIGN, .sys_errno = EADDRNOTAVAIL};
    return ret_fault->error;
}

/* ---- a desk on a loop ------------------------------------------------------------------------------------- */

static const char plant_text[] =
    "sieben: 1\nplant: {name: Test}\ncpus:\n"
    "  PRESS: {address: 10.1.1.1, profile: s7-1500, put_get: permitted, dbs: {10: {size: 20}},\n"
    "    simulate: [{tag: 'DB10.DBW0:INT', wave: ramp, min: 0, max: 100, period: 10s}]}\n"
    "  OVEN: {address: 10.1.1.2, profile: s7-300, dbs: {1: {size: 8}, 2: {size: 30}}}\n"
    "  MILL: {address: 'mill.example:1102', profile: s7-400, dbs: {7: {size: 4}},\n"
    "    simulate: [{tag: 'DB7.DBW0:INT', wave: constant, min: 9, max: 9, period: 10s}]}\n";

static struct s7_plant *plant;
static struct s7_desk desk;
static const char *what;
static const struct s7_desk_cpu *place;
static uv_loop_t loop;
static struct s7_uv *uv;
static bool stopped;

static void complain(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                     const char *message)
{
    (void)user;
    (void)severity;
    fprintf(stderr, "plant_text:%u:%u: %s\n", mark.line, mark.column, message);
}

static int set_up(void **state)
{
    (void)state;
    addresses = WHOLE;
    attempts = 0;
    must(s7_plant_load(plant_text, strlen(plant_text), complain, NULL, &plant) == S7_OK);
    must(uv_loop_init(&loop) == 0 && s7_uv_new(&loop, NULL, &uv) == S7_OK);
    return s7_desk_init(&desk, plant, NULL, &what);
}

static void on_stopped(void *user)
{
    (void)user;
    stopped = true;
}

static int tear_down(void **state)
{
    (void)state;
    stopped = false;
    s7_uv_stop(uv, on_stopped, NULL);
    uv_run(&loop, UV_RUN_DEFAULT);
    must(stopped && uv_loop_close(&loop) == 0);
    s7_desk_free(&desk);
    s7_plant_free(plant);
    return 0;
}

static unsigned word_of(size_t cpu, uint16_t db)
{
    const struct s7_range range = {.area = S7_AREA_DB, .db = db, .bit_count = 16};
    uint8_t octets[2];
    must(s7_memory_read(s7_cpu_memory(desk.cpus[cpu]->cpu), &range, octets) == S7_OK);
    return (unsigned)octets[0] << 8 | octets[1];
}

/* ---- CPUs ------------------------------------------------------------------------------------------------- */

static void every_cpu_of_the_plant_is_played(void **state)
{
    (void)state;
    assert_ptr_equal(desk.plant, plant);
    assert_int_equal(desk.cpu_count, 3);
    for (size_t i = 0; i < 3; i++) {
        struct s7_desk_cpu *found = s7_desk_find(&desk, &plant->cpus[i]);
        assert_ptr_equal(found->plant, &plant->cpus[i]);
        assert_ptr_equal(found, desk.cpus[i]);
        assert_null(found->listener);
        assert_int_equal(s7_cpu_usage(found->cpu).total, plant->cpus[i].resources_total);
    }
    uint8_t octets[30];
    const struct s7_range second = {.area = S7_AREA_DB, .db = 2, .bit_count = 240};
    assert_int_equal(s7_cpu_read(desk.cpus[1]->cpu, &second, octets), S7_OK);
    assert_int_equal(s7_cpu_read(desk.cpus[0]->cpu, &second, octets), S7_ERR_DATA_MISSING);
}

static void a_cpu_that_cannot_be_made_is_an_error_and_frees(void **state)
{
    (void)state;
    struct s7_desk other;
    struct s7_plant_cpu cpus[3] = {plant->cpus[0], plant->cpus[1], plant->cpus[2]};
    struct s7_plant wrong = *plant;
    cpus[2].rack = 8;
    wrong.cpus = cpus;
    assert_int_equal(s7_desk_init(&other, &wrong, NULL, &what), S7_ERR_LOCAL_ARGUMENT);
    assert_string_equal(what, "MILL");
    s7_desk_free(&other);
}

/* ---- addresses -------------------------------------------------------------------------------------------- */

static void check_endpoints(const char *const *hosts)
{
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(desk.cpus[i]->endpoint.host, hosts[i]);
        assert_int_equal(desk.cpus[i]->endpoint.port, s7_uv_port(desk.cpus[i]->listener));
        assert_true(desk.cpus[i]->endpoint.port != 0);
    }
}

static void each_has_a_loopback_address_and_a_port_of_its_own(void **state)
{
    (void)state;
    struct s7_fault fault;
    static const char *const hosts[] = {"127.0.0.1", "127.0.0.2", "127.0.0.3"};
    assert_int_equal(s7_desk_listen(&desk, uv, &fault, &place), S7_OK);
    assert_int_equal(attempts, 3);
    check_endpoints(hosts);
}

static void the_first_address_serves_where_there_is_no_other(void **state)
{
    (void)state;
    struct s7_fault fault;
    static const char *const hosts[] = {"127.0.0.1", "127.0.0.1", "127.0.0.1"};
    addresses = FIRST_ADDRESS_ONLY;
    assert_int_equal(s7_desk_listen(&desk, uv, &fault, &place), S7_OK);
    check_endpoints(hosts);
    assert_int_not_equal(desk.cpus[0]->endpoint.port, desk.cpus[1]->endpoint.port);
    assert_int_not_equal(desk.cpus[1]->endpoint.port, desk.cpus[2]->endpoint.port);
    assert_int_not_equal(desk.cpus[0]->endpoint.port, desk.cpus[2]->endpoint.port);
}

/* 127.0.0.0 and 127.0.0.255 are nobody's: behind the last address the first one comes again. */
static void more_cpus_than_addresses_share_them(void **state)
{
    enum { MANY = 256 };
    static struct s7_plant_cpu cpus[MANY];
    struct s7_plant large = *plant;
    struct s7_fault fault;
    (void)state;
    static char names[MANY][8];
    for (size_t i = 0; i < MANY; i++) {
        cpus[i] = plant->cpus[1];
        snprintf(names[i], sizeof names[i], "N%zu", i);
        cpus[i].name = names[i];
    }
    large.cpus = cpus;
    large.cpu_count = MANY;
    s7_desk_free(&desk);
    assert_int_equal(s7_desk_init(&desk, &large, NULL, &what), S7_OK);
    assert_int_equal(s7_desk_listen(&desk, uv, &fault, &place), S7_OK);
    assert_string_equal(desk.cpus[253]->endpoint.host, "127.0.0.254");
    assert_string_equal(desk.cpus[254]->endpoint.host, "127.0.0.1");
    assert_string_equal(desk.cpus[255]->endpoint.host, "127.0.0.2");
    assert_int_not_equal(desk.cpus[254]->endpoint.port, desk.cpus[0]->endpoint.port);
    assert_ptr_equal(s7_desk_find(&desk, &cpus[255]), desk.cpus[255]);
}

static void without_any_address_it_fails_at_once(void **state)
{
    (void)state;
    struct s7_fault fault = {0};
    addresses = NO_ADDRESS;
    assert_int_equal(s7_desk_listen(&desk, uv, &fault, &place), S7_ERR_TCP_LISTEN_FOREIGN);
    assert_int_equal(fault.sys_errno, EADDRNOTAVAIL);
    assert_int_equal(attempts, 1); /* 127.0.0.1 is not tried twice */
    assert_ptr_equal(place, desk.cpus[0]);
}

static void a_choice_names_cpus_and_places(void **state)
{
    (void)state;
    static const char list[] = "MILL,OVEN", where[] = "MILL=127.0.0.7:0";
    struct s7_run_choice choice = {.desk = true, .lists = {list}, .list_count = 1, .listen_count = 1};
    struct s7_fault fault;
    choice.listens[0] = (struct s7_run_listen){.name = where, .name_length = 4, .at = {.host = "127.0.0.7"}};
    s7_desk_free(&desk);
    assert_int_equal(s7_desk_init(&desk, plant, &choice, &what), S7_OK);
    assert_int_equal(desk.cpu_count, 2);
    assert_null(s7_desk_find(&desk, &plant->cpus[0]));
    assert_int_equal(s7_desk_listen(&desk, uv, &fault, &place), S7_OK);
    assert_string_equal(desk.cpus[0]->endpoint.host, "127.0.0.1");
    assert_string_equal(desk.cpus[1]->endpoint.host, "127.0.0.7");
    assert_true(desk.cpus[1]->endpoint.port != 0);
}

/* The memory of a place is that of whatever CPU is behind it. */
static void a_place_outlives_its_cpu(void **state)
{
    (void)state;
    struct s7_memory *memory = s7_desk_memory(desk.cpus[1]);
    const struct s7_range range = {.area = S7_AREA_DB, .db = 1, .bit_count = 8};
    uint8_t octet = 5, read = 0;
    assert_int_equal(s7_memory_write(memory, &range, &octet), S7_OK);
    assert_int_equal(s7_cpu_read(desk.cpus[1]->cpu, &range, &read), S7_OK);
    assert_int_equal(read, 5);
    s7_cpu_free(desk.cpus[1]->cpu);
    must(s7_desk_cpu_make(&plant->cpus[1], NULL, NULL, &desk.cpus[1]->cpu) == S7_OK);
    assert_int_equal(s7_memory_read(memory, &range, &read), S7_OK);
    assert_int_equal(read, 0);
}

/* ---- connections ------------------------------------------------------------------------------------------ */

static int dial(const struct s7_endpoint *to)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(to->port)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    must(fd >= 0 && inet_pton(AF_INET, to->host, &at.sin_addr) == 1);
    must(connect(fd, (struct sockaddr *)(void *)&at, sizeof at) == 0);
    return fd;
}

/* The stream has ended: in order, or with a reset. */
static bool has_ended(int fd)
{
    char octet;
    ssize_t got = recv(fd, &octet, 1, MSG_DONTWAIT);
    return got == 0 || (got < 0 && errno == ECONNRESET);
}

static void closing_ends_what_is_there_and_refuses_what_comes(void **state)
{
    (void)state;
    struct s7_fault fault;
    must(s7_desk_listen(&desk, uv, &fault, &place) == S7_OK);
    int there[3];
    for (size_t i = 0; i < 3; i++)
        there[i] = dial(&desk.cpus[i]->endpoint);
    while (s7_uv_counters(uv)->accepted < 3)
        uv_run(&loop, UV_RUN_NOWAIT);
    for (size_t i = 0; i < 3; i++)
        assert_false(has_ended(there[i]));
    s7_desk_close(&desk, s7_uv_now());
    for (size_t i = 0; i < 3; i++) {
        while (!has_ended(there[i]))
            uv_run(&loop, UV_RUN_NOWAIT);
        close(there[i]);
        int late = dial(&desk.cpus[i]->endpoint);
        while (!has_ended(late))
            uv_run(&loop, UV_RUN_NOWAIT);
        close(late);
    }
    assert_int_equal(s7_uv_counters(uv)->accepted, 3);
    assert_int_equal(s7_uv_counters(uv)->refused, 3);
}

/* ---- simulated values ------------------------------------------------------------------------------------- */

static void values_move_from_the_start_until_they_are_stopped(void **state)
{
    (void)state;
    const s7_time start = 77 * S7_SECOND, step = 50 * S7_MILLISECOND;
    assert_int_equal(s7_desk_deadline(&desk), S7_TIME_NEVER);
    s7_desk_tick(&desk, start);
    assert_int_equal(word_of(2, 7), 0);
    s7_desk_simulate(&desk, start);
    assert_int_equal(word_of(2, 7), 9); /* at once */
    assert_int_equal(s7_desk_deadline(&desk), start + step);
    s7_desk_tick(&desk, start + step - 1);
    assert_int_equal(s7_desk_deadline(&desk), start + step);
    s7_desk_tick(&desk, start + 5 * S7_SECOND);
    assert_int_equal(word_of(0, 10), 50);
    assert_int_equal(s7_desk_deadline(&desk), start + 5 * S7_SECOND + step);
    s7_desk_stop_simulation(&desk);
    assert_int_equal(s7_desk_deadline(&desk), S7_TIME_NEVER);
    s7_desk_tick(&desk, start + 9 * S7_SECOND);
    assert_int_equal(word_of(0, 10), 50);
}

/* Each has a deadline of its own; the desk's is the first of them, wherever that one stands. */
static void the_earliest_deadline_counts(void **state)
{
    (void)state;
    s7_desk_simulate(&desk, S7_SECOND);
    s7_simulator_start(&desk.cpus[0]->simulator, 2 * S7_SECOND);
    assert_int_equal(s7_desk_deadline(&desk), S7_SECOND + 50 * S7_MILLISECOND);
    s7_simulator_start(&desk.cpus[2]->simulator, 3 * S7_SECOND);
    assert_int_equal(s7_desk_deadline(&desk), 2 * S7_SECOND + 50 * S7_MILLISECOND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_cpu_of_the_plant_is_played, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_cpu_that_cannot_be_made_is_an_error_and_frees, set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_has_a_loopback_address_and_a_port_of_its_own, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_first_address_serves_where_there_is_no_other, set_up, tear_down),
        cmocka_unit_test_setup_teardown(more_cpus_than_addresses_share_them, set_up, tear_down),
        cmocka_unit_test_setup_teardown(without_any_address_it_fails_at_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_choice_names_cpus_and_places, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_place_outlives_its_cpu, set_up, tear_down),
        cmocka_unit_test_setup_teardown(closing_ends_what_is_there_and_refuses_what_comes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(values_move_from_the_start_until_they_are_stopped, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_earliest_deadline_counts, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
