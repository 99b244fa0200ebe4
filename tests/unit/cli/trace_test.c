/* SPDX-License-Identifier: MIT
 *
 * Lines of a trace, read from the other end of a pipe as soon as they were flushed.
 */
#include "check.h"

#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/fault.h"
#include "cli/trace.h"
#include "must.h"
#include "wire/describe.h"

static const uint8_t setup[] = {0x32, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x08, 0x00,
                                0x00, 0xF0, 0x00, 0x00, 0x08, 0x00, 0x08, 0x03, 0xC0};
static const struct s7_conversation on = {.peer = "127.0.0.1", .port = 49152, .number = 3};
static const s7_time start = 5 * S7_SECOND; /* an arbitrary origin */

static struct s7_trace trace;
static FILE *out;
static int reader;

static void begin(bool json)
{
    int ends[2];
    must(pipe(ends) == 0 && fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0);
    reader = ends[0];
    out = fdopen(ends[1], "w");
    must(out && setvbuf(out, NULL, _IOFBF, 65536) == 0);
    s7_trace_init(&trace, out, json);
}

static int end(void **state)
{
    (void)state;
    fclose(out);
    return close(reader);
}

static int begin_text(void **state)
{
    (void)state;
    begin(false);
    return 0;
}

static int begin_json(void **state)
{
    (void)state;
    begin(true);
    return 0;
}

/* What was flushed since the last time. */
static const char *flushed(void)
{
    static char text[8192];
    ssize_t size = read(reader, text, sizeof text - 1);
    text[size > 0 ? size : 0] = '\0';
    return text;
}

static void see_pdu(enum s7_direction direction, const uint8_t *pdu, size_t size, s7_time now)
{
    trace.observer.pdu(trace.observer.self, &on, direction, pdu, size, now);
}

static void see_event(enum s7_event event, const struct s7_fault *fault, s7_time now)
{
    trace.observer.event(trace.observer.self, &on, event, fault, now);
}

static void telegrams_are_lines_flushed_one_by_one(void **state)
{
    (void)state;
    assert_ptr_equal(trace.out, out);
    assert_string_equal(flushed(), "");
    see_pdu(S7_DIRECTION_IN, setup, sizeof setup, start);
    assert_string_equal(flushed(),
                        "    0.000000 #3 127.0.0.1:49152 -> Job #0000 Setup communication: AmQ calling "
                        "8, called 8, PDU length 960\n");
    see_pdu(S7_DIRECTION_OUT, setup, sizeof setup, start + 1234567);
    assert_string_equal(flushed(),
                        "    0.001235 #3 127.0.0.1:49152 <- Job #0000 Setup communication: AmQ calling "
                        "8, called 8, PDU length 960\n");
}

static void times_count_from_the_first_line(void **state)
{
    (void)state;
    see_event(S7_EVENT_CONNECTED, NULL, start);
    assert_string_equal(flushed(), "    0.000000 #3 127.0.0.1:49152 -- connected\n");
    see_event(S7_EVENT_WRITTEN, NULL, start + 90 * S7_SECOND + 500 * S7_MILLISECOND);
    assert_string_equal(flushed(), "   90.500000 #3 127.0.0.1:49152 -- data was written\n");
    s7_trace_init(&trace, out, false); /* and anew */
    see_event(S7_EVENT_CONNECTED, NULL, start + 99 * S7_SECOND);
    assert_string_equal(flushed(), "    0.000000 #3 127.0.0.1:49152 -- connected\n");
}

static void an_end_in_order_is_told_from_a_fault(void **state)
{
    (void)state;
    const struct s7_fault none = {.error = S7_OK};
    const struct s7_fault lost = {.error = S7_ERR_S7_CLOSED, .phase = S7_PHASE_REQUEST, .elapsed_ms = 7};
    char seen[512], expected[700];
    see_event(S7_EVENT_DISCONNECTED, NULL, start);
    assert_string_equal(flushed(), "    0.000000 #3 127.0.0.1:49152 -- disconnected\n");
    see_event(S7_EVENT_DISCONNECTED, &none, start);
    assert_string_equal(flushed(), "    0.000000 #3 127.0.0.1:49152 -- disconnected\n");
    see_event(S7_EVENT_DISCONNECTED, &lost, start);
    struct s7_strbuf buf = s7_strbuf_over(seen, sizeof seen);
    s7_cli_fault_seen(&lost, &buf);
    snprintf(expected, sizeof expected, "    0.000000 #3 127.0.0.1:49152 -- disconnected: %s\n", seen);
    assert_string_equal(flushed(), expected);
}

static const uint8_t calling[] = {1, 0}, called[] = {2, 5};
static const struct s7_conversation caller = {
    .peer = "127.0.0.1", .port = 49152, .number = 3, .calling = {calling, 2}, .called = {called, 2}};

static void see_caller(enum s7_event event, int error)
{
    const struct s7_fault fault = {.error = error};
    trace.observer.event(trace.observer.self, &caller, event, error ? &fault : NULL, start);
}

static void who_calls_is_told_when_he_is_let_in_or_not(void **state)
{
    (void)state;
    see_event(S7_EVENT_ACCEPTED, NULL, start);
    assert_string_equal(flushed(), "    0.000000 #3 127.0.0.1:49152 -- TCP connection\n");
    see_caller(S7_EVENT_ADMITTED, S7_OK);
    assert_string_equal(flushed(),
                        "    0.000000 #3 127.0.0.1:49152 -- admitted: class OP, rack 0, slot 5 (TSAP "
                        "02.05), from TSAP 01.00\n");
    see_caller(S7_EVENT_REFUSED, S7_ERR_ISO_REJECTED);
    assert_string_equal(flushed(),
                        "    0.000000 #3 127.0.0.1:49152 -- refused: nothing is here under class OP, "
                        "rack 0, slot 5 (TSAP 02.05)\n");
    see_caller(S7_EVENT_REFUSED, S7_ERR_RESOURCE_PARTNER);
    assert_string_equal(flushed(),
                        "    0.000000 #3 127.0.0.1:49152 -- refused: no connection resource is left for "
                        "class OP, rack 0, slot 5 (TSAP 02.05)\n");
    see_event(S7_EVENT_REFUSED, NULL, start);
    assert_string_equal(flushed(),
                        "    0.000000 #3 127.0.0.1:49152 -- refused: nothing is here under class other "
                        "(TSAP none)\n");
}

static void every_event_has_words(void **state)
{
    (void)state;
    for (int event = 0; event < S7_EVENT_COUNT; event++) {
        static const char head[] = "    0.000000 #3 127.0.0.1:49152 -- ";
        see_event((enum s7_event)event, NULL, start);
        const char *line = flushed();
        assert_memory_equal(line, head, sizeof head - 1);
        assert_true(strlen(line) > sizeof head + 5);
    }
}

static const uint8_t read_item[] = {0x32, 0x01, 0x00, 0x00, 0x00, 0x07, 0x00, 0x0E, 0x00, 0x00, 0x04, 0x01,
                                    0x12, 0x0A, 0x10, 0x02, 0x00, 0x02, 0x00, 0x0A, 0x84, 0x00, 0x00, 0x20};
static const uint8_t refused[] = {0x32, 0x02, 0x00, 0x00, 0x00, 0x07, 0x00, 0x00, 0x00, 0x00, 0x81, 0x04};
static const uint8_t missing[] = {0x32, 0x03, 0x00, 0x00, 0x00, 0x07, 0x00, 0x02, 0x00,
                                  0x04, 0x00, 0x00, 0x04, 0x01, 0x0A, 0x00, 0x00, 0x00};
static const uint8_t done[] = {0x32, 0x03, 0x00, 0x00, 0x00, 0x07, 0x00, 0x02, 0x00, 0x06,
                               0x00, 0x00, 0x04, 0x01, 0xFF, 0x04, 0x00, 0x10, 0x00, 0x2A};

/* The trace behind statistics, as `sieben cpu` has them. */
static void see_counted(struct s7_cpu_statistics *statistics, enum s7_direction direction, const uint8_t *pdu,
                        size_t size)
{
    statistics->observer.pdu(statistics->observer.self, &on, direction, pdu, size, start);
}

static void count(struct s7_cpu_statistics *statistics)
{
    must(s7_cpu_statistics_open(statistics, 1, start) == S7_OK);
    statistics->next = &trace.observer;
    trace.statistics = statistics;
    statistics->observer.event(statistics->observer.self, &on, S7_EVENT_ACCEPTED, NULL, start);
    statistics->observer.event(statistics->observer.self, &on, S7_EVENT_CONNECTED, NULL, start);
    flushed();
}

static void a_refusal_is_told_with_what_was_asked(void **state)
{
    (void)state;
    struct s7_cpu_statistics statistics;
    count(&statistics);
    see_counted(&statistics, S7_DIRECTION_IN, read_item, sizeof read_item);
    assert_string_equal(flushed(),
                        "    0.000000 #3 127.0.0.1:49152 -> Job #0007 Read Var: P#DB10.DBX4.0 BYTE 2\n");
    see_counted(&statistics, S7_DIRECTION_OUT, refused, sizeof refused);
    const char *line = flushed();
    assert_non_null(strstr(line, " <- Ack #0007 refused: "));
    assert_non_null(strstr(line, "(81 04); asked: Read Var: P#DB10.DBX4.0 BYTE 2\n"));
    see_counted(&statistics, S7_DIRECTION_IN, read_item, sizeof read_item);
    see_counted(&statistics, S7_DIRECTION_OUT, missing, sizeof missing);
    assert_non_null(strstr(flushed(), "object does not exist (0A); asked: Read Var: P#DB10.DBX4.0 BYTE 2\n"));
    see_counted(&statistics, S7_DIRECTION_IN, read_item, sizeof read_item);
    see_counted(&statistics, S7_DIRECTION_OUT, done, sizeof done);
    assert_null(strstr(flushed(), "asked"));
    s7_cpu_statistics_close(&statistics);
}

static void an_ipv6_peer_stands_in_brackets(void **state)
{
    (void)state;
    const struct s7_conversation six = {.peer = "::1", .port = 5, .number = 12};
    trace.observer.event(trace.observer.self, &six, S7_EVENT_CONNECTED, NULL, start);
    assert_string_equal(flushed(), "    0.000000 #12 [::1]:5 -- connected\n");
}

/* Malformed, or longer than a line may be: one line all the same. */
static void whatever_comes_is_one_line(void **state)
{
    (void)state;
    static uint8_t pdu[8192];
    for (size_t size = 0; size <= sizeof setup; size++) {
        see_pdu(S7_DIRECTION_IN, setup, size, start);
        const char *line = flushed();
        assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
    }
    const uint8_t head[] = {0x32, 0x01, 0, 0, 0, 1, 0, 0, 0, 0, 0x04, 255};
    const uint8_t item[] = {0x12, 0x0A, 0x10, 0x02, 0x00, 0x01, 0x00, 0x63, 0x84, 0x00, 0x00, 0x00};
    memcpy(pdu, head, sizeof head);
    for (size_t i = 0; i < 255; i++)
        memcpy(pdu + sizeof head + i * sizeof item, item, sizeof item);
    size_t parameter_size = 2 + 255 * sizeof item;
    pdu[6] = (uint8_t)(parameter_size >> 8);
    pdu[7] = (uint8_t)parameter_size;
    see_pdu(S7_DIRECTION_IN, pdu, 10 + parameter_size, start);
    const char *line = flushed();
    assert_non_null(strstr(line, "-> Job #0001 Read Var: "));
    assert_true(strlen(line) > 1000 && strlen(line) < 2200);
    assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
}

/* ---- JSON ------------------------------------------------------------------------------------------------- */

/* The line as a document; what every one of them has is as it should be. */
static json_t *document(const char *event, double seconds, const char *text)
{
    const char *line = flushed();
    assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
    json_t *read = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(read);
    assert_string_equal(json_string_value(json_object_get(read, "schema")), "sieben/cpu/1");
    assert_string_equal(json_string_value(json_object_get(read, "event")), event);
    assert_string_equal(json_string_value(json_object_get(read, "peer")), "127.0.0.1");
    if (text)
        assert_string_equal(json_string_value(json_object_get(read, "text")), text);
    assert_int_equal(json_integer_value(json_object_get(read, "port")), 49152);
    assert_int_equal(json_integer_value(json_object_get(read, "connection")), 3);
    assert_true(json_real_value(json_object_get(read, "seconds")) == seconds);
    return read;
}

/* … and its members of these names are these texts, "-": null; NULL ends them. */
static void assert_members(json_t *read, size_t count, const char *const *names_and_texts)
{
    assert_int_equal(json_object_size(read), 7 + count);
    for (size_t i = 0; names_and_texts[i]; i += 2) {
        const json_t *member = json_object_get(read, names_and_texts[i]);
        assert_non_null(member);
        if (strcmp(names_and_texts[i + 1], "-") == 0)
            assert_true(json_is_null(member));
        else
            assert_string_equal(json_string_value(member), names_and_texts[i + 1]);
    }
    json_decref(read);
}

#define MEMBERS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void documents_say_the_same(void **state)
{
    (void)state;
    static const char text[] = "Job #0000 Setup communication: AmQ calling 8, called 8, PDU length 960";
    see_pdu(S7_DIRECTION_IN, setup, sizeof setup, start);
    assert_members(document("in", 0, text), 4, MEMBERS("kind", "Job", "service", "setup", "code", "-"));
    see_pdu(S7_DIRECTION_OUT, setup, sizeof setup, start + 250 * S7_MILLISECOND);
    json_t *answer = document("out", 0.25, text);
    assert_int_equal(json_integer_value(json_object_get(answer, "reference")), 0);
    json_decref(answer);
    see_event(S7_EVENT_CONNECTED, NULL, start + 3 * S7_SECOND);
    assert_members(document("event", 3, "connected"), 1, MEMBERS("what", "connected"));
    see_pdu(S7_DIRECTION_IN, setup, 5, start);
    assert_members(document("in", 0, NULL), 0, MEMBERS(NULL)); /* malformed */
}

static void documents_of_refusals_name_code_and_request(void **state)
{
    (void)state;
    struct s7_cpu_statistics statistics;
    count(&statistics);
    see_counted(&statistics, S7_DIRECTION_IN, read_item, sizeof read_item);
    flushed();
    see_counted(&statistics, S7_DIRECTION_OUT, refused, sizeof refused);
    assert_members(document("out", 0, NULL), 5,
                   MEMBERS("kind", "Ack", "service", "read_var", "code", "8104", "request",
                           "Read Var: P#DB10.DBX4.0 BYTE 2"));
    s7_cpu_statistics_close(&statistics);
    static const uint8_t szl[] = {0x32, 0x07, 0x00, 0x00, 0x00, 0x07, 0x00, 0x0C, 0x00, 0x04, 0x00, 0x01, 0x12,
                                  0x08, 0x12, 0x84, 0x01, 0x01, 0x00, 0x00, 0xD4, 0x01, 0x0A, 0x00, 0x00, 0x00};
    trace.statistics = NULL;
    see_pdu(S7_DIRECTION_OUT, szl, sizeof szl, start);
    assert_members(document("out", 0, NULL), 4,
                   MEMBERS("kind", "Userdata", "service", "read_szl", "code", "D401"));
}

static void documents_of_callers_name_class_and_tsaps(void **state)
{
    (void)state;
    see_caller(S7_EVENT_REFUSED, S7_ERR_RESOURCE_PARTNER);
    assert_members(document("event", 0, NULL), 5,
                   MEMBERS("what", "refused", "class", "OP", "calling", "01.00", "called", "02.05", "error",
                           "RESOURCE_PARTNER"));
    see_event(S7_EVENT_ADMITTED, NULL, start);
    assert_members(document("event", 0, NULL), 4,
                   MEMBERS("what", "admitted", "class", "other", "calling", "-", "called", "-"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(telegrams_are_lines_flushed_one_by_one, begin_text, end),
        cmocka_unit_test_setup_teardown(times_count_from_the_first_line, begin_text, end),
        cmocka_unit_test_setup_teardown(an_end_in_order_is_told_from_a_fault, begin_text, end),
        cmocka_unit_test_setup_teardown(who_calls_is_told_when_he_is_let_in_or_not, begin_text, end),
        cmocka_unit_test_setup_teardown(every_event_has_words, begin_text, end),
        cmocka_unit_test_setup_teardown(a_refusal_is_told_with_what_was_asked, begin_text, end),
        cmocka_unit_test_setup_teardown(an_ipv6_peer_stands_in_brackets, begin_text, end),
        cmocka_unit_test_setup_teardown(whatever_comes_is_one_line, begin_text, end),
        cmocka_unit_test_setup_teardown(documents_say_the_same, begin_json, end),
        cmocka_unit_test_setup_teardown(documents_of_refusals_name_code_and_request, begin_json, end),
        cmocka_unit_test_setup_teardown(documents_of_callers_name_class_and_tsaps, begin_json, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
