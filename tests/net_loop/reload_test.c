/* SPDX-License-Identifier: MIT
 *
 * A plant is reloaded over real sockets: what stays keeps its connection and its cycles, what changed is ended in order
 * and comes back, what is gone gives its resource back.
 */
#include "check.h"

#include <string.h>

#include "cpu/cpu.h"
#include "exchange/exchange.h"
#include "must.h"
#include "net_uv/clock.h"
#include "sieben/uv.h"

enum { CONNECTIONS = 3, PATIENCE_S = 60 };

static const s7_time cycle = 20 * S7_MILLISECOND;

/** Three connections between the same two CPUs; the one under the desk listens. */
struct scene {
    uv_loop_t loop;
    uv_timer_t timer;
    struct s7_uv *uv;
    struct s7_uv_listener *listener;
    struct s7_cpu *active, *served;
    struct s7_cpu_config config;
    struct s7_plant_cpu from, to;
    struct s7_plant_job job;
    struct s7_exchange *exchange;
    uint64_t goal; /* completions that are waited for */
    bool stopped;
};

static const struct s7_cpu_db db = {.number = 10, .size = 100};

static struct s7_memory *memory_of(void *user, const struct s7_plant_cpu *cpu)
{
    struct scene *scene = user;
    return cpu == &scene->from ? s7_cpu_memory(scene->active) : NULL;
}

static void endpoint_of(void *user, const struct s7_plant_cpu *cpu, struct s7_endpoint *ret_endpoint)
{
    struct scene *scene = user;
    (void)cpu;
    *ret_endpoint = (struct s7_endpoint){.host = "127.0.0.1", .port = s7_uv_port(scene->listener)};
}

/* ---- time -------------------------------------------------------------------------------------------------------- */

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

static void run_until(struct scene *scene, bool (*reached)(const struct scene *scene))
{
    s7_time patience = s7_uv_now() + PATIENCE_S * S7_SECOND;
    while (!reached(scene)) {
        s7_time now = s7_uv_now(), due = s7_exchange_deadline(scene->exchange);
        assert_true(now < patience);
        s7_time left = due > now ? s7_time_earlier(due - now, S7_SECOND) : 0;
        uv_update_time(&scene->loop);
        uv_timer_start(&scene->timer, on_timer, (uint64_t)((left + S7_MILLISECOND - 1) / S7_MILLISECOND), 0);
        uv_run(&scene->loop, UV_RUN_ONCE);
    }
}

static bool all_have_come_so_far(const struct scene *scene)
{
    for (size_t i = 0; i < s7_exchange_job_count(scene->exchange); i++)
        if (s7_exchange_report(scene->exchange, i).completions < scene->goal)
            return false;
    return true;
}

static bool is_idle(const struct scene *scene)
{
    return s7_exchange_idle(scene->exchange);
}

static bool has_stopped(const struct scene *scene)
{
    return scene->stopped;
}

static void live(struct scene *scene, uint64_t completions)
{
    scene->goal = completions;
    run_until(scene, all_have_come_so_far);
}

/* ---- from beginning to end --------------------------------------------------------------------------------------- */

static void fill_plant(struct scene *scene, struct s7_plant *plant, struct s7_plant_connection *connections)
{
    static const char *const ids[CONNECTIONS] = {"C-1", "C-2", "C-3"};
    for (size_t i = 0; i < CONNECTIONS; i++)
        connections[i] = (struct s7_plant_connection){
            .id = ids[i], .from = &scene->from, .to = &scene->to, .jobs = &scene->job, .job_count = 1};
    *plant = (struct s7_plant){.name = "reload", .connections = connections, .connection_count = CONNECTIONS};
}

static void set_up(struct scene *scene, const struct s7_plant *plant)
{
    struct s7_exchange_config config;
    struct s7_fault fault;
    s7_cpu_config_default(&scene->config);
    scene->config.dbs = &db;
    scene->config.db_count = 1;
    scene->config.resources_total = CONNECTIONS; /* none to spare */
    must(s7_cpu_new(&scene->config, &scene->active) == S7_OK &&
         s7_cpu_new(&scene->config, &scene->served) == S7_OK);
    must(uv_loop_init(&scene->loop) == 0);
    uv_timer_init(&scene->loop, &scene->timer);
    scene->timer.data = scene;
    must(s7_uv_new(&scene->loop, NULL, &scene->uv) == S7_OK);
    must(s7_uv_listen(scene->uv, "127.0.0.1", 0, s7_cpu_acceptor(scene->served), &scene->listener, &fault) ==
         S7_OK);
    s7_exchange_config_default(&config);
    config.plant = plant;
    config.dialer = s7_uv_dialer(scene->uv);
    config.memory = memory_of;
    config.endpoint = endpoint_of;
    config.wake = wake;
    config.user = scene;
    must(s7_exchange_new(&config, &scene->exchange) == S7_OK);
    s7_exchange_start(scene->exchange, s7_uv_now());
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
    assert_int_equal(s7_cpu_usage(scene->served).used, 0);
    s7_cpu_free(scene->active);
    s7_cpu_free(scene->served);
}

static struct s7_exchange_changes reload(struct scene *scene, const struct s7_plant *plant)
{
    struct s7_exchange_changes changes;
    assert_int_equal(s7_exchange_reload(scene->exchange, plant, s7_uv_now(), &changes), S7_OK);
    return changes;
}

/** A machine that is busy may be late; what stays must not be later for the reload, nor lose its connection. */
static void check_undisturbed(const struct scene *scene, size_t index)
{
    struct s7_exchange_report report = s7_exchange_report(scene->exchange, index);
    assert_int_equal(report.errors, 0);
    assert_int_equal(report.reconnects, 0);
    assert_int_equal(report.attempts, 1);
    assert_int_equal(report.completions + report.skipped + report.running, report.due);
}

static void what_stays_keeps_its_connection(void **state)
{
    (void)state;
    struct scene scene = {.from = {.name = "PRESS", .profile = s7_profile_find("s7-1500"), .slot = 1},
                          .to = {.name = "OVEN", .profile = s7_profile_find("s7-300"), .slot = 2},
                          .job = {.kind = S7_PLANT_GET, .area_count = 1, .every = cycle}};
    struct s7_plant plants[3];
    struct s7_plant_connection connections[3][CONNECTIONS];
    scene.job.remote[0] = scene.job.local[0] =
        (struct s7_range){.area = S7_AREA_DB, .db = 10, .bit_count = 8 * 20};
    for (size_t i = 0; i < 3; i++)
        fill_plant(&scene, &plants[i], connections[i]);
    connections[1][1].pdu_length = 120;
    connections[2][1].pdu_length = 120;
    plants[2].connection_count = 2;
    set_up(&scene, &plants[0]);
    live(&scene, 10);
    struct s7_exchange_changes changes = reload(&scene, &plants[1]);
    assert_int_equal(changes.connections_kept, 2);
    assert_int_equal(changes.connections_changed, 1);
    live(&scene, 20);
    struct s7_exchange_report changed = s7_exchange_report(scene.exchange, 1);
    assert_int_equal(changed.errors, 0);
    assert_int_equal(changed.reconnects, 1);
    assert_int_equal(changed.pdu_length, 120);
    assert_int_equal(s7_cpu_usage(scene.served).refused_resources, 0); /* its own resource was free again */
    changes = reload(&scene, &plants[2]);
    assert_int_equal(changes.connections_removed, 1);
    live(&scene, 30);
    assert_int_equal(s7_cpu_usage(scene.served).used, 2);
    changes = reload(&scene, &plants[1]);
    assert_int_equal(changes.connections_added, 1);
    live(&scene, 5); /* the new one */
    check_undisturbed(&scene, 0);
    check_undisturbed(&scene, 2);
    assert_int_equal(s7_uv_counters(scene.uv)->dialled, 5);
    tear_down(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_stays_keeps_its_connection)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
