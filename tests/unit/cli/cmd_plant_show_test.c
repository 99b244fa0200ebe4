/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <jansson.h>

#include "cli/exit.h"
#include "said.h"
#include "unit/register/line.h"

static void several_objects_are_told_in_order(void **state)
{
    (void)state;
    struct said said = SAY_TO(line_text, "plant", "show", "-", "OVEN.DB100", "C-1");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_begins(said.out, "OVEN.DB100 \"Exchange\"\n");
    assert_non_null(strstr(said.out, "\nWrites in OVEN   P#DB100.DBX0.0 BYTE 10\n"));
    said = SAY_TO(line_text, "plant", "show", "-");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_begins(said.out, "Plant     Line 4\n");
}

static void the_document_has_one_entry_each(void **state)
{
    (void)state;
    struct said said = SAY_TO(line_text, "plant", "show", "-", "OVEN.DB100", "PRESS", "--json");
    json_t *document = json_loads(said.out, 0, NULL);
    const char *schema, *plant, *area, *name;
    assert_int_equal(json_unpack(document, "{s:s, s:s, s:[{s:s}, {s:s}]}", "schema", &schema, "plant", &plant,
                                 "shown", "area", &area, "name", &name),
                     0);
    assert_string_equal(schema, "sieben/plant-show/1");
    assert_string_equal(plant, "Line 4");
    assert_string_equal(area, "DB100");
    assert_string_equal(name, "PRESS");
    json_decref(document);
}

static void what_is_wrong_is_said(void **state)
{
    (void)state;
    assert_misuse(SAY("plant", "show"), "plant show", "a plant file is expected");
    struct said said = SAY_TO(line_text, "plant", "show", "-", "OVNE");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_string_equal(said.out, "");
    assert_int_equal(SAY_TO("sieben: 2\n", "plant", "show", "-").exit_code, S7_EXIT_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_objects_are_told_in_order),
        cmocka_unit_test(the_document_has_one_entry_each),
        cmocka_unit_test(what_is_wrong_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
