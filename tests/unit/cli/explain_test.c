/* SPDX-License-Identifier: MIT
 *
 * A row, and what the house makes of its code, as one meaning.
 */
#include "cli/explain.h"

#include <string.h>

#include "check.h"
#include "sieben/error.h"

static struct s7_meaning meaning_of(enum s7_explain_kind kind, uint32_t number)
{
    struct s7_meaning meaning;
    memset(&meaning, 0, sizeof meaning);
    assert_true(s7_explain_number(kind, number, false, &meaning));
    assert_int_equal(meaning.kind, kind);
    assert_int_equal(meaning.number, number);
    return meaning;
}

static bool names(const struct s7_meaning *meaning, int error)
{
    for (size_t i = 0; i < meaning->error_count; i++)
        if (meaning->errors[i] == error)
            return true;
    return false;
}

/* Nobody is left without an explanation, and none is cut short. */
static void every_row_is_a_meaning(void **state)
{
    (void)state;
    struct s7_meaning meaning;
    for (int kind = 0; kind < S7_EXPLAIN_KIND_COUNT; kind++)
        for (size_t i = 0; s7_explain_at((enum s7_explain_kind)kind, i, &meaning); i++) {
            assert_in_range(strlen(meaning.code), 1, sizeof meaning.code - 2);
            assert_in_range(strlen(meaning.text), 1, sizeof meaning.text - 2);
            assert_true(strlen(meaning.seen) < sizeof meaning.seen - 2);
            assert_true(meaning.error_count < S7_MEANING_ERRORS);
            assert_in_range(meaning.evidence, 0, S7_EVIDENCE_COUNT - 1);
            assert_true(meaning.status >= -1 && meaning.status <= 27);
            if (kind != S7_EXPLAIN_LAYER && kind != S7_EXPLAIN_EXIT)
                assert_true(meaning.seen[0] != '\0');
        }
}

/* Every refusal has a cause and a remedy. */
static void refusals_have_advice(void **state)
{
    (void)state;
    static const enum s7_explain_kind kinds[] = {S7_EXPLAIN_ERROR,  S7_EXPLAIN_ITEM, S7_EXPLAIN_STATUS,
                                                 S7_EXPLAIN_DR,     S7_EXPLAIN_ER,   S7_EXPLAIN_ERRNO,
                                                 S7_EXPLAIN_MESSAGE};
    struct s7_meaning meaning;
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
        for (size_t i = 0; s7_explain_at(kinds[k], i, &meaning); i++) {
            bool success =
                (meaning.kind == S7_EXPLAIN_ITEM && (meaning.number == 0 || meaning.number == 0xFF)) ||
                (meaning.kind == S7_EXPLAIN_STATUS && meaning.number == 0);
            assert_int_equal(success, meaning.causes[0] == '\0');
            assert_int_equal(success, meaning.remedy[0] == '\0');
        }
    for (size_t i = 0; s7_explain_at(S7_EXPLAIN_HEADER, i, &meaning); i++)
        assert_int_equal(meaning.causes[0] == '\0', meaning.number < 0x0100);
}

static void put_get_blocked(void **state)
{
    (void)state;
    struct s7_meaning meaning = meaning_of(S7_EXPLAIN_HEADER, 0x8104);
    assert_string_equal(meaning.code, "0x8104 (81 04)");
    assert_int_equal(meaning.evidence, S7_EVIDENCE_CAPTURE);
    assert_int_equal(meaning.error_count, 2);
    assert_int_equal(meaning.errors[0], S7_ERR_ACCESS_PUT_GET);
    assert_int_equal(meaning.errors[1], S7_ERR_S7_NOT_IMPLEMENTED);
    assert_int_equal(meaning.status, 2);
    assert_non_null(strstr(meaning.causes, "complete protection"));
    assert_non_null(strstr(meaning.causes, "on any other service"));
    assert_non_null(strstr(meaning.remedy, "Permit access with PUT/GET"));
    assert_non_null(strstr(meaning.seen, "S7-300 and S7-400 never"));
}

static void optimized_or_too_short(void **state)
{
    (void)state;
    struct s7_meaning meaning = meaning_of(S7_EXPLAIN_ITEM, 5);
    assert_string_equal(meaning.code, "item 05");
    assert_int_equal(meaning.error_count, 1);
    assert_int_equal(meaning.errors[0], S7_ERR_DATA_ADDRESS);
    assert_int_equal(meaning.status, 8);
    assert_string_equal(meaning.causes, s7_error_causes(S7_ERR_DATA_ADDRESS));
    assert_string_equal(meaning.rules_out, s7_error_rules_out(S7_ERR_DATA_ADDRESS));
}

/* The code itself, then what Sieben makes of it, then its class. */
static void advice_from_three_places(void **state)
{
    (void)state;
    struct s7_meaning meaning = meaning_of(S7_EXPLAIN_HEADER, 0xD209);
    assert_non_null(strstr(meaning.causes, "was not downloaded"));
    assert_true(names(&meaning, S7_ERR_S7_REFUSED));
    meaning = meaning_of(S7_EXPLAIN_HEADER, 0xD402);
    assert_string_equal(meaning.causes, s7_error_causes(S7_ERR_DATA_INFORMATION));
    assert_int_equal(meaning.error_count, 1);
    meaning = meaning_of(S7_EXPLAIN_HEADER, 0xD210);
    assert_string_equal(meaning.causes, meaning_of(S7_EXPLAIN_CLASS, 0xD2).causes);
    meaning = meaning_of(S7_EXPLAIN_ERROR, 306);
    assert_string_equal(meaning.causes, s7_error_causes(S7_ERR_S7_REFUSED));
}

static void errors_and_layers(void **state)
{
    (void)state;
    struct s7_meaning meaning = meaning_of(S7_EXPLAIN_ERROR, 401);
    assert_string_equal(meaning.code, "ACCESS_PUT_GET (401)");
    assert_string_equal(meaning.name, "ACCESS_PUT_GET");
    assert_string_equal(meaning.text, s7_error_text(S7_ERR_ACCESS_PUT_GET));
    assert_string_equal(meaning.remedy, s7_error_remedy(S7_ERR_ACCESS_PUT_GET));
    assert_int_equal(meaning.status, 2);
    meaning = meaning_of(S7_EXPLAIN_LAYER, 4);
    assert_string_equal(meaning.code, "layer 4 ACCESS");
    assert_true(names(&meaning, S7_ERR_ACCESS_PUT_GET) && names(&meaning, S7_ERR_ACCESS_LEGITIMISED));
    assert_false(names(&meaning, S7_ERR_DATA_ADDRESS));
    assert_string_equal(meaning.rules_out, s7_layer_rules_out(S7_LAYER_ACCESS));
    struct s7_meaning exit_code = meaning_of(S7_EXPLAIN_EXIT, 40);
    assert_string_equal(exit_code.text, meaning.text);
    assert_int_equal(exit_code.error_count, meaning.error_count);
    assert_int_equal(meaning_of(S7_EXPLAIN_EXIT, 2).error_count, 0);
    assert_int_equal(meaning_of(S7_EXPLAIN_EXIT, 130).error_count, 0);
}

static void status_of_the_blocks(void **state)
{
    (void)state;
    struct s7_meaning meaning = meaning_of(S7_EXPLAIN_STATUS, 8);
    assert_true(names(&meaning, S7_ERR_DATA_ADDRESS) && names(&meaning, S7_ERR_ACCESS_ITEM));
    assert_false(names(&meaning, S7_ERR_ACCESS_PUT_GET));
    assert_int_equal(meaning.status, -1);
    meaning = meaning_of(S7_EXPLAIN_STATUS, 27);
    assert_int_equal(meaning.error_count, 1);
    assert_non_null(strstr(meaning.causes, "no such block"));
}

static void transport_and_system(void **state)
{
    (void)state;
    struct s7_meaning meaning = meaning_of(S7_EXPLAIN_DR, 0x80);
    assert_string_equal(meaning.code, "DR 128 (0x80)");
    assert_true(names(&meaning, S7_ERR_ISO_REJECTED));
    assert_non_null(strstr(meaning.seen, "no public recording"));
    meaning = meaning_of(S7_EXPLAIN_ER, 1);
    assert_true(names(&meaning, S7_ERR_ISO_ERROR_TPDU));
    meaning = meaning_of(S7_EXPLAIN_CONTROL, 7);
    assert_true(names(&meaning, S7_ERR_S7_STATE));
    assert_int_equal(meaning.evidence, S7_EVIDENCE_WEAK);
    assert_true(s7_explain_name(S7_EXPLAIN_ERRNO, "econnrefused", 12, &meaning));
    assert_string_equal(meaning.code, "ECONNREFUSED");
    assert_true(names(&meaning, S7_ERR_TCP_REFUSED));
    assert_int_equal(meaning.status, 1);
}

static void lists_by_their_id(void **state)
{
    (void)state;
    struct s7_meaning meaning = meaning_of(S7_EXPLAIN_SZL, 0x0132);
    assert_string_equal(meaning.code, "SZL 0132");
    assert_non_null(strstr(meaning.text, "communication status, extract 1"));
    assert_non_null(strstr(meaning_of(S7_EXPLAIN_SZL, 0x0F11).text, "the head alone"));
    assert_non_null(strstr(meaning_of(S7_EXPLAIN_SZL, 0x4092).text, "of an IM"));
    assert_string_equal(meaning_of(S7_EXPLAIN_SZL, 0x0011).text, "module identification");
    assert_false(s7_explain_number(S7_EXPLAIN_SZL, 0x0101, true, &meaning));
    assert_false(s7_explain_number(S7_EXPLAIN_SZL, 0x10132, true, &meaning));
}

static void events_by_text_or_class(void **state)
{
    (void)state;
    struct s7_meaning meaning = meaning_of(S7_EXPLAIN_EVENT, 0x4304);
    assert_string_equal(meaning.text,
                        "STOP by a programming device or SFB 20 (class 4: change of the operating mode)");
    assert_false(s7_explain_number(S7_EXPLAIN_EVENT, 0x43FE, false, &meaning));
    assert_true(s7_explain_number(S7_EXPLAIN_EVENT, 0x43FE, true, &meaning));
    assert_int_equal(meaning.evidence, S7_EVIDENCE_UNVERIFIED);
    assert_non_null(strstr(meaning.text, "change of the operating mode"));
    assert_false(s7_explain_number(S7_EXPLAIN_EVENT, 0x0001, true, &meaning)); /* there is no class 0 */
    assert_false(s7_explain_number(S7_EXPLAIN_EVENT, 0x14304, true, &meaning));
}

static void messages_stand_for_codes(void **state)
{
    (void)state;
    struct s7_meaning meaning, code = meaning_of(S7_EXPLAIN_HEADER, 0x8104);
    const char *said = "CPU : Function not available";
    assert_true(s7_explain_name(S7_EXPLAIN_MESSAGE, said, strlen(said), &meaning));
    assert_string_equal(meaning.code, "\"CPU : Function not available\"");
    assert_string_equal(meaning.causes, code.causes);
    assert_int_equal(meaning.error_count, code.error_count);
    assert_int_equal(meaning.status, 2);
    assert_non_null(strstr(meaning.seen, "0x8104 (81 04)"));
    assert_false(s7_explain_number(S7_EXPLAIN_MESSAGE, 0, true, &meaning)); /* most have no number */
}

static void what_is_not_there(void **state)
{
    (void)state;
    struct s7_meaning meaning = {.number = 77};
    assert_false(s7_explain_number(S7_EXPLAIN_HEADER, 0x8199, true, &meaning));
    assert_false(s7_explain_number(S7_EXPLAIN_ITEM, 0x105, true, &meaning));
    assert_false(s7_explain_name(S7_EXPLAIN_ERROR, "ACCESS_PUT", 10, &meaning));
    assert_false(s7_explain_at(S7_EXPLAIN_DR, 13, &meaning));
    assert_int_equal(meaning.number, 77);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_a_meaning),   cmocka_unit_test(refusals_have_advice),
        cmocka_unit_test(put_get_blocked),          cmocka_unit_test(optimized_or_too_short),
        cmocka_unit_test(advice_from_three_places), cmocka_unit_test(errors_and_layers),
        cmocka_unit_test(status_of_the_blocks),     cmocka_unit_test(transport_and_system),
        cmocka_unit_test(lists_by_their_id),        cmocka_unit_test(events_by_text_or_class),
        cmocka_unit_test(messages_stand_for_codes), cmocka_unit_test(what_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
