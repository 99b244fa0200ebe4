/* SPDX-License-Identifier: MIT
 *
 * One client that works well beside fifty that do not (hostile_crowd.h), over real sockets: every request of it is
 * answered, rightly, and not much later; newcomers are let in; the CPU's process does not grow.
 *
 * How much later is measured in one run, without the fifty, with them, and without them again.
 */
#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "cpu/cpu.h"
#include "must.h"
#include "net_loop/hostile_crowd.h"
#include "net_loop/station.h"

enum {
    HOSTILES = 50,
    RESOURCES = 150, /* and places, more than that: nobody lacks either */
    PLACES = 100,
    ROUNDS = 1500,  /* without them */
    WITH_MS = 4000, /* with them */
    SETTLE_MS = 1000,
    SAMPLES_MOST = 200000,
    PART = 16,
    LIST_MOST = 2048,
    LIST_EVERY = 16,
    NEWCOMER_EVERY = 64,
    /* Generous: it is one thread for all of them, on whatever machine. */
    RATIO_MOST = 3000,
    P99_MOST_US = 250 * 1000,
    NOISE_MOST =
        4, /* times, between the two measurements without them; else the machine is busy with other things */
    GROWTH_MOST = 1024 * 1024
};

/* ---- in the station's process: what it is like, told each time that the good client writes ----------------------- */

struct watch {
    struct s7_server_counters counters;
    struct s7_cpu_usage usage;
    size_t memory; /* octets */
    uint64_t looks;
};

struct watched {
    struct s7_cpu *cpu;
    struct watch *shared;
};

#ifdef SANITIZED
size_t __sanitizer_get_current_allocated_bytes(void); /* of every sanitizer; its header is not everywhere */

static size_t memory_now(void)
{
    return __sanitizer_get_current_allocated_bytes();
}
#else
static size_t memory_now(void)
{
    unsigned long all, resident = 0;
    FILE *stream = fopen("/proc/self/statm", "r");
    must(stream && fscanf(stream, "%lu %lu", &all, &resident) == 2);
    fclose(stream);
    return resident * (size_t)sysconf(_SC_PAGESIZE);
}
#endif

static void look(void *user, const struct s7_range *range, s7_time now)
{
    struct watched *watched = user;
    struct watch *shared = watched->shared;
    (void)range, (void)now;
    shared->counters = *s7_server_counters(s7_cpu_server(watched->cpu));
    shared->usage = s7_cpu_usage(watched->cpu);
    if (shared->looks++ % 32 == 0)
        shared->memory = memory_now();
}

static void watch_cpu(void *user, struct s7_cpu *cpu)
{
    static struct watched watched;
    watched = (struct watched){cpu, user};
    s7_cpu_set_written(cpu, look, &watched);
}

static struct watch *watch_new(void)
{
    FILE *file = tmpfile();
    must(file && ftruncate(fileno(file), sizeof(struct watch)) == 0);
    void *memory = mmap(NULL, sizeof(struct watch), PROT_READ | PROT_WRITE, MAP_SHARED, fileno(file), 0);
    must(memory != MAP_FAILED);
    fclose(file);
    return memory;
}

/* ---- the client that works well ------------------------------------------------------------------------------------ */

struct good {
    struct s7_posix_config config;
    struct s7_posix_client *client;
    uint8_t list[LIST_MOST]; /* SZL 001C, in fragments */
    size_t list_size;
    unsigned salt;
    uint32_t *samples; /* us */
    size_t count;
    uint32_t newcomer_most; /* us, the longest that a connection took to be made */
};

struct figures {
    size_t count;
    uint32_t p50, p99, most;
};

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void expect_ok(int error, const struct s7_fault *fault)
{
    if (error != S7_OK)
        print_error("refused or lost: error %d, code %04X\n", error, (unsigned)fault->peer_code);
    assert_int_equal(error, S7_OK);
}

static void note_sample(struct good *good, int64_t since)
{
    if (good->count < SAMPLES_MOST)
        good->samples[good->count++] = (uint32_t)(now_us() - since);
}

static void write_and_read_back(struct good *good)
{
    static const struct s7_range part = {.area = S7_AREA_DB, .db = 2, .first_bit = 800, .bit_count = PART * 8};
    struct s7_fault fault = {0};
    uint8_t written[PART], back[PART];
    for (size_t i = 0; i < PART; i++)
        written[i] = (uint8_t)((size_t)good->salt * 31 + i * 7);
    good->salt++;
    int64_t at = now_us();
    expect_ok(s7_posix_write(good->client, &part, written, PART, &fault), &fault);
    note_sample(good, at);
    at = now_us();
    expect_ok(s7_posix_read(good->client, &part, back, PART, &fault), &fault);
    note_sample(good, at);
    assert_memory_equal(written, back, PART);
}

static size_t read_list(struct good *good, uint8_t *list)
{
    struct s7_fault fault = {0};
    size_t size = 0;
    expect_ok(s7_posix_szl(good->client, 0x001C, 0, list, LIST_MOST, &size, &fault), &fault);
    return size;
}

static void list_is_as_ever(struct good *good)
{
    uint8_t list[LIST_MOST];
    assert_int_equal(read_list(good, list), good->list_size);
    assert_memory_equal(list, good->list, good->list_size);
}

static void newcomer_is_let_in(struct good *good)
{
    struct s7_posix_client *client;
    struct s7_fault fault = {0};
    struct s7_clock clock;
    int64_t at = now_us();
    expect_ok(s7_posix_open(&good->config, &client, &fault), &fault);
    uint32_t took = (uint32_t)(now_us() - at);
    good->newcomer_most = took > good->newcomer_most ? took : good->newcomer_most;
    expect_ok(s7_posix_clock_read(client, &clock, &fault), &fault);
    s7_posix_close(client);
}

static int compare_us(const void *a, const void *b)
{
    uint32_t one = *(const uint32_t *)a, other = *(const uint32_t *)b;
    return (one > other) - (one < other);
}

/* At least so many rounds, and so long. */
static struct figures measure(struct good *good, size_t rounds, int64_t time_ms)
{
    int64_t end = now_us() + time_ms * 1000;
    good->count = 0;
    good->newcomer_most = 0;
    for (size_t round = 0; round < rounds || now_us() < end; round++) {
        write_and_read_back(good);
        if (round % LIST_EVERY == 0)
            list_is_as_ever(good);
        if (round % NEWCOMER_EVERY == 0)
            newcomer_is_let_in(good);
    }
    qsort(good->samples, good->count, sizeof *good->samples, compare_us);
    return (struct figures){good->count, good->samples[good->count / 2],
                            good->samples[good->count - 1 - good->count / 100], good->samples[good->count - 1]};
}

/* ---- the verdict --------------------------------------------------------------------------------------------------- */

static void print_figures(const char *name, const struct figures *figures, const struct good *good)
{
    printf("  %-14s %7zu requests, p50 %6u us, p99 %6u us, most %6u us, newcomers at most %6u us\n", name,
           figures->count, (unsigned)figures->p50, (unsigned)figures->p99, (unsigned)figures->most,
           (unsigned)good->newcomer_most);
}

static void print_deeds(const struct hostile_report *report, const struct watch *watch)
{
    for (size_t i = 0; i < HOSTILE_KINDS; i++) {
        const struct hostile_deeds *deeds = &report->kinds[i];
        printf("  %-14s %7llu connections, %9llu octets sent, %9llu heard\n",
               hostile_kind_name((enum hostile_kind)i), (unsigned long long)deeds->connections,
               (unsigned long long)deeds->octets_sent, (unsigned long long)deeds->octets_heard);
    }
    printf(
        "  the CPU: %llu requests, %llu malformed, %llu abandoned, %llu chains lost, at most %zu connections\n",
        (unsigned long long)watch->counters.requests, (unsigned long long)watch->counters.malformed,
        (unsigned long long)watch->counters.abandoned, (unsigned long long)watch->counters.chains_lost,
        watch->counters.most_links);
}

/* Each of them did what it came for. */
static void check_deeds(const struct hostile_report *report, const struct watch *watch, uint64_t good_requests)
{
    uint64_t connections = 0;
    for (size_t i = 0; i < HOSTILE_KINDS; i++)
        connections += report->kinds[i].connections;
    assert_true(connections >= HOSTILES);
    for (size_t i = 0; i < HOSTILE_KINDS; i++)
        assert_true(report->kinds[i].octets_sent > 0 || i == HOSTILE_SILENT);
    assert_true(watch->counters.requests > 2 * good_requests);
    assert_true(watch->counters.malformed > 0 && watch->counters.chains_lost > 0);
    assert_true(watch->counters.chains_given_up > 0);
    assert_int_equal(watch->counters.chains_refused, 0);
    assert_true(watch->counters.most_links >= HOSTILES / 2 && watch->counters.full == 0);
    assert_int_equal(watch->usage.refused_resources, 0);
}

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

static void judge(const struct figures *before, const struct figures *with, const struct figures *after)
{
    uint32_t quiet = larger(larger(before->p99, after->p99), 1);
    uint32_t least = before->p99 < after->p99 ? before->p99 : after->p99;
    bool bounded = with->p99 <= P99_MOST_US && with->p99 / RATIO_MOST <= quiet;
    printf("  p99 with them is %.1f times that without\n", (double)with->p99 / (double)quiet);
    if (!bounded && quiet > NOISE_MOST * larger(least, 1))
        printf("  not shown: the two measurements without them differ by more than %d times\n", NOISE_MOST);
    else
        assert_true(bounded);
}

static void check_growth(size_t first, size_t last)
{
    printf("  memory of the CPU's process: %zu KiB after one second of it, %zu KiB in the end\n", first / 1024,
           last / 1024);
    assert_true(last < first + GROWTH_MOST);
}

static struct station open_station(struct watch *watch)
{
    struct s7_cpu_config config;
    station_config(&config);
    config.resources_total = RESOURCES;
    config.limits.chains = RESOURCES;
    config.limits.half_open = PLACES;
    config.access_level = S7_CPU_LEVEL_READ;
    config.has_password = true;
    memcpy(config.password, "k7f0qz1m", sizeof config.password);
    return station_start_at(&config,
                            &(struct station_place){.door_count = 1, .made = watch_cpu, .user = watch});
}

static void who_works_well_does_not_suffer(void **state)
{
    (void)state;
    struct watch *watch = watch_new();
    struct station station = open_station(watch);
    struct s7_fault fault = {0};
    struct good good = {.config = station_client(&station)};
    good.samples = calloc(SAMPLES_MOST, sizeof *good.samples);
    assert_non_null(good.samples);
    expect_ok(s7_posix_open(&good.config, &good.client, &fault), &fault);
    good.list_size = read_list(&good, good.list);

    struct figures before = measure(&good, ROUNDS, 0);
    print_figures("without them", &before, &good);
    uint64_t own = watch->counters.requests;
    struct hostile_crowd crowd = hostile_crowd_start(station.port, HOSTILES);
    measure(&good, 1, SETTLE_MS);
    size_t memory = watch->memory;
    struct figures with = measure(&good, NEWCOMER_EVERY, WITH_MS);
    print_figures("with them", &with, &good);
    size_t memory_in_the_end = watch->memory;
    struct hostile_report report = hostile_crowd_stop(&crowd);
    struct figures after = measure(&good, ROUNDS, 0);
    print_figures("without again", &after, &good);

    print_deeds(&report, watch);
    judge(&before, &with, &after);
    check_growth(memory, memory_in_the_end);
    check_deeds(&report, watch, own);
    s7_posix_close(good.client);
    assert_int_equal(station_stop(&station), 0);
    free(good.samples);
    munmap(watch, sizeof *watch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(who_works_well_does_not_suffer)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
