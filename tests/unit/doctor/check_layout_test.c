/* SPDX-License-Identifier: MIT */
#include "unit/doctor/bed.h"

#include "doctor/line.h"

#define DB_AREA(number, octets)                                                                                \
    {                                                                                                          \
        .range = {.area = S7_AREA_DB, .db = (number), .bit_count = 8 * (octets) }                              \
    }

static const struct s7_doctor_area one[] = {DB_AREA(1, 10)};
static const struct s7_doctor_area several[] = {DB_AREA(1, 10), DB_AREA(2, 4), DB_AREA(1, 20), DB_AREA(1, 5)};
static const struct s7_doctor_area memory[] = {{.range = {.area = S7_AREA_MEMORY, .bit_count = 800}}};

static void start(const struct s7_doctor_area *areas, size_t count)
{
    bed_open(S7_CHECK_LAYOUT);
    bed.config.areas = areas;
    bed.config.area_count = count;
    bed.examination.readable = true;
    ANSWERS(SAY(cc), SAY(setup));
    assert_int_equal(s7_line_connect(&bed.examination, &bed.examination.line).error, S7_OK);
}

static void finish(void)
{
    s7_check_layout_run(&bed.examination);
    s7_line_close(&bed.examination, &bed.examination.line);
}

static void assert_first(struct reply reply, enum s7_sign sign)
{
    start(one, 1);
    ANSWERS(reply);
    finish();
    assert_sign(sign);
    assert_string_equal(bed.diagnosis.findings[0].subject, "P#DB1.DBX0.0 BYTE 10");
    assert_non_null(strstr(bed.diagnosis.findings[0].evidence, "DB1.D"));
}

static void test_first_octet(void **state)
{
    (void)state;
    assert_first(SAY(item_0a), S7_SIGN_DB_MISSING);
    assert_first(SAY(item_05), S7_SIGN_DB_ADDRESS);
    assert_first(SAY(item_03), S7_SIGN_DB_DENIED);
    assert_first(SAY(item_06), S7_SIGN_AREA_REFUSED);
    assert_first(NOTHING, S7_SIGN_DB_SILENT);
    assert_true(bed.examination.over);
}

static void test_short(void **state)
{
    (void)state;
    start(one, 1);
    ANSWERS(SAY(octet_2a), SAY(item_05));
    finish();
    assert_sign(S7_SIGN_DB_SHORT);
    assert_string_equal(bed_step()->evidence, "DB1.DBB9 is refused, DB1.DBB0 is read; 10 octets are needed");
    assert_false(bed.examination.over);
}

/* DB1: first octet, last octets of 10 and 20; what lies below is known.  DB2: two reads. */
static void test_no_read_too_many(void **state)
{
    (void)state;
    start(several, 4);
    ANSWERS(SAY(octet_2a), SAY(octet_2a), SAY(octet_2a), SAY(octet_2a), SAY(octet_2a));
    finish();
    assert_in_order("4 areas are there: P#DB1.DBX0.0 BYTE 10, P#DB2.DBX0.0 BYTE 4, P#DB1.DBX0.0 BYTE 20, ");
    assert_int_equal(bed.world.packets, 2 + 5);
}

/* What is there is named, as far as a line has room. */
static void test_told_by_name(void **state)
{
    static struct s7_doctor_area named[20];
    (void)state;
    for (size_t i = 0; i < 20; i++)
        named[i] = (struct s7_doctor_area){one[0].range, "Niveau Kessel 7"};
    start(named, 1);
    ANSWERS(SAY(octet_2a), SAY(octet_2a));
    finish();
    assert_string_equal(bed_step()->evidence, "1 area is there: Niveau Kessel 7 (P#DB1.DBX0.0 BYTE 10)");
    start(named, 20);
    ANSWERS(SAY(octet_2a), SAY(octet_2a));
    finish();
    assert_in_order("20 areas are there: Niveau Kessel 7 (P#DB1.DBX0.0 BYTE 10), Niveau");
    const char *end = bed_step()->evidence + strlen(bed_step()->evidence) - strlen("BYTE 10), …");
    assert_string_equal(end, "BYTE 10), …");
}

/* Every area is judged, also behind one that fails. */
static void test_every_area(void **state)
{
    (void)state;
    start(several, 4);
    ANSWERS(SAY(octet_2a), SAY(octet_2a), SAY(item_05), SAY(item_0a));
    finish();
    assert_int_equal(bed.diagnosis.finding_count, 2);
    assert_int_equal(bed.diagnosis.findings[0].sign, S7_SIGN_DB_SHORT);
    assert_string_equal(bed.diagnosis.findings[0].subject, "P#DB1.DBX0.0 BYTE 20");
    assert_int_equal(bed.diagnosis.findings[1].sign, S7_SIGN_DB_MISSING);
    assert_string_equal(bed.diagnosis.findings[1].subject, "P#DB2.DBX0.0 BYTE 4");
}

/* A connection that is gone is told once. */
static void test_lost_midway(void **state)
{
    (void)state;
    start(several, 4);
    ANSWERS(SAY(octet_2a), HANG_UP);
    finish();
    assert_sign(S7_SIGN_REQUEST_LOST);
}

static void test_memory(void **state)
{
    (void)state;
    start(memory, 1);
    ANSWERS(SAY(item_05));
    finish();
    assert_sign(S7_SIGN_AREA_SHORT);
    start(memory, 1);
    ANSWERS(SAY(item_03));
    finish();
    assert_sign(S7_SIGN_AREA_REFUSED);
}

static void test_nothing_to_do(void **state)
{
    (void)state;
    start(one, 1);
    bed.examination.readable = false;
    finish();
    assert_int_equal(bed_step()->verdict, S7_VERDICT_SKIPPED);
    start(one, 0);
    finish();
    assert_int_equal(bed_step()->verdict, S7_VERDICT_SKIPPED);
    assert_int_equal(bed.world.packets, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_octet),      cmocka_unit_test(test_short),
        cmocka_unit_test(test_no_read_too_many), cmocka_unit_test(test_told_by_name),
        cmocka_unit_test(test_every_area),       cmocka_unit_test(test_lost_midway),
        cmocka_unit_test(test_memory),           cmocka_unit_test(test_nothing_to_do)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
