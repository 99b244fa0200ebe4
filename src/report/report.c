/* SPDX-License-Identifier: MIT */
#include "report/report.h"

#include <assert.h>
#include <errno.h>

#include "report/out.h"
#include "report/writer.h"

static const struct s7_report_writer *const writers[S7_REPORT_FORMAT_COUNT] = {
    [S7_REPORT_TEXT] = &s7_text_writer,
    [S7_REPORT_MARKDOWN] = &s7_markdown_writer,
    [S7_REPORT_HTML] = &s7_html_writer,
    [S7_REPORT_CSV] = &s7_csv_writer,
};

static const char *text_or_none(const char *text)
{
    return text ? text : "";
}

void s7_report_begin(struct s7_report *report, const struct s7_report_config *config)
{
    assert(config->format < S7_REPORT_FORMAT_COUNT);
    *report = (struct s7_report){.config = *config, .writer = writers[config->format], .failure = S7_OK};
    if (config->width && config->width < S7_REPORT_WIDTH_LEAST)
        report->config.width = S7_REPORT_WIDTH_LEAST;
    if (report->writer->begin)
        report->writer->begin(report);
    report->config.title = NULL; /* borrowed for this call only */
}

void s7_report_heading(struct s7_report *report, unsigned level, const char *text)
{
    assert(level >= 1 && level <= 4);
    if (report->writer->heading)
        report->writer->heading(report, level, text_or_none(text));
}

void s7_report_paragraph(struct s7_report *report, const char *text)
{
    if (report->writer->paragraph && !s7_character_is_blank(text_or_none(text)))
        report->writer->paragraph(report, text);
}

void s7_report_list(struct s7_report *report, const struct s7_report_cell *items, size_t count, bool ordered)
{
    if (report->writer->list && count > 0)
        report->writer->list(report, items, count, ordered);
}

static void write_grid(struct s7_report *report, struct s7_grid grid)
{
    grid.name = text_or_none(grid.name);
    grid.caption = text_or_none(grid.caption);
    report->writer->grid(report, &grid);
}

void s7_report_pairs(struct s7_report *report, const struct s7_report_pair *pairs, size_t count)
{
    if (count > 0)
        write_grid(report, s7_grid_of_pairs(pairs, count));
}

void s7_report_table(struct s7_report *report, const struct s7_report_table *table)
{
    assert(table->column_count >= 1 && table->column_count <= S7_REPORT_COLUMNS_MAX);
    write_grid(report, s7_grid_of_table(table));
}

void s7_report_matrix(struct s7_report *report, const struct s7_report_matrix *matrix)
{
    assert(matrix->column_count >= 1);
    write_grid(report, s7_grid_of_matrix(matrix));
}

void s7_report_ladder(struct s7_report *report, const struct s7_report_ladder *ladder)
{
    write_grid(report, s7_grid_of_ladder(ladder));
}

void s7_report_map(struct s7_report *report, const struct s7_report_map *map)
{
    assert(map->line_count >= 1 && map->line_count < S7_REPORT_COLUMNS_MAX);
    report->writer->map(report, map);
}

void s7_report_preformatted(struct s7_report *report, const char *text)
{
    if (report->writer->preformatted)
        report->writer->preformatted(report, text_or_none(text));
}

void s7_report_notes(struct s7_report *report, const char *const *notes, size_t count)
{
    if (count > report->notes_kept)
        report->notes_kept = (unsigned)count;
    if (report->writer->notes && count > 0)
        report->writer->notes(report, notes, count);
}

void s7_report_page(struct s7_report *report)
{
    if (report->writer->page)
        report->writer->page(report);
}

int s7_report_end(struct s7_report *report)
{
    if (report->writer->end)
        report->writer->end(report);
    if (report->notes_told > report->notes_kept && report->config.format != S7_REPORT_CSV)
        s7_out_fail(report, S7_ERR_LOCAL_ARGUMENT);
    if (report->stopped || !report->config.sink.flush)
        return report->failure;
    errno = 0;
    int result = report->config.sink.flush(report->config.sink.self);
    if (result != S7_OK) {
        report->system_error = errno;
        report->failure = result;
    }
    return report->failure;
}
