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
    assert_refused(S7_ERR_DATA_ADDRESS, (struct s7_range){S7_AREA_DB, 1, 80, 1});
    assert_refused(S7_ERR_DATA_ADDRESS, (struct s7_range){S7_AREA_DB, 1, 72, 16});
    assert_refused(S7_ERR_DATA_ADDRESS, (struct s7_range){S7_AREA_TIMER, 0, 16 * 256, 16});
    assert_refused(S7_ERR_LOCAL_ARGUMENT, (struct s7_range){S7_AREA_DB, 1, 0, 3});
    assert_refused(S7_ERR_LOCAL_ARGUMENT, (struct s7_range){S7_AREA_DB, 1, 1, 8});
    assert_refused(S7_ERR_LOCAL_ARGUMENT, (struct s7_range){S7_AREA_DB, 1, 0, 0});
}

#define CPU_TEST(test) cmocka_unit_test_setup_teardown(test, cpu_make, cpu_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CPU_TEST(own_program_sees_optimized_and_protected_blocks),
        CPU_TEST(bits_leave_their_neighbours_alone),
        CPU_TEST(what_is_not_there_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
