/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "block/transfer.h"
#include "sim/exchange_memory.h"
#include "sim/exchange_partner.h"

enum { BUFFER = 512 };

/** A program with a GET and two PUTs on one link to a scripted partner, under a virtual clock. */
struct scene {
    struct partner partner;
    struct test_memory memory;
    struct s7_client *client;
    struct s7_transfer_link link;
    struct s7_transfer get, put, other;
    uint8_t buffers[3][BUFFER];
    unsigned ready;
    s7_time now;
};

static void count_ready(void *user, s7_time now)
{
    struct scene *scene = user;
    (void)now;
    scene->ready++;
}

static void pump(struct scene *scene)
{
    partner_pump(&scene->partner, scene->now);
}

static void dial(struct scene *scene)
{
    const struct s7_endpoint to = {.host = "partner", .port = 102};
    assert_int_equal(
        scene->partner.dialer.dial(&scene->partner.dialer, &to, s7_client_session(scene->client), S7_SECOND),
        S7_OK);
    pump(scene);
}

static void prepare(struct s7_transfer *transfer, struct scene *scene)
{
    transfer->link = &scene->link;
    transfer->ready = count_ready;
    transfer->user = scene;
    transfer->area_count = 1;
    transfer->areas[0] =
        (struct s7_block_area){.remote = test_octets(100, 0, 20), .local = test_octets(10, 0, 20)};
}

static int set_up(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    struct s7_client_config config;
    partner_init(&scene->partner);
    test_memory_init(&scene->memory);
    s7_client_config_default(&config);
    assert_int_equal(s7_client_new(&config, &scene->client), S7_OK);
    scene->link = (struct s7_transfer_link){.client = scene->client,
                                            .memory = &scene->memory.memory,
                                            .timeout = 2 * S7_SECOND,
                                            .area_most = S7_BLOCK_AREAS};
    s7_transfer_init(&scene->get, S7_JOB_READ, scene->buffers[0], BUFFER);
    s7_transfer_init(&scene->put, S7_JOB_WRITE, scene->buffers[1], BUFFER);
    s7_transfer_init(&scene->other, S7_JOB_WRITE, scene->buffers[2], BUFFER);
    prepare(&scene->get, scene);
    prepare(&scene->put, scene);
    prepare(&scene->other, scene);
    dial(scene);
    for (uint8_t i = 0; i < 200; i++) {
        scene->memory.octets[i] = (uint8_t)(i + 1);
        scene->partner.db[i] = (uint8_t)(200 - i);
    }
    *state = scene;
    return 0;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    s7_client_close(scene->client, scene->now);
    pump(scene);
    assert_int_equal(s7_client_state(scene->client), S7_CLIENT_IDLE);
    assert_int_equal(scene->link.job_count, 0);
    assert_int_equal(scene->memory.unlocked_accesses, 0);
    s7_client_free(scene->client);
    free(scene);
    return 0;
}

static bool call_get(struct scene *scene, bool req)
{
    scene->get.req = req;
    return s7_transfer_call(&scene->get, scene->now);
}

static bool call_put(struct scene *scene, bool req)
{
    scene->put.req = req;
    return s7_transfer_call(&scene->put, scene->now);
}

static void check_outputs(const struct s7_transfer *transfer, bool done, bool error, bool busy, unsigned status)
{
    assert_int_equal(transfer->done, done);
    assert_int_equal(transfer->error, error);
    assert_int_equal(transfer->busy, busy);
    assert_int_equal(transfer->status, status);
}

static void get_brings_the_area_and_ndr_for_one_call(void **state)
{
    struct scene *scene = *state;
    assert_false(call_get(scene, false));
    assert_true(call_get(scene, true));
    check_outputs(&scene->get, false, false, true, 25);
    assert_false(call_get(scene, true));
    check_outputs(&scene->get, false, false, true, 25);
    pump(scene);
    assert_int_equal(scene->ready, 1);
    assert_int_equal(scene->memory.octets[0], 1); /* nothing moves between calls */
    assert_true(call_get(scene, true));
    check_outputs(&scene->get, true, false, false, 0);
    assert_memory_equal(scene->memory.octets, scene->partner.db, 20);
    assert_int_equal(scene->memory.octets[20], 21);
    assert_int_equal(scene->memory.locks, 1);
    assert_true(call_get(scene, true)); /* still held: no new edge */
    check_outputs(&scene->get, false, false, false, 0);
    assert_false(call_get(scene, false));
    pump(scene);
    assert_int_equal(scene->partner.reads, 1);
}

static void put_sends_what_stood_there_at_the_edge(void **state)
{
    struct scene *scene = *state;
    uint8_t before[20];
    memcpy(before, scene->memory.octets, sizeof before);
    call_put(scene, true);
    assert_int_equal(scene->memory.locks, 1);
    memset(scene->memory.octets, 0xEE, 20);
    scene->put.areas[0].remote = test_octets(100, 64, 20); /* latched: has no effect */
    pump(scene);
    call_put(scene, false);
    check_outputs(&scene->put, true, false, false, 0);
    assert_memory_equal(scene->partner.db, before, 20);
    assert_int_equal(scene->partner.db[64], 200 - 64);
    assert_int_equal(scene->memory.locks, 1);
    call_put(scene, false);
    check_outputs(&scene->put, false, false, false, 0);
}

static void an_edge_while_busy_has_no_effect(void **state)
{
    struct scene *scene = *state;
    scene->partner.holds = true;
    call_put(scene, true);
    pump(scene);
    call_put(scene, false);
    check_outputs(&scene->put, false, false, true, 25);
    assert_true(call_put(scene, true));
    check_outputs(&scene->put, false, false, true, 11);
    assert_true(call_put(scene, true));
    check_outputs(&scene->put, false, false, true, 25);
    partner_release(&scene->partner);
    pump(scene);
    call_put(scene, true);
    check_outputs(&scene->put, true, false, false, 0);
    call_put(scene, false);
    pump(scene);
    assert_int_equal(scene->partner.writes, 1);
}

static void an_edge_in_the_reporting_call_counts_in_the_next(void **state)
{
    struct scene *scene = *state;
    call_put(scene, true);
    call_put(scene, false);
    pump(scene);
    call_put(scene, true);
    check_outputs(&scene->put, true, false, false, 0);
    call_put(scene, true);
    check_outputs(&scene->put, false, false, true, 25);
    pump(scene);
    call_put(scene, true);
    check_outputs(&scene->put, true, false, false, 0);
    assert_int_equal(scene->partner.writes, 2);
}

static void without_connection_status_1_comes_at_once(void **state)
{
    struct scene *scene = *state;
    s7_client_close(scene->client, scene->now);
    pump(scene);
    assert_true(call_put(scene, true));
    check_outputs(&scene->put, false, true, false, 1);
    assert_int_equal(scene->put.fault.error, S7_ERR_LOCAL_OFFLINE);
    assert_true(call_put(scene, false));
    check_outputs(&scene->put, false, false, false, 1);

    scene->partner.network = PARTNER_REFUSING;
    dial(scene);
    call_put(scene, true);
    check_outputs(&scene->put, false, true, false, 1);
    assert_int_equal(scene->put.fault.error, S7_ERR_TCP_REFUSED);
    scene->put.link = NULL;
    call_put(scene, false);
    call_put(scene, true);
    check_outputs(&scene->put, false, true, false, 1);
    assert_int_equal(scene->memory.locks, 0);
    assert_int_equal(scene->partner.writes, 0);
}

static void a_write_that_was_lost_is_never_repeated(void **state)
{
    struct scene *scene = *state;
    scene->partner.holds = true;
    call_put(scene, true);
    pump(scene);
    assert_int_equal(scene->link.job_count, 1);
    partner_break(&scene->partner);
    pump(scene);
    assert_int_equal(scene->link.job_count, 0);
    call_put(scene, true);
    check_outputs(&scene->put, false, true, false, 1);
    assert_int_equal(scene->put.fault.error, S7_ERR_S7_RESET);
    scene->partner.holds = false;
    dial(scene);
    for (int i = 0; i < 5; i++) {
        call_put(scene, true);
        pump(scene);
    }
    assert_int_equal(scene->partner.writes, 1);
    call_put(scene, false);
    call_put(scene, true);
    pump(scene);
    call_put(scene, true);
    check_outputs(&scene->put, true, false, false, 0);
    assert_int_equal(scene->partner.writes, 2);
}

static void a_request_without_answer_ends_with_status_1(void **state)
{
    struct scene *scene = *state;
    scene->partner.holds = true;
    call_get(scene, true);
    pump(scene);
    scene->now += 2 * S7_SECOND - 1;
    pump(scene);
    call_get(scene, true);
    check_outputs(&scene->get, false, false, true, 25);
    scene->now += 1;
    pump(scene);
    call_get(scene, true);
    check_outputs(&scene->get, false, true, false, 1);
    assert_int_equal(scene->get.fault.error, S7_ERR_S7_REQUEST_TIMEOUT);
    assert_int_equal(scene->memory.octets[0], 1);
}

/** What the partner says, and what the block makes of it. */
struct refusal {
    uint16_t header_error;
    uint8_t item_code;
    unsigned status;
    int error;
};

static void refusals_become_status_2_and_8(void **state)
{
    static const struct refusal refusals[] = {
        {0x8104, 0xFF, 2, S7_ERR_ACCESS_PUT_GET},   {0x8500, 0xFF, 2, S7_ERR_S7_PDU_LENGTH},
        {0x8301, 0xFF, 2, S7_ERR_RESOURCE_PARTNER}, {0, 0x0A, 8, S7_ERR_DATA_MISSING},
        {0, 0x05, 8, S7_ERR_DATA_ADDRESS},          {0, 0x03, 8, S7_ERR_ACCESS_ITEM},
    };
    struct scene *scene = *state;
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        scene->partner.header_error = refusals[i].header_error;
        scene->partner.item_code = refusals[i].item_code;
        call_put(scene, true);
        pump(scene);
        call_put(scene, false);
        check_outputs(&scene->put, false, true, false, refusals[i].status);
        assert_int_equal(scene->put.fault.error, refusals[i].error);
        call_put(scene, false);
        check_outputs(&scene->put, false, false, false, refusals[i].status);
        call_get(scene, true);
        pump(scene);
        call_get(scene, false);
        check_outputs(&scene->get, false, true, false, refusals[i].status);
        assert_int_equal(scene->memory.octets[0], 1);
    }
    assert_int_equal(scene->partner.writes, sizeof refusals / sizeof refusals[0]);
    assert_int_equal(scene->partner.connects, 1); /* a refusal costs no connection */
}

static void local_memory_that_is_not_there_is_status_10(void **state)
{
    struct scene *scene = *state;
    scene->put.areas[0].local = test_octets(11, 0, 20);
    call_put(scene, true);
    check_outputs(&scene->put, false, true, false, 10);
    assert_int_equal(scene->put.fault.error, S7_ERR_LOCAL_DATA);
    pump(scene);
    assert_int_equal(scene->partner.writes, 0);
    scene->get.area_count = 2;
    scene->get.areas[1] = (struct s7_block_area){.remote = test_octets(100, 0, 4),
                                                 .local = test_octets(10, TEST_MEMORY_SIZE - 3, 4)};
    call_get(scene, true);
    pump(scene);
    call_get(scene, true);
    check_outputs(&scene->get, false, true, false, 10);
    assert_int_equal(scene->get.fault.item, 1);
}

static void check_pointer_error(struct scene *scene)
{
    call_put(scene, false);
    call_put(scene, true);
    check_outputs(&scene->put, false, true, false, 4);
}

static void areas_that_do_not_fit_are_status_4(void **state)
{
    struct scene *scene = *state;
    struct s7_transfer *put = &scene->put;
    const struct s7_block_area good = put->areas[0];
    put->areas[0].local = test_octets(10, 0, 19);
    check_pointer_error(scene);
    put->areas[0] = (struct s7_block_area){.remote = test_bit(100, 0, 1), .local = test_octets(10, 0, 1)};
    check_pointer_error(scene);
    put->areas[0] = good;
    put->areas[0].local.first_bit = put->areas[0].remote.first_bit = 3; /* octets that begin at bit 3 */
    check_pointer_error(scene);
    put->areas[0] = good;
    put->areas[0].remote.area = (enum s7_area)(0x100 + S7_AREA_DB); /* its last octet alone would name a DB */
    check_pointer_error(scene);
    put->areas[0] = good;
    put->area_count = 0;
    check_pointer_error(scene);
    put->area_count = S7_BLOCK_AREAS + 1;
    check_pointer_error(scene);
    put->area_count = 1;
    put->buffer_size = 19;
    check_pointer_error(scene);
    put->buffer_size = 20 + 19;
    put->area_count = 2;
    put->areas[1] = good;
    check_pointer_error(scene);
    assert_int_equal(put->fault.item, 1);
    put->area_count = 1;
    call_put(scene, false);
    call_put(scene, true);
    pump(scene);
    call_put(scene, true);
    check_outputs(put, true, false, false, 0);
    assert_int_equal(scene->partner.writes, 1);
}

static void more_jobs_than_the_partner_granted_are_status_20(void **state)
{
    struct scene *scene = *state;
    scene->partner.holds = true;
    call_put(scene, true);
    scene->other.req = true;
    s7_transfer_call(&scene->other, scene->now);
    check_outputs(&scene->other, false, true, false, 20);
    partner_release(&scene->partner);
    pump(scene);
    scene->other.req = false; /* the first block was not called yet: its place is free all the same */
    s7_transfer_call(&scene->other, scene->now);
    scene->other.req = true;
    s7_transfer_call(&scene->other, scene->now);
    check_outputs(&scene->other, false, false, true, 25);
    pump(scene);
    s7_transfer_call(&scene->other, scene->now);
    check_outputs(&scene->other, true, false, false, 0);
}

static void bits_move_as_bits(void **state)
{
    struct scene *scene = *state;
    scene->partner.db[7] = 0xA5;
    scene->memory.octets[9] = 0x10;
    scene->put.areas[0] = (struct s7_block_area){.remote = test_bit(100, 7, 3), .local = test_bit(10, 9, 4)};
    call_put(scene, true);
    pump(scene);
    call_put(scene, false);
    assert_int_equal(scene->partner.db[7], 0xAD);
    scene->get.areas[0] = (struct s7_block_area){.remote = test_bit(100, 7, 0), .local = test_bit(10, 9, 6)};
    call_get(scene, true);
    pump(scene);
    call_get(scene, false);
    assert_int_equal(scene->memory.octets[9], 0x50);
}

static void four_areas_travel_together(void **state)
{
    struct scene *scene = *state;
    struct s7_transfer *put = &scene->put;
    put->area_count = S7_BLOCK_AREAS;
    for (uint32_t i = 0; i < S7_BLOCK_AREAS; i++)
        put->areas[i] = (struct s7_block_area){.remote = test_octets(100, 300 + 10 * i, 3 + i),
                                               .local = test_octets(10, 50 * i, 3 + i)};
    call_put(scene, true);
    pump(scene);
    call_put(scene, false);
    check_outputs(put, true, false, false, 0);
    for (uint32_t i = 0; i < S7_BLOCK_AREAS; i++)
        assert_memory_equal(scene->partner.db + 300 + 10 * i, scene->memory.octets + 50 * i, 3 + i);
    assert_int_equal(scene->memory.locks, 1);
    assert_int_equal(scene->partner.writes, 1);
}

/** Calls a transfer over areas of these lengths; ends it. */
static void move_areas(struct scene *scene, struct s7_transfer *transfer, size_t area_count,
                       const uint32_t *sizes)
{
    uint32_t at = 0;
    transfer->area_count = area_count;
    for (size_t i = 0; i < area_count; i++) {
        transfer->areas[i] = (struct s7_block_area){.remote = test_octets(100, at, sizes[i]),
                                                    .local = test_octets(10, at, sizes[i])};
        at += sizes[i];
    }
    transfer->req = false;
    s7_transfer_call(transfer, scene->now);
    transfer->req = true;
    s7_transfer_call(transfer, scene->now);
    pump(scene);
    if (transfer->running)
        s7_transfer_call(transfer, scene->now);
}

/** User data of one call at PDU 240 (S7-1200 system manual; cpu-behaviour 5.1): the last that goes, in one telegram. */
struct limit_row {
    size_t area_count;
    uint32_t get[S7_BLOCK_AREAS], put[S7_BLOCK_AREAS];
};

static void one_call_carries_what_one_pdu_carries(void **state)
{
    static const struct limit_row rows[] = {
        {1, {222}, {212}},
        {2, {200, 18}, {180, 16}},
        {3, {100, 100, 14}, {100, 60, 20}},
        {4, {100, 60, 30, 20}, {100, 40, 20, 4}},
    };
    struct scene *scene = *state;
    unsigned reads = 0, writes = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct limit_row row = rows[i];
        size_t last = row.area_count - 1;
        move_areas(scene, &scene->get, row.area_count, row.get);
        check_outputs(&scene->get, true, false, false, 0);
        move_areas(scene, &scene->put, row.area_count, row.put);
        check_outputs(&scene->put, true, false, false, 0);
        assert_int_equal(scene->partner.reads, ++reads); /* one telegram each */
        assert_int_equal(scene->partner.writes, ++writes);
        row.get[last]++;
        row.put[last]++;
        move_areas(scene, &scene->get, row.area_count, row.get);
        check_outputs(&scene->get, false, true, false, 4);
        assert_int_equal(scene->get.fault.error, S7_ERR_LOCAL_LENGTH);
        move_areas(scene, &scene->put, row.area_count, row.put);
        check_outputs(&scene->put, false, true, false, 4);
        assert_int_equal(scene->partner.reads, reads);
        assert_int_equal(scene->partner.writes, writes);
    }
}

/** What is odd is filled up on the wire, but for the last area: the limit counts what travels. */
static void fill_octets_count_for_the_limit(void **state)
{
    struct scene *scene = *state;
    move_areas(scene, &scene->get, 2, (const uint32_t[]){99, 118});
    check_outputs(&scene->get, true, false, false, 0);
    move_areas(scene, &scene->get, 2, (const uint32_t[]){99, 119});
    check_outputs(&scene->get, false, true, false, 4);
    move_areas(scene, &scene->put, 2, (const uint32_t[]){97, 98});
    check_outputs(&scene->put, true, false, false, 0);
    move_areas(scene, &scene->put, 2, (const uint32_t[]){97, 99});
    check_outputs(&scene->put, false, true, false, 4);
    assert_int_equal(scene->partner.reads + scene->partner.writes, 2);
}

static void a_cpu_may_carry_less_than_its_pdu(void **state)
{
    struct scene *scene = *state;
    scene->link.get_most = 160;
    scene->link.put_most = 150;
    move_areas(scene, &scene->get, 1, (const uint32_t[]){160});
    check_outputs(&scene->get, true, false, false, 0);
    move_areas(scene, &scene->get, 1, (const uint32_t[]){161});
    check_outputs(&scene->get, false, true, false, 4);
    move_areas(scene, &scene->put, 1, (const uint32_t[]){150});
    check_outputs(&scene->put, true, false, false, 0);
    move_areas(scene, &scene->put, 1, (const uint32_t[]){151});
    check_outputs(&scene->put, false, true, false, 4);
    scene->link.get_most = 500; /* the PDU decides all the same */
    move_areas(scene, &scene->get, 1, (const uint32_t[]){223});
    check_outputs(&scene->get, false, true, false, 4);
}

static void a_link_may_split_what_is_too_long(void **state)
{
    struct scene *scene = *state;
    scene->link.split_long = true;
    scene->link.get_most = scene->link.put_most = 160;
    move_areas(scene, &scene->put, 1, (const uint32_t[]){500});
    check_outputs(&scene->put, true, false, false, 0);
    assert_true(scene->partner.writes > 1);
    assert_memory_equal(scene->partner.db, scene->memory.octets, 500);
    memset(scene->memory.octets, 0, 500);
    move_areas(scene, &scene->get, 1, (const uint32_t[]){500});
    check_outputs(&scene->get, true, false, false, 0);
    assert_true(scene->partner.reads > 1);
    assert_memory_equal(scene->memory.octets, scene->partner.db, 500);
}

static void the_cpu_says_how_many_areas_a_call_has(void **state)
{
    struct scene *scene = *state;
    scene->link.area_most = 1;
    move_areas(scene, &scene->get, 1, (const uint32_t[]){4});
    check_outputs(&scene->get, true, false, false, 0);
    move_areas(scene, &scene->get, 2, (const uint32_t[]){4, 4});
    check_outputs(&scene->get, false, true, false, 4);
    scene->link.area_most = 0;
    move_areas(scene, &scene->get, 1, (const uint32_t[]){4});
    check_outputs(&scene->get, false, true, false, 27);
    assert_int_equal(scene->get.fault.error, S7_ERR_LOCAL_BLOCK);
    assert_int_equal(scene->partner.reads, 1);
}

static unsigned answers;

static void count_answer(struct s7_transfer_link *link)
{
    assert_int_equal(link->job_count, 0);
    answers++;
}

static void every_answer_is_told_to_the_link(void **state)
{
    struct scene *scene = *state;
    answers = 0;
    scene->link.answered = count_answer;
    move_areas(scene, &scene->get, 1, (const uint32_t[]){4});
    assert_int_equal(answers, 1);
    scene->partner.item_code = 0x05;
    move_areas(scene, &scene->get, 1, (const uint32_t[]){4});
    assert_int_equal(answers, 2);
    scene->partner.holds = true;
    move_areas(scene, &scene->get, 1, (const uint32_t[]){4});
    partner_break(&scene->partner);
    pump(scene);
    s7_transfer_call(&scene->get, scene->now);
    check_outputs(&scene->get, false, true, false, 1);
    assert_int_equal(answers, 2);
    scene->link.dial =
        (struct s7_fault){.error = S7_ERR_TCP_NAME}; /* an attempt that could not begin says more */
    move_areas(scene, &scene->get, 1, (const uint32_t[]){4});
    assert_int_equal(scene->get.fault.error, S7_ERR_TCP_NAME);
}

int main(void)
{
#define SCENE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        SCENE(get_brings_the_area_and_ndr_for_one_call),
        SCENE(put_sends_what_stood_there_at_the_edge),
        SCENE(an_edge_while_busy_has_no_effect),
        SCENE(an_edge_in_the_reporting_call_counts_in_the_next),
        SCENE(without_connection_status_1_comes_at_once),
        SCENE(a_write_that_was_lost_is_never_repeated),
        SCENE(a_request_without_answer_ends_with_status_1),
        SCENE(refusals_become_status_2_and_8),
        SCENE(local_memory_that_is_not_there_is_status_10),
        SCENE(areas_that_do_not_fit_are_status_4),
        SCENE(more_jobs_than_the_partner_granted_are_status_20),
        SCENE(bits_move_as_bits),
        SCENE(four_areas_travel_together),
        SCENE(one_call_carries_what_one_pdu_carries),
        SCENE(fill_octets_count_for_the_limit),
        SCENE(a_cpu_may_carry_less_than_its_pdu),
        SCENE(a_link_may_split_what_is_too_long),
        SCENE(the_cpu_says_how_many_areas_a_call_has),
        SCENE(every_answer_is_told_to_the_link),
    };
#undef SCENE
    return cmocka_run_group_tests(tests, NULL, NULL);
}
