/* SPDX-License-Identifier: MIT
 *
 * Telegrams of connections, whatever is in them: conversations stay within their limits and give back all memory.
 *
 * The input is TPKTs one after the other; the reserved octet of each chooses its direction and what happens around it.
 */
#include <string.h>

#include "capture/follower.h"
#include "fuzz.h"
#include "sieben/error.h"
#include "wire/tpkt.h"

enum { FROM_SERVER = 1, LOST = 2, CLOSED = 4, NEW_PORT = 8, LATER = 16, SHORT_OF_MEMORY = 32, MID_STREAM = 64 };
enum { TALKS = 3, USAGES = 5, FUNCTIONS = 4, ERRORS = 3, OPEN = 3, MEMORY = 4096, SPARE_MEMORY = 200 };

static struct {
    struct s7_follower follower;
    struct s7_flow_sink sink;
    struct s7_flow flow;
    uint64_t packet;
    s7_time now;
    uint64_t opened, closed;
} world;

static void touch(struct s7_octets octets)
{
    static volatile uint8_t sum; /* reads every octet, so that one that is not there is found */
    for (size_t i = 0; i < octets.size; i++)
        sum = (uint8_t)(sum + octets.at[i]);
}

static void take_seen(void *user, const struct s7_seen *seen)
{
    size_t at = 0, size = 0;
    FUZZ_CHECK(user == &world && seen->flow == &world.flow && seen->client < S7_FLOW_SIDES);
    touch(seen->pdu);
    touch(seen->question);
    touch(seen->packet_octets);
    if (seen->pdu.size && s7_password_find(seen->pdu.at, seen->pdu.size, &at, &size))
        for (size_t i = 0; i < size; i++)
            FUZZ_CHECK(seen->pdu.at[at + i] == 0);
    FUZZ_CHECK(seen->kind != S7_SEEN_S7 || seen->role != S7_ROLE_ANSWER || !seen->question.size ||
               seen->latency >= 0);
    world.opened += seen->kind == S7_SEEN_OPENED;
    world.closed += seen->kind == S7_SEEN_CLOSED;
}

static void open_flow(uint8_t options)
{
    static const struct s7_flow fresh = {.ends = {{.address = {10, 0, 0, 1}, .version = 4, .port = 50000},
                                                  {.address = {10, 0, 0, 2}, .version = 4}}};
    world.flow = fresh;
    world.flow.seen = options & MID_STREAM ? 0 : S7_FLOW_SEEN_SYN;
    world.flow.ends[1].port = (uint16_t)(options & NEW_PORT ? 1000 + world.opened % 5 : 102);
    world.flow.first = world.flow.last = world.now;
    world.sink.opened(world.sink.user, &world.flow);
}

static void close_flow(uint8_t options)
{
    world.sink.closed(world.sink.user, &world.flow, (enum s7_flow_end)(options % (S7_FLOW_END_CAPTURE + 1)),
                      world.now);
    FUZZ_CHECK(world.flow.talk == NULL);
}

static void begin(uint8_t options)
{
    struct s7_capture_config config = {
        .flow = {.ports = {102}, .port_count = 1},
        .limits = {.conversations = TALKS,
                   .usages = USAGES,
                   .areas = USAGES,
                   .functions = FUNCTIONS,
                   .errors = ERRORS,
                   .outstanding = OPEN,
                   .memory = options & SHORT_OF_MEMORY ? SPARE_MEMORY : MEMORY,
                   .talk_memory = options & SHORT_OF_MEMORY ? SPARE_MEMORY : 1 << 20},
        .seen = take_seen,
        .user = &world};
    memset(&world, 0, sizeof world);
    s7_follower_init(&world.follower, &config);
    world.sink = s7_follower_sink(&world.follower);
    open_flow(options);
}

static void say(const uint8_t *octets, size_t size)
{
    uint8_t options = octets[1];
    uint8_t *exact = malloc(size);
    FUZZ_CHECK(exact);
    memcpy(exact, octets, size);
    world.now += options & LATER ? 20 * S7_SECOND : S7_MILLISECOND;
    const struct s7_telegram telegram = {.packet = ++world.packet,
                                         .time = world.now,
                                         .side = options & FROM_SERVER,
                                         .octets = exact,
                                         .size = size};
    if (options & LOST)
        world.sink.lost(world.sink.user, &world.flow, options & FROM_SERVER, S7_LOSS_GAP, 5, world.packet,
                        world.now);
    world.sink.telegram(world.sink.user, &world.flow, &telegram);
    free(exact);
    if (options & CLOSED) {
        close_flow((uint8_t)size);
        open_flow(options);
    }
}

static void check_talk(const struct s7_talk *talk)
{
    FUZZ_CHECK(talk->usage_count <= 2 * USAGES && talk->function_count <= FUNCTIONS &&
               talk->error_count <= ERRORS);
    FUZZ_CHECK(talk->most_outstanding <= OPEN && talk->connections > 0 && talk->malformed <= talk->pdus);
    for (int i = 0; i < S7_OPERATION_COUNT; i++)
        FUZZ_CHECK(talk->served[i].range_count <= USAGES && talk->refused_bits[i].range_count <= USAGES);
    for (size_t i = 0; i < talk->usage_count; i++)
        FUZZ_CHECK(talk->usages[i].requests > 0 &&
                   (talk->usages[i].raw || talk->usages[i].range.bit_count > 0));
    FUZZ_CHECK(!talk->latency ||
               s7_latency_quantile(talk->latency, 0.5) <= s7_latency_quantile(talk->latency, 0.99));
}

void fuzz_one(const uint8_t *octets, size_t size)
{
    size_t packet = 0;
    begin(size > 1 ? octets[1] : 0);
    for (size_t at = 0; size - at >= S7_TPKT_SIZE; at += packet) {
        if (s7_tpkt_decode(octets + at, &packet) != S7_OK || packet > size - at)
            break;
        say(octets + at, packet);
    }
    close_flow(S7_FLOW_END_CAPTURE);
    s7_follower_finish(&world.follower);
    FUZZ_CHECK(world.opened == world.closed && world.follower.book.count <= TALKS);
    for (size_t i = 0; i < world.follower.book.count; i++)
        check_talk(&s7_book_at(&world.follower.book, i)->talk);
    s7_follower_free(&world.follower);
    FUZZ_CHECK(world.follower.open.used == 0 && world.follower.kept.used == 0);
}
