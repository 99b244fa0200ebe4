/* SPDX-License-Identifier: MIT
 *
 * How connections end: refused, full, timed out, half-open, lost; and what becomes of their jobs.
 */
#include "sim/pair.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_refused_job_stops),
        cmocka_unit_test(refused_connections_say_where),
        cmocka_unit_test(a_full_server_closes),
        cmocka_unit_test(a_timed_out_request_ends_its_connection),
        cmocka_unit_test(a_half_open_connection_is_abandoned),
        cmocka_unit_test(a_lost_connection_fails_its_jobs),
        cmocka_unit_test(late_answers_are_void),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
