/* SPDX-License-Identifier: MIT
 *
 * SIGHUP: the plant file is read again.  Everything that can fail comes first; then the run goes over in one turn of the
 * loop, and who did not change does not notice.
 */
#include <string.h>

#include "cli/fault.h"
#include "cli/load.h"
#include "cli/run_loop.h"

/** All that the next plant needs, beside what runs. */
struct next {
    struct s7_plant *plant;
    struct s7_run_plan *plan;
    struct s7_run_snapshot snapshot;
    struct s7_desk desk;
};

static int refuse(FILE *out, int error, const struct s7_fault *fault, const char *what)
{
    struct s7_fault plain = {.error = error};
    s7_cli_print_fault(out, fault ? fault : &plain, what);
    return error;
}

static int load(const struct s7_run *run, FILE *out, struct next *next)
{
    if (!run->path || strcmp(run->path, "-") == 0) {
        fprintf(out, "sieben: a plant from standard input cannot be read again\n");
        return S7_ERR_LOCAL_FILE;
    }
    if (s7_cli_load_plant_saying(out, run->path, &next->plant) != 0)
        return S7_ERR_LOCAL_FILE;
    return s7_run_choice_fits(&run->choice, next->plant, run->path, out) ? S7_OK : S7_ERR_LOCAL_FILE;
}

static int prepare(struct s7_run *run, FILE *out, struct next *next)
{
    struct s7_fault fault;
    const char *what;
    int error = s7_run_plan_new(next->plant, &run->choice, &run->approval, &next->plan);
    if (error != S7_OK)
        return refuse(out, error, NULL, run->path);
    error = s7_desk_prepare(&run->desk, next->plant, run->uv, &next->desk, &fault, &what);
    if (error != S7_OK)
        return refuse(out, error, &fault, what);
    error = s7_run_snapshot_init(&next->snapshot, next->plan, &next->desk);
    if (error != S7_OK) {
        s7_desk_discard(&run->desk, &next->desk);
        return refuse(out, error, NULL, run->path);
    }
    return S7_OK;
}

static int reload_exchange(struct s7_run *run, FILE *out, struct next *next, s7_time now,
                           struct s7_exchange_changes *changes)
{
    run->next_desk = &next->desk;
    int error = s7_exchange_reload(run->exchange, &next->plan->view, now, changes);
    run->next_desk = NULL;
    if (error == S7_OK)
        return S7_OK;
    s7_desk_discard(&run->desk, &next->desk);
    return refuse(out, error, NULL, run->path);
}

/** From here on the next plant is the plant. */
static void adopt(struct s7_run *run, FILE *out, struct next *next, s7_time now,
                  struct s7_desk_changes *changes)
{
    int error = s7_desk_adopt(&run->desk, &next->desk, now, changes);
    if (error != S7_OK)
        refuse(out, error, NULL, "a CPU keeps what it had");
    s7_desk_faults(&run->desk, now, out);
    s7_run_snapshot_free(&run->snapshot);
    s7_run_plan_free(run->plan);
    s7_plant_free(run->plant);
    run->snapshot = next->snapshot;
    run->plan = next->plan;
    run->plant = next->plant;
    run->rounds = s7_run_rounds(&run->plan->view);
}

static void say_changes(FILE *out, const struct s7_run *run, const struct s7_exchange_changes *exchange,
                        const struct s7_desk_changes *desk)
{
    fprintf(
        out,
        "sieben: %s was read again (revision %u): connections: %zu kept, %zu changed, %zu added, %zu removed; ",
        run->path, run->plant->revision, exchange->connections_kept, exchange->connections_changed,
        exchange->connections_added, exchange->connections_removed);
    fprintf(out,
            "jobs: %zu kept, %zu added, %zu removed; CPUs: %zu kept, %zu replaced, %zu added, %zu removed\n",
            exchange->jobs_kept, exchange->jobs_added, exchange->jobs_removed, desk->kept, desk->replaced,
            desk->added, desk->removed);
}

static bool go_over(struct s7_run *run, FILE *out, s7_time now)
{
    struct next next = {.plant = NULL};
    struct s7_exchange_changes exchange;
    struct s7_desk_changes desk;
    int error = load(run, out, &next);
    if (error == S7_OK)
        error = prepare(run, out, &next);
    if (error == S7_OK)
        error = reload_exchange(run, out, &next, now, &exchange);
    if (error != S7_OK) {
        fprintf(out, "sieben: the run goes on as before\n");
        s7_run_snapshot_free(&next.snapshot);
        s7_run_plan_free(next.plan);
        s7_plant_free(next.plant);
        return false;
    }
    adopt(run, out, &next, now, &desk);
    say_changes(out, run, &exchange, &desk);
    return true;
}

void s7_run_reload(struct s7_run *run, s7_time now)
{
    run->reload = false;
    FILE *out = s7_run_notes_open(&run->notes);
    if (go_over(run, out, now))
        run->reloads++;
    else
        run->reloads_refused++;
    s7_run_notes_close(&run->notes);
    s7_run_look(run, now);
    if (run->table)
        s7_run_table_show(run->table, &run->snapshot, &run->notes);
}
