/* SPDX-License-Identifier: MIT */
#include "cli/run_report.h"

#include <inttypes.h>
#include <stdio.h>

#include "block/transfer.h"
#include "cli/fault.h"

enum { JOBS_PER_LINE = 8, RANGE_TEXT = 64 };

static const char *kind_name(const struct s7_plant_job *job)
{
    return job->kind == S7_PLANT_PUT ? "PUT" : "GET";
}

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

void s7_run_describe_job(const struct s7_exchange_report *report, size_t area, char *text, size_t size)
{
    struct s7_strbuf buf = s7_strbuf_over(text, size);
    const struct s7_plant_job *job = report->job;
    char local[RANGE_TEXT] = "", remote[RANGE_TEXT] = "";
    s7_range_format(&job->local[area], local, sizeof local);
    s7_range_format(&job->remote[area], remote, sizeof remote);
    s7_strbuf_printf(&buf, "%s.%zu %s %s %s %s %s %s", report->connection->id, report->number, kind_name(job),
                     report->connection->from->name, local, job->kind == S7_PLANT_PUT ? "->" : "<-",
                     report->connection->to->name, remote);
}

/* ---- while it runs ----------------------------------------------------------------------------------------------- */

static void print_cpu(const struct s7_desk_cpu *place)
{
    printf("  %-12s %-10s %s:%u is played at %s:%u\n", place->plant->name, place->plant->profile->display,
           place->plant->host, place->plant->port, place->endpoint.host, place->endpoint.port);
}

static void print_job(const struct s7_exchange_report *report)
{
    char text[S7_RUN_TEXT_SIZE];
    for (size_t i = 0; i < report->job->area_count; i++) {
        s7_run_describe_job(report, i, text, sizeof text);
        if (i == 0)
            printf("  %s every %" PRId64 " ms\n", text, report->job->every / S7_MILLISECOND);
        else
            printf("  %s\n", text);
    }
}

void s7_run_print_start(const struct s7_run *run)
{
    size_t count = s7_exchange_job_count(run->exchange);
    if (run->json)
        return;
    printf("%s: %zu CPU%s on this desk; nothing outside loopback is listened on or dialled\n", run->plant->name,
           run->desk.cpu_count, plural(run->desk.cpu_count));
    for (size_t i = 0; i < run->desk.cpu_count; i++)
        print_cpu(&run->desk.cpus[i]);
    printf("%zu job%s\n", count, plural(count));
    for (size_t i = 0; i < count; i++) {
        struct s7_exchange_report report = s7_exchange_report(run->exchange, i);
        print_job(&report);
    }
    fflush(stdout);
}

static void print_counters(const struct s7_exchange_report *report)
{
    printf("  %s.%zu %s %" PRIu64, report->connection->id, report->number, kind_name(report->job),
           report->completions);
    if (report->skipped > 0)
        printf(", %" PRIu64 " skipped", report->skipped);
    if (report->errors > 0)
        printf(", %" PRIu64 " error%s", report->errors, plural(report->errors));
    if (report->failing)
        printf(" (STATUS %u)", report->status);
    if (!report->connected)
        printf(" (not connected)");
}

static void print_totals(const struct s7_run *run, size_t count)
{
    uint64_t completions = 0, skipped = 0, errors = 0;
    size_t failing = 0;
    for (size_t i = 0; i < count; i++) {
        struct s7_exchange_report report = s7_exchange_report(run->exchange, i);
        completions += report.completions;
        skipped += report.skipped;
        errors += report.errors;
        failing += report.failing;
    }
    printf("  %zu jobs: %" PRIu64 " completed, %" PRIu64 " skipped, %" PRIu64 " error%s, %zu failing now",
           count, completions, skipped, errors, plural(errors), failing);
}

void s7_run_print_second(const struct s7_run *run, unsigned second)
{
    size_t count = s7_exchange_job_count(run->exchange);
    if (run->json)
        return;
    printf("%4u s", second);
    for (size_t i = 0; i < count && count <= JOBS_PER_LINE; i++) {
        struct s7_exchange_report report = s7_exchange_report(run->exchange, i);
        print_counters(&report);
    }
    if (count > JOBS_PER_LINE)
        print_totals(run, count);
    printf("\n");
    fflush(stdout);
}

/* ---- in the end -------------------------------------------------------------------------------------------------- */

bool s7_run_job_is_good(const struct s7_exchange_report *report, const struct s7_comparison_result *result)
{
    return report->completions > 0 && report->errors == 0 && result->outcome == S7_COMPARISON_EQUAL;
}

bool s7_run_is_good(const struct s7_run *run)
{
    for (size_t i = 0; i < s7_exchange_job_count(run->exchange); i++) {
        struct s7_exchange_report report = s7_exchange_report(run->exchange, i);
        struct s7_comparison_result result = s7_comparison_result(run->comparison, i);
        if (!s7_run_job_is_good(&report, &result))
            return false;
    }
    return true;
}

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

static void print_row(const struct s7_exchange_report *report, const struct s7_comparison_result *result)
{
    char name[80], p50[24], p99[24];
    snprintf(name, sizeof name, "%s.%zu", report->connection->id, report->number);
    format_duration(report->p50, p50, sizeof p50);
    format_duration(report->p99, p99, sizeof p99);
    printf("%-16s %-4s %10" PRIu64 " %8" PRIu64 " %7" PRIu64 " %12" PRIu64 " %12s %12s  %s\n", name,
           kind_name(report->job), report->completions, report->skipped, report->errors, report->octets, p50,
           p99, outcome_words[result->outcome]);
}

static void print_fault(const struct s7_exchange_report *report)
{
    char job[S7_RUN_TEXT_SIZE], what[S7_RUN_TEXT_SIZE + 200];
    if (report->fault.error == S7_OK)
        return;
    s7_run_describe_job(report, report->fault.item < report->job->area_count ? report->fault.item : 0, job,
                        sizeof job);
    unsigned status = s7_block_status_of(&report->fault);
    snprintf(what, sizeof what, "%s: ERROR=1 STATUS=%u (%s)", job, status,
             s7_block_status_text((uint16_t)status));
    printf("\n");
    s7_cli_print_fault(stdout, &report->fault, what);
}

static void print_difference(const struct s7_exchange_report *report, const struct s7_comparison_result *result)
{
    char job[S7_RUN_TEXT_SIZE];
    s7_run_describe_job(report, result->area, job, sizeof job);
    printf("\n%s: the memories differ from octet %zu on: %02x was sent from, %02x stands at the destination\n",
           job, result->octet, result->source, result->destination);
}

/** What was said about the job already is not said again. */
static void print_not_read(const struct s7_exchange_report *report, const struct s7_comparison_result *result)
{
    char range[RANGE_TEXT] = "", what[S7_RUN_TEXT_SIZE];
    s7_range_format(result->range, range, sizeof range);
    snprintf(what, sizeof what, "%s.%zu: reading back %s of %s for the comparison", report->connection->id,
             report->number, range, result->cpu->plant->name);
    if (result->fault.error == report->fault.error) {
        printf("%s ended with %s as well\n", what, s7_error_name(result->fault.error));
        return;
    }
    printf("\n");
    s7_cli_print_fault(stdout, &result->fault, what);
}

static void print_findings(const struct s7_exchange_report *report, const struct s7_comparison_result *result)
{
    print_fault(report);
    if (result->outcome == S7_COMPARISON_DIFFERENT)
        print_difference(report, result);
    if (result->outcome == S7_COMPARISON_NOT_READ)
        print_not_read(report, result);
}

void s7_run_print_summary(const struct s7_run *run)
{
    size_t count = s7_exchange_job_count(run->exchange), good = 0;
    if (count == 0) {
        printf("\nthis plant has no jobs: its CPUs were played, nothing was exchanged\n");
        return;
    }
    printf("\n%-16s %-4s %10s %8s %7s %12s %12s %12s  %s\n", "job", "", "completed", "skipped", "errors",
           "octets", "p50", "p99", "memories");
    for (size_t i = 0; i < count; i++) {
        struct s7_exchange_report report = s7_exchange_report(run->exchange, i);
        struct s7_comparison_result result = s7_comparison_result(run->comparison, i);
        print_row(&report, &result);
        good += s7_run_job_is_good(&report, &result);
    }
    for (size_t i = 0; i < count; i++) {
        struct s7_exchange_report report = s7_exchange_report(run->exchange, i);
        struct s7_comparison_result result = s7_comparison_result(run->comparison, i);
        print_findings(&report, &result);
    }
    printf("\n%zu of %zu job%s without errors and with equal memories on both sides\n", good, count,
           plural(count));
}
