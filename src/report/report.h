/* SPDX-License-Identifier: MIT
 *
 * report/report.h — a document, written as text, Markdown, HTML or CSV while it is told.
 *
 * The caller tells the document from its beginning to its end, block by block; nothing of it is kept, so it may be of
 * any length and no memory is taken:
 *
 *     struct s7_report report;
 *     s7_report_begin(&report, &config);
 *     s7_report_heading(&report, 1, "Partners");
 *     s7_report_table(&report, &table);
 *     int result = s7_report_end(&report);
 *
 * A caller that offers several formats writes one function that tells the document and calls it with each.
 *
 * Texts.  Every text is a NUL-terminated string of any octets, NULL like "", borrowed until the call returns.  It is
 * shown as what it is in every format: markup in it is escaped, octets that are not UTF-8 and characters that command
 * a terminal or turn the reading direction become U+FFFD, a tabulator a blank.  A line feed (also CR LF, CR) starts
 * a new line within the block, or is a blank where the format has one line for it (headings of Markdown).
 *
 * Meanings.  A colour never stands alone: every cell with a meaning is shown with its mark (✓ ! ✗ – ?) and with its
 * text, or with the word of the meaning when it has no text.
 *
 * Failures.  The first one is kept and given by s7_report_end(); after one of the sink nothing more is written.  So
 * only the end needs a look.
 *
 * Not for several threads at once.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"
#include "report/meaning.h"
#include "report/sink.h"
#include "sieben/error.h"

enum s7_report_format {
    S7_REPORT_TEXT,
    S7_REPORT_MARKDOWN,
    S7_REPORT_HTML,
    S7_REPORT_CSV,
    S7_REPORT_FORMAT_COUNT
};

enum {
    S7_REPORT_COLUMNS_MAX = 32, /**< of a table; a matrix may have any number */
    S7_REPORT_CELL_SIZE = 4096, /**< of the buffer that a cell's text may be written into, with the NUL */
    S7_REPORT_MAP_ACROSS = 32   /**< cells in a row of a map, fewer where they do not fit */
};

/** Text with a meaning, in a table, a list, a pair or a matrix. */
struct s7_report_cell {
    const char *text;
    enum s7_report_meaning meaning;
    unsigned note; /**< number of a footnote, from 1; 0: none */
};

enum s7_report_align { S7_REPORT_LEFT, S7_REPORT_RIGHT, S7_REPORT_CENTRE };

struct s7_report_column {
    const char *title;
    enum s7_report_align align;
    size_t least; /**< width in text that is kept while lines are wrapped to fit; 0: as the words need */
    size_t most;  /**< width in text beyond which lines are wrapped even if there is room; 0: no limit */
};

/**
 * Fills in `ret_cell`, which is empty before.  Its text is memory of any length that stays until the next call, or is
 * written to `buffer` (S7_REPORT_CELL_SIZE) while `text` stays NULL.  What does not fit the buffer is shown cut, with
 * an ellipsis, and s7_report_end() gives S7_ERR_LOCAL_LIMIT.  The same cell is asked for several times and must say
 * the same each time.
 */
typedef void s7_report_cell_source(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                                   struct s7_report_cell *ret_cell);

struct s7_report_table {
    const char *name;    /**< by which CSV finds it; may be NULL */
    const char *caption; /**< may be NULL */
    const struct s7_report_column *columns;
    size_t column_count; /**< 1 … S7_REPORT_COLUMNS_MAX */
    size_t row_count;
    s7_report_cell_source *cell;
    const void *self;
};

/** Cells under titles of their rows and columns; as text in bands one below the other when the columns do not fit. */
struct s7_report_matrix {
    const char *name;
    const char *caption;
    const char *corner; /**< what stands over the titles of the rows; may be NULL */
    const char *const *rows;
    size_t row_count;
    const char *const *columns;
    size_t column_count; /**< at least 1 */
    s7_report_cell_source *cell;
    const void *self;
};

/** One step of a ladder: a layer and what was seen of it. */
struct s7_report_rung {
    const char *label;
    struct s7_report_cell
        verdict;        /**< text: how it is called here instead of the word of its meaning, or NULL */
    const char *detail; /**< may be NULL */
};

/** The layers up to a partner, in the order in which they were tried. */
struct s7_report_ladder {
    const char *name;
    const char *caption; /**< the partner */
    const struct s7_report_rung *rungs;
    size_t rung_count;
};

/** One cell of a map: a printable ASCII character but < > & " ` that is its own mark; ' ': nothing. */
struct s7_report_map_cell {
    char mark;
    enum s7_report_meaning meaning; /**< its colour; the mark must say the same without it */
};

typedef struct s7_report_map_cell s7_report_map_source(const void *self, size_t line, size_t index);

/**
 * Many equal things in a row, such as the octets of a data block: a character each, in rows of as many as fit (32, 16
 * or 8; a map wants 40 columns), with several lines of characters below each other in every row.  Rows like the one
 * above them are folded; a line that is empty in a row is left out there.
 */
struct s7_report_map {
    const char *name;         /**< by which CSV finds it: there it is a table of a row per cell; may be NULL */
    const char *caption;      /**< may be NULL */
    const char *unit;         /**< what a cell is: "octet"; ASCII */
    const char *const *lines; /**< their titles; ASCII */
    size_t line_count;        /**< 1 … S7_REPORT_COLUMNS_MAX - 1 */
    size_t count;             /**< cells, from 0 on */
    s7_report_map_source *cell;
    const void *self;
};

struct s7_report_pair {
    const char *key;
    struct s7_report_cell value;
};

struct s7_report_config {
    enum s7_report_format format;
    struct s7_report_sink sink;
    const char *title;  /**< NULL: none is shown */
    const char *footer; /**< what made it from what, when; NULL: none.  Kept until the end */
    size_t
        width; /**< text: columns that lines are wrapped to; 0: no limit, else at least S7_REPORT_WIDTH_LEAST */
    bool colour; /**< text: colours of a terminal; the caller has looked at NO_COLOR */
    bool ascii;  /**< text: marks and lines of our own in ASCII; what others wrote stays as it is */
    const char
        *csv_name; /**< CSV: the table, matrix or ladder of this name; NULL: the first.  Kept until the end */
};

enum { S7_REPORT_WIDTH_LEAST = 20 };

struct s7_report_writer;

/** A document being written.  Its members are the writers'. */
struct s7_report {
    struct s7_report_config config;
    const struct s7_report_writer *writer;
    int failure;         /**< first failure; S7_OK */
    int system_error;    /**< errno of a failure of the sink, else 0 */
    bool stopped;        /**< the sink failed: nothing more is written */
    bool begun;          /**< a block was written: the next one is set off from it */
    size_t blanks;       /**< due before the next character that is not one */
    unsigned notes_told; /**< footnotes that were referred to and … */
    unsigned notes_kept; /**< … that were written: the highest numbers */
    size_t tables;       /**< tables, matrices and ladders so far */
    bool csv_done;
};

/** The config is copied; what it points to is borrowed until the call returns, unless said otherwise. */
void s7_report_begin(struct s7_report *report, const struct s7_report_config *config);

/** `level`: 1 (below the title) … 4. */
void s7_report_heading(struct s7_report *report, unsigned level, const char *text);
void s7_report_paragraph(struct s7_report *report, const char *text);

/** `ordered`: numbered from 1. */
void s7_report_list(struct s7_report *report, const struct s7_report_cell *items, size_t count, bool ordered);
void s7_report_pairs(struct s7_report *report, const struct s7_report_pair *pairs, size_t count);
void s7_report_table(struct s7_report *report, const struct s7_report_table *table);
void s7_report_matrix(struct s7_report *report, const struct s7_report_matrix *matrix);
void s7_report_ladder(struct s7_report *report, const struct s7_report_ladder *ladder);
void s7_report_map(struct s7_report *report, const struct s7_report_map *map);

/** Text in which blanks and line ends stay, tabulators go to the next multiple of 8, and nothing is wrapped. */
void s7_report_preformatted(struct s7_report *report, const char *text);

/** Footnotes 1 … count, usually last; what cells refer to must be among them (else S7_ERR_LOCAL_ARGUMENT). */
void s7_report_notes(struct s7_report *report, const char *const *notes, size_t count);

/** What follows begins on a new page when it is printed; a line elsewhere. */
void s7_report_page(struct s7_report *report);

/**
 * Writes what is still to be written and flushes the sink.  The document is done in every case.
 *
 * S7_OK: all of it was written.  Else the first of: the sink's own failure (`system_error` is then its errno);
 * S7_ERR_LOCAL_LIMIT: written, but a cell was longer than its buffer and stands there cut; S7_ERR_LOCAL_ARGUMENT: a
 * footnote was referred to that does not exist, or CSV was asked for a table that was not told.
 */
int s7_report_end(struct s7_report *report);

/** "text", "markdown", "html", "csv"; for the end of a file name: "txt", "md", "html", "csv". */
const char *s7_report_format_name(enum s7_report_format format);
const char *s7_report_format_suffix(enum s7_report_format format);

/** The format that the suffix of a file name says (.md, .html, .htm, .csv, .txt; case does not count), or false. */
bool s7_report_format_of(const char *file_name, enum s7_report_format *ret_format);

#endif
