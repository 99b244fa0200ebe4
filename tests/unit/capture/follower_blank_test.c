/* SPDX-License-Identifier: MIT */
#include "hearing.h"

enum { PASSWORD_AT = 22, PASSWORD_SIZE = 8, HEADERS = 7 };

static const uint8_t set_password[] = {0x32, 7, 0,    0,    0,    6,    0,    8,    0,    12,
                                       0,    1, 0x12, 4,    0x11, 0x45, 1,    0,    0xFF, 9,
                                       0,    8, 0x21, 0x3A, 0x1B, 0x1D, 0x6E, 0x68, 0x1B, 0x1D};

static bool has_password(const uint8_t *octets, size_t size)
{
    for (size_t i = 0; i + 2 <= size; i++)
        for (size_t k = PASSWORD_AT; k + 2 <= sizeof set_password; k++)
            if (memcmp(octets + i, set_password + k, 2) == 0)
                return true;
    return false;
}

static void expect_covered(const struct event *event)
{
    assert_int_equal(event->seen.pdu.size, sizeof set_password);
    assert_memory_equal(event->pdu, set_password, PASSWORD_AT);
    assert_false(has_password(event->pdu, event->seen.pdu.size));
    assert_false(has_password(event->packet, event->seen.packet_octets.size));
    assert_false(has_password(event->question, event->seen.question.size));
}

static void a_password_is_seen_nowhere(void **state)
{
    (void)state;
    assert_true(has_password(set_password, sizeof set_password));
    say(CLIENT, set_password, sizeof set_password);
    expect_covered(last_event());
    assert_int_equal(last_event()->seen.packet_octets.size, HEADERS + sizeof set_password);
    assert_memory_equal(last_event()->packet + HEADERS, set_password, PASSWORD_AT);
    SAY(SERVER, 0x32, 7, 0, 0, 0, 6, 0, 12, 0, 4, 0, 1, 0x12, 8, 0x12, 0x85, 1, 1, 0, 0, 0, 0, 0x0A, 0, 0, 0);
    assert_int_equal(last_event()->seen.question.size, sizeof set_password);
    assert_false(has_password(last_event()->question, sizeof set_password));
}

static void nor_in_a_request_that_was_never_answered(void **state)
{
    (void)state;
    say(CLIENT, set_password, sizeof set_password);
    close_flow(S7_FLOW_END_FIN);
    assert_int_equal(events[2].seen.kind, S7_SEEN_NO_ANSWER);
    expect_covered(&events[2]);
}

static void nor_in_several_dts(void **state)
{
    (void)state;
    for (size_t cut = 1; cut < sizeof set_password; cut++) {
        event_count = 0;
        say_part(CLIENT, set_password, cut, false);
        assert_int_equal(event_count, 0);
        say_part(CLIENT, set_password + cut, sizeof set_password - cut, true);
        assert_int_equal(last_event()->seen.kind, S7_SEEN_S7);
        expect_covered(last_event());
    }
}

static void without_memory_nothing_of_it_is_shown(void **state)
{
    (void)state;
    follower.open.limit = 0;
    say(CLIENT, set_password, sizeof set_password);
    assert_int_equal(last_event()->seen.kind, S7_SEEN_S7);
    assert_int_equal(last_event()->seen.pdu.size, 0);
    assert_int_equal(last_event()->seen.packet_octets.size, HEADERS);
    assert_false(last_event()->seen.decoded);
}

static void everything_else_is_as_it_was(void **state)
{
    (void)state;
    SAY(CLIENT, 0x32, 1, 0, 0, 0, 1, 0, 2, 0, 0, 0x28, 0);
    assert_int_equal(last_event()->seen.pdu.size, 12);
    assert_int_equal(last_event()->pdu[10], 0x28);
    assert_null(follower.scratch.at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(a_password_is_seen_nowhere),
                                       TEST(nor_in_a_request_that_was_never_answered), TEST(nor_in_several_dts),
                                       TEST(without_memory_nothing_of_it_is_shown),
                                       TEST(everything_else_is_as_it_was)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
