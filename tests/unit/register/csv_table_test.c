/* SPDX-License-Identifier: MIT */
#include "register/csv_table.h"

#include <string.h>

#include "check.h"

static void every_path_leads_to_a_key(void **state)
{
    (void)state;
    for (int i = 0; i < S7_CSV_TABLE_COUNT; i++) {
        const struct s7_csv_column_row *column;
        size_t count = 0;
        for (; (column = s7_csv_column_of((enum s7_csv_table)i, count)) != NULL; count++) {
            bool keyed = column->role == S7_CSV_ROLE_KEY || column->role == S7_CSV_ROLE_JOB_KEY;
            assert_int_equal(column->table, i);
            assert_true(strlen(column->path) < S7_CSV_PATH_SIZE);
            assert_int_equal(column->path[0] != '\0', keyed);
            if (keyed)
                assert_non_null(s7_csv_key_of(column));
        }
        assert_true(count > 0 && count <= S7_CSV_COLUMNS_MOST);
    }
}

static void titles_are_unique_within_a_table(void **state)
{
    (void)state;
    for (int i = 0; i < S7_CSV_TABLE_COUNT; i++) {
        const struct s7_csv_column_row *a, *b;
        for (size_t k = 0; (a = s7_csv_column_of((enum s7_csv_table)i, k)) != NULL; k++)
            for (size_t n = k + 1; (b = s7_csv_column_of((enum s7_csv_table)i, n)) != NULL; n++)
                assert_string_not_equal(a->title, b->title);
    }
}

static void tables_are_found_by_name(void **state)
{
    (void)state;
    assert_int_equal(s7_csv_table_named("connections"), S7_CSV_CONNECTIONS);
    assert_string_equal(s7_csv_table_of(S7_CSV_DBS)->name, "dbs");
    assert_int_equal(s7_csv_table_named("conections"), S7_CSV_TABLE_COUNT);
}

static void paths_go_through_groups(void **state)
{
    (void)state;
    assert_string_equal(s7_csv_key_at(S7_ELEMENT_CPU, "resources.cap.pg")->name, "pg");
    assert_string_equal(s7_csv_key_at(S7_ELEMENT_CONNECTION, "rate.most")->name, "most");
    assert_null(s7_csv_key_at(S7_ELEMENT_CPU, "resources.cap.xx"));
    assert_null(s7_csv_key_at(S7_ELEMENT_CPU, "software"));
    const struct s7_csv_column_row software = {S7_CSV_CPUS, "software", S7_CSV_ROLE_KEY, "software"};
    assert_non_null(s7_csv_key_of(&software)); /* of a host */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_path_leads_to_a_key), cmocka_unit_test(titles_are_unique_within_a_table),
        cmocka_unit_test(tables_are_found_by_name), cmocka_unit_test(paths_go_through_groups)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
