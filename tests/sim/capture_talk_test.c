/* SPDX-License-Identifier: MIT
 *
 * What a capture tells of whole sessions is what was done in them.
 *
 * Clients of ours ask a CPU of ours for things at random, lose their connections and come back; every octet between
 * them goes into packets of a capture, cut at random.  The conversations then have exactly what was asked, served and
 * refused, and no password is anywhere.
 */
#include "sim/guests.h"

#include "capture/capture.h"
#include "cases.h"
#include "frames.h"

enum { OPERATIONS = 400, MEMORY_PLACES = 6, FRAMES_CUT = 60 };

static const char secret[] = "s3cret!!";

/** What one guest did. */
struct done {
    uint64_t connections, reads[MEMORY_PLACES], writes[MEMORY_PLACES], missing, stops, starts, passwords,
        clocks;
};

/** A guest's connection in the capture. */
struct line {
    struct frame_ends ends;
    uint32_t next[2];
};

static struct s7_capture *capture;
static const struct s7_session_ops *client_ops;
static struct s7_session_ops tap_ops;
static struct line lines[GUESTS];
static struct done done[GUESTS];
static struct s7_chance chance;
static uint64_t packets, secrets_seen, events_seen;

static uint32_t below(uint64_t limit)
{
    return (uint32_t)s7_chance_below(&chance, limit);
}

/* ---- the tap ----------------------------------------------------------------------------------------------------- */

static void send_frame(size_t guest, unsigned from, unsigned flags, const uint8_t *octets, size_t size)
{
    static uint8_t room[FRAME_MAX];
    struct line *line = &lines[guest];
    const struct frame_segment segment = {.from = from,
                                          .flags = flags,
                                          .sequence = line->next[from],
                                          .acknowledged = line->next[1 - from],
                                          .payload = octets,
                                          .size = size};
    struct s7_packet packet = frame_make(room, &line->ends, &segment);
    packet.number = ++packets;
    packet.time = 1000 * S7_SECOND + inn.sim.now;
    line->next[from] += (uint32_t)size + ((flags & FRAME_SYN) != 0);
    s7_capture_input(capture, &packet);
}

static void record(const void *self, unsigned from, const uint8_t *octets, size_t size)
{
    size_t guest = 0;
    while (s7_client_session(inn.guests[guest].client)->self != self)
        guest++;
    for (size_t at = 0, piece; at < size; at += piece) {
        piece = 1 + below(FRAMES_CUT);
        piece = piece < size - at ? piece : size - at;
        send_frame(guest, from, FRAME_ACK, octets + at, piece);
    }
}

static size_t tap_input(void *self, const uint8_t *octets, size_t size, s7_time now)
{
    size_t taken = client_ops->input(self, octets, size, now);
    record(self, 1, octets, taken);
    return taken;
}

static void tap_output_done(void *self, size_t size, s7_time now)
{
    const uint8_t *octets = NULL;
    assert_true(client_ops->output(self, &octets) >= size);
    record(self, 0, octets, size);
    client_ops->output_done(self, size, now);
}

static bool has_secret(struct s7_octets octets)
{
    uint8_t hidden[S7_PASSWORD_SIZE];
    s7_password_obfuscate((const uint8_t *)secret, hidden);
    for (size_t i = 0; i + sizeof hidden <= octets.size; i++)
        if (memcmp(octets.at + i, hidden, sizeof hidden) == 0)
            return true;
    return false;
}

static void take_seen(void *user, const struct s7_seen *seen)
{
    (void)user;
    events_seen++;
    secrets_seen += has_secret(seen->pdu) || has_secret(seen->packet_octets) || has_secret(seen->question);
}

/* ---- the sessions ------------------------------------------------------------------------------------------------ */

static void enter(size_t guest)
{
    lines[guest] =
        (struct line){{{(uint8_t)(10 + guest), 99}, {(uint16_t)(20000 + done[guest].connections), 102}},
                      {below(UINT32_MAX), 7}};
    done[guest].connections++;
    send_frame(guest, 0, FRAME_SYN, NULL, 0);
    send_frame(guest, 1, FRAME_SYN | FRAME_ACK, NULL, 0);
    guest_connect(guest);
}

static void open_all(void)
{
    struct s7_client_config client;
    struct s7_cpu_config *config = inn_config();
    config->has_password = true;
    memcpy(config->password, secret, sizeof config->password);
    s7_client_config_default(&client);
    client.connection_class = 1;
    client.slot = 2;
    client.push = take_push;
    sim_init(&inn.sim);
    assert_int_equal(s7_cpu_new(&inn.config, &inn.cpu), S7_OK);
    for (size_t i = 0; i < GUESTS; i++) {
        client.user = &inn.guests[i];
        assert_int_equal(s7_client_new(&client, &inn.guests[i].client), S7_OK);
        struct s7_session *session = s7_client_session(inn.guests[i].client);
        client_ops = session->ops;
        tap_ops = *client_ops;
        tap_ops.input = tap_input;
        tap_ops.output_done = tap_output_done;
        session->ops = &tap_ops;
        enter(i);
    }
}

static int run_job(size_t guest, enum s7_job_kind kind, struct s7_range range)
{
    uint8_t octets[8] = {0};
    struct s7_job_item item = {.range = range, .octets = octets};
    struct s7_job job = {.kind = kind, .items = &item, .item_count = 1, .timeout = 2 * S7_SECOND};
    assert_int_equal(s7_client_submit(inn.guests[guest].client, &job, inn.sim.now), S7_OK);
    sim_settle(&inn.sim);
    assert_true(job.finished);
    return job.fault.error;
}

static struct s7_range place(uint32_t number)
{
    return (struct s7_range){
        .area = S7_AREA_MEMORY, .first_bit = 8 * number, .bit_count = 8 + 8 * (number % 4)};
}

static void do_data(size_t guest, uint32_t which)
{
    const struct s7_range missing = {.area = S7_AREA_DB, .db = 4711, .bit_count = 8};
    uint32_t number = below(MEMORY_PLACES);
    if (which == 0) {
        assert_int_equal(run_job(guest, S7_JOB_READ, place(number)), S7_OK);
        done[guest].reads[number]++;
    } else if (which == 1) {
        assert_int_equal(run_job(guest, S7_JOB_WRITE, place(number)), S7_OK);
        done[guest].writes[number]++;
    } else {
        assert_int_not_equal(run_job(guest, S7_JOB_READ, missing), S7_OK);
        done[guest].missing++;
    }
}

static void do_something(size_t guest)
{
    uint32_t which = below(9);
    if (which < 5) {
        do_data(guest, which % 3);
    } else if (which == 5) {
        (void)ask_stop(guest);
        done[guest].stops++;
    } else if (which == 6) {
        (void)ask_start(guest, false);
        done[guest].starts++;
    } else if (which == 7) {
        (void)ask_password(guest, secret);
        done[guest].passwords++;
    } else {
        (void)ask_userdata(guest, 7, 1, NULL, 0);
        done[guest].clocks++;
    }
}

/* The line goes dead, and the guest comes back by another port. */
static void lose(size_t guest)
{
    sim_break(&inn.sim, s7_client_session(inn.guests[guest].client));
    send_frame(guest, 0, FRAME_RST, NULL, 0);
    enter(guest);
}

/* ---- what is told of them ---------------------------------------------------------------------------------------- */

static const struct s7_talk *talk_of(size_t guest)
{
    size_t count = 0;
    const struct s7_talk *const *talks = s7_capture_talks(capture, &count);
    assert_int_equal(count, GUESTS);
    for (size_t i = 0; i < count; i++)
        if (talks[i]->client.address[3] == 10 + guest)
            return talks[i];
    fail_msg("guest %zu has no talk", guest);
    return NULL;
}

static uint64_t requests_of(const struct s7_talk *talk, struct s7_function_key key)
{
    for (size_t i = 0; i < talk->function_count; i++) {
        const struct s7_function_use *use = &talk->functions[i];
        if (memcmp(&use->key, &key, sizeof key) != 0)
            continue;
        assert_int_equal(use->answers, use->requests);
        assert_int_equal(use->unanswered, 0);
        return use->requests;
    }
    return 0;
}

static const struct s7_usage *usage_of(const struct s7_talk *talk, enum s7_means means, struct s7_range range)
{
    static const struct s7_usage none = {.requests = 0};
    for (size_t i = 0; i < talk->usage_count; i++) {
        const struct s7_range *at = &talk->usages[i].range;
        if (talk->usages[i].means == means && at->area == range.area && at->db == range.db &&
            at->first_bit == range.first_bit && at->bit_count == range.bit_count)
            return &talk->usages[i];
    }
    return &none;
}

static void compare_data(const struct s7_talk *talk, const struct done *was)
{
    uint64_t reads = was->missing, writes = 0;
    for (uint32_t i = 0; i < MEMORY_PLACES; i++) {
        const struct s7_usage *read = usage_of(talk, S7_MEANS_READ_VAR, place(i));
        const struct s7_usage *write = usage_of(talk, S7_MEANS_WRITE_VAR, place(i));
        assert_int_equal(read->requests, was->reads[i]);
        assert_int_equal(read->served, was->reads[i]);
        assert_int_equal(write->served, was->writes[i]);
        assert_int_equal(write->refused, 0);
        const struct s7_range range = place(i);
        assert_true(!was->writes[i] || s7_access_set_covers(&talk->served[S7_OPERATION_WRITE], &range));
        reads += was->reads[i];
        writes += was->writes[i];
    }
    const struct s7_usage *missing =
        usage_of(talk, S7_MEANS_READ_VAR, (struct s7_range){.area = S7_AREA_DB, .db = 4711, .bit_count = 8});
    assert_int_equal(missing->refused, was->missing);
    assert_int_equal(missing->last_refusal, was->missing ? 0x0A : 0);
    assert_int_equal(requests_of(talk, (struct s7_function_key){1, 4, 0, 0}), reads);
    assert_int_equal(requests_of(talk, (struct s7_function_key){1, 5, 0, 0}), writes);
}

static void compare(size_t guest)
{
    const struct s7_talk *talk = talk_of(guest);
    const struct done *was = &done[guest];
    assert_true(talk->tsaps_known);
    assert_int_equal(talk->role, S7_ROLE_BY_CR);
    assert_int_equal(talk->protocol, S7_TALK_S7);
    assert_int_equal(talk->connections, was->connections);
    assert_int_equal(talk->resets, was->connections - 1);
    assert_int_equal(talk->called.octets[1], 2);
    assert_int_equal(talk->malformed, 0);
    compare_data(talk, was);
    assert_int_equal(requests_of(talk, (struct s7_function_key){1, 0xF0, 0, 0}), was->connections);
    assert_int_equal(requests_of(talk, (struct s7_function_key){1, 0x29, 0, 0}), was->stops);
    assert_int_equal(requests_of(talk, (struct s7_function_key){1, 0x28, 0, 0}), was->starts);
    assert_int_equal(requests_of(talk, (struct s7_function_key){7, 0, 5, 1}), was->passwords);
    assert_int_equal(requests_of(talk, (struct s7_function_key){7, 0, 7, 1}), was->clocks);
    for (int i = 0; i < S7_ANOMALY_COUNT; i++)
        if (i != S7_ANOMALY_SPLIT && i != S7_ANOMALY_SHARED)
            assert_int_equal(talk->anomalies[i], 0);
}

static void a_capture_tells_what_was_done(void **state)
{
    (void)state;
    struct s7_capture_config config;
    chance = cases_begin("talks");
    for (unsigned long round = 0; round < 1 + cases_count() / 2000; round++) {
        memset(done, 0, sizeof done);
        packets = secrets_seen = events_seen = 0;
        s7_capture_config_default(&config);
        config.seen = take_seen;
        assert_int_equal(s7_capture_new(&config, &capture), S7_OK);
        open_all();
        for (unsigned i = 0; i < OPERATIONS; i++) {
            size_t guest = below(GUESTS);
            if (below(30) == 0)
                lose(guest);
            else
                do_something(guest);
        }
        s7_capture_finish(capture);
        for (size_t i = 0; i < GUESTS; i++)
            compare(i);
        assert_int_equal(secrets_seen, 0);
        assert_true(events_seen > 2 * OPERATIONS);
        s7_capture_free(capture);
        assert_int_equal(s7_capture_new(&config, &capture), S7_OK); /* for what is said while they leave */
        inn_close();
        s7_capture_free(capture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_capture_tells_what_was_done)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
