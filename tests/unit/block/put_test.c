/* SPDX-License-Identifier: MIT */
#include "block/put.h"

#include "unit/block/program.h"

static bool call(struct s7_put *put, struct program *program, bool req)
{
    put->transfer.req = req;
    return s7_put_call(put, program->now);
}

static void a_new_put_is_at_rest(void **state)
{
    struct program *program = *state;
    struct s7_put put;
    memset(&put, 0xEE, sizeof put);
    s7_put_init(&put, program->buffer, sizeof program->buffer);
    const struct s7_transfer *transfer = &put.transfer;
    assert_int_equal(transfer->kind, S7_JOB_WRITE);
    assert_ptr_equal(transfer->buffer, program->buffer);
    assert_int_equal(transfer->buffer_size, sizeof program->buffer);
    assert_false(transfer->req || transfer->last_req || transfer->running);
    assert_false(transfer->done || transfer->error || transfer->busy);
    assert_int_equal(transfer->status, 0);
    assert_int_equal(transfer->area_count, 0);
    assert_null(transfer->link);
    assert_null(transfer->ready);
    assert_false(call(&put, program, false)); /* nothing changes while nothing is asked for */
}

static void a_put_sends_the_state_of_the_edge(void **state)
{
    struct program *program = *state;
    struct s7_put put;
    uint8_t theirs[PARTNER_DB_SIZE], own[TEST_MEMORY_SIZE];
    program->memory.octets[80] = 0x20;
    program->partner.db[30] = 0x81;
    memcpy(theirs, program->partner.db, sizeof theirs);
    memcpy(theirs, program->memory.octets + 50, 20);
    theirs[30] = 0x89; /* the other bits stay */
    s7_put_init(&put, program->buffer, 21);
    two_areas(&put.transfer, program);
    assert_true(call(&put, program, true));
    assert_true(put.transfer.busy);
    assert_int_equal(program->memory.locks, 1); /* both areas are one consistent state */
    memset(program->memory.octets, 0, sizeof program->memory.octets);
    memcpy(own, program->memory.octets, sizeof own);
    pump(program);
    assert_true(call(&put, program, true));
    assert_true(put.transfer.done && !put.transfer.busy && !put.transfer.error);
    assert_memory_equal(program->partner.db, theirs, sizeof theirs);
    assert_memory_equal(program->memory.octets, own, sizeof own);
    assert_int_equal(program->memory.locks, 1);
    assert_int_equal(program->partner.writes, 1);
    assert_int_equal(program->partner.reads, 0);
    assert_true(call(&put, program, true)); /* DONE is gone: outputs changed once more */
    assert_false(put.transfer.done);
    assert_false(call(&put, program, true));
}

/* Whether the partner had executed it nobody knows: REQ still set is no reason to send it again. */
static void a_write_whose_answer_is_lost_is_not_repeated(void **state)
{
    struct program *program = *state;
    const struct s7_endpoint to = {.host = "partner", .port = 102};
    struct s7_put put;
    s7_put_init(&put, program->buffer, sizeof program->buffer);
    two_areas(&put.transfer, program);
    program->partner.holds = true;
    call(&put, program, true);
    pump(program);
    assert_int_equal(program->partner.writes, 1);
    partner_break(&program->partner);
    pump(program);
    call(&put, program, true);
    assert_true(put.transfer.error);
    assert_int_equal(put.transfer.status, S7_BLOCK_COMMUNICATION);
    struct s7_dialer *dialer = &program->partner.dialer;
    assert_int_equal(dialer->dial(dialer, &to, s7_client_session(program->client), S7_SECOND), S7_OK);
    pump(program);
    assert_int_equal(s7_client_state(program->client), S7_CLIENT_OPEN);
    for (int i = 0; i < 3; i++) {
        call(&put, program, true);
        pump(program);
    }
    assert_int_equal(program->partner.writes, 1);
}

static void memory_that_is_not_there_is_not_sent(void **state)
{
    struct program *program = *state;
    struct s7_put put;
    s7_put_init(&put, program->buffer, sizeof program->buffer);
    two_areas(&put.transfer, program);
    put.transfer.areas[1].local = test_bit(10, TEST_MEMORY_SIZE, 0);
    assert_true(call(&put, program, true));
    assert_true(put.transfer.error && !put.transfer.busy);
    assert_int_equal(put.transfer.status, S7_BLOCK_LOCAL_ACCESS);
    assert_int_equal(put.transfer.fault.item, 1);
    pump(program);
    assert_int_equal(program->partner.writes, 0); /* nor the area that is there */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PROGRAM(a_new_put_is_at_rest),
        PROGRAM(a_put_sends_the_state_of_the_edge),
        PROGRAM(a_write_whose_answer_is_lost_is_not_repeated),
        PROGRAM(memory_that_is_not_there_is_not_sent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
