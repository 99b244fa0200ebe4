/* SPDX-License-Identifier: MIT
 *
 * Faults on demand: set, listed and cleared; whom they concern and how often; data blocks and callers.
 */
#include "unit/cpu/fault_scene.h"

#include "cpu/fault.h"

#define MISSING "0a000000"
#define ADDRESS "05000000"

static int tries(struct scene *scene, const char *name, struct s7_cpu_fault fault)
{
    return s7_cpu_fault_set(scene->cpu, name, &fault, scene->peer.now);
}

static void faults_are_set_listed_and_cleared(void **state)
{
    struct scene *scene = *state;
    struct s7_cpu_fault_state found;
    assert_false(s7_cpu_fault_at(scene->cpu, 0, &found));
    sets(scene, "a", (struct s7_cpu_fault){.kind = S7_CPU_FAULT_SILENT});
    sets(scene, "b", (struct s7_cpu_fault){.kind = S7_CPU_FAULT_DB_SHORT, .db = 1, .size = 7, .after = 2});
    sets(scene, "c", (struct s7_cpu_fault){.kind = S7_CPU_FAULT_DELAY, .time = 1});
    assert_int_equal(tries(scene, "d", (struct s7_cpu_fault){.kind = S7_CPU_FAULT_DROP}), S7_ERR_LOCAL_LIMIT);
    sets(scene, "a", (struct s7_cpu_fault){.kind = S7_CPU_FAULT_DROP}); /* replaced, in its place */
    assert_string_equal(state_of(scene, 0).name, "a");
    assert_int_equal(state_of(scene, 0).fault.kind, S7_CPU_FAULT_DROP);
    assert_int_equal(state_of(scene, 1).fault.size, 7);
    clears(scene, "a");
    assert_false(s7_cpu_fault_clear(scene->cpu, "a", scene->peer.now));
    assert_false(s7_cpu_fault_clear(scene->cpu, NULL, scene->peer.now));
    assert_string_equal(state_of(scene, 0).name, "b");
    assert_string_equal(state_of(scene, 1).name, "c");
    assert_false(s7_cpu_fault_at(scene->cpu, 2, &found));
    clears(scene, "b");
    clears(scene, "c");
    reads(scene, READ_DB("01", "04"), FOUR);
}

static void what_cannot_be_shown_is_refused(void **state)
{
    static const char name_of_64[] = "0123456789012345678901234567890123456789012345678901234567890123";
    static const struct {
        struct s7_cpu_fault fault;
        int error;
    } rows[] = {
        {{.kind = S7_CPU_FAULT_KIND_COUNT}, S7_ERR_LOCAL_ARGUMENT},
        {{.kind = S7_CPU_FAULT_DB_MISSING, .db = 3}, S7_ERR_DATA_MISSING},
        {{.kind = S7_CPU_FAULT_DB_OPTIMIZED}, S7_ERR_DATA_MISSING},
        {{.kind = S7_CPU_FAULT_DB_SHORT, .db = 1, .size = 8}, S7_ERR_DATA_ADDRESS},
        {{.kind = S7_CPU_FAULT_EXHAUSTED, .connection_class = (enum s7_cpu_class)4}, S7_ERR_LOCAL_ARGUMENT},
        {{.kind = S7_CPU_FAULT_DELAY}, S7_ERR_LOCAL_ARGUMENT},
        {{.kind = S7_CPU_FAULT_DELAY, .time = -1}, S7_ERR_LOCAL_ARGUMENT},
        {{.kind = S7_CPU_FAULT_TRUNCATE, .size = 65536}, S7_ERR_LOCAL_ARGUMENT},
        {{.kind = S7_CPU_FAULT_GARBAGE}, S7_ERR_LOCAL_ARGUMENT},
        {{.kind = S7_CPU_FAULT_TRICKLE, .time = 1}, S7_ERR_LOCAL_ARGUMENT},
    };
    struct scene *scene = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(tries(scene, "x", rows[i].fault), rows[i].error);
    struct s7_cpu_fault fault = {.kind = S7_CPU_FAULT_SILENT};
    assert_int_equal(tries(scene, "", fault), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(tries(scene, NULL, fault), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(tries(scene, name_of_64, fault), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(tries(scene, name_of_64 + 1, fault), S7_OK);
    memset(fault.partner, 'x', sizeof fault.partner);
    assert_int_equal(tries(scene, "x", fault), S7_ERR_LOCAL_ARGUMENT);
}

static void a_data_block_looks_otherwise(void **state)
{
    struct scene *scene = *state;
    SET(scene, .kind = S7_CPU_FAULT_DB_MISSING, .db = 1);
    reads(scene, READ_DB("01", "04"), MISSING);
    reads(scene, READ_DB("02", "04"), FOUR);
    SET(scene, .kind = S7_CPU_FAULT_DB_OPTIMIZED, .db = 1);
    reads(scene, READ_DB("01", "04"), ADDRESS);
    SET(scene, .kind = S7_CPU_FAULT_DB_SHORT, .db = 1, .size = 5);
    reads(scene, READ_DB("01", "04"), FOUR);
    reads(scene, READ_DB("01", "05"), "ff040028 1122334455");
    reads(scene, READ_DB("01", "06"), ADDRESS);
    cpu_holds(scene->cpu, "P#DB1.DBX0.0 BYTE 8", "1122334455667788"); /* its own program sees what is */
}

/* What a partner must not see it must not change either. */
static void a_missing_data_block_is_not_written(void **state)
{
    struct scene *scene = *state;
    SET(scene, .kind = S7_CPU_FAULT_DB_MISSING, .db = 1);
    peer_request(&scene->peer, 1, WRITE_DB("01"), "00040020 a1a2a3a4");
    peer_expect_parts(&scene->peer, 3, 0, "0501", "0a");
    cpu_holds(scene->cpu, "P#DB1.DBX0.0 BYTE 8", "1122334455667788");
    clears(scene, "f");
    peer_request(&scene->peer, 1, WRITE_DB("01"), "00040020 a1a2a3a4");
    peer_expect_parts(&scene->peer, 3, 0, "0501", "ff");
    cpu_holds(scene->cpu, "P#DB1.DBX0.0 BYTE 8", "a1a2a3a455667788");
}

static void after_and_times_count_the_requests_that_it_concerns(void **state)
{
    struct scene *scene = *state;
    SET(scene, .kind = S7_CPU_FAULT_DB_MISSING, .db = 1, .after = 2, .times = 3);
    for (unsigned i = 0; i < 8; i++) {
        bool shown = i >= 2 && i < 5;
        struct s7_cpu_fault_state before = state_of(scene, 0);
        assert_int_equal(before.seen, i);
        assert_int_equal(before.shown, i < 2 ? 0 : i < 5 ? i - 2 : 3);
        assert_int_equal(before.spent, i >= 5);
        reads(scene, READ_DB("02", "04"), FOUR); /* does not count */
        reads(scene, READ_DB("01", "04"), shown ? MISSING : FOUR);
    }
    sets(scene, "f", state_of(scene, 0).fault); /* set anew, it counts anew */
    assert_int_equal(state_of(scene, 0).seen, 0);
}

/* One request is one, however many items name the block. */
static void a_request_of_several_items_counts_once(void **state)
{
    struct scene *scene = *state;
    SET(scene, .kind = S7_CPU_FAULT_DB_MISSING, .db = 1, .times = 1);
    peer_request(&scene->peer, 1,
                 "0403 120a10020004000184000000 120a10020004000284000000 120a10020004000184000000", "");
    peer_expect_parts(&scene->peer, 3, 0, "0403", MISSING FOUR MISSING);
    reads(scene, READ_DB("01", "04"), FOUR);
    assert_int_equal(state_of(scene, 0).seen, 2);
}

static void only_its_partner_sees_it(void **state)
{
    struct scene *scene = *state;
    SET(scene, .kind = S7_CPU_FAULT_DB_MISSING, .db = 1, .partner = "192.0.2.1");
    reads(scene, READ_DB("01", "04"), FOUR);
    assert_int_equal(state_of(scene, 0).seen, 0);
    SET(scene, .kind = S7_CPU_FAULT_DB_MISSING, .db = 1, .partner = "desk");
    reads(scene, READ_DB("01", "04"), MISSING);
}

static void a_caller_finds_no_resource_of_its_class(void **state)
{
    static const char op_cr[] = "03000016 11e00000000100 c1020100 c2020202 c0010a";
    struct scene *scene = *state;
    struct peer caller;
    SET(scene, .kind = S7_CPU_FAULT_EXHAUSTED, .connection_class = S7_CPU_CLASS_PG, .after = 1, .times = 1);
    for (unsigned i = 0; i < 3; i++) {
        peer_accept(&caller, scene->cpu);
        peer_say(&caller, op_cr); /* another class */
        assert_true(peer_admitted(&caller));
        peer_close(&caller);
        peer_accept(&caller, scene->cpu);
        peer_say(&caller, PEER_CR);
        assert_int_equal(peer_admitted(&caller), i != 1);
        if (i == 1)
            assert_int_equal(peer_want(&caller), S7_WANT_FIN);
        peer_close(&caller);
    }
    assert_int_equal(s7_cpu_usage(scene->cpu).refused_resources, 1);
    reads(scene, READ_DB("01", "04"), FOUR); /* who is in stays */
}

static void no_slot_is_the_right_one(void **state)
{
    struct scene *scene = *state;
    struct peer caller;
    SET(scene, .kind = S7_CPU_FAULT_WRONG_SLOT);
    peer_accept(&caller, scene->cpu);
    peer_say(&caller, PEER_CR);
    assert_false(peer_admitted(&caller));
    assert_int_equal(peer_want(&caller), S7_WANT_FIN);
    peer_close(&caller);
    assert_int_equal(s7_cpu_usage(scene->cpu).refused_tsap, 1);
    clears(scene, "f");
    peer_accept(&caller, scene->cpu);
    peer_say(&caller, PEER_CR);
    assert_true(peer_admitted(&caller));
    peer_close(&caller);
}

static void a_cpu_may_have_no_faults_at_all(void **state)
{
    struct scene *scene = *state;
    struct s7_cpu_fault fault = {.kind = S7_CPU_FAULT_SILENT};
    scene->config.limits.faults = 0;
    struct s7_cpu *cpu = cpu_of(&scene->config);
    assert_int_equal(s7_cpu_fault_set(cpu, "a", &fault, 0), S7_ERR_LOCAL_LIMIT);
    s7_cpu_free(cpu);
    scene->config.limits.faults = S7_CPU_FAULTS_MAX + 1;
    assert_int_equal(s7_cpu_size(&scene->config), 0);
}

/* A download keeps what is shown; a block that it takes away is missing anyway. */
static void faults_stay_through_a_reload(void **state)
{
    struct scene *scene = *state;
    struct s7_cpu_config config = scene->config;
    SET(scene, .kind = S7_CPU_FAULT_DB_SHORT, .db = 1, .size = 5);
    static const struct s7_cpu_db shorter[] = {{.number = 1, .size = 2}};
    config.dbs = shorter;
    config.db_count = 1;
    assert_int_equal(s7_cpu_reload(scene->cpu, &config), S7_OK);
    reads(scene, READ_DB("01", "02"), "ff040010 1122");
    reads(scene, READ_DB("01", "04"), ADDRESS);
    reads(scene, READ_DB("02", "04"), MISSING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(faults_are_set_listed_and_cleared),
        SCENE(what_cannot_be_shown_is_refused),
        SCENE(a_data_block_looks_otherwise),
        SCENE(a_missing_data_block_is_not_written),
        SCENE(after_and_times_count_the_requests_that_it_concerns),
        SCENE(a_request_of_several_items_counts_once),
        SCENE(only_its_partner_sees_it),
        SCENE(a_caller_finds_no_resource_of_its_class),
        SCENE(no_slot_is_the_right_one),
        SCENE(a_cpu_may_have_no_faults_at_all),
        SCENE(faults_stay_through_a_reload),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
