/* SPDX-License-Identifier: MIT
 *
 * Client and server engines joined in memory: whole sessions, cut at every octet, refused, abandoned, flooded.
 */
#include "check.h"

#include <string.h>

#include "engine/client.h"
#include "sim/flat.h"
#include "sim/link.h"

struct bench {
    struct sim sim;
    struct flat flat;
    struct s7_client *client;
};

static struct bench bench; /* large: not for the stack */

static struct s7_server_config server_config(void)
{
    struct s7_server_config config;
    s7_server_config_default(&config);
    config.pdu_length = 240;
    config.amq = 3;
    config.link_count = 4;
    return config;
}

static void set_up(struct s7_server_config server, const struct s7_client_config *client)
{
    struct s7_client_config config;
    s7_client_config_default(&config);
    sim_init(&bench.sim);
    flat_init(&bench.flat, server);
    assert_int_equal(s7_client_new(client ? client : &config, &bench.client), S7_OK);
}

static enum s7_accept connect_client(void)
{
    return sim_connect(&bench.sim, s7_client_session(bench.client), s7_server_acceptor(bench.flat.server),
                       "peer");
}

static void tear_down(void)
{
    s7_client_close(bench.client, bench.sim.now);
    s7_server_close(bench.flat.server, bench.sim.now);
    sim_pass(&bench.sim, 10 * S7_SECOND);
    assert_int_equal(s7_client_state(bench.client), S7_CLIENT_IDLE);
    assert_int_equal(s7_server_counters(bench.flat.server)->links, 0);
    sim_done(&bench.sim);
    s7_client_free(bench.client);
    flat_done(&bench.flat);
}

static struct s7_range db1(uint32_t octet, uint32_t octets)
{
    return (struct s7_range){.area = S7_AREA_DB, .db = 1, .first_bit = octet * 8, .bit_count = octets * 8};
}

static struct s7_job job_of(enum s7_job_kind kind, struct s7_job_item *items, size_t count)
{
    return (struct s7_job){.kind = kind, .items = items, .item_count = count, .timeout = 2 * S7_SECOND};
}

static bool job_finished(void *user)
{
    return ((struct s7_job *)user)->finished;
}

static void run_job(struct s7_job *job)
{
    assert_int_equal(s7_client_submit(bench.client, job, bench.sim.now), S7_OK);
    assert_true(sim_until(&bench.sim, job_finished, job, 60 * S7_SECOND));
}

static void fill(uint8_t *octets, size_t size, unsigned seed)
{
    for (size_t i = 0; i < size; i++)
        octets[i] = (uint8_t)(i * 7 + seed + i / 251);
}

/* ---- the session, cut anywhere ------------------------------------------------------------------------- */

/* One whole PUT/GET session: connect, write 700 octets and a bit, read them back over several PDUs, end. */
static void whole_session(void)
{
    uint8_t sent[700], back[700], bit = 1, bit_back = 0;
    struct s7_range bit_range = {.area = S7_AREA_DB, .db = 1, .first_bit = 4000 * 8 + 5, .bit_count = 1};
    fill(sent, sizeof sent, 3);
    memset(back, 0, sizeof back);
    struct s7_job_item out[] = {{.range = db1(10, 700), .octets = sent}, {.range = bit_range, .octets = &bit}};
    struct s7_job_item in[] = {{.range = db1(10, 700), .octets = back},
                               {.range = bit_range, .octets = &bit_back}};
    struct s7_job write = job_of(S7_JOB_WRITE, out, 2), read = job_of(S7_JOB_READ, in, 2);
    assert_int_equal(connect_client(), S7_ACCEPT_TAKE);
    run_job(&write);
    assert_int_equal(write.fault.error, S7_OK);
    run_job(&read);
    assert_int_equal(read.fault.error, S7_OK);
    assert_memory_equal(sent, back, sizeof sent);
    assert_memory_equal(sent, bench.flat.memory + 10, sizeof sent);
    assert_int_equal(bench.flat.memory[9], 0);
    assert_int_equal(bench.flat.memory[710], 0);
    assert_int_equal(bench.flat.memory[4000], 0x20);
    assert_int_equal(bit_back, 1);
    assert_int_equal(write.pdu_count, 4); /* 212 + 212 + 212 + 64 and the bit */
    assert_int_equal(read.pdu_count, 4);  /* 222 + 222 + 222 + 34 and the bit */
}

static size_t cut_at; /* total octets after which a cut falls, counted over all deliveries */
static size_t cut_seen;

static size_t cut_once(void *user, size_t available)
{
    (void)user;
    size_t piece = available;
    if (cut_seen < cut_at && cut_at < cut_seen + available)
        piece = cut_at - cut_seen;
    cut_seen += piece;
    return piece;
}

static size_t cut_single(void *user, size_t available)
{
    (void)user, (void)available;
    return 1;
}

static void every_cut_gives_the_same_result(void **state)
{
    (void)state;
    size_t total = 0;
    for (cut_at = 0; cut_at == 0 || cut_at < total; cut_at++) {
        cut_seen = 0;
        set_up(server_config(), NULL);
        bench.sim.cut = cut_once;
        whole_session();
        total = cut_seen;
        tear_down();
    }
    assert_true(total > 1500);
}

static void octet_by_octet_gives_the_same_result(void **state)
{
    (void)state;
    set_up(server_config(), NULL);
    bench.sim.cut = cut_single;
    bench.sim.delay = S7_MILLISECOND;
    whole_session();
    tear_down();
}

static void a_small_tpdu_limits_the_pdu(void **state)
{
    (void)state;
    struct s7_client_config client;
    uint8_t octets[300], back[300];
    fill(octets, sizeof octets, 9);
    s7_client_config_default(&client);
    client.tpdu_code = 0x07;
    set_up(server_config(), &client);
    struct s7_job_item out[] = {{.range = db1(0, 300), .octets = octets}};
    struct s7_job_item in[] = {{.range = db1(0, 300), .octets = back}};
    struct s7_job write = job_of(S7_JOB_WRITE, out, 1), read = job_of(S7_JOB_READ, in, 1);
    connect_client();
    run_job(&write);
    run_job(&read);
    assert_int_equal(s7_client_grant(bench.client).pdu_length, 125);
    assert_memory_equal(octets, back, sizeof back);
    tear_down();
}

/* ---- jobs in flight --------------------------------------------------------------------------------------- */

static void answers_match_in_any_order(void **state)
{
    (void)state;
    uint8_t back[2000];
    set_up(server_config(), NULL);
    fill(bench.flat.memory, FLAT_SIZE, 1);
    bench.flat.answer_later = 3;
    struct s7_job_item in[] = {{.range = db1(100, 1998), .octets = back}};
    struct s7_job read = job_of(S7_JOB_READ, in, 1);
    connect_client();
    run_job(&read); /* 9 PDUs: three times three, answered last first */
    assert_int_equal(read.fault.error, S7_OK);
    assert_int_equal(read.pdu_count, 9);
    assert_memory_equal(back, bench.flat.memory + 100, 1998);
    assert_int_equal(bench.flat.most_kept, 3);
    assert_int_equal(s7_client_counters(bench.client)->most_in_flight, 3); /* granted, although 8 were asked */
    tear_down();
}

enum { MANY = 40 };

static void many_jobs_share_one_connection(void **state)
{
    (void)state;
    static uint8_t back[MANY][16];
    struct s7_job_item items[MANY];
    struct s7_job jobs[MANY];
    set_up(server_config(), NULL);
    fill(bench.flat.memory, FLAT_SIZE, 5);
    for (uint32_t i = 0; i < MANY; i++) {
        items[i] = (struct s7_job_item){.range = db1(i * 20, 16), .octets = back[i]};
        jobs[i] = job_of(S7_JOB_READ, &items[i], 1);
        assert_int_equal(s7_client_submit(bench.client, &jobs[i], bench.sim.now),
                         S7_OK); /* before it is open */
    }
    connect_client();
    assert_true(sim_until(&bench.sim, job_finished, &jobs[MANY - 1], S7_SECOND));
    for (uint32_t i = 0; i < MANY; i++) {
        assert_true(jobs[i].finished);
        assert_int_equal(jobs[i].fault.error, S7_OK);
        assert_memory_equal(back[i], bench.flat.memory + i * 20, 16);
    }
    assert_int_equal(s7_client_jobs(bench.client), 0);
    tear_down();
}

static void one_failing_item_spares_the_others(void **state)
{
    (void)state;
    uint8_t a[8], b[8], c[8];
    struct s7_job_item items[] = {{.range = db1(0, 8), .octets = a},
                                  {.range = db1(FLAT_SIZE, 8), .octets = b},
                                  {.range = db1(8, 8), .octets = c}};
    struct s7_job read = job_of(S7_JOB_READ, items, 3);
    set_up(server_config(), NULL);
    fill(bench.flat.memory, FLAT_SIZE, 2);
    connect_client();
    run_job(&read);
    assert_int_equal(read.fault.error, S7_ERR_DATA_ADDRESS);
    assert_int_equal(read.fault.item, 1);
    assert_int_equal(read.fault.item_code, 0x05);
    assert_int_equal(items[0].error, S7_OK);
    assert_int_equal(items[1].error, S7_ERR_DATA_ADDRESS);
    assert_int_equal(items[2].error, S7_OK);
    assert_memory_equal(c, bench.flat.memory + 8, 8);
    assert_int_equal(s7_client_state(bench.client), S7_CLIENT_OPEN);
    tear_down();
}

/* ---- refusals ----------------------------------------------------------------------------------------------- */

static void a_refused_job_stops(void **state)
{
    static const struct {
        uint16_t code;
        int error;
    } rows[] = {{0x8104, S7_ERR_ACCESS_PUT_GET},
                {0x8500, S7_ERR_S7_PDU_LENGTH},
                {0x8304, S7_ERR_RESOURCE_PARTNER},
                {0xD241, S7_ERR_ACCESS_PROTECTION},
                {0x8402, S7_ERR_S7_REFUSED}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint8_t octets[2000] = {0};
        struct s7_job_item out[] = {{.range = db1(0, 2000), .octets = octets}};
        struct s7_job write = job_of(S7_JOB_WRITE, out, 1);
        set_up(server_config(), NULL);
        bench.flat.refuse = rows[i].code;
        connect_client();
        run_job(&write);
        assert_int_equal(write.fault.error, rows[i].error);
        assert_int_equal(write.fault.peer_code, rows[i].code);
        assert_int_equal(out[0].error, rows[i].error);
        assert_true(write.pdu_count <= 3); /* what was in flight when the first refusal came */
        assert_int_equal(s7_client_state(bench.client), S7_CLIENT_OPEN);
        tear_down();
    }
}

static void refused_connections_say_where(void **state)
{
    static const struct {
        enum s7_admit admit;
        int error;
    } rows[] = {{S7_ADMIT_FIN, S7_ERR_ISO_CLOSED},
                {S7_ADMIT_RST, S7_ERR_ISO_RESET},
                {S7_ADMIT_DR, S7_ERR_ISO_REJECTED},
                {S7_ADMIT_SILENT, S7_ERR_ISO_CLOSED}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint8_t octets[2];
        struct s7_job_item in[] = {{.range = db1(0, 2), .octets = octets}};
        struct s7_job read = job_of(S7_JOB_READ, in, 1);
        read.timeout = 10 * S7_SECOND;
        set_up(server_config(), NULL);
        bench.flat.admit = rows[i].admit;
        bench.flat.reason = 3;
        connect_client();
        run_job(&read);
        assert_int_equal(read.fault.error, rows[i].error);
        if (rows[i].admit == S7_ADMIT_DR)
            assert_int_equal(read.fault.iso_reason, 3);
        assert_int_equal(s7_server_counters(bench.flat.server)->refused, 1);
        assert_int_equal(bench.flat.disconnects, 0); /* it was never admitted */
        sim_pass(&bench.sim, S7_SECOND);
        tear_down();
    }
}

static void a_full_server_closes(void **state)
{
    (void)state;
    struct s7_server_config config = server_config();
    config.link_count = 1;
    set_up(config, NULL);
    struct s7_client *first = NULL;
    struct s7_client_config client;
    s7_client_config_default(&client);
    assert_int_equal(s7_client_new(&client, &first), S7_OK);
    sim_connect(&bench.sim, s7_client_session(first), s7_server_acceptor(bench.flat.server), "first");
    sim_settle(&bench.sim);
    assert_int_equal(s7_client_state(first), S7_CLIENT_OPEN);
    assert_int_equal(connect_client(), S7_ACCEPT_CLOSE);
    assert_int_equal(s7_client_fault(bench.client)->error, S7_ERR_ISO_CLOSED);
    assert_int_equal(s7_server_counters(bench.flat.server)->full, 1);
    s7_client_close(first, bench.sim.now);
    sim_settle(&bench.sim);
    assert_int_equal(connect_client(), S7_ACCEPT_TAKE); /* the place is free again, the client starts over */
    sim_settle(&bench.sim);
    assert_int_equal(s7_client_state(bench.client), S7_CLIENT_OPEN);
    tear_down();
    s7_client_free(first);
}

/* ---- time ------------------------------------------------------------------------------------------------------ */

static void a_timed_out_request_ends_its_connection(void **state)
{
    (void)state;
    uint8_t octets[2];
    struct s7_job_item in[] = {{.range = db1(0, 2), .octets = octets}};
    struct s7_job slow = job_of(S7_JOB_READ, in, 1);
    set_up(server_config(), NULL);
    bench.flat.mute = true;
    connect_client();
    sim_settle(&bench.sim);
    s7_time start = bench.sim.now;
    run_job(&slow);
    assert_int_equal(slow.fault.error, S7_ERR_S7_REQUEST_TIMEOUT);
    assert_int_equal(bench.sim.now - start, 2 * S7_SECOND);
    sim_settle(&bench.sim);
    assert_int_equal(s7_client_state(bench.client), S7_CLIENT_IDLE);
    assert_int_equal(bench.flat.disconnects, 1);
    assert_int_equal(s7_server_counters(bench.flat.server)->malformed, 0);
    tear_down();
}

static void a_half_open_connection_is_abandoned(void **state)
{
    (void)state;
    set_up(server_config(), NULL);
    bench.flat.admit = S7_ADMIT_SILENT;
    s7_time start = bench.sim.now;
    connect_client();
    sim_pass(&bench.sim, 3 * S7_SECOND - 1);
    assert_int_equal(s7_server_counters(bench.flat.server)->links, 1);
    sim_pass(&bench.sim, 1);
    assert_int_equal(s7_server_counters(bench.flat.server)->abandoned, 1);
    assert_int_equal(s7_server_counters(bench.flat.server)->links, 0);
    assert_true(bench.sim.now - start == 3 * S7_SECOND);
    tear_down();
}

static void a_lost_connection_fails_its_jobs(void **state)
{
    (void)state;
    uint8_t octets[2];
    struct s7_job_item in[] = {{.range = db1(0, 2), .octets = octets}};
    struct s7_job read = job_of(S7_JOB_READ, in, 1);
    set_up(server_config(), NULL);
    bench.flat.mute = true;
    connect_client();
    sim_settle(&bench.sim);
    assert_int_equal(s7_client_submit(bench.client, &read, bench.sim.now), S7_OK);
    sim_settle(&bench.sim);
    sim_break(&bench.sim, s7_client_session(bench.client));
    assert_true(read.finished);
    assert_int_equal(read.fault.error, S7_ERR_S7_RESET);
    assert_int_equal(read.fault.phase, S7_PHASE_REQUEST);
    tear_down();
}

static void late_answers_are_void(void **state)
{
    (void)state;
    uint8_t octets[2];
    struct s7_job_item in[] = {{.range = db1(0, 2), .octets = octets}};
    struct s7_job read = job_of(S7_JOB_READ, in, 1);
    set_up(server_config(), NULL);
    bench.flat.answer_later = FLAT_KEPT;
    connect_client();
    run_job(&read);
    assert_int_equal(read.fault.error, S7_ERR_S7_REQUEST_TIMEOUT);
    sim_settle(&bench.sim);
    assert_int_equal(bench.flat.kept_count, 1);
    flat_answer(&bench.flat, bench.sim.now); /* its link is gone: nothing happens */
    assert_int_equal(connect_client(), S7_ACCEPT_TAKE);
    sim_settle(&bench.sim);
    assert_int_equal(s7_client_counters(bench.client)->answers, 0);
    tear_down();
}

/* ---- what is sent by somebody else ------------------------------------------------------------------------- */

/** A session that sends given octets and remembers what it gets. */
struct raw {
    struct s7_session session;
    const uint8_t *out;
    size_t out_size;
    bool reads;
    bool closed;
    uint8_t in[8192];
    size_t in_size;
};

static size_t raw_input(void *self, const uint8_t *bytes, size_t size, s7_time now)
{
    struct raw *raw = self;
    (void)now;
    size_t room = sizeof raw->in - raw->in_size;
    size_t kept = size < room ? size : room;
    memcpy(raw->in + raw->in_size, bytes, kept);
    raw->in_size += kept;
    return size;
}

static size_t raw_output(void *self, const uint8_t **ret_bytes)
{
    struct raw *raw = self;
    *ret_bytes = raw->out;
    return raw->out_size;
}

static void raw_output_done(void *self, size_t size, s7_time now)
{
    struct raw *raw = self;
    (void)now;
    raw->out += size;
    raw->out_size -= size;
}

static unsigned raw_want(const void *self)
{
    const struct raw *raw = self;
    return (raw->out_size > 0 ? S7_WANT_WRITE : 0u) | (raw->reads ? S7_WANT_READ : 0u);
}

static s7_time raw_deadline(const void *self)
{
    (void)self;
    return S7_TIME_NEVER;
}

static void raw_tick(void *self, s7_time now)
{
    (void)self, (void)now;
}

static void raw_closed(void *self, const struct s7_fault *fault, s7_time now)
{
    (void)fault, (void)now;
    ((struct raw *)self)->closed = true;
}

static const struct s7_session_ops raw_ops = {.input = raw_input,
                                              .output = raw_output,
                                              .output_done = raw_output_done,
                                              .want = raw_want,
                                              .deadline = raw_deadline,
                                              .tick = raw_tick,
                                              .closed = raw_closed};

static void raw_init(struct raw *raw, const uint8_t *out, size_t size)
{
    memset(raw, 0, sizeof *raw);
    raw->session = (struct s7_session){.ops = &raw_ops, .self = raw};
    raw->out = out;
    raw->out_size = size;
    raw->reads = true;
}

#define CR                                                                                                     \
    0x03, 0x00, 0x00, 0x16, 0x11, 0xe0, 0x00, 0x00, 0x00, 0x01, 0x00, 0xc1, 0x02, 0x01, 0x00, 0xc2, 0x02,      \
        0x03, 0x01, 0xc0, 0x01, 0x0a
#define SETUP                                                                                                  \
    0x03, 0x00, 0x00, 0x19, 0x02, 0xf0, 0x80, 0x32, 0x01, 0x00, 0x00, 0xff, 0xff, 0x00, 0x08, 0x00, 0x00,      \
        0xf0, 0x00, 0x00, 0x01, 0x00, 0x01, 0x07, 0x80

static void malformed_input_ends_only_its_connection(void **state)
{
    static const uint8_t http[] = "GET / HTTP/1.1\r\n\r\n";
    static const uint8_t short_tpkt[] = {0x03, 0x00, 0x00, 0x05, 0x00};
    static const uint8_t oversize[] = {CR, 0x03, 0x00, 0xff, 0xff, 0x02, 0xf0, 0x80};
    static const uint8_t bad_cotp[] = {0x03, 0x00, 0x00, 0x08, 0x03, 0x10, 0x00, 0x00};
    static const uint8_t data_first[] = {SETUP};
    static const uint8_t twice[] = {CR, CR};
    static const uint8_t plus[] = {CR, 0x03, 0x00, 0x00, 0x08, 0x02, 0xf0, 0x80, 0x72};
    static const uint8_t sizes_lie[] = {CR,   0x03, 0x00, 0x00, 0x11, 0x02, 0xf0, 0x80, 0x32,
                                        0x01, 0x00, 0x00, 0x00, 0x01, 0x00, 0x40, 0x00, 0x00};
    static const uint8_t no_setup[] = {CR,   0x03, 0x00, 0x00, 0x1f, 0x02, 0xf0, 0x80, 0x32, 0x01, 0x00,
                                       0x00, 0x00, 0x01, 0x00, 0x0e, 0x00, 0x00, 0x04, 0x01, 0x12, 0x0a,
                                       0x10, 0x02, 0x00, 0x10, 0x00, 0x01, 0x84, 0x00, 0x00, 0x00};
    static const struct {
        const uint8_t *octets;
        size_t size;
    } rows[] = {{http, sizeof http - 1},     {short_tpkt, sizeof short_tpkt}, {oversize, sizeof oversize},
                {bad_cotp, sizeof bad_cotp}, {data_first, sizeof data_first}, {twice, sizeof twice},
                {plus, sizeof plus},         {sizes_lie, sizeof sizes_lie},   {no_setup, sizeof no_setup}};
    (void)state;
    static struct raw raw;
    set_up(server_config(), NULL);
    connect_client();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint8_t octets[16];
        struct s7_job_item in[] = {{.range = db1(0, 16), .octets = octets}};
        struct s7_job read = job_of(S7_JOB_READ, in, 1);
        raw_init(&raw, rows[i].octets, rows[i].size);
        sim_connect(&bench.sim, &raw.session, s7_server_acceptor(bench.flat.server), "raw");
        sim_settle(&bench.sim);
        assert_true(raw.closed);
        assert_int_equal(s7_server_counters(bench.flat.server)->malformed, i + 1);
        run_job(&read);
        assert_int_equal(read.fault.error, S7_OK);
    }
    tear_down();
}

static void unknown_services_are_refused_as_real_cpus_do(void **state)
{
    /* an unknown job function, then a SZL read: protocol pages A.3 */
    static const uint8_t out[] = {CR,   SETUP, 0x03, 0x00, 0x00, 0x13, 0x02, 0xf0, 0x80, 0x32, 0x01,
                                  0x00, 0x00,  0x00, 0x07, 0x00, 0x02, 0x00, 0x00, 0x1e, 0x00, 0x03,
                                  0x00, 0x00,  0x21, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00, 0x00,
                                  0x08, 0x00,  0x08, 0x00, 0x08, 0x00, 0x01, 0x12, 0x04, 0x11, 0x44,
                                  0x01, 0x00,  0xff, 0x09, 0x00, 0x04, 0x00, 0x11, 0x00, 0x00};
    static const uint8_t refusal[] = {0x03, 0x00, 0x00, 0x13, 0x02, 0xf0, 0x80, 0x32, 0x02, 0x00,
                                      0x00, 0x00, 0x07, 0x00, 0x00, 0x00, 0x00, 0x81, 0x04};
    static const uint8_t userdata_refusal[] = {
        0x03, 0x00, 0x00, 0x21, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00, 0x00, 0x08, 0x00, 0x0c, 0x00, 0x04,
        0x00, 0x01, 0x12, 0x08, 0x12, 0x84, 0x01, 0x00, 0x00, 0x00, 0x81, 0x04, 0x0a, 0x00, 0x00, 0x00};
    (void)state;
    static struct raw raw;
    set_up(server_config(), NULL);
    raw_init(&raw, out, sizeof out);
    sim_connect(&bench.sim, &raw.session, s7_server_acceptor(bench.flat.server), "raw");
    sim_settle(&bench.sim);
    assert_false(raw.closed);
    assert_int_equal(raw.in_size, 22 + 27 + sizeof refusal + sizeof userdata_refusal);
    assert_memory_equal(raw.in + 22 + 27, refusal, sizeof refusal);
    assert_memory_equal(raw.in + 22 + 27 + sizeof refusal, userdata_refusal, sizeof userdata_refusal);
    tear_down();
}

static void a_foreign_answer_is_named(void **state)
{
    static const uint8_t banner[] = "SSH-2.0-OpenSSH_9.2\r\n";
    static const uint8_t cr_back[] = {CR};
    static const struct {
        const uint8_t *octets;
        size_t size;
        int error;
    } rows[] = {{banner, sizeof banner - 1, S7_ERR_ISO_FOREIGN},
                {cr_back, sizeof cr_back, S7_ERR_ISO_PROTOCOL}};
    (void)state;
    static struct raw raw;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        set_up(server_config(), NULL);
        raw_init(&raw, rows[i].octets, rows[i].size);
        sim_join(&bench.sim, s7_client_session(bench.client), &raw.session);
        sim_settle(&bench.sim);
        assert_int_equal(s7_client_fault(bench.client)->error, rows[i].error);
        tear_down();
    }
}

/* A CR late in the time does not buy more of it. */
static void setup_counts_from_the_accept(void **state)
{
    static const uint8_t cr[] = {CR};
    (void)state;
    static struct raw raw;
    set_up(server_config(), NULL);
    raw_init(&raw, cr, sizeof cr);
    raw.out_size = 0;
    sim_connect(&bench.sim, &raw.session, s7_server_acceptor(bench.flat.server), "slow");
    sim_pass(&bench.sim, 2700 * S7_MILLISECOND);
    raw.out_size = sizeof cr;
    sim_pass(&bench.sim, 300 * S7_MILLISECOND);
    assert_int_equal(s7_server_counters(bench.flat.server)->admitted, 1);
    assert_int_equal(s7_server_counters(bench.flat.server)->abandoned, 1);
    assert_true(raw.closed);
    tear_down();
}

/* Setups that ask for an unusable PDU are refused, and the connection waits for a better one: as many as there are. */
static void refused_setups_wait_for_room(void **state)
{
    enum { SETUPS = 200, REFUSAL_SIZE = 19 };
    static const uint8_t cr[] = {CR}, setup[] = {0x03, 0x00, 0x00, 0x19, 0x02, 0xf0, 0x80, 0x32, 0x01,
                                                 0x00, 0x00, 0x00, 0x05, 0x00, 0x08, 0x00, 0x00, 0xf0,
                                                 0x00, 0x00, 0x01, 0x00, 0x01, 0x00, 0x0a};
    static uint8_t out[sizeof cr + SETUPS * sizeof setup];
    (void)state;
    static struct raw raw;
    memcpy(out, cr, sizeof cr);
    for (size_t i = 0; i < SETUPS; i++)
        memcpy(out + sizeof cr + i * sizeof setup, setup, sizeof setup);
    struct s7_server_config config = server_config();
    config.push_count = 0;
    config.amq = 1;
    set_up(config, NULL);
    raw_init(&raw, out, sizeof out);
    sim_connect(&bench.sim, &raw.session, s7_server_acceptor(bench.flat.server), "raw");
    sim_settle(&bench.sim);
    assert_false(raw.closed);
    assert_int_equal(raw.in_size, 22 + SETUPS * REFUSAL_SIZE);
    assert_int_equal(raw.in[raw.in_size - 2], 0x85);
    tear_down();
}

/* Real CPUs answer C0, C1, C2; a CC with our own order is an echo, and gets no more than 20 items at a time. */
static void an_echoed_request_is_no_siemens_cpu(void **state)
{
    static const uint8_t answers[][22 + 27] = {
        {0x03, 0x00, 0x00, 0x16, 0x11, 0xd0, 0x00, 0x01, 0x00, 0x01, 0x00, 0xc1, 0x02, 0x01, 0x00, 0xc2, 0x02,
         0x03, 0x01, 0xc0, 0x01, 0x0a, 0x03, 0x00, 0x00, 0x1b, 0x02, 0xf0, 0x80, 0x32, 0x03, 0x00, 0x00, 0x00,
         0x01, 0x00, 0x08, 0x00, 0x00, 0x00, 0x00, 0xf0, 0x00, 0x00, 0x01, 0x00, 0x01, 0x01, 0xe0},
        {0x03, 0x00, 0x00, 0x16, 0x11, 0xd0, 0x00, 0x01, 0x00, 0x03, 0x00, 0xc0, 0x01, 0x0a, 0xc1, 0x02, 0x01,
         0x00, 0xc2, 0x02, 0x03, 0x01, 0x03, 0x00, 0x00, 0x1b, 0x02, 0xf0, 0x80, 0x32, 0x03, 0x00, 0x00, 0x00,
         0x01, 0x00, 0x08, 0x00, 0x00, 0x00, 0x00, 0xf0, 0x00, 0x00, 0x01, 0x00, 0x01, 0x01, 0xe0}};
    static const uint8_t items[] = {20, 255};
    (void)state;
    static struct raw raw;
    for (size_t i = 0; i < 2; i++) {
        set_up(server_config(), NULL);
        raw_init(&raw, answers[i], sizeof answers[i]);
        sim_join(&bench.sim, s7_client_session(bench.client), &raw.session);
        sim_settle(&bench.sim);
        assert_int_equal(s7_client_state(bench.client), S7_CLIENT_OPEN);
        assert_int_equal(s7_client_grant(bench.client).item_count, items[i]);
        assert_int_equal(s7_client_grant(bench.client).pdu_length, 480);
        s7_client_close(bench.client, bench.sim.now);
        sim_break(&bench.sim, &raw.session);
        tear_down();
    }
}

static void a_link_that_ends_keeps_no_request(void **state)
{
    uint8_t octets[2];
    struct s7_job_item in[] = {{.range = db1(0, 2), .octets = octets}};
    struct s7_job read = job_of(S7_JOB_READ, in, 1);
    (void)state;
    set_up(server_config(), NULL);
    bench.flat.end_then_keep = true;
    connect_client();
    run_job(&read);
    assert_int_equal(read.fault.error, S7_ERR_S7_CLOSED);
    assert_false(bench.flat.kept_after_end);
    tear_down();
}

/* A partner that asks without end and never reads: its requests wait, nothing grows. */
static void a_partner_that_never_reads_waits(void **state)
{
    static uint8_t out[22 + 25 + 2000 * 31];
    static const uint8_t head[] = {CR, SETUP};
    static const uint8_t read[] = {0x03, 0x00, 0x00, 0x1f, 0x02, 0xf0, 0x80, 0x32, 0x01, 0x00, 0x00,
                                   0x00, 0x01, 0x00, 0x0e, 0x00, 0x00, 0x04, 0x01, 0x12, 0x0a, 0x10,
                                   0x02, 0x00, 0xde, 0x00, 0x01, 0x84, 0x00, 0x00, 0x00};
    (void)state;
    static struct raw raw;
    memcpy(out, head, sizeof head);
    for (size_t i = 0; i < 2000; i++)
        memcpy(out + sizeof head + i * sizeof read, read, sizeof read);
    set_up(server_config(), NULL);
    raw_init(&raw, out, sizeof out);
    raw.reads = false;
    sim_connect(&bench.sim, &raw.session, s7_server_acceptor(bench.flat.server), "deaf");
    sim_settle(&bench.sim);
    size_t served = bench.flat.requests;
    assert_true(served < SIM_WINDOW / 240 + 16); /* what fits into transit and one out buffer */
    sim_pass(&bench.sim, 60 * S7_SECOND);
    assert_int_equal(bench.flat.requests, served);
    raw.reads = true;
    sim_settle(&bench.sim);
    assert_int_equal(bench.flat.requests, 2001); /* setup and every read: nothing was lost */
    tear_down();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cut_gives_the_same_result),
        cmocka_unit_test(octet_by_octet_gives_the_same_result),
        cmocka_unit_test(a_small_tpdu_limits_the_pdu),
        cmocka_unit_test(answers_match_in_any_order),
        cmocka_unit_test(many_jobs_share_one_connection),
        cmocka_unit_test(one_failing_item_spares_the_others),
        cmocka_unit_test(a_refused_job_stops),
        cmocka_unit_test(refused_connections_say_where),
        cmocka_unit_test(a_full_server_closes),
        cmocka_unit_test(a_timed_out_request_ends_its_connection),
        cmocka_unit_test(a_half_open_connection_is_abandoned),
        cmocka_unit_test(a_lost_connection_fails_its_jobs),
        cmocka_unit_test(late_answers_are_void),
        cmocka_unit_test(malformed_input_ends_only_its_connection),
        cmocka_unit_test(unknown_services_are_refused_as_real_cpus_do),
        cmocka_unit_test(a_foreign_answer_is_named),
        cmocka_unit_test(setup_counts_from_the_accept),
        cmocka_unit_test(refused_setups_wait_for_room),
        cmocka_unit_test(an_echoed_request_is_no_siemens_cpu),
        cmocka_unit_test(a_link_that_ends_keeps_no_request),
        cmocka_unit_test(a_partner_that_never_reads_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
