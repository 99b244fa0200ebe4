/* SPDX-License-Identifier: MIT */
#include "cli/run_columns.h"

#include <inttypes.h>
#include <string.h>

#include "block/transfer.h"
#include "cli/run_report.h"
#include "cli/run_value.h"

/* ---- cells ------------------------------------------------------------------------------------------------------- */

static void s7_run_cell_connection(const struct s7_run_row *row, struct s7_strbuf *buf)
{
    s7_strbuf_printf(buf, "%s.%zu", row->job.connection->id, row->job.number);
}

static void s7_run_cell_job(const struct s7_run_row *row, struct s7_strbuf *buf)
{
    const char *name = row->job.job->name ? row->job.job->name : "";
    s7_strbuf_printf(buf, "%s %s %s %s", s7_run_kind_text(row->job.job), row->job.connection->from->name,
                     row->job.job->kind == S7_PLANT_PUT ? "->" : "<-", row->job.connection->to->name);
    if (name[0])
        s7_strbuf_printf(buf, " %s", name);
}

static void s7_run_cell_state(const struct s7_run_row *row, struct s7_strbuf *buf)
{
    s7_strbuf_add(buf, s7_run_row_state(row));
}

enum { COUNT_SHOWN = 9999999 /* more would not fit the columns: 12345k */ };

static void add_count(const struct s7_run_row *row, uint64_t count, struct s7_strbuf *buf)
{
    static const char *const units[] = {"", "k", "M", "G", "T"};
    if (!s7_run_row_runs(row)) {
        s7_strbuf_add(buf, "-");
        return;
    }
    size_t unit = 0;
    for (; count > COUNT_SHOWN && unit + 1 < sizeof units / sizeof units[0]; unit++)
        count /= 1000;
    s7_strbuf_printf(buf, "%" PRIu64 "%s", count, units[unit]);
}

static void s7_run_cell_cycles(const struct s7_run_row *row, struct s7_strbuf *buf)
{
    add_count(row, row->report.due, buf);
}

static void s7_run_cell_done(const struct s7_run_row *row, struct s7_strbuf *buf)
{
    add_count(row, row->report.completions, buf);
}

static void s7_run_cell_errors(const struct s7_run_row *row, struct s7_strbuf *buf)
{
    add_count(row, row->report.errors, buf);
}

static void s7_run_cell_skipped(const struct s7_run_row *row, struct s7_strbuf *buf)
{
    add_count(row, row->report.skipped, buf);
}

static void add_milliseconds(s7_time duration, struct s7_strbuf *buf)
{
    if (duration == 0)
        s7_strbuf_add(buf, "-");
    else
        s7_strbuf_printf(buf, "%.*f", duration < S7_SECOND ? 3 : 0, (double)duration / (double)S7_MILLISECOND);
}

static void s7_run_cell_p50(const struct s7_run_row *row, struct s7_strbuf *buf)
{
    add_milliseconds(row->report.p50, buf);
}

static void s7_run_cell_p99(const struct s7_run_row *row, struct s7_strbuf *buf)
{
    add_milliseconds(row->report.p99, buf);
}

static void s7_run_cell_status(const struct s7_run_row *row, struct s7_strbuf *buf)
{
    char reason[S7_RUN_CELL_SIZE];
    if (!s7_run_row_runs(row)) {
        s7_run_reason_text(&row->job, reason, sizeof reason);
        s7_strbuf_add(buf, reason);
    } else if (row->report.failing) {
        s7_strbuf_printf(buf, "ERROR %u %s", row->status, s7_block_status_text(row->status));
    } else if (row->failed) {
        s7_strbuf_printf(buf, "OK (was %u)", row->status);
    } else {
        s7_strbuf_add(buf, row->report.completions > 0 ? "OK" : "-");
    }
}

static void s7_run_cell_value(const struct s7_run_row *row, struct s7_strbuf *buf)
{
    s7_run_value_short(row, buf);
}

/* ---- order ------------------------------------------------------------------------------------------------------- */

static int order(uint64_t one, uint64_t other)
{
    return (one > other) - (one < other);
}

static int s7_run_order_connection(const struct s7_run_row *one, const struct s7_run_row *other)
{
    int by_id = strcmp(one->job.connection->id, other->job.connection->id);
    return by_id ? by_id : order(one->job.number, other->job.number);
}

/** As text: what both cells say. */
static int order_cells(enum s7_run_column column, const struct s7_run_row *one, const struct s7_run_row *other)
{
    char texts[2][S7_RUN_CELL_SIZE];
    struct s7_strbuf first = s7_strbuf_over(texts[0], sizeof texts[0]);
    struct s7_strbuf second = s7_strbuf_over(texts[1], sizeof texts[1]);
    s7_run_column_cell(column, one, &first);
    s7_run_column_cell(column, other, &second);
    return strcmp(texts[0], texts[1]);
}

static int s7_run_order_job(const struct s7_run_row *one, const struct s7_run_row *other)
{
    return order_cells(S7_RUN_COLUMN_job, one, other);
}

static int s7_run_order_state(const struct s7_run_row *one, const struct s7_run_row *other)
{
    return order_cells(S7_RUN_COLUMN_state, one, other);
}

static int s7_run_order_cycles(const struct s7_run_row *one, const struct s7_run_row *other)
{
    return order(one->report.due, other->report.due);
}

static int s7_run_order_done(const struct s7_run_row *one, const struct s7_run_row *other)
{
    return order(one->report.completions, other->report.completions);
}

static int s7_run_order_errors(const struct s7_run_row *one, const struct s7_run_row *other)
{
    return order(one->report.errors, other->report.errors);
}

static int s7_run_order_skipped(const struct s7_run_row *one, const struct s7_run_row *other)
{
    return order(one->report.skipped, other->report.skipped);
}

static int s7_run_order_p50(const struct s7_run_row *one, const struct s7_run_row *other)
{
    return order((uint64_t)one->report.p50, (uint64_t)other->report.p50);
}

static int s7_run_order_p99(const struct s7_run_row *one, const struct s7_run_row *other)
{
    return order((uint64_t)one->report.p99, (uint64_t)other->report.p99);
}

/** 0 is well; then jobs that failed, jobs that fail now, and those that do not run. */
static uint64_t severity(const struct s7_run_row *row)
{
    if (!s7_run_row_runs(row))
        return 3000000 + (uint64_t)row->job.reason;
    return row->status + (row->report.failing ? 2000000U : 0U) + (row->failed ? 1000000U : 0U);
}

static int s7_run_order_status(const struct s7_run_row *one, const struct s7_run_row *other)
{
    return order(severity(one), severity(other));
}

static int s7_run_order_value(const struct s7_run_row *one, const struct s7_run_row *other)
{
    return order_cells(S7_RUN_COLUMN_value, one, other);
}

/* ---- the table --------------------------------------------------------------------------------------------------- */

struct column {
    const char *title;
    size_t width;
    bool right;
    unsigned rank;
    void (*cell)(const struct s7_run_row *row, struct s7_strbuf *buf);
    int (*order)(const struct s7_run_row *one, const struct s7_run_row *other);
};

static const struct column columns[] = {
#define S7_RUN_COLUMN(name, title, width, right, rank)                                                         \
    {title, width, right, rank, s7_run_cell_##name, s7_run_order_##name},
#include "cli/defs/run_column.def"
#undef S7_RUN_COLUMN
};

const char *s7_run_column_title(enum s7_run_column column)
{
    return columns[column].title;
}

bool s7_run_column_is_right(enum s7_run_column column)
{
    return columns[column].right;
}

void s7_run_column_cell(enum s7_run_column column, const struct s7_run_row *row, struct s7_strbuf *buf)
{
    columns[column].cell(row, buf);
}

int s7_run_column_order(enum s7_run_column column, const struct s7_run_row *one, const struct s7_run_row *other)
{
    return columns[column].order(one, other);
}

/** One blank between two columns. */
static size_t sum(const size_t widths[S7_RUN_COLUMN_COUNT])
{
    size_t all = 0;
    for (size_t i = 0; i < S7_RUN_COLUMN_COUNT; i++)
        all += widths[i] ? widths[i] + (all ? 1 : 0) : 0;
    return all;
}

static size_t highest_rank(const size_t widths[S7_RUN_COLUMN_COUNT])
{
    size_t found = 0;
    for (size_t i = 0; i < S7_RUN_COLUMN_COUNT; i++)
        if (widths[i] && columns[i].rank > columns[found].rank)
            found = i;
    return found;
}

void s7_run_columns_fit(size_t width, size_t ret_widths[S7_RUN_COLUMN_COUNT])
{
    for (size_t i = 0; i < S7_RUN_COLUMN_COUNT; i++)
        ret_widths[i] = columns[i].width;
    for (size_t last; sum(ret_widths) > width && (last = highest_rank(ret_widths)) != 0;)
        ret_widths[last] = 0;
    if (ret_widths[0] > width)
        ret_widths[0] = width;
    size_t left = width > sum(ret_widths) ? width - sum(ret_widths) : 0;
    enum s7_run_column widest =
        ret_widths[S7_RUN_COLUMN_status] ? S7_RUN_COLUMN_status : S7_RUN_COLUMN_connection;
    ret_widths[widest] += left; /* words first */
}
