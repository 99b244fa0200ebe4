/* SPDX-License-Identifier: MIT */
#include "profile/profile.h"

#include <string.h>

#include "check.h"

/** A figure whose row points at another one would be shown and read under a false name. */
static void rows_name_the_figures_of_a_profile(void **state)
{
    (void)state;
    struct s7_profile profile = {0};
    size_t count = 0;
    for (const struct s7_figure_row *row; (row = s7_figure_at(count)) != NULL; count++)
        s7_figure_in(&profile, row)->value = (uint32_t)count + 1;
    assert_int_equal(count,
                     (sizeof profile - offsetof(struct s7_profile, experimental)) / sizeof(struct s7_figure));
    assert_int_equal(profile.experimental.value, 1);
    assert_int_equal(profile.rack.value, 2);
    assert_int_equal(profile.diagnostics_run.value, count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(s7_figure_of(&profile, s7_figure_at(i))->value, i + 1);
    assert_string_equal(s7_figure_at(0)->name, "experimental");
    assert_string_equal(s7_figure_at(count - 1)->name, "diagnostics_run");
    assert_null(s7_figure_at(count + 1));
}

static void texts_are_those_of_a_profile(void **state)
{
    (void)state;
    struct s7_profile profile = {0};
    static const char *const names[] = {"order_number", "module_name",  "firmware",
                                        "boot_loader",  "boot_version", "copyright"};
    size_t count = 0;
    for (const struct s7_figure_text_row *row; (row = s7_figure_text_at(count)) != NULL; count++) {
        assert_in_range(count, 0, 5);
        assert_string_equal(row->name, names[count]);
        s7_figure_text_in(&profile, row)->value = names[count];
        assert_ptr_equal(s7_figure_text_of(&profile, row)->value, names[count]);
    }
    assert_int_equal(count, 6);
    assert_string_equal(profile.order_number.value, "order_number");
    assert_string_equal(profile.firmware.value, "firmware");
}

/** Every figure of every family is one that a plant file could state as well. */
static void values_are_within_their_limits(void **state)
{
    (void)state;
    const struct s7_profile *profile;
    for (size_t i = 0; (profile = s7_profile_at(i)) != NULL; i++) {
        const struct s7_figure_row *row;
        for (size_t k = 0; (row = s7_figure_at(k)) != NULL; k++) {
            const struct s7_figure *figure = s7_figure_of(profile, row);
            assert_in_range(figure->value, row->lowest, row->highest);
            assert_true(figure->evidence < S7_EVIDENCE_PLANT);
            assert_true((figure->evidence == S7_EVIDENCE_OWN) ==
                        (strcmp(profile->name, "pc") == 0 || strcmp(row->name, "experimental") == 0));
        }
    }
}

static void rows_are_described(void **state)
{
    (void)state;
    const struct s7_figure_row *row;
    for (size_t i = 0; (row = s7_figure_at(i)) != NULL; i++) {
        assert_true(strlen(row->meaning) > 5);
        assert_true(row->lowest < row->highest);
        assert_true(row->form != S7_FIGURE_FLAG || row->highest == 1);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(row->name, s7_figure_at(k)->name);
        if (row->form == S7_FIGURE_CC_ORDER || row->form == S7_FIGURE_REFUSAL ||
            row->form == S7_FIGURE_SZL_STYLE) {
            for (uint32_t number = row->lowest; number <= row->highest; number++)
                assert_non_null(s7_figure_word_of(row->form, number));
            assert_null(s7_figure_word_of(row->form, row->highest + 1));
        } else {
            assert_null(s7_figure_word_of(row->form, row->lowest));
        }
    }
}

static void choices_have_words(void **state)
{
    (void)state;
    assert_string_equal(s7_figure_word_of(S7_FIGURE_CC_ORDER, 0)->word, "C0-C1-C2");
    assert_string_equal(s7_figure_word_of(S7_FIGURE_CC_ORDER, 1)->word, "C1-C2-C0");
    assert_string_equal(s7_figure_word_of(S7_FIGURE_CC_ORDER, 2)->word, "C0-C2-C1");
    assert_string_equal(s7_figure_word_of(S7_FIGURE_REFUSAL, 0)->word, "fin");
    assert_string_equal(s7_figure_word_of(S7_FIGURE_REFUSAL, 1)->word, "rst");
    assert_string_equal(s7_figure_word_of(S7_FIGURE_REFUSAL, 2)->word, "dr");
    assert_string_equal(s7_figure_word_of(S7_FIGURE_REFUSAL, 3)->word, "silent");
    assert_string_equal(s7_figure_word_of(S7_FIGURE_SZL_STYLE, 0)->word, "answer");
    assert_string_equal(s7_figure_word_of(S7_FIGURE_SZL_STYLE, 1)->word, "refuse");
    assert_string_equal(s7_figure_word_of(S7_FIGURE_SZL_STYLE, 2)->word, "close");
    assert_string_equal(s7_figure_word_of(S7_FIGURE_SZL_STYLE, 3)->word, "silent");
    size_t count = 0;
    for (const struct s7_figure_word *word; (word = s7_figure_word_at(count)) != NULL; count++)
        assert_ptr_equal(s7_figure_word_of(word->form, word->number), word);
    assert_int_equal(count, 11);
}

static void marks_have_words(void **state)
{
    (void)state;
    static const char *const letters[] = {"H", "M", "L", "U", "own", "plant"};
    assert_int_equal(S7_EVIDENCE_COUNT, sizeof letters / sizeof letters[0]);
    for (int i = 0; i < S7_EVIDENCE_COUNT; i++) {
        assert_string_equal(s7_evidence_letter((enum s7_evidence)i), letters[i]);
        assert_in_range(strlen(s7_evidence_words((enum s7_evidence)i)), 10, 24);
        assert_true(strlen(s7_evidence_meaning((enum s7_evidence)i)) > 10);
        for (int k = 0; k < i; k++)
            assert_string_not_equal(s7_evidence_words((enum s7_evidence)i),
                                    s7_evidence_words((enum s7_evidence)k));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_name_the_figures_of_a_profile),
        cmocka_unit_test(texts_are_those_of_a_profile),
        cmocka_unit_test(values_are_within_their_limits),
        cmocka_unit_test(rows_are_described),
        cmocka_unit_test(choices_have_words),
        cmocka_unit_test(marks_have_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
