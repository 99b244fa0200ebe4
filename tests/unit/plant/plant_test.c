/* SPDX-License-Identifier: MIT */
#include "plant/plant.h"

#include <stdlib.h>

#include "cases.h"
#include "check.h"
#include "must.h"
#include "plant/storage.h"

static void cpus_are_found_by_their_whole_name(void **state)
{
    (void)state;
    struct s7_plant_cpu cpus[] = {{.name = "PRESS"}, {.name = "PRESS-2"}, {.name = "OVEN"}};
    const struct s7_plant plant = {.cpus = cpus, .cpu_count = 3};
    assert_ptr_equal(s7_plant_find_cpu(&plant, "PRESS"), &cpus[0]);
    assert_ptr_equal(s7_plant_find_cpu(&plant, "PRESS-2"), &cpus[1]);
    assert_ptr_equal(s7_plant_find_cpu(&plant, "OVEN"), &cpus[2]);
    assert_null(s7_plant_find_cpu(&plant, "PRES"));
    assert_null(s7_plant_find_cpu(&plant, "PRESS-"));
    assert_null(s7_plant_find_cpu(&plant, "oven"));
    assert_null(s7_plant_find_cpu(&plant, ""));
    const struct s7_plant shorter = {.cpus = cpus, .cpu_count = 2};
    assert_null(s7_plant_find_cpu(&shorter, "OVEN"));
    const struct s7_plant none = {.cpus = NULL};
    assert_null(s7_plant_find_cpu(&none, "OVEN"));
}

static void connections_are_found_by_their_whole_id(void **state)
{
    (void)state;
    struct s7_plant_connection connections[] = {{.id = "C-001"}, {.id = "C-0011"}};
    const struct s7_plant plant = {.connections = connections, .connection_count = 2};
    assert_ptr_equal(s7_plant_find_connection(&plant, "C-001"), &connections[0]);
    assert_ptr_equal(s7_plant_find_connection(&plant, "C-0011"), &connections[1]);
    assert_null(s7_plant_find_connection(&plant, "C-00"));
    assert_null(s7_plant_find_connection(&plant, "c-001"));
    const struct s7_plant shorter = {.connections = connections, .connection_count = 1};
    assert_null(s7_plant_find_connection(&shorter, "C-0011"));
    const struct s7_plant none = {.connections = NULL};
    assert_null(s7_plant_find_connection(&none, "C-001"));
}

/** Any ordered set of DBs: each is found, and what lies between is not. */
static void dbs_are_found_by_number(void **state)
{
    (void)state;
    enum { MOST = 40 };
    struct s7_chance chance = cases_begin("dbs_are_found_by_number");
    for (unsigned long n = 0; n < cases_count() / 10; n++) {
        struct s7_plant_db dbs[MOST] = {{.number = 0}};
        struct s7_plant_cpu cpu = {.dbs = dbs, .db_count = s7_chance_below(&chance, MOST + 1)};
        unsigned number = 0;
        for (size_t i = 0; i < cpu.db_count; i++) {
            number += 1 + (unsigned)s7_chance_below(&chance, 2);
            dbs[i].number = (uint16_t)number;
        }
        size_t next = 0;
        for (unsigned wanted = 0; wanted <= number + 1; wanted++) {
            const struct s7_plant_db *found = s7_plant_find_db(&cpu, (uint16_t)wanted);
            if (next < cpu.db_count && dbs[next].number == wanted)
                assert_ptr_equal(found, &dbs[next++]);
            else
                assert_null(found);
        }
        assert_int_equal(next, cpu.db_count);
    }
}

static void dbs_of_the_highest_numbers_are_found(void **state)
{
    (void)state;
    struct s7_plant_db dbs[] = {{.number = 1}, {.number = 32768}, {.number = 65535}};
    const struct s7_plant_cpu cpu = {.dbs = dbs, .db_count = 3};
    assert_ptr_equal(s7_plant_find_db(&cpu, 1), &dbs[0]);
    assert_ptr_equal(s7_plant_find_db(&cpu, 32768), &dbs[1]);
    assert_ptr_equal(s7_plant_find_db(&cpu, 65535), &dbs[2]);
    assert_null(s7_plant_find_db(&cpu, 65534));
    const struct s7_plant_cpu none = {.dbs = NULL};
    assert_null(s7_plant_find_db(&none, 1));
}

/** The leak checker sees what stays behind: the plant, its storage, and what was taken from it. */
static void everything_is_freed_with_the_plant(void **state)
{
    (void)state;
    struct s7_plant *plant = calloc(1, sizeof *plant);
    struct s7_storage *storage = calloc(1, sizeof *storage);
    must(plant && storage);
    plant->storage = storage;
    plant->name = s7_storage_text(storage, "Line 4", 6);
    plant->cpus = s7_storage_array(storage, 1000, sizeof *plant->cpus);
    assert_string_equal(plant->name, "Line 4");
    assert_non_null(plant->cpus);
    s7_plant_free(plant);
    s7_plant_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cpus_are_found_by_their_whole_name),
        cmocka_unit_test(connections_are_found_by_their_whole_id),
        cmocka_unit_test(dbs_are_found_by_number),
        cmocka_unit_test(dbs_of_the_highest_numbers_are_found),
        cmocka_unit_test(everything_is_freed_with_the_plant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
