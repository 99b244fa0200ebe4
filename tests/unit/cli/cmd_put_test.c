/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/exit.h"
#include "said.h"
#include "served.h"
#include "unit/net_posix/peer.h"

enum {
    MOST_AT_ONCE =
        212 /* octets of one item in a Write Var of a PDU of 240: 10 header, 2 + 12 item, 4 of data */
};

/* "TAG=v, v, v" with as many octets; ends with the program. */
static const char *octets(const char *db, unsigned count, unsigned value)
{
    static char texts[4][4096];
    static unsigned next;
    char *text = texts[next++ % 4];
    int length = snprintf(text, sizeof texts[0], "%s.DBB0:BYTE*%u=", db, count);
    for (unsigned i = 0; i < count; i++)
        length += snprintf(text + length, sizeof texts[0] - (size_t)length, "%s%u", i ? "," : "", value);
    return text;
}

static void old_and_new_are_shown_and_it_is_written(void **state)
{
    (void)state;
    char expected[200];
    struct said said = SAY("put", served_at, "DB1.DBW2:INT=-2", "DB1.DBX0.1=true", "DB1.DBB8:BYTE*2=1,2", "-y");
    snprintf(
        expected, sizeof expected,
        "DB1.DBW2:INT: 0 -> -2\nDB1.DBX0.1:BOOL: false -> true\nDB1.DBB8:BYTE*2: 16#00, 16#00 -> 16#01, 16#02\n"
        "written to %s\n",
        served_at);
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.out, expected);
    assert_string_equal(said.err, "");
    assert_int_equal(served_octet(1, 0), 2);
    assert_int_equal(served_octet(1, 1), 0);
    assert_int_equal(served_octet(1, 2), 0xFF);
    assert_int_equal(served_octet(1, 3), 0xFE);
    assert_int_equal(served_octet(1, 4), 0);
    assert_int_equal(served_octet(1, 9), 2);
}

static void old_values_need_not_be_read(void **state)
{
    (void)state;
    char expected[100];
    struct said said = SAY("put", served_at, "DB1.DBB20:BYTE=7", "--no-read", "--yes");
    snprintf(expected, sizeof expected, "DB1.DBB20:BYTE: 16#07\nwritten to %s\n", served_at);
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.out, expected);
    assert_int_equal(served_octet(1, 20), 7);
}

static void without_yes_nothing_is_written(void **state)
{
    (void)state;
    char nobody[32], first[100];
    struct said said = SAY_TO("y\n", "put", served_at, "DB1.DBB21:BYTE=7");
    snprintf(first, sizeof first, "FAIL       layer 9 LOCAL: LOCAL_DENIED (912), %s\n", served_at);
    assert_int_equal(said.exit_code, 90);
    assert_memory_equal(said.err, first, strlen(first));
    assert_null(strstr(said.err, "not written: ")); /* it is plain: nothing was tried */
    assert_int_equal(served_octet(1, 21), 0);
    /* a standard input that cannot answer is known before anything is dialled */
    nobody_at(nobody, sizeof nobody);
    said = SAY_TO("y\n", "put", nobody, "DB1.DBB21:BYTE=7");
    assert_int_equal(said.exit_code, 90);
    assert_non_null(strstr(said.err, "LOCAL_DENIED"));
}

static void what_cannot_be_read_is_not_written(void **state)
{
    (void)state;
    struct said said = SAY("put", served_at, "DB1.DBB22:BYTE=7", "DB9.DBB0:BYTE=7", "--yes");
    assert_int_equal(said.exit_code, 50);
    assert_string_equal(said.out, "");
    assert_memory_equal(said.err, "FAIL       layer 5 DATA: DATA_MISSING (502), DB9.DBB0:BYTE on ", 62);
    assert_null(strstr(said.err, "written: "));
    assert_int_equal(served_octet(1, 22), 0);
}

static void each_value_of_a_part_refused_has_its_own_word(void **state)
{
    (void)state;
    struct said said = SAY("put", served_at, "DB1.DBB23:BYTE=7", "DB4.DBB0:BYTE=7", "--yes", "--no-read");
    assert_int_equal(said.exit_code, 40);
    assert_null(strstr(said.out, "written to"));
    const char *fates = strstr(said.err, "\nwritten: ");
    assert_non_null(fates);
    assert_string_equal(fates, "\nwritten: DB1.DBB23:BYTE\nnot written: DB4.DBB0:BYTE\n");
    assert_int_equal(served_octet(1, 23), 7);
    assert_int_equal(served_octet(4, 0), 0);
}

/* 400 octets of a DB of 300: the first telegram is taken, the second is refused, and the octets of the first stand. */
static void an_area_of_several_telegrams_is_not_known_when_one_fails(void **state)
{
    (void)state;
    struct said said = SAY("put", served_at, octets("DB1", 400, 9), "DB2.DBB0:BYTE=7", "--yes", "--no-read");
    assert_int_equal(said.exit_code, 50);
    assert_null(strstr(said.out, "written to"));
    const char *fates = strstr(said.err, "\nnot known whether written");
    assert_non_null(fates);
    assert_string_equal(fates, "\nnot known whether written, read it back: DB1.DBB0:BYTE*400\n"
                               "written: DB2.DBB0:BYTE\n");
    assert_int_equal(served_octet(1, 0), 9);
    assert_int_equal(served_octet(1, 299), 0);
}

/* The same refusal of what went in one telegram is known: nothing of it stands there. */
static void what_fits_one_telegram_is_known(void **state)
{
    (void)state;
    char tag[100];
    for (unsigned more = 0; more < 2; more++) {
        struct said said = SAY("put", served_at, octets("DB4", MOST_AT_ONCE + more, 9), "DB2.DBB1:BYTE=7",
                               "--yes", "--no-read");
        assert_int_equal(said.exit_code, 40);
        snprintf(tag, sizeof tag, "%s: DB4.DBB0:BYTE*%u\n",
                 more ? "\nnot known whether written, read it back" : "\nnot written", MOST_AT_ONCE + more);
        assert_non_null(strstr(said.err, tag));
    }
}

/* A BOOL array goes bit by bit: of bits 2399 and 2400, the last one is behind the end. */
static void bits_that_went_one_by_one_are_not_known(void **state)
{
    (void)state;
    struct said said = SAY("put", served_at, "DB1.DBX299.7:BOOL*2=true,true", "DB1.DBX301.0=true",
                           "DB2.DBB2:BYTE=7", "--yes", "--no-read");
    assert_int_equal(said.exit_code, 50);
    const char *fates = strstr(said.err, "\nnot known whether written");
    assert_non_null(fates);
    assert_string_equal(fates, "\nnot known whether written, read it back: DB1.DBX299.7:BOOL*2\n"
                               "not written: DB1.DBX301.0:BOOL\n"
                               "written: DB2.DBB2:BYTE\n");
    assert_int_equal(served_octet(1, 299), 0x80);
}

static void a_connection_lost_meanwhile_leaves_it_open(void **state)
{
    (void)state;
    static const enum step script[] = {STEP_QUESTION, STEP_CONFIRM, STEP_QUESTION, STEP_SETUP,
                                       STEP_QUESTION, STEP_CLOSE,   STEP_STOP};
    char at[32];
    struct peer peer = peer_start(script);
    snprintf(at, sizeof at, "127.0.0.1:%u", peer.port);
    struct said said = SAY("put", at, "DB1.DBB0:BYTE=7", "--yes", "--no-read");
    assert_int_equal(peer_stop(&peer), 0);
    assert_int_equal(said.exit_code, 30);
    assert_null(strstr(said.out, "written to"));
    assert_non_null(strstr(said.err, "\nnot known whether written, read it back: DB1.DBB0:BYTE\n"));
}

static void without_a_connection_nothing_was_written(void **state)
{
    (void)state;
    char nobody[32], first[100];
    nobody_at(nobody, sizeof nobody);
    struct said said = SAY("put", nobody, "DB1.DBB0:BYTE=7", "--yes");
    snprintf(first, sizeof first, "FAIL       layer 1 TCP: TCP_REFUSED (102), %s\n", nobody);
    assert_int_equal(said.exit_code, 10);
    assert_memory_equal(said.err, first, strlen(first));
    assert_null(strstr(said.err, "written: "));
}

static json_t *document_of(struct said said, int exit_code)
{
    assert_int_equal(said.exit_code, exit_code);
    json_t *document = json_loads(said.out, 0, NULL);
    assert_non_null(document);
    assert_string_equal(json_string_value(json_object_get(document, "schema")), "sieben/put/1");
    return document;
}

static void what_was_done_as_a_document(void **state)
{
    (void)state;
    const char *target, *tag, *type;
    int old, new, written, all;
    json_t *error;
    struct said said = SAY("put", served_at, "DB1.DBW30:INT=-3", "--yes", "--json");
    assert_string_equal(said.err, "");
    json_t *document = document_of(said, S7_EXIT_OK);
    assert_int_equal(json_unpack(document, "{s:s, s:b, s:[{s:s, s:s, s:i, s:i, s:b, s:o}!]}", "target", &target,
                                 "written", &all, "tags", "tag", &tag, "type", &type, "old", &old, "new", &new,
                                 "written", &written, "error", &error),
                     0);
    assert_string_equal(target, served_at);
    assert_string_equal(tag, "DB1.DBW30:INT");
    assert_string_equal(type, "INT");
    assert_int_equal(old, 0);
    assert_int_equal(new, -3);
    assert_true(written && all && json_is_null(error));
    json_decref(document);
}

static void what_is_not_known_is_null(void **state)
{
    (void)state;
    json_t *all, *fate, *first_old;
    int written, not_written;
    const char *id;
    json_t *document = document_of(SAY("put", served_at, octets("DB1", 400, 9), "DB2.DBB3:BYTE=7",
                                       "DB4.DBB0:BYTE=7", "--yes", "--no-read", "--json"),
                                   40);
    assert_int_equal(json_unpack(document, "{s:o, s:[{s:o, s:o, s:{s:s}}, {s:b}, {s:b}!]}", "written", &all,
                                 "tags", "old", &first_old, "written", &fate, "error", "id", &id, "written",
                                 &written, "written", &not_written),
                     0);
    assert_true(json_is_null(all) && json_is_null(fate) && json_is_null(first_old));
    assert_string_equal(id, "DATA_ADDRESS");
    assert_true(written);
    assert_false(not_written);
    json_decref(document);
    document = document_of(SAY("put", served_at, "DB1.DBB0:BYTE=1", "--json"), 90);
    assert_true(json_is_false(json_object_get(document, "written")));
    json_decref(document);
}

static void the_command_line_is_checked_before_anything_is_dialled(void **state)
{
    (void)state;
    assert_misuse(SAY("put"), "put", "a target and at least one TAG=VALUE are expected");
    assert_misuse(SAY("put", "127.0.0.1"), "put", "a target and at least one TAG=VALUE are expected");
    assert_misuse(SAY("put", served_at, "DB1.DBW0:INT=1", "DB1.DBB1=2", "--yes"), "put",
                  "DB1.DBB1:BYTE shares octets or bits with a value given before it");
    assert_int_equal(SAY("put", served_at, "DB2.DBX40.0=1", "DB2.DBX40.1=1", "-y").exit_code, S7_EXIT_OK);
    assert_int_equal(served_octet(2, 40), 3);
    struct said said = SAY("put", "127.0.0.1", "MB0:BYTE=256");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_memory_equal(said.err, "sieben put: ", 12);
    assert_non_null(strstr(said.err, "\n  MB0:BYTE=256\n           ^\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(old_and_new_are_shown_and_it_is_written, served_start, served_stop),
        cmocka_unit_test_setup_teardown(old_values_need_not_be_read, served_start, served_stop),
        cmocka_unit_test_setup_teardown(without_yes_nothing_is_written, served_start, served_stop),
        cmocka_unit_test_setup_teardown(what_cannot_be_read_is_not_written, served_start, served_stop),
        cmocka_unit_test_setup_teardown(each_value_of_a_part_refused_has_its_own_word, served_start,
                                        served_stop),
        cmocka_unit_test_setup_teardown(an_area_of_several_telegrams_is_not_known_when_one_fails, served_start,
                                        served_stop),
        cmocka_unit_test_setup_teardown(what_fits_one_telegram_is_known, served_start, served_stop),
        cmocka_unit_test_setup_teardown(bits_that_went_one_by_one_are_not_known, served_start, served_stop),
        cmocka_unit_test_setup_teardown(a_connection_lost_meanwhile_leaves_it_open, served_start, served_stop),
        cmocka_unit_test_setup_teardown(without_a_connection_nothing_was_written, served_start, served_stop),
        cmocka_unit_test_setup_teardown(what_was_done_as_a_document, served_start, served_stop),
        cmocka_unit_test_setup_teardown(what_is_not_known_is_null, served_start, served_stop),
        cmocka_unit_test_setup_teardown(the_command_line_is_checked_before_anything_is_dialled, served_start,
                                        served_stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
