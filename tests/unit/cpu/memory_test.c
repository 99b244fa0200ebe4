/* SPDX-License-Identifier: MIT */
#include "unit/cpu/peer.h"

static const struct s7_cpu_db dbs[] = {
    {.number = 1, .size = 10},
    {.number = 2, .size = 10, .optimized = true},
    {.number = 3, .size = 10, .write_protected = true},
};

static struct s7_cpu *cpu;

static int cpu_make(void **state)
{
    (void)state;
    struct s7_cpu_config config;
    s7_cpu_config_default(&config);
    config.dbs = dbs;
    config.db_count = sizeof dbs / sizeof dbs[0];
    cpu = cpu_of(&config);
    return 0;
}

static int cpu_end(void **state)
{
    (void)state;
    s7_cpu_free(cpu);
    return 0;
}

static void own_program_sees_optimized_and_protected_blocks(void **state)
{
    (void)state;
    static const char *const tags[] = {"P#DB1.DBX0.0 BYTE 10", "P#DB2.DBX0.0 BYTE 10", "P#DB3.DBX0.0 BYTE 10",
                                       "P#M100.0 BYTE 10",     "P#I100.0 BYTE 10",     "P#Q100.0 BYTE 10"};
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        cpu_holds(cpu, tags[i], "00000000000000000000");
        cpu_put(cpu, tags[i], "0102030405060708090a");
        cpu_holds(cpu, tags[i], "0102030405060708090a");
    }
    cpu_put(cpu, "T255", "2504");
    cpu_holds(cpu, "T255", "2504");
    cpu_put(cpu, "C255", "0999");
    cpu_holds(cpu, "C255", "0999");
}

static void bits_leave_their_neighbours_alone(void **state)
{
    (void)state;
    cpu_put(cpu, "MB5", "a5");
    cpu_put(cpu, "M5.1", "01");
    cpu_put(cpu, "M5.7", "00");
    cpu_holds(cpu, "MB5", "27");
    cpu_holds(cpu, "M5.5", "01");
    cpu_holds(cpu, "M5.3", "00");
}

static void assert_refused(int error, struct s7_range range)
{
    uint8_t octets[16] = {0x5A};
    assert_int_equal(s7_cpu_read(cpu, &range, octets), error);
    assert_int_equal(octets[0], 0x5A);
    assert_int_equal(s7_cpu_write(cpu, &range, octets), error);
    assert_int_equal(s7_memory_read(s7_cpu_memory(cpu), &range, octets), error);
    assert_int_equal(s7_memory_write(s7_cpu_memory(cpu), &range, octets), error);
}

static void what_is_not_there_is_named(void **state)
{
    (void)state;
    assert_refused(S7_ERR_DATA_MISSING, (struct s7_range){S7_AREA_DB, 9, 0, 8});
    assert_refused(S7_ERR_DATA_MISSING, (struct s7_range){S7_AREA_DB, 0, 0, 8});
    assert_refused(S7_ERR_DATA_MISSING, (struct s7_range){(enum s7_area)0x80, 0, 0, 8});
    assert_refused(S7_ERR_DATA_MISSING, (struct s7_range){(enum s7_area)(0x100 + S7_AREA_MEMORY), 0, 0, 8});
    assert_refused(S7_ERR_DATA_ADDRESS, (struct s7_range){S7_AREA_DB, 1, 80, 1});
    assert_refused(S7_ERR_DATA_ADDRESS, (struct s7_range){S7_AREA_DB, 1, 72, 16});
    assert_refused(S7_ERR_DATA_ADDRESS, (struct s7_range){S7_AREA_TIMER, 0, 16 * 256, 16});
    assert_refused(S7_ERR_LOCAL_ARGUMENT, (struct s7_range){S7_AREA_DB, 1, 0, 3});
    assert_refused(S7_ERR_LOCAL_ARGUMENT, (struct s7_range){S7_AREA_DB, 1, 1, 8});
    assert_refused(S7_ERR_LOCAL_ARGUMENT, (struct s7_range){S7_AREA_DB, 1, 0, 0});
}

/* ---- shared with another thread -------------------------------------------------------------------------- */

static struct {
    unsigned locked, unlocked;
    bool taken;
} lock;

static void take_lock(void *user)
{
    assert_ptr_equal(user, &lock);
    assert_false(lock.taken); /* never nested: a plain mutex would wait for ever */
    lock.taken = true;
    lock.locked++;
}

static void give_lock(void *user)
{
    assert_ptr_equal(user, &lock);
    assert_true(lock.taken);
    lock.taken = false;
    lock.unlocked++;
}

static int locked_make(void **state)
{
    (void)state;
    struct s7_cpu_config config;
    s7_cpu_config_default(&config);
    config.dbs = dbs;
    config.db_count = sizeof dbs / sizeof dbs[0];
    config.memory = (struct s7_cpu_memory_lock){.lock = take_lock, .unlock = give_lock, .user = &lock};
    cpu = cpu_of(&config);
    memset(&lock, 0, sizeof lock);
    return 0;
}

static void check_locked(unsigned times)
{
    assert_false(lock.taken);
    assert_int_equal(lock.locked, times);
    assert_int_equal(lock.unlocked, times);
    memset(&lock, 0, sizeof lock);
}

static void one_telegram_is_one_lock(void **state)
{
    (void)state;
    struct peer peer;
    peer_connect(&peer, cpu);
    check_locked(0); /* connecting touches no data */
    peer_request(&peer, 1, "0503 120a100200010001 84000000 120a100200010001 84000020 120a100200010003 84000000",
                 "00040008 5a00 00040008 a500 00040008 11");
    peer_expect_parts(&peer, 3, 0, "0503", "ff ff 03");
    check_locked(1); /* the third item was refused, all three in one lock */
    peer_request(&peer, 1, "0402 120a100200010001 84000000 120a100200010001 84000020", "");
    assert_int_equal(peer.answer[7 + 12 + 2], 0xFF);
    check_locked(1);
    peer_request(&peer, 1, "0402 120a100200010001 84000000", ""); /* malformed: an item is missing */
    peer_expect_refusal(&peer, 0x8500);
    assert_true(lock.locked <= 1);
    check_locked(lock.locked);
    peer_close(&peer);
    check_locked(0);
}

static void the_own_program_locks_too(void **state)
{
    (void)state;
    const struct s7_range word = {S7_AREA_DB, 1, 0, 16}, nowhere = {S7_AREA_DB, 9, 0, 16};
    uint8_t octets[2] = {1, 2};
    assert_int_equal(s7_cpu_write(cpu, &word, octets), S7_OK);
    check_locked(1);
    assert_int_equal(s7_cpu_read(cpu, &word, octets), S7_OK);
    check_locked(1);
    assert_int_equal(s7_cpu_read(cpu, &nowhere, octets), S7_ERR_DATA_MISSING);
    check_locked(1);
}

/* A block's call moves all its areas in one lock, which it takes itself. */
static void areas_of_one_call_share_a_lock(void **state)
{
    (void)state;
    const struct s7_range word = {S7_AREA_DB, 1, 0, 16};
    uint8_t octets[2] = {1, 2};
    struct s7_memory *memory = s7_cpu_memory(cpu);
    s7_memory_lock(memory);
    assert_true(lock.taken);
    assert_int_equal(s7_memory_write(memory, &word, octets), S7_OK);
    assert_int_equal(s7_memory_read(memory, &word, octets), S7_OK);
    s7_memory_unlock(memory);
    check_locked(1);
}

static void half_a_lock_is_none(void **state)
{
    (void)state;
    struct s7_cpu_config config;
    s7_cpu_config_default(&config);
    assert_null(config.memory.lock);
    assert_null(config.memory.unlock);
    config.memory.lock = take_lock;
    assert_int_equal(s7_cpu_size(&config), 0);
    config.memory.lock = NULL;
    config.memory.unlock = give_lock;
    assert_int_equal(s7_cpu_size(&config), 0);
    config.memory.lock = take_lock;
    assert_true(s7_cpu_size(&config) > 0);
}

#define LOCKED_TEST(test) cmocka_unit_test_setup_teardown(test, locked_make, cpu_end)
#define CPU_TEST(test)    cmocka_unit_test_setup_teardown(test, cpu_make, cpu_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CPU_TEST(own_program_sees_optimized_and_protected_blocks),
        CPU_TEST(bits_leave_their_neighbours_alone),
        CPU_TEST(what_is_not_there_is_named),
        LOCKED_TEST(one_telegram_is_one_lock),
        LOCKED_TEST(the_own_program_locks_too),
        LOCKED_TEST(areas_of_one_call_share_a_lock),
        cmocka_unit_test(half_a_lock_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
