/* SPDX-License-Identifier: MIT
 *
 * A document with texts of anybody: as HTML it is well-formed and as many rows long as it was told, as CSV it reads
 * back, as text no line is wider than asked for, and in none does a terminal find a command.
 *
 * The first octet chooses format, width and style, the rest are texts, separated by NUL.
 */
#include <string.h>

#include "fuzz.h"
#include "report/character.h"
#include "unit/report/csv_read.h"
#include "unit/report/html_check.h"
#include "unit/report/page.h"

enum { TEXTS = 9, COLUMNS = 3, ROWS = 2 };

static const char *texts[TEXTS];

static void split_texts(char *text, size_t size)
{
    const char *end = text + size;
    for (size_t i = 0; i < TEXTS; i++) {
        texts[i] = text;
        text += strlen(text);
        text += text < end;
    }
}

static void tell(struct s7_report *report, unsigned style)
{
    struct s7_report_cell cells[COLUMNS * ROWS];
    struct s7_report_column columns[COLUMNS];
    struct page_cells list = {.cells = cells, .columns = COLUMNS};
    const struct s7_report_rung rung = {texts[7], {.meaning = S7_REPORT_FAIL}, texts[8]};
    const struct s7_report_pair pair = {texts[7], {.text = texts[8]}};
    for (size_t i = 0; i < COLUMNS * ROWS; i++)
        cells[i] = (struct s7_report_cell){.text = texts[i], .note = i == 4};
    for (size_t i = 0; i < COLUMNS; i++)
        columns[i] = (struct s7_report_column){.title = texts[6 + i], .most = style & 1 ? 9 : 0};
    page_table(report, columns, COLUMNS, cells, ROWS);
    s7_report_matrix(report, &(struct s7_report_matrix){.caption = texts[6],
                                                        .rows = texts,
                                                        .row_count = ROWS,
                                                        .columns = texts + ROWS,
                                                        .column_count = COLUMNS,
                                                        .cell = page_cell,
                                                        .self = &list});
    s7_report_ladder(report, &(struct s7_report_ladder){NULL, texts[6], &rung, 1});
    s7_report_pairs(report, &pair, 1);
    s7_report_list(report, cells, COLUMNS, style & 1);
    s7_report_heading(report, 2, texts[8]);
    s7_report_paragraph(report, texts[8]);
    s7_report_notes(report, texts, 1);
}

static void check_html(void)
{
    struct html_check check;
    FUZZ_CHECK(html_fault(page_text, &check) == NULL);
    FUZZ_CHECK(check.rows == 1 + ROWS + 1 + ROWS + 2 + 1 && check.items == COLUMNS + 1);
}

static void check_csv(void)
{
    static char field[PAGE_SIZE];
    const char *at = page_text;
    for (size_t i = 0; i < COLUMNS * (ROWS + 1); i++) {
        bool last;
        FUZZ_CHECK(csv_read(&at, field, &last) && last == (i % COLUMNS == COLUMNS - 1));
        FUZZ_CHECK(!field[0] || !strchr("=@", field[0]));
        const char *shown = field + (field[0] == '\''), *text = texts[i < COLUMNS ? 6 + i : i - COLUMNS];
        for (struct s7_character c = s7_character_next(text); c.taken; c = s7_character_next(text)) {
            struct s7_character read = s7_character_next(shown);
            FUZZ_CHECK(read.code == c.code);
            shown += read.taken;
            text += c.taken;
        }
        FUZZ_CHECK(*shown == '\0');
    }
    FUZZ_CHECK(*at == '\0');
}

static void check_text(size_t width)
{
    const char *line = page_text;
    for (const char *end = strchr(line, '\n'); end; line = end + 1, end = strchr(line, '\n'))
        FUZZ_CHECK(s7_character_columns(line) <= width);
    FUZZ_CHECK(*line == '\0');
}

static void check_commands(bool carriage_returns)
{
    for (const char *at = page_text; *at; at++)
        FUZZ_CHECK((unsigned char)*at >= 0x20 || *at == '\n' || (carriage_returns && *at == '\r'));
}

void fuzz_one(const uint8_t *octets, size_t size)
{
    struct s7_report report;
    unsigned style = size ? octets[0] : 0;
    char *text = malloc(size + 1);
    if (!text)
        return;
    if (size > 1)
        memcpy(text, octets + 1, size - 1);
    text[size ? size - 1 : 0] = '\0';
    split_texts(text, size ? size - 1 : 0);
    enum s7_report_format format = (enum s7_report_format)(style % S7_REPORT_FORMAT_COUNT);
    size_t width = S7_REPORT_WIDTH_LEAST + style / 4;
    page_begin(
        &report,
        (struct s7_report_config){
            .format = format, .title = texts[0], .footer = texts[1], .width = width, .ascii = style & 8});
    tell(&report, style);
    FUZZ_CHECK(s7_report_end(&report) == S7_OK);
    check_commands(format == S7_REPORT_CSV);
    if (format == S7_REPORT_HTML)
        check_html();
    else if (format == S7_REPORT_CSV)
        check_csv();
    else if (format == S7_REPORT_TEXT)
        check_text(width);
    free(text);
}
