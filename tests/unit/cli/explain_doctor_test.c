/* SPDX-License-Identifier: MIT
 *
 * Signs and causes of the doctor: complete, readable without a case, and never cut.
 */
#include "cli/explain_doctor.h"

#include <string.h>

#include "check.h"
#include "cli/explain_answer.h"

#define assert_starts(text, start) assert_ptr_equal(strstr((text), (start)), (text))

static struct s7_explain_advice advice; /* large: not for the stack */

static struct s7_meaning meaning_of(enum s7_explain_kind kind, const char *name)
{
    struct s7_meaning meaning;
    memset(&meaning, 0, sizeof meaning);
    assert_true(s7_explain_name(kind, name, strlen(name), &meaning));
    assert_string_equal(meaning.code, name);
    assert_true(s7_explain_doctor_knows(&meaning));
    return meaning;
}

static void all_have_advice(void **state)
{
    (void)state;
    static const enum s7_explain_kind kinds[] = {S7_EXPLAIN_SIGN, S7_EXPLAIN_CAUSE};
    struct s7_meaning meaning;
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; s7_explain_at(kinds[k], i, &meaning); i++) {
            s7_explain_advise(&meaning, &advice);
            assert_int_equal(advice.causes[0] != '\0', kinds[k] == S7_EXPLAIN_SIGN);
            assert_true(advice.remedy[0] != '\0');
            assert_true(strlen(advice.causes) < sizeof advice.causes - 2);
            assert_true(strlen(advice.remedy) < sizeof advice.remedy - 2);
            assert_null(strpbrk(advice.causes, "{}"));
            assert_null(strpbrk(advice.remedy, "{}"));
        }
}

static void a_sign(void **state)
{
    (void)state;
    struct s7_meaning meaning = meaning_of(S7_EXPLAIN_SIGN, "TCP_PORT_BY_OTHER");
    s7_explain_advise(&meaning, &advice);
    assert_string_equal(meaning.seen, "a failure (FAIL) of the check tcp (layer 1 TCP)");
    assert_string_equal(meaning.rules_out, s7_layer_rules_out(S7_LAYER_TCP));
    assert_starts(advice.causes, "FILTER_REJECTS (likely, H): ");
    assert_non_null(strstr(advice.causes, "|NOTHING_LISTENS (possible, H): "));
    assert_starts(advice.remedy,
                  "FILTER_REJECTS: firewall rule at the sender of the ICMP message: permit TCP from "
                  "this machine to the partner port 102|FILTER_REJECTS: ");
    meaning = meaning_of(S7_EXPLAIN_SIGN, "REQUEST_LOST");
    assert_non_null(
        strstr(meaning.seen, "permission (layer 3 S7) or layout (layer 3 S7) or state (layer 3 S7)"));
    assert_string_equal(meaning.rules_out, s7_layer_rules_out(S7_LAYER_S7)); /* nothing of PUT/GET */
    meaning = meaning_of(S7_EXPLAIN_SIGN, "STATE_STOP");
    assert_starts(meaning.seen, "a warning (WARN)");
    assert_string_equal(meaning.rules_out, "");
}

/* What a failure rules out does not depend on the check that saw it. */
static void failures_are_of_one_layer(void **state)
{
    enum s7_doctor_check check, other;
    (void)state;
    for (int sign = 0; sign < S7_SIGN_COUNT; sign++) {
        assert_true(s7_sign_check((enum s7_sign)sign, 0, &check));
        for (size_t i = 1; s7_sign_check((enum s7_sign)sign, i, &other); i++)
            if (s7_sign_verdict((enum s7_sign)sign) == S7_VERDICT_FAIL)
                assert_int_equal(s7_sign_layer((enum s7_sign)sign, other),
                                 s7_sign_layer((enum s7_sign)sign, check));
    }
}

static void a_cause(void **state)
{
    (void)state;
    struct s7_meaning meaning = meaning_of(S7_EXPLAIN_CAUSE, "WRONG_SLOT");
    s7_explain_advise(&meaning, &advice);
    assert_starts(meaning.seen, "repaired at layer 2 ISO; shows itself by COTP_OTHER_SLOT (likely), ");
    assert_int_equal(meaning.evidence, S7_EVIDENCE_CAPTURE);
    assert_int_equal(meaning_of(S7_EXPLAIN_CAUSE, "OVERLOAD").evidence, S7_EVIDENCE_UNVERIFIED);
    assert_int_equal(meaning_of(S7_EXPLAIN_CAUSE, "MMS").evidence, S7_EVIDENCE_CAPTURE);
    assert_int_equal(meaning_of(S7_EXPLAIN_CAUSE, "NO_WAY_BACK").evidence, S7_EVIDENCE_REPORT);
    assert_int_equal(meaning_of(S7_EXPLAIN_CAUSE, "DB_SILENT").evidence, S7_EVIDENCE_WEAK);
    assert_string_equal(advice.causes, "");
    assert_starts(advice.remedy, "use another rack, slot or connection class|");
}

static void as_a_document(void **state)
{
    (void)state;
    const char *verdict, *check, *cause, *confidence, *mark, *means, *sign;
    json_t *steps;
    int layer, own_layer;
    struct s7_meaning meaning = meaning_of(S7_EXPLAIN_SIGN, "SETUP_MMS");
    json_t *document = s7_explain_meaning_json(&meaning);
    assert_int_equal(json_unpack(document, "{s:s, s:[{s:s, s:i !}!], s:[{s:s, s:s, s:s, s:i, s:s, s:o !}!]}",
                                 "verdict", &verdict, "checks", "check", &check, "layer", &layer, "hypotheses",
                                 "cause", &cause, "confidence", &confidence, "mark", &mark, "layer", &own_layer,
                                 "means", &means, "do", &steps),
                     0);
    assert_string_equal(verdict, "fail");
    assert_string_equal(check, "setup");
    assert_int_equal(layer, S7_LAYER_S7);
    assert_string_equal(cause, "MMS");
    assert_string_equal(confidence, "certain");
    assert_string_equal(mark, "H");
    assert_int_equal(own_layer, S7_LAYER_ISO);
    assert_int_equal(json_array_size(steps), 2);
    json_decref(document);
    meaning = meaning_of(S7_EXPLAIN_CAUSE, "STOPPED");
    document = s7_explain_meaning_json(&meaning);
    assert_int_equal(json_unpack(document, "{s:i, s:[{s:s, s:s !}!]}", "layer", &layer, "signs", "sign", &sign,
                                 "confidence", &confidence),
                     0);
    assert_int_equal(layer, S7_LAYER_S7);
    assert_string_equal(sign, "STATE_STOP");
    json_decref(document);
    assert_true(s7_explain_number(S7_EXPLAIN_ITEM, 5, false, &meaning));
    assert_false(s7_explain_doctor_knows(&meaning));
    document = s7_explain_meaning_json(&meaning);
    assert_null(json_object_get(document, "signs"));
    assert_null(json_object_get(document, "verdict"));
    json_decref(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_have_advice),
        cmocka_unit_test(a_sign),
        cmocka_unit_test(failures_are_of_one_layer),
        cmocka_unit_test(a_cause),
        cmocka_unit_test(as_a_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
