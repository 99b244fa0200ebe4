/* SPDX-License-Identifier: MIT
 *
 * The document sieben/run/1.
 */
#include <stdio.h>

#include "block/transfer.h"
#include "cli/fault.h"
#include "cli/json.h"
#include "cli/run_report.h"

enum { RANGE_TEXT = 64, ADDRESS_TEXT = 300 };

static json_t *count_json(uint64_t count)
{
    return json_integer((json_int_t)count);
}

static json_t *milliseconds_json(s7_time duration)
{
    return json_real((double)duration / (double)S7_MILLISECOND);
}

static json_t *range_json(const struct s7_range *range)
{
    char text[RANGE_TEXT] = "";
    s7_range_format(range, text, sizeof text);
    return json_string(text);
}

static json_t *address_json(const char *host, uint16_t port)
{
    char text[ADDRESS_TEXT];
    snprintf(text, sizeof text, "%s:%u", host, port);
    return s7_cli_json_text(text);
}

static json_t *cpu_json(const struct s7_desk_cpu *place)
{
    json_t *cpu = json_object();
    json_object_set_new(cpu, "name", s7_cli_json_text(place->plant->name));
    json_object_set_new(cpu, "profile", json_string(place->plant->profile->name));
    json_object_set_new(cpu, "address", address_json(place->plant->host, place->plant->port));
    json_object_set_new(cpu, "played_at", address_json(place->endpoint.host, place->endpoint.port));
    return cpu;
}

static json_t *areas_json(const struct s7_plant_job *job)
{
    json_t *areas = json_array();
    for (size_t i = 0; i < job->area_count; i++) {
        json_t *area = json_object();
        json_object_set_new(area, "local", range_json(&job->local[i]));
        json_object_set_new(area, "remote", range_json(&job->remote[i]));
        json_array_append_new(areas, area);
    }
    return areas;
}

static json_t *comparison_json(const struct s7_comparison_result *result)
{
    static const char *const outcomes[] = {[S7_COMPARISON_NONE] = "none",
                                           [S7_COMPARISON_EQUAL] = "equal",
                                           [S7_COMPARISON_DIFFERENT] = "different",
                                           [S7_COMPARISON_NOT_READ] = "not_read"};
    json_t *comparison = json_object();
    json_object_set_new(comparison, "outcome", json_string(outcomes[result->outcome]));
    if (result->outcome == S7_COMPARISON_DIFFERENT) {
        json_object_set_new(comparison, "area", count_json(result->area));
        json_object_set_new(comparison, "octet", count_json(result->octet));
        json_object_set_new(comparison, "source", json_integer(result->source));
        json_object_set_new(comparison, "destination", json_integer(result->destination));
    }
    if (result->outcome == S7_COMPARISON_NOT_READ) {
        json_object_set_new(comparison, "cpu", s7_cli_json_text(result->cpu->plant->name));
        json_object_set_new(comparison, "range", range_json(result->range));
        json_object_set_new(comparison, "error", s7_cli_fault_json(&result->fault, result->cpu->plant->name));
    }
    return comparison;
}

static void add_counters(json_t *job, const struct s7_exchange_report *report)
{
    json_object_set_new(job, "completions", count_json(report->completions));
    json_object_set_new(job, "skipped", count_json(report->skipped));
    json_object_set_new(job, "errors", count_json(report->errors));
    json_object_set_new(job, "octets", count_json(report->octets));
    json_object_set_new(job, "reconnects", count_json(report->reconnects));
    json_object_set_new(job, "p50_ms", milliseconds_json(report->p50));
    json_object_set_new(job, "p99_ms", milliseconds_json(report->p99));
    json_object_set_new(job, "most_ms", milliseconds_json(report->most));
}

/** ERROR and STATUS are those of the last ERROR, if there was one; else of the last call. */
static void add_status(json_t *job, const struct s7_exchange_report *report)
{
    char what[S7_RUN_TEXT_SIZE];
    bool failed = report->fault.error != S7_OK;
    unsigned status = failed ? s7_block_status_of(&report->fault) : report->status;
    s7_run_describe_job(report, report->fault.item < report->job->area_count ? report->fault.item : 0, what,
                        sizeof what);
    json_object_set_new(job, "failing", json_boolean(report->failing));
    json_object_set_new(job, "status", json_integer(status));
    json_object_set_new(job, "status_text", json_string(s7_block_status_text((uint16_t)status)));
    json_object_set_new(job, "error", s7_cli_fault_json(&report->fault, what));
}

static json_t *job_json(const struct s7_exchange_report *report, const struct s7_comparison_result *result)
{
    json_t *job = json_object();
    json_object_set_new(job, "connection", s7_cli_json_text(report->connection->id));
    json_object_set_new(job, "number", count_json(report->number));
    json_object_set_new(job, "kind", json_string(report->job->kind == S7_PLANT_PUT ? "put" : "get"));
    json_object_set_new(job, "from", s7_cli_json_text(report->connection->from->name));
    json_object_set_new(job, "to", s7_cli_json_text(report->connection->to->name));
    json_object_set_new(job, "every_ms", milliseconds_json(report->job->every));
    json_object_set_new(job, "areas", areas_json(report->job));
    add_counters(job, report);
    add_status(job, report);
    json_object_set_new(job, "comparison", comparison_json(result));
    json_object_set_new(job, "ok", json_boolean(s7_run_job_is_good(report, result)));
    return job;
}

static json_t *jobs_json(const struct s7_run *run)
{
    json_t *jobs = json_array();
    for (size_t i = 0; i < s7_exchange_job_count(run->exchange); i++) {
        struct s7_exchange_report report = s7_exchange_report(run->exchange, i);
        struct s7_comparison_result result = s7_comparison_result(run->comparison, i);
        json_array_append_new(jobs, job_json(&report, &result));
    }
    return jobs;
}

void s7_run_print_json(const struct s7_run *run)
{
    json_t *document = s7_cli_json_document("run");
    json_t *cpus = json_array();
    for (size_t i = 0; i < run->desk.cpu_count; i++)
        json_array_append_new(cpus, cpu_json(&run->desk.cpus[i]));
    json_object_set_new(document, "plant", s7_cli_json_text(run->plant->name));
    json_object_set_new(document, "revision", json_integer(run->plant->revision));
    json_object_set_new(document, "seconds", json_real((double)(run->stopped_at - run->started_at) / 1e9));
    json_object_set_new(document, "interrupted", json_boolean(run->interrupted));
    json_object_set_new(document, "cpus", cpus);
    json_object_set_new(document, "jobs", jobs_json(run));
    json_object_set_new(document, "ok", json_boolean(s7_run_is_good(run)));
    s7_cli_json_print(stdout, document);
}
