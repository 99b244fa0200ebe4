/* SPDX-License-Identifier: MIT
 *
 * Either side is killed and started again, at random, for S7_CHAOS_SECONDS (2): after each loss both jobs go on, and no
 * value is stale, doubled or torn.
 *
 * The active side (an exchange) and the served side (a virtual CPU) are processes of their own.  What they know of each
 * other stands in a ledger in memory that outlives them.  Every value has a number and a check sum: a PUT takes the
 * next number each time its data is read, the served CPU shows the next number after each PUT.  So the numbers that
 * are written must grow, and a GET must not bring a number older than what was shown when it was asked.
 */
#include "check.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/chance.h"
#include "cpu/cpu.h"
#include "exchange/exchange.h"
#include "must.h"
#include "net_loop/station.h"
#include "net_uv/clock.h"
#include "sieben/uv.h"

enum { VALUE_SIZE = 200, WRITTEN_DB = 1, SHOWN_DB = 2, PATIENCE_S = 60, PROGRESS_MOST = 60 };

/* Each counter has one writer at a time, and every store is one octet group that a kill cannot divide. */
struct ledger {
    struct s7_cpu *cpu; /* of the station's process */
    volatile uint64_t sent, written, shown, received;
    volatile uint64_t
        shown_before;             /* at the end of the last GET: what was known before the next one is asked */
    volatile uint64_t puts, gets; /* how many arrived */
    volatile uint64_t torn, doubled, stale;
};

/* ---- values ------------------------------------------------------------------------------------------------------ */

static uint32_t sum_of(const uint8_t *octets, size_t size)
{
    uint32_t crc = UINT32_MAX;
    for (size_t i = 0; i < size; i++) {
        crc ^= octets[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? UINT32_C(0xEDB88320) : 0);
    }
    return ~crc;
}

static void make_value(uint8_t *value, uint64_t number)
{
    struct s7_chance chance = {.state = number};
    memcpy(value, &number, sizeof number);
    for (size_t i = sizeof number; i < VALUE_SIZE - 4; i++)
        value[i] = (uint8_t)s7_chance_next(&chance);
    uint32_t sum = sum_of(value, VALUE_SIZE - 4);
    memcpy(value + VALUE_SIZE - 4, &sum, sizeof sum);
}

/** The number in a value that came over the wire; a wrong sum is counted. */
static uint64_t number_in(struct ledger *ledger, const uint8_t *value)
{
    uint64_t number;
    uint32_t sum;
    memcpy(&number, value, sizeof number);
    memcpy(&sum, value + VALUE_SIZE - 4, sizeof sum);
    if (sum != sum_of(value, VALUE_SIZE - 4))
        ledger->torn++;
    return number;
}

static struct s7_range whole(uint16_t db)
{
    return (struct s7_range){.area = S7_AREA_DB, .db = db, .bit_count = 8 * VALUE_SIZE};
}

/* ---- the served side, in the station's process ------------------------------------------------------------------- */

static void show_next(struct ledger *ledger)
{
    uint8_t value[VALUE_SIZE];
    struct s7_range range = whole(SHOWN_DB);
    make_value(value, ++ledger->shown);
    must(s7_cpu_write(ledger->cpu, &range, value) == S7_OK);
}

static void note_written(void *user, const struct s7_range *range, s7_time now)
{
    struct ledger *ledger = user;
    uint8_t value[VALUE_SIZE];
    (void)now;
    must(range->db == WRITTEN_DB && range->first_bit == 0 && range->bit_count == 8 * VALUE_SIZE);
    must(s7_cpu_read(ledger->cpu, range, value) == S7_OK);
    uint64_t number = number_in(ledger, value);
    if (number <= ledger->written)
        ledger->doubled++;
    ledger->written = number;
    ledger->puts++;
    show_next(ledger);
}

static void watch(void *user, struct s7_cpu *cpu)
{
    struct ledger *ledger = user;
    ledger->cpu = cpu;
    s7_cpu_set_written(cpu, note_written, ledger);
    show_next(ledger);
}

/* ---- the active side, in its own process ------------------------------------------------------------------------- */

struct active {
    struct s7_memory memory; /* first: the memory is the program */
    struct ledger *ledger;
    uint16_t port;
    uv_loop_t loop;
    uv_timer_t timer;
    uv_poll_t lifeline;
    struct s7_uv *uv;
    struct s7_exchange *exchange;
    bool closing;
};

static int program_read(struct s7_memory *memory, const struct s7_range *range, uint8_t *ret_octets)
{
    struct active *active = (struct active *)memory;
    must(range->bit_count == 8 * VALUE_SIZE);
    make_value(ret_octets, ++active->ledger->sent);
    return S7_OK;
}

static int program_write(struct s7_memory *memory, const struct s7_range *range, const uint8_t *octets)
{
    struct ledger *ledger = ((struct active *)memory)->ledger;
    must(range->bit_count == 8 * VALUE_SIZE);
    uint64_t number = number_in(ledger, octets);
    if (number < ledger->shown_before || number < ledger->received)
        ledger->stale++;
    ledger->received = number;
    ledger->shown_before = ledger->shown;
    ledger->gets++;
    return S7_OK;
}

static const struct s7_memory_ops program_ops = {.read = program_read, .write = program_write};

static struct s7_memory *memory_of(void *user, const struct s7_plant_cpu *cpu)
{
    struct active *active = user;
    return strcmp(cpu->name, "ACTIVE") == 0 ? &active->memory : NULL;
}

static void endpoint_of(void *user, const struct s7_plant_cpu *cpu, struct s7_endpoint *ret_endpoint)
{
    struct active *active = user;
    (void)cpu;
    *ret_endpoint = (struct s7_endpoint){.host = "127.0.0.1", .port = active->port};
}

static void arm(struct active *active);

static void on_timer(uv_timer_t *timer)
{
    struct active *active = timer->data;
    s7_exchange_tick(active->exchange, s7_uv_now());
    arm(active);
}

static void stop_everything(struct active *active)
{
    uv_close((uv_handle_t *)&active->timer, NULL);
    s7_uv_stop(active->uv, NULL, NULL);
}

static void arm(struct active *active)
{
    s7_time now = s7_uv_now(), due = s7_exchange_deadline(active->exchange);
    if (active->closing && s7_exchange_idle(active->exchange)) {
        stop_everything(active);
        return;
    }
    s7_time left = due > now ? s7_time_earlier(due - now, S7_SECOND) : 0;
    uv_update_time(&active->loop);
    uv_timer_start(&active->timer, on_timer, (uint64_t)((left + S7_MILLISECOND - 1) / S7_MILLISECOND), 0);
}

static void wake(void *user)
{
    struct active *active = user;
    uv_timer_start(&active->timer, on_timer, 0, 0);
}

static void on_lifeline(uv_poll_t *poll, int status, int events)
{
    struct active *active = poll->data;
    (void)status;
    (void)events;
    uv_close((uv_handle_t *)poll, NULL);
    active->closing = true;
    s7_exchange_close(active->exchange, s7_uv_now());
    wake(active);
}

static void make_exchange(struct active *active, const struct s7_plant *plant)
{
    struct s7_exchange_config config;
    s7_exchange_config_default(&config);
    config.plant = plant;
    config.dialer = s7_uv_dialer(active->uv);
    config.seed = (uint64_t)getpid();
    config.backoff_first = 10 * S7_MILLISECOND;
    config.backoff_most = 50 * S7_MILLISECOND;
    config.memory = memory_of;
    config.endpoint = endpoint_of;
    config.wake = wake;
    config.user = active;
    must(s7_exchange_new(&config, &active->exchange) == S7_OK);
}

/* Jobs that try again at once: what is killed most is what must be looked at most. */
static void fill_jobs(struct s7_plant_job jobs[2])
{
    jobs[0] = (struct s7_plant_job){.kind = S7_PLANT_PUT, .remote = {whole(WRITTEN_DB)}};
    jobs[1] = (struct s7_plant_job){.kind = S7_PLANT_GET, .remote = {whole(SHOWN_DB)}};
    for (size_t i = 0; i < 2; i++) {
        jobs[i].local[0] = whole(10);
        jobs[i].area_count = 1;
        jobs[i].every = 3 * S7_MILLISECOND;
        jobs[i].retry_always = true;
    }
}

static int exchange_until_told(struct ledger *ledger, uint16_t port, int lifeline)
{
    struct active active = {.memory = {.ops = &program_ops}, .ledger = ledger, .port = port};
    struct s7_plant_cpu own = {.name = "ACTIVE", .profile = s7_profile_find("s7-1500"), .slot = 1};
    struct s7_plant_cpu partner = {.name = "SERVED", .profile = s7_profile_find("s7-300"), .slot = 1};
    struct s7_plant_job jobs[2];
    struct s7_plant_connection connection = {.id = "C-1",
                                             .from = &own,
                                             .to = &partner,
                                             .jobs = jobs,
                                             .job_count = 2,
                                             .timeout = 500 * S7_MILLISECOND};
    const struct s7_plant plant = {.name = "chaos", .connections = &connection, .connection_count = 1};
    fill_jobs(jobs);
    must(uv_loop_init(&active.loop) == 0);
    uv_timer_init(&active.loop, &active.timer);
    must(uv_poll_init(&active.loop, &active.lifeline, lifeline) == 0);
    active.timer.data = active.lifeline.data = &active;
    uv_poll_start(&active.lifeline, UV_READABLE, on_lifeline);
    must(s7_uv_new(&active.loop, NULL, &active.uv) == S7_OK);
    make_exchange(&active, &plant);
    s7_exchange_start(active.exchange, s7_uv_now());
    arm(&active);
    uv_run(&active.loop, UV_RUN_DEFAULT);
    must(uv_loop_close(&active.loop) == 0);
    s7_exchange_free(active.exchange);
    return 0;
}

/* ---- who kills --------------------------------------------------------------------------------------------------- */

struct scene {
    struct ledger *ledger;
    struct s7_cpu_config config;
    struct station station;
    pid_t active;
    int lifeline; /* of the active side */
};

static void start_station(struct scene *scene)
{
    struct station_place place = {
        .port = scene->station.port, .door_count = 1, .made = watch, .user = scene->ledger};
    scene->station = station_start_at(&scene->config, &place);
}

static void start_active(struct scene *scene)
{
    int lifeline[2];
    fflush(NULL);
    must(pipe(lifeline) == 0);
    scene->active = fork();
    must(scene->active >= 0);
    if (scene->active == 0) {
        close(lifeline[1]);
        close(scene->station.lifeline);
        exit(exchange_until_told(scene->ledger, scene->station.port, lifeline[0]));
    }
    close(lifeline[0]);
    scene->lifeline = lifeline[1];
}

static int end_active(struct scene *scene, int number)
{
    int status = -1;
    if (number)
        kill(scene->active, number);
    close(scene->lifeline);
    must(waitpid(scene->active, &status, 0) == scene->active);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/** Both jobs move so many values; that they do is what is waited for. */
static void wait_for_progress(const struct scene *scene, uint64_t values)
{
    const struct ledger *ledger = scene->ledger;
    uint64_t puts = ledger->puts + values, gets = ledger->gets + values;
    s7_time patience = s7_uv_now() + PATIENCE_S * S7_SECOND;
    while (ledger->puts < puts || ledger->gets < gets) {
        assert_true(s7_uv_now() < patience);
        poll(NULL, 0, 1);
    }
}

static void lose_somebody(struct scene *scene, struct s7_chance *chance)
{
    uint64_t who = s7_chance_below(chance, 4);
    if (who != 0)
        assert_int_equal(end_active(scene, SIGKILL), -1);
    if (who == 0 || who == 3) {
        station_kill(&scene->station);
        start_station(scene);
    } else if (who == 2) {
        assert_int_equal(station_stop(&scene->station), 0); /* in order: every connection ends */
        start_station(scene);
    }
    if (who != 0)
        start_active(scene);
}

static void check_ledger(const struct ledger *ledger)
{
    assert_int_equal(ledger->torn, 0);
    assert_int_equal(ledger->doubled, 0);
    assert_int_equal(ledger->stale, 0);
    assert_true(ledger->written <= ledger->sent && ledger->received <= ledger->shown);
    assert_true(ledger->puts <= ledger->sent);
}

static struct ledger *open_ledger(void)
{
    FILE *file = tmpfile(); /* memory that a killed process leaves behind */
    must(file && ftruncate(fileno(file), sizeof(struct ledger)) == 0);
    void *ledger = mmap(NULL, sizeof(struct ledger), PROT_READ | PROT_WRITE, MAP_SHARED, fileno(file), 0);
    must(ledger != MAP_FAILED);
    fclose(file);
    return ledger;
}

static void either_side_is_killed_at_random(void **state)
{
    (void)state;
    const char *seconds = getenv("S7_CHAOS_SECONDS"), *seed = getenv("S7_SEED");
    struct s7_chance chance = {.state = (uint64_t)getpid()};
    struct scene scene = {.active = 0};
    unsigned losses = 0;
    if (seed)
        chance.state = strtoull(seed, NULL, 0);
    printf("S7_SEED=%llu\n", (unsigned long long)chance.state);
    scene.ledger = open_ledger();
    station_config(&scene.config);
    start_station(&scene);
    start_active(&scene);
    s7_time end = s7_uv_now() + (seconds ? atoi(seconds) : 2) * S7_SECOND;
    do {
        wait_for_progress(&scene, 1 + s7_chance_below(&chance, PROGRESS_MOST));
        check_ledger(scene.ledger);
        lose_somebody(&scene, &chance);
        losses++;
    } while (s7_uv_now() < end);
    wait_for_progress(&scene, PROGRESS_MOST);
    assert_int_equal(station_stop(&scene.station), 0); /* first: it may hold the other's lifeline, too */
    assert_int_equal(end_active(&scene, 0), 0);
    check_ledger(scene.ledger);
    printf("%u losses, %llu values written, %llu fetched\n", losses, (unsigned long long)scene.ledger->puts,
           (unsigned long long)scene.ledger->gets);
    munmap(scene.ledger, sizeof *scene.ledger);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(either_side_is_killed_at_random)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
