/* SPDX-License-Identifier: MIT */
#include "unit/doctor/bed.h"

#include "doctor/verdict.h"

/* Every sign has its hypotheses, ranked; what is certain stands alone. */
static void test_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < S7_SIGN_COUNT; i++) {
        enum s7_confidence confidence = S7_CERTAIN, before = S7_CERTAIN;
        enum s7_cause cause;
        size_t count = 0;
        while (s7_verdict_hypothesis((enum s7_sign)i, count, &cause, &confidence)) {
            assert_true(confidence <= before);
            before = confidence;
            count++;
        }
        assert_in_range(count, 1, S7_DIAGNOSIS_HYPOTHESES);
        s7_verdict_hypothesis((enum s7_sign)i, 0, &cause, &confidence);
        if (confidence == S7_CERTAIN)
            assert_int_equal(count, 1);
        else if (confidence == S7_POSSIBLE)
            assert_true(count > 1); /* the only one that is possible would be likely */
    }
}

static void find(enum s7_doctor_check check, enum s7_sign sign)
{
    static const struct s7_doctor_area area = {.range = {.area = S7_AREA_DB, .db = 7, .bit_count = 8}};
    bed_begin(check);
    s7_examination_find(&bed.examination, sign, &area, NULL, "seen");
}

static void test_first_failure_leads(void **state)
{
    (void)state;
    bed_open(S7_CHECK_NAME);
    find(S7_CHECK_SETUP, S7_SIGN_SETUP_SHORT);
    find(S7_CHECK_LAYOUT, S7_SIGN_DB_MISSING);
    find(S7_CHECK_STATE, S7_SIGN_STATE_IDLE_CUT);
    s7_verdict_reach(&bed.config, &bed.diagnosis);
    assert_int_equal(bed.diagnosis.failed, S7_CHECK_LAYOUT);
    assert_int_equal(s7_diagnosis_exit(&bed.diagnosis), 50);
    assert_int_equal(bed.diagnosis.leading->sign, S7_SIGN_DB_MISSING);
    assert_string_equal(bed.diagnosis.rules_out, s7_layer_rules_out(S7_LAYER_DATA));
    assert_int_equal(bed.diagnosis.hypotheses[0].cause, S7_CAUSE_DB_MISSING);
    assert_non_null(strstr(bed.diagnosis.hypotheses[0].remedy, "P#DB7.DBX0.0 BYTE 1"));
    assert_int_equal(bed.diagnosis.steps[S7_CHECK_LAYOUT].confidence, S7_LIKELY);
    assert_int_equal(bed.diagnosis.steps[S7_CHECK_TCP].confidence, S7_CERTAIN);
}

/* A request without an answer fails the check that asked, and is a matter of the S7 connection: nothing was refused. */
static void test_requests_are_of_their_layer(void **state)
{
    static const struct {
        enum s7_doctor_check check;
        enum s7_sign sign;
    } rows[] = {{S7_CHECK_PERMISSION, S7_SIGN_REQUEST_SILENT},
                {S7_CHECK_PERMISSION, S7_SIGN_REQUEST_LOST},
                {S7_CHECK_LAYOUT, S7_SIGN_REQUEST_FAULTY},
                {S7_CHECK_LAYOUT, S7_SIGN_DB_SILENT}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bed_open(S7_CHECK_NAME);
        find(rows[i].check, rows[i].sign);
        s7_verdict_reach(&bed.config, &bed.diagnosis);
        assert_int_equal(bed.diagnosis.failed, rows[i].check);
        assert_int_equal(s7_diagnosis_exit(&bed.diagnosis), 30);
        assert_string_equal(bed.diagnosis.rules_out, s7_layer_rules_out(S7_LAYER_S7));
    }
}

/* A warning is explained and fails nothing. */
static void test_warnings(void **state)
{
    (void)state;
    bed_open(S7_CHECK_NAME);
    find(S7_CHECK_STATE, S7_SIGN_STATE_STOP);
    s7_verdict_reach(&bed.config, &bed.diagnosis);
    assert_int_equal(s7_diagnosis_exit(&bed.diagnosis), 0);
    assert_int_equal(bed.diagnosis.hypotheses[0].cause, S7_CAUSE_STOPPED);
    bed_open(S7_CHECK_NAME);
    s7_verdict_reach(&bed.config, &bed.diagnosis);
    assert_null(bed.diagnosis.leading);
    assert_int_equal(bed.diagnosis.hypothesis_count, 0);
}

static bool said(enum s7_cause cause)
{
    for (size_t i = 0; i < bed.diagnosis.hypothesis_count; i++)
        if (bed.diagnosis.hypotheses[i].cause == cause)
            return true;
    return false;
}

/* An S7-300 has no switch for PUT/GET and no optimized blocks; another device explains missing data. */
static void test_what_the_identity_changes(void **state)
{
    (void)state;
    bed_open(S7_CHECK_NAME);
    find(S7_CHECK_PERMISSION, S7_SIGN_ACCESS_REFUSED);
    snprintf(bed.diagnosis.seen.order_number, sizeof bed.diagnosis.seen.order_number, "6ES7 315-2EH14-0AB0");
    s7_verdict_reach(&bed.config, &bed.diagnosis);
    assert_false(said(S7_CAUSE_PUT_GET_OFF));
    assert_true(said(S7_CAUSE_READ_NOT_OFFERED));
    bed_open(S7_CHECK_NAME);
    find(S7_CHECK_LAYOUT, S7_SIGN_DB_MISSING);
    find(S7_CHECK_IDENTITY, S7_SIGN_IDENTITY_OTHER);
    s7_verdict_reach(&bed.config, &bed.diagnosis);
    assert_int_equal(bed.diagnosis.hypotheses[0].cause, S7_CAUSE_WRONG_DEVICE);
    assert_int_equal(bed.diagnosis.hypotheses[0].confidence, S7_LIKELY);
    for (size_t i = 1; i < bed.diagnosis.hypothesis_count; i++) /* no cause twice */
        assert_int_not_equal(bed.diagnosis.hypotheses[i].cause, S7_CAUSE_WRONG_DEVICE);
}

static const char *remedy_of(enum s7_cause cause)
{
    for (size_t i = 0; i < bed.diagnosis.hypothesis_count; i++)
        if (bed.diagnosis.hypotheses[i].cause == cause)
            return bed.diagnosis.hypotheses[i].remedy;
    return "";
}

/* Menu paths name the block; commands can be typed as they stand. */
static void test_remedies_can_be_followed(void **state)
{
    (void)state;
    bed_open(S7_CHECK_NAME);
    find(S7_CHECK_LAYOUT, S7_SIGN_DB_ADDRESS);
    s7_verdict_reach(&bed.config, &bed.diagnosis);
    assert_non_null(strstr(remedy_of(S7_CAUSE_DB_OPTIMIZED), "TIA Portal: DB7 > Properties"));
    bed_open(S7_CHECK_NAME);
    find(S7_CHECK_STATE, S7_SIGN_STATE_STOP);
    s7_verdict_reach(&bed.config, &bed.diagnosis);
    assert_non_null(strstr(remedy_of(S7_CAUSE_STOPPED), "sieben diag " WORLD_PARTNER "|"));
    bed.config.port = 1102;
    bed.config.slot = 2;
    snprintf(bed.diagnosis.seen.address.text, sizeof bed.diagnosis.seen.address.text, "::1");
    s7_verdict_reach(&bed.config, &bed.diagnosis);
    assert_non_null(strstr(remedy_of(S7_CAUSE_STOPPED), "sieben diag [::1]:1102/0.2|"));
}

/* No remedy shows a brace: every placeholder is known. */
static void test_placeholders(void **state)
{
    (void)state;
    for (size_t i = 0; i < S7_SIGN_COUNT; i++) {
        bed_open(S7_CHECK_NAME);
        find(S7_CHECK_TCP, (enum s7_sign)i);
        s7_verdict_reach(&bed.config, &bed.diagnosis);
        for (size_t k = 0; k < bed.diagnosis.hypothesis_count; k++) {
            const char *remedy = bed.diagnosis.hypotheses[k].remedy;
            assert_null(strchr(remedy, '{'));
            assert_null(strstr(remedy, "  "));
            assert_true(strlen(remedy) < sizeof bed.diagnosis.hypotheses[k].remedy - 1);
        }
    }
}

/* What is read without a case has words for each of the places, and is cut nowhere. */
static void test_remedy_without_a_case(void **state)
{
    char text[1024];
    (void)state;
    for (int cause = 0; cause < S7_CAUSE_COUNT; cause++) {
        struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
        s7_verdict_remedy((enum s7_cause)cause, &buf);
        assert_false(buf.truncated);
        assert_true(buf.length > 0);
        assert_null(strpbrk(text, "{}"));
        assert_null(strstr(text, "  "));
        assert_true(strchr(s7_cause_remedy((enum s7_cause)cause), '{') != NULL ||
                    strcmp(text, s7_cause_remedy((enum s7_cause)cause)) == 0);
    }
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_verdict_remedy(S7_CAUSE_FILTER_DROPS, &buf);
    assert_string_equal(
        text, "firewall rule: permit TCP from this machine to the partner port 102, and the answers of "
              "that connection");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_table),
                                       cmocka_unit_test(test_first_failure_leads),
                                       cmocka_unit_test(test_requests_are_of_their_layer),
                                       cmocka_unit_test(test_warnings),
                                       cmocka_unit_test(test_what_the_identity_changes),
                                       cmocka_unit_test(test_remedies_can_be_followed),
                                       cmocka_unit_test(test_placeholders),
                                       cmocka_unit_test(test_remedy_without_a_case)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
