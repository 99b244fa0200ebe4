/* SPDX-License-Identifier: MIT */
#include "capture/follower.h"

#include "check.h"

#include <string.h>

enum { RECORD = 28, HEAD = 8 };

static uint8_t list[HEAD + 2 * RECORD];
static uint8_t number[21];

/* Records with the indices 6 (hardware) and 1 (module), as S7-300 CPUs give them. */
static int make(void **state)
{
    (void)state;
    static const uint8_t head[HEAD] = {0x00, 0x11, 0, 0, 0, RECORD, 0, 2};
    memset(list, 0, sizeof list);
    memset(number, 0, sizeof number);
    memcpy(list, head, HEAD);
    list[HEAD + 1] = 6;
    memcpy(list + HEAD + 2, "6ES7 000-0000-0000  ", 20);
    list[HEAD + RECORD + 1] = 1;
    memcpy(list + HEAD + RECORD + 2, "6ES7 315-2EH14-0AB0 ", 20);
    return 0;
}

static void take(size_t size)
{
    s7_order_number_take(number, 20, (struct s7_octets){list, size});
}

static void the_record_of_the_module_has_it(void **state)
{
    (void)state;
    take(sizeof list);
    assert_string_equal((char *)number, "6ES7 315-2EH14-0AB0 ");
}

static void so_has_one_of_another_extract(void **state)
{
    (void)state;
    list[0] = 0x01; /* 0111: one record */
    list[HEAD + 1] = 1;
    list[7] = 1;
    take(HEAD + RECORD);
    assert_string_equal((char *)number, "6ES7 000-0000-0000  ");
}

static void other_lists_and_cut_ones_have_none(void **state)
{
    (void)state;
    for (size_t size = 0; size < sizeof list; size++)
        take(size);
    list[1] = 0x1C;
    take(sizeof list);
    list[1] = 0x11;
    list[5] = 4; /* records too short for one */
    take(sizeof list);
    assert_int_equal(number[0], 0);
}

static void what_is_no_text_is_not_taken(void **state)
{
    (void)state;
    list[HEAD + RECORD + 5] = 0x1B;
    take(sizeof list);
    assert_int_equal(number[0], 0);
}

#define TEST(name) cmocka_unit_test_setup(name, make)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_record_of_the_module_has_it), TEST(so_has_one_of_another_extract),
        TEST(other_lists_and_cut_ones_have_none), TEST(what_is_no_text_is_not_taken)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
