/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "check.h"
#include "register/csv_import.h"

static struct s7_storage storage;

static int forget(void **state)
{
    (void)state;
    s7_storage_free(&storage);
    storage = (struct s7_storage){.chunks = NULL};
    return 0;
}

static void expect(enum s7_plant_element element, const char *path, const char *text, const char *expected)
{
    const struct s7_plant_key *key = path ? s7_csv_key_at(element, path) : NULL;
    assert_true(!path || key);
    assert_string_equal(s7_csv_cell_text(&storage, key, text, strlen(text)), expected);
}

static void one_apostrophe_is_the_spreadsheets(void **state)
{
    (void)state;
    expect(S7_ELEMENT_ZONE, "owner", "'=a", "=a");
    expect(S7_ELEMENT_ZONE, "owner", "''x", "'x");
    expect(S7_ELEMENT_ZONE, "owner", "'", "");
    expect(S7_ELEMENT_ZONE, NULL, "'-C1 ", "-C1");
}

static void texts_keep_their_blanks(void **state)
{
    (void)state;
    expect(S7_ELEMENT_ZONE, "owner", " a ", " a ");
    expect(S7_ELEMENT_CONNECTION, "evidence", " E ", " E ");
    expect(S7_ELEMENT_CPU, "address", " 10.0.0.1\t", "10.0.0.1");
    expect(S7_ELEMENT_CPU, "slot", " 2 ", "2");
}

static void days_of_german_spreadsheets(void **state)
{
    (void)state;
    expect(S7_ELEMENT_CONNECTION, "review_by", "18.11.2026", "2026-11-18");
    expect(S7_ELEMENT_CONNECTION, "review_by", "1.2.2027", "2027-02-01");
    expect(S7_ELEMENT_CONNECTION, "review_by", "2026-11-18", "2026-11-18");
    expect(S7_ELEMENT_CONNECTION, "review_by", "11/18/2026", "11/18/2026");
    expect(S7_ELEMENT_CONNECTION, "review_by", "1.2.27", "1.2.27");
    expect(S7_ELEMENT_CONNECTION, "review_by", "1.2.2027 ", "2027-02-01");
    expect(S7_ELEMENT_CONNECTION, "review_by", ".", ".");
    expect(S7_ELEMENT_CONNECTION, "owner", "1.2.2027", "1.2.2027");
}

static void decimal_commas_and_words(void **state)
{
    (void)state;
    expect(S7_ELEMENT_SIMULATION, "max", "1,5", "1.5");
    expect(S7_ELEMENT_SIMULATION, "max", "1.5", "1.5");
    expect(S7_ELEMENT_SIMULATION, "max", "1.000,5", "1.000,5");
    expect(S7_ELEMENT_CPU, "commissioning", "WAHR", "true");
    expect(S7_ELEMENT_CPU, "commissioning", "FALSE", "false");
    expect(S7_ELEMENT_CPU, "put_get", "Permitted", "permitted");
    expect(S7_ELEMENT_CPU, "put_get", "wahr", "wahr");
    expect(S7_ELEMENT_CONNECTION, "owner", "TRUE", "TRUE");
}

static void expect_lines(const char *path, const char *text, const char *expected)
{
    size_t count = 0;
    char shown[200] = "";
    const char **lines =
        s7_csv_cell_lines(&storage, s7_csv_key_at(S7_ELEMENT_CONNECTION, path), text, strlen(text), &count);
    for (size_t i = 0; i < count; i++) {
        strcat(shown, lines[i]);
        strcat(shown, "|");
    }
    assert_string_equal(shown, expected);
}

static void lists_are_lines(void **state)
{
    (void)state;
    expect_lines("evidence", "E-1\nE 2, see\r\n\nE-3", "E-1|E 2, see|E-3|");
    expect_lines("via", "K-1, guard:g; K-2\nK-3", "K-1|guard:g|K-2|K-3|");
    expect_lines("reads", "'M0.0", "M0.0|");
    expect_lines("reads", " , \n", "");
    expect_lines("reads", "", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(one_apostrophe_is_the_spreadsheets, forget),
        cmocka_unit_test_teardown(texts_keep_their_blanks, forget),
        cmocka_unit_test_teardown(days_of_german_spreadsheets, forget),
        cmocka_unit_test_teardown(decimal_commas_and_words, forget),
        cmocka_unit_test_teardown(lists_are_lines, forget),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
