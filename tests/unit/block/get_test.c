/* SPDX-License-Identifier: MIT */
#include "block/get.h"

#include "unit/block/program.h"

static bool call(struct s7_get *get, struct program *program, bool req)
{
    get->transfer.req = req;
    return s7_get_call(get, program->now);
}

static void a_new_get_is_at_rest(void **state)
{
    struct program *program = *state;
    struct s7_get get;
    memset(&get, 0xEE, sizeof get);
    s7_get_init(&get, program->buffer, sizeof program->buffer);
    const struct s7_transfer *transfer = &get.transfer;
    assert_int_equal(transfer->kind, S7_JOB_READ);
    assert_ptr_equal(transfer->buffer, program->buffer);
    assert_int_equal(transfer->buffer_size, sizeof program->buffer);
    assert_false(transfer->req || transfer->last_req || transfer->running);
    assert_false(transfer->done || transfer->error || transfer->busy);
    assert_int_equal(transfer->status, 0);
    assert_int_equal(transfer->area_count, 0);
    assert_null(transfer->link);
    assert_null(transfer->ready);
    assert_false(call(&get, program, false)); /* nothing changes while nothing is asked for */
}

static void a_get_reads_the_partner_and_writes_own_memory_only(void **state)
{
    struct program *program = *state;
    struct s7_get get;
    uint8_t theirs[PARTNER_DB_SIZE], own[TEST_MEMORY_SIZE];
    program->partner.db[30] = 0x08;
    memcpy(theirs, program->partner.db, sizeof theirs);
    memcpy(own, program->memory.octets, sizeof own);
    own[80] = 0x0F;
    program->memory.octets[80] = 0x0F;
    s7_get_init(&get, program->buffer, 21); /* not an octet more than the areas have */
    two_areas(&get.transfer, program);
    assert_true(call(&get, program, true));
    assert_true(get.transfer.busy);
    pump(program);
    assert_memory_equal(program->memory.octets, own, sizeof own); /* the next call brings it */
    assert_true(call(&get, program, true));
    assert_true(get.transfer.done && !get.transfer.busy && !get.transfer.error);
    memcpy(own + 50, theirs, 20);
    own[80] = 0x2F; /* the other bits stay */
    assert_memory_equal(program->memory.octets, own, sizeof own);
    assert_memory_equal(program->partner.db, theirs, sizeof theirs);
    assert_int_equal(program->memory.locks, 1); /* both areas are one consistent state */
    assert_int_equal(program->partner.reads, 1);
    assert_int_equal(program->partner.writes, 0);
    assert_true(call(&get, program, true)); /* NDR is gone: outputs changed once more */
    assert_false(get.transfer.done);
    assert_false(call(&get, program, true));
}

static void a_get_that_fails_leaves_own_memory_as_it_was(void **state)
{
    struct program *program = *state;
    struct s7_get get;
    uint8_t own[TEST_MEMORY_SIZE];
    memcpy(own, program->memory.octets, sizeof own);
    s7_get_init(&get, program->buffer, sizeof program->buffer);
    two_areas(&get.transfer, program);
    program->partner.item_code = 0x0A;
    call(&get, program, true);
    pump(program);
    call(&get, program, false);
    assert_true(get.transfer.error && !get.transfer.done);
    assert_int_equal(get.transfer.status, S7_BLOCK_PARTNER_ACCESS);
    assert_int_equal(get.transfer.fault.error, S7_ERR_DATA_MISSING);
    assert_memory_equal(program->memory.octets, own, sizeof own);
    assert_int_equal(program->memory.locks, 0);
}

static void a_buffer_without_room_is_a_pointer_error(void **state)
{
    struct program *program = *state;
    struct s7_get get;
    s7_get_init(&get, program->buffer, 20);
    two_areas(&get.transfer, program);
    assert_true(call(&get, program, true));
    assert_true(get.transfer.error);
    assert_int_equal(get.transfer.status, S7_BLOCK_POINTER);
    assert_int_equal(get.transfer.fault.item, 1);
    pump(program);
    assert_int_equal(program->partner.reads, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PROGRAM(a_new_get_is_at_rest),
        PROGRAM(a_get_reads_the_partner_and_writes_own_memory_only),
        PROGRAM(a_get_that_fails_leaves_own_memory_as_it_was),
        PROGRAM(a_buffer_without_room_is_a_pointer_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
