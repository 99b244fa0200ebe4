/* SPDX-License-Identifier: MIT
 *
 * Thousands of jobs on hundreds of connections: every call at the nanosecond it is due, none skipped, and the cost of
 * one turn grows with the logarithm of the number of jobs, as a count of comparisons shows.
 */
#define MOST_CONNECTIONS 250
#define MOST_JOBS        10
#define PARTNER_LINKS    250
#include "unit/exchange/scene.h"

#include "exchange/state.h"

enum { LASTS_MS = 5000 };

/* How many requests came in each millisecond; a request between two of them is a drift. */
static unsigned requests_at[LASTS_MS];
static unsigned beside_the_grid;

static void note_millisecond(void *user, s7_time now)
{
    s7_time since = now - start_at;
    (void)user;
    if (since % S7_MILLISECOND != 0 || since / S7_MILLISECOND >= LASTS_MS)
        beside_the_grid++;
    else
        requests_at[since / S7_MILLISECOND]++;
}

static s7_time every_ms(size_t job)
{
    return 50 + (s7_time)job % 97;
}

static void build(struct scene *scene, size_t connections)
{
    for (size_t i = 0; i < connections; i++) {
        struct s7_plant_connection *connection = add_connection(scene);
        for (size_t j = 0; j < MOST_JOBS; j++)
            add_job(connection, j % 2 ? S7_PLANT_GET : S7_PLANT_PUT,
                    every_ms(i * MOST_JOBS + j) * S7_MILLISECOND);
    }
    memset(requests_at, 0, sizeof requests_at);
    beside_the_grid = 0;
    scene->partner.requested = note_millisecond;
}

static void check_requests(size_t jobs)
{
    assert_int_equal(beside_the_grid, 0);
    for (s7_time ms = 0; ms < LASTS_MS; ms++) {
        unsigned due = 0;
        for (size_t i = 0; i < jobs; i++)
            due += ms % every_ms(i) == 0;
        assert_int_equal(requests_at[ms], due);
    }
}

static uint64_t comparisons(const struct scene *scene)
{
    return scene->exchange->task_schedule.comparisons + scene->exchange->connection_schedule.comparisons;
}

static unsigned levels_of(size_t count)
{
    unsigned levels = 0;
    while (count >> levels)
        levels++;
    return levels;
}

/** With so many connections of ten jobs. */
static void check_run(size_t connections)
{
    void *state;
    set_up(&state);
    struct scene *scene = state;
    size_t jobs = connections * MOST_JOBS;
    uint64_t calls = 0;
    build(scene, connections);
    start(scene);
    uint64_t before = comparisons(scene);
    run_for(scene, LASTS_MS * S7_MILLISECOND);
    uint64_t cost = comparisons(scene) - before;
    assert_int_equal(s7_exchange_job_count(scene->exchange), jobs);
    for (size_t i = 0; i < jobs; i++) {
        struct s7_exchange_report report = report_of(scene, i);
        assert_int_equal(report.completions, (LASTS_MS - 1) / every_ms(i) + 1);
        assert_int_equal(report.errors + report.skipped, 0);
        assert_int_equal(report.next_call, start_at + (s7_time)report.due * every_ms(i) * S7_MILLISECOND);
        calls += report.completions;
    }
    check_requests(jobs);
    assert_int_equal(scene->partner.connects, connections);
    tear_down(&state);
    printf("%zu jobs on %zu connections: %.1f comparisons per call\n", jobs, connections,
           (double)cost / (double)calls);
    assert_true(cost <= 3 * levels_of(jobs) * calls);
}

static void thousands_of_jobs_are_called_when_they_are_due(void **state)
{
    (void)state;
    check_run(2);
    check_run(MOST_CONNECTIONS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(thousands_of_jobs_are_called_when_they_are_due)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
