/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "doctor/doctor.h"

static void test_checks(void **state)
{
    (void)state;
    assert_string_equal(s7_check_name(S7_CHECK_PERMISSION), "permission");
    assert_int_equal(s7_check_layer(S7_CHECK_PERMISSION), S7_LAYER_ACCESS);
    assert_true(S7_CHECK_LAYOUT < S7_CHECK_IDENTITY); /* the data before any system status list */
    for (size_t i = 0; i < S7_CHECK_COUNT; i++)
        assert_true(strlen(s7_check_text((enum s7_doctor_check)i)) > 0);
}

static void test_signs(void **state)
{
    (void)state;
    assert_string_equal(s7_sign_name(S7_SIGN_DB_SHORT), "DB_SHORT");
    assert_int_equal(s7_sign_verdict(S7_SIGN_DB_SHORT), S7_VERDICT_FAIL);
    assert_int_equal(s7_sign_verdict(S7_SIGN_STATE_STOP), S7_VERDICT_WARN);
    const struct s7_finding refused = {.check = S7_CHECK_PERMISSION, .sign = S7_SIGN_ACCESS_REFUSED};
    const struct s7_finding silent = {.check = S7_CHECK_PERMISSION, .sign = S7_SIGN_REQUEST_SILENT};
    assert_int_equal(s7_finding_layer(&refused), S7_LAYER_ACCESS);
    assert_int_equal(s7_finding_layer(&silent), S7_LAYER_S7);
    assert_non_null(strstr(s7_sign_text(S7_SIGN_ACCESS_REFUSED), "81 04"));
}

/* None without a check that finds it, and none twice. */
static void test_checks_of_signs(void **state)
{
    (void)state;
    enum s7_doctor_check check = S7_CHECK_COUNT, other;
    for (int sign = 0; sign < S7_SIGN_COUNT; sign++) {
        assert_true(s7_sign_check((enum s7_sign)sign, 0, &check));
        for (size_t i = 1; s7_sign_check((enum s7_sign)sign, i, &check); i++)
            for (size_t k = 0; k < i && s7_sign_check((enum s7_sign)sign, k, &other); k++)
                assert_int_not_equal(check, other);
    }
    assert_true(s7_sign_check(S7_SIGN_COTP_OTHER_SLOT, 0, &check));
    assert_int_equal(check, S7_CHECK_COTP);
    assert_false(s7_sign_check(S7_SIGN_COTP_OTHER_SLOT, 1, &check));
    assert_int_equal(check, S7_CHECK_COTP);
}

/* Marks are those of profile/defs/evidence.def; placeholders are those that verdict.c knows. */
static void test_causes(void **state)
{
    (void)state;
    for (size_t i = 0; i < S7_CAUSE_COUNT; i++) {
        enum s7_cause cause = (enum s7_cause)i;
        assert_true(strlen(s7_cause_text(cause)) > 0);
        assert_true(strlen(s7_cause_remedy(cause)) > 0);
        assert_int_equal(strlen(s7_cause_evidence(cause)), 1);
        assert_non_null(strchr("HMLU", s7_cause_evidence(cause)[0]));
        assert_int_not_equal(s7_cause_layer(cause), S7_LAYER_NONE);
        assert_null(strchr(s7_cause_text(cause), '{'));
    }
    assert_string_equal(s7_cause_name(S7_CAUSE_MMS), "MMS");
}

static void test_words(void **state)
{
    (void)state;
    assert_string_equal(s7_verdict_name(S7_VERDICT_SKIPPED), "skipped");
    assert_string_equal(s7_confidence_name(S7_CERTAIN), "certain");
    assert_true(S7_VERDICT_FAIL > S7_VERDICT_WARN);
    assert_true(S7_CERTAIN > S7_LIKELY && S7_LIKELY > S7_POSSIBLE);
}

static void test_classes(void **state)
{
    (void)state;
    assert_string_equal(s7_doctor_class(S7_CLASS_PG), "PG");
    assert_string_equal(s7_doctor_class(S7_CLASS_OP), "OP");
    assert_string_equal(s7_doctor_class(S7_CLASS_BASIC), "basic");
    assert_string_equal(s7_doctor_class(0), "other");
    assert_string_equal(s7_doctor_class(16), "other");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_checks),          cmocka_unit_test(test_signs),
                                       cmocka_unit_test(test_checks_of_signs), cmocka_unit_test(test_causes),
                                       cmocka_unit_test(test_words),           cmocka_unit_test(test_classes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
