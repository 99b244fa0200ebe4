/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "session_line.h"
#include "sieben/error.h"

static void packets_become_talks(void **state)
{
    (void)state;
    assert_int_equal(open_capture(), S7_OK);
    struct line one = line_between(1, 9, 5000), other = line_between(2, 9, 5000);
    dial(&one);
    dial(&other);
    for (uint8_t i = 0; i < 5; i++) {
        read_once(&one, i);
        read_once(&other, i);
    }
    send(&one, CLIENT, FRAME_RST, NULL, 0);
    s7_capture_finish(capture);
    size_t count = 0;
    const struct s7_talk *const *talks = s7_capture_talks(capture, &count);
    assert_int_equal(count, 2);
    assert_int_equal(talks[0]->client.address[3], 1);
    assert_int_equal(talks[1]->client.address[3], 2);
    assert_int_equal(talks[0]->usages[0].served, 5);
    assert_int_equal(talks[0]->resets, 1);
    assert_int_equal(talks[0]->open, 0);
    assert_int_equal(talks[1]->open, 1);
    assert_int_equal(talks[0]->telegrams, 12);
    assert_int_equal(seen_answers, 10);
    const struct s7_flow_statistics *statistics = s7_capture_statistics(capture);
    assert_int_equal(statistics->packets, number);
    assert_int_equal(statistics->flows, 2);
    s7_capture_free(capture);
}

static void what_the_talks_lost_is_told_with_what_the_connections_lost(void **state)
{
    (void)state;
    struct s7_capture_config config;
    s7_capture_config_default(&config);
    config.limits.usages = 0;
    assert_int_equal(s7_capture_new(&config, &capture), S7_OK);
    config.limits.conversations = 0;
    struct line one = line_between(1, 9, 5000);
    dial(&one);
    read_once(&one, 1);
    send(&one, CLIENT, FRAME_ACK, "junk that is no telegram", 24);
    s7_capture_finish(capture);
    size_t count = 0;
    const struct s7_talk *const *talks = s7_capture_talks(capture, &count);
    assert_int_equal(talks[0]->losses.counts[S7_LOSS_USAGE_LIMIT], 1);
    assert_true(s7_capture_statistics(capture)->losses.counts[S7_LOSS_UNFRAMED] > 0);
    s7_capture_free(capture);
    assert_int_equal(s7_capture_new(&config, &capture), S7_OK);
    one = line_between(1, 9, 5000);
    dial(&one);
    assert_int_equal(s7_capture_statistics(capture)->losses.counts[S7_LOSS_TALK_LIMIT], 1);
    s7_capture_talks(capture, &count);
    assert_int_equal(count, 0);
    s7_capture_free(capture); /* without an end: open connections are given back */
}

static void hundred_thousand_half_open_connections_take_no_more_memory_than_one(void **state)
{
    (void)state;
    assert_int_equal(open_capture(), S7_OK);
    for (unsigned i = 0; i < 100000; i++) {
        struct line line = line_between((uint8_t)(1 + i / 60000), 9, (uint16_t)(1024 + i % 60000));
        send(&line, CLIENT, FRAME_SYN, NULL, 0);
    }
    number += 5000; /* 5 s later */
    struct line last = line_between(1, 9, 1023);
    send(&last, CLIENT, FRAME_SYN, NULL, 0);
    s7_capture_finish(capture);
    size_t count = 0;
    const struct s7_talk *const *talks = s7_capture_talks(capture, &count);
    assert_int_equal(count, 2);
    assert_int_equal(talks[0]->connections + talks[1]->connections, 100001);
    assert_int_equal(talks[0]->unanswered + talks[1]->unanswered, 100000);
    s7_capture_free(capture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packets_become_talks),
        cmocka_unit_test(what_the_talks_lost_is_told_with_what_the_connections_lost),
        cmocka_unit_test(hundred_thousand_half_open_connections_take_no_more_memory_than_one)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
