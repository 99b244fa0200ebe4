/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "doctor_scene.h"
#include "said.h"

static const char *plan(void)
{
    said_start("");
    s7_doctor_print_plan(stdout, &scene_subject);
    return said_stop(0).out;
}

static void the_usual_sends_no_write(void **state)
{
    (void)state;
    scene_healthy();
    const char *out = plan();
    assert_begins(out, "OVEN (10.1.1.11:102): nothing was sent");
    assert_non_null(strstr(out, "TSAPs 01.00 to 03.01"));
    assert_non_null(strstr(out, "PDU length 960"));
    assert_non_null(strstr(out, "nothing: no area is known"));
    assert_null(strstr(out, "the only write"));
    assert_non_null(strstr(out, "if it is not served: one MMS connection request"));
    assert_non_null(strstr(out, "state           reads SZL 0424 of whom bears it; reads MB0 ten times\n"));
    assert_null(strstr(out, "is silent, and reads"));
    assert_non_null(strstr(out, "at once         at most 2 connections\n"));
}

static void what_was_chosen_is_named(void **state)
{
    static const struct s7_range probe = {.area = S7_AREA_MEMORY, .first_bit = 32, .bit_count = 8};
    static const struct s7_doctor_area area = {.range = {.area = S7_AREA_DB, .db = 10, .bit_count = 80},
                                               .name = "level"};
    (void)state;
    scene_healthy();
    scene_subject.config.write_probe = &probe;
    scene_subject.config.areas = &area;
    scene_subject.config.area_count = 1;
    scene_subject.config.szl_at_risk = true;
    scene_subject.config.idle = S7_SECOND;
    scene_subject.config.control_port = 80;
    const char *out = plan();
    assert_non_null(strstr(out, "reads P#M4.0 BYTE 1 and writes it back: the only write; what others\n"));
    assert_non_null(strstr(out, "\n                write there in between is lost\n"));
    assert_non_null(strstr(out, "P#DB10.DBX0.0 BYTE 10 (level)"));
    assert_non_null(strstr(out, "identity        nothing"));
    assert_non_null(strstr(out, "state           reads MB0 ten times; is silent, and reads MB0 once more\n"));
    assert_non_null(
        strstr(out, "each data block once, and the last octet of\n                  P#DB10.DBX0.0"));
    assert_non_null(strstr(out, "one connection to 10.1.1.11 port 80"));
    assert_null(strstr(out, "halves"));
    assert_null(strstr(out, "until one is refused"));
    assert_null(strstr(out, "second address"));
    scene_subject.config.source = "10.1.1.9";
    scene_subject.config.second_host = "10.1.1.12";
    out = plan();
    assert_non_null(strstr(out, "from 10.1.1.9, if this machine has it"));
    assert_non_null(strstr(out, "and to the second address 10.1.1.12"));
    scene_subject.config.exhaust = 64;
    out = plan();
    assert_non_null(strstr(out, "opens connections until one is refused, 64 at most"));
    assert_non_null(strstr(out, "                if every address of 10.1.1.11 is one of this machine; else"));
    assert_non_null(strstr(out, "at once         at most 64 connections\n"));
    scene_subject.config.may_exhaust = true;
    assert_null(strstr(plan(), "if every address of"));
    scene_subject.config.deep = true;
    out = plan();
    assert_non_null(strstr(out, "halves"));
    assert_non_null(strstr(out, "asks in TLS, one in HTTP"));
    assert_non_null(strstr(out, "SZL 0011"));
}

/* The last words are of what it costs. */
static void the_bound_ends_it(void **state)
{
    (void)state;
    scene_healthy();
    const char *out = plan();
    assert_non_null(strstr(out, "\nin all          at most 7 connections, 22 telegrams and one ping\n"));
    assert_string_equal(strstr(out, "\n                one telegram more"),
                        "\n                one telegram more for each further piece that a list comes in\n");
    scene_subject.config.exhaust = 64; /* permitted or not: that is asked later */
    assert_non_null(strstr(plan(), "\nin all          at most 66 connections, 84 telegrams and one ping\n"));
    scene_subject.config.exhaust = 0;
    scene_subject.config.szl_at_risk = true;
    scene_subject.config.tries = 0;
    scene_subject.config.max_connections = 1;
    out = plan();
    assert_non_null(strstr(out, "at once         at most 1 connection\n"));
    assert_string_equal(strstr(out, "in all "),
                        "in all          at most 3 connections, 17 telegrams and one ping\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_usual_sends_no_write),
        cmocka_unit_test(what_was_chosen_is_named),
        cmocka_unit_test(the_bound_ends_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
