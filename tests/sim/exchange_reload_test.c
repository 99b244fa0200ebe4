/* SPDX-License-Identifier: MIT
 *
 * Any sequence of plants at any time: what stays misses no cycle, and every cycle that was due is in one counter.
 *
 * The model beside the exchange knows only when each job has begun: from that follows how often it was due.
 */
#include "unit/exchange/scene.h"

#include "cases.h"

enum { IDS = 6, KINDS = 6, STEPS = 40 };

struct job_model {
    bool there;
    s7_time begun_at;
    bool disturbed; /* its connection was changed while it was there */
};

struct connection_model {
    bool there;
    uint16_t amq;
    struct job_model jobs[KINDS];
};

struct model {
    struct connection_model connections[IDS];
};

static s7_time every_of(size_t kind)
{
    static const s7_time every_ms[KINDS] = {20, 30, 30, 50, 70, 250};
    return every_ms[kind] * S7_MILLISECOND;
}

/* Kind k of a job does what no other kind does, on any connection. */
static void fill_job(struct s7_plant_job *job, size_t kind)
{
    *job = (struct s7_plant_job){
        .kind = kind % 2 ? S7_PLANT_PUT : S7_PLANT_GET, .area_count = 1, .every = every_of(kind)};
    job->remote[0] = test_octets(100, 30 * (uint32_t)kind, 20);
    job->local[0] = test_octets(10, 30 * (uint32_t)kind, 20);
}

/* ---- one plant after the other ----------------------------------------------------------------------------------- */

static void draw_jobs(struct connection_model *connection, struct s7_chance *chance)
{
    for (size_t i = 0; i < KINDS; i++)
        connection->jobs[i] = (struct job_model){.there = s7_chance_below(chance, 2) == 0};
}

/** Changes a few things, often nothing. */
static struct model draw_next(const struct model *before, struct s7_chance *chance)
{
    struct model next = *before;
    for (size_t i = 0; i < IDS; i++) {
        struct connection_model *connection = &next.connections[i];
        if (s7_chance_below(chance, 8) == 0)
            connection->there = !connection->there;
        if (s7_chance_below(chance, 8) == 0)
            connection->amq = (uint16_t)(1 + s7_chance_below(chance, 2));
        if (s7_chance_below(chance, 6) == 0)
            draw_jobs(connection, chance);
    }
    return next;
}

static void build_plant(struct scene *scene, const struct model *model)
{
    scene->plant.connection_count = 0;
    for (size_t i = 0; i < IDS; i++) {
        static const char *const ids[IDS] = {"A", "B", "C", "D", "E", "F"};
        if (!model->connections[i].there)
            continue;
        struct s7_plant_connection *connection = add_connection(scene);
        connection->id = ids[i];
        connection->amq = model->connections[i].amq;
        for (size_t j = 0; j < KINDS; j++)
            if (model->connections[i].jobs[j].there)
                fill_job(&connection->jobs[connection->job_count++], j);
    }
}

/** When the jobs of the next plant have begun, and what the reload is expected to say. */
static struct s7_exchange_changes follow_jobs(const struct connection_model *before,
                                              struct connection_model *next, s7_time now)
{
    struct s7_exchange_changes changes = {.jobs_kept = 0};
    bool changed = before->there && next->there && before->amq != next->amq;
    for (size_t j = 0; j < KINDS; j++) {
        bool was = before->there && before->jobs[j].there, is = next->there && next->jobs[j].there;
        changes.jobs_kept += was && is;
        changes.jobs_added += is && !was;
        changes.jobs_removed += was && !is;
        next->jobs[j].begun_at = was && is ? before->jobs[j].begun_at : now;
        next->jobs[j].disturbed = was && is && (before->jobs[j].disturbed || changed);
    }
    changes.connections_kept = before->there && next->there && !changed;
    changes.connections_changed = changed;
    changes.connections_added = next->there && !before->there;
    changes.connections_removed = before->there && !next->there;
    return changes;
}

static void add_changes(struct s7_exchange_changes *sum, const struct s7_exchange_changes *changes)
{
    sum->connections_kept += changes->connections_kept;
    sum->connections_changed += changes->connections_changed;
    sum->connections_added += changes->connections_added;
    sum->connections_removed += changes->connections_removed;
    sum->jobs_kept += changes->jobs_kept;
    sum->jobs_added += changes->jobs_added;
    sum->jobs_removed += changes->jobs_removed;
}

static void go_over(struct scene *scene, struct model *model, struct s7_chance *chance)
{
    struct model next = draw_next(model, chance);
    struct s7_exchange_changes expected = {.jobs_kept = 0};
    for (size_t i = 0; i < IDS; i++) {
        struct s7_exchange_changes changes =
            follow_jobs(&model->connections[i], &next.connections[i], scene->now);
        add_changes(&expected, &changes);
    }
    build_plant(scene, &next);
    struct s7_exchange_changes changes = reloaded(scene);
    assert_memory_equal(&changes, &expected, sizeof changes);
    *model = next;
}

static void begin(struct scene *scene, struct model *model, struct s7_chance *chance)
{
    *model = (struct model){.connections = {{.there = false}}};
    for (size_t i = 0; i < IDS; i++)
        draw_jobs(&model->connections[i], chance);
    scene->running = plant_copy(&scene->plant);
    scene->config.plant = scene->running;
    start(scene);
    go_over(scene, model, chance);
}

/* ---- what must hold ---------------------------------------------------------------------------------------------- */

/** Every cycle from its first on to the last one before now. */
static uint64_t cycles_due(const struct job_model *job, s7_time every, s7_time now)
{
    return (uint64_t)((now - job->begun_at + every - 1) / every);
}

typedef void check(const struct s7_exchange_report *report, const struct job_model *job, uint64_t due);

static void check_all(const struct scene *scene, const struct model *model, check *holds)
{
    size_t n = 0;
    for (size_t i = 0; i < IDS; i++)
        for (size_t j = 0; j < KINDS; j++) {
            const struct job_model *job = &model->connections[i].jobs[j];
            if (!model->connections[i].there || !job->there)
                continue;
            struct s7_exchange_report report = report_of(scene, n++);
            assert_int_equal(report.job->remote[0].first_bit, 8 * 30 * j);
            holds(&report, job, cycles_due(job, every_of(j), scene->now));
        }
    assert_int_equal(n, s7_exchange_job_count(scene->exchange));
}

static void in_a_good_world(const struct s7_exchange_report *report, const struct job_model *job, uint64_t due)
{
    assert_int_equal(report->errors, 0);
    assert_int_equal(report->due, due);
    assert_int_equal(report->completions + report->skipped + report->running, due);
    if (!job->disturbed)
        assert_int_equal(report->skipped, 0);
}

static void in_any_world(const struct s7_exchange_report *report, const struct job_model *job, uint64_t due)
{
    (void)job;
    assert_false(report->running);
    assert_int_equal(report->completions + report->errors + report->skipped, due);
}

static s7_time any_span(struct s7_chance *chance)
{
    return (s7_time)s7_chance_below(chance, 200 * 1000000) + 1;
}

static void in_a_good_world_at_random(struct scene *scene, struct s7_chance *chance)
{
    struct model model;
    scene->partner.answers_after = S7_MILLISECOND;
    begin(scene, &model, chance);
    for (unsigned step = 0; step < STEPS; step++) {
        run_for(scene, any_span(chance));
        check_all(scene, &model, in_a_good_world);
        go_over(scene, &model, chance);
        if (s7_chance_below(chance, 4) == 0) /* again before anything could happen */
            go_over(scene, &model, chance);
    }
}

static void in_any_world_at_random(struct scene *scene, struct s7_chance *chance)
{
    struct model model;
    begin(scene, &model, chance);
    for (unsigned step = 0; step < STEPS; step++) {
        scene->partner.network = (enum partner_network)s7_chance_below(chance, 4);
        scene->partner.item_code = s7_chance_below(chance, 3) ? 0xFF : 0x05;
        scene->partner.answers_after = (s7_time)s7_chance_below(chance, 300) * S7_MILLISECOND;
        if (s7_chance_below(chance, 3) == 0)
            partner_break(&scene->partner);
        run_for(scene, 5 * any_span(chance));
        go_over(scene, &model, chance);
    }
    run_for(scene, any_span(chance));
    s7_time paused_at = scene->now;
    s7_exchange_pause(scene->exchange, scene->now);
    scene->partner.network = PARTNER_REFUSING;
    run_for(scene, 20 * S7_SECOND); /* what was running ends */
    scene->now = paused_at;
    check_all(scene, &model, in_any_world);
    scene->now += 20 * S7_SECOND;
}

static void run_cases(const char *name, void (*at_random)(struct scene *scene, struct s7_chance *chance))
{
    struct s7_chance chance = cases_begin(name);
    for (unsigned long n = 1 + cases_count() / 200; n > 0; n--) {
        void *scene = NULL;
        set_up(&scene);
        at_random(scene, &chance);
        tear_down(&scene);
    }
}

static void what_stays_misses_no_cycle(void **state)
{
    (void)state;
    run_cases(__func__, in_a_good_world_at_random);
}

static void every_cycle_is_in_one_counter(void **state)
{
    (void)state;
    run_cases(__func__, in_any_world_at_random);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stays_misses_no_cycle),
        cmocka_unit_test(every_cycle_is_in_one_counter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
