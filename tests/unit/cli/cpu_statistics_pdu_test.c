/* SPDX-License-Identifier: MIT
 *
 * What single telegrams count for.
 */
#include "cpu_statistics_scene.h"

#include <stdlib.h>

#include "cases.h"
#include "cli/trace.h"

static const char SZL[] = "32070000 0007 00080008 0001120411440100 ff090004 00110000";
static const char SZL_REFUSED[] = "32070000 0007 000c0004 000112081284010100 00d401 0a000000";
static const char PASSWORD[] = "32070000 0600 0008000c 0001120411450100 ff090008 0000000000000000";
static const char PASSWORD_TAKEN[] = "32070000 0600 000c0004 000112081285010100 000000 0a000000";
static const char PASSWORD_WRONG[] = "32070000 0600 000c0004 000112081285010100 00d602 0a000000";
static const char CLEAR[] = "32070000 0700 00080004 0001120411450200 0a000000";
static const char CLEARED[] = "32070000 0700 000c0004 000112081285020100 000000 0a000000";

static const struct s7_cpu_connection *one(void)
{
    return statistics.first;
}

static void requests_are_counted_by_service(void **state)
{
    (void)state;
    asks(READ);
    asks(READ);
    asks(SZL);
    asks("32010000 0009 00010000 1a");
    assert_int_equal(one()->counts.requests, 5);
    assert_int_equal(one()->counts.services[S7_SERVICE_SETUP], 1);
    assert_int_equal(one()->counts.services[S7_SERVICE_READ_VAR], 2);
    assert_int_equal(one()->counts.services[S7_SERVICE_READ_SZL], 1);
    assert_int_equal(one()->counts.services[S7_SERVICE_OTHER], 1);
    assert_int_equal(one()->counts.octets_in, 18 + 2 * 36 + 26 + 11);
    assert_int_equal(one()->counts.octets_out, 20);
    assert_int_equal(one()->pdu_length, 240);
    assert_string_equal(s7_cpu_statistics_service(S7_SERVICE_READ_VAR), "Read Var");
    assert_string_equal(s7_cpu_statistics_service(S7_SERVICE_OTHER), "other services");
}

static void what_asks_nothing_is_no_request(void **state)
{
    (void)state;
    asks("32030000 0001 00000000 8104");                               /* an answer */
    asks("32070000 0000 00080008 0001120411040300 ff090004 00110000"); /* a push */
    asks("32010000 0001 00000000");                                    /* no function */
    asks("32010000 0001 00ff0000 04");                                 /* malformed */
    asks("72");
    assert_int_equal(one()->counts.requests, 1);
    scene_event(2, S7_EVENT_ACCEPTED, S7_OK, 0);
    scene_event(2, S7_EVENT_ADMITTED, S7_OK, 0);
    scene_pdu(2, S7_DIRECTION_IN, READ); /* before the setup: it ends the connection */
    assert_int_equal(one()->after->counts.requests, 0);
    assert_int_equal(one()->after->counts.octets_in, 36);
}

static void assert_refused(uint16_t code, const char *text, const char *request)
{
    const struct s7_cpu_last_refusal *last = &one()->last_refusal;
    assert_true(last->any);
    assert_int_equal(last->code, code);
    assert_string_equal(last->text, text);
    assert_string_equal(last->request, request);
    assert_true(statistics.refuses);
}

static void a_refused_request_is_told_with_its_code(void **state)
{
    (void)state;
    assert_false(one()->last_refusal.any);
    asks(READ);
    answers("32020000 0001 00000000 8104");
    assert_int_equal(one()->counts.refusals, 1);
    assert_int_equal(one()->last_refusal.code, 0x8104);
    assert_string_equal(one()->last_refusal.request, "Read Var: P#DB10.DBX4.0 BYTE 2, MB0");
    assert_non_null(strstr(one()->last_refusal.text, "(81 04)"));
    assert_int_equal(statistics.answered->service, S7_SERVICE_READ_VAR);
    asks(SZL);
    assert_null(statistics.answered);
    assert_false(statistics.refuses);
    answers(SZL_REFUSED);
    assert_int_equal(one()->counts.refusals, 2);
    assert_int_equal(one()->last_refusal.code, 0xD401);
    assert_non_null(strstr(one()->last_refusal.request, "SZL 0011 index 0000"));
    assert_int_equal(one()->counts.items_refused, 0);
}

static void a_refused_item_is_told_with_its_address(void **state)
{
    (void)state;
    asks(READ);
    answers("32030000 0001 00020009 0000 0402 0a000000 ff040008 07");
    assert_int_equal(one()->counts.items_refused, 1);
    assert_int_equal(one()->counts.refusals, 0);
    assert_refused(0x0A, "object does not exist (0A)", "Read Var: P#DB10.DBX4.0 BYTE 2");
    asks("32010000 0002 000e0005 0501 120a100200010000 83000008 0004000807");
    answers("32030000 0002 00020001 0000 0501 03");
    assert_int_equal(one()->counts.items_refused, 2);
    assert_int_equal(one()->last_refusal.code, 3);
    assert_string_equal(one()->last_refusal.request, "Write Var: MB1");
    asks("32010000 0002 000e0005 0501 120a100200010000 83000008 0004000807");
    answers("32030000 0002 00020001 0000 0501 ff");
    assert_int_equal(one()->counts.items_refused, 2);
    assert_false(statistics.refuses);
}

static void a_refusal_of_what_nobody_asked_is_counted_without_words(void **state)
{
    (void)state;
    asks(READ);
    answers("32020000 7777 00000000 8104");
    assert_int_equal(one()->counts.refusals, 1);
    assert_string_equal(one()->last_refusal.request, "");
    answers("32030000 7777 00020004 0000 0401 05000000");
    assert_refused(5, "invalid address (05)", "");
}

/* s7comm 5.3: snap7's reading of the second octet. */
static void start_and_stop_are_refused_with_an_octet(void **state)
{
    (void)state;
    asks("32010000 0003 00100000 290000000000 09505f50524f4752414d");
    answers("32030000 0003 00020000 0000 2907");
    assert_int_equal(one()->counts.refusals, 1);
    assert_refused(7, "already stopped (status 07)", "PLC Stop: \"P_PROGRAM\"");
    answers("32030000 0003 00010000 0000 29");
    assert_int_equal(one()->counts.refusals, 1);
}

static void pushes_are_no_answers(void **state)
{
    (void)state;
    asks(READ);
    answers("32070000 0001 00080008 0001120411040300 ff090004 00000000");
    answers("32070000 0000 00080000 0100101000000200");
    assert_int_equal(one()->counts.pushes, 2);
    assert_int_equal(one()->counts.refusals, 0);
    answers("32020000 0001 00000000 8104"); /* still knows what was asked */
    assert_int_not_equal(one()->last_refusal.request[0], '\0');
}

static void who_gave_the_password_is_legitimised(void **state)
{
    (void)state;
    asks(PASSWORD);
    answers(PASSWORD_WRONG);
    assert_false(one()->legitimised);
    assert_int_equal(one()->last_refusal.code, 0xD602);
    asks(PASSWORD);
    answers(PASSWORD_TAKEN);
    assert_true(one()->legitimised);
    asks(CLEAR);
    assert_true(one()->legitimised);
    answers(CLEARED);
    assert_false(one()->legitimised);
}

static void a_password_is_not_among_what_is_told(void **state)
{
    (void)state;
    asks(PASSWORD);
    answers(PASSWORD_WRONG);
    assert_non_null(strstr(one()->last_refusal.request, "not shown"));
}

/* Subscribes with these two octets, and the alarm type, if any. */
static void subscribe(const char *events, const char *alarm_type)
{
    char hex[200];
    size_t more = alarm_type[0] ? 2 : 0;
    snprintf(hex, sizeof hex, "32070000 0008 0008%04x 0001120411440200 ff09%04x %s00 4843504f4d202020 %s%s",
             (unsigned)(14 + more), (unsigned)(10 + more), events, alarm_type, more ? "00" : "");
    asks(hex);
    answers("32070000 0008 000c0006 000112081284020100 000000 ff090002 0200");
}

static void subscriptions_are_those_that_were_granted(void **state)
{
    (void)state;
    subscribe("03", "");
    assert_int_equal(one()->events, 3);
    assert_false(one()->alarms);
    subscribe("80", "09"); /* ALARM_S: initiate */
    assert_int_equal(one()->events, 3);
    assert_true(one()->alarms);
    subscribe("81", "08"); /* … abort, and mode transitions */
    assert_int_equal(one()->events, 1);
    assert_false(one()->alarms);
    subscribe("00", "");
    assert_int_equal(one()->events, 0);
    asks("32070000 0008 0008000e 0001120411440200 ff09000a 0300 4843504f4d202020");
    answers("32070000 0008 000c0004 000112081284020100 00d404 0a000000");
    assert_int_equal(one()->events, 0);
    assert_int_equal(one()->counts.refusals, 1);
}

/* Answers on demand that are not whole. */
static void a_truncated_answer_is_counted_by_its_octets(void **state)
{
    (void)state;
    uint64_t before = one()->counts.octets_out;
    asks(READ);
    answers("32030000 0001 00020009 0000 0402 0a");
    answers("32030000");
    assert_int_equal(one()->counts.octets_out, before + 15 + 4);
    assert_int_equal(one()->counts.items_refused, 0);
    answers("32030000 0001 00020004 0000 0402 05000000"); /* the second item is missing */
    assert_int_equal(one()->counts.items_refused, 1);
}

/* Twenty addresses are more than there is room for. */
static void long_words_are_cut_and_say_so(void **state)
{
    (void)state;
    char hex[1000];
    int size = snprintf(hex, sizeof hex, "32010000 0005 00f20000 0414");
    for (int i = 0; i < 20; i++)
        size += snprintf(hex + size, sizeof hex - (size_t)size, "120a1002000203e784000020");
    asks(hex);
    answers("32020000 0005 00000000 8104");
    const char *request = one()->last_refusal.request;
    assert_true(strlen(request) > S7_CPU_REFUSED_SIZE - 8);
    assert_string_equal(request + strlen(request) - 3, "…");
}

/* A few octets of one of these are changed, and its end may be missing. */
static size_t mutate(struct s7_chance *chance, uint8_t *pdu)
{
    static const char *const originals[] = {
        READ,
        SZL,
        SZL_REFUSED,
        PASSWORD,
        PASSWORD_TAKEN,
        SETUP,
        SETUP_DONE,
        "32030000 0001 00020009 0000 0402 0a000000 ff040008 07",
        "32010000 0002 000e0005 0501 120a100200010000 83000008 0004000807",
        "32030000 0002 00020001 0000 0501 03",
        "32010000 0003 00100000 290000000000 09505f50524f4752414d",
        "32030000 0003 00020000 0000 2907",
        "32070000 0008 0008000e 0001120411440200 ff09000a 0300 4843504f4d202020",
        "32070000 0000 00080000 0100101000000200",
    };
    size_t size =
        octets_of_hex(originals[s7_chance_below(chance, sizeof originals / sizeof originals[0])], pdu);
    for (uint64_t i = s7_chance_below(chance, 4); i > 0; i--)
        pdu[s7_chance_below(chance, size ? size : 1)] = (uint8_t)s7_chance_next(chance);
    return s7_chance_below(chance, 8) ? size : s7_chance_below(chance, size + 1);
}

/* Counted, traced and printed, whatever it is. */
static void nothing_that_is_sent_does_harm(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("nothing_that_is_sent_does_harm");
    struct s7_trace lines[2];
    FILE *out = fopen("/dev/null", "w");
    assert_non_null(out);
    uint64_t octets = one()->counts.octets_in + one()->counts.octets_out;
    for (int json = 0; json < 2; json++) {
        s7_trace_init(&lines[json], out, json);
        lines[json].statistics = &statistics;
    }
    for (unsigned long i = 0; i < cases_count(); i++) {
        uint8_t octet[PEER_OCTETS];
        size_t size = mutate(&chance, octet);
        uint8_t *block = malloc(size + 1), *pdu = block + 1; /* what is read beyond its end is noticed */
        const struct s7_conversation on = scene_on(1);
        assert_non_null(block);
        memcpy(pdu, octet, size);
        statistics.next = &lines[i % 2].observer;
        statistics.observer.pdu(statistics.observer.self, &on,
                                s7_chance_below(&chance, 2) ? S7_DIRECTION_IN : S7_DIRECTION_OUT, pdu, size,
                                SCENE_START);
        octets += size;
        free(block);
    }
    s7_cpu_statistics_print(out, &statistics, SCENE_START);
    json_decref(s7_cpu_statistics_json(&statistics, SCENE_START));
    assert_int_equal(one()->counts.octets_in + one()->counts.octets_out, octets);
    fclose(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(requests_are_counted_by_service),
        SCENE(what_asks_nothing_is_no_request),
        SCENE(a_refused_request_is_told_with_its_code),
        SCENE(a_refused_item_is_told_with_its_address),
        SCENE(a_refusal_of_what_nobody_asked_is_counted_without_words),
        SCENE(start_and_stop_are_refused_with_an_octet),
        SCENE(pushes_are_no_answers),
        SCENE(who_gave_the_password_is_legitimised),
        SCENE(a_password_is_not_among_what_is_told),
        SCENE(subscriptions_are_those_that_were_granted),
        SCENE(a_truncated_answer_is_counted_by_its_octets),
        SCENE(long_words_are_cut_and_say_so),
        SCENE(nothing_that_is_sent_does_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
