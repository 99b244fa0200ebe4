/* SPDX-License-Identifier: MIT */
#include "report/map.h"

#include <assert.h>
#include <string.h>

#include "report/out.h"

enum {
    GROUP = 8,
    GAP = 2,
    ROWS_FOLDED = 2 /**< rows like the one above them that are worth a line of their own */
};

/** A map laid out for a width. */
struct layout {
    const struct s7_report_map *map;
    const struct s7_map_pen *pen;
    size_t across; /**< cells of a row */
    size_t number_columns;
    size_t title_columns;
};

static size_t digits_of(size_t number)
{
    size_t digits = 1;
    while (number /= 10)
        digits++;
    return digits;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t columns_of(const struct layout *layout, size_t across)
{
    return layout->number_columns + GAP + layout->title_columns + GAP + across + (across - 1) / GROUP;
}

static struct layout lay_out(const struct s7_report *report, const struct s7_report_map *map,
                             const struct s7_map_pen *pen)
{
    struct layout layout = {.map = map, .pen = pen, .across = S7_REPORT_MAP_ACROSS};
    layout.number_columns = larger(digits_of(map->count ? map->count - 1 : 0), strlen(map->unit));
    for (size_t i = 0; i < map->line_count; i++)
        layout.title_columns = larger(layout.title_columns, strlen(map->lines[i]));
    while (layout.across > GROUP && report->config.width &&
           columns_of(&layout, layout.across) > report->config.width)
        layout.across /= 2;
    return layout;
}

static struct s7_report_map_cell ask(const struct s7_report_map *map, size_t line, size_t index)
{
    struct s7_report_map_cell cell = map->cell(map->self, line, index);
    assert(cell.mark >= ' ' && cell.mark <= '~' && !strchr("<>&\"`", cell.mark)); /* markup in no format */
    assert(cell.meaning < S7_REPORT_MEANING_COUNT);
    return cell;
}

static size_t cells_of(const struct layout *layout, size_t first)
{
    size_t left = layout->map->count - first;
    return left < layout->across ? left : layout->across;
}

static bool is_empty(const struct layout *layout, size_t line, size_t first)
{
    for (size_t i = 0; i < cells_of(layout, first); i++)
        if (ask(layout->map, line, first + i).mark != ' ')
            return false;
    return true;
}

/** Two rows look the same. */
static bool is_alike(const struct layout *layout, size_t a, size_t b)
{
    if (cells_of(layout, a) != cells_of(layout, b))
        return false;
    for (size_t line = 0; line < layout->map->line_count; line++) {
        for (size_t i = 0; i < cells_of(layout, a); i++) {
            struct s7_report_map_cell one = ask(layout->map, line, a + i),
                                      other = ask(layout->map, line, b + i);
            if (one.mark != other.mark || one.meaning != other.meaning)
                return false;
        }
    }
    return true;
}

static void turn(struct s7_report *report, const struct layout *layout, enum s7_report_meaning *now,
                 enum s7_report_meaning next)
{
    if (*now == next)
        return;
    if (*now != S7_REPORT_NEUTRAL && layout->pen->end)
        layout->pen->end(report, *now);
    if (next != S7_REPORT_NEUTRAL && layout->pen->begin)
        layout->pen->begin(report, next);
    *now = next;
}

static void write_cells(struct s7_report *report, const struct layout *layout, size_t line, size_t first)
{
    enum s7_report_meaning now = S7_REPORT_NEUTRAL;
    for (size_t i = 0; i < cells_of(layout, first); i++) {
        struct s7_report_map_cell cell = ask(layout->map, line, first + i);
        if (i && i % GROUP == 0) {
            turn(report, layout, &now, S7_REPORT_NEUTRAL);
            s7_out_blanks(report, 1);
        }
        turn(report, layout, &now, cell.mark == ' ' ? S7_REPORT_NEUTRAL : cell.meaning);
        if (cell.mark == ' ')
            s7_out_blanks(report, 1);
        else
            s7_out_character(report, (uint32_t)(unsigned char)cell.mark);
    }
    turn(report, layout, &now, S7_REPORT_NEUTRAL);
}

static void write_row(struct s7_report *report, const struct layout *layout, size_t first)
{
    bool numbered = false;
    for (size_t line = 0; line < layout->map->line_count; line++) {
        const char *title = layout->map->lines[line];
        if (is_empty(layout, line, first))
            continue;
        s7_out_blanks(report, layout->number_columns - (numbered ? 0 : digits_of(first)));
        if (!numbered)
            s7_out_number(report, first);
        numbered = true;
        s7_out_blanks(report, GAP);
        s7_out_text(report, title);
        s7_out_blanks(report, layout->title_columns - strlen(title) + GAP);
        write_cells(report, layout, line, first);
        s7_out_line(report);
    }
}

/** The numbers of the first cells of all groups. */
static void write_scale(struct s7_report *report, const struct layout *layout)
{
    s7_out_blanks(report, layout->number_columns - strlen(layout->map->unit));
    s7_out_text(report, layout->map->unit);
    s7_out_blanks(report, GAP + layout->title_columns + GAP);
    for (size_t i = 0; i < layout->across && i < layout->map->count; i += GROUP) {
        s7_out_text(report, "+");
        s7_out_number(report, i);
        s7_out_blanks(report, GROUP - digits_of(i));
    }
    s7_out_line(report);
}

static void write_fold(struct s7_report *report, const struct layout *layout, size_t last)
{
    s7_out_blanks(report, layout->number_columns - 1);
    s7_out_text(report, report->config.ascii ? ":" : "⋮");
    s7_out_blanks(report, GAP);
    s7_out_text(report, "the same up to ");
    s7_out_number(report, last);
    s7_out_line(report);
}

void s7_map_rows(struct s7_report *report, const struct s7_report_map *map, const struct s7_map_pen *pen)
{
    const struct layout layout = lay_out(report, map, pen);
    write_scale(report, &layout);
    for (size_t first = 0; first < map->count; first += layout.across) {
        size_t same = 0;
        write_row(report, &layout, first);
        while (first + (same + 1) * layout.across < map->count &&
               is_alike(&layout, first, first + (same + 1) * layout.across))
            same++;
        if (same < ROWS_FOLDED)
            continue;
        first += same * layout.across;
        write_fold(report, &layout, first + layout.across - 1);
    }
}

/* ---- as a grid --------------------------------------------------------------------------------------------------- */

static struct s7_report_column map_column(const struct s7_grid *grid, size_t column)
{
    const struct s7_report_map *map = grid->of;
    return (struct s7_report_column){.title = column ? map->lines[column - 1] : map->unit};
}

static void map_cell(const struct s7_grid *grid, size_t row, size_t column, struct s7_strbuf *buffer,
                     struct s7_report_cell *ret_cell)
{
    const struct s7_report_map *map = grid->of;
    (void)ret_cell;
    if (column == 0)
        s7_strbuf_printf(buffer, "%zu", row);
    else
        s7_strbuf_char(buffer, ask(map, column - 1, row).mark);
}

struct s7_grid s7_grid_of_map(const struct s7_report_map *map)
{
    return (struct s7_grid){.kind = S7_GRID_TABLE,
                            .name = map->name ? map->name : "",
                            .caption = map->caption ? map->caption : "",
                            .row_count = map->count,
                            .column_count = map->line_count + 1,
                            .column = map_column,
                            .cell = map_cell,
                            .of = map};
}
