/* SPDX-License-Identifier: MIT
 *
 * The tables: complete, without contradiction, and every note belongs to something.
 */
#include "cli/explain_rows.h"

#include <string.h>

#include "base/system_error.h"
#include "check.h"
#include "wire/names.h"

static size_t count_of(enum s7_explain_kind kind)
{
    size_t count = 0;
    while (s7_explain_row_at(kind, count))
        count++;
    return count;
}

static void every_kind_has_a_form_and_rows(void **state)
{
    (void)state;
    for (int kind = 0; kind < S7_EXPLAIN_KIND_COUNT; kind++) {
        const struct s7_explain_form *form = s7_explain_form((enum s7_explain_kind)kind);
        assert_true(form->word[0] && form->title[0] && form->words[0] && form->told_by[0]);
        assert_true(form->dec_least <= form->dec_most);
        assert_true(form->hex <= 4);
        assert_true(count_of((enum s7_explain_kind)kind) >= 3);
        for (int other = 0; other < kind; other++)
            assert_string_not_equal(form->word, s7_explain_form((enum s7_explain_kind)other)->word);
    }
    assert_int_equal(count_of(S7_EXPLAIN_HEADER), 217);
    assert_int_equal(count_of(S7_EXPLAIN_DR), 13);
    assert_int_equal(count_of(S7_EXPLAIN_LAYER), 7);
}

/* A number has one row of its kind; only words of the system and messages share theirs. */
static void numbers_are_told_once(void **state)
{
    (void)state;
    const struct s7_explain_row *row, *other;
    for (int kind = 0; kind < S7_EXPLAIN_ERRNO; kind++)
        for (size_t i = 0; (row = s7_explain_row_at((enum s7_explain_kind)kind, i)) != NULL; i++)
            for (size_t k = 0; k < i; k++) {
                other = s7_explain_row_at((enum s7_explain_kind)kind, k);
                assert_int_not_equal(row->number, other->number);
            }
}

static void rows_are_those_of_the_wire(void **state)
{
    (void)state;
    const struct s7_explain_row *row;
    for (size_t i = 0; (row = s7_explain_row_at(S7_EXPLAIN_HEADER, i)) != NULL; i++)
        assert_string_equal(row->text, s7_text_error_code((uint16_t)row->number));
    for (size_t i = 0; (row = s7_explain_row_at(S7_EXPLAIN_ITEM, i)) != NULL; i++)
        assert_string_equal(row->text, s7_text_return_code((uint8_t)row->number));
    for (size_t i = 0; (row = s7_explain_row_at(S7_EXPLAIN_DR, i)) != NULL; i++)
        assert_string_equal(row->text, s7_name_dr_reason((uint8_t)row->number));
    for (size_t i = 0; (row = s7_explain_row_at(S7_EXPLAIN_SZL, i)) != NULL; i++)
        assert_string_equal(row->text, s7_name_szl((uint8_t)row->number));
    for (size_t i = 0; (row = s7_explain_row_at(S7_EXPLAIN_EVENT, i)) != NULL; i++)
        assert_string_equal(row->text, s7_text_event((uint16_t)row->number));
}

static bool has_number(enum s7_explain_kind kind, uint32_t number)
{
    const struct s7_explain_row *row;
    for (size_t i = 0; (row = s7_explain_row_at(kind, i)) != NULL; i++)
        if (row->number == number || (kind == S7_EXPLAIN_HEADER && row->number >> 8 == number))
            return true;
    return false;
}

/* A note on a class may be there for its codes alone. */
static void every_note_belongs_to_a_code(void **state)
{
    (void)state;
    const struct s7_explain_note *note;
    for (size_t i = 0; (note = s7_explain_note_at(i)) != NULL; i++) {
        bool of_class = note->kind == S7_EXPLAIN_CLASS && has_number(S7_EXPLAIN_HEADER, note->number);
        assert_true(of_class || has_number(note->kind, note->number));
        assert_ptr_equal(s7_explain_note_of(note->kind, note->number), note); /* the only one */
        assert_true(note->seen[0] || note->causes[0] || note->remedy[0]);
    }
    note = s7_explain_note_of(S7_EXPLAIN_ITEM, 0x77);
    assert_string_equal(note->seen, "");
    assert_string_equal(note->causes, "");
    assert_string_equal(note->remedy, "");
}

/* What the errors of the system mean is decided in one place. */
static void system_errors_are_those_of_the_house(void **state)
{
    (void)state;
    const struct s7_explain_row *row;
    size_t compared = 0;
    for (size_t i = 0; (row = s7_explain_row_at(S7_EXPLAIN_ERRNO, i)) != NULL; i++) {
        bool own =
            row->name[0] == 'E' && strncmp(row->name, "EAI_", 4) != 0 && strncmp(row->name, "EADDR", 5) != 0;
        if (row->number == 0 || !own)
            continue;
        assert_int_equal(row->error, s7_system_error((int)row->number));
        compared++;
    }
    assert_int_equal(compared, 13);
}

static void messages_mean_something(void **state)
{
    (void)state;
    const struct s7_explain_row *row;
    for (size_t i = 0; (row = s7_explain_row_at(S7_EXPLAIN_MESSAGE, i)) != NULL; i++) {
        assert_true(row->means != S7_EXPLAIN_MESSAGE && has_number(row->means, row->meant));
        assert_true(strlen(row->name) >= 8 && row->seen[0] && row->text[0]);
    }
}

static void usual_places(void **state)
{
    (void)state;
    assert_non_null(strstr(s7_explain_usual(S7_EXPLAIN_DR, S7_EVIDENCE_CAPTURE), "no public recording"));
    assert_string_equal(s7_explain_usual(S7_EXPLAIN_DR, S7_EVIDENCE_PLANT), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_has_a_form_and_rows),
        cmocka_unit_test(numbers_are_told_once),
        cmocka_unit_test(rows_are_those_of_the_wire),
        cmocka_unit_test(every_note_belongs_to_a_code),
        cmocka_unit_test(system_errors_are_those_of_the_house),
        cmocka_unit_test(messages_mean_something),
        cmocka_unit_test(usual_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
