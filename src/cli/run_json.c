/* SPDX-License-Identifier: MIT
 *
 * The documents sieben/run/1 and sieben/run-status/1, from one snapshot.
 */
#include "cli/run_json.h"

#include <stdio.h>

#include "base/strbuf.h"
#include "block/transfer.h"
#include "cli/fault.h"
#include "cli/json.h"
#include "cli/run_report.h"

enum { RANGE_TEXT = 64, VALUE_TEXT = 3 * S7_EXCHANGE_VALUE_SIZE + 16 };

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
    char text[S7_TARGET_LABEL_SIZE];
    s7_target_label(host, port, text, sizeof text);
    return s7_cli_json_text(text);
}

static json_t *cpu_json(const struct s7_run_cpu *cpu)
{
    const struct s7_desk_cpu *place = cpu->place;
    json_t *object = json_object();
    json_object_set_new(object, "name", s7_cli_json_text(place->plant->name));
    json_object_set_new(object, "profile", json_string(place->plant->profile->name));
    json_object_set_new(object, "address", address_json(place->plant->host, place->plant->port));
    json_object_set_new(object, "played_at", address_json(place->endpoint.host, place->endpoint.port));
    json_object_set_new(object, "connections", json_integer(cpu->usage.used));
    json_object_set_new(object, "connections_most", json_integer(cpu->usage.total));
    json_object_set_new(object, "refused", count_json(cpu->usage.refused_resources + cpu->usage.refused_tsap));
    return object;
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

/* ---- jobs -------------------------------------------------------------------------------------------------------- */

static void add_counters(json_t *job, const struct s7_exchange_report *report)
{
    json_object_set_new(job, "due", count_json(report->due));
    json_object_set_new(job, "completions", count_json(report->completions));
    json_object_set_new(job, "skipped", count_json(report->skipped));
    json_object_set_new(job, "errors", count_json(report->errors));
    json_object_set_new(job, "octets", count_json(report->octets));
    json_object_set_new(job, "reconnects", count_json(report->reconnects));
    json_object_set_new(job, "p50_ms", milliseconds_json(report->p50));
    json_object_set_new(job, "p99_ms", milliseconds_json(report->p99));
    json_object_set_new(job, "most_ms", milliseconds_json(report->most));
}

static void add_status(json_t *job, const struct s7_run_row *row)
{
    char what[S7_RUN_TEXT_SIZE];
    const struct s7_exchange_report *report = &row->report;
    s7_run_describe_job(&row->job, report->fault.item < row->job.job->area_count ? report->fault.item : 0, what,
                        sizeof what);
    json_object_set_new(job, "failing", json_boolean(report->failing));
    json_object_set_new(job, "status", json_integer(row->status));
    json_object_set_new(job, "status_text", json_string(s7_block_status_text(row->status)));
    json_object_set_new(job, "error", s7_cli_fault_json(&report->fault, what));
}

/** The first octets that the last good call moved, as hex; null: none did. */
static json_t *value_json(const struct s7_exchange_report *report)
{
    char text[VALUE_TEXT];
    struct s7_strbuf hex = s7_strbuf_over(text, sizeof text);
    if (report->value_size == 0)
        return json_null();
    s7_strbuf_hex(&hex, report->value, report->value_size, report->value_size);
    return json_string(text);
}

static void add_connection(json_t *job, const struct s7_run_row *row)
{
    char reason[S7_RUN_TEXT_SIZE] = "";
    s7_run_reason_text(&row->job, reason, sizeof reason);
    json_object_set_new(job, "runs", json_boolean(s7_run_row_runs(row)));
    json_object_set_new(job, "reason", reason[0] ? s7_cli_json_text(reason) : json_null());
    json_object_set_new(job, "state", json_string(s7_run_row_state(row)));
    json_object_set_new(job, "paused", json_boolean(row->report.held));
    json_object_set_new(job, "connected", json_boolean(row->report.connected));
    json_object_set_new(job, "backoffs", json_integer((json_int_t)row->report.backoffs));
}

static json_t *job_json(const struct s7_run_row *row)
{
    const struct s7_plant_connection *connection = row->job.connection;
    json_t *job = json_object();
    json_object_set_new(job, "connection", s7_cli_json_text(connection->id));
    json_object_set_new(job, "number", count_json(row->job.number));
    json_object_set_new(job, "name", s7_cli_json_text(row->job.job->name ? row->job.job->name : ""));
    json_object_set_new(job, "kind", json_string(row->job.job->kind == S7_PLANT_PUT ? "put" : "get"));
    json_object_set_new(job, "from", s7_cli_json_text(connection->from->name));
    json_object_set_new(job, "to", s7_cli_json_text(connection->to->name));
    json_object_set_new(job, "every_ms", milliseconds_json(row->job.job->every));
    json_object_set_new(job, "areas", areas_json(row->job.job));
    add_connection(job, row);
    add_counters(job, &row->report);
    add_status(job, row);
    json_object_set_new(job, "value", value_json(&row->report));
    json_object_set_new(job, "comparison", comparison_json(&row->comparison));
    json_object_set_new(job, "ok", json_boolean(s7_run_row_is_good(row)));
    return job;
}

static json_t *totals_json(const struct s7_run_totals *totals)
{
    json_t *object = json_object();
    json_object_set_new(object, "running", count_json(totals->running));
    json_object_set_new(object, "paused", count_json(totals->held));
    json_object_set_new(object, "failing", count_json(totals->failing));
    json_object_set_new(object, "not_run", count_json(totals->idle));
    json_object_set_new(object, "due", count_json(totals->due));
    json_object_set_new(object, "completions", count_json(totals->completions));
    json_object_set_new(object, "errors", count_json(totals->errors));
    json_object_set_new(object, "skipped", count_json(totals->skipped));
    json_object_set_new(object, "octets", count_json(totals->octets));
    return object;
}

void s7_run_add_snapshot(json_t *document, const struct s7_run_snapshot *snapshot)
{
    json_t *cpus = json_array(), *jobs = json_array();
    for (size_t i = 0; i < snapshot->cpu_count; i++)
        json_array_append_new(cpus, cpu_json(&snapshot->cpus[i]));
    for (size_t i = 0; i < snapshot->row_count; i++)
        json_array_append_new(jobs, job_json(&snapshot->rows[i]));
    json_object_set_new(document, "plant", s7_cli_json_text(snapshot->plant->name));
    json_object_set_new(document, "revision", json_integer(snapshot->plant->revision));
    json_object_set_new(document, "state", json_string(s7_run_state_text(snapshot->state)));
    json_object_set_new(document, "second", json_integer((json_int_t)snapshot->second));
    json_object_set_new(document, "seconds", json_real((double)snapshot->ran / (double)S7_SECOND));
    json_object_set_new(document, "interrupted", json_boolean(snapshot->interrupted));
    json_object_set_new(document, "reloads", json_integer((json_int_t)snapshot->reloads));
    json_object_set_new(document, "reloads_refused", json_integer((json_int_t)snapshot->reloads_refused));
    json_object_set_new(document, "totals", totals_json(&snapshot->totals));
    json_object_set_new(document, "cpus", cpus);
    json_object_set_new(document, "jobs", jobs);
    json_object_set_new(document, "ok", json_boolean(s7_run_snapshot_is_good(snapshot)));
}

void s7_run_print_json(const struct s7_run_snapshot *snapshot)
{
    json_t *document = s7_cli_json_document("run");
    s7_run_add_snapshot(document, snapshot);
    s7_cli_json_print(stdout, document);
}
