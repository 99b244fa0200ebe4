/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "doctor_zone_scene.h"

static char why[S7_ZONE_WHY_SIZE];
static bool run_connected;

static enum s7_zone_verdict judge_from(size_t number, enum s7_sign sign, enum s7_zone_control control,
                                       const char *local)
{
    const struct s7_zone_trial *trial = zone_see(number, sign, local);
    const struct s7_diagnosis *diagnosis = trial->diagnosis;
    struct s7_zone_case seen = {.path = &trial->path,
                                .leading = diagnosis->leading,
                                .failed = diagnosis->failed != S7_CHECK_COUNT,
                                .control = control,
                                .port_connected = run_connected,
                                .local = local,
                                .partner = trial->connection ? trial->connection->from : NULL,
                                .partner_address = "10.1.0.1"};
    return s7_zone_judge(&seen, why, sizeof why);
}

static enum s7_zone_verdict blocked(enum s7_sign sign, enum s7_zone_control control)
{
    return judge_from(ZONE_PACK, sign, control, "10.1.0.50");
}

/* Sign by control: alone, silent, reset, near, same; P pass, I inconclusive. */
static void a_denial_needs_its_proof(void **state)
{
    static const struct {
        enum s7_sign sign;
        const char *verdicts;
    } rows[] = {
        {S7_SIGN_NAME_UNKNOWN, "IIIII"},
        {S7_SIGN_NAME_SERVER_SILENT, "IIIII"},
        {S7_SIGN_NAME_NO_DEVICE, "IIIII"},
        {S7_SIGN_ROUTE_BROADCAST, "IIIII"},
        {S7_SIGN_ROUTE_NONE, "IIIII"},
        {S7_SIGN_TCP_SILENT, "IIIPP"},
        {S7_SIGN_TCP_SILENT_ALIVE, "PPPPP"},
        {S7_SIGN_TCP_SILENT_NEAR, "IIIIP"},
        {S7_SIGN_TCP_NO_NEIGHBOUR, "IIIII"},
        {S7_SIGN_TCP_NO_GATEWAY, "IIIII"},
        {S7_SIGN_TCP_LAST_HOP, "IIIII"},
        {S7_SIGN_TCP_UNREACHABLE, "IIIIP"},
        {S7_SIGN_TCP_NO_NETWORK, "IIIIP"},
        {S7_SIGN_TCP_PROHIBITED, "PPPPP"},
        {S7_SIGN_TCP_PORT_BY_OTHER, "PPPPP"},
        {S7_SIGN_TCP_PORT_BY_HOST, "IIIIP"},
        {S7_SIGN_TCP_RESET, "IIIIP"},
        {S7_SIGN_TCP_DENIED_HERE, "IIIII"},
        {S7_SIGN_TCP_UNREACHABLE_HERE, "IIIII"},
        {S7_SIGN_TCP_SYSTEM, "IIIII"},
    };
    static const enum s7_zone_control controls[] = {S7_ZONE_CONTROL_NONE, S7_ZONE_CONTROL_SILENT,
                                                    S7_ZONE_CONTROL_RESET, S7_ZONE_CONTROL_NEAR,
                                                    S7_ZONE_CONTROL_SAME};
    size_t below_iso = 0;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bool wanted = strcmp(rows[i].verdicts, "IIIII") != 0 && strcmp(rows[i].verdicts, "PPPPP") != 0;
        assert_int_equal(s7_zone_wants_control(rows[i].sign), wanted);
        for (size_t k = 0; k < 5; k++) {
            enum s7_zone_verdict expected = rows[i].verdicts[k] == 'P' ? S7_ZONE_PASS : S7_ZONE_INCONCLUSIVE;
            if (blocked(rows[i].sign, controls[k]) != expected)
                fail_msg("%s, control %zu: %s", s7_sign_name(rows[i].sign), k, why);
            assert_int_equal(strncmp(why, "blocked: ", 9) == 0, expected == S7_ZONE_PASS);
        }
    }
    for (int i = 0; i < S7_SIGN_COUNT; i++) {
        const char *name = s7_sign_name((enum s7_sign)i);
        below_iso +=
            strncmp(name, "NAME_", 5) == 0 || strncmp(name, "ROUTE_", 6) == 0 || strncmp(name, "TCP_", 4) == 0;
    }
    assert_int_equal(below_iso, sizeof rows / sizeof rows[0]); /* none was forgotten */
}

static void what_is_open_fails_whatever_else_answers(void **state)
{
    (void)state;
    assert_int_equal(blocked(S7_SIGN_COUNT, S7_ZONE_CONTROL_SPARED), S7_ZONE_FAIL);
    assert_non_null(strstr(why, "open"));
}

static void the_reason_says_what_is_missing(void **state)
{
    (void)state;
    blocked(S7_SIGN_TCP_SILENT, S7_ZONE_CONTROL_NONE);
    assert_non_null(strstr(why, "switched off"));
    assert_non_null(strstr(why, "names no reference"));
    blocked(S7_SIGN_TCP_SILENT, S7_ZONE_CONTROL_SILENT);
    assert_non_null(strstr(why, "its reference does not answer"));
    blocked(S7_SIGN_TCP_SILENT, S7_ZONE_CONTROL_NEAR);
    assert_non_null(strstr(why, "its reference answers, on another host"));
    blocked(S7_SIGN_ROUTE_NONE, S7_ZONE_CONTROL_NONE);
    assert_non_null(strstr(why, "this machine"));
    blocked(S7_SIGN_TCP_LAST_HOP, S7_ZONE_CONTROL_NEAR);
    assert_non_null(strstr(why, "who is not there"));
    blocked(S7_SIGN_TCP_RESET, S7_ZONE_CONTROL_NEAR);
    assert_non_null(
        strstr(why, "; a port that is closed at the partner itself looks the same; its reference answers"));
    blocked(S7_SIGN_TCP_SILENT_NEAR, S7_ZONE_CONTROL_NEAR);
    assert_non_null(strstr(why, "; a CPU that has no way back to this machine looks the same; "));
}

/* O: a CPU that is switched off; C: a port that is closed at it; F: a filter of this machine. */
static void a_pass_says_what_it_does_not_exclude(void **state)
{
    static const struct {
        enum s7_sign sign;
        enum s7_zone_control control;
        const char *doubts;
    } rows[] = {{S7_SIGN_TCP_SILENT, S7_ZONE_CONTROL_NEAR, "OF"},
                {S7_SIGN_TCP_SILENT, S7_ZONE_CONTROL_SAME, "F"},
                {S7_SIGN_TCP_SILENT_ALIVE, S7_ZONE_CONTROL_NONE, "F"},
                {S7_SIGN_TCP_SILENT_NEAR, S7_ZONE_CONTROL_SAME, "F"},
                {S7_SIGN_TCP_RESET, S7_ZONE_CONTROL_SAME, "CF"},
                {S7_SIGN_TCP_PORT_BY_HOST, S7_ZONE_CONTROL_SAME, "C"},
                {S7_SIGN_TCP_UNREACHABLE, S7_ZONE_CONTROL_SAME, ""},
                {S7_SIGN_TCP_PROHIBITED, S7_ZONE_CONTROL_NONE, ""},
                {S7_SIGN_TCP_PORT_BY_OTHER, S7_ZONE_CONTROL_NONE, ""}};
    (void)state;
    for (size_t i = 0; i < 2 * sizeof rows / sizeof rows[0]; i++) {
        const char *doubts = rows[i / 2].doubts;
        run_connected = i % 2; /* to the port, elsewhere */
        assert_int_equal(blocked(rows[i / 2].sign, rows[i / 2].control), S7_ZONE_PASS);
        bool filter = strchr(doubts, 'F') && !run_connected, off = strchr(doubts, 'O'),
             closed = strchr(doubts, 'C');
        assert_int_equal(strstr(why, "; not excluded: ") != NULL, filter || off || closed);
        assert_int_equal(strstr(why, "a packet filter of this machine") != NULL, filter);
        assert_int_equal(strstr(why, "a CPU that is switched off (it gave no sign of life itself)") != NULL,
                         off);
        assert_int_equal(strstr(why, "a port that is closed at the partner itself") != NULL, closed);
    }
    run_connected = false;
}

static void what_must_work_passes_when_nothing_failed(void **state)
{
    (void)state;
    assert_int_equal(judge_from(ZONE_OVEN_1, S7_SIGN_COUNT, S7_ZONE_CONTROL_NONE, "10.1.0.50"), S7_ZONE_PASS);
    struct s7_zone_trial *trial = zone_see(ZONE_OVEN_1, S7_SIGN_SETUP_SHORT, "10.1.0.50");
    struct s7_zone_case warned = {
        .path = &trial->path, .leading = trial->diagnosis->leading, .local = "10.1.0.50"};
    assert_int_equal(s7_zone_judge(&warned, why, sizeof why), S7_ZONE_PASS);
    assert_non_null(strstr(why, "warning"));
}

/* What a rule for the partner's address would let through is no failure of the path. */
static void who_is_not_the_partner_is_told_so(void **state)
{
    static const struct {
        enum s7_sign sign;
        enum s7_zone_verdict stand_in;
    } rows[] = {{S7_SIGN_TCP_SILENT, S7_ZONE_INCONCLUSIVE},     {S7_SIGN_TCP_RESET, S7_ZONE_INCONCLUSIVE},
                {S7_SIGN_TCP_PROHIBITED, S7_ZONE_INCONCLUSIVE}, {S7_SIGN_ROUTE_NONE, S7_ZONE_INCONCLUSIVE},
                {S7_SIGN_TCP_LAST_HOP, S7_ZONE_FAIL},           {S7_SIGN_TCP_NO_NEIGHBOUR, S7_ZONE_FAIL},
                {S7_SIGN_ACCESS_REFUSED, S7_ZONE_FAIL},         {S7_SIGN_COTP_SILENT, S7_ZONE_FAIL}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(judge_from(ZONE_OVEN_1, rows[i].sign, S7_ZONE_CONTROL_NONE, "10.1.0.50"),
                         rows[i].stand_in);
        assert_int_equal(strstr(why, "not PRESS (10.1.0.1)") != NULL, rows[i].stand_in == S7_ZONE_INCONCLUSIVE);
        assert_int_equal(judge_from(ZONE_OVEN_1, rows[i].sign, S7_ZONE_CONTROL_NONE, "10.1.0.1"), S7_ZONE_FAIL);
    }
}

static void who_is_elsewhere_can_pass_no_verdict(void **state)
{
    const struct s7_plant_zone *empty = s7_zone_find(zone_plant, "EMPTY");
    (void)state;
    const size_t numbers[] = {ZONE_OVEN_1, ZONE_PACK};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(judge_from(numbers[i], S7_SIGN_COUNT, S7_ZONE_CONTROL_NONE, "10.2.0.9"),
                         S7_ZONE_INCONCLUSIVE);
        assert_non_null(strstr(why, "(10.2.0.9) is not in A"));
        assert_int_equal(judge_from(numbers[i], S7_SIGN_COUNT, S7_ZONE_CONTROL_NONE, ""), S7_ZONE_INCONCLUSIVE);
        zone_run.trials[numbers[i]].path.from = empty;
        assert_int_equal(judge_from(numbers[i], S7_SIGN_COUNT, S7_ZONE_CONTROL_NONE, "10.1.0.9"),
                         S7_ZONE_INCONCLUSIVE);
        assert_non_null(strstr(why, "EMPTY has no nets"));
    }
}

static void what_is_not_tried_is_not_judged(void **state)
{
    const struct s7_zone_trial *trials = zone_run.trials;
    const struct s7_zone_case within = {.path = &trials[ZONE_PRESS].path},
                              unknown = {.path = &trials[ZONE_LOOSE].path};
    const struct s7_zone_case cut = {.path = &trials[ZONE_PACK].path, .local = "10.1.0.9", .interrupted = true};
    (void)state;
    assert_int_equal(s7_zone_judge(&within, why, sizeof why), S7_ZONE_SKIPPED);
    assert_int_equal(s7_zone_judge(&unknown, why, sizeof why), S7_ZONE_INCONCLUSIVE);
    assert_non_null(strstr(why, "not tried"));
    assert_int_equal(s7_zone_judge(&cut, why, sizeof why), S7_ZONE_INCONCLUSIVE);
    assert_string_equal(why, "interrupted");
}

static void a_partner_dials_from_its_own_address_unless_it_is_given(void **state)
{
    (void)state;
    assert_string_equal(s7_zone_partner_address(zone_run.trials[ZONE_OVEN_1].connection), "10.1.0.1");
    assert_string_equal(s7_zone_partner_address(zone_run.trials[ZONE_OVEN_2].connection), "10.1.0.10");
    assert_string_equal(s7_zone_partner_address(NULL), "");
}

static void everything_has_its_word(void **state)
{
    (void)state;
    assert_string_equal(s7_zone_verdict_name(S7_ZONE_PASS), "pass");
    assert_string_equal(s7_zone_verdict_name(S7_ZONE_INCONCLUSIVE), "inconclusive");
    assert_string_equal(s7_zone_control_name(S7_ZONE_CONTROL_SILENT), "silent");
    assert_string_equal(s7_zone_control_name(S7_ZONE_CONTROL_NEAR), "answered");
    assert_string_equal(s7_zone_control_name(S7_ZONE_CONTROL_SAME), "answered");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, zone_start, zone_stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_denial_needs_its_proof),
        TEST(what_is_open_fails_whatever_else_answers),
        TEST(a_pass_says_what_it_does_not_exclude),
        TEST(the_reason_says_what_is_missing),
        TEST(what_must_work_passes_when_nothing_failed),
        TEST(who_is_not_the_partner_is_told_so),
        TEST(who_is_elsewhere_can_pass_no_verdict),
        TEST(what_is_not_tried_is_not_judged),
        TEST(a_partner_dials_from_its_own_address_unless_it_is_given),
        TEST(everything_has_its_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
