/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "cases.h"
#include "net_posix/push_queue.h"

static void what_was_put_is_taken_in_order(void **state)
{
    uint8_t octets[16], taken[8] = {0};
    (void)state;
    struct s7_push_queue queue = s7_push_queue_over(octets, sizeof octets);
    assert_true(s7_push_queue_empty(&queue));
    assert_int_equal(s7_push_queue_take(&queue, taken, sizeof taken), 0);
    s7_push_queue_put(&queue, (const uint8_t *)"abc", 3);
    s7_push_queue_put(&queue, (const uint8_t *)"defg", 4);
    assert_false(s7_push_queue_empty(&queue));
    assert_int_equal(s7_push_queue_look(&queue, taken, 2), 2); /* which stays */
    assert_memory_equal(taken, "ab\0", 3);
    assert_int_equal(s7_push_queue_take(&queue, taken, sizeof taken), 3);
    assert_memory_equal(taken, "abc\0", 4);
    assert_int_equal(s7_push_queue_take(&queue, taken, 2), 4); /* the rest of it is gone */
    assert_memory_equal(taken, "dec", 3);
    assert_true(s7_push_queue_empty(&queue));
    assert_int_equal(queue.dropped, 0);
}

static void what_does_not_fit_is_dropped_and_counted(void **state)
{
    uint8_t octets[10], taken[8];
    (void)state;
    struct s7_push_queue queue = s7_push_queue_over(octets, sizeof octets);
    s7_push_queue_put(&queue, (const uint8_t *)"123456789", 9); /* one octet too long for its head */
    assert_int_equal(queue.dropped, 1);
    s7_push_queue_put(&queue, (const uint8_t *)"12345678", 8);
    s7_push_queue_put(&queue, (const uint8_t *)"x", 1);
    assert_int_equal(queue.dropped, 2);
    assert_int_equal(s7_push_queue_take(&queue, taken, sizeof taken), 8);
    assert_memory_equal(taken, "12345678", 8);
    s7_push_queue_put(&queue, (const uint8_t *)"", 0);
    assert_int_equal(queue.dropped, 3);
    assert_true(s7_push_queue_empty(&queue));

    queue = s7_push_queue_over(NULL, 0);
    s7_push_queue_put(&queue, (const uint8_t *)"x", 1);
    assert_int_equal(queue.dropped, 1);
    assert_int_equal(s7_push_queue_take(&queue, NULL, 0), 0);
}

/* Whatever is put and taken: what comes out is what a list of the same would give. */
static void as_a_list_does(void **state)
{
    enum { CAPACITY = 37, MODEL = 64, LONGEST = 20 };
    (void)state;
    struct s7_chance chance = cases_begin("push_queue");
    unsigned long cases_left = cases_count();
    static uint8_t model[MODEL][LONGEST];
    size_t sizes[MODEL], first = 0, count = 0, used = 0;
    uint64_t dropped = 0;
    uint8_t octets[CAPACITY], pdu[LONGEST];
    struct s7_push_queue queue = s7_push_queue_over(octets, sizeof octets);
    while (cases_left-- > 0) {
        if ((size_t)s7_chance_below(&chance, 2) == 0) {
            size_t size = 1 + (size_t)s7_chance_below(&chance, LONGEST);
            for (size_t i = 0; i < size; i++)
                pdu[i] = (uint8_t)(size_t)s7_chance_below(&chance, 256);
            s7_push_queue_put(&queue, pdu, size);
            if (used + 2 + size > CAPACITY) {
                dropped++;
                continue;
            }
            memcpy(model[(first + count) % MODEL], pdu, size);
            sizes[(first + count) % MODEL] = size;
            count++;
            used += 2 + size;
        } else {
            size_t size = s7_push_queue_take(&queue, pdu, sizeof pdu);
            assert_int_equal(size, count ? sizes[first] : 0);
            assert_memory_equal(pdu, model[first], size);
            used -= count ? 2 + size : 0;
            first = count ? (first + 1) % MODEL : first;
            count -= count > 0;
        }
        assert_int_equal(queue.dropped, dropped);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_put_is_taken_in_order),
        cmocka_unit_test(what_does_not_fit_is_dropped_and_counted),
        cmocka_unit_test(as_a_list_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
