/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <jansson.h>
#include <string.h>

#include "cli/exit.h"
#include "profile/profile.h"
#include "said.h"

static void one_line_for_each(void **state)
{
    (void)state;
    struct said said = SAY("profile", "list");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.err, "");
    const char *at = said.out;
    assert_memory_equal(at, "NAME ", 5);
    const struct s7_profile *profile;
    for (size_t i = 0; (profile = s7_profile_at(i)) != NULL; i++) {
        at = strchr(at, '\n') + 1;
        assert_memory_equal(at, profile->name, strlen(profile->name));
        assert_int_equal(at[strlen(profile->name)], ' ');
    }
    assert_string_equal(strchr(at, '\n'), "\n");
    assert_non_null(strstr(said.out, "\ns7-1200        CPU 1212C DC/DC/DC V4.4.0    240  3/3      4  "
                                     "blocked, from V4 on  30, kept: 4 PG, 12 OP, 8 basic\n"));
    assert_non_null(strstr(said.out, "\nlogo           LOGO! 8 (experimental)  "));
}

static void the_same_as_a_document(void **state)
{
    (void)state;
    struct said said = SAY("profile", "list", "--json");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    json_t *document = json_loads(said.out, 0, NULL);
    assert_non_null(document);
    assert_string_equal(json_string_value(json_object_get(document, "schema")), "sieben/profile-list/1");
    json_t *profiles = json_object_get(document, "profiles");
    const struct s7_profile *profile;
    size_t count = 0;
    for (; (profile = s7_profile_at(count)) != NULL; count++) {
        const char *name, *put_get;
        int pdu, calling, called, areas, total, experimental, pg;
        json_t *most;
        assert_int_equal(json_unpack(json_array_get(profiles, count),
                                     "{s:s, s:i, s:i, s:i, s:i, s:s, s:b, s:{s:i, s:{s:i, s:o}}}", "name",
                                     &name, "pdu_length", &pdu, "amq_calling", &calling, "amq_called", &called,
                                     "block_areas", &areas, "put_get", &put_get, "experimental", &experimental,
                                     "connections", "total", &total, "pg", "reserved", &pg, "most", &most),
                         0);
        assert_string_equal(name, profile->name);
        assert_int_equal(pdu, profile->pdu_length.value);
        assert_int_equal(calling, profile->amq_calling.value);
        assert_int_equal(called, profile->amq_called.value);
        assert_int_equal(areas, profile->block_areas.value);
        assert_int_equal(total, profile->resources_total.value);
        assert_int_equal(experimental, profile->experimental.value);
        assert_int_equal(pg, profile->reserved_pg.value);
        assert_int_equal(json_is_null(most), profile->most_pg.value == 0);
        assert_int_equal(json_integer_value(most), profile->most_pg.value);
        assert_int_equal(strcmp(put_get, "always") == 0, !profile->put_get_switch.value);
    }
    assert_int_equal(json_array_size(profiles), count);
    json_decref(document);
}

static void the_page_of_the_documentation(void **state)
{
    (void)state;
    struct said said = SAY("profile", "list", "--markdown");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_memory_equal(said.out, "<!-- Printed by `sieben profile list --markdown`", 48);
}

static void nothing_else_is_expected(void **state)
{
    (void)state;
    assert_misuse(SAY("profile", "list", "s7-300"), "profile list", "nothing but options is expected");
    assert_misuse(SAY("profile", "list", "--json", "--markdown"), "profile list",
                  "--json and --markdown exclude each other");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_line_for_each),
        cmocka_unit_test(the_same_as_a_document),
        cmocka_unit_test(the_page_of_the_documentation),
        cmocka_unit_test(nothing_else_is_expected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
