/* SPDX-License-Identifier: MIT */
#include "sieben/block.h"

#include "unit/block/program.h"

struct scene {
    struct program *program;
    struct s7_put *put;
    struct s7_block_inputs inputs;
    struct s7_put_outputs outputs;
};

static struct scene scene_of(struct program *program, size_t octets_most)
{
    struct scene scene = {.program = program, .inputs = two_areas(program)};
    assert_int_equal(s7_put_new(octets_most, &scene.put), S7_OK);
    return scene;
}

static void call(struct scene *scene, bool req)
{
    scene->inputs.req = req;
    s7_put_call(scene->put, &scene->inputs, scene->program->now, &scene->outputs);
}

static void check(const struct scene *scene, bool done, bool error, bool busy, unsigned status)
{
    assert_int_equal(scene->outputs.done, done);
    assert_int_equal(scene->outputs.error, error);
    assert_int_equal(scene->outputs.busy, busy);
    assert_int_equal(scene->outputs.status, status);
}

static void a_new_put_is_at_rest(void **state)
{
    struct scene scene = scene_of(*state, 21);
    call(&scene, false);
    check(&scene, false, false, false, 0);
    pump(scene.program);
    assert_int_equal(scene.program->partner.writes, 0);
    s7_put_free(scene.put);
    s7_put_free(NULL);
}

static void a_put_sends_the_state_of_the_edge(void **state)
{
    struct program *program = *state;
    struct scene scene = scene_of(program, 21);
    uint8_t theirs[PARTNER_DB_SIZE], own[TEST_MEMORY_SIZE];
    program->memory.octets[80] = 0x20;
    program->partner.db[30] = 0x81;
    memcpy(theirs, program->partner.db, sizeof theirs);
    memcpy(theirs, program->memory.octets + 50, 20);
    theirs[30] = 0x89; /* the other bits stay */
    call(&scene, true);
    check(&scene, false, false, true, 25);
    assert_int_equal(program->memory.locks, 1); /* both areas are one consistent state */
    memset(program->memory.octets, 0xEE, 200);
    memcpy(own, program->memory.octets, sizeof own);
    pump(program);
    call(&scene, true);
    check(&scene, true, false, false, 0);
    assert_memory_equal(program->partner.db, theirs, sizeof theirs);
    assert_memory_equal(program->memory.octets, own, sizeof own);
    assert_int_equal(program->memory.locks, 1);
    assert_int_equal(program->partner.writes, 1);
    assert_int_equal(program->partner.reads, 0);
    call(&scene, true); /* DONE is gone, and REQ is no new edge */
    check(&scene, false, false, false, 0);
    pump(program);
    assert_int_equal(program->partner.writes, 1);
    s7_put_free(scene.put);
}

static void a_refused_put_says_what_the_partner_said(void **state)
{
    struct program *program = *state;
    struct scene scene = scene_of(program, 64);
    program->partner.header_error = 0x8104;
    call(&scene, true);
    pump(program);
    call(&scene, false);
    check(&scene, false, true, false, 2);
    assert_int_equal(scene.outputs.fault.error, S7_ERR_ACCESS_PUT_GET);
    assert_int_equal(scene.outputs.fault.peer_code, 0x8104);
    call(&scene, false);
    check(&scene, false, false, false, 2);
    assert_int_equal(program->partner.writes, 1); /* never repeated */
    s7_put_free(scene.put);
}

static void without_an_instance_status_is_12(void **state)
{
    struct program *program = *state;
    struct scene scene = {.program = program, .inputs = two_areas(program)};
    struct s7_get *get;
    assert_int_equal(s7_get_new(21, &get), S7_OK);
    struct s7_put *wrong[] = {NULL, (struct s7_put *)get};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        scene.put = wrong[i];
        call(&scene, true);
        check(&scene, false, true, false, 12);
    }
    pump(program);
    assert_int_equal(program->partner.writes, 0);
    s7_get_free(get);
}

static void the_callers_memory_suffices(void **state)
{
    struct program *program = *state;
    struct scene scene = {.program = program, .inputs = two_areas(program)};
    size_t size = s7_put_size(21);
    void *memory = malloc(size);
    assert_int_equal(s7_put_init(memory, size - 1, 21, &scene.put), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(s7_put_new(0, &scene.put), S7_ERR_LOCAL_ARGUMENT);
    assert_null(scene.put);
    assert_int_equal(s7_put_init(memory, size, 21, &scene.put), S7_OK);
    call(&scene, true);
    pump(program);
    call(&scene, true);
    check(&scene, true, false, false, 0);
    free(memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PROGRAM(a_new_put_is_at_rest),
        PROGRAM(a_put_sends_the_state_of_the_edge),
        PROGRAM(a_refused_put_says_what_the_partner_said),
        PROGRAM(without_an_instance_status_is_12),
        PROGRAM(the_callers_memory_suffices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
