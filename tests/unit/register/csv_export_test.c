/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "line.h"
#include "tables.h"

static void a_connection_has_a_row_per_line_of_data(void **state)
{
    (void)state;
    struct tables tables;
    tables_of(line_text, strlen(line_text), ',', &tables);
    const char *text = tables.out[S7_CSV_CONNECTIONS].text;
    assert_memory_equal(text, "connection,from,to,direction,area,size,own_area,every,retry,job,", 64);
    assert_non_null(strstr(
        text, "\r\nC-1,PRESS,OVEN,put,P#DB100.DBX0.0 BYTE 10,10,P#DB10.DBX0.0 BYTE 10,100ms,,set values,,"
              "thermal team,recipe,"));
    assert_non_null(strstr(
        text, "\r\nC-1,PRESS,OVEN,get,P#DB100.DBX12.0 BYTE 8,8,P#DB10.DBX10.0 BYTE 8,,,,,thermal team,"));
    assert_non_null(strstr(text, "\r\nC-2,PANEL,OVEN,read,P#DB100.DBX0.0 BYTE 24,24,,,,,hmi,,"));
    assert_non_null(strstr(text, "\r\nC-2,PANEL,OVEN,write,DB100.DBX9.0,1 bit,,,,,hmi,,"));
    tables_free(&tables);
}

static void partners_and_what_they_own(void **state)
{
    (void)state;
    struct tables tables;
    tables_of(line_text, strlen(line_text), ';', &tables);
    assert_non_null(strstr(tables.out[S7_CSV_CPUS].text, "\r\nPRESS;cpu;10.1.0.11:1102;cell;s7-1500;"));
    assert_non_null(strstr(tables.out[S7_CSV_CPUS].text, "\r\nPANEL;host;10.2.0.9;office;;"));
    assert_non_null(strstr(tables.out[S7_CSV_CPUS].text, ";\"P#DB100.DBX8.0 BYTE 4\nM0.1\";8;"));
    assert_string_equal(tables.out[S7_CSV_DBS].text, "cpu;db;db_name;size;access;write\r\n"
                                                     "PRESS;10;;20;;\r\n"
                                                     "OVEN;100;Exchange;20;;\r\n"
                                                     "OVEN;101;;4;;protected\r\n");
    assert_string_equal(tables.out[S7_CSV_TAGS].text, "cpu;name;tag;unit;comment\r\n"
                                                      "OVEN;Set;DB100.DBD0:REAL;°C;what it shall reach\r\n"
                                                      "OVEN;Other;M0.1;;\r\n");
    assert_null(tables.out[S7_CSV_ALARMS].text);
    assert_null(tables.out[S7_CSV_EXCEPTIONS].text);
    tables_free(&tables);
}

static void a_connection_without_data_has_one_row(void **state)
{
    (void)state;
    static const char text[] =
        "sieben: 1\nplant: {name: =P}\nconnections: {C: {from: A, to: B, purpose: \"'x\"}}\n";
    struct tables tables;
    tables_of(text, strlen(text), ',', &tables);
    assert_non_null(strstr(tables.out[S7_CSV_CONNECTIONS].text, "\r\nC,A,B,,,,,,,,,,''x,"));
    assert_non_null(strstr(tables.out[S7_CSV_PLANT].text, "\r\n'=P,"));
    tables_free(&tables);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_connection_has_a_row_per_line_of_data),
                                       cmocka_unit_test(partners_and_what_they_own),
                                       cmocka_unit_test(a_connection_without_data_has_one_row)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
