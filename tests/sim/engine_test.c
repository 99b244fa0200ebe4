/* SPDX-License-Identifier: MIT
 *
 * Client and server engines joined in memory: whole sessions cut at every octet, jobs in flight.
 */
#include "sim/pair.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cut_gives_the_same_result),
        cmocka_unit_test(octet_by_octet_gives_the_same_result),
        cmocka_unit_test(a_small_tpdu_limits_the_pdu),
        cmocka_unit_test(answers_match_in_any_order),
        cmocka_unit_test(many_jobs_share_one_connection),
        cmocka_unit_test(one_failing_item_spares_the_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
