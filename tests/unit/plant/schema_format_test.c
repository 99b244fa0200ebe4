/* SPDX-License-Identifier: MIT
 *
 * The schema as Markdown: one table per mapping, one row per key.  (schema_test.c compares the whole with the page.)
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "must.h"
#include "plant/schema.h"

static char schema[S7_SCHEMA_TEXT_SIZE];

static int format(void **state)
{
    (void)state;
    struct s7_strbuf buf = s7_strbuf_over(schema, sizeof schema);
    s7_schema_format(&buf);
    return buf.truncated || buf.length != strlen(schema);
}

/** Every way to say what may stand there, and what holds otherwise. */
static void every_kind_of_row_is_written_as_meant(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "\n| `sieben` | whole number, 1 | **required** | version of the format |\n",
        "\n| `revision` | whole number, 0–4294967295 | `0` | counts the releases of the register |\n",
        "\n| `rack` | whole number, 0–7 | as the profile | rack of the CPU |\n",
        "\n| `like` | name of a profile | **required** | the profile whose figures hold where nothing else is "
        "said here |\n",
        "\n| `slot_zero` | `true` `false` | as `like` | slot 0 is accepted as well |\n",
        "\n| `order_number` | text | as `like` | order number of the device that the figures are taken from "
        "|\n",
        "\n| `optimized_code` | octet such as 0x05, 0x00–0xFE | as `like` | item code for absolute access to "
        "an optimized "
        "data block |\n",
        "\n| `szl_unknown_id` | code such as 0xD401, 0x0001–0xFFFF | as `like` | code for a system status list "
        "that "
        "it has not |\n",
        "\n| `pdu_length` | whole number, 64–8189 | as `like` | largest PDU length granted |\n",
        "\n| `allow` | list of `s7` `s7plus` | – | what may pass: S7 communication, S7CommPlus; nothing "
        "otherwise |\n",
        "\n| `keepalive` | duration, 0s–7200s | `30s` | idle time after which TCP asks whether the partner is "
        "still "
        "there; 0s: never |\n",
        "\n| `put_get` | `permitted` `blocked` | as the profile | PUT/GET communication from remote partners "
        "|\n",
        "\n| `access` | `standard` `optimized` | `standard` | block access; an optimized DB has no absolute "
        "addresses |\n",
        "\n| `period` | duration, 10ms–86400s | `10s` | length of one wave |\n",
        "\n| `every` | duration, 1ms–86400s | `1s` | cycle |\n",
        "\n| `max` | number | `1` | highest value |\n",
        "\n| `owner` | text | – | who answers for the connection |\n",
        "\n| `send` | area, or list of up to 4 areas | **required** | areas of the active CPU: P#DB10.DBX0.0 "
        "BYTE "
        "20 |\n",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (!strstr(schema, rows[i]))
            fail_msg("not in the schema: %s", rows[i]);
}

static void the_first_table_is_whole(void **state)
{
    (void)state;
    static const char expected[] =
        "\n### the file\n\n| key | value | otherwise | meaning |\n|---|---|---|---|\n"
        "| `sieben` | whole number, 1 | **required** | version of the format |\n"
        "| `plant` | mapping | **required** | what this file is about |\n"
        "| `profiles` | mapping by name | – | profiles of the user beside those of the program, by name; each "
        "may be "
        "`like` one above it |\n"
        "| `zones` | mapping by name | – | security zones: networks that belong together |\n"
        "| `conduits` | mapping by name | – | ways between zones, by name |\n"
        "| `hosts` | mapping by name | – | PCs that are partners, by name; one with `dbs` takes part with its "
        "own "
        "memory |\n"
        "| `cpus` | mapping by name | – | the CPUs, by name |\n"
        "| `connections` | mapping by name | – | the S7 connections, by name |\n"
        "| `exceptions` | list | – | findings that somebody accepts for a time |\n"
        "\n### plant\n";
    assert_memory_equal(schema, expected, sizeof expected - 1);
}

/** Takes a line off the front. */
static char *next_line(char **text)
{
    char *line = *text;
    char *end = strchr(line, '\n');
    must(end);
    *end = '\0';
    *text = end + 1;
    return line;
}

/** The rows of an element: exactly its keys, in the order of the table, with the words of the table. */
static char *check_rows(enum s7_plant_element element, char *text)
{
    const struct s7_plant_key *key;
    for (size_t i = 0; (key = s7_schema_key(i)) != NULL; i++) {
        char start[64];
        char end[200];
        if (key->element != element)
            continue;
        const char *line = next_line(&text);
        int length = snprintf(start, sizeof start, "| `%s` | ", key->name);
        assert_memory_equal(line, start, (size_t)length);
        length = snprintf(end, sizeof end, " | %s |", key->meaning);
        assert_true(strlen(line) > (size_t)length);
        assert_string_equal(line + strlen(line) - (size_t)length, end);
        assert_int_equal(strstr(line, " | **required** | ") != NULL, key->required);
        assert_int_equal(strstr(line, " | as the profile | ") != NULL, key->from_profile);
    }
    return text;
}

static void every_key_has_one_row_in_its_table(void **state)
{
    (void)state;
    char *copy = strdup(schema);
    must(copy);
    char *text = copy;
    for (unsigned element = 0; element < S7_ELEMENT_COUNT; element++) {
        char heading[100];
        snprintf(heading, sizeof heading, "### %s", s7_schema_element((enum s7_plant_element)element)->path);
        assert_string_equal(next_line(&text), "");
        assert_string_equal(next_line(&text), heading);
        assert_string_equal(next_line(&text), "");
        assert_string_equal(next_line(&text), "| key | value | otherwise | meaning |");
        assert_string_equal(next_line(&text), "|---|---|---|---|");
        text = check_rows((enum s7_plant_element)element, text);
    }
    assert_string_equal(text, "");
    free(copy);
}

/** A buffer that is too small holds the beginning and says so. */
static void a_small_buffer_is_cut(void **state)
{
    (void)state;
    char *small = malloc(100);
    must(small);
    struct s7_strbuf buf = s7_strbuf_over(small, 100);
    s7_schema_format(&buf);
    assert_true(buf.truncated);
    assert_int_equal(strlen(small), buf.length);
    assert_memory_equal(small, schema, buf.length);
    free(small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_row_is_written_as_meant),
        cmocka_unit_test(the_first_table_is_whole),
        cmocka_unit_test(every_key_has_one_row_in_its_table),
        cmocka_unit_test(a_small_buffer_is_cut),
    };
    return cmocka_run_group_tests(tests, format, NULL);
}
