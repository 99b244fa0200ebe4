/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "cli/run_value.h"
#include "rows.h"
#include "said.h"

static struct rows rows;

static int set_up(void **state)
{
    (void)state;
    rows_make(&rows, ROWS_PLANT, &(struct s7_run_choice){.desk = true});
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    rows_free(&rows);
    return 0;
}

static void set_value(size_t row, uint8_t first, uint8_t second)
{
    struct s7_exchange_report *report = &rows.snapshot.rows[row].report;
    report->value[0] = first;
    report->value[1] = second;
    report->value_size = 2;
}

static const char *in_short(size_t row)
{
    static char text[80];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_run_value_short(&rows.snapshot.rows[row], &buf);
    return text;
}

static const char *at_length(size_t row)
{
    said_start("");
    s7_run_value_print(stdout, &rows.snapshot.rows[row]);
    return said_stop(0).out;
}

static void nothing_was_moved_yet(void **state)
{
    (void)state;
    assert_string_equal(in_short(0), "-");
    assert_string_equal(at_length(0), "");
}

/* Level lies within the area whole; Whole, of four octets, does not. */
static void a_tag_within_what_was_moved(void **state)
{
    (void)state;
    set_value(0, 0x2A, 7);
    assert_string_equal(in_short(0), "16#2A mm");
    assert_string_equal(at_length(0), "  PRESS Level DB10.DBB0:BYTE = 16#2A mm\n");
}

static void octets_where_no_tag_is(void **state)
{
    (void)state;
    set_value(1, 0xAB, 0xCD);
    assert_string_equal(in_short(1), "ab cd");
    assert_string_equal(at_length(1), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_was_moved_yet, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_tag_within_what_was_moved, set_up, tear_down),
        cmocka_unit_test_setup_teardown(octets_where_no_tag_is, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
