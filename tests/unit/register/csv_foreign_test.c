/* SPDX-License-Identifier: MIT */
#include "register/csv_foreign.h"

#include "check.h"
#include "tables.h"

static void expect_tag(const char *address, const char *type, const char *expected)
{
    char tag[S7_TAG_TEXT_SIZE] = "";
    assert_int_equal(s7_csv_foreign_tag(address, type, tag), expected != NULL);
    assert_string_equal(tag, expected ? expected : "");
}

static void addresses_of_others(void **state)
{
    (void)state;
    expect_tag("I       0.0", "BOOL", "I0.0:BOOL");
    expect_tag("E 0.0", "BOOL", "I0.0:BOOL");
    expect_tag("a 4.7", "bool", "Q4.7:BOOL");
    expect_tag("ED 4", "REAL", "ID4:REAL");
    expect_tag("MD 20", "REAL", "MD20:REAL");
    expect_tag("MD 20", "TIME", "MD20:DWORD");
    expect_tag("T 2", "TIMER", "T2");
    expect_tag("Z 3", "COUNTER", "C3");
    expect_tag("DB1,REAL4", "", "DB1.DBD4:REAL");
    expect_tag("db10,x2.1", "Boolean", "DB10.DBX2.1:BOOL");
    expect_tag("DB1,INT2", "", "DB1.DBW2:INT");
    expect_tag("DB1.DBW4", "Short", "DB1.DBW4:INT");
    expect_tag("FC 1", "FC 1", NULL);
    expect_tag("DB 10", "DB 10", NULL);
    expect_tag("PIW 256", "INT", NULL);
    expect_tag("DB1,S4.10", "", NULL);
    expect_tag("", "", NULL);
}

static const char base[] = "sieben: 1\nplant: {name: x}\n"
                           "cpus:\n  OVEN: # the oven\n    address: 10.0.0.1\n    profile: s7-300\n"
                           "    tags:\n      Old: {tag: M0.0} # stays\n";

static char *read_as(enum s7_csv_format format, const char *symbols, const char *cpu)
{
    const struct s7_csv_source into = {base, sizeof base - 1}, source = {symbols, strlen(symbols)};
    char *text = NULL;
    size_t size = 0;
    tables_told[0] = '\0';
    int error = s7_csv_import_tags(&into, &source, format, cpu, tables_say, NULL, &text, &size);
    assert_true(error == S7_OK || error == S7_ERR_LOCAL_FILE);
    return error ? NULL : text;
}

static void expect_tags(enum s7_csv_format format, const char *symbols, const char *tags, const char *told)
{
    char expected[1000];
    char *text = read_as(format, symbols, "OVEN");
    snprintf(expected, sizeof expected, "%s%s", base, tags);
    assert_string_equal(tables_told, told);
    assert_string_equal(text, expected);
    free(text);
}

static void symbols_become_tags(void **state)
{
    (void)state;
    expect_tags(S7_CSV_STEP7_SDF,
                "\"Motor on                \",\"Q       4.0 \",\"BOOL      \",\"main drive   \"\r\n"
                "\"Cycle\",\"OB      1\",\"OB      1\",\"\"\r\n\"Temp\",\"MD     20\",\"REAL\",\"\"\r\n",
                "      Motor_on: {tag: Q4.0:BOOL, comment: main drive}\n      Temp: {tag: MD20:REAL}\n",
                "0 2:9 B2 warning: Cycle passed over: \"OB      1\" is no data that PUT/GET reaches\n");
    expect_tags(S7_CSV_STEP7_SEQ, "\tE 0.0\tStart\tthe green button\r\n",
                "      Start: {tag: I0.0:BOOL, comment: the green button}\n", "");
    expect_tags(S7_CSV_KEPSERVER,
                "Tag Name,Address,Data Type,Respect Data Type,Client Access,Scan Rate,Eng Units,Description\n"
                "\"Oven.Temp\",DB1,Real,1,RO,100,\n",
                "", "0 2:13 B2 warning: Oven.Temp passed over: \"DB1\" is no data that PUT/GET reaches\n");
    expect_tags(
        S7_CSV_KEPSERVER,
        "Tag Name,Address,Data Type,Eng Units,Description\n\"Oven.Temp\",DB1.DBD4,Float,°C,\"now, here\"\n",
        "      Oven.Temp: {tag: DB1.DBD4:REAL, unit: °C, comment: \"now, here\"}\n",
        "0 2:13 B2 warning: tag: OVEN has no DB1\n");
}

static void what_is_wrong_is_told(void **state)
{
    (void)state;
    assert_null(read_as(S7_CSV_KEPSERVER, "Name,Address\n", "OVEN"));
    assert_string_equal(tables_told,
                        "0 1:1 A1 error: kepserver: the columns Tag Name and Address are expected\n");
    assert_null(read_as(S7_CSV_STEP7_SDF, "\"a\",\"M 0.0\",\"\",\"\"\n\"a\",\"M 0.1\",\"\",\"\"\n", "OVEN"));
    assert_string_equal(tables_told, "0 2:1 A2 error: a is there twice\n");
    assert_null(read_as(S7_CSV_STEP7_SDF, "\"a\",\"M 0.0\"\n", "OVNE"));
    assert_string_equal(tables_told, "0 1:1 - error: the plant file has no CPU or host called \"OVNE\"\n");
    assert_null(read_as(S7_CSV_STEP7_SDF, "\"\",\"M 0.0\"\n", "OVEN"));
    assert_non_null(strstr(tables_told, "a name of 1 to 64 octets is expected"));
    assert_int_equal(s7_csv_format_named("step7-seq"), S7_CSV_STEP7_SEQ);
    assert_int_equal(s7_csv_format_named("tia"), S7_CSV_FORMAT_COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(addresses_of_others),
                                       cmocka_unit_test(symbols_become_tags),
                                       cmocka_unit_test(what_is_wrong_is_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
