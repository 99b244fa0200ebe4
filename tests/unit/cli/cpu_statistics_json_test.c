/* SPDX-License-Identifier: MIT */
#include "cpu_statistics_scene.h"

static json_t *document; /* of the test that runs */

static int scene_forget(void **state)
{
    json_decref(document);
    document = NULL;
    return scene_close(state);
}

static void write_document(s7_time at)
{
    json_decref(document);
    document = s7_cpu_statistics_json(&statistics, SCENE_START + at);
    assert_non_null(document);
}

static json_int_t number_in(const json_t *object, const char *key)
{
    const json_t *number = json_object_get(object, key);
    assert_true(json_is_integer(number));
    return json_integer_value(number);
}

static const char *text_in(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static json_t *connection(size_t index)
{
    return json_array_get(json_object_get(document, "connections"), index);
}

static void an_open_connection_has_all_its_members(void **state)
{
    (void)state;
    write_document(11 * S7_SECOND);
    assert_true(json_real_value(json_object_get(document, "seconds")) == 11.0);
    assert_int_equal(json_array_size(json_object_get(document, "connections")), 1);
    assert_int_equal(json_array_size(json_object_get(document, "gone")), 0);
    const json_t *one = connection(0);
    assert_int_equal(number_in(one, "connection"), 1);
    assert_string_equal(text_in(one, "peer"), "192.0.2.9");
    assert_int_equal(number_in(one, "port"), 4711);
    assert_string_equal(text_in(one, "state"), "open");
    assert_string_equal(text_in(one, "class"), "OP");
    assert_string_equal(text_in(one, "calling"), "01.00");
    assert_string_equal(text_in(one, "called"), "02.02");
    assert_true(json_is_null(json_object_get(one, "refused_for")));
    assert_int_equal(number_in(one, "pdu_length"), 240);
    assert_true(json_real_value(json_object_get(one, "since")) == 1.0);
    assert_true(json_real_value(json_object_get(one, "seconds")) == 10.0);
    assert_int_equal(number_in(one, "requests"), 1);
    assert_int_equal(number_in(json_object_get(one, "services"), "setup"), 1);
    assert_int_equal(json_object_size(json_object_get(one, "services")), 1);
    assert_int_equal(number_in(one, "octets_in"), 18);
    assert_int_equal(number_in(one, "octets_out"), 20);
    assert_true(json_is_null(json_object_get(one, "last_refusal")));
    assert_int_equal(json_array_size(json_object_get(one, "subscriptions")), 0);
    assert_true(json_is_false(json_object_get(one, "legitimised")));
}

static void refusals_and_rights_are_told(void **state)
{
    (void)state;
    asks(READ);
    answers("32020000 0001 00000000 8104");
    asks("32070000 0008 0008000e 0001120411440200 ff09000a 0300 4843504f4d202020");
    answers("32070000 0008 000c0006 000112081284020100 000000 ff090002 0200");
    asks("32070000 0600 0008000c 0001120411450100 ff090008 0000000000000000");
    answers("32070000 0600 000c0004 000112081285010100 000000 0a000000");
    asks("32010000 0009 00010000 1a");
    scene_event(1, S7_EVENT_PUSH_DROPPED, S7_OK, 0);
    write_document(0);
    const json_t *last = json_object_get(connection(0), "last_refusal");
    assert_string_equal(text_in(last, "code"), "8104");
    assert_string_equal(text_in(last, "request"), "Read Var: P#DB10.DBX4.0 BYTE 2, MB0");
    assert_non_null(strstr(text_in(last, "text"), "(81 04)"));
    assert_int_equal(number_in(connection(0), "requests_refused"), 1);
    assert_int_equal(number_in(connection(0), "items_refused"), 0);
    assert_int_equal(number_in(connection(0), "pushes_dropped"), 1);
    assert_int_equal(json_array_size(json_object_get(connection(0), "subscriptions")), 2);
    assert_true(json_is_true(json_object_get(connection(0), "legitimised")));
    assert_int_equal(number_in(json_object_get(connection(0), "services"), "other"), 1);
    assert_int_equal(number_in(json_object_get(connection(0), "services"), "set_password"), 1);
}

static void totals_are_of_all_connections(void **state)
{
    (void)state;
    scene_event(2, S7_EVENT_ACCEPTED, S7_OK, 0);
    scene_event(2, S7_EVENT_REFUSED, S7_ERR_ISO_REJECTED, 0);
    scene_event(2, S7_EVENT_DISCONNECTED, S7_OK, 0);
    scene_event(3, S7_EVENT_ACCEPTED, S7_OK, 0);
    scene_event(1, S7_EVENT_DISCONNECTED, S7_ERR_S7_RESET, 2 * S7_SECOND);
    scene_event(0, S7_EVENT_TURNED_AWAY, S7_OK, 0);
    write_document(5 * S7_SECOND);
    const json_t *totals = json_object_get(document, "totals"), *gone = json_object_get(document, "gone");
    assert_int_equal(number_in(totals, "accepted"), 3);
    assert_int_equal(number_in(totals, "admitted"), 1);
    assert_int_equal(number_in(totals, "refused_tsap"), 1);
    assert_int_equal(number_in(totals, "refused_resources"), 0);
    assert_int_equal(number_in(totals, "turned_away"), 1);
    assert_int_equal(number_in(totals, "malformed"), 0);
    assert_int_equal(number_in(totals, "abandoned"), 0);
    assert_int_equal(number_in(totals, "links"), 1);
    assert_int_equal(number_in(totals, "most_links"), 2);
    assert_int_equal(number_in(totals, "requests"), 1);
    assert_int_equal(number_in(json_object_get(totals, "used"), "OP"), 0);
    assert_string_equal(text_in(connection(0), "state"), "accepted");
    assert_true(json_is_null(json_object_get(connection(0), "class")));
    assert_true(json_is_null(json_object_get(connection(0), "called")));
    assert_int_equal(json_array_size(gone), 2);
    assert_string_equal(text_in(json_array_get(gone, 0), "refused_for"), "ISO_REJECTED");
    assert_true(json_is_null(json_object_get(json_array_get(gone, 0), "ended_for")));
    assert_string_equal(text_in(json_array_get(gone, 1), "ended_for"), "S7_RESET");
    assert_true(json_real_value(json_object_get(json_array_get(gone, 1), "seconds")) == 1.0);
    assert_int_equal(number_in(json_object_get(document, "earlier"), "connections"), 0);
}

static void those_not_listed_any_more_are_summed(void **state)
{
    (void)state;
    scene_event(1, S7_EVENT_DISCONNECTED, S7_OK, S7_SECOND);
    for (uint32_t i = 0; i < S7_CPU_GONE_MAX; i++) {
        scene_event(3, S7_EVENT_ACCEPTED, S7_OK, 0);
        scene_event(3, S7_EVENT_DISCONNECTED, S7_OK, 0);
    }
    write_document(0);
    const json_t *earlier = json_object_get(document, "earlier");
    assert_int_equal(json_array_size(json_object_get(document, "gone")), S7_CPU_GONE_MAX);
    assert_int_equal(number_in(earlier, "connections"), 1);
    assert_int_equal(number_in(earlier, "requests"), 1);
    assert_int_equal(number_in(json_object_get(earlier, "services"), "setup"), 1);
    assert_int_equal(number_in(json_object_get(document, "totals"), "requests"), 1);
}

/* Connections beyond those that are listed are counted. */
static void a_list_has_an_end(void **state)
{
    s7_cpu_statistics_close(&statistics);
    assert_int_equal(s7_cpu_statistics_open(&statistics, S7_CPU_LISTED_MAX + 4, SCENE_START), S7_OK);
    for (uint32_t i = 1; i <= S7_CPU_LISTED_MAX + 3; i++)
        scene_event(i, S7_EVENT_ACCEPTED, S7_OK, 0);
    (void)state;
    write_document(0);
    assert_int_equal(json_array_size(json_object_get(document, "connections")), S7_CPU_LISTED_MAX);
    assert_int_equal(number_in(document, "not_listed"), 3);
}

#define JSON(name) cmocka_unit_test_setup_teardown(name, scene_open, scene_forget)

int main(void)
{
    const struct CMUnitTest tests[] = {
        JSON(an_open_connection_has_all_its_members),
        JSON(refusals_and_rights_are_told),
        JSON(totals_are_of_all_connections),
        JSON(those_not_listed_any_more_are_summed),
        JSON(a_list_has_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
