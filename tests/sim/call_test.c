/* SPDX-License-Identifier: MIT
 *
 * Calls and answers in fragments, client and server joined in memory: cut at every octet, in fragments of every size,
 * beside jobs, and beside partners who begin chains and never fetch them.
 */
#include "sim/pair.h"

#include "allocation.h"
#include "cases.h"

static uint8_t answer[FLAT_SIZE];

/* `size` octets of the server's memory from `from` on. */
static struct s7_call list_call(uint16_t size, uint16_t from, uint8_t *payload)
{
    s7_store_u16(payload, size);
    s7_store_u16(payload + 2, from);
    memset(answer, 0xEE, sizeof answer);
    return (struct s7_call){.group = 4,
                            .subfunction = 1,
                            .request = {payload, 4},
                            .answer = answer,
                            .answer_capacity = sizeof answer,
                            .timeout = 2 * S7_SECOND};
}

static bool call_finished(void *user)
{
    return ((struct s7_call *)user)->finished;
}

static void run_call(struct s7_client *client, struct s7_call *call)
{
    assert_int_equal(s7_client_call(client, call, bench.sim.now), S7_OK);
    assert_true(sim_until(&bench.sim, call_finished, call, 5 * S7_SECOND));
}

static void check_list(uint16_t size, uint16_t from)
{
    uint8_t payload[4];
    struct s7_call call = list_call(size, from, payload);
    run_call(bench.client, &call);
    assert_int_equal(call.fault.error, S7_OK);
    assert_int_equal(call.answer_size, size);
    assert_memory_equal(answer, bench.flat.memory + from, size);
    assert_int_equal(answer[size], 0xEE);
    size_t room = s7_client_grant(bench.client).pdu_length - 26u, fragments = 1;
    while (fragments * room < size)
        fragments++;
    assert_int_equal(call.fragments, fragments);
}

/* ---- cut anywhere ---------------------------------------------------------------------------------------- */

/* A write, a list of four fragments, one that is refused, a read. */
static void whole_session(void)
{
    uint8_t sent[100], back[100], payload[4];
    fill(bench.flat.memory, FLAT_SIZE, 5);
    fill(sent, sizeof sent, 3);
    memset(back, 0, sizeof back);
    struct s7_job_item out = {.range = db1(10, 100), .octets = sent};
    struct s7_job_item in = {.range = db1(10, 100), .octets = back};
    struct s7_job write = job_of(S7_JOB_WRITE, &out, 1), read = job_of(S7_JOB_READ, &in, 1);
    assert_int_equal(connect_client(), S7_ACCEPT_TAKE);
    run_job(&write);
    check_list(700, 4);
    struct s7_call refused = list_call(0xffff, 0, payload);
    run_call(bench.client, &refused);
    assert_int_equal(refused.fault.error, S7_ERR_DATA_INFORMATION);
    assert_int_equal(refused.fault.peer_code, 0xD402);
    run_job(&read);
    assert_int_equal(write.fault.error, S7_OK);
    assert_int_equal(read.fault.error, S7_OK);
    assert_memory_equal(sent, back, sizeof sent);
    assert_int_equal(s7_server_counters(bench.flat.server)->chains, 1);
    assert_int_equal(s7_server_counters(bench.flat.server)->chains_given_up, 0);
}

static size_t cut_at, cut_seen;

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
    assert_true(total > 1300);
}

static void octet_by_octet_gives_the_same_result(void **state)
{
    (void)state;
    set_up(server_config(), NULL);
    bench.sim.cut = cut_single;
    bench.sim.delay = S7_MILLISECOND / 4;
    whole_session();
    tear_down();
}

/* ---- fragments of every size ----------------------------------------------------------------------------- */

static void every_pdu_length_gives_the_same_list(void **state)
{
    (void)state;
    for (uint16_t pdu = 64; pdu <= 960; pdu = (uint16_t)(pdu + (pdu < 130 ? 1 : 83))) {
        struct s7_server_config config = server_config();
        config.pdu_length = pdu;
        set_up(config, NULL);
        fill(bench.flat.memory, FLAT_SIZE, pdu);
        connect_client();
        for (unsigned size = 0; size <= 4u * pdu && size <= 4096; size += 1 + size * 3 / 8)
            check_list((uint16_t)size, 1);
        tear_down();
    }
}

/* ---- no allocation --------------------------------------------------------------------------------------- */

static void no_call_allocates(void **state)
{
    (void)state;
    set_up(server_config(), NULL);
    connect_client();
    check_list(10, 0);
    size_t allocations = allocation_count();
    for (unsigned i = 0; i < 20; i++)
        check_list(2000, (uint16_t)i);
    assert_int_equal(allocation_count(), allocations);
    tear_down();
}

/* ---- beside others --------------------------------------------------------------------------------------- */

enum { GUESTS = 3 };

struct guest {
    struct s7_client *client;
    struct s7_call call;
    uint8_t payload[4];
    uint8_t octets[300]; /* too few: each chain is left open where it is */
};

/* A guest asks for lists that it has no room for: its connection ends, and it comes again. */
static void annoy(struct guest *guest)
{
    if (guest->call.finished || guest->call.timeout == 0) {
        if (s7_client_state(guest->client) != S7_CLIENT_IDLE &&
            s7_client_state(guest->client) != S7_CLIENT_OPEN)
            return;
        guest->call = list_call(3000, 0, guest->payload);
        guest->call.answer = guest->octets;
        guest->call.answer_capacity = sizeof guest->octets;
        if (s7_client_state(guest->client) == S7_CLIENT_IDLE)
            sim_connect(&bench.sim, s7_client_session(guest->client), s7_server_acceptor(bench.flat.server),
                        "guest");
        assert_int_equal(s7_client_call(guest->client, &guest->call, bench.sim.now), S7_OK);
    }
}

static void chains_left_open_do_not_harm_others(void **state)
{
    static struct guest guests[GUESTS];
    struct s7_client_config config;
    (void)state;
    set_up(server_config(), NULL);
    fill(bench.flat.memory, FLAT_SIZE, 11);
    s7_client_config_default(&config);
    for (size_t i = 0; i < GUESTS; i++) {
        guests[i] = (struct guest){0};
        assert_int_equal(s7_client_new(&config, &guests[i].client), S7_OK);
    }
    connect_client();
    for (uint16_t round = 0; round < 300; round++) {
        for (size_t i = 0; i < GUESTS; i++)
            annoy(&guests[i]);
        check_list((uint16_t)(300 + round * 7), round);
    }
    assert_true(s7_server_counters(bench.flat.server)->chains_given_up > 100);
    for (size_t i = 0; i < GUESTS; i++)
        s7_client_close(guests[i].client, bench.sim.now);
    tear_down();
    for (size_t i = 0; i < GUESTS; i++)
        s7_client_free(guests[i].client);
}

/* Reads, writes and lists at the same time, in any order and of any size: each gets what it asked for. */
static void calls_and_jobs_mix(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("call");
    set_up(server_config(), NULL);
    fill(bench.flat.memory, FLAT_SIZE, 17);
    connect_client();
    for (unsigned long n = cases_count() / 20; n > 0; n--) {
        uint8_t payload[4], values[3][900];
        struct s7_job_item items[3];
        struct s7_job jobs[3];
        uint16_t size = (uint16_t)s7_chance_below(&chance, 2500),
                 from = (uint16_t)s7_chance_below(&chance, 4000);
        struct s7_call call = list_call(size, from, payload);
        uint64_t place = s7_chance_below(&chance, 4);
        for (size_t i = 0; i < 3; i++) {
            if (i == place)
                assert_int_equal(s7_client_call(bench.client, &call, bench.sim.now), S7_OK);
            uint32_t count = 1 + (uint32_t)s7_chance_below(&chance, 900);
            items[i] = (struct s7_job_item){.range = db1((uint32_t)s7_chance_below(&chance, 4000), count),
                                            .octets = values[i]};
            jobs[i] = job_of(S7_JOB_READ, &items[i], 1);
            assert_int_equal(s7_client_submit(bench.client, &jobs[i], bench.sim.now), S7_OK);
        }
        if (place == 3)
            assert_int_equal(s7_client_call(bench.client, &call, bench.sim.now), S7_OK);
        assert_true(sim_until(&bench.sim, call_finished, &call, 5 * S7_SECOND));
        assert_int_equal(call.fault.error, S7_OK);
        assert_int_equal(call.answer_size, size);
        assert_memory_equal(answer, bench.flat.memory + from, size);
        for (size_t i = 0; i < 3; i++) {
            assert_true(sim_until(&bench.sim, job_finished, &jobs[i], 5 * S7_SECOND));
            assert_int_equal(jobs[i].fault.error, S7_OK);
            assert_memory_equal(values[i], bench.flat.memory + items[i].range.first_bit / 8,
                                items[i].range.bit_count / 8);
        }
    }
    tear_down();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cut_gives_the_same_result),
        cmocka_unit_test(octet_by_octet_gives_the_same_result),
        cmocka_unit_test(every_pdu_length_gives_the_same_list),
        cmocka_unit_test(no_call_allocates),
        cmocka_unit_test(chains_left_open_do_not_harm_others),
        cmocka_unit_test(calls_and_jobs_mix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
