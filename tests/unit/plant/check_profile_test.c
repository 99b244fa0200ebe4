/* SPDX-License-Identifier: MIT
 *
 * User profiles: figures of another one, and some of their own.
 */
#include <stdio.h>

#include "check.h"
#include "unit/plant/telling.h"

#define FILE_OF(profiles) "sieben: 1\nplant: {name: P}\nprofiles:\n" profiles

static void a_profile_is_like_another_one(void **state)
{
    (void)state;
    assert_string_equal(
        telling_begin(FILE_OF("  big: {like: s7-1500, pdu_length: 480, refusal_tsap: rst, slot_zero: "
                              "false, optimized_code: 0x0A, order_number: 6ES7}\n"
                              "  bigger: {like: big, display: Bigger, resources_total: 200}\n"
                              "cpus: {A: {address: a, profile: bigger}, B: {address: b, profile: "
                              "big}}\n")),
        "");
    const struct s7_profile *like = s7_profile_find("s7-1500");
    const struct s7_plant *plant = telling_loading.plant;
    const struct s7_profile *big = plant->cpus[1].profile;
    const struct s7_profile *bigger = plant->cpus[0].profile;
    assert_ptr_equal(big, &plant->profiles[0].profile);
    assert_string_equal(big->name, "big");
    assert_string_equal(big->display, "big");
    assert_int_equal(big->pdu_length.value, 480);
    assert_int_equal(big->pdu_length.evidence, S7_EVIDENCE_PLANT);
    assert_int_equal(big->refusal_tsap.value, 1);
    assert_int_equal(big->slot_zero.value, 0);
    assert_int_equal(big->optimized_code.value, 10);
    assert_string_equal(big->order_number.value, "6ES7");
    assert_int_equal(big->order_number.evidence, S7_EVIDENCE_PLANT);
    assert_int_equal(big->amq_called.value, like->amq_called.value);
    assert_int_equal(big->amq_called.evidence, like->amq_called.evidence);
    assert_string_equal(bigger->display, "Bigger");
    assert_int_equal(bigger->pdu_length.value, 480);
    assert_int_equal(plant->cpus[0].resources_total, 200);
    telling_end();
}

/** Every figure of the table is a key, and nothing else of the profile changes. */
static void every_figure_is_a_key(void **state)
{
    (void)state;
    const struct s7_profile *like = s7_profile_find("pc");
    const struct s7_figure_row *row;
    for (size_t i = 0; (row = s7_figure_at(i)) != NULL; i++) {
        char text[300];
        uint32_t value = row->highest;
        const struct s7_figure_word *word = s7_figure_word_of(row->form, value);
        char shown[40];
        bool is_reserved = strncmp(row->name, "reserved_", 9) == 0;
        if (is_reserved)
            value = 5;
        snprintf(shown, sizeof shown, "%u", (unsigned)value);
        if (row->form == S7_FIGURE_FLAG)
            snprintf(shown, sizeof shown, "%s", value ? "true" : "false");
        snprintf(text, sizeof text, FILE_OF("  own: {like: pc, %s: %s}\n"), row->name,
                 word ? word->word : shown);
        assert_string_equal(telling_begin(text), "");
        const struct s7_profile *own = &telling_loading.plant->profiles[0].profile;
        const struct s7_figure_row *other;
        for (size_t k = 0; (other = s7_figure_at(k)) != NULL; k++) {
            assert_int_equal(s7_figure_of(own, other)->value,
                             k == i ? value : s7_figure_of(like, other)->value);
            assert_int_equal(s7_figure_of(own, other)->evidence,
                             k == i ? S7_EVIDENCE_PLANT : s7_figure_of(like, other)->evidence);
        }
        telling_end();
    }
}

static void a_profile_needs_another_one_above_it(void **state)
{
    (void)state;
    static const struct {
        const char *text, *told;
    } rows[] = {
        {FILE_OF("  own: {pdu_length: 480}\n"), "4:3: error: \"like\" is missing in profiles.NAME"},
        {FILE_OF("  own: {like: s7-150}\n"),
         "4:15: error: like: there is no profile \"s7-150\"; did you mean \"s7-1500\"?"},
        {FILE_OF("  own: {like: next}\n  next: {like: logo}\n"),
         "4:15: error: like: \"next\" has errors, or does not stand above this profile"},
        {FILE_OF("  own: {like: own}\n"),
         "4:15: error: like: \"own\" has errors, or does not stand above this profile"},
        {FILE_OF("  logo: {like: logo}\n"), "4:3: error: the program has a profile \"logo\" of its own"},
        {FILE_OF("  own: {like: s7-1200, resources_total: 23}\n"),
         "4:3: error: resources_total: 23 connections, but reserved_pg, reserved_op and reserved_basic keep 24 "
         "free"},
        {FILE_OF("  own: {like: s7-1200, resources_total: 24}\n"), ""},
        {FILE_OF("  own: 5\n"), "4:8: error: profiles.NAME is a mapping: a key, a colon and a value per line"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_string_equal(telling(rows[i].text), rows[i].told);
}

/** A CPU of a profile with errors is not judged by figures that are not there. */
static void a_faulty_profile_has_no_followers(void **state)
{
    (void)state;
    assert_string_equal(
        telling(FILE_OF("  own: {like: x}\n  two: {like: own}\ncpus:\n  A: {address: a, profile: own, "
                        "dbs: {1: {size: 5, access: optimized}}}\n")),
        "4:15: error: like: there is no profile \"x\"\n"
        "5:15: error: like: \"own\" has errors, or does not stand above this profile");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_profile_is_like_another_one),
        cmocka_unit_test(every_figure_is_a_key),
        cmocka_unit_test(a_profile_needs_another_one_above_it),
        cmocka_unit_test(a_faulty_profile_has_no_followers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
