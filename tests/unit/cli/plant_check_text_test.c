/* SPDX-License-Identifier: MIT */
#include "cli/plant_check.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

static const struct s7_plant_exception exception = {
    .check = "S7R-026", .on = "C-2", .reason = "not yet", .by = "me", .until = {2027, 1, 2}};
static const struct s7_plant plant = {.name = "Line", .cpu_count = 1, .connection_count = 3};

/** Three findings of two checks, one of them accepted; free() it. */
static char *written(void (*print)(FILE *out, const struct s7_plant_check *check), const struct s7_plant *of)
{
    struct s7_register_list list = {.count = 0};
    const struct s7_plant_check check = {"a b.yaml", of, {2026, 11, 20}, &list};
    const char *names[] = {"C-1", "C-2", "C-3"};
    for (unsigned i = 0; i < 3; i++)
        s7_register_add(&list, S7R_DRAFT, (struct s7_plant_mark){i + 1, 3}, S7_REGISTER_CONNECTION, names[i],
                        "text %u", i);
    s7_register_add(&list, S7R_UNUSED, (struct s7_plant_mark){9, 1}, S7_REGISTER_ZONE, "Z", "empty");
    list.findings[1].accepted = &exception;
    s7_register_sort(&list);
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    print(out, &check);
    fclose(out);
    s7_register_list_free(&list);
    return text;
}

static void why_and_fix_stand_below_the_first_of_a_check(void **state)
{
    (void)state;
    const struct s7_register_check_row *draft = s7_register_check_row(S7R_DRAFT);
    const struct s7_register_check_row *unused = s7_register_check_row(S7R_UNUSED);
    char expected[2000];
    snprintf(expected, sizeof expected,
             "a b.yaml:1:3: warning S7R-026: C-1: text 0\n    why: %s\n    fix: %s\n"
             "a b.yaml:2:3: accepted S7R-026: C-2: text 1 (accepted until 2027-01-02 by me: not yet)\n"
             "a b.yaml:3:3: warning S7R-026: C-3: text 2\n"
             "a b.yaml:9:1: info S7R-038: Z: empty\n    why: %s\n    fix: %s\n"
             "a b.yaml: Line: 1 CPU, 3 connections, 2 warnings, 1 note, 1 accepted\n",
             draft->why, draft->fix, unused->why, unused->fix);
    char *text = written(s7_plant_check_text, &plant);
    assert_string_equal(text, expected);
    free(text);
    text = written(s7_plant_check_text, NULL);
    assert_non_null(strstr(text, "\na b.yaml: 0 errors, 2 warnings, 1 note, 1 accepted\n"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(why_and_fix_stand_below_the_first_of_a_check),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
