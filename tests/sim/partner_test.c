/* SPDX-License-Identifier: MIT
 *
 * Partners that nobody tamed: malformed, foreign, flooding, deaf.
 */
#include "sim/pair.h"
#include "sim/raw.h"

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
    /* an unknown job function, then a clock that is not there: protocol pages A.3 */
    static const uint8_t out[] = {CR,   SETUP, 0x03, 0x00, 0x00, 0x13, 0x02, 0xf0, 0x80, 0x32, 0x01,
                                  0x00, 0x00,  0x00, 0x07, 0x00, 0x02, 0x00, 0x00, 0x1e, 0x00, 0x03,
                                  0x00, 0x00,  0x21, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00, 0x00,
                                  0x08, 0x00,  0x08, 0x00, 0x08, 0x00, 0x01, 0x12, 0x04, 0x11, 0x47,
                                  0x01, 0x00,  0xff, 0x09, 0x00, 0x04, 0x00, 0x11, 0x00, 0x00};
    static const uint8_t refusal[] = {0x03, 0x00, 0x00, 0x13, 0x02, 0xf0, 0x80, 0x32, 0x02, 0x00,
                                      0x00, 0x00, 0x07, 0x00, 0x00, 0x00, 0x00, 0x81, 0x04};
    static const uint8_t userdata_refusal[] = {
        0x03, 0x00, 0x00, 0x21, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00, 0x00, 0x08, 0x00, 0x0c, 0x00, 0x04,
        0x00, 0x01, 0x12, 0x08, 0x12, 0x87, 0x01, 0x01, 0x00, 0x00, 0x81, 0x04, 0x0a, 0x00, 0x00, 0x00};
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
