/* SPDX-License-Identifier: MIT
 *
 * A CPU loses its power and comes back, over real sockets: jobs say STATUS 1 while it is away, go on by themselves
 * afterwards, and no value is written twice.
 *
 * The active CPU's memory hands out another number at every PUT; the served CPU notes, in memory that outlives it,
 * every number that was written.  A request that was repeated would show as a number that comes again.
 */
#include "check.h"

#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cpu/cpu.h"
#include "exchange/exchange.h"
#include "must.h"
#include "net_loop/station.h"
#include "net_uv/clock.h"
#include "sieben/uv.h"

enum { PUT, GET, JOB_COUNT, POWER_FAILURES = 3, NOTES_MOST = 100000, PATIENCE_S = 60 };

static const char plant_text[] =
    "sieben: 1\n"
    "plant: {name: recovery}\n"
    "cpus:\n"
    "  ACTIVE: {address: 192.0.2.1, profile: s7-1500, slot: 1, put_get: permitted,\n"
    "           dbs: {10: {size: 60}}}\n"
    "  SERVED: {address: 192.0.2.2, profile: s7-300, slot: 1, dbs: {1: {size: 200}}}\n"
    "connections:\n"
    "  C-1:\n"
    "    from: ACTIVE\n"
    "    to: SERVED\n"
    "    jobs:\n"
    "      - put: {send: P#DB10.DBX0.0 BYTE 20, to: P#DB1.DBX0.0 BYTE 20, every: 10ms}\n"
    "      - get: {from: P#DB1.DBX0.0 BYTE 20, receive: P#DB10.DBX20.0 BYTE 20, "
    "every: 10ms}\n";

/* ---- what the served CPU notes, in its own process ------------------------------------------------------------- */

struct notes {
    struct s7_cpu *cpu; /* of the station's process */
    size_t count;
    uint64_t numbers[NOTES_MOST];
};

static const struct s7_range written_range = {.area = S7_AREA_DB, .db = 1, .first_bit = 0, .bit_count = 160};

static void note_written(void *user, const struct s7_range *range, s7_time now)
{
    (void)now;
    struct notes *notes = user;
    uint8_t octets[20];
    must(range->db == written_range.db && range->first_bit == 0 && range->bit_count == written_range.bit_count);
    must(s7_cpu_read(notes->cpu, &written_range, octets) == S7_OK);
    must(notes->count < NOTES_MOST);
    memcpy(&notes->numbers[notes->count], octets, sizeof notes->numbers[0]);
    notes->count++;
}

static void watch_writes(void *user, struct s7_cpu *cpu)
{
    struct notes *notes = user;
    notes->cpu = cpu;
    s7_cpu_set_written(cpu, note_written, notes);
}

/* ---- the active CPU -------------------------------------------------------------------------------------------- */

struct program {
    struct s7_memory memory; /* first: the memory is the program */
    uint64_t number;         /* that the last PUT took */
    uint8_t sent[20];
    uint8_t received[20];
};

static int program_read(struct s7_memory *memory, const struct s7_range *range, uint8_t *ret_octets)
{
    struct program *program = (struct program *)memory;
    program->number++;
    memcpy(program->sent, &program->number, sizeof program->number);
    return s7_memory_fetch(program->sent, sizeof program->sent, range, ret_octets) ? S7_OK
                                                                                   : S7_ERR_DATA_ADDRESS;
}

static int program_write(struct s7_memory *memory, const struct s7_range *range, const uint8_t *octets)
{
    struct program *program = (struct program *)memory;
    must(range->first_bit == 160 && range->bit_count == 160);
    memcpy(program->received, octets, sizeof program->received);
    return S7_OK;
}

static const struct s7_memory_ops program_ops = {.read = program_read, .write = program_write};

struct scene {
    uv_loop_t loop;
    uv_timer_t timer;
    struct s7_uv *uv;
    struct s7_plant *plant;
    struct s7_exchange *exchange;
    struct program program;
    struct notes *notes;
    struct s7_cpu_config config;
    struct station station;
    struct s7_exchange_report before[JOB_COUNT];
    size_t written_before;
    uint64_t lost; /* number of the PUT that was outstanding at the last power failure */
    bool stopped;
};

static struct s7_memory *memory_of(void *user, const struct s7_plant_cpu *cpu)
{
    struct scene *scene = user;
    return strcmp(cpu->name, "ACTIVE") == 0 ? &scene->program.memory : NULL;
}

static void endpoint_of(void *user, const struct s7_plant_cpu *cpu, struct s7_endpoint *ret_endpoint)
{
    struct scene *scene = user;
    (void)cpu;
    *ret_endpoint = (struct s7_endpoint){.host = "127.0.0.1", .port = scene->station.port};
}

/* ---- time ------------------------------------------------------------------------------------------------------ */

static void on_timer(uv_timer_t *timer)
{
    struct scene *scene = timer->data;
    s7_exchange_tick(scene->exchange, s7_uv_now());
}

static void wake(void *user)
{
    struct scene *scene = user;
    uv_timer_start(&scene->timer, on_timer, 0, 0);
}

static void arm(struct scene *scene)
{
    s7_time now = s7_uv_now(), due = s7_exchange_deadline(scene->exchange);
    s7_time left = due > now ? s7_time_earlier(due - now, S7_SECOND) : 0;
    uv_update_time(&scene->loop);
    uv_timer_start(&scene->timer, on_timer, (uint64_t)((left + S7_MILLISECOND - 1) / S7_MILLISECOND), 0);
}

static void run_until(struct scene *scene, bool (*reached)(const struct scene *scene))
{
    s7_time patience = s7_uv_now() + PATIENCE_S * S7_SECOND;
    while (!reached(scene)) {
        assert_true(s7_uv_now() < patience);
        arm(scene);
        uv_run(&scene->loop, UV_RUN_ONCE);
    }
}

/* ---- what is waited for ---------------------------------------------------------------------------------------- */

static void remember(struct scene *scene)
{
    for (size_t i = 0; i < JOB_COUNT; i++)
        scene->before[i] = s7_exchange_report(scene->exchange, i);
}

static bool every_job(const struct scene *scene, bool (*holds)(const struct s7_exchange_report *now,
                                                               const struct s7_exchange_report *before))
{
    for (size_t i = 0; i < JOB_COUNT; i++) {
        struct s7_exchange_report now = s7_exchange_report(scene->exchange, i);
        if (!holds(&now, &scene->before[i]))
            return false;
    }
    return true;
}

static bool is_further(const struct s7_exchange_report *now, const struct s7_exchange_report *before)
{
    return now->connected && !now->failing && now->completions >= before->completions + 20;
}

static bool all_go_on(const struct scene *scene)
{
    return every_job(scene, is_further);
}

static bool is_stuck(const struct s7_exchange_report *now, const struct s7_exchange_report *before)
{
    return now->skipped > before->skipped + 1 && now->completions == before->completions;
}

static bool all_are_stuck(const struct scene *scene)
{
    return every_job(scene, is_stuck);
}

static bool has_failed(const struct s7_exchange_report *now, const struct s7_exchange_report *before)
{
    return now->failing && now->errors > before->errors;
}

static bool all_have_failed(const struct scene *scene)
{
    return every_job(scene, has_failed);
}

static bool is_quiet(const struct scene *scene)
{
    return s7_exchange_quiet(scene->exchange);
}

static bool is_idle(const struct scene *scene)
{
    return s7_exchange_idle(scene->exchange);
}

static bool has_stopped(const struct scene *scene)
{
    return scene->stopped;
}

/* ---- from beginning to end ------------------------------------------------------------------------------------- */

static void start_station(struct scene *scene)
{
    struct station_place place = {
        .port = scene->station.port, .door_count = 1, .made = watch_writes, .user = scene->notes};
    scene->station = station_start_at(&scene->config, &place);
}

static void fault_in_plant(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                           const char *message)
{
    (void)user;
    if (severity == S7_PLANT_ERROR)
        fprintf(stderr, "%u:%u: %s\n", (unsigned)mark.line, (unsigned)mark.column, message);
}

static void make_exchange(struct scene *scene)
{
    struct s7_exchange_config config;
    s7_exchange_config_default(&config);
    assert_int_equal(s7_plant_load(plant_text, sizeof plant_text - 1, fault_in_plant, NULL, &scene->plant),
                     S7_OK);
    config.plant = scene->plant;
    config.dialer = s7_uv_dialer(scene->uv);
    config.seed = 7;
    config.backoff_first = 10 * S7_MILLISECOND;
    config.backoff_most = 50 * S7_MILLISECOND;
    config.timeout = PATIENCE_S * S7_SECOND; /* what ends a call is the death of the partner */
    config.memory = memory_of;
    config.endpoint = endpoint_of;
    config.wake = wake;
    config.user = scene;
    assert_int_equal(s7_exchange_new(&config, &scene->exchange), S7_OK);
    assert_int_equal(s7_exchange_job_count(scene->exchange), JOB_COUNT);
}

static void set_up(struct scene *scene)
{
    *scene = (struct scene){.program.memory.ops = &program_ops};
    FILE *file = tmpfile(); /* memory that a killed process leaves behind */
    assert_non_null(file);
    assert_int_equal(ftruncate(fileno(file), sizeof *scene->notes), 0);
    scene->notes = mmap(NULL, sizeof *scene->notes, PROT_READ | PROT_WRITE, MAP_SHARED, fileno(file), 0);
    fclose(file);
    assert_ptr_not_equal(scene->notes, MAP_FAILED);
    station_config(&scene->config);
    start_station(scene); /* before there is a loop: it is forked */
    assert_int_equal(uv_loop_init(&scene->loop), 0);
    uv_timer_init(&scene->loop, &scene->timer);
    scene->timer.data = scene;
    assert_int_equal(s7_uv_new(&scene->loop, NULL, &scene->uv), S7_OK);
    make_exchange(scene);
}

static void on_stopped(void *user)
{
    struct scene *scene = user;
    scene->stopped = true;
}

static void tear_down(struct scene *scene)
{
    s7_exchange_close(scene->exchange, s7_uv_now());
    run_until(scene, is_idle);
    s7_uv_stop(scene->uv, on_stopped, scene);
    run_until(scene, has_stopped);
    uv_close((uv_handle_t *)&scene->timer, NULL);
    uv_run(&scene->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&scene->loop), 0);
    s7_exchange_free(scene->exchange);
    s7_plant_free(scene->plant);
    assert_int_equal(station_stop(&scene->station), 0);
    munmap(scene->notes, sizeof *scene->notes);
}

/* The station stands still first, so that calls are certainly outstanding when it dies. */
static void lose_power(struct scene *scene)
{
    remember(scene);
    kill(scene->station.pid, SIGSTOP);
    run_until(scene, all_are_stuck);
    station_kill(&scene->station);
    run_until(scene, all_have_failed);
    for (size_t i = 0; i < JOB_COUNT; i++) {
        struct s7_exchange_report report = s7_exchange_report(scene->exchange, i);
        assert_int_equal(report.status, 1);
        assert_false(report.connected);
        assert_int_equal(report.completions, scene->before[i].completions);
    }
    scene->written_before = scene->notes->count;
    scene->lost = scene->program.number;
}

/* The jobs go on with values of their own time: the one that was lost is not sent again. */
static void return_of_power(struct scene *scene)
{
    uint64_t seen;
    start_station(scene);
    remember(scene);
    run_until(scene, all_go_on);
    assert_true(scene->notes->count >= scene->written_before + 20);
    assert_true(scene->notes->numbers[scene->written_before] > scene->lost);
    memcpy(&seen, scene->program.received, sizeof seen);
    assert_true(seen > scene->lost && seen <= scene->program.number);
}

static void check_notes(const struct scene *scene)
{
    const struct notes *notes = scene->notes;
    struct s7_exchange_report put = s7_exchange_report(scene->exchange, PUT);
    for (size_t i = 1; i < notes->count; i++)
        assert_true(notes->numbers[i] > notes->numbers[i - 1]);
    assert_true(notes->numbers[notes->count - 1] <= scene->program.number);
    assert_true(notes->count >= put.completions);
    assert_true(notes->count <= put.completions + put.errors);
    assert_true(put.errors >= POWER_FAILURES);
    assert_int_equal(put.reconnects, POWER_FAILURES);
}

static void a_cpu_comes_back(void **state)
{
    (void)state;
    struct scene scene;
    set_up(&scene);
    s7_exchange_start(scene.exchange, s7_uv_now());
    remember(&scene);
    run_until(&scene, all_go_on);
    for (unsigned i = 0; i < POWER_FAILURES; i++) {
        lose_power(&scene);
        return_of_power(&scene);
    }
    s7_exchange_pause(scene.exchange, s7_uv_now());
    run_until(&scene, is_quiet);
    check_notes(&scene);
    tear_down(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_cpu_comes_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
