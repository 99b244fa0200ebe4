/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "doctor_scene.h"

static const char *text_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static void a_failure_is_told_whole(void **state)
{
    (void)state;
    scene_refused();
    json_t *object = s7_doctor_json(&scene_subject, &scene);
    assert_string_equal(text_of(object, "verdict"), "fail");
    assert_string_equal(text_of(object, "failed"), "permission");
    assert_string_equal(text_of(object, "cpu"), "OVEN");
    assert_string_equal(text_of(object, "connection"), "C-001");
    assert_int_equal(json_integer_value(json_object_get(object, "exit")), 40);
    assert_string_equal(text_of(json_object_get(object, "leading"), "sign"), "ACCESS_REFUSED");
    assert_int_equal(json_array_size(json_object_get(object, "steps")), S7_CHECK_COUNT);
    const json_t *first = json_array_get(json_object_get(object, "hypotheses"), 0);
    assert_string_equal(text_of(first, "cause"), "PUT_GET_OFF");
    assert_string_equal(text_of(first, "do"), "tick it|load it");
    assert_int_equal(json_integer_value(json_object_get(json_object_get(object, "budget"), "telegrams")), 20);
    json_decref(object);
}

static void findings_without_room_are_counted(void **state)
{
    (void)state;
    scene_refused();
    scene.findings_lost = 9;
    json_t *object = s7_doctor_json(&scene_subject, &scene);
    assert_int_equal(json_integer_value(json_object_get(object, "findings_lost")), 9);
    json_decref(object);
}

static void what_is_not_known_is_left_out(void **state)
{
    (void)state;
    scene_healthy();
    json_t *object = s7_doctor_json(&scene_subject, &scene);
    const json_t *seen = json_object_get(object, "seen");
    assert_string_equal(text_of(object, "verdict"), "ok");
    assert_true(json_is_null(json_object_get(object, "failed")));
    assert_true(json_is_null(json_object_get(object, "leading")));
    assert_null(json_object_get(seen, "suggested"));
    assert_null(json_object_get(seen, "latency_us"));
    json_decref(object);
}

static void who_was_interrupted_is_neither_well_nor_ill(void **state)
{
    (void)state;
    scene_healthy();
    scene.interrupted = true;
    json_t *object = s7_doctor_json(&scene_subject, &scene);
    assert_string_equal(text_of(object, "verdict"), "interrupted");
    assert_int_equal(json_integer_value(json_object_get(object, "exit")), 130);
    assert_true(json_is_true(json_object_get(object, "interrupted")));
    json_decref(object);
    scene_refused();
    scene.interrupted = true;
    object = s7_doctor_json(&scene_subject, &scene);
    assert_string_equal(text_of(object, "verdict"), "fail");
    json_decref(object);
}

static void only_a_doubtful_step_has_a_confidence(void **state)
{
    (void)state;
    scene_refused();
    json_t *object = s7_doctor_json(&scene_subject, &scene);
    const json_t *steps = json_object_get(object, "steps");
    assert_string_equal(text_of(json_array_get(steps, S7_CHECK_PERMISSION), "confidence"), "likely");
    assert_true(json_is_null(json_object_get(json_array_get(steps, S7_CHECK_TCP), "confidence")));
    assert_true(json_is_false(json_object_get(object, "interrupted")));
    json_decref(object);
}

static void a_suggestion_and_times_are_told(void **state)
{
    (void)state;
    scene_healthy();
    scene.seen.suggested = true;
    scene.seen.slot = 2;
    scene.seen.measured = 10;
    scene.seen.p50 = 3 * S7_MILLISECOND;
    json_t *object = s7_doctor_json(&scene_subject, &scene);
    const json_t *seen = json_object_get(object, "seen");
    assert_int_equal(json_integer_value(json_object_get(json_object_get(seen, "suggested"), "slot")), 2);
    assert_int_equal(json_integer_value(json_object_get(json_object_get(seen, "latency_us"), "p50")), 3000);
    json_decref(object);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failure_is_told_whole),
        cmocka_unit_test(findings_without_room_are_counted),
        cmocka_unit_test(what_is_not_known_is_left_out),
        cmocka_unit_test(who_was_interrupted_is_neither_well_nor_ill),
        cmocka_unit_test(only_a_doubtful_step_has_a_confidence),
        cmocka_unit_test(a_suggestion_and_times_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
