/* SPDX-License-Identifier: MIT
 *
 * System status lists and the diagnostic buffer of a CPU that is played.
 */
#include <stdio.h>

#include "check.h"
#include "unit/plant/telling.h"

static const char *told_of(const char *profile, const char *key, const char *value)
{
    static char text[200000];
    snprintf(text, sizeof text,
             "sieben: 1\nplant: {name: P}\ncpus:\n  A:\n    address: a\n    profile: %s\n    %s: [\n%s]\n",
             profile, key, value);
    return telling_begin(text);
}

#define R40 "00010203040506070809 00010203040506070809 00010203040506070809 00010203040506070809"

static void lists_in_their_form_are_taken(void **state)
{
    (void)state;
    assert_string_equal(told_of("s7-300", "szl",
                                "{id: 0x0131, index: 0x0003, records: [\"" R40
                                "\"]}, {id: 0x0013, records: [0001, 0002]},"
                                "{id: 0x0074, records: [00010100, 000B0101]}, {id: 0x003A, record_size: 148},"
                                "{id: 0x0131, index: 0x0001, records: [\"" R40 "\"]}, {id: 0x00A0}"),
                        "");
    const struct s7_plant_cpu *cpu = &telling_loading.plant->cpus[0];
    assert_int_equal(cpu->szl_count, 6);
    assert_int_equal(cpu->szl[0].id, 0x0131);
    assert_int_equal(cpu->szl[0].index, 3);
    assert_int_equal(cpu->szl[0].records.size, 40);
    assert_int_equal(cpu->szl[1].index, 0);
    assert_int_equal(cpu->szl[1].records.count, 2);
    assert_int_equal(cpu->szl[3].record_size, 148);
    assert_int_equal(cpu->szl[3].records.count, 0);
    telling_end();
}

static void what_a_list_cannot_have_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *list;
        const char *told;
    } cases[] = {
        {"{id: 0x0013, index: 0x0001}", "8:21: error: index: 0013 is a whole list, which has none"},
        {"{id: 0x0013, record_size: 4, records: [00010203]}",
         "8:14: error: record_size: the records themselves have a size"},
        {"{id: 0x0F13, records: [00010203]}",
         "8:23: error: records: 0F13 is the head of a list, without records"},
        {"{id: 0x0000, records: [0001]}",
         "8:23: error: records: 0000 is made up by the CPU: the lists that the CPU has"},
        {"{id: 0x00A0, records: [0001]}",
         "8:23: error: records: 00A0 is made up by the CPU: the diagnostic buffer"},
        {"{id: 0x0074, records: [0001]}", "8:23: error: records: 0074 has 32 at most, of 4 octets each: LEDs"},
        {"{id: 0x0132, index: 0x0004, records: [0001]}",
         "8:38: error: records: 0132 has 1 at most, of 40 octets each: protection"},
        {"{id: 0x0132, index: 0x0004, records: [\"" R40 "\", \"" R40 "\"]}",
         "8:38: error: records: 0132 has 1 at most, of 40 octets each: protection"},
        {"{id: 0x0222, index: 0x0001}, {id: 0x0222, index: 0x0002}, {id: 0x0222, index: 0x0001}",
         "8:59: error: szl: 0222 with index 0001 stands here twice"},
        {"{index: 0x0001}", "8:1: error: \"id\" is missing in cpus.NAME.szl"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *told = told_of("s7-300", "szl", cases[i].list);
        assert_non_null(strstr(told, cases[i].told));
        assert_null(telling_loading.plant);
        telling_end();
    }
}

/* Which list it is could not be read: that is told, and nothing that would follow from it. */
static void a_list_without_a_readable_name_has_no_other_fault(void **state)
{
    (void)state;
    static const struct {
        const char *lists;
        const char *told;
    } cases[] = {
        {"{id: 131}, {id: 132}", "8:6: error: id: expected a code from 0x0000 to 0x0FFF, found \"131\"; it is "
                                 "written in hex: 0x0131, or "
                                 "0x0083 if 131 is meant\n"
                                 "8:17: error: id: expected a code from 0x0000 to 0x0FFF, found \"132\"; it is "
                                 "written in hex: 0x0132, or "
                                 "0x0084 if 132 is meant"},
        {"{id: 0x1000, records: [0001]}, {id: 0x0000}",
         "8:6: error: id: expected a code from 0x0000 to 0x0FFF, found \"0x1000\""},
        {"{id: 0x0222, index: 3}, {id: 0x0222, index: 4}, {id: 0x0222}",
         "8:21: error: index: expected a code from 0x0000 to 0xFFFF, found \"3\"; it is written in hex: "
         "0x0003\n"
         "8:45: error: index: expected a code from 0x0000 to 0xFFFF, found \"4\"; it is written in hex: "
         "0x0004"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(told_of("s7-300", "szl", cases[i].lists), cases[i].told);
        telling_end();
    }
}

static void so_many_lists_are_possible(void **state)
{
    (void)state;
    static char lists[100000];
    for (unsigned count = 1000; count <= 1001; count++) {
        struct s7_strbuf buf = s7_strbuf_over(lists, sizeof lists);
        for (unsigned i = 0; i < count; i++)
            s7_strbuf_printf(&buf, "%s{id: 0x0222, index: 0x%04X}", i ? "," : "", i);
        assert_string_equal(told_of("s7-300", "szl", lists),
                            count == 1000 ? "" : "7:10: error: szl: at most 1000 lists are possible");
        telling_end();
    }
}

static void the_diagnostic_buffer_holds_what_the_profile_says(void **state)
{
    (void)state;
    static char events[8000];
    for (unsigned count = 50; count <= 51; count++) {
        struct s7_strbuf buf = s7_strbuf_over(events, sizeof events);
        for (unsigned i = 0; i < count; i++)
            s7_strbuf_printf(&buf, "%s{event: 0x4302, at: \"2016-02-08 23:08:10.264\"}", i ? "," : "");
        assert_string_equal(
            told_of("s7-1200", "diagnostics", events),
            count == 50 ? ""
                        : "7:18: error: diagnostics: the buffer of A (S7-1200) has 50 entries, this has 51");
        if (count == 50) {
            const struct s7_plant_event *event = &telling_loading.plant->cpus[0].events[49];
            assert_int_equal(event->event, 0x4302);
            assert_int_equal(event->at.millisecond, 264);
            assert_int_equal(event->data.size, S7_PLANT_EVENT_DATA); /* not written: zeros */
            assert_memory_equal(event->data.octets, ((const uint8_t[S7_PLANT_EVENT_DATA]){0}),
                                S7_PLANT_EVENT_DATA);
        }
        telling_end();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_in_their_form_are_taken),
        cmocka_unit_test(what_a_list_cannot_have_is_told),
        cmocka_unit_test(a_list_without_a_readable_name_has_no_other_fault),
        cmocka_unit_test(so_many_lists_are_possible),
        cmocka_unit_test(the_diagnostic_buffer_holds_what_the_profile_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
