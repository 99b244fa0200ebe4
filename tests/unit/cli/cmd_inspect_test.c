/* SPDX-License-Identifier: MIT
 *
 * Octets in, packets out; what is said about the fields is that of wire/describe.h.
 */
#include "check.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "cli/exit.h"
#include "said.h"
#include "wire/describe.h"

#define SETUP "0300001902f08032010000000000080000f0000008000803c0"
#define ACK   "320200000003000000008104"

static const uint8_t setup[] = {0x03, 0x00, 0x00, 0x19, 0x02, 0xF0, 0x80, 0x32, 0x01, 0x00, 0x00, 0x00, 0x00,
                                0x00, 0x08, 0x00, 0x00, 0xF0, 0x00, 0x00, 0x08, 0x00, 0x08, 0x03, 0xC0};
static const uint8_t ack[] = {0x32, 0x02, 0x00, 0x00, 0x00, 0x03, 0x00, 0x00, 0x00, 0x00, 0x81, 0x04};

typedef int describer(struct s7_strbuf *buf, const uint8_t *octets, size_t size);

/* "packet 1: octets 0 to 24" and what is said about them; returns what follows. */
static const char *assert_packet(const char *text, const char *head, describer *describe, const uint8_t *octets,
                                 size_t size)
{
    char expected[8192];
    struct s7_strbuf buf = s7_strbuf_over(expected, sizeof expected);
    s7_strbuf_add(&buf, head);
    describe(&buf, octets, size);
    assert_true(strlen(text) >= strlen(expected));
    assert_memory_equal(text, expected, strlen(expected));
    return text + strlen(expected);
}

static void a_packet_is_described(void **state)
{
    (void)state;
    struct said said = SAY("inspect", SETUP);
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(
        assert_packet(said.out, "packet 1: octets 0 to 24\n", s7_describe_packet, setup, sizeof setup), "");
    assert_string_equal(said.err, "");
}

static void a_bare_pdu_is_described(void **state)
{
    (void)state;
    struct said said = SAY("inspect", ACK);
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(
        assert_packet(said.out, "packet 1: octets 0 to 11\n", s7_describe_fields, ack, sizeof ack), "");
}

/* Each one is as long as its own header says: TPKT, Ack with 12 octets of header, parameter and data. */
static void telegrams_are_told_apart(void **state)
{
    (void)state;
    static const uint8_t job[] = {0x32, 0x01, 0x00, 0x00, 0x00, 0x01, 0x00, 0x03, 0x00, 0x02, 1, 2, 3, 4, 5};
    struct said said = SAY("inspect", "3201000000010003 0002", "0102030405", ACK, SETUP);
    const char *at = said.out;
    at = assert_packet(at, "packet 1: octets 0 to 14\n", s7_describe_fields, job, sizeof job);
    at = strstr(at, "\npacket 2: ");
    assert_non_null(at);
    at = assert_packet(at, "\npacket 2: octets 15 to 26\n", s7_describe_fields, ack, sizeof ack);
    at = assert_packet(at, "\npacket 3: octets 27 to 51\n", s7_describe_packet, setup, sizeof setup);
    assert_string_equal(at, "");
}

static void octets_come_from_standard_input(void **state)
{
    (void)state;
    struct said said = SAY_TO("00000000: 0300 0019 02f0 8032 0100 0000 0000 0800  .......2........\n"
                              "00000010: 00f0 0000 0800 0803 c0                   .........\n",
                              "inspect", "-");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(
        assert_packet(said.out, "packet 1: octets 0 to 24\n", s7_describe_packet, setup, sizeof setup), "");
}

/* Whatever the first dump's last telegram says, it ends with its dump. */
static void a_new_dump_begins_a_new_packet(void **state)
{
    (void)state;
    struct said said = SAY_TO("0000  03 00 00 19 02 f0 80\n"
                              "\n"
                              "0000  03 00 00 07 02 f0 00\n",
                              "inspect", "-");
    assert_int_equal(said.exit_code, S7_EXIT_FINDINGS);
    assert_non_null(strstr(said.out, "packet 1: octets 0 to 6\n"));
    assert_non_null(strstr(said.out, "\npacket 2: octets 7 to 13\n"));
    assert_null(strstr(said.out, "packet 3"));
}

static void malformed_is_a_finding(void **state)
{
    (void)state;
    static const uint8_t cut[] = {0x03, 0x00, 0x00, 0x19, 0x02};
    struct said said = SAY("inspect", "0300001902");
    assert_int_equal(said.exit_code, S7_EXIT_FINDINGS);
    const char *at = assert_packet(said.out, "packet 1: octets 0 to 4\n", s7_describe_packet, cut, sizeof cut);
    assert_string_equal(at,
                        "malformed: the packet from octet 0 on: the partner sent a TPDU that breaks ISO 8073 "
                        "class 0\n");
    /* one bad packet of several is enough, and keeps the others from nothing */
    said = SAY("inspect", "72010000");
    assert_int_equal(said.exit_code, S7_EXIT_FINDINGS);
    assert_non_null(strstr(said.out, "\nnot decoded: the packet from octet 0 on: "));
    assert_int_equal(SAY("inspect", "03000007020000", SETUP).exit_code, S7_EXIT_FINDINGS);
    assert_int_equal(SAY("inspect", SETUP, SETUP).exit_code, S7_EXIT_OK);
}

static void packets_as_a_document(void **state)
{
    (void)state;
    struct said said = SAY("inspect", "--json", SETUP, "32");
    int malformed, octet, size, last_octet, last_size;
    const char *schema, *hex, *last_hex, *error;
    json_t *lines, *first_error;
    assert_int_equal(said.exit_code, S7_EXIT_FINDINGS);
    json_t *document = json_loads(said.out, 0, NULL);
    assert_int_equal(json_unpack(document, "{s:s, s:b, s:[{s:i, s:i, s:s, s:o, s:o}, {s:i, s:i, s:s, s:s}!]}",
                                 "schema", &schema, "malformed", &malformed, "packets", "octet", &octet, "size",
                                 &size, "hex", &hex, "error", &first_error, "lines", &lines, "octet",
                                 &last_octet, "size", &last_size, "hex", &last_hex, "error", &error),
                     0);
    assert_string_equal(schema, "sieben/inspect/1");
    assert_true(malformed);
    assert_int_equal(octet, 0);
    assert_int_equal(size, 25);
    assert_string_equal(hex, SETUP);
    assert_true(json_is_null(first_error));
    assert_string_equal(json_string_value(json_array_get(lines, 0)), "TPKT");
    assert_int_equal(last_octet, 25);
    assert_int_equal(last_size, 1);
    assert_string_equal(last_hex, "32");
    assert_true(error[0] != '\0');
    json_decref(document);
}

static void every_line_of_the_text_is_in_the_document(void **state)
{
    (void)state;
    char text[8192], joined[8192];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    struct s7_strbuf all = s7_strbuf_over(joined, sizeof joined);
    size_t i;
    json_t *line;
    assert_int_equal(s7_describe_packet(&buf, setup, sizeof setup), 0);
    struct said said = SAY("inspect", "--json", SETUP);
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    json_t *document = json_loads(said.out, 0, NULL);
    assert_true(json_is_false(json_object_get(document, "malformed")));
    json_t *packet = json_array_get(json_object_get(document, "packets"), 0);
    json_array_foreach(json_object_get(packet, "lines"), i, line)
        s7_strbuf_printf(&all, "%s\n", json_string_value(line));
    assert_string_equal(joined, text);
    json_decref(document);
}

static void what_is_not_hex_is_pointed_at(void **state)
{
    (void)state;
    struct said said = SAY("inspect", "0300", "zz");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_string_equal(said.out, "");
    assert_string_equal(said.err,
                        "sieben inspect: line 1, column 6, after 2 octets: this is not a hex digit\n");
}

static void something_to_inspect_is_expected(void **state)
{
    (void)state;
    assert_misuse(SAY("inspect"), "inspect", "hex digits, or - for standard input, are expected");
    assert_misuse(SAY("inspect", "-"), "inspect", "there is no octet to inspect");
    assert_misuse(SAY("inspect", " "), "inspect", "there is no octet to inspect");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_packet_is_described),
        cmocka_unit_test(a_bare_pdu_is_described),
        cmocka_unit_test(telegrams_are_told_apart),
        cmocka_unit_test(octets_come_from_standard_input),
        cmocka_unit_test(a_new_dump_begins_a_new_packet),
        cmocka_unit_test(malformed_is_a_finding),
        cmocka_unit_test(packets_as_a_document),
        cmocka_unit_test(every_line_of_the_text_is_in_the_document),
        cmocka_unit_test(what_is_not_hex_is_pointed_at),
        cmocka_unit_test(something_to_inspect_is_expected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
