/* SPDX-License-Identifier: MIT
 *
 * The tables of one conversation, what happened most often first.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "cli/capture_list.h"
#include "cli/capture_list_words.h"
#include "cli/capture_value.h"
#include "wire/describe.h"

/* ---- rows in order ----------------------------------------------------------------------------------------------- */

/* Pointers to the elements of a list, as many as are shown. */
struct rows {
    const void **at;
    size_t count, more;
};

typedef int compare(const void *a, const void *b);

static struct rows open_rows(const struct s7_capture_list *list, size_t count, size_t all)
{
    struct rows rows = {.at = calloc(all ? all : 1, sizeof *rows.at), .count = count};
    if (!list->all && rows.count > S7_CAPTURE_LIST_ROWS)
        rows.count = S7_CAPTURE_LIST_ROWS;
    if (!rows.at)
        rows.count = 0;
    rows.more = count - rows.count;
    return rows;
}

static void close_rows(struct s7_report *report, struct rows *rows)
{
    char text[100];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    if (rows->more) {
        s7_strbuf_printf(&buf, "… and %zu more (--all)", rows->more);
        s7_report_paragraph(report, text);
    }
    free(rows->at);
}

static int by_number(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

/* ---- functions --------------------------------------------------------------------------------------------------- */

static int compare_functions(const void *a, const void *b)
{
    const struct s7_function_use *const *first = a, *const *second = b;
    uint64_t in_first = (*first)->requests + (*first)->answers + (*first)->pushes;
    uint64_t in_second = (*second)->requests + (*second)->answers + (*second)->pushes;
    int order = by_number(in_second, in_first);
    return order ? order : by_number((uint64_t)(*first)->first, (uint64_t)(*second)->first);
}

static void put_count(struct s7_strbuf *buffer, uint64_t count)
{
    if (count)
        s7_words_count(buffer, count);
}

static void put_function(const struct s7_function_use *use, struct s7_strbuf *buffer)
{
    s7_words_function(buffer, &use->key);
    if (use->by_server)
        s7_strbuf_add(buffer, " (the server asks)");
}

static void put_trouble(uint64_t count, struct s7_strbuf *buffer, struct s7_report_cell *ret_cell)
{
    put_count(buffer, count);
    if (count)
        ret_cell->meaning = S7_REPORT_WARN;
}

static void function_cell(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                          struct s7_report_cell *ret_cell)
{
    const struct s7_function_use *use = ((const struct rows *)self)->at[row];
    const uint64_t counts[] = {0, use->requests, use->answers, use->pushes, use->refused, use->unanswered};
    enum { FUNCTION, REQUESTS, ANSWERS, PUSHES };
    if (column == FUNCTION)
        put_function(use, buffer);
    else if (column <= PUSHES)
        put_count(buffer, counts[column]);
    else
        put_trouble(counts[column], buffer, ret_cell);
}

void s7_capture_list_functions(struct s7_report *report, const struct s7_capture_list *list,
                               const struct s7_talk *talk)
{
    static const struct s7_report_column columns[] = {
        {.title = "Function"},
        {.title = "Requests", .align = S7_REPORT_RIGHT},
        {.title = "Answers", .align = S7_REPORT_RIGHT},
        {.title = "Pushes", .align = S7_REPORT_RIGHT},
        {.title = "Refused", .align = S7_REPORT_RIGHT},
        {.title = "Unanswered", .align = S7_REPORT_RIGHT},
    };
    if (talk->function_count == 0)
        return;
    struct rows rows = open_rows(list, talk->function_count, talk->function_count);
    for (size_t i = 0; rows.at && i < talk->function_count; i++)
        rows.at[i] = &talk->functions[i];
    if (rows.at)
        qsort(rows.at, talk->function_count, sizeof *rows.at, compare_functions);
    s7_report_table(report, &(struct s7_report_table){.name = "functions",
                                                      .columns = columns,
                                                      .column_count = sizeof columns / sizeof columns[0],
                                                      .row_count = rows.count,
                                                      .cell = function_cell,
                                                      .self = &rows});
    close_rows(report, &rows);
}

/* ---- what was read and written ----------------------------------------------------------------------------------- */

static int compare_places(const struct s7_range *a, const struct s7_range *b)
{
    int order = by_number(a->area, b->area);
    order = order ? order : by_number(a->db, b->db);
    order = order ? order : by_number(a->first_bit, b->first_bit);
    return order ? order : by_number(a->bit_count, b->bit_count);
}

static int compare_usages(const void *a, const void *b)
{
    const struct s7_usage *const *first = a, *const *second = b;
    int order =
        by_number((*second)->requests + (*second)->deliveries, (*first)->requests + (*first)->deliveries);
    order = order ? order : compare_places(&(*first)->range, &(*second)->range);
    return order ? order : by_number((*first)->means, (*second)->means);
}

static void put_address(const struct s7_usage *usage, struct s7_strbuf *buffer)
{
    const struct s7_access access = s7_usage_access(usage);
    s7_capture_address_print(buffer, &access);
}

static void put_every(const struct s7_usage *usage, struct s7_strbuf *buffer)
{
    s7_time period = s7_words_period(usage);
    if (period)
        s7_words_time(buffer, period);
}

/* Rate in a form that is as exact for two a day as for hundreds a second. */
static void put_rate(const struct s7_usage *usage, struct s7_strbuf *buffer)
{
    s7_time period = s7_words_period(usage);
    if (period && period <= S7_SECOND)
        s7_strbuf_printf(buffer, "%.1f/s", (double)S7_SECOND / (double)period);
    else if (period)
        s7_strbuf_printf(buffer, "%.1f/min", 60.0 * (double)S7_SECOND / (double)period);
}

static void put_refused(const struct s7_usage *usage, struct s7_strbuf *buffer, struct s7_report_cell *ret_cell)
{
    put_trouble(usage->refused, buffer, ret_cell);
    if (usage->refused && usage->last_refusal) {
        s7_strbuf_add(buffer, ": ");
        s7_describe_return_code(buffer, usage->last_refusal);
    } else if (usage->refused) {
        s7_strbuf_add(buffer, ": the whole request");
    }
}

static void usage_cell(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                       struct s7_report_cell *ret_cell)
{
    const struct s7_usage *usage = ((const struct rows *)self)->at[row];
    enum { ADDRESS, MEANS, REQUESTS, DELIVERIES, EVERY, RATE, REFUSED };
    if (column == ADDRESS)
        put_address(usage, buffer);
    else if (column == MEANS)
        s7_strbuf_add(buffer, s7_means_text(usage->means));
    else if (column == REQUESTS)
        put_count(buffer, usage->requests);
    else if (column == DELIVERIES)
        put_count(buffer, usage->deliveries);
    else if (column == EVERY)
        put_every(usage, buffer);
    else if (column == RATE)
        put_rate(usage, buffer);
    else if (column == REFUSED)
        put_refused(usage, buffer, ret_cell);
}

static size_t count_of(const struct s7_talk *talk, enum s7_operation operation)
{
    size_t count = 0;
    for (size_t i = 0; i < talk->usage_count; i++)
        count += s7_means_operation(talk->usages[i].means) == operation;
    return count;
}

static void fill_usages(struct rows *rows, const struct s7_talk *talk, enum s7_operation operation)
{
    size_t count = 0;
    for (size_t i = 0; rows->at && i < talk->usage_count; i++)
        if (s7_means_operation(talk->usages[i].means) == operation)
            rows->at[count++] = &talk->usages[i];
    if (rows->at)
        qsort(rows->at, count, sizeof *rows->at, compare_usages);
}

static void area_cell(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                      struct s7_report_cell *ret_cell)
{
    const struct s7_access_set *areas = self;
    char text[S7_TAG_TEXT_SIZE] = "";
    (void)column;
    (void)ret_cell;
    s7_range_format(&areas->ranges[row], text, sizeof text);
    s7_strbuf_add(buffer, text);
}

/* As many as fit; their number is said. */
static void tell_areas(struct s7_report *report, const struct s7_capture_list *list,
                       const struct s7_access_set *areas)
{
    static const struct s7_report_column column = {.title = "Area"};
    char text[100];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    bool cut = !list->all && areas->range_count > S7_CAPTURE_LIST_ROWS;
    s7_report_table(report,
                    &(struct s7_report_table){.name = "areas",
                                              .columns = &column,
                                              .column_count = 1,
                                              .row_count = cut ? S7_CAPTURE_LIST_ROWS : areas->range_count,
                                              .cell = area_cell,
                                              .self = areas});
    if (cut) {
        s7_strbuf_printf(&buf, "… and %zu more (--all)", areas->range_count - S7_CAPTURE_LIST_ROWS);
        s7_report_paragraph(report, text);
    }
}

/* What has no row: accesses without a known address, and those there was no room for. */
static void tell_rest(struct s7_report *report, const struct s7_capture_list *list, const struct s7_talk *talk,
                      enum s7_operation operation)
{
    char text[300];
    const char *what = operation == S7_OPERATION_READ ? "read" : "written";
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    if (talk->opaque[operation]) {
        s7_words_of(&buf, talk->opaque[operation], "item", "items");
        s7_strbuf_printf(&buf, " %s by a symbol or another syntax without an address (capture show tells them)",
                         what);
        s7_report_paragraph(report, text);
    }
    buf = s7_strbuf_over(text, sizeof text);
    if (talk->rest.accesses[operation]) {
        s7_words_of(&buf, talk->rest.accesses[operation], "item", "items");
        s7_strbuf_printf(
            &buf, " %s beyond the different ones that are counted one by one; all areas of success:", what);
        s7_report_paragraph(report, text);
        tell_areas(report, list, &talk->served[operation]);
    }
}

void s7_capture_list_usages(struct s7_report *report, const struct s7_capture_list *list,
                            const struct s7_talk *talk, enum s7_operation operation)
{
    const bool read = operation == S7_OPERATION_READ;
    const struct s7_report_column columns[] = {
        {.title = read ? "Read" : "Written"},
        {.title = "By"},
        {.title = "Requests", .align = S7_REPORT_RIGHT},
        {.title = "Pushes", .align = S7_REPORT_RIGHT},
        {.title = "Every", .align = S7_REPORT_RIGHT},
        {.title = "Rate", .align = S7_REPORT_RIGHT},
        {.title = "Refused"},
    };
    size_t count = count_of(talk, operation);
    if (count > 0) {
        struct rows rows = open_rows(list, count, talk->usage_count);
        fill_usages(&rows, talk, operation);
        s7_report_table(report, &(struct s7_report_table){.name = read ? "reads" : "writes",
                                                          .columns = columns,
                                                          .column_count = sizeof columns / sizeof columns[0],
                                                          .row_count = rows.count,
                                                          .cell = usage_cell,
                                                          .self = &rows});
        close_rows(report, &rows);
    }
    tell_rest(report, list, talk, operation);
}

/* ---- errors ------------------------------------------------------------------------------------------------------ */

static int compare_errors(const void *a, const void *b)
{
    const struct s7_error_use *const *first = a, *const *second = b;
    int order = by_number((*second)->count, (*first)->count);
    return order ? order : by_number((*first)->first_packet, (*second)->first_packet);
}

static void error_cell(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                       struct s7_report_cell *ret_cell)
{
    const struct s7_error_use *error = ((const struct rows *)self)->at[row];
    enum { WORDS, OF, REFUSES, TIMES };
    (void)ret_cell;
    if (column == WORDS && error->of_item)
        s7_describe_return_code(buffer, (uint8_t)error->code);
    else if (column == WORDS)
        s7_describe_error(buffer, error->code);
    else if (column == OF)
        s7_words_function(buffer, &error->key);
    else if (column == REFUSES)
        s7_strbuf_add(buffer, error->of_item ? "an item" : "the request");
    else
        s7_words_count(buffer, column == TIMES ? error->count : error->first_packet);
}

void s7_capture_list_errors(struct s7_report *report, const struct s7_capture_list *list,
                            const struct s7_talk *talk)
{
    static const struct s7_report_column columns[] = {
        {.title = "Error"},
        {.title = "Of"},
        {.title = "Refuses"},
        {.title = "Times", .align = S7_REPORT_RIGHT},
        {.title = "First in packet", .align = S7_REPORT_RIGHT},
    };
    if (talk->error_count == 0)
        return;
    struct rows rows = open_rows(list, talk->error_count, talk->error_count);
    for (size_t i = 0; rows.at && i < talk->error_count; i++)
        rows.at[i] = &talk->errors[i];
    if (rows.at)
        qsort(rows.at, talk->error_count, sizeof *rows.at, compare_errors);
    s7_report_table(report, &(struct s7_report_table){.name = "errors",
                                                      .columns = columns,
                                                      .column_count = sizeof columns / sizeof columns[0],
                                                      .row_count = rows.count,
                                                      .cell = error_cell,
                                                      .self = &rows});
    close_rows(report, &rows);
}
