/* SPDX-License-Identifier: MIT
 *
 * Recorded conversations in other segments are the same conversations.
 *
 * The telegrams of every capture are sent again twice: each in a segment of its own, and cut, merged, repeated,
 * overlapping and out of order.  What `capture list` would tell of both (partners, functions, accesses, errors, how
 * many of each) is the same.
 *
 * S7_CAPTURES: folder of the captures, default ../shared/captures beside the project; without it the test is skipped
 * (77), or fails when S7_REQUIRE names captures.
 */
#include <dirent.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/printf_like.h"
#include "capture/capture.h"
#include "capture_file.h"
#include "cases.h"
#include "frames.h"
#include "must.h"

enum { SKIPPED = 77, TELEGRAMS = 4000, FLOWS = 64, HOSTS = 32, RUN_MAX = 8, SUMMARY_MAX = 200000, ROUNDS = 5 };

struct recorded {
    unsigned flow, side;
    uint8_t *octets;
    size_t size;
};

static struct {
    struct s7_station hosts[HOSTS];
    unsigned host_count;
    struct frame_ends flows[FLOWS];
    unsigned flow_count;
    struct recorded telegrams[TELEGRAMS];
    size_t count;
} recording;

static uint8_t host_number(const struct s7_station *station)
{
    for (unsigned i = 0; i < recording.host_count; i++) {
        if (s7_station_same_host(&recording.hosts[i], station))
            return (uint8_t)(i + 1);
    }
    must(recording.host_count < HOSTS);
    recording.hosts[recording.host_count++] = *station;
    return (uint8_t)recording.host_count;
}

static void on_opened(void *user, struct s7_flow *flow)
{
    (void)user;
    must(recording.flow_count < FLOWS);
    struct frame_ends *ends = &recording.flows[recording.flow_count++];
    for (unsigned i = 0; i < S7_FLOW_SIDES; i++) {
        ends->host[i] = host_number(&flow->ends[i]);
        ends->port[i] = flow->ends[i].port;
    }
    flow->talk = ends;
}

static void on_telegram(void *user, struct s7_flow *flow, const struct s7_telegram *telegram)
{
    (void)user;
    must(recording.count < TELEGRAMS);
    struct recorded *recorded = &recording.telegrams[recording.count++];
    const struct frame_ends *ends = flow->talk;
    *recorded = (struct recorded){(unsigned)(ends - recording.flows), telegram->side, malloc(telegram->size),
                                  telegram->size};
    must(recorded->octets);
    memcpy(recorded->octets, telegram->octets, telegram->size);
}

static void on_lost(void *user, struct s7_flow *flow, unsigned side, enum s7_loss loss, uint64_t octets,
                    uint64_t packet, s7_time time)
{
    (void)user;
    (void)flow;
    (void)side;
    (void)loss;
    (void)octets;
    (void)packet;
    (void)time;
}

static void on_closed(void *user, struct s7_flow *flow, enum s7_flow_end end, s7_time time)
{
    (void)user;
    (void)flow;
    (void)end;
    (void)time;
}

static void take_frame(void *self, const struct capture_frame *frame)
{
    const struct s7_packet packet = {frame->number, frame->time, frame->linktype,
                                     frame->octets, frame->size, frame->size};
    s7_flows_input(self, &packet);
}

static void record_file(const char *path)
{
    static const struct s7_flow_sink sink = {NULL, on_opened, on_telegram, on_lost, on_closed};
    struct s7_flow_config config;
    struct s7_flows *flows;
    for (size_t i = 0; i < recording.count; i++)
        free(recording.telegrams[i].octets);
    memset(&recording, 0, sizeof recording);
    s7_flow_config_default(&config);
    must(s7_flows_new(&config, &sink, &flows) == 0);
    must(capture_file_read(path, take_frame, flows));
    s7_flows_finish(flows);
    s7_flows_free(flows);
}

/* --- the wire */

static struct {
    struct s7_capture *capture;
    uint64_t number;
    uint32_t next[FLOWS][S7_FLOW_SIDES];
    struct s7_chance chance;
} wire;

static uint32_t below(uint64_t limit)
{
    return (uint32_t)s7_chance_below(&wire.chance, limit);
}

static void put(unsigned flow, const struct frame_segment *segment)
{
    static uint8_t room[FRAME_MAX];
    struct s7_packet packet = frame_make(room, &recording.flows[flow], segment);
    packet.number = ++wire.number;
    packet.time = (s7_time)packet.number * 1000;
    s7_capture_input(wire.capture, &packet);
}

static void put_data(const struct recorded *from, const uint8_t *octets, size_t at, size_t size)
{
    uint32_t *next = wire.next[from->flow];
    put(from->flow, &(struct frame_segment){from->side, FRAME_ACK, next[from->side] + (uint32_t)at,
                                            next[1 - from->side], octets + at, size});
}

/* Some telegrams of one side: cut anywhere, sent in any order, and parts of them again. */
static void put_cut(const struct recorded *from, const uint8_t *octets, size_t size)
{
    enum { PIECES = 64 };
    size_t starts[PIECES + 1], count = 0;
    for (size_t at = 0; at < size && count < PIECES - 1; at += 1 + below(size / 4 + 2))
        starts[count++] = at;
    starts[count] = size;
    unsigned order[PIECES];
    for (unsigned i = 0; i < count; i++)
        order[i] = i;
    for (unsigned i = (unsigned)count; i > 1 && below(2); i--) {
        unsigned other = below(i), kept = order[i - 1];
        order[i - 1] = order[other];
        order[other] = kept;
    }
    for (size_t i = 0; i < count; i++) {
        size_t at = starts[order[i]], end = starts[order[i] + 1];
        put_data(from, octets, at, end - at + below(size - end + 1));
        if (below(3) == 0)
            put_data(from, octets, at, end - at);
    }
}

/* How many telegrams from here on are of the same side of the same connection. */
static size_t run_at(size_t index)
{
    const struct recorded *first = &recording.telegrams[index];
    size_t count = 1;
    while (index + count < recording.count && count < RUN_MAX && first[count].flow == first->flow &&
           first[count].side == first->side)
        count++;
    return count;
}

static void put_run(size_t index, size_t count)
{
    static uint8_t octets[RUN_MAX * 65536];
    const struct recorded *first = &recording.telegrams[index];
    size_t size = 0;
    for (size_t i = 0; i < count; size += first[i++].size)
        memcpy(octets + size, first[i].octets, first[i].size);
    if (size > 60000 || count == 0)
        for (size_t at = 0, i = 0; i < count; at += first[i++].size)
            put_data(first, octets, at, first[i].size);
    else
        put_cut(first, octets, size);
    wire.next[first->flow][first->side] += (uint32_t)size;
}

static void put_handshakes(void)
{
    for (unsigned flow = 0; flow < recording.flow_count; flow++) {
        for (unsigned side = 0; side < S7_FLOW_SIDES; side++)
            wire.next[flow][side] = (uint32_t)s7_chance_next(&wire.chance);
        put(flow, &(struct frame_segment){0, FRAME_SYN, wire.next[flow][0] - 1, 0, NULL, 0});
        put(flow, &(struct frame_segment){1, FRAME_SYN | FRAME_ACK, wire.next[flow][1] - 1, wire.next[flow][0],
                                          NULL, 0});
    }
}

/* --- what is told of it */

struct summary {
    char text[SUMMARY_MAX];
    size_t size;
};

S7_PRINTF_LIKE(2, 3) static void tell(struct summary *summary, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(summary->text + summary->size, SUMMARY_MAX - summary->size, format, arguments);
    va_end(arguments);
    must(size >= 0 && (size_t)size < SUMMARY_MAX - summary->size);
    summary->size += (size_t)size;
}

static void tell_counts(struct summary *summary, const struct s7_talk *talk)
{
    const struct s7_function_use *functions = talk->functions;
    const struct s7_usage *usages = talk->usages;
    for (size_t i = 0; i < talk->function_count; i++)
        tell(summary, " function %u %u %u %u: %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 "\n",
             functions[i].key.rosctr, functions[i].key.function, functions[i].key.group,
             functions[i].key.subfunction, functions[i].requests, functions[i].answers, functions[i].pushes,
             functions[i].refused, functions[i].unanswered);
    for (size_t i = 0; i < talk->usage_count; i++)
        tell(summary, " usage %d %d %u %u %u: %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 "\n",
             (int)usages[i].means, (int)usages[i].range.area, (unsigned)usages[i].range.db,
             (unsigned)usages[i].range.first_bit, (unsigned)usages[i].range.bit_count, usages[i].requests,
             usages[i].served, usages[i].refused, usages[i].deliveries);
    for (size_t i = 0; i < talk->error_count; i++)
        tell(summary, " error %04X %d: %" PRIu64 "\n", talk->errors[i].code, talk->errors[i].of_item,
             talk->errors[i].count);
    for (int i = 0; i < S7_ANOMALY_COUNT; i++)
        if (i != S7_ANOMALY_SPLIT && i != S7_ANOMALY_SHARED)
            tell(summary, " %s %" PRIu64 "\n", s7_anomaly_name((enum s7_anomaly)i), talk->anomalies[i]);
}

static void tell_talk(struct summary *summary, const struct s7_talk *talk)
{
    char host[64];
    struct s7_strbuf buf = s7_strbuf_over(host, sizeof host);
    s7_station_print(&buf, &talk->client);
    tell(summary, "%s", host);
    buf = s7_strbuf_over(host, sizeof host);
    s7_station_print(&buf, &talk->server);
    tell(summary, " -> %s protocol %d role %d connections %" PRIu64 " pdu %u %u amq %u %u %u\n", host,
         (int)talk->protocol, (int)talk->role, talk->connections, talk->pdu_asked, talk->pdu_granted,
         talk->amq_asked, talk->amq_granted, talk->most_outstanding);
    tell(summary,
         " telegrams %" PRIu64 " pdus %" PRIu64 " octets %" PRIu64 " %" PRIu64 " malformed %" PRIu64 "\n",
         talk->telegrams, talk->pdus, talk->octets_to_server, talk->octets_to_client, talk->malformed);
    tell_counts(summary, talk);
}

/* All telegrams again, cut or each by itself. */
static void play(bool cut, struct summary *summary)
{
    struct s7_capture_config config;
    size_t talk_count;
    s7_capture_config_default(&config);
    must(s7_capture_new(&config, &wire.capture) == 0);
    wire.number = 0;
    summary->size = 0;
    put_handshakes();
    for (size_t i = 0; i < recording.count;) {
        size_t count = cut ? run_at(i) : 1;
        if (cut) {
            put_run(i, count);
        } else {
            const struct recorded *telegram = &recording.telegrams[i];
            put_data(telegram, telegram->octets, 0, telegram->size);
            wire.next[telegram->flow][telegram->side] += (uint32_t)telegram->size;
        }
        i += count;
    }
    s7_capture_finish(wire.capture);
    const struct s7_talk *const *talks = s7_capture_talks(wire.capture, &talk_count);
    for (size_t i = 0; i < talk_count; i++)
        tell_talk(summary, talks[i]);
    const struct s7_losses *losses = &s7_capture_statistics(wire.capture)->losses;
    for (int i = 0; i < S7_LOSS_COUNT; i++)
        if (losses->counts[i] && i != S7_LOSS_REPEATED)
            tell(summary, "lost %s\n", s7_loss_name((enum s7_loss)i));
    s7_capture_free(wire.capture);
}

/* The first line that differs, of both. */
static void show_difference(const char *path, const struct summary *one, const struct summary *other)
{
    size_t at = 0, line = 0;
    while (one->text[at] && one->text[at] == other->text[at]) {
        if (one->text[at++] == '\n')
            line = at;
    }
    printf("%s:\n  whole: %.*s\n  cut:   %.*s\n", path, (int)strcspn(one->text + line, "\n"), one->text + line,
           (int)strcspn(other->text + line, "\n"), other->text + line);
}

static size_t compare_file(const char *path)
{
    static struct summary whole, cut;
    record_file(path);
    play(false, &whole);
    must(whole.size > 0 || recording.count == 0);
    for (int round = 0; round < ROUNDS; round++) {
        play(true, &cut);
        if (strcmp(whole.text, cut.text) != 0) {
            show_difference(path, &whole, &cut);
            exit(EXIT_FAILURE);
        }
    }
    return recording.count;
}

static int skip(const char *folder)
{
    const char *require = getenv("S7_REQUIRE");
    printf("skipped: no captures in %s\n", folder);
    return require && strstr(require, "captures") ? EXIT_FAILURE : SKIPPED;
}

int main(void)
{
    const char *given = getenv("S7_CAPTURES");
    const char *folder = given ? given : REPLAY_SOURCE_DIR "/../../../shared/captures";
    DIR *directory = opendir(folder);
    size_t files = 0, telegrams = 0;
    wire.chance = cases_begin("replay_framing");
    for (struct dirent *entry; directory && (entry = readdir(directory));) {
        char path[1024];
        if (!strstr(entry->d_name, ".pcap"))
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        telegrams += compare_file(path);
        files++;
    }
    if (directory)
        closedir(directory);
    if (!files)
        return skip(folder);
    for (size_t i = 0; i < recording.count; i++)
        free(recording.telegrams[i].octets);
    printf("%zu files, %zu telegrams\n", files, telegrams);
    return telegrams ? EXIT_SUCCESS : EXIT_FAILURE;
}
