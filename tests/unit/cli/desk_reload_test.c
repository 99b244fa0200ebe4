/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cli/desk.h"
#include "must.h"
#include "net_uv/clock.h"
#include "played.h"

#define CPU(name, profile, dbs) "  " name ": {address: h" name ", profile: " profile ", dbs: {" dbs "}}\n"
#define PLANT(cpus)             "sieben: 1\nplant: {name: Desk}\ncpus:\n" cpus

static const char first[] = PLANT(CPU("A", "s7-300", "1: {size: 8}") CPU("B", "s7-300", "1: {size: 8}"));

static struct s7_plant *plant, *next_plant;
static struct s7_desk desk, next;
static uv_loop_t loop;
static struct s7_uv *uv;
static struct s7_fault fault;
static const char *what;

static int set_up(void **state)
{
    (void)state;
    const struct s7_desk_cpu *place;
    plant = played_plant(first);
    must(uv_loop_init(&loop) == 0 && s7_uv_new(&loop, NULL, &uv) == S7_OK);
    must(s7_desk_init(&desk, plant, NULL, &what) == S7_OK);
    must(s7_desk_listen(&desk, uv, &fault, &place) == S7_OK);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    s7_uv_stop(uv, NULL, NULL);
    uv_run(&loop, UV_RUN_DEFAULT);
    must(uv_loop_close(&loop) == 0);
    s7_desk_free(&desk);
    s7_plant_free(next_plant);
    s7_plant_free(plant);
    return 0;
}

static struct s7_desk_changes go_to(const char *text)
{
    struct s7_desk_changes changes;
    next_plant = played_plant(text);
    must(s7_desk_prepare(&desk, next_plant, uv, &next, &fault, &what) == S7_OK);
    must(s7_desk_adopt(&desk, &next, s7_uv_now(), &changes) == S7_OK);
    return changes;
}

static void set_octet(size_t cpu, uint8_t octet)
{
    const struct s7_range range = {.area = S7_AREA_DB, .db = 1, .bit_count = 8};
    must(s7_cpu_write(desk.cpus[cpu]->cpu, &range, &octet) == S7_OK);
}

static uint8_t octet_of(size_t cpu)
{
    const struct s7_range range = {.area = S7_AREA_DB, .db = 1, .bit_count = 8};
    uint8_t octet = 0xEE;
    must(s7_memory_read(s7_desk_memory(desk.cpus[cpu]), &range, &octet) == S7_OK);
    return octet;
}

/* A download: place, listener, CPU and contents stay. */
static void what_a_download_changes_keeps_the_cpu(void **state)
{
    (void)state;
    struct s7_desk_cpu *place = desk.cpus[1];
    struct s7_cpu *cpu = place->cpu;
    uint16_t port = place->endpoint.port;
    set_octet(1, 77);
    struct s7_desk_changes changes =
        go_to(PLANT(CPU("A", "s7-300", "1: {size: 8}") CPU("B", "s7-300", "1: {size: 4}, 2: {size: 9}")));
    assert_int_equal(changes.kept, 2);
    assert_int_equal(changes.replaced + changes.added + changes.removed, 0);
    assert_ptr_equal(desk.cpus[1], place);
    assert_ptr_equal(place->cpu, cpu);
    assert_ptr_equal(place->plant, &next_plant->cpus[1]);
    assert_int_equal(place->endpoint.port, port);
    assert_int_equal(octet_of(1), 77);
    const struct s7_range beyond = {.area = S7_AREA_DB, .db = 1, .first_bit = 32, .bit_count = 8};
    uint8_t octet;
    assert_int_equal(s7_cpu_read(cpu, &beyond, &octet), S7_ERR_DATA_ADDRESS);
}

static void another_profile_is_another_cpu_at_the_same_place(void **state)
{
    (void)state;
    struct s7_desk_cpu *place = desk.cpus[0];
    struct s7_cpu *cpu = place->cpu;
    set_octet(0, 77);
    struct s7_desk_changes changes =
        go_to(PLANT(CPU("A", "s7-400", "1: {size: 8}") CPU("B", "s7-300", "1: {size: 8}")));
    assert_int_equal(changes.replaced, 1);
    assert_int_equal(changes.kept, 1);
    assert_ptr_equal(desk.cpus[0], place);
    assert_ptr_not_equal(place->cpu, cpu);
    assert_int_equal(octet_of(0), 0);
    assert_int_equal(desk.retired_count, 1);
    assert_ptr_equal(desk.retired[0], cpu);
    s7_desk_sweep(&desk);
    assert_int_equal(desk.retired_count, 0);
}

/* 0, or the errno with which the system refuses. */
static int knock_at(const struct s7_endpoint *endpoint)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(endpoint->port)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    must(fd >= 0 && inet_pton(AF_INET, endpoint->host, &at.sin_addr) == 1);
    int refused = connect(fd, (struct sockaddr *)(void *)&at, sizeof at) ? errno : 0;
    close(fd);
    return refused;
}

static void cpus_come_and_go(void **state)
{
    (void)state;
    struct s7_endpoint gone = desk.cpus[0]->endpoint;
    assert_int_equal(knock_at(&gone), 0);
    struct s7_desk_cpu *kept = desk.cpus[1];
    struct s7_desk_changes changes =
        go_to(PLANT(CPU("C", "s7-300", "1: {size: 8}") CPU("B", "s7-300", "1: {size: 8}")));
    assert_int_equal(changes.added, 1);
    assert_int_equal(changes.removed, 1);
    assert_int_equal(desk.cpu_count, 2);
    assert_string_equal(desk.cpus[0]->plant->name, "C"); /* in the order of the plant */
    assert_ptr_equal(desk.cpus[1], kept);
    assert_string_equal(desk.cpus[0]->endpoint.host, "127.0.0.3"); /* nobody had it before */
    assert_true(desk.cpus[0]->endpoint.port != 0);
    assert_null(s7_desk_find(&desk, &plant->cpus[0]));
    assert_int_equal(knock_at(&gone), ECONNREFUSED);
    assert_int_equal(knock_at(&desk.cpus[0]->endpoint), 0);
    assert_int_equal(knock_at(&kept->endpoint), 0);
}

static void discarded_it_is_as_if_nothing_had_been(void **state)
{
    (void)state;
    struct s7_desk_cpu *places[2] = {desk.cpus[0], desk.cpus[1]};
    next_plant = played_plant(PLANT(CPU("A", "s7-400", "1: {size: 3}") CPU("C", "s7-300", "1: {size: 8}")));
    must(s7_desk_prepare(&desk, next_plant, uv, &next, &fault, &what) == S7_OK);
    assert_ptr_equal(next.cpus[0], places[0]);
    s7_desk_discard(&desk, &next);
    assert_int_equal(desk.cpu_count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_ptr_equal(desk.cpus[i], places[i]);
        assert_ptr_equal(desk.cpus[i]->plant, &plant->cpus[i]);
        assert_int_equal(octet_of(i), 0);
    }
}

static void a_cpu_that_cannot_be_made_changes_nothing(void **state)
{
    (void)state;
    next_plant = played_plant(PLANT(CPU("A", "s7-300", "1: {size: 8}") CPU("C", "s7-300", "1: {size: 8}")));
    next_plant->cpus[1].rack = 8; /* the loader does not let it through */
    assert_int_equal(s7_desk_prepare(&desk, next_plant, uv, &next, &fault, &what), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(fault.error, S7_ERR_LOCAL_ARGUMENT);
    assert_string_equal(what, "C");
    assert_int_equal(desk.cpu_count, 2);
    assert_string_equal(desk.cpus[1]->plant->name, "B");
}

static void values_go_on_moving(void **state)
{
    (void)state;
    s7_desk_simulate(&desk, S7_SECOND);
    assert_int_equal(s7_desk_deadline(&desk), S7_TIME_NEVER);
    go_to(PLANT(CPU("A", "s7-300", "1: {size: 8}") "  B: {address: hB, profile: s7-300, dbs: {1: {size: 8}}, "
                                                   "simulate: [{tag: 'DB1.DBB0:BYTE', wave: "
                                                   "constant, min: 9, max: 9, period: 1s}]}\n"));
    assert_int_equal(octet_of(1), 9);
    assert_true(s7_desk_deadline(&desk) != S7_TIME_NEVER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_a_download_changes_keeps_the_cpu, set_up, tear_down),
        cmocka_unit_test_setup_teardown(another_profile_is_another_cpu_at_the_same_place, set_up, tear_down),
        cmocka_unit_test_setup_teardown(cpus_come_and_go, set_up, tear_down),
        cmocka_unit_test_setup_teardown(discarded_it_is_as_if_nothing_had_been, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_cpu_that_cannot_be_made_changes_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(values_go_on_moving, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
