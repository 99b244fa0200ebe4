/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "register/csv_read.h"
#include "tables.h"

static struct s7_storage storage;
static struct s7_csv_header header;

static bool read_titles(const char *titles)
{
    struct s7_csv csv;
    struct s7_csv_import import = {.storage = &storage, .report = tables_say};
    s7_storage_free(&storage);
    storage = (struct s7_storage){.chunks = NULL};
    tables_told[0] = '\0';
    must(s7_csv_read(titles, strlen(titles), &storage, NULL, NULL, &csv) == S7_OK);
    return s7_csv_header_read(&import, 3, &csv.records[0], &header);
}

static void expect_table(const char *titles, enum s7_csv_table table)
{
    assert_true(read_titles(titles));
    assert_int_equal(header.table, table);
    assert_string_equal(tables_told, "");
}

static void titles_say_which_table_it_is(void **state)
{
    (void)state;
    expect_table("plant,revision", S7_CSV_PLANT);
    expect_table("zone", S7_CSV_ZONES);
    expect_table("owner;zone;nets", S7_CSV_ZONES);
    expect_table("partner,address,zone", S7_CSV_CPUS);
    expect_table("cpu,db,size", S7_CSV_DBS);
    expect_table("cpu,name,tag", S7_CSV_TAGS);
    expect_table("cpu,alarm,tag,text", S7_CSV_ALARMS);
    expect_table("cpu,tag,wave,min", S7_CSV_SIMULATE);
    expect_table("from,to,connection", S7_CSV_CONNECTIONS);
    expect_table("check,on,reason", S7_CSV_EXCEPTIONS);
}

static void titles_may_be_written_loosely(void **state)
{
    (void)state;
    expect_table("Connection ,Own area,TSAP-from,,# remark", S7_CSV_CONNECTIONS);
    assert_int_equal(header.columns[1]->role, S7_CSV_ROLE_OWN_AREA);
    assert_string_equal(header.columns[2]->path, "tsap.from");
    assert_null(header.columns[3]);
    assert_null(header.columns[4]);
}

static void what_is_no_title_is_said(void **state)
{
    (void)state;
    assert_false(read_titles("connection,ownr,ticket,ticket,xyzzyxyzzy"));
    assert_string_equal(
        tables_told,
        "3 1:12 B1 error: \"ownr\" is no column of the table connections; did you mean \"owner\"?; one that "
        "begins with # is passed over\n"
        "3 1:24 D1 error: the column ticket is there twice\n"
        "3 1:31 E1 error: \"xyzzyxyzzy\" is no column of the table connections; one that begins with # is "
        "passed over\n");
    assert_false(read_titles("a,b"));
    assert_non_null(strstr(tables_told, "3 1:1 A1 error: these titles are of no table"));
    s7_storage_free(&storage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(titles_say_which_table_it_is),
                                       cmocka_unit_test(titles_may_be_written_loosely),
                                       cmocka_unit_test(what_is_no_title_is_said)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
