/* SPDX-License-Identifier: MIT
 *
 * What a recorded conversation tells of the CPU in it.
 */
#include "check.h"

#include <string.h>

#include "knowledge.h"

enum { PACKETS = 16, FRONT = 7 };

static uint8_t octets[PACKETS][80];
static struct packet packets[PACKETS];
static struct recording recording;
static struct pairing pairing;
static struct knowledge knowledge;

static int begin(void **state)
{
    (void)state;
    memset(packets, 0, sizeof packets);
    recording = (struct recording){.packets = packets, .connection_count = 1};
    return 0;
}

static int end(void **state)
{
    (void)state;
    pairing_free(&pairing);
    return 0;
}

/* One PDU; the client speaks first, then they take turns. */
static void say(const void *pdu, size_t size)
{
    size_t i = recording.packet_count++;
    memcpy(octets[i] + FRONT, pdu, size);
    packets[i] = (struct packet){.number = (unsigned)i + 1,
                                 .time = (int64_t)i * 1000,
                                 .from_client = i % 2 == 0,
                                 .kind = PACKET_PDU,
                                 .size = FRONT + size,
                                 .octets = octets[i],
                                 .pdu = {octets[i] + FRONT, size}};
}

#define SAY(...)                                                                                               \
    do {                                                                                                       \
        const uint8_t pdu[] = {__VA_ARGS__};                                                                   \
        say(pdu, sizeof pdu);                                                                                  \
    } while (0)

static void learn(void)
{
    assert_true(pairing_make(&recording, &pairing));
    knowledge_learn(&recording, &pairing, &knowledge);
}

static void test_a_list_in_fragments(void **state)
{
    (void)state;
    SAY(0x32, 7, 0, 0, 0, 1, 0, 8, 0, 8, 0, 1, 0x12, 4, 0x11, 0x44, 1, 0, 0xFF, 9, 0, 4, 0, 0x11, 0, 0);
    SAY(0x32, 7, 0, 0, 0, 1, 0, 12, 0, 14, 0, 1, 0x12, 8, 0x12, 0x84, 1, 3, 9, 1, 0, 0, 0xFF, 9, 0, 10, 0, 0x11,
        0, 0, 0, 4, 0, 1, 'a', 'b');
    SAY(0x32, 7, 0, 0, 0, 2, 0, 12, 0, 4, 0, 1, 0x12, 8, 0x12, 0x44, 1, 3, 0, 0, 0, 0, 0x0A, 0, 0, 0);
    SAY(0x32, 7, 0, 0, 0, 2, 0, 12, 0, 6, 0, 1, 0x12, 8, 0x12, 0x84, 1, 3, 9, 0, 0, 0, 0xFF, 9, 0, 2, 'c', 'd');
    learn();
    assert_int_equal(knowledge.list_count, 1);
    const struct known_list *list = knowledge_list(&knowledge, 0x0011, 0);
    assert_non_null(list);
    assert_int_equal(list->record_size, 4);
    assert_int_equal(list->record_count, 1);
    assert_int_equal(list->size, 4);
    assert_memory_equal(list->records, "abcd", 4);
}

static void test_what_was_refused_is_not_known(void **state)
{
    (void)state;
    SAY(0x32, 7, 0, 0, 0, 1, 0, 8, 0, 8, 0, 1, 0x12, 4, 0x11, 0x44, 1, 0, 0xFF, 9, 0, 4, 0, 0x11, 0, 0);
    SAY(0x32, 7, 0, 0, 0, 1, 0, 12, 0, 4, 0, 1, 0x12, 8, 0x12, 0x84, 1, 3, 0, 0, 0xD4, 2, 0x0A, 0, 0, 0);
    learn();
    assert_int_equal(knowledge.list_count, 0);
}

static void test_extent_of_a_data_block(void **state)
{
    (void)state;
    SAY(0x32, 1, 0, 0, 0, 1, 0, 14, 0, 0, 4, 1, 0x12, 10, 0x10, 2, 0, 2, 0, 7, 0x84, 0, 0, 80);
    SAY(0x32, 3, 0, 0, 0, 1, 0, 2, 0, 6, 0, 0, 4, 1, 0xFF, 4, 0, 16, 1, 2);
    SAY(0x32, 1, 0, 0, 0, 2, 0, 14, 0, 6, 5, 1, 0x12, 10, 0x10, 2, 0, 2, 0, 7, 0x84, 0, 0, 160, 0, 4, 0, 16, 1,
        2);
    SAY(0x32, 3, 0, 0, 0, 2, 0, 2, 0, 1, 0, 0, 5, 1, 0x05);
    learn();
    assert_int_equal(knowledge.db_count, 1);
    assert_int_equal(knowledge.dbs[0].number, 7);
    assert_int_equal(knowledge.dbs[0].size, 12); /* the write behind it was refused */
}

static void test_a_password_and_a_clock(void **state)
{
    (void)state;
    SAY(0x32, 7, 0, 0, 0, 1, 0, 8, 0, 12, 0, 1, 0x12, 4, 0x11, 0x45, 1, 0, 0xFF, 9, 0, 8, 0x21, 0x3A, 0x1B,
        0x1D, 0x6E, 0x68, 0x1B, 0x1D);
    SAY(0x32, 7, 0, 0, 0, 1, 0, 12, 0, 4, 0, 1, 0x12, 8, 0x12, 0x85, 1, 1, 0, 0, 0, 0, 0x0A, 0, 0, 0);
    SAY(0x32, 7, 0, 0, 0, 2, 0, 8, 0, 4, 0, 1, 0x12, 4, 0x11, 0x47, 1, 0, 0x0A, 0, 0, 0);
    SAY(0x32, 7, 0, 0, 0, 2, 0, 12, 0, 14, 0, 1, 0x12, 8, 0x12, 0x87, 1, 2, 0, 0, 0, 0, 0xFF, 9, 0, 10, 0, 0x19,
        0x16, 2, 8, 0x14, 0x51, 0x37, 0x91, 0x62);
    learn();
    assert_true(knowledge.has_password);
    assert_memory_equal(knowledge.password, "toor    ", 8);
    assert_true(knowledge.has_clock);
    assert_int_equal(knowledge.clock[0], 0x16);
    assert_int_equal(knowledge.clock_time, 3000);
    assert_int_equal(knowledge.start, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_list_in_fragments, begin, end),
        cmocka_unit_test_setup_teardown(test_what_was_refused_is_not_known, begin, end),
        cmocka_unit_test_setup_teardown(test_extent_of_a_data_block, begin, end),
        cmocka_unit_test_setup_teardown(test_a_password_and_a_clock, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
