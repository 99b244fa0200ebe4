/* SPDX-License-Identifier: MIT
 *
 * Which lists a CPU has, from what a capture showed of them.
 */
#include "check.h"

#include <string.h>

#include "plant_lists.h"

static struct knowledge knowledge;
static struct plant_lists lists;

static int forget(void **state)
{
    (void)state;
    memset(&knowledge, 0, sizeof knowledge);
    return 0;
}

static void saw(uint16_t id, uint16_t index, uint16_t record_size, uint16_t record_count, const char *records)
{
    struct known_list *list = &knowledge.lists[knowledge.list_count++];
    list->id = id;
    list->index = index;
    list->record_size = record_size;
    list->record_count = record_count;
    list->size = strlen(records);
    memcpy(list->records, records, list->size);
}

static const struct known_list *list_of(uint16_t id, uint16_t index)
{
    for (size_t i = 0; i < lists.count; i++)
        if (lists.lists[i].id == id && lists.lists[i].index == index)
            return &lists.lists[i];
    return NULL;
}

static void assert_list(uint16_t id, uint16_t index, uint16_t record_size, const char *records)
{
    const struct known_list *list = list_of(id, index);
    assert_non_null(list);
    assert_int_equal(list->record_size, record_size);
    assert_int_equal(list->size, strlen(records));
    assert_memory_equal(list->records, records, list->size);
}

static void test_extracts_of_a_whole_list_go_into_it(void **state)
{
    (void)state;
    saw(0x0F74, 0, 4, 2, "");
    saw(0x0074, 0, 4, 2, "\1aaa\2bbb");
    saw(0x0174, 2, 4, 1, "\2bbb");
    plant_lists_make(&lists, &knowledge);
    assert_int_equal(lists.count, 1);
    assert_list(0x0074, 0, 4, "\1aaa\2bbb");
    assert_int_equal(list_of(0x0074, 0)->record_count, 2);
}

static void test_extracts_without_a_whole_list_are_lists(void **state)
{
    (void)state;
    saw(0x0131, 1, 4, 1, "\1\1aa");
    saw(0x0131, 2, 4, 1, "\1\2bb");
    saw(0x0222, 1, 2, 1, "xy");
    plant_lists_make(&lists, &knowledge);
    assert_int_equal(lists.count, 3);
    assert_list(0x0131, 1, 4, "\1\1aa");
    assert_list(0x0131, 2, 4, "\1\2bb");
    assert_list(0x0222, 1, 2, "xy");
}

static void test_a_list_of_lists_names_what_was_not_seen(void **state)
{
    static const char all[] = {0x0F, 0x12, 0x01, 0x31, 0x01, 0x12, 0x02, 0x22};
    struct known_list *list = &knowledge.lists[knowledge.list_count++];
    (void)state;
    list->record_size = 2;
    list->record_count = 4;
    list->size = sizeof all;
    memcpy(list->records, all, sizeof all);
    saw(0x0112, 0x0100, 2, 1, "\1\1");
    plant_lists_make(&lists, &knowledge);
    assert_int_equal(lists.count, 4);
    assert_list(0x0112, 0x0100, 2, "\1\1"); /* there is no 0012 */
    assert_list(0x0F12, 0, 0, "");
    assert_list(0x0131, 0, 0, "");
    assert_list(0x0222, 0, 0, "");
}

static void test_a_head_tells_the_size_of_records(void **state)
{
    (void)state;
    saw(0x0F3A, 0, 148, 8, "");
    plant_lists_make(&lists, &knowledge);
    assert_int_equal(lists.count, 1);
    assert_list(0x003A, 0, 148, "");
}

static void test_identification_is_one_list(void **state)
{
    (void)state;
    saw(0x0111, 1, 4, 1, "\1\1aa");
    plant_lists_make(&lists, &knowledge);
    assert_int_equal(lists.count, 1);
    assert_list(0x0011, 0, 4, "\1\1aa");
    assert_non_null(plant_lists_record(&lists, 0x0011, 0x0101));
    assert_null(plant_lists_record(&lists, 0x0011, 0x0102));
    assert_null(plant_lists_record(&lists, 0x001C, 0x0101));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_extracts_of_a_whole_list_go_into_it, forget),
        cmocka_unit_test_setup(test_extracts_without_a_whole_list_are_lists, forget),
        cmocka_unit_test_setup(test_a_list_of_lists_names_what_was_not_seen, forget),
        cmocka_unit_test_setup(test_a_head_tells_the_size_of_records, forget),
        cmocka_unit_test_setup(test_identification_is_one_list, forget),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
