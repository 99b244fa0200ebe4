/* SPDX-License-Identifier: MIT */
#include "cli/run_report.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/strbuf.h"
#include "block/transfer.h"
#include "cli/fault.h"

enum { JOBS_PER_LINE = 8, RANGE_TEXT = 64 };

const char *s7_run_kind_text(const struct s7_plant_job *job)
{
    return job->kind == S7_PLANT_PUT ? "PUT" : "GET";
}

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

void s7_run_describe_job(const struct s7_run_job *job, size_t area, char *text, size_t size)
{
    struct s7_strbuf buf = s7_strbuf_over(text, size);
    char local[RANGE_TEXT] = "", remote[RANGE_TEXT] = "";
    s7_range_format(&job->job->local[area], local, sizeof local);
    s7_range_format(&job->job->remote[area], remote, sizeof remote);
    s7_strbuf_printf(&buf, "%s.%zu %s %s %s %s %s %s", job->connection->id, job->number,
                     s7_run_kind_text(job->job), job->connection->from->name, local,
                     job->job->kind == S7_PLANT_PUT ? "->" : "<-", job->connection->to->name, remote);
}

/* ---- while it runs ----------------------------------------------------------------------------------------------- */

static void print_cpu(const struct s7_desk_cpu *place)
{
    char address[S7_TARGET_LABEL_SIZE], played_at[S7_TARGET_LABEL_SIZE];
    s7_target_label(place->plant->host, place->plant->port, address, sizeof address);
    s7_target_label(place->endpoint.host, place->endpoint.port, played_at, sizeof played_at);
    printf("  %-12s %-10s %s is played at %s\n", place->plant->name, place->plant->profile->display, address,
           played_at);
}

static void print_job(const struct s7_run_job *job)
{
    char text[S7_RUN_TEXT_SIZE];
    for (size_t i = 0; i < job->job->area_count; i++) {
        s7_run_describe_job(job, i, text, sizeof text);
        if (i == 0)
            printf("  %s every %" PRId64 " ms\n", text, job->job->every / S7_MILLISECOND);
        else
            printf("  %s\n", text);
    }
}

static void print_idle(const struct s7_run_snapshot *snapshot)
{
    size_t count = snapshot->totals.idle;
    char text[S7_RUN_TEXT_SIZE], reason[S7_RUN_TEXT_SIZE];
    if (count > 0)
        printf("%zu job%s not run here\n", count, count == 1 ? " is" : "s are");
    for (size_t i = 0; i < snapshot->row_count; i++) {
        const struct s7_run_row *row = &snapshot->rows[i];
        if (s7_run_row_runs(row))
            continue;
        s7_run_describe_job(&row->job, 0, text, sizeof text);
        s7_run_reason_text(&row->job, reason, sizeof reason);
        printf("  %s: %s\n", text, reason);
    }
}

/** Live partners that jobs of this run write to, each once. */
static void print_written(const struct s7_run_snapshot *snapshot)
{
    const struct s7_plant_cpu *last = NULL;
    for (size_t i = 0; i < snapshot->row_count; i++) {
        const struct s7_run_row *row = &snapshot->rows[i];
        bool writes = s7_run_row_runs(row) && row->job.job->kind == S7_PLANT_PUT && !row->job.comparable;
        char address[S7_TARGET_LABEL_SIZE];
        if (!writes || row->job.connection->to == last)
            continue;
        last = row->job.connection->to;
        s7_target_label(last->host, last->port, address, sizeof address);
        printf("  writes to %s at %s, which is not played here (--write-live)\n", last->name, address);
    }
}

void s7_run_print_start(const struct s7_run_snapshot *snapshot, const struct s7_run_choice *choice)
{
    size_t count = snapshot->cpu_count, jobs = snapshot->totals.running;
    if (choice->desk)
        printf("%s: %zu CPU%s on this desk; nothing outside loopback is listened on or dialled\n",
               snapshot->plant->name, count, plural(count));
    else
        printf("%s: %zu CPU%s played here; the others are dialled at their own addresses\n",
               snapshot->plant->name, count, count == 1 ? " is" : "s are");
    for (size_t i = 0; i < count; i++)
        print_cpu(snapshot->cpus[i].place);
    print_written(snapshot);
    printf("%zu job%s\n", jobs, plural(jobs));
    for (size_t i = 0; i < snapshot->row_count; i++)
        if (s7_run_row_runs(&snapshot->rows[i]))
            print_job(&snapshot->rows[i].job);
    print_idle(snapshot);
    fflush(stdout);
}

static void print_counters(const struct s7_run_row *row)
{
    const struct s7_exchange_report *report = &row->report;
    printf("  %s.%zu %s %" PRIu64, row->job.connection->id, row->job.number, s7_run_kind_text(row->job.job),
           report->completions);
    if (report->skipped > 0)
        printf(", %" PRIu64 " skipped", report->skipped);
    if (report->errors > 0)
        printf(", %" PRIu64 " error%s", report->errors, plural(report->errors));
    if (report->failing)
        printf(" (STATUS %u)", row->status);
    if (report->held)
        printf(" (paused)");
    if (!report->connected)
        printf(" (not connected)");
}

static void print_totals(const struct s7_run_totals *totals)
{
    printf("  %zu jobs: %" PRIu64 " completed, %" PRIu64 " skipped, %" PRIu64 " error%s, %zu failing now",
           totals->running, totals->completions, totals->skipped, totals->errors, plural(totals->errors),
           totals->failing);
}

void s7_run_print_second(const struct s7_run_snapshot *snapshot)
{
    bool many = snapshot->totals.running > JOBS_PER_LINE;
    printf("%4u s", snapshot->second);
    for (size_t i = 0; i < snapshot->row_count && !many; i++)
        if (s7_run_row_runs(&snapshot->rows[i]))
            print_counters(&snapshot->rows[i]);
    if (many)
        print_totals(&snapshot->totals);
    printf("\n");
    fflush(stdout);
}

/* ---- in the end -------------------------------------------------------------------------------------------------- */

static const char *const outcome_words[] = {[S7_COMPARISON_NONE] = "not compared",
                                            [S7_COMPARISON_EQUAL] = "equal",
                                            [S7_COMPARISON_DIFFERENT] = "DIFFERENT",
                                            [S7_COMPARISON_NOT_READ] = "not read"};

static void format_duration(s7_time duration, char *text, size_t size)
{
    if (duration == 0)
        snprintf(text, size, "-");
    else
        snprintf(text, size, "%.3f ms", (double)duration / (double)S7_MILLISECOND);
}

static void print_row(const struct s7_run_row *row)
{
    const struct s7_exchange_report *report = &row->report;
    char name[80], p50[24], p99[24];
    snprintf(name, sizeof name, "%s.%zu", row->job.connection->id, row->job.number);
    format_duration(report->p50, p50, sizeof p50);
    format_duration(report->p99, p99, sizeof p99);
    printf("%-16s %-4s %10" PRIu64 " %8" PRIu64 " %7" PRIu64 " %12" PRIu64 " %12s %12s  %s\n", name,
           s7_run_kind_text(row->job.job), report->completions, report->skipped, report->errors, report->octets,
           p50, p99, s7_run_row_runs(row) ? outcome_words[row->comparison.outcome] : s7_run_row_state(row));
}

static void print_fault(const struct s7_run_row *row)
{
    const struct s7_fault *fault = &row->report.fault;
    char job[S7_RUN_TEXT_SIZE], what[S7_RUN_TEXT_SIZE + 200];
    if (!row->failed)
        return;
    s7_run_describe_job(&row->job, fault->item < row->job.job->area_count ? fault->item : 0, job, sizeof job);
    snprintf(what, sizeof what, "%s: ERROR=1 STATUS=%u (%s)", job, row->status,
             s7_block_status_text(row->status));
    printf("\n");
    s7_cli_print_fault(stdout, fault, what);
}

static void print_difference(const struct s7_run_row *row)
{
    const struct s7_comparison_result *result = &row->comparison;
    char job[S7_RUN_TEXT_SIZE];
    s7_run_describe_job(&row->job, result->area, job, sizeof job);
    printf("\n%s: the memories differ from octet %zu on: %02x was sent from, %02x stands at the destination\n",
           job, result->octet, result->source, result->destination);
}

/** What was said about the job already is not said again. */
static void print_not_read(const struct s7_run_row *row)
{
    const struct s7_comparison_result *result = &row->comparison;
    char range[RANGE_TEXT] = "", what[S7_RUN_TEXT_SIZE];
    s7_range_format(result->range, range, sizeof range);
    snprintf(what, sizeof what, "%s.%zu: reading back %s of %s for the comparison", row->job.connection->id,
             row->job.number, range, result->cpu->plant->name);
    if (result->fault.error == row->report.fault.error) {
        printf("%s ended with %s as well\n", what, s7_error_name(result->fault.error));
        return;
    }
    printf("\n");
    s7_cli_print_fault(stdout, &result->fault, what);
}

static void print_findings(const struct s7_run_row *row)
{
    print_fault(row);
    if (row->comparison.outcome == S7_COMPARISON_DIFFERENT)
        print_difference(row);
    if (row->comparison.outcome == S7_COMPARISON_NOT_READ)
        print_not_read(row);
}

static void print_verdict(const struct s7_run_snapshot *snapshot)
{
    size_t judged = 0, good = 0;
    bool compared = true;
    for (size_t i = 0; i < snapshot->row_count; i++) {
        const struct s7_run_row *row = &snapshot->rows[i];
        judged += s7_run_row_is_judged(row);
        good += s7_run_row_is_judged(row) && s7_run_row_is_good(row);
        compared &= !s7_run_row_is_judged(row) || row->job.comparable;
    }
    printf("\n%zu of %zu job%s without errors and with equal memories on both sides%s\n", good, judged,
           plural(judged), compared ? "" : ", where both are played here");
}

void s7_run_print_summary(const struct s7_run_snapshot *snapshot)
{
    if (snapshot->row_count == 0) {
        printf("\nthis plant has no jobs: its CPUs were played, nothing was exchanged\n");
        return;
    }
    printf("\n%-16s %-4s %10s %8s %7s %12s %12s %12s  %s\n", "job", "", "completed", "skipped", "errors",
           "octets", "p50", "p99", "memories");
    for (size_t i = 0; i < snapshot->row_count; i++)
        print_row(&snapshot->rows[i]);
    for (size_t i = 0; i < snapshot->row_count; i++)
        print_findings(&snapshot->rows[i]);
    print_verdict(snapshot);
}
