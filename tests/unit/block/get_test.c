/* SPDX-License-Identifier: MIT */
#include "sieben/block.h"

#include "unit/block/program.h"

struct scene {
    struct program *program;
    struct s7_get *get;
    struct s7_block_inputs inputs;
    struct s7_get_outputs outputs;
};

static struct scene scene_of(struct program *program, size_t octets_most)
{
    struct scene scene = {.program = program, .inputs = two_areas(program)};
    assert_int_equal(s7_get_new(octets_most, &scene.get), S7_OK);
    return scene;
}

static void call(struct scene *scene, bool req)
{
    scene->inputs.req = req;
    s7_get_call(scene->get, &scene->inputs, scene->program->now, &scene->outputs);
}

static void check(const struct scene *scene, bool ndr, bool error, bool busy, unsigned status)
{
    assert_int_equal(scene->outputs.ndr, ndr);
    assert_int_equal(scene->outputs.error, error);
    assert_int_equal(scene->outputs.busy, busy);
    assert_int_equal(scene->outputs.status, status);
}

static void a_new_get_is_at_rest(void **state)
{
    struct scene scene = scene_of(*state, 21);
    call(&scene, false);
    check(&scene, false, false, false, 0);
    assert_int_equal(scene.outputs.fault.error, S7_OK);
    pump(scene.program);
    assert_int_equal(scene.program->partner.reads, 0);
    s7_get_free(scene.get);
    s7_get_free(NULL);
}

static void a_get_reads_the_partner_and_writes_own_memory_only(void **state)
{
    struct program *program = *state;
    struct scene scene = scene_of(program, 21); /* not an octet more than the areas have */
    uint8_t theirs[PARTNER_DB_SIZE], own[TEST_MEMORY_SIZE];
    program->partner.db[30] = 0x08;
    program->memory.octets[80] = 0x0F;
    memcpy(theirs, program->partner.db, sizeof theirs);
    memcpy(own, program->memory.octets, sizeof own);
    call(&scene, true);
    check(&scene, false, false, true, 25);
    pump(program);
    assert_memory_equal(program->memory.octets, own, sizeof own); /* the next call brings it */
    call(&scene, true);
    check(&scene, true, false, false, 0);
    memcpy(own + 50, theirs, 20);
    own[80] = 0x2F; /* the other bits stay */
    assert_memory_equal(program->memory.octets, own, sizeof own);
    assert_memory_equal(program->partner.db, theirs, sizeof theirs);
    assert_int_equal(program->memory.locks, 1); /* both areas are one consistent state */
    assert_int_equal(program->partner.reads, 1);
    assert_int_equal(program->partner.writes, 0);
    call(&scene, true); /* NDR is gone */
    check(&scene, false, false, false, 0);
    s7_get_free(scene.get);
}

static void where_the_data_go_is_latched_at_the_edge(void **state)
{
    struct program *program = *state;
    struct scene scene = scene_of(program, 21);
    uint8_t elsewhere[20];
    memcpy(elsewhere, program->memory.octets + 100, sizeof elsewhere);
    call(&scene, true);
    scene.inputs.areas[0].local = test_octets(10, 100, 20);
    scene.inputs.areas[0].remote = test_octets(100, 60, 20);
    scene.inputs.id = NULL;
    pump(program);
    call(&scene, false);
    check(&scene, true, false, false, 0);
    assert_memory_equal(program->memory.octets + 50, program->partner.db, 20);
    assert_memory_equal(program->memory.octets + 100, elsewhere, sizeof elsewhere);
    s7_get_free(scene.get);
}

static void a_get_that_fails_leaves_own_memory_as_it_was(void **state)
{
    struct program *program = *state;
    struct scene scene = scene_of(program, 64);
    uint8_t own[TEST_MEMORY_SIZE];
    memcpy(own, program->memory.octets, sizeof own);
    program->partner.item_code = 0x0A;
    call(&scene, true);
    pump(program);
    call(&scene, false);
    check(&scene, false, true, false, 8);
    assert_int_equal(scene.outputs.fault.error, S7_ERR_DATA_MISSING);
    assert_int_equal(scene.outputs.fault.item_code, 0x0A);
    assert_memory_equal(program->memory.octets, own, sizeof own);
    assert_int_equal(program->memory.locks, 0);
    call(&scene, false);
    check(&scene, false, false, false, 8); /* STATUS stays */
    s7_get_free(scene.get);
}

/* The second area is not there (any more), or is there but cannot be written: the first one is as it was. */
static void a_get_changes_all_areas_or_none(void **state)
{
    const uint32_t ends[] = {TEST_MEMORY_SIZE, TEST_MEMORY_SIZE - 40};
    struct program *program = *state;
    uint8_t own[TEST_MEMORY_SIZE];
    for (size_t i = 0; i < 2; i++) {
        struct scene scene = scene_of(program, 40);
        scene.inputs.areas[1] = (struct s7_block_area){.remote = test_octets(100, 40, 20),
                                                       .local = test_octets(10, ends[i] - 10, 20)};
        program->writable_end = ends[i];
        memcpy(own, program->memory.octets, sizeof own);
        call(&scene, true);
        pump(program);
        call(&scene, true);
        check(&scene, false, true, false, 10);
        assert_int_equal(scene.outputs.fault.item, 1);
        assert_memory_equal(program->memory.octets, own, sizeof own);
        assert_int_equal(program->memory.locks, i + 1);
        s7_get_free(scene.get);
    }
}

static void without_an_instance_status_is_12(void **state)
{
    struct program *program = *state;
    struct scene scene = {.program = program, .inputs = two_areas(program)};
    struct s7_put *put;
    max_align_t zeros[64] = {0};
    assert_int_equal(s7_put_new(21, &put), S7_OK);
    struct s7_get *wrong[] = {NULL, (struct s7_get *)put, (struct s7_get *)zeros};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        scene.get = wrong[i];
        call(&scene, true);
        check(&scene, false, true, false, 12);
        assert_int_equal(scene.outputs.fault.error, S7_ERR_LOCAL_INSTANCE);
    }
    pump(program);
    assert_int_equal(program->partner.reads + program->partner.writes, 0);
    struct s7_block_inputs inputs = two_areas(program);
    struct s7_put_outputs outputs;
    inputs.req = true;
    s7_put_call(put, &inputs, program->now, &outputs); /* it was not touched */
    assert_true(outputs.busy);
    pump(program);
    s7_put_call(put, &inputs, program->now, &outputs);
    assert_true(outputs.done);
    s7_put_free(put);
}

static void the_callers_memory_suffices(void **state)
{
    struct program *program = *state;
    struct scene scene = {.program = program, .inputs = two_areas(program)};
    size_t size = s7_get_size(21);
    void *memory = malloc(size);
    assert_int_equal(s7_get_init(memory, size - 1, 21, &scene.get), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(s7_get_init(memory, size, 0, &scene.get), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(s7_get_new(0, &scene.get), S7_ERR_LOCAL_ARGUMENT);
    assert_null(scene.get);
    assert_int_equal(s7_get_init(memory, size, 21, &scene.get), S7_OK);
    call(&scene, true);
    pump(program);
    call(&scene, true);
    check(&scene, true, false, false, 0);
    free(memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PROGRAM(a_new_get_is_at_rest),
        PROGRAM(a_get_reads_the_partner_and_writes_own_memory_only),
        PROGRAM(where_the_data_go_is_latched_at_the_edge),
        PROGRAM(a_get_that_fails_leaves_own_memory_as_it_was),
        PROGRAM(a_get_changes_all_areas_or_none),
        PROGRAM(without_an_instance_status_is_12),
        PROGRAM(the_callers_memory_suffices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
