/* SPDX-License-Identifier: MIT */
#include "register/finding.h"

#include <stdio.h>
#include <string.h>

#include "check.h"

/** Ids ascend without gap but for 023, which is kept; each row says everything. */
static void every_check_is_told_whole(void **state)
{
    (void)state;
    const struct s7_register_check_row *row;
    unsigned number = 1;
    for (size_t i = 0; (row = s7_register_check_at(i)) != NULL; i++, number++) {
        char id[16];
        number += number == 23;
        snprintf(id, sizeof id, "S7R-%03u", number);
        assert_string_equal(row->id, id);
        assert_ptr_equal(s7_register_check_row(row->check), row);
        assert_ptr_equal(s7_register_check_called(id), row);
        assert_true(strlen(row->title) > 10 && strlen(row->why) > 10 && strlen(row->fix) > 5);
        assert_null(strchr(row->why, '\n'));
        assert_null(strchr(row->fix, '\n'));
    }
    assert_null(s7_register_check_called("S7R-023"));
    assert_null(s7_register_check_called("S7R-1"));
}

static void findings_stand_in_the_order_of_the_file(void **state)
{
    (void)state;
    struct s7_register_list list = {.count = 0};
    for (unsigned i = 0; i < 200; i++)
        s7_register_add(&list, i % 2 ? S7R_UNOWNED : S7R_DRAFT, (struct s7_plant_mark){1 + i * 7 % 13, 1},
                        S7_REGISTER_CONNECTION, "C-1", "number %u", i);
    s7_register_sort(&list);
    assert_int_equal(list.count, 200);
    assert_int_equal(list.counts[S7_REGISTER_ERROR], 100);
    assert_int_equal(list.counts[S7_REGISTER_WARNING], 100);
    for (size_t i = 1; i < list.count; i++) {
        const struct s7_register_finding *a = &list.findings[i - 1], *b = &list.findings[i];
        assert_true(a->mark.line < b->mark.line ||
                    (a->mark.line == b->mark.line && a->check->check <= b->check->check));
    }
    s7_register_list_free(&list);
    assert_int_equal(list.count, 0);
}

static void a_long_text_is_cut_and_a_list_has_an_end(void **state)
{
    (void)state;
    struct s7_register_list list = {.count = 0};
    char endless[2 * S7_REGISTER_TEXT_SIZE];
    memset(endless, 'a', sizeof endless - 1);
    endless[sizeof endless - 1] = '\0';
    s7_register_add(&list, S7R_FORM, (struct s7_plant_mark){1, 1}, S7_REGISTER_PLANT, "", "%s", endless);
    assert_int_equal(strlen(list.findings[0].text), S7_REGISTER_TEXT_SIZE - 1);
    for (size_t i = 1; i < S7_REGISTER_FINDINGS_MOST + 3; i++)
        s7_register_add(&list, S7R_IDLE, (struct s7_plant_mark){2, 1}, S7_REGISTER_EXCEPTION, "x", "y");
    assert_int_equal(list.count, S7_REGISTER_FINDINGS_MOST);
    assert_int_equal(list.dropped, 3);
    assert_false(list.failed);
    s7_register_list_free(&list);
}

/** What an exception accepts does not count. */
static void accepted_findings_are_counted_apart(void **state)
{
    (void)state;
    static const struct s7_plant_exception exception = {.check = "S7R-004"};
    struct s7_register_list list = {.count = 0};
    s7_register_add(&list, S7R_UNOWNED, (struct s7_plant_mark){1, 1}, S7_REGISTER_CONNECTION, "C-1", "x");
    s7_register_add(&list, S7R_PLUS, (struct s7_plant_mark){1, 1}, S7_REGISTER_CONNECTION, "C-1", "x");
    list.findings[0].accepted = &exception;
    s7_register_sort(&list);
    assert_int_equal(list.accepted, 1);
    assert_int_equal(list.counts[S7_REGISTER_ERROR], 0);
    assert_int_equal(list.counts[S7_REGISTER_INFO], 1);
    assert_string_equal(s7_register_severity_name(S7_REGISTER_INFO), "info");
    assert_string_equal(s7_register_object_name(S7_REGISTER_EXCEPTION), "exception");
    s7_register_list_free(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_check_is_told_whole),
        cmocka_unit_test(findings_stand_in_the_order_of_the_file),
        cmocka_unit_test(a_long_text_is_cut_and_a_list_has_an_end),
        cmocka_unit_test(accepted_findings_are_counted_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
