/* SPDX-License-Identifier: MIT
 *
 * The schema as JSON: whole, escaped, and with every key once.  (tests/cli validates files with it.)
 */
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "plant/schema.h"

static char json[S7_SCHEMA_TEXT_SIZE];

static int format(void **state)
{
    (void)state;
    struct s7_strbuf buf = s7_strbuf_over(json, sizeof json);
    s7_schema_json(&buf);
    return buf.truncated || buf.length != strlen(json);
}

/** Brackets close in order outside of strings, and strings end in their line. */
static void brackets_close_in_order(void **state)
{
    (void)state;
    char open[64];
    size_t depth = 0;
    bool quoted = false;
    for (const char *c = json; *c; c++) {
        if (quoted && *c == '\\') {
            assert_true(c[1] == '"' || c[1] == '\\');
            c++;
        } else if (*c == '"') {
            quoted = !quoted;
        } else if (quoted) {
            assert_true((unsigned char)*c >= 0x20);
        } else if (*c == '{' || *c == '[') {
            assert_true(depth < sizeof open);
            open[depth++] = *c;
        } else if (*c == '}' || *c == ']') {
            assert_true(depth > 0);
            assert_int_equal(open[--depth], *c == '}' ? '{' : '[');
        }
    }
    assert_false(quoted);
    assert_int_equal(depth, 0);
}

static void some_keys_are_written_as_meant(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "\"sieben\": {\"type\": \"integer\", \"minimum\": 1, \"maximum\": 1, \"description\": \"version of the "
        "format\"}",
        "\"put_get\": {\"enum\": [\"permitted\", \"blocked\"], \"description\"",
        "\"commissioning\": {\"type\": \"boolean\", \"description\": \"`true`: nothing depends on it yet, it "
        "may be tried "
        "to its limits\", \"default\": false}",
        "\"revision\": {\"type\": \"integer\", \"minimum\": 0, \"maximum\": 4294967295, \"description\": "
        "\"counts the "
        "releases of the register\", \"default\": 0}",
        "\"between\": {\"type\": \"array\", \"minItems\": 2, \"maxItems\": 2, \"items\": {\"type\": \"string\"",
        "\"allow\": {\"type\": \"array\", \"uniqueItems\": true, \"items\": {\"enum\": [\"s7\", \"s7plus\"]}",
        "\"resources\": {\"$ref\": \"#/$defs/cpus.NAME.resources\"",
        "\"required\": [\"from\", \"to\"]",
        "\"oneOf\": [{\"required\": [\"put\"]}, {\"required\": [\"get\"]}]",
        "\"optimized_code\": {\"anyOf\": [{\"type\": \"integer\", \"minimum\": 0, \"maximum\": 254}, "
        "{\"type\": "
        "\"string\", \"pattern\": \"^0x[0-9A-Fa-f]{2}$\"}]",
        "\"szl_unknown_id\": {\"anyOf\": [{\"type\": \"integer\", \"minimum\": 1, \"maximum\": 65535}, "
        "{\"type\": \"string\", \"pattern\": \"^0x[0-9A-Fa-f]{4}$\"}]",
        "networks of the zone: 10.10.1.0/24, \\\"fd00:10::/64\\\"",
        "\"$ref\": \"#/$defs/file\"",
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        if (!strstr(json, lines[i]))
            fail_msg("not there: %s", lines[i]);
}

static void every_key_and_meaning_is_there(void **state)
{
    (void)state;
    const struct s7_plant_key *key;
    size_t count = 0;
    for (; (key = s7_schema_key(count)) != NULL; count++) {
        char text[80];
        snprintf(text, sizeof text, "\n        \"%s\": {", key->name);
        assert_non_null(strstr(json, text));
    }
    size_t members = 0;
    for (const char *c = strstr(json, "\n        \""); c; c = strstr(c + 1, "\n        \""))
        members++;
    assert_int_equal(members, count);
}

static void a_small_buffer_is_cut(void **state)
{
    (void)state;
    char small[100];
    struct s7_strbuf buf = s7_strbuf_over(small, sizeof small);
    s7_schema_json(&buf);
    assert_true(buf.truncated);
    assert_memory_equal(small, json, buf.length);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(brackets_close_in_order),
        cmocka_unit_test(some_keys_are_written_as_meant),
        cmocka_unit_test(every_key_and_meaning_is_there),
        cmocka_unit_test(a_small_buffer_is_cut),
    };
    return cmocka_run_group_tests(tests, format, NULL);
}
