/* SPDX-License-Identifier: MIT
 *
 * tests/unit/block/program.h — a program with a public link to a scripted partner, under a virtual clock.
 */
#ifndef TESTS_UNIT_BLOCK_PROGRAM_H
#define TESTS_UNIT_BLOCK_PROGRAM_H

#include <stdlib.h>

#include "sieben/block.h"
#include "sim/exchange_memory.h"
#include "sim/exchange_partner.h"

struct program {
    struct partner partner;
    struct test_memory memory;
    struct s7_block_link_config config;
    struct s7_block_link *link;
    s7_time now;
    uint32_t writable_end; /**< octets behind it cannot be written; 0: all can */
};

static int program_read(void *user, const struct s7_range *range, uint8_t *ret_octets)
{
    struct program *program = user;
    return s7_memory_read(&program->memory.memory, range, ret_octets);
}

static int program_write(void *user, const struct s7_range *range, const uint8_t *octets)
{
    struct program *program = user;
    if (program->writable_end && (range->first_bit + range->bit_count) / 8 > program->writable_end)
        return S7_ERR_ACCESS_ITEM;
    return s7_memory_write(&program->memory.memory, range, octets);
}

static void program_lock(void *user)
{
    struct program *program = user;
    s7_memory_lock(&program->memory.memory);
}

static void program_unlock(void *user)
{
    struct program *program = user;
    s7_memory_unlock(&program->memory.memory);
}

/** Everything that can happen at this moment. */
static inline void pump(struct program *program)
{
    partner_pump(&program->partner, program->now);
}

/** The transport's turn, and the link's. */
static inline void scan(struct program *program)
{
    pump(program);
    s7_block_link_call(program->link, program->now);
    pump(program);
}

/** A program whose link was not made yet. */
static inline struct program *program_new(void)
{
    struct program *program = calloc(1, sizeof *program);
    assert_non_null(program);
    program->now = S7_SECOND;
    partner_init(&program->partner);
    test_memory_init(&program->memory);
    s7_block_link_config_default(&program->config);
    program->config.host = "partner";
    program->config.dialer = &program->partner.dialer;
    program->config.memory = (struct s7_block_memory){.read = program_read,
                                                      .write = program_write,
                                                      .lock = program_lock,
                                                      .unlock = program_unlock,
                                                      .user = program};
    for (size_t i = 0; i < 200; i++) {
        program->memory.octets[i] = (uint8_t)(i + 1);
        program->partner.db[i] = (uint8_t)(200 - i);
    }
    return program;
}

static inline void program_end(struct program *program)
{
    if (program->link) {
        s7_block_link_close(program->link, program->now);
        pump(program);
        assert_true(s7_block_link_idle(program->link));
        assert_int_equal(s7_block_link_report(program->link).job_count, 0);
    }
    assert_int_equal(program->memory.unlocked_accesses, 0);
    s7_block_link_free(program->link);
    free(program);
}

static inline int set_up(void **state)
{
    struct program *program = program_new();
    *state = program;
    assert_int_equal(s7_block_link_new(&program->config, &program->link), S7_OK);
    scan(program);
    assert_true(s7_block_link_report(program->link).connected);
    return 0;
}

static inline int tear_down(void **state)
{
    program_end(*state);
    return 0;
}

/** Inputs with two areas: 20 octets, and one bit. */
static inline struct s7_block_inputs two_areas(struct program *program)
{
    return (struct s7_block_inputs){
        .id = program->link,
        .area_count = 2,
        .areas = {{.remote = test_octets(100, 0, 20), .local = test_octets(10, 50, 20)},
                  {.remote = test_bit(100, 30, 3), .local = test_bit(10, 80, 5)}}};
}

#define PROGRAM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
