/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "tables.h"

static char rest[1000];

static void take(void *user, const char *path, size_t count)
{
    size_t length = strlen(rest);
    (void)user;
    snprintf(rest + length, sizeof rest - length, "%s*%zu ", path, count);
}

static const char *rest_of(const char *text)
{
    struct s7_storage storage = {.chunks = NULL};
    struct s7_finding_list findings = {.storage = &storage};
    const struct s7_node *root = NULL;
    rest[0] = '\0';
    must(s7_tree_read(text, strlen(text), &storage, &findings, &root) == S7_OK && root);
    s7_csv_export_rest(root, take, NULL);
    s7_storage_free(&storage);
    return rest;
}

static void what_no_table_carries_is_counted(void **state)
{
    (void)state;
    assert_string_equal(
        rest_of("sieben: 1\nplant: {name: x}\nprofiles: {a: {like: b}}\n"
                "cpus:\n"
                "  A: {address: x, identity: {serial: y}, faults: {f: {kind: stop}}}\n"
                "  B: {identity: {serial: y}, resources: {total: 3, cap: {pg: 1}}, dbs: {1: {size: 1}}}\n"
                "hosts: {H: {dbs: {1: {size: 1, name: z}}, rack: 0}}\n"
                "connections: {C: {tsap: {from: a, to: b}, jobs: [], reads: M0.0, change: {by: x}}}\n"),
        "profiles*1 cpus.NAME.identity*2 cpus.NAME.faults*1 ");
}

/* A key that is new in the schema must be given a column, or be named here. */
static void every_other_key_of_the_schema_has_a_column(void **state)
{
    (void)state;
    static const char *const known[] = {"identity", "szl", "diagnostics", "faults"};
    static const struct {
        enum s7_plant_element element;
        const char *around;
    } elements[] = {{S7_ELEMENT_PLANT, "plant: {"},
                    {S7_ELEMENT_ZONE, "zones: {X: {"},
                    {S7_ELEMENT_CONDUIT, "conduits: {X: {"},
                    {S7_ELEMENT_CPU, "cpus: {X: {"},
                    {S7_ELEMENT_HOST, "hosts: {X: {"},
                    {S7_ELEMENT_DB, "cpus: {X: {dbs: {1: {"},
                    {S7_ELEMENT_TAG, "cpus: {X: {tags: {1: {"},
                    {S7_ELEMENT_ALARM, "cpus: {X: {alarms: {1: {"},
                    {S7_ELEMENT_SIMULATION, "cpus: {X: {simulate: [{"},
                    {S7_ELEMENT_CONNECTION, "connections: {X: {"},
                    {S7_ELEMENT_TSAP, "connections: {X: {tsap: {"},
                    {S7_ELEMENT_RATE, "connections: {X: {rate: {"},
                    {S7_ELEMENT_CHANGE, "connections: {X: {change: {"},
                    {S7_ELEMENT_EXCEPTION, "exceptions: [{"},
                    {S7_ELEMENT_RESOURCES, "cpus: {X: {resources: {"},
                    {S7_ELEMENT_RESERVED, "cpus: {X: {resources: {reserved: {"},
                    {S7_ELEMENT_CAP, "cpus: {X: {resources: {cap: {"}};
    for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++) {
        const struct s7_plant_key *key;
        for (size_t k = 0; (key = s7_schema_key(k)) != NULL; k++) {
            char text[200];
            struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
            bool is_known = false;
            if (key->element != elements[i].element)
                continue;
            for (size_t n = 0; n < sizeof known / sizeof known[0]; n++)
                is_known = is_known || strcmp(known[n], key->name) == 0;
            bool nests = key->kind->shape >= S7_SHAPE_ELEMENT;
            s7_strbuf_printf(&buf, "%s%s: %s", elements[i].around, key->name, nests ? "{}" : "x");
            for (size_t n = strlen(elements[i].around); n-- > 0;)
                if (strchr("{[", elements[i].around[n]))
                    s7_strbuf_char(&buf, elements[i].around[n] == '{' ? '}' : ']');
            assert_int_equal(rest_of(text)[0] != '\0', is_known);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_no_table_carries_is_counted),
                                       cmocka_unit_test(every_other_key_of_the_schema_has_a_column)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
