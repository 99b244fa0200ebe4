/* SPDX-License-Identifier: MIT */
#include "plant/schema.h"

#include "check.h"
#include "unit/plant/loading.h"

static const char begin[] = "<!-- schema: generated from src/plant/defs/key.def -->\n";
static const char end[] = "<!-- end of schema -->\n";

/** docs/plant-file.md holds what the table says, letter for letter. */
static void the_documentation_is_that_of_the_table(void **state)
{
    (void)state;
    size_t size = 0;
    static char schema[S7_SCHEMA_TEXT_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(schema, sizeof schema);
    s7_schema_format(&buf);
    assert_false(buf.truncated);
    char *document = loading_file("docs/plant-file.md", &size);
    char *from = strstr(document, begin);
    char *to = strstr(document, end);
    if (!from || !to)
        fail_msg("docs/plant-file.md has no place for the schema");
    *to = '\0';
    if (strcmp(from + sizeof begin - 1, schema) != 0) {
        printf("%s", schema);
        fail_msg("docs/plant-file.md differs from the table: put the text above between the two comments");
    }
    free(document);
}

static bool is_read_into(const struct s7_plant_key *key)
{
    return key->size > 0 && key->offset + key->size <= s7_schema_element(key->element)->size;
}

static void every_key_is_complete(void **state)
{
    (void)state;
    const struct s7_plant_key *key;
    for (size_t i = 0; (key = s7_schema_key(i)) != NULL; i++) {
        assert_true(key->element < S7_ELEMENT_COUNT);
        assert_non_null(key->kind->read);
        assert_true(strlen(key->meaning) > 0);
        assert_null(strchr(key->meaning, '|'));
        assert_true(key->size == 0 || is_read_into(key));
        assert_true(key->lowest <= key->highest);
        assert_false(key->required && (key->otherwise || key->from_profile));
        assert_true(!key->from_profile || s7_schema_element(key->element)->size == sizeof(struct s7_plant_cpu));
        for (size_t k = 0; k < i; k++)
            assert_false(s7_schema_key(k)->element == key->element &&
                         strcmp(s7_schema_key(k)->name, key->name) == 0);
    }
}

/** What counts as required is a promise: no file that was valid may become invalid. */
static void few_keys_are_required(void **state)
{
    (void)state;
    static const char *const expected = "sieben plant name like between address address profile size tag wave "
                                        "tag tag when text id event at kind from to send "
                                        "to from receive check on reason until by ";
    char required[400] = "";
    const struct s7_plant_key *key;
    for (size_t i = 0; (key = s7_schema_key(i)) != NULL; i++)
        if (key->required)
            snprintf(required + strlen(required), sizeof required - strlen(required), "%s ", key->name);
    assert_string_equal(required, expected);
}

/** The fuzzer's dictionary knows every key. */
static void the_dictionary_is_complete(void **state)
{
    (void)state;
    size_t size = 0;
    char *dictionary = loading_file("tests/fuzz/plant.dict", &size);
    const struct s7_plant_key *key;
    for (size_t i = 0; (key = s7_schema_key(i)) != NULL; i++) {
        char line[80];
        snprintf(line, sizeof line, "\n\"%s: \"\n", key->name);
        if (!strstr(dictionary, line))
            fail_msg("tests/fuzz/plant.dict lacks \"%s: \"", key->name);
    }
    free(dictionary);
}

/** The keys of an element stand together, and elements in their order: they are looked up by halves. */
static void the_keys_of_an_element_stand_together(void **state)
{
    (void)state;
    const struct s7_plant_key *key;
    size_t total = 0;
    for (size_t i = 1; (key = s7_schema_key(i)) != NULL; i++)
        assert_true(s7_schema_key(i - 1)->element <= key->element);
    for (enum s7_plant_element element = 0; element < S7_ELEMENT_COUNT; element++) {
        struct s7_plant_keys keys = s7_schema_keys(element);
        assert_in_range(keys.count, 1, S7_SCHEMA_KEYS_MOST);
        assert_ptr_equal(keys.first, s7_schema_key(total));
        assert_int_equal(keys.first[keys.count - 1].element, element);
        total += keys.count;
    }
    assert_null(s7_schema_key(total));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_keys_of_an_element_stand_together),
        cmocka_unit_test(the_documentation_is_that_of_the_table),
        cmocka_unit_test(every_key_is_complete),
        cmocka_unit_test(few_keys_are_required),
        cmocka_unit_test(the_dictionary_is_complete),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
