/* SPDX-License-Identifier: MIT */
#include "report/text_fit.h"

#include "report/text.h"

enum {
    WORD_KEPT = 16,  /* longer words are cut when room is short */
    LEAST_COLUMN = 6 /* narrower columns are no longer read as text */
};

static size_t smaller(size_t one, size_t other)
{
    return one < other ? one : other;
}

static size_t larger(size_t one, size_t other)
{
    return one > other ? one : other;
}

static void widen(struct s7_text_need *need, const struct s7_flow *flow)
{
    size_t line, word;
    s7_flow_measure(flow, &line, &word);
    need->natural = larger(need->natural, line);
    need->least = larger(need->least, smaller(word, WORD_KEPT));
}

bool s7_text_fit_has_titles(const struct s7_grid *grid)
{
    return grid->kind == S7_GRID_TABLE || grid->kind == S7_GRID_MATRIX;
}

struct s7_text_need s7_text_fit_need(struct s7_report *report, const struct s7_grid *grid, size_t column)
{
    struct s7_report_column wish = grid->column(grid, column);
    struct s7_text_need need = {.natural = 0, .least = 0};
    struct s7_grid_cell cell;
    char note[S7_TEXT_NOTE_SIZE];
    if (s7_text_fit_has_titles(grid))
        widen(&need, &(struct s7_flow){.parts = {wish.title}});
    for (size_t row = 0; row < grid->row_count; row++) {
        s7_grid_ask(report, grid, row, column, &cell);
        struct s7_flow flow = s7_text_flow_of(report, &cell.cell, note);
        widen(&need, &flow);
    }
    if (wish.most)
        need.natural = smaller(need.natural, larger(wish.most, need.least));
    need.least = smaller(need.natural, larger(need.least, larger(wish.least, 1))); /* blanks have no words */
    return need;
}

/** Takes columns one by one from the widest one that is wider than its floor, until `excess` is gone or none is. */
static size_t shrink(const size_t *floors, size_t count, size_t excess, size_t *widths)
{
    while (excess > 0) {
        size_t widest = count;
        for (size_t i = 0; i < count; i++)
            if (widths[i] > floors[i] && (widest == count || widths[i] > widths[widest]))
                widest = i;
        if (widest == count)
            break;
        widths[widest]--;
        excess--;
    }
    return excess;
}

bool s7_text_fit_share(const struct s7_text_need *needs, size_t count, size_t width, size_t *ret_widths)
{
    size_t floors[S7_REPORT_COLUMNS_MAX] = {0}, widths[S7_REPORT_COLUMNS_MAX];
    size_t total = (count - 1) * S7_TEXT_GAP;
    for (size_t i = 0; i < count; i++) {
        widths[i] = width ? smaller(needs[i].natural, width) : needs[i].natural;
        floors[i] = smaller(needs[i].least, widths[i]);
        total += widths[i];
    }
    if (width && total > width) {
        size_t excess = shrink(floors, count, total - width, widths);
        for (size_t i = 0; i < count; i++)
            floors[i] = smaller(floors[i], LEAST_COLUMN);
        if (shrink(floors, count, excess, widths) > 0)
            return false;
    }
    for (size_t i = 0; i < count; i++)
        ret_widths[i] = widths[i];
    return true;
}
