/* SPDX-License-Identifier: MIT
 *
 * A program that does anything at any time, on a network that does: in every call the blocks keep their promises.
 *
 * Sequence numbers in the data tell what is stale and what came twice: the program's counts at every PUT edge, the
 * partner's at every step.
 */
#include "cases.h"
#include "unit/block/program.h"

enum { OCTETS = 20, STEPS = 200, SENT_AT = 0, RECEIVED_AT = 100, COUNTED_AT = 200, WRITTEN_AT = 300 };

struct block {
    bool put;
    struct s7_get *get;
    struct s7_put *instance;
    bool req, busy, fresh; /* `fresh`: the last call reported an end */
    unsigned starts, ends, successes;
    uint32_t at_edge; /* the number that mattered when the job started */
};

struct scene {
    struct program *program;
    struct s7_chance chance;
    struct block blocks[2]; /* GET, PUT */
    uint32_t sent;          /* number of the last PUT edge that took it */
    uint32_t counted;       /* the partner's number */
    uint32_t seen_written;  /* in the partner's memory, last time we looked */
};

static void put_number(uint8_t *at, uint32_t number)
{
    for (size_t i = 0; i < OCTETS; i++)
        at[i] = (uint8_t)(number >> (24 - 8 * (i % 4)));
}

/** A number that stands there whole. */
static uint32_t number_at(const uint8_t *at)
{
    uint32_t number = (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
    uint8_t whole[OCTETS];
    put_number(whole, number);
    assert_memory_equal(at, whole, OCTETS); /* torn otherwise */
    return number;
}

static bool chance_of(struct scene *scene, unsigned percent)
{
    return s7_chance_below(&scene->chance, 100) < percent;
}

/** Whatever can happen around the program. */
static void disturb(struct scene *scene)
{
    struct partner *partner = &scene->program->partner;
    static const uint16_t header_errors[] = {0, 0, 0, 0, 0x8104, 0x8304};
    static const uint8_t item_codes[] = {0xFF, 0xFF, 0xFF, 0xFF, 0x0A, 0x05};
    if (chance_of(scene, 10))
        partner->holds = !partner->holds;
    if (!partner->holds && chance_of(scene, 50))
        partner_release(partner);
    if (chance_of(scene, 3))
        partner_break(partner);
    if (chance_of(scene, 5))
        partner->network = chance_of(scene, 70) ? PARTNER_REACHABLE : PARTNER_REFUSING;
    if (chance_of(scene, 10))
        partner->header_error = header_errors[s7_chance_below(&scene->chance, 6)];
    if (chance_of(scene, 10))
        partner->item_code = item_codes[s7_chance_below(&scene->chance, 6)];
    scene->program->now += (s7_time)s7_chance_below(&scene->chance, 300) * S7_MILLISECOND;
    put_number(partner->db + COUNTED_AT, ++scene->counted);
}

static struct s7_block_inputs inputs_of(const struct scene *scene, const struct block *block)
{
    struct s7_block_inputs inputs = {.req = block->req, .id = scene->program->link, .area_count = 1};
    inputs.areas[0].remote = test_octets(100, block->put ? WRITTEN_AT : COUNTED_AT, OCTETS);
    inputs.areas[0].local = test_octets(10, block->put ? SENT_AT : RECEIVED_AT, OCTETS);
    return inputs;
}

struct outputs {
    bool done, error, busy;
    unsigned status;
};

static struct outputs call(struct scene *scene, struct block *block)
{
    struct s7_block_inputs inputs = inputs_of(scene, block);
    struct s7_get_outputs got;
    struct s7_put_outputs sent;
    if (block->put) {
        s7_put_call(block->instance, &inputs, scene->program->now, &sent);
        return (struct outputs){sent.done, sent.error, sent.busy, sent.status};
    }
    s7_get_call(block->get, &inputs, scene->program->now, &got);
    return (struct outputs){got.ndr, got.error, got.busy, got.status};
}

static void check_end(struct scene *scene, struct block *block, const struct outputs *outputs,
                      uint32_t received)
{
    struct program *program = scene->program;
    uint32_t now_there = number_at(program->memory.octets + RECEIVED_AT);
    block->ends++;
    block->successes += outputs->done;
    if (outputs->done && block->put)
        assert_true(number_at(program->partner.db + WRITTEN_AT) >= block->at_edge);
    else if (outputs->done) /* not older than the question */
        assert_true(now_there >= block->at_edge && now_there <= scene->counted);
    if (!outputs->done)
        assert_int_equal(now_there, received);
}

static void check_call(struct scene *scene, struct block *block, const struct outputs *outputs,
                       uint32_t received)
{
    bool ends = outputs->done || outputs->error;
    assert_false(outputs->done && outputs->error);
    assert_false(ends && outputs->busy);
    assert_int_equal(outputs->busy, outputs->status == 25 || outputs->status == 11);
    assert_true(!outputs->done || outputs->status == 0);
    assert_true(!outputs->error || (outputs->status != 0 && outputs->status != 25 && outputs->status != 11));
    if (ends)
        check_end(scene, block, outputs, received);
    else
        assert_int_equal(number_at(scene->program->memory.octets + RECEIVED_AT), received);
    block->busy = outputs->busy;
}

/** A call in which a job may start, run and end. */
static void step(struct scene *scene, struct block *block)
{
    struct program *program = scene->program;
    uint32_t received = number_at(program->memory.octets + RECEIVED_AT);
    bool was_busy = block->busy, was_req = block->req;
    block->req = chance_of(scene, 60);
    if (block->put && !was_busy) {
        put_number(program->memory.octets + SENT_AT, scene->sent + 1);
    } else if (block->put) {
        put_number(program->memory.octets + SENT_AT, UINT32_MAX); /* latched: must never arrive */
    }
    if (!was_busy)
        block->at_edge = block->put ? scene->sent + 1 : scene->counted;
    struct outputs outputs = call(scene, block);
    bool started = !was_busy && (outputs.busy || outputs.error);
    block->starts += started;
    if (started) {
        assert_true(block->req && (!was_req || block->fresh)); /* by an edge, or by one that was left over */
        scene->sent += block->put;
    }
    check_call(scene, block, &outputs, received);
    block->fresh = was_busy && !outputs.busy;
}

/** What is written in the partner: only numbers of edges, each later than the one before. */
static void check_written(struct scene *scene)
{
    uint32_t written = number_at(scene->program->partner.db + WRITTEN_AT);
    assert_true(written >= scene->seen_written && written <= scene->sent);
    scene->seen_written = written;
}

static void run_case(struct scene *scene)
{
    struct program *program = scene->program;
    for (unsigned i = 0; i < STEPS; i++) {
        disturb(scene);
        s7_block_link_call(program->link, program->now);
        pump(program);
        check_written(scene);
        step(scene, &scene->blocks[s7_chance_below(&scene->chance, 2)]);
        if (chance_of(scene, 50))
            step(scene, &scene->blocks[s7_chance_below(&scene->chance, 2)]);
    }
    assert_true(program->partner.writes <= scene->blocks[1].starts); /* nothing is sent twice */
    assert_true(scene->blocks[1].successes <= program->partner.writes);
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(scene->blocks[i].ends + scene->blocks[i].busy, scene->blocks[i].starts);
}

static unsigned long successes;

static void one_case(uint64_t seed)
{
    struct scene scene = {.program = program_new(), .chance = {.state = seed}};
    struct program *program = scene.program;
    memset(program->memory.octets, 0, sizeof program->memory.octets);
    memset(program->partner.db, 0, sizeof program->partner.db);
    program->config.seed = seed;
    program->partner.amq = (uint16_t)(1 + s7_chance_below(&scene.chance, 2));
    assert_int_equal(s7_block_link_new(&program->config, &program->link), S7_OK);
    scene.blocks[1].put = true;
    assert_int_equal(s7_get_new(OCTETS, &scene.blocks[0].get), S7_OK);
    assert_int_equal(s7_put_new(OCTETS, &scene.blocks[1].instance), S7_OK);
    run_case(&scene);
    successes += scene.blocks[0].successes + scene.blocks[1].successes;
    partner_release(&program->partner);
    program->partner.network = PARTNER_REACHABLE;
    s7_block_link_close(program->link, program->now);
    pump(program);
    s7_get_free(scene.blocks[0].get);
    s7_put_free(scene.blocks[1].instance);
    program_end(program);
}

static void the_blocks_keep_their_promises(void **state)
{
    struct s7_chance chance = cases_begin("block_scan");
    unsigned long steps = cases_count();
    (void)state;
    for (unsigned long done = 0; done < steps; done += STEPS)
        one_case(s7_chance_next(&chance));
    assert_true(successes > steps / 50); /* else nothing was tried */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_blocks_keep_their_promises)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
