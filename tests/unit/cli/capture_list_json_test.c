/* SPDX-License-Identifier: MIT */
#include "capture_list_scene.h"

static json_t *document;

static int make(void **state)
{
    return scene_make(state);
}

static int drop(void **state)
{
    json_decref(document);
    return scene_drop(state);
}

static json_t *at(json_t *object, const char *key)
{
    json_t *value = json_object_get(object, key);
    if (!value)
        fail_msg("no \"%s\"", key);
    return value;
}

static json_int_t number(json_t *object, const char *key)
{
    assert_true(json_is_integer(at(object, key)));
    return json_integer_value(at(object, key));
}

static const char *text(json_t *object, const char *key)
{
    assert_true(json_is_string(at(object, key)));
    return json_string_value(at(object, key));
}

static json_t *the_talk(void)
{
    document = s7_capture_list_json(&scene.list);
    return json_array_get(at(document, "conversations"), 0);
}

static void the_document_has_the_capture(void **state)
{
    (void)state;
    the_talk();
    assert_string_equal(text(document, "schema"), "sieben/capture-list/1");
    assert_string_equal(json_string_value(json_array_get(at(document, "files"), 0)), "line4.pcap");
    assert_int_equal(number(document, "packets"), 4000);
    assert_int_equal(number(document, "followed_packets"), 3000);
    assert_string_equal(text(document, "first"), "1970-01-01 00:00:01.000");
    assert_int_equal(number(at(document, "losses"), "GAP"), 27);
    assert_string_equal(json_string_value(json_array_get(at(document, "networks"), 0)), "Ethernet");
}

static void a_conversation_has_partners_and_figures(void **state)
{
    (void)state;
    json_t *talk = the_talk();
    assert_string_equal(text(at(talk, "client"), "address"), "10.0.0.5");
    assert_int_equal(number(at(talk, "server"), "port"), 102);
    assert_null(json_object_get(at(talk, "client"), "port"));
    assert_string_equal(text(talk, "called_tsap"), "03.02");
    assert_string_equal(text(talk, "role_by"), "cr");
    assert_string_equal(text(talk, "protocol"), "s7");
    assert_string_equal(text(talk, "order_number"), "6ES7 315-2EH14-0AB0");
    assert_int_equal(number(talk, "pdu_granted"), 240);
    assert_int_equal(number(talk, "jobs_granted"), 2);
    assert_int_equal(number(at(talk, "latency"), "longest_ns"), 4 * S7_MILLISECOND);
    assert_int_equal(number(at(talk, "anomalies"), "SPLIT"), 4);
    assert_int_equal(number(at(talk, "opaque"), "read"), 6);
}

static void accesses_have_counts_and_periods(void **state)
{
    (void)state;
    json_t *talk = the_talk();
    json_t *read = json_array_get(at(talk, "accesses"), 0), *write = json_array_get(at(talk, "accesses"), 1);
    assert_string_equal(text(read, "address"), "DB10.DBW0:INT");
    assert_string_equal(text(read, "operation"), "read");
    assert_int_equal(number(read, "served"), 11);
    assert_int_equal(number(read, "period_ns"), 500 * S7_MILLISECOND);
    assert_int_equal(number(read, "shortest_ns"), 450 * S7_MILLISECOND);
    assert_true(json_is_null(at(read, "last_refusal")));
    assert_int_equal(number(write, "last_refusal"), 0x0A);
    assert_true(json_is_null(at(write, "period_ns")));
    json_t *error = json_array_get(at(talk, "errors"), 0);
    assert_string_equal(text(error, "of"), "item");
    assert_string_equal(text(at(error, "function"), "name"), "Write Var");
    assert_int_equal(json_array_size(at(talk, "functions")), 2);
}

static void what_was_not_seen_is_null(void **state)
{
    (void)state;
    scene.talk = (struct s7_talk){.connections = 1};
    scene.list.first = scene.list.last = 0;
    json_t *talk = the_talk();
    assert_true(json_is_null(at(talk, "called_tsap")));
    assert_true(json_is_null(at(talk, "order_number")));
    assert_true(json_is_null(at(talk, "latency")));
    assert_true(json_is_null(at(document, "first")));
}

static void redacted_there_is_no_address(void **state)
{
    (void)state;
    s7_capture_names_free(scene.list.names);
    must(s7_capture_names_new(NULL, true, &scene.list.names) == 0);
    json_t *talk = the_talk();
    assert_string_equal(text(at(talk, "client"), "name"), "host-1");
    assert_null(json_object_get(at(talk, "client"), "address"));
}

#define DOCUMENT_TEST(name) cmocka_unit_test_setup_teardown(name, make, drop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DOCUMENT_TEST(the_document_has_the_capture), DOCUMENT_TEST(a_conversation_has_partners_and_figures),
        DOCUMENT_TEST(accesses_have_counts_and_periods), DOCUMENT_TEST(what_was_not_seen_is_null),
        DOCUMENT_TEST(redacted_there_is_no_address)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
