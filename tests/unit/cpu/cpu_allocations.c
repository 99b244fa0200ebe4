/* SPDX-License-Identifier: MIT
 *
 * cpu_allocations.c — a CPU allocates once, when it is made; no telegram and no connection ever does.
 */
#include "unit/cpu/peer.h"

#include "allocation.h"
#include "cases.h"

#include "base/chance.h"

#include <stdlib.h>

static const struct s7_cpu_db dbs[] = {{.number = 1, .size = 200}, {.number = 2, .size = 9, .optimized = true}};

static struct s7_cpu_config config_with_dbs(void)
{
    struct s7_cpu_config config;
    s7_cpu_config_default(&config);
    config.dbs = dbs;
    config.db_count = sizeof dbs / sizeof dbs[0];
    return config;
}

static void a_failing_allocation_is_an_ordinary_error(void **state)
{
    (void)state;
    struct s7_cpu_config config = config_with_dbs();
    struct s7_cpu *cpu = NULL;
    size_t live = allocation_live();
    allocation_fail_at(1);
    assert_int_equal(s7_cpu_new(&config, &cpu), S7_ERR_LOCAL_MEMORY);
    assert_true(allocation_failed());
    assert_null(cpu);
    assert_int_equal(allocation_live(), live);
    allocation_fail_at(2); /* there is no second one */
    assert_int_equal(s7_cpu_new(&config, &cpu), S7_OK);
    assert_false(allocation_failed());
    allocation_fail_at(0);
    assert_int_equal(allocation_live(), live + 1);
    s7_cpu_free(cpu);
    assert_int_equal(allocation_live(), live);
}

static void a_download_without_memory_changes_nothing(void **state)
{
    (void)state;
    static const struct s7_cpu_db others[] = {{.number = 1, .size = 300}, {.number = 3, .size = 9}};
    struct s7_cpu_config config = config_with_dbs();
    struct s7_range range = {S7_AREA_DB, 1, 0, 8 * 200};
    uint8_t octets[200] = {1, 2, 3};
    struct s7_cpu *cpu = cpu_of(&config);
    size_t live = allocation_live();
    assert_int_equal(s7_cpu_write(cpu, &range, octets), S7_OK);
    config.dbs = others;
    config.put_get = false;
    allocation_fail_at(1);
    assert_int_equal(s7_cpu_reload(cpu, &config), S7_ERR_LOCAL_MEMORY);
    allocation_fail_at(0);
    assert_int_equal(allocation_live(), live);
    struct peer peer;
    peer_connect(&peer, cpu);
    peer_request(&peer, 1, "0402 120a10020003000184000000 120a10020001000384000000", "");
    peer_expect_parts(&peer, 3, 0, "0402", "ff040018 010203 00 0a000000");
    for (int i = 0; i < 100; i++) { /* each gives back what the one before it took */
        config.dbs = i % 2 ? dbs : others;
        assert_int_equal(s7_cpu_reload(cpu, &config), S7_OK);
        assert_int_equal(allocation_live(), live + 1);
    }
    peer_close(&peer);
    s7_cpu_free(cpu);
}

typedef int comparison(const void *one, const void *other);
void __real_qsort(void *first, size_t count, size_t size, comparison *compare);
void __wrap_qsort(void *first, size_t count, size_t size, comparison *compare);

/* That of a C library may allocate what it sorts in, where nobody counts it. */
void __wrap_qsort(void *first, size_t count, size_t size, comparison *compare)
{
    free(malloc(1));
    __real_qsort(first, count, size, compare);
}

static void made_in_memory_of_the_caller_needs_no_heap(void **state)
{
    (void)state;
    static _Alignas(max_align_t) unsigned char memory[1 << 18];
    static struct s7_cpu_szl lists[300];
    struct s7_cpu_config config = config_with_dbs();
    struct s7_cpu *cpu = NULL;
    for (size_t i = 0; i < 300; i++)
        lists[i] = (struct s7_cpu_szl){.id = 0x0222, .index = (uint16_t)(300 - i)};
    config.szl = lists;
    config.szl_count = sizeof lists / sizeof lists[0];
    size_t count = allocation_count();
    assert_int_equal(s7_cpu_init(memory, sizeof memory, &config, &cpu), S7_OK);
    assert_int_equal(allocation_count(), count);
}

struct exchange {
    uint8_t rosctr;
    const char *parameter;
    const char *data;
};

static const struct exchange exchanges[] = {
    {1, "0401 120a10020010000083000000", ""},
    {1, "0402 120a10020001000184000000 120a101d000800001d000000", ""},
    {1, "0401 120a10020001000984000000", ""},
    {1, "0401 120a100200c8000184000000", ""},
    {1, "0401 120a1002ffff000083000000", ""},
    {1, "0501 120a10020002000184000000", "00040010 1122"},
    {1, "0501 120a10010001000083000008", "00030001 01"},
    {1, "0501 120a10020002000184000000", "00040008 11"},
    {1, "0500", ""},
    {1, "29 0000000000 09 505f50524f4752414d", ""},
    {1, "f00000010001 00f0", ""},
    {7, "000112 04 11 44 01 00", "ff090004 00110000"},
};

static void no_request_and_no_connection_allocates(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin(__func__);
    struct s7_cpu_config config = config_with_dbs();
    struct s7_cpu *cpu = cpu_of(&config);
    struct peer peer;
    peer_connect(&peer, cpu);
    size_t count = allocation_count();
    for (unsigned long i = 0, cases = cases_count(); i < cases; i++) {
        const struct exchange *exchange =
            &exchanges[s7_chance_below(&chance, sizeof exchanges / sizeof exchanges[0])];
        peer_request(&peer, exchange->rosctr, exchange->parameter, exchange->data);
        assert_true(peer.answer_size >= 19);
        if (s7_chance_below(&chance, 50) == 0) {
            peer_close(&peer);
            peer_connect(&peer, cpu);
        }
    }
    assert_int_equal(allocation_count(), count);
    peer_close(&peer);
    s7_cpu_free(cpu);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failing_allocation_is_an_ordinary_error),
        cmocka_unit_test(a_download_without_memory_changes_nothing),
        cmocka_unit_test(made_in_memory_of_the_caller_needs_no_heap),
        cmocka_unit_test(no_request_and_no_connection_allocates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
