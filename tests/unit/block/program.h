/* SPDX-License-Identifier: MIT
 *
 * tests/unit/block/program.h — a program with a link to a scripted partner, under a virtual clock.
 */
#ifndef TESTS_UNIT_BLOCK_PROGRAM_H
#define TESTS_UNIT_BLOCK_PROGRAM_H

#include <stdlib.h>

#include "block/transfer.h"
#include "sim/exchange_memory.h"
#include "sim/exchange_partner.h"

struct program {
    struct partner partner;
    struct test_memory memory;
    struct s7_client *client;
    struct s7_transfer_link link;
    uint8_t buffer[64];
    s7_time now;
};

/** Everything that can happen at this moment. */
static inline void pump(struct program *program)
{
    partner_pump(&program->partner, program->now);
}

static int set_up(void **state)
{
    const struct s7_endpoint to = {.host = "partner", .port = 102};
    struct program *program = calloc(1, sizeof *program);
    struct s7_client_config config;
    assert_non_null(program);
    program->now = S7_SECOND;
    partner_init(&program->partner);
    test_memory_init(&program->memory);
    s7_client_config_default(&config);
    assert_int_equal(s7_client_new(&config, &program->client), S7_OK);
    program->link = (struct s7_transfer_link){
        .client = program->client, .memory = &program->memory.memory, .timeout = 2 * S7_SECOND};
    for (size_t i = 0; i < 200; i++) {
        program->memory.octets[i] = (uint8_t)(i + 1);
        program->partner.db[i] = (uint8_t)(200 - i);
    }
    struct s7_dialer *dialer = &program->partner.dialer;
    assert_int_equal(dialer->dial(dialer, &to, s7_client_session(program->client), S7_SECOND), S7_OK);
    pump(program);
    *state = program;
    return 0;
}

static int tear_down(void **state)
{
    struct program *program = *state;
    s7_client_close(program->client, program->now);
    pump(program);
    assert_int_equal(program->link.job_count, 0);
    assert_int_equal(program->memory.unlocked_accesses, 0);
    s7_client_free(program->client);
    free(program);
    return 0;
}

/** Two areas: 20 octets, and one bit. */
static inline void two_areas(struct s7_transfer *transfer, struct program *program)
{
    transfer->link = &program->link;
    transfer->area_count = 2;
    transfer->areas[0] =
        (struct s7_block_area){.remote = test_octets(100, 0, 20), .local = test_octets(10, 50, 20)};
    transfer->areas[1] = (struct s7_block_area){.remote = test_bit(100, 30, 3), .local = test_bit(10, 80, 5)};
}

#define PROGRAM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
