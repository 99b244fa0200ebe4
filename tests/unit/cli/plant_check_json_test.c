/* SPDX-License-Identifier: MIT */
#include "cli/plant_check.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include <jansson.h>

static const struct s7_plant_exception exception = {
    .check = "S7R-026", .on = "C-2", .reason = "not yet", .by = "me", .until = {2027, 1, 2}};
static const struct s7_plant plant = {.name = "Line", .cpu_count = 1, .connection_count = 3};

/** Three findings of two checks, one of them accepted; free() it. */
static char *written(void (*print)(FILE *out, const struct s7_plant_check *check), const struct s7_plant *of)
{
    struct s7_register_list list = {.count = 0};
    const struct s7_plant_check check = {"a b.yaml", of, {2026, 11, 20}, &list};
    const char *names[] = {"C-1", "C-2", "C-3"};
    for (unsigned i = 0; i < 3; i++)
        s7_register_add(&list, S7R_DRAFT, (struct s7_plant_mark){i + 1, 3}, S7_REGISTER_CONNECTION, names[i],
                        "text %u", i);
    s7_register_add(&list, S7R_UNUSED, (struct s7_plant_mark){9, 1}, S7_REGISTER_ZONE, "Z", "empty");
    list.findings[1].accepted = &exception;
    s7_register_sort(&list);
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    print(out, &check);
    fclose(out);
    s7_register_list_free(&list);
    return text;
}

static void a_finding_has_all_that_is_known(void **state)
{
    (void)state;
    char *text = written(s7_plant_check_json, &plant);
    json_t *document = json_loads(text, 0, NULL);
    const char *today, *check, *kind, *name, *until;
    int warnings, notes, accepted, errors;
    json_t *second;
    assert_int_equal(json_unpack(document, "{s:s, s:i, s:i, s:i, s:i, s:[{s:s, s:s, s:s}, o, {}, {}]}", "today",
                                 &today, "errors", &errors, "warnings", &warnings, "notes", &notes, "accepted",
                                 &accepted, "findings", "check", &check, "kind", &kind, "name", &name, &second),
                     0);
    assert_string_equal(today, "2026-11-20");
    assert_int_equal(errors + 10 * warnings + 100 * notes + 1000 * accepted, 1120);
    assert_string_equal(check, "S7R-026");
    assert_string_equal(kind, "connection");
    assert_string_equal(name, "C-1");
    assert_int_equal(json_unpack(second, "{s:{s:s}}", "accepted", "until", &until), 0);
    assert_string_equal(until, "2027-01-02");
    json_decref(document);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finding_has_all_that_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
