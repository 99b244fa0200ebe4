/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "capture_events.h"
#include "cases.h"

static struct scene_events scene;

static const char *said(const char *hex, const char *question)
{
    const struct s7_seen *event = scene_pdu(&scene, hex, question);
    struct s7_strbuf buf = s7_strbuf_over(scene.text, sizeof scene.text);
    s7_capture_show_pdu(&buf, &scene.show, event);
    return scene.text;
}

static void values_stand_behind_their_addresses(void **state)
{
    (void)state;
    scene_open(&scene, NULL, false);
    assert_string_equal(said(PDU_READ, NULL), "Job #0005 Read Var: DB10.DBW0:INT");
    assert_string_equal(said(PDU_GIVEN, PDU_READ), "Ack_Data #0005 Read Var: DB10.DBW0:INT = 42");
    assert_string_equal(said(PDU_MISSING, PDU_READ),
                        "Ack_Data #0005 Read Var: DB10.DBW0:INT: object does not exist (0A)");
    assert_string_equal(said(PDU_WRITE, NULL), "Job #0006 Write Var: DB10.DBW0:INT := 254");
    assert_string_equal(said(PDU_WRITTEN, PDU_WRITE), "Ack_Data #0006 Write Var: DB10.DBW0:INT: written");
    scene_close(&scene);
}

static void a_refusal_says_what_was_asked(void **state)
{
    (void)state;
    scene_open(&scene, NULL, false);
    const char *text = said(PDU_REFUSED, PDU_READ);
    assert_non_null(strstr(text, "Ack #0005 refused: "));
    assert_non_null(strstr(text, "(81 04); asked: DB10.DBW0:INT"));
    assert_non_null(strstr(said(PDU_REFUSED, PDU_SETUP), "; asked: Job #0000 Setup communication"));
    scene_close(&scene);
}

/* Without the question, the octets as they came. */
static void an_answer_without_its_question_is_shown(void **state)
{
    (void)state;
    scene_open(&scene, NULL, false);
    struct s7_seen *event = scene_pdu(&scene, PDU_GIVEN, PDU_READ);
    event->question = (struct s7_octets){0};
    struct s7_strbuf buf = s7_strbuf_over(scene.text, sizeof scene.text);
    s7_capture_show_pdu(&buf, &scene.show, event);
    assert_string_equal(scene.text, "Ack_Data #0005 Read Var: 00 2a");
    scene_close(&scene);
}

static void other_services_are_said_as_everywhere(void **state)
{
    (void)state;
    scene_open(&scene, NULL, false);
    assert_string_equal(said(PDU_SETUP, NULL),
                        "Job #0000 Setup communication: AmQ calling 8, called 8, PDU length 960");
    assert_non_null(strstr(said(PDU_SZL, NULL), "Read SZL request, sequence 0: SZL 0011 index 0000"));
    assert_non_null(strstr(said(PDU_PI, NULL), "malformed: "));
    scene_close(&scene);
}

static void a_password_is_never_shown(void **state)
{
    (void)state;
    for (int redact = 0; redact < 2; redact++) {
        scene_open(&scene, NULL, redact != 0);
        scene.show.values = true;
        const char *text = said(PDU_PASSWORD, NULL);
        assert_null(strstr(text, "21 3a"));
        assert_null(strstr(text, "1b 1d"));
        assert_non_null(strstr(text, "assword"));
        scene_close(&scene);
    }
}

static void redacted_are_values_and_texts(void **state)
{
    (void)state;
    scene_open(&scene, NULL, true);
    assert_string_equal(said(PDU_READ, NULL), "Job #0005 Read Var: DB10.DBW0:INT");
    assert_string_equal(said(PDU_GIVEN, PDU_READ), "Ack_Data #0005 Read Var: DB10.DBW0:INT = (2 octets)");
    assert_string_equal(said(PDU_WRITE, NULL), "Job #0006 Write Var: DB10.DBW0:INT := (2 octets)");
    assert_non_null(strstr(said(PDU_SZL, NULL), "SZL 0011"));
    assert_non_null(strstr(said(PDU_SETUP, NULL), "PDU length 960"));
    /* an answer whose question was not seen */
    struct s7_seen *event = scene_pdu(&scene, PDU_GIVEN, PDU_READ);
    event->question = (struct s7_octets){0};
    struct s7_strbuf buf = s7_strbuf_over(scene.text, sizeof scene.text);
    s7_capture_show_pdu(&buf, &scene.show, event);
    assert_string_equal(scene.text, "Ack_Data #0005 Read Var");
    scene_close(&scene);
}

/* Octets that anybody may have sent: changed ones of every kind, as question and as answer. */
static void whatever_comes_is_said_plainly(void **state)
{
    (void)state;
    static const char *const seeds[] = {PDU_READ,    PDU_GIVEN, PDU_MISSING, PDU_REFUSED,  PDU_WRITE,
                                        PDU_WRITTEN, PDU_SETUP, PDU_SZL,     PDU_PASSWORD, PDU_PI};
    enum { SEEDS = sizeof seeds / sizeof seeds[0] };
    struct s7_chance chance = cases_begin("whatever_comes_is_said_plainly");
    scene_open(&scene, NULL, false);
    for (unsigned long i = 0; i < cases_count(); i++) {
        struct s7_seen *event =
            scene_pdu(&scene, seeds[s7_chance_below(&chance, SEEDS)], seeds[s7_chance_below(&chance, SEEDS)]);
        for (unsigned k = 0; k < 3; k++) {
            scene.pdu[s7_chance_below(&chance, event->pdu.size)] = (uint8_t)s7_chance_below(&chance, 256);
            scene.question[s7_chance_below(&chance, event->question.size)] =
                (uint8_t)s7_chance_below(&chance, 256);
        }
        struct s7_reader reader = s7_reader_over(event->pdu.at, event->pdu.size);
        event->decoded = s7_header_decode(&reader, &event->header) == S7_OK;
        event->role = (enum s7_seen_role)s7_chance_below(&chance, S7_ROLE_PUSH + 1);
        struct s7_strbuf buf = s7_strbuf_over(scene.text, sizeof scene.text);
        s7_capture_show_pdu(&buf, &scene.show, event);
        assert_true(buf.length > 0);
        for (const char *c = scene.text; *c; c++)
            assert_true((unsigned char)*c >= ' ' && *c != 0x7F);
        json_decref(s7_capture_show_json(&scene.show, event));
    }
    scene_close(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(values_stand_behind_their_addresses),
                                       cmocka_unit_test(a_refusal_says_what_was_asked),
                                       cmocka_unit_test(an_answer_without_its_question_is_shown),
                                       cmocka_unit_test(other_services_are_said_as_everywhere),
                                       cmocka_unit_test(a_password_is_never_shown),
                                       cmocka_unit_test(redacted_are_values_and_texts),
                                       cmocka_unit_test(whatever_comes_is_said_plainly)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
