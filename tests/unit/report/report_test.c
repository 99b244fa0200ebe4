/* SPDX-License-Identifier: MIT */
#include "report/report.h"

#include "check.h"

#include <errno.h>

#include "sample.h"

/* A disk that is full after so many octets. */
struct disk {
    size_t room;
    bool failed;
    size_t writes_after;
    int flush_result;
};

static int disk_write(void *self, const char *octets, size_t size)
{
    struct disk *disk = self;
    (void)octets;
    disk->writes_after += disk->failed;
    disk->failed = disk->failed || size > disk->room;
    if (disk->failed) {
        errno = ENOSPC;
        return S7_ERR_LOCAL_FILE;
    }
    disk->room -= size;
    return S7_OK;
}

static int disk_flush(void *self)
{
    struct disk *disk = self;
    errno = disk->flush_result == S7_OK ? 0 : EIO;
    return disk->flush_result;
}

static int told_to(struct disk *disk, enum s7_report_format format, struct s7_report *report)
{
    s7_report_begin(report,
                    &(struct s7_report_config){
                        .format = format, .title = "T", .footer = "F", .sink = {disk_write, disk_flush, disk}});
    sample_blocks(report);
    return s7_report_end(report);
}

static void a_disk_that_is_full_anywhere_is_told(void **state)
{
    (void)state;
    for (int format = 0; format < S7_REPORT_FORMAT_COUNT; format++) {
        struct disk large = {.room = PAGE_SIZE};
        struct s7_report report;
        assert_int_equal(told_to(&large, (enum s7_report_format)format, &report), S7_OK);
        for (size_t room = 0; room < PAGE_SIZE - large.room; room++) {
            struct disk disk = {.room = room};
            assert_int_equal(told_to(&disk, (enum s7_report_format)format, &report), S7_ERR_LOCAL_FILE);
            assert_int_equal(report.system_error, ENOSPC);
            assert_int_equal(disk.writes_after, 0);
        }
    }
}

static void what_does_not_arrive_is_told(void **state)
{
    struct disk disk = {.room = PAGE_SIZE, .flush_result = S7_ERR_LOCAL_FILE};
    struct s7_report report;
    (void)state;
    assert_int_equal(told_to(&disk, S7_REPORT_HTML, &report), S7_ERR_LOCAL_FILE);
    assert_int_equal(report.system_error, EIO);
}

static void a_footnote_must_exist(void **state)
{
    static const struct s7_report_cell item = {.text = "x", .note = 2};
    static const char *const notes[] = {"one", "two"};
    (void)state;
    for (size_t count = 0; count <= 2; count++) {
        struct s7_report report;
        page_begin(&report, (struct s7_report_config){.format = S7_REPORT_MARKDOWN});
        s7_report_list(&report, &item, 1, false);
        s7_report_notes(&report, notes, count);
        assert_int_equal(s7_report_end(&report), count == 2 ? S7_OK : S7_ERR_LOCAL_ARGUMENT);
    }
}

static void csv_must_find_its_table(void **state)
{
    struct s7_report report;
    (void)state;
    page_begin(&report, (struct s7_report_config){.format = S7_REPORT_CSV, .csv_name = "nothing"});
    sample_blocks(&report);
    assert_int_equal(s7_report_end(&report), S7_ERR_LOCAL_ARGUMENT);
    assert_string_equal(page_text, "");
}

static void long_source(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                        struct s7_report_cell *ret_cell)
{
    (void)self;
    (void)row;
    (void)column;
    (void)ret_cell;
    for (size_t i = 0; i < S7_REPORT_CELL_SIZE; i++)
        s7_strbuf_char(buffer, 'x');
}

static void a_cut_cell_is_told_and_the_rest_written(void **state)
{
    static const struct s7_report_column column = {.title = "T"};
    struct s7_report report;
    (void)state;
    for (int format = 0; format < S7_REPORT_FORMAT_COUNT; format++) {
        page_begin(&report,
                   (struct s7_report_config){.format = (enum s7_report_format)format, .footer = "the end"});
        s7_report_table(&report,
                        &(struct s7_report_table){
                            .columns = &column, .column_count = 1, .row_count = 1, .cell = long_source});
        assert_int_equal(s7_report_end(&report), S7_ERR_LOCAL_LIMIT);
        assert_non_null(strstr(page_text, "…"));
        assert_true(format == S7_REPORT_CSV || strstr(page_text, "the end"));
    }
}

static void tell_nothings(struct s7_report *report)
{
    s7_report_heading(report, 4, NULL);
    s7_report_paragraph(report, NULL);
    s7_report_paragraph(report, " \n");
    s7_report_list(report, NULL, 0, true);
    s7_report_pairs(report, NULL, 0);
    s7_report_preformatted(report, NULL);
    s7_report_notes(report, NULL, 0);
    s7_report_notes(report, (const char *const[]){NULL}, 1);
    s7_report_ladder(report, &(struct s7_report_ladder){.rung_count = 0});
    s7_report_matrix(report, &(struct s7_report_matrix){
                                 .columns = (const char *const[]){NULL}, .column_count = 1, .cell = page_cell});
    s7_report_pairs(report, &(struct s7_report_pair){.key = NULL}, 1);
    s7_report_list(report, &(struct s7_report_cell){.text = NULL}, 1, false);
}

static void nothing_is_no_fault(void **state)
{
    (void)state;
    for (int format = 0; format < S7_REPORT_FORMAT_COUNT; format++)
        for (size_t width = 0; width < 60; width += 15)
            page_of((struct s7_report_config){.format = (enum s7_report_format)format, .width = width},
                    tell_nothings);
    assert_string_equal(page_text, "Layer,Verdict,Seen\r\n");
}

static void tell_empty_blocks(struct s7_report *report)
{
    s7_report_paragraph(report, " \n");
    s7_report_list(report, NULL, 0, false);
    s7_report_pairs(report, NULL, 0);
    s7_report_notes(report, NULL, 0);
}

static void an_empty_block_leaves_nothing(void **state)
{
    static char bare[PAGE_SIZE];
    (void)state;
    for (int format = 0; format < S7_REPORT_CSV; format++) {
        const struct s7_report_config config = {.format = (enum s7_report_format)format};
        struct s7_report report;
        page_begin(&report, config);
        assert_int_equal(s7_report_end(&report), S7_OK);
        memcpy(bare, page_text, page_buf.length + 1);
        assert_string_equal(page_of(config, tell_empty_blocks), bare);
    }
}

static void an_empty_document_is_one(void **state)
{
    struct s7_report report;
    (void)state;
    page_begin(&report, (struct s7_report_config){.format = S7_REPORT_TEXT});
    assert_int_equal(s7_report_end(&report), S7_OK);
    assert_string_equal(page_text, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_disk_that_is_full_anywhere_is_told),
        cmocka_unit_test(what_does_not_arrive_is_told),
        cmocka_unit_test(a_footnote_must_exist),
        cmocka_unit_test(csv_must_find_its_table),
        cmocka_unit_test(a_cut_cell_is_told_and_the_rest_written),
        cmocka_unit_test(nothing_is_no_fault),
        cmocka_unit_test(an_empty_block_leaves_nothing),
        cmocka_unit_test(an_empty_document_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
