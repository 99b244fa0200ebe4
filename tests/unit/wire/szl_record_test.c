/* SPDX-License-Identifier: MIT */
#include "wire/szl_record.h"

#include "cases.h"
#include "check.h"
#include "random_message.h"
#include "sieben/error.h"
#include "wire/describe.h"

/* What was told, one "record:name=text" after the other. */
static char told[4096];
static struct s7_strbuf told_buf;

static bool tell(void *user, size_t record, const struct s7_szl_field *field)
{
    (void)user;
    s7_strbuf_printf(&told_buf, "%zu:%s@%zu=", record, field->name, field->offset);
    s7_szl_field_text(&told_buf, field);
    s7_strbuf_add(&told_buf, "\n");
    return true;
}

static const char *describe(const uint8_t *octets, size_t size)
{
    told_buf = s7_strbuf_over(told, sizeof told);
    assert_int_equal(s7_szl_describe((struct s7_octets){octets, size}, tell, NULL), S7_OK);
    return told;
}

/* P1200#4, records 0006 and 0007 */
static void test_module_identification(void **state)
{
    (void)state;
    const uint8_t octets[] = {0x00, 0x11, 0,   0,   0,   28,  0,   2,    0,    6,    '6', 'E', 'S',
                              '7',  ' ',  '2', '1', '2', '-', '1', 'A',  'E',  '4',  '0', '-', '0',
                              'X',  'B',  '0', ' ', 0,   0,   0,   0x0A, 0x20, 0x20, 0,   7,   '6',
                              'E',  'S',  '7', ' ', '2', '1', '2', '-',  '1',  'A',  'E', '4', '0',
                              '-',  '0',  'X', 'B', '0', ' ', 0,   0,    0x56, 4,    4,   0};
    assert_string_equal(describe(octets, sizeof octets), "0:index@0=00 06\n"
                                                         "0:order_number@2=6ES7 212-1AE40-0XB0\n"
                                                         "0:module_type@22=00 00\n"
                                                         "0:version@24=00 0a\n"
                                                         "0:release@26=20 20\n"
                                                         "1:index@0=00 07\n"
                                                         "1:order_number@2=6ES7 212-1AE40-0XB0\n"
                                                         "1:module_type@22=00 00\n"
                                                         "1:firmware@24=V4.4.0\n");
}

/* ALL#12; and the same list by another extract has another layout. */
static void test_the_extract_chooses_the_layout(void **state)
{
    (void)state;
    uint8_t octets[] = {0x04, 0x24, 0, 0, 0, 20, 0,    1,    0x51, 0x44, 0xFF, 0x08, 0,    0,
                        0,    0,    0, 0, 0, 0,  0x16, 0x02, 0x08, 0x14, 0x51, 0x37, 0x56, 0x92};
    assert_string_equal(describe(octets, sizeof octets), "0:event@0=5144 change to RUN\n"
                                                         "0:ae@2=ff\n"
                                                         "0:mode@3=RUN\n"
                                                         "0:start_info@8=00 00 00 00\n"
                                                         "0:time@12=2016-02-08 14:51:37.569\n");
    octets[0] = 0x01;
    assert_string_equal(describe(octets, sizeof octets), "0:event@0=5144 change to RUN\n"
                                                         "0:priority@2=255\n"
                                                         "0:ob@3=8\n"
                                                         "0:dat_id@4=00 00\n"
                                                         "0:info_1@6=00 00\n"
                                                         "0:info_2@8=00 00 00 00\n"
                                                         "0:time@12=2016-02-08 14:51:37.569\n");
    octets[0] = 0x05; /* no evidence for this one */
    assert_string_equal(describe(octets, sizeof octets),
                        "0:octets@0=51 44 ff 08 00 00 00 00 00 00 00 00 16 02 08 14 51 37 56 92\n");
}

/* AUTH#2: protection level 3, set by parameters */
static void test_protection(void **state)
{
    (void)state;
    const uint8_t octets[] = {0x01, 0x32, 0, 4, 0, 40, 0,    1,    0,    4,    0,    1,    0, 3, 0, 3,
                              0,    2,    0, 0, 0, 0,  0x56, 0x56, 0x58, 0x01, 0x6B, 0x42, 0, 0, 0, 0,
                              2,    0,    0, 1, 0, 0,  0,    0,    0,    0,    0,    0,    0, 0, 0, 0};
    const char *text = describe(octets, sizeof octets);
    assert_non_null(
        strstr(text, "0:level_of_key@2=1\n0:level_configured@4=3\n0:level@6=3\n0:mode_switch@8=RUN-P\n"));
    assert_non_null(strstr(text, "0:hardware_checksum_1@16=58 01\n"));
    assert_non_null(strstr(text, "0:octets@24=02 00 00 01 "));
}

/* Unnamed octets between fields are told when they are not 0: WRW#4. */
static void test_gaps(void **state)
{
    (void)state;
    uint8_t octets[8 + 40] = {0x01, 0x31, 0,    3,    0,    40, 0,    1, 0, 3, 0x7F,
                              0xFC, 0x83, 0x01, 0x00, 0xF0, 0,  0x10, 0, 1, 2, 9};
    assert_string_equal(describe(octets, sizeof octets),
                        "0:index@0=00 03\n"
                        "0:functions@2=read once; write once; cyclic read, implicit; cyclic read, explicit; "
                        "start a cyclic read; stop a cyclic read; clear a cyclic read\n"
                        "0:octets@3=fc 83 01\n"
                        "0:consistent_max@6=240\n"
                        "0:cyclic_jobs_max@8=16\n"
                        "0:period_min_100ms@10=1\n"
                        "0:period_max_100ms@12=521\n");
    octets[11] = octets[12] = octets[13] = 0;
    assert_null(strstr(describe(octets, sizeof octets), S7_SZL_UNNAMED));
    octets[47] = 1;
    assert_non_null(strstr(describe(octets, sizeof octets), "0:octets@14="));
}

static void test_what_is_missing_and_what_is_too_much(void **state)
{
    (void)state;
    const uint8_t octets[] = {0x00, 0x19, 0, 0, 0, 4, 0, 1, 0, 4, 1, 0, 0xAA, 0xBB};
    const uint8_t none[] = {0x00, 0x19, 0, 0, 0, 0, 0, 9};
    const uint8_t short_record[] = {0x00, 0x19, 0, 0, 0, 3, 0, 1, 0, 4, 1};
    assert_string_equal(describe(octets, sizeof octets),
                        "0:led@0=RUN\n0:on@2=1\n0:flashing@3=0\n1:octets@0=aa bb\n");
    assert_string_equal(describe(octets, 11), "0:octets@0=00 04 01\n");
    assert_string_equal(describe(none, sizeof none), "");
    assert_string_equal(describe(short_record, sizeof short_record), "0:led@0=RUN\n0:on@2=1\n");
    for (size_t size = 0; size < S7_SZL_HEAD_SIZE; size++)
        assert_int_equal(s7_szl_describe((struct s7_octets){octets, size}, tell, NULL), S7_ERR_S7_MALFORMED);
}

static bool tell_two(void *user, size_t record, const struct s7_szl_field *field)
{
    (void)record, (void)field;
    return ++*(unsigned *)user < 2;
}

static void test_the_walk_ends_when_asked_to(void **state)
{
    (void)state;
    const uint8_t octets[] = {0x00, 0x19, 0, 0, 0, 4, 0, 2, 0, 4, 1, 0, 0, 5, 1, 0, 0xAA};
    unsigned count = 0;
    assert_int_equal(s7_szl_describe((struct s7_octets){octets, sizeof octets}, tell_two, &count), S7_OK);
    assert_int_equal(count, 2);
}

static void test_known(void **state)
{
    (void)state;
    assert_true(s7_szl_known(0x0011, 0));
    assert_true(s7_szl_known(0x0424, 0));
    assert_false(s7_szl_known(0x0524, 0));
    assert_true(s7_szl_known(0x0131, 1));
    assert_false(s7_szl_known(0x0131, 2));
    assert_true(s7_szl_known(0x0232, 4));
    assert_false(s7_szl_known(0x003A, 0));
}

/* Rows of one kind of record do not overlap, and a number is no longer than can be told. */
#define ANY UINT32_MAX
struct row {
    uint8_t list;
    uint32_t extract, index;
    size_t offset, size;
    enum s7_szl_form form;
};

static void test_table(void **state)
{
    (void)state;
    static const struct row rows[] = {
#define S7_SZL_FIELD(list, extract, index, offset, size, form, name)                                           \
    {list, extract, index, offset, size, S7_SZL_##form},
#include "wire/defs/szl_field.def"
#undef S7_SZL_FIELD
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bool text = rows[i].form == S7_SZL_TEXT || rows[i].form == S7_SZL_TIME || rows[i].form == S7_SZL_HEX;
        assert_in_range(rows[i].size, 1, text ? 32 : 4);
        for (size_t j = 0; j < i; j++) {
            bool lists = rows[i].list == rows[j].list;
            bool extracts =
                rows[i].extract == ANY || rows[j].extract == ANY || rows[i].extract == rows[j].extract;
            bool indexes = rows[i].index == ANY || rows[j].index == ANY || rows[i].index == rows[j].index;
            bool apart = rows[i].offset >= rows[j].offset + rows[j].size;
            assert_true(!lists || !extracts || !indexes || apart);
        }
    }
}

/* Every octet of a random list is told, or it is 0. */
struct cover {
    const uint8_t *start;
    uint8_t seen[200];
};

static bool tell_cover(void *user, size_t record, const struct s7_szl_field *field)
{
    struct cover *cover = user;
    char text[400];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    (void)record;
    s7_szl_field_text(&buf, field);
    assert_false(buf.truncated);
    for (size_t i = 0; i < field->octets.size; i++)
        cover->seen[field->octets.at + i - cover->start]++;
    return true;
}

static void test_random_lists(void **state)
{
    (void)state;
    static const uint8_t numbers[] = {0x00, 0x11, 0x12, 0x13, 0x14, 0x15, 0x19, 0x1C,
                                      0x22, 0x24, 0x31, 0x32, 0x74, 0x91, 0xA0, 0xEE};
    struct s7_chance chance = cases_begin("SZL records");
    for (unsigned long i = 0; i < cases_count(); i++) {
        struct cover cover = {0};
        size_t size = 8 + (size_t)s7_chance_below(&chance, 120);
        uint8_t *octets = malloc(size);
        assert_non_null(octets);
        random_name(&chance, octets, size);
        octets[1] = numbers[s7_chance_below(&chance, sizeof numbers)];
        octets[4] = octets[6] = 0;
        octets[5] = (uint8_t)s7_chance_below(&chance, 50);
        octets[7] = (uint8_t)s7_chance_below(&chance, 8);
        if (size > 10 && s7_chance_below(&chance, 2)) {
            octets[8] = 0;
            octets[9] = (uint8_t)s7_chance_below(&chance, 12);
        }
        cover.start = octets + 8;
        assert_int_equal(s7_szl_describe((struct s7_octets){octets, size}, tell_cover, &cover), S7_OK);
        for (size_t at = 8; at < size; at++)
            assert_true(cover.seen[at - 8] == 1 || (cover.seen[at - 8] == 0 && octets[at] == 0));
        free(octets);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_module_identification),
        cmocka_unit_test(test_the_extract_chooses_the_layout),
        cmocka_unit_test(test_protection),
        cmocka_unit_test(test_gaps),
        cmocka_unit_test(test_what_is_missing_and_what_is_too_much),
        cmocka_unit_test(test_the_walk_ends_when_asked_to),
        cmocka_unit_test(test_known),
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_random_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
