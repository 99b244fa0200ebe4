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

static void a_result_points_to_its_rule_and_its_place(void **state)
{
    (void)state;
    char *text = written(s7_plant_check_sarif, &plant);
    json_t *document = json_loads(text, 0, NULL);
    json_t *rules, *results, *rule;
    const char *id, *level, *uri, *status;
    int index, line;
    assert_int_equal(json_unpack(document, "{s:[{s:{s:{s:o}}, s:o}]}", "runs", "tool", "driver", "rules",
                                 &rules, "results", &results),
                     0);
    assert_int_equal(json_array_size(rules), S7R_COUNT);
    assert_int_equal(json_array_size(results), 4);
    assert_int_equal(json_unpack(json_array_get(results, 1),
                                 "{s:s, s:i, s:s, s:[{s:{s:{s:s}, s:{s:i}}}], s:[{s:s}]}", "ruleId", &id,
                                 "ruleIndex", &index, "level", &level, "locations", "physicalLocation",
                                 "artifactLocation", "uri", &uri, "region", "startLine", &line, "suppressions",
                                 "status", &status),
                     0);
    rule = json_array_get(rules, (size_t)index);
    assert_string_equal(json_string_value(json_object_get(rule, "id")), id);
    assert_string_equal(uri, "a%20b.yaml");
    assert_string_equal(level, "warning");
    assert_string_equal(status, "accepted");
    assert_int_equal(line, 2);
    assert_null(json_object_get(json_array_get(results, 0), "suppressions"));
    json_decref(document);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_result_points_to_its_rule_and_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
