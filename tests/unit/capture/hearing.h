/* SPDX-License-Identifier: MIT
 *
 * hearing.h — a follower and one connection in front of it: telegrams are said, events and the talk are looked at.
 */
#ifndef TESTS_CAPTURE_HEARING_H
#define TESTS_CAPTURE_HEARING_H

#include "capture/follower.h"

#include "check.h"

#include <string.h>

enum { CLIENT, SERVER, EVENTS = 64, KEPT = 2048 };

/** An event, with its octets copied. */
struct event {
    struct s7_seen seen;
    uint8_t pdu[KEPT], question[KEPT], packet[KEPT];
};

static struct s7_capture_config config;
static struct s7_follower follower;
static struct s7_flow_sink sink;
static struct s7_flow flow;
static struct event events[EVENTS];
static size_t event_count;
static uint64_t packet;
static s7_time now;

static inline void keep(uint8_t *kept, const struct s7_octets *octets)
{
    assert_true(octets->size <= KEPT);
    if (octets->size)
        memcpy(kept, octets->at, octets->size);
}

static inline void hear(void *user, const struct s7_seen *seen)
{
    (void)user;
    assert_true(event_count < EVENTS);
    struct event *event = &events[event_count++];
    event->seen = *seen;
    keep(event->pdu, &seen->pdu);
    keep(event->question, &seen->question);
    keep(event->packet, &seen->packet_octets);
}

static inline void open_flow(unsigned seen)
{
    flow = (struct s7_flow){.ends = {{.address = {10, 0, 0, 1}, .version = 4, .port = 50000},
                                     {.address = {10, 0, 0, 2}, .version = 4, .port = 102}},
                            .seen = seen,
                            .heard = 3,
                            .first = now,
                            .last = now,
                            .first_packet = packet + 1};
    sink.opened(sink.user, &flow);
}

static inline int begin(void **state)
{
    (void)state;
    event_count = 0;
    packet = 0;
    now = 1000 * S7_SECOND;
    config = (struct s7_capture_config){.flow = {.ports = {102}, .port_count = 1},
                                        .limits = {.conversations = 8,
                                                   .usages = 16,
                                                   .areas = 64,
                                                   .functions = 16,
                                                   .errors = 8,
                                                   .outstanding = 4,
                                                   .memory = 1 << 20,
                                                   .talk_memory = 1 << 20},
                                        .seen = hear};
    s7_follower_init(&follower, &config);
    sink = s7_follower_sink(&follower);
    open_flow(S7_FLOW_SEEN_SYN | S7_FLOW_SEEN_SYN_ACK);
    return 0;
}

static inline void close_flow(enum s7_flow_end end)
{
    sink.closed(sink.user, &flow, end, now);
}

static inline int end(void **state)
{
    (void)state;
    if (flow.talk)
        close_flow(S7_FLOW_END_CAPTURE);
    s7_follower_free(&follower);
    return follower.open.used + follower.kept.used != 0;
}

/** A telegram of these octets behind its TPKT header, 1 ms later. */
static inline void say_tpdu(unsigned side, const uint8_t *tpdu, size_t size)
{
    uint8_t octets[KEPT] = {3, 0, (uint8_t)((size + 4) >> 8), (uint8_t)(size + 4)};
    memcpy(octets + 4, tpdu, size);
    now += S7_MILLISECOND;
    const struct s7_telegram telegram = {
        .packet = ++packet, .time = now, .side = side, .octets = octets, .size = size + 4};
    sink.telegram(sink.user, &flow, &telegram);
}

static inline void say_part(unsigned side, const uint8_t *user_data, size_t size, bool eot)
{
    uint8_t tpdu[KEPT] = {2, 0xF0, eot ? 0x80 : 0};
    if (size)
        memcpy(tpdu + 3, user_data, size);
    say_tpdu(side, tpdu, size + 3);
}

static inline void say(unsigned side, const uint8_t *pdu, size_t size)
{
    say_part(side, pdu, size, true);
}

/** SAY(CLIENT, 0x32, …): one PDU in one DT. */
#define SAY(side, ...)                                                                                         \
    do {                                                                                                       \
        static const uint8_t said[] = {__VA_ARGS__};                                                           \
        say(side, said, sizeof said);                                                                          \
    } while (0)

static inline const struct event *last_event(void)
{
    assert_true(event_count > 0);
    return &events[event_count - 1];
}

static inline struct s7_talk *the_talk(void)
{
    assert_int_equal(follower.book.count, 1);
    return &s7_book_at(&follower.book, 0)->talk;
}

static inline const struct s7_function_use *use_of(uint8_t rosctr, uint8_t function, uint8_t group, uint8_t sub)
{
    const struct s7_talk *talk = the_talk();
    const struct s7_function_key key = {rosctr, function, group, sub};
    for (size_t i = 0; i < talk->function_count; i++)
        if (s7_pdu_same_function(&talk->functions[i].key, &key))
            return &talk->functions[i];
    fail_msg("no such function");
    return NULL;
}

/** CR and CC between TSAP 01.00 and 01.02. */
static inline void say_connect(void)
{
    static const uint8_t cr[] = {17, 0xE0, 0, 0, 0, 1, 0, 0xC0, 1, 10, 0xC1, 2, 1, 0, 0xC2, 2, 1, 2};
    static const uint8_t cc[] = {17, 0xD0, 0, 1, 0, 2, 0, 0xC0, 1, 10, 0xC1, 2, 1, 0, 0xC2, 2, 1, 2};
    say_tpdu(CLIENT, cr, sizeof cr);
    say_tpdu(SERVER, cc, sizeof cc);
}

/** Setup: asks for 480 octets and 3 jobs, is granted 240 and 2. */
static inline void say_setup(void)
{
    SAY(CLIENT, 0x32, 1, 0, 0, 0, 1, 0, 8, 0, 0, 0xF0, 0, 0, 3, 0, 3, 1, 0xE0);
    SAY(SERVER, 0x32, 3, 0, 0, 0, 1, 0, 8, 0, 0, 0, 0, 0xF0, 0, 0, 2, 0, 2, 0, 0xF0);
}

/** Read Var of P#DB1.DBX0.0 BYTE 2 with this reference, and its answer. */
static inline void ask_read(uint8_t reference)
{
    const uint8_t pdu[] = {0x32, 1,  0,    0, 0, reference, 0, 14, 0,    0, 4, 1,
                           0x12, 10, 0x10, 2, 0, 2,         0, 1,  0x84, 0, 0, 0};
    say(CLIENT, pdu, sizeof pdu);
}

static inline void answer_read(uint8_t reference)
{
    const uint8_t pdu[] = {0x32, 3, 0, 0, 0, reference, 0, 2, 0, 6, 0, 0, 4, 1, 0xFF, 4, 0, 16, 0xAB, 0xCD};
    say(SERVER, pdu, sizeof pdu);
}

static inline uint64_t anomaly(enum s7_anomaly which)
{
    return the_talk()->anomalies[which];
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

#endif
