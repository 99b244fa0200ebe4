/* SPDX-License-Identifier: MIT */
#include "wire/describe_userdata.h"

#include "cases.h"
#include "check.h"
#include "sieben/error.h"
#include "vectors.h"
#include "wire/data_item.h"

static char line[100000], fields[1000000];

/* Both ways, of a payload in a block of its size: what fields tell is every octet once, or nothing. */
static bool tell(struct s7_userdata userdata, const uint8_t *octets, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);
    assert_non_null(copy);
    memcpy(copy, octets, size);
    userdata.payload = (struct s7_octets){copy, size};
    struct s7_strbuf line_buf = s7_strbuf_over(line, sizeof line),
                     fields_buf = s7_strbuf_over(fields, sizeof fields);
    struct s7_field_list list = {&fields_buf, s7_reader_over(copy, size)};
    bool in_line = s7_describe_userdata(&line_buf, &userdata);
    bool in_fields = s7_field_list_userdata(&list, &userdata);
    assert_false(line_buf.truncated || fields_buf.truncated);
    assert_true(in_fields || !in_line);
    assert_int_equal(s7_reader_left(&list.reader), in_fields ? 0 : size);
    assert_int_equal(line_buf.length > 0, in_line);
    assert_int_equal(fields_buf.length > 0, in_fields);
    free(copy);
    return in_line;
}

static const struct s7_userdata push = {
    .type = S7_USERDATA_PUSH, .has_data = true, .return_code = 0xFF, .transport_size = S7_DATA_OCTET_STRING};

static size_t tell_vectors(const char *file)
{
    enum { HEAD = 17, DATA_HEAD = 4 };
    struct vectors *vectors = vectors_load(file);
    size_t told = 0;
    for (size_t i = 0; i < vectors->count; i++) {
        const struct vector *vector = &vectors->list[i];
        struct s7_octets parameter = {vector->octets + HEAD, s7_load_u16(vector->octets + HEAD - 4)};
        struct s7_octets data = {parameter.at + parameter.size, s7_load_u16(vector->octets + HEAD - 2)};
        struct s7_userdata userdata;
        assert_int_equal(s7_userdata_decode(parameter, data, &userdata), S7_OK);
        told += tell(userdata, data.at + DATA_HEAD, data.size - DATA_HEAD);
        for (size_t cut = 0; cut + DATA_HEAD < data.size; cut++)
            tell(userdata, data.at + DATA_HEAD, cut);
    }
    free(vectors);
    return told;
}

static void test_vectors(void **state)
{
    (void)state;
    assert_true(tell_vectors("tis") >= 12);
    assert_true(tell_vectors("cyclic") >= 9);
    tell_vectors("userdata");
}

static void test_what_is_not_whole(void **state)
{
    (void)state;
    static const uint8_t values[] = {0, 1, 0xFF, 4, 0, 8, 7};
    struct s7_userdata userdata = push;
    userdata.group = 2;
    userdata.subfunction = 5;
    assert_true(tell(userdata, values, sizeof values));
    assert_string_equal(line, "07");
    userdata.group = 3;
    assert_false(tell(userdata, values, sizeof values));
    userdata.group = 2;
    userdata.subfunction = 9;
    assert_false(tell(userdata, values, sizeof values));
    userdata.subfunction = 5;
    userdata.last_data_unit = 1;
    assert_false(tell(userdata, values, sizeof values));
    userdata.last_data_unit = 0;
    userdata.error = 0xD804;
    assert_false(tell(userdata, values, sizeof values));
    userdata.error = 0;
    userdata.return_code = 0x0A;
    assert_false(tell(userdata, values, sizeof values));
}

/* Whatever the payload of whichever function. */
static void test_any_payload(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("any payload");
    for (unsigned long n = cases_count(); n--;) {
        static const uint8_t types[] = {S7_USERDATA_PUSH, S7_USERDATA_REQUEST, S7_USERDATA_RESPONSE};
        uint8_t octets[64];
        size_t size = (size_t)s7_chance_below(&chance, sizeof octets);
        struct s7_userdata userdata = push;
        userdata.type = types[s7_chance_below(&chance, 3)];
        userdata.group = (uint8_t)(1 + s7_chance_below(&chance, 2));
        userdata.subfunction = (uint8_t)s7_chance_below(&chance, 0x18);
        for (size_t i = 0; i < size; i++)
            octets[i] = (uint8_t)(s7_chance_below(&chance, 2) ? s7_chance_below(&chance, 3)
                                                              : s7_chance_below(&chance, 256));
        if (userdata.group == 1 && size >= 4) { /* sizes that agree, so that more than the frame is looked at */
            size_t parameter = (size_t)s7_chance_below(&chance, size - 3);
            s7_store_u16(octets, (uint16_t)parameter);
            s7_store_u16(octets + 2, (uint16_t)(size - 4 - parameter));
        }
        tell(userdata, octets, size);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vectors),
        cmocka_unit_test(test_what_is_not_whole),
        cmocka_unit_test(test_any_payload),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
