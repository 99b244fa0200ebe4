/* SPDX-License-Identifier: MIT
 *
 * unit/plant/connecting.h — four CPUs of two families, and what is told of connections and jobs between them.
 */
#ifndef TESTS_UNIT_PLANT_CONNECTING_H
#define TESTS_UNIT_PLANT_CONNECTING_H

#include <stdio.h>

#include "check.h"
#include "plant/kind.h"
#include "unit/plant/reading.h"

static struct reading reading;

/** One call at PDU length 60 carries: GET 42 octets, 38 of two areas; PUT 32, 16 of two. */
static struct s7_profile small = {
    .display = "SMALL",
    .pdu_length = {.value = 60},
    .put_get_switch = {.value = 1},
    .level_stops_put_get = {.value = 1},
    .block_areas = {.value = 4},
    .timer_counter_write = {.value = 0},
    .memory_size = {.value = 100},
    .timer_count = {.value = 10},
};
static struct s7_profile large = {
    .display = "LARGE",
    .pdu_length = {.value = 480},
    .put_get_switch = {.value = 0},
    .block_areas = {.value = 2},
    .timer_counter_write = {.value = 1},
    .memory_size = {.value = 1000},
    .timer_count = {.value = 20},
};

enum { SMALL, LARGE, TWIN, BARE };

static struct s7_plant_db dbs[] = {{.number = 1, .size = 100},
                                   {.number = 2, .size = 100, .optimized = true},
                                   {.number = 3, .size = 100, .write_protected = true}};

static struct s7_plant_cpu cpus[] = {
    [SMALL] = {.name = "SMALL", .profile = &small, .put_get = true, .dbs = dbs, .db_count = 3},
    [LARGE] = {.name = "LARGE", .profile = &large, .put_get = true, .dbs = dbs, .db_count = 3},
    [TWIN] = {.name = "TWIN", .profile = &large, .put_get = true, .dbs = dbs, .db_count = 3},
    [BARE] = {.name = "BARE", .dbs = dbs, .db_count = 3},
};

/** Reads and checks one mapping; everything told must be this. */
static inline void assert_told(enum s7_plant_element kind, const char *text, void *element, const char *told)
{
    reading_begin(&reading, text);
    assert_int_equal(reading.error, S7_OK);
    reading.plant = (struct s7_plant){.cpus = cpus, .cpu_count = sizeof cpus / sizeof cpus[0]};
    s7_loader_mapping(&reading.loader, kind, reading.root, element);
    assert_string_equal(reading_told(&reading), told);
    reading_end(&reading);
}

static inline void assert_job(const char *text, const char *told)
{
    struct s7_plant_job job = {.area_count = 0};
    assert_told(S7_ELEMENT_JOB, text, &job, told);
}

/** A connection with one job, which begins in column 3 of line 2. */
static inline void assert_connection(const char *ends, const char *job, const char *told)
{
    char text[400];
    struct s7_plant_connection connection = {.id = "X"};
    snprintf(text, sizeof text, "{%s, jobs: [\n  %s]}", ends, job);
    assert_told(S7_ELEMENT_CONNECTION, text, &connection, told);
}

#endif
