/* SPDX-License-Identifier: MIT
 *
 * Nothing that differs goes untold: every key of the schema is changed once.
 */
#include "plant/fmt_shape.h"
#include "unit/plant/loading.h"
#include "unit/register/differing.h"

enum { TEXT_SIZE = 1 << 16 };

static char *example;
static size_t example_size;

/** Puts a text in front of what stands in the example. */
static void insert(const char *text, const char *before)
{
    char *place = strstr(example, before);
    size_t length = strlen(text);
    must(place);
    memmove(place + length, place, strlen(place) + 1);
    memcpy(place, text, length);
}

/** Octet where character `index` of the example begins. */
static size_t octet_of(size_t index)
{
    size_t at = 0;
    for (; index > 0; index--)
        do
            at++;
        while (((unsigned char)example[at] & 0xC0) == 0x80);
    return at;
}

/** The first value that the example has for a key. */
static const struct s7_node *find(const struct s7_plant_key *key, const struct s7_node *node,
                                  struct s7_fmt_shape shape)
{
    if (shape.role == S7_FMT_ELEMENT && shape.element == key->element && s7_node_member(node, key->name))
        return s7_node_member(node, key->name);
    for (const struct s7_node *member = node->first; member; member = member->next) {
        const struct s7_node *found =
            find(key, member, s7_fmt_shape_member(shape, member->key ? member->key->text : NULL));
        if (found)
            return found;
    }
    return NULL;
}

/** The example with another value; false: it does not load then. */
static bool change(const struct s7_plant_key *key, const struct s7_node *value, const char *text,
                   char *ret_text)
{
    const char *quote = strchr(text, ' ') || strchr(text, ':') ? "\"" : "";
    struct s7_plant *plant = NULL;
    if (value) {
        int first = (int)octet_of(value->begin);
        snprintf(ret_text, TEXT_SIZE, "%.*s%s%s%s%s", first, example, quote, text, quote,
                 example + octet_of(value->end));
    } else { /* of a profile: the example has some of its figures */
        const char *place = strstr(example, "    like: s7-300\n");
        if (key->element != S7_ELEMENT_PROFILE)
            fail_msg("the example lacks %s of %s", key->name, s7_schema_element(key->element)->path);
        must(place);
        snprintf(ret_text, TEXT_SIZE, "%.*s    %s: %s%s%s\n%s", (int)(place - example), example, key->name,
                 quote, text, quote, place);
    }
    int error = s7_plant_load(ret_text, strlen(ret_text), NULL, NULL, &plant);
    s7_plant_free(plant);
    return error == S7_OK;
}

/** Is the change told where somebody looks for it? */
static bool is_told(const struct s7_plant_key *key, const char *lines)
{
    char end[80];
    static const char *const otherwise[] = {"added ",     "partners ",     "read_widened",  "write_widened",
                                            "new_writer", "read_narrowed", "write_narrowed"};
    snprintf(end, sizeof end, "%s: ", key->name);
    if (strstr(lines, end))
        return true;
    for (size_t i = 0; i < sizeof otherwise / sizeof otherwise[0]; i++)
        if (strstr(lines, otherwise[i]))
            return true;
    return false;
}

static const char *const values[] = {"other",
                                     "3",
                                     "7",
                                     "2",
                                     "2s",
                                     "90ms",
                                     "400d",
                                     "0x0019",
                                     "0x07",
                                     "2031-02-03",
                                     "2031-02-03 04:05:06",
                                     "DB10.DBD12:REAL",
                                     "DB100.DBB55",
                                     "DB1.DBB33",
                                     "DB101.DBB39",
                                     "P#DB100.DBX33.0 BYTE 20",
                                     "P#DB10.DBX33.0 BYTE 20",
                                     "P#DB100.DBX10.0 BYTE 40",
                                     "P#DB10.DBX10.0 BYTE 40",
                                     "10.10.1.77",
                                     "9/m",
                                     "02.03",
                                     "V7.1",
                                     "00:11:22:33:44:55",
                                     "10.77.0.0/16",
                                     "S7R-001",
                                     "C-002",
                                     "OVEN",
                                     "HISTORIAN",
                                     "K-2",
                                     "direct",
                                     "et200sp",
                                     "s7-1500",
                                     "pc",
                                     "data",
                                     "oven-cell",
                                     "0000000000000000AABB",
                                     "120",
                                     "101",
                                     "basic",
                                     "W#16#77",
                                     "20",
                                     "19",
                                     "true",
                                     "false"};

/** One more value of the key: the file loads with it, and the change is told. */
static bool told_with(const struct s7_plant_key *key, const struct s7_node *value, const char *text)
{
    static char changed[TEXT_SIZE];
    if (value && strcmp(text, value->text) == 0)
        return false;
    return change(key, value, text, changed) && is_told(key, differing(example, changed));
}

static bool told_with_any(const struct s7_plant_key *key, const struct s7_node *value)
{
    bool told = false;
    while (value && value->first)
        value = value->first;
    for (const struct s7_plant_word *word = key->words; !told && word && word->text; word++)
        told = told_with(key, value, word->text);
    for (size_t i = 0; !told && i < sizeof values / sizeof values[0]; i++)
        told = told_with(key, value, values[i]);
    return told;
}

static void a_change_of_any_key_is_told(void **state)
{
    (void)state;
    const struct s7_plant_key *key;
    example = loading_file("examples/line.yaml", &example_size);
    insert("  spare:\n    like: s7-300\n\n", "zones:\n"); /* nothing refers to these */
    insert("guard: g-press, ", "allow: [s7], owner: automation");
    insert("  C-000: {from: PANEL, to: OVEN, service: hmi}\n", "  C-001:\n");
    insert("    password_file: p\n", "    model: 6ES7 513");
    struct s7_source source = differing_open(example);
    size_t count = 0;
    for (size_t i = 0; (key = s7_schema_key(i)) != NULL; i++) {
        const struct s7_fmt_shape file = {S7_FMT_ELEMENT, S7_ELEMENT_FILE};
        if (key->kind->shape >= S7_SHAPE_ELEMENT || strcmp(key->name, "sieben") == 0)
            continue;
        if (!told_with_any(key, find(key, source.root, file)))
            fail_msg("%s of %s: no change of it is told", key->name, s7_schema_element(key->element)->path);
        count++;
    }
    assert_true(count > 150);
    s7_source_close(&source);
    free(example);
}

/** Two files with the same meaning, however they are written. */
static void a_file_and_its_notation(void **state)
{
    (void)state;
    static const char before[] = DIFFERING_HEAD
        "zones:\n  a: {nets: [10.0.0.0/24, 10.0.1.0/24]}\n"
        "connections:\n  C: {from: PRESS, to: OVEN, evidence: [E-1, E-2], reads: [DB100.DBB0, DB100.DBB1],\n"
        "      tsap: {from: \"1001\"}, jobs: [{put: {send: DB10.DBW0, to: DB100.DBW4, every: 1000ms}},\n"
        "      {get: {from: DB100.DBW8, receive: DB10.DBW8}}]}\n";
    static const char after[] =
        "# c\nconnections:\n  C:\n    to: OVEN\n    from: PRESS\n    evidence: [E-2, E-1]\n"
        "    reads: P#DB100.DBX0.0 BYTE 2\n    service: put_get\n    tsap: {from: 10.01}\n    jobs:\n"
        "      - get: {from: P#DB100.DBX8.0 BYTE 2, receive: DB10.DBW8:INT, every: 1s}\n"
        "      - put: {send: DB10.DBW0, to: DB100.DBW4}\n"
        "zones:\n  a: {nets: [10.0.1.0/24, 10.0.0.0/24]}\n" DIFFERING_HEAD;
    assert_told(before, after, "");
    assert_told(after, before, "");
}

static void every_kind_has_its_words(void **state)
{
    (void)state;
    for (int i = 0; i < S7_CHANGE_KIND_COUNT; i++) {
        assert_true(strlen(s7_change_word((enum s7_change_kind)i)) > 0);
        assert_true(strlen(s7_change_text((enum s7_change_kind)i)) > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_of_any_key_is_told),
        cmocka_unit_test(a_file_and_its_notation),
        cmocka_unit_test(every_kind_has_its_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
