/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "shown.h"

static json_t *json_of(const char *name)
{
    struct s7_show_object object = {.kind = S7_SHOW_PLANT};
    must(!name[0] || s7_show_find(shown_plant, "line.yaml", name, &object));
    json_t *document = s7_show_json(shown_plant, &object);
    assert_non_null(document);
    return document;
}

static const char *text_at(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static const char *range_at(const json_t *object, const char *key, size_t index)
{
    return json_string_value(json_array_get(json_object_get(object, key), index));
}

static void a_plant(void **state)
{
    (void)state;
    json_t *document = json_of("");
    const json_t *partners = json_object_get(document, "partners");
    assert_int_equal(json_array_size(partners), 3);
    assert_string_equal(text_at(json_array_get(partners, 2), "kind"), "host");
    const json_t *connection = json_array_get(json_object_get(document, "connections"), 0);
    assert_string_equal(range_at(connection, "writes", 0), "P#DB100.DBX0.0 BYTE 10");
    assert_string_equal(range_at(connection, "writes_own", 0), "P#DB10.DBX10.0 BYTE 8");
    assert_string_equal(text_at(json_array_get(json_object_get(document, "zones"), 0), "owner"),
                        "thermal team");
    json_decref(document);
}

static void a_cpu(void **state)
{
    (void)state;
    int total, serves, spare;
    json_t *document = json_of("OVEN");
    assert_int_equal(json_unpack(document, "{s:{s:i, s:{s:i, s:i}}}", "resources", "total", &total, "op",
                                 "serves", &serves, "free", &spare),
                     0);
    assert_int_equal(total, 8);
    assert_int_equal(serves, 1);
    assert_int_equal(spare, 6);
    assert_int_equal(json_array_size(json_object_get(document, "data")), 3);
    assert_int_equal(json_array_size(json_object_get(document, "connections")), 2);
    json_decref(document);
}

static void a_data_block(void **state)
{
    (void)state;
    json_t *document = json_of("OVEN.DB100");
    assert_string_equal(text_at(document, "area"), "DB100");
    assert_string_equal(text_at(document, "writes"), "AAAAAAAA!!CCD...........");
    assert_string_equal(range_at(document, "conflicts", 0), "P#DB100.DBX8.0 BYTE 2");
    assert_string_equal(range_at(document, "beyond", 0), "P#DB100.DBX20.0 BYTE 4");
    const json_t *hand = json_array_get(json_object_get(document, "hands"), 1);
    assert_string_equal(text_at(hand, "letter"), "B");
    assert_string_equal(text_at(hand, "connection"), "C-2");
    json_decref(document);
}

static void a_connection(void **state)
{
    (void)state;
    json_t *document = json_of("C-2");
    assert_string_equal(text_at(document, "class"), "op");
    assert_null(text_at(document, "owner"));
    assert_int_equal(json_array_size(json_object_get(document, "writes_own")), 0);
    json_decref(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_plant), cmocka_unit_test(a_cpu),
                                       cmocka_unit_test(a_data_block), cmocka_unit_test(a_connection)};
    return cmocka_run_group_tests(tests, shown_begin, shown_end);
}
