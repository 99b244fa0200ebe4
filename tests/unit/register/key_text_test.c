/* SPDX-License-Identifier: MIT */
#include "unit/plant/loading.h"
#include "unit/register/telling_keys.h"

/** What nests has no text of its own, everything else of a plant with every key has one. */
static void every_key_of_the_example_has_a_text(void **state)
{
    (void)state;
    struct loading loading;
    size_t size = 0, told = 0;
    char *text = loading_file("examples/line.yaml", &size);
    loading_run(&loading, text, size);
    assert_int_equal(loading.error, S7_OK);
    const struct s7_plant_cpu *press = &loading.plant->cpus[0];
    const struct s7_plant_key *key;
    for (size_t i = 0; (key = s7_schema_key(i)) != NULL; i++) {
        struct s7_fmt_out out = {.text = NULL};
        if (key->element != S7_ELEMENT_CPU)
            continue;
        s7_key_tell(key, press, &out);
        if (s7_key_nests(key))
            assert_null(out.text);
        else
            told += out.size > 0;
        free(out.text);
    }
    assert_int_equal(told, 20);
    s7_plant_free(loading.plant);
    free(text);
}

static void numbers_of_any_width_are_read(void **state)
{
    (void)state;
    assert_key(S7_ELEMENT_ZONE, "sl_target", &(struct s7_plant_zone){.sl_target = 3}, "3");
    assert_connection_key("pdu_length", "960", .pdu_length = 960);
    assert_key(S7_ELEMENT_DB, "size", &(struct s7_plant_db){.size = 65535}, "65535");
    assert_key(S7_ELEMENT_PLANT, "revision", &(struct s7_plant){.revision = UINT32_MAX}, "4294967295");
    assert_key(S7_ELEMENT_FILE, "sieben", &(struct s7_plant){.revision = 1}, "1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_of_the_example_has_a_text),
        cmocka_unit_test(numbers_of_any_width_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
