/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "capture_events.h"

static struct scene_events scene;

static json_t *document;

static const char *text_at(const char *first, const char *second)
{
    json_t *member = json_object_get(document, first);
    return json_string_value(second ? json_object_get(member, second) : member);
}

static void look_at(const struct s7_seen *event)
{
    json_decref(document);
    document = s7_capture_show_json(&scene.show, event);
    assert_string_equal(text_at("schema", NULL), "sieben/capture-show/1");
}

static json_t *item(void)
{
    return json_array_get(json_object_get(document, "items"), 0);
}

static int open_scene(void **state)
{
    (void)state;
    scene_open(&scene, NULL, false);
    scene.show.first = INT64_C(1763632800) * S7_SECOND;
    return 0;
}

static int close_scene(void **state)
{
    (void)state;
    json_decref(document);
    scene_close(&scene);
    return 0;
}

static void every_event_has_who_and_when(void **state)
{
    (void)state;
    look_at(scene_event(&scene, S7_SEEN_OPENED));
    assert_string_equal(text_at("event", NULL), "opened");
    assert_string_equal(text_at("file", NULL), "line4.pcap");
    assert_string_equal(text_at("time", NULL), "2025-11-20T10:00:00.001500000Z");
    assert_true(json_real_value(json_object_get(document, "seconds")) == 0.0015);
    assert_int_equal(json_integer_value(json_object_get(document, "packet")), 12);
    assert_string_equal(text_at("client", "address"), "10.10.1.11");
    assert_string_equal(text_at("server", "address"), "10.20.1.21");
    assert_int_equal(json_integer_value(json_object_get(json_object_get(document, "client"), "port")), 49152);
    assert_true(json_is_null(json_object_get(document, "from")));
    assert_true(json_is_true(json_object_get(document, "start_seen")));
}

static void a_request_has_its_items(void **state)
{
    (void)state;
    look_at(scene_pdu(&scene, PDU_WRITE, NULL));
    assert_string_equal(text_at("event", NULL), "pdu");
    assert_string_equal(text_at("from", NULL), "client");
    assert_string_equal(text_at("kind", NULL), "Job");
    assert_string_equal(text_at("role", NULL), "request");
    assert_string_equal(text_at("service", NULL), "write_var");
    assert_int_equal(json_integer_value(json_object_get(document, "function")), 5);
    assert_int_equal(json_integer_value(json_object_get(document, "reference")), 6);
    assert_true(json_is_null(json_object_get(document, "code")));
    assert_true(json_is_null(json_object_get(document, "malformed")));
    assert_string_equal(json_string_value(json_object_get(item(), "address")), "DB10.DBW0:INT");
    assert_string_equal(json_string_value(json_object_get(item(), "operation")), "write");
    assert_string_equal(json_string_value(json_object_get(item(), "hex")), "00fe");
    assert_int_equal(json_integer_value(json_object_get(item(), "value")), 254);
}

static void an_answer_has_results_and_its_request(void **state)
{
    (void)state;
    look_at(scene_pdu(&scene, PDU_GIVEN, PDU_READ));
    assert_string_equal(text_at("from", NULL), "server");
    assert_string_equal(text_at("role", NULL), "answer");
    assert_int_equal(json_integer_value(json_object_get(document, "request_packet")), 11);
    assert_true(json_real_value(json_object_get(document, "latency_ms")) == 2.114);
    assert_string_equal(json_string_value(json_object_get(item(), "return_code")), "FF");
    assert_int_equal(json_integer_value(json_object_get(item(), "value")), 42);
    look_at(scene_pdu(&scene, PDU_MISSING, PDU_READ));
    assert_string_equal(json_string_value(json_object_get(item(), "return_code")), "0A");
    assert_null(json_object_get(item(), "hex"));
    look_at(scene_pdu(&scene, PDU_REFUSED, PDU_READ));
    assert_string_equal(text_at("code", NULL), "8104");
}

/* What it answers is not in the capture: the results are. */
static void an_answer_without_its_request_has_results(void **state)
{
    (void)state;
    struct s7_seen *event = scene_pdu(&scene, PDU_GIVEN, PDU_READ);
    event->question = (struct s7_octets){0};
    look_at(event);
    assert_string_equal(json_string_value(json_object_get(item(), "return_code")), "FF");
    assert_string_equal(json_string_value(json_object_get(item(), "hex")), "002a");
    assert_true(json_is_true(json_object_get(item(), "opaque")));
    event = scene_pdu(&scene, PDU_WRITTEN, PDU_WRITE);
    event->question = (struct s7_octets){0};
    look_at(event);
    assert_string_equal(json_string_value(json_object_get(item(), "operation")), "write");
    assert_int_equal(json_array_size(json_object_get(document, "items")), 1);
}

static void userdata_has_group_and_subfunction(void **state)
{
    (void)state;
    look_at(scene_pdu(&scene, PDU_SZL, NULL));
    assert_true(json_is_null(json_object_get(document, "function")));
    assert_int_equal(json_integer_value(json_object_get(document, "group")), 4);
    assert_int_equal(json_integer_value(json_object_get(document, "subfunction")), 1);
    assert_string_equal(text_at("service", NULL), "read_szl");
    assert_string_equal(text_at("return_code", NULL), "FF");
}

static void other_events_have_their_own(void **state)
{
    (void)state;
    look_at(scene_packet(&scene, PACKET_CR));
    assert_string_equal(text_at("tpdu", NULL), "CR");
    assert_string_equal(text_at("calling", NULL), "10.01");
    assert_string_equal(text_at("called", NULL), "03.02");
    struct s7_seen *event = scene_event(&scene, S7_SEEN_LOST);
    event->loss = S7_LOSS_GAP;
    event->lost_octets = 9;
    look_at(event);
    assert_string_equal(text_at("loss", NULL), "GAP");
    event = scene_event(&scene, S7_SEEN_CLOSED);
    event->end = S7_FLOW_END_RESET;
    look_at(event);
    assert_string_equal(text_at("end", NULL), "reset");
    look_at(scene_pdu(&scene, "3201000000", NULL));
    assert_non_null(strstr(text_at("malformed", NULL), "truncated"));
    assert_null(json_object_get(document, "items"));
}

static void redacted_documents_name_nobody(void **state)
{
    (void)state;
    static struct scene_events secret;
    scene_open(&secret, NULL, true);
    json_t *told = s7_capture_show_json(&secret.show, scene_pdu(&secret, PDU_WRITE, NULL));
    char *text = json_dumps(told, 0);
    assert_null(strstr(text, "10.10.1.11"));
    assert_null(strstr(text, "10.20.1.21"));
    assert_null(strstr(text, "line4"));
    assert_null(strstr(text, "00fe"));
    assert_null(strstr(text, "254"));
    assert_non_null(strstr(text, "host-2"));
    free(text);
    json_decref(told);
    scene_close(&secret);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_event_has_who_and_when),
                                       cmocka_unit_test(a_request_has_its_items),
                                       cmocka_unit_test(an_answer_has_results_and_its_request),
                                       cmocka_unit_test(userdata_has_group_and_subfunction),
                                       cmocka_unit_test(an_answer_without_its_request_has_results),
                                       cmocka_unit_test(other_events_have_their_own),
                                       cmocka_unit_test(redacted_documents_name_nobody)};
    return cmocka_run_group_tests(tests, open_scene, close_scene);
}
