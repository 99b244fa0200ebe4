/* SPDX-License-Identifier: MIT */
#include "cli/run_inspect.h"

#include <inttypes.h>
#include <string.h>

#include "base/strbuf.h"
#include "block/transfer.h"
#include "cli/fault.h"
#include "cli/run_report.h"
#include "cli/run_value.h"

enum { VALUE_TEXT = 3 * S7_EXCHANGE_VALUE_SIZE + 32 };

static const struct s7_desk_cpu *place_of(const struct s7_run_snapshot *snapshot,
                                          const struct s7_plant_cpu *cpu)
{
    for (size_t i = 0; i < snapshot->cpu_count; i++)
        if (strcmp(snapshot->cpus[i].place->plant->name, cpu->name) == 0)
            return snapshot->cpus[i].place;
    return NULL;
}

static void print_partner(FILE *out, const struct s7_run_snapshot *snapshot, const char *side,
                          const struct s7_plant_cpu *cpu)
{
    const struct s7_desk_cpu *place = place_of(snapshot, cpu);
    char address[S7_TARGET_LABEL_SIZE], played_at[S7_TARGET_LABEL_SIZE];
    s7_target_label(cpu->host, cpu->port, address, sizeof address);
    fprintf(out, "%-10s %s, %s, rack %u slot %u, %s", side, cpu->name, cpu->profile->display, cpu->rack,
            cpu->slot, address);
    if (place) {
        s7_target_label(place->endpoint.host, place->endpoint.port, played_at, sizeof played_at);
        fprintf(out, ", played at %s", played_at);
    } else {
        fprintf(out, ", not played here");
    }
    fputc('\n', out);
}

static void print_time(FILE *out, const char *what, s7_time at, s7_time now)
{
    if (at != S7_TIME_NEVER)
        fprintf(out, ", %s in %.1f s", what, (double)(at > now ? at - now : 0) / (double)S7_SECOND);
}

static void print_connection(FILE *out, const struct s7_run_snapshot *snapshot, const struct s7_run_row *row)
{
    const struct s7_exchange_report *report = &row->report;
    fprintf(out, "connection %s", s7_exchange_phase_text(report->phase));
    if (report->connected)
        fprintf(out, ", PDU length %u, %u jobs at once", report->pdu_length, report->amq);
    print_time(out, "next attempt", report->next_attempt, snapshot->now);
    fprintf(out, ", dialled %" PRIu64 " times, established again %" PRIu64 " times\n", report->attempts,
            report->reconnects);
    if (!report->connected && report->connection_fault.error != S7_OK)
        s7_cli_print_fault(out, &report->connection_fault, "the connection");
}

static void print_calls(FILE *out, const struct s7_run_snapshot *snapshot, const struct s7_run_row *row)
{
    const struct s7_exchange_report *report = &row->report;
    fprintf(out,
            "cycles     %" PRIu64 " due every %" PRId64 " ms: %" PRIu64 " %s, %" PRIu64 " errors, %" PRIu64
            " skipped",
            report->due, row->job.job->every / S7_MILLISECOND, report->completions,
            row->job.job->kind == S7_PLANT_PUT ? "DONE" : "NDR", report->errors, report->skipped);
    print_time(out, "next", report->next_call, snapshot->now);
    fprintf(out, "%s\n", report->held ? ", paused" : "");
    fprintf(out, "duration   p50 %.3f ms, p99 %.3f ms, most %.3f ms\n", (double)report->p50 / 1e6,
            (double)report->p99 / 1e6, (double)report->most / 1e6);
}

static void print_fault(FILE *out, const struct s7_run_row *row)
{
    char what[S7_RUN_TEXT_SIZE];
    if (!row->failed) {
        fprintf(out, "status     %u %s, no ERROR so far\n", row->status, s7_block_status_text(row->status));
        return;
    }
    fprintf(out, "status     %s: %u %s\n", row->report.failing ? "ERROR" : "OK now; the last ERROR",
            row->status, s7_block_status_text(row->status));
    s7_run_describe_job(&row->job,
                        row->report.fault.item < row->job.job->area_count ? row->report.fault.item : 0, what,
                        sizeof what);
    s7_cli_print_fault(out, &row->report.fault, what);
}

static void print_value(FILE *out, const struct s7_run_row *row)
{
    char text[VALUE_TEXT];
    struct s7_strbuf hex = s7_strbuf_over(text, sizeof text);
    if (row->report.value_size == 0) {
        fprintf(out, "value      none was moved yet\n");
        return;
    }
    s7_strbuf_hex(&hex, row->report.value, row->report.value_size, row->report.value_size);
    fprintf(out, "value      %s\n", text);
    s7_run_value_print(out, row);
}

void s7_run_inspect(FILE *out, const struct s7_run_snapshot *snapshot, const struct s7_run_row *row)
{
    char text[S7_RUN_TEXT_SIZE];
    for (size_t i = 0; i < row->job.job->area_count; i++) {
        s7_run_describe_job(&row->job, i, text, sizeof text);
        fprintf(out, "%s\n", text);
    }
    print_partner(out, snapshot, "from", row->job.connection->from);
    print_partner(out, snapshot, "to", row->job.connection->to);
    if (!s7_run_row_runs(row)) {
        s7_run_reason_text(&row->job, text, sizeof text);
        fprintf(out, "%-10s %s\n", s7_run_row_state(row), text);
        return;
    }
    print_connection(out, snapshot, row);
    print_calls(out, snapshot, row);
    print_fault(out, row);
    print_value(out, row);
}
