/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>
#include <unistd.h>

#include "cli/run_confirm.h"
#include "must.h"
#include "rows.h"
#include "said.h"
#include "terminal.h"

static const struct s7_run_choice live = {.write_live = true, .lists = {"PRESS"}, .list_count = 1};
static struct s7_run_approval approval;

static int confirm(const char *text, const struct s7_run_choice *choice, const char *input,
                   const char **ret_said)
{
    struct s7_plant *plant = played_plant(text);
    said_start(input);
    int error = s7_run_confirm(plant, choice, &approval);
    *ret_said = said_stop(0).err;
    s7_plant_free(plant);
    return error;
}

static int forget(void **state)
{
    (void)state;
    s7_run_approval_free(&approval);
    approval.all = false;
    return 0;
}

static void without_a_terminal_the_option_suffices_and_is_said(void **state)
{
    (void)state;
    const char *said;
    assert_int_equal(confirm(ROWS_PLANT, &live, "n\n", &said), S7_OK);
    assert_string_equal(said,
                        "jobs of this run write to CPUs that are not played here:\n  OVEN 192.0.2.2:1102\n");
    assert_int_equal(approval.count, 1); /* once, for two PUTs */
    assert_true(approval.all);
}

static void nothing_is_said_where_nothing_is_written(void **state)
{
    (void)state;
    static const struct s7_run_choice both = {.write_live = true, .lists = {"PRESS,OVEN"}, .list_count = 1},
                                      served = {.write_live = true, .lists = {"OVEN"}, .list_count = 1},
                                      read = {.lists = {"PRESS"}, .list_count = 1};
    const struct s7_run_choice *const choices[] = {&both, &served, &read};
    for (size_t i = 0; i < 3; i++) {
        const char *said;
        assert_int_equal(confirm(ROWS_PLANT, choices[i], "", &said), S7_OK);
        assert_string_equal(said, "");
        assert_int_equal(approval.count, 0);
    }
}

static void a_person_decides(void **state)
{
    (void)state;
    static const struct {
        const char *answer;
        int error;
    } rows[] = {{"y\n", S7_OK},
                {"yes\n", S7_OK},
                {"n\n", S7_ERR_LOCAL_DENIED},
                {"\n", S7_ERR_LOCAL_DENIED},
                {"yesterday\n", S7_ERR_LOCAL_DENIED},
                {"\4", S7_ERR_LOCAL_DENIED}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_plant *plant = played_plant(ROWS_PLANT);
        struct terminal terminal = terminal_open();
        must(write(terminal.master, rows[i].answer, strlen(rows[i].answer)) > 0);
        said_start("");
        must(dup2(terminal.slave, STDIN_FILENO) == STDIN_FILENO);
        int error = s7_run_confirm(plant, &live, &approval);
        struct said said = said_stop(0);
        clearerr(stdin);
        assert_int_equal(error, rows[i].error);
        assert_non_null(strstr(said.err, "\n  OVEN 192.0.2.2:1102\nwrite to them? [y/N] "));
        assert_false(approval.all);
        terminal_close(&terminal);
        s7_plant_free(plant);
        forget(NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(without_a_terminal_the_option_suffices_and_is_said, forget),
        cmocka_unit_test_teardown(nothing_is_said_where_nothing_is_written, forget),
        cmocka_unit_test_teardown(a_person_decides, forget),
    };
    setvbuf(stdin, NULL, _IONBF, 0); /* what one terminal said is not read again from the next */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
