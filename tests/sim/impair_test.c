/* SPDX-License-Identifier: MIT
 *
 * A bad line between a client and a server, on either side: what the client makes of it, and that a line which is only
 * slow changes nothing.
 */
#include "sim/pair.h"

#include "cases.h"
#include "engine/impair.h"

#include <stdlib.h>

static struct s7_impair *impair;
static struct s7_impairment next; /* for the next telegram; then nothing, unless `always` */
static bool always;
static struct s7_chance chance;
static unsigned asked;

static struct s7_impairment choose(void *user, const struct s7_peer *peer)
{
    struct s7_impairment chosen = next;
    (void)user, (void)peer;
    asked++;
    if (!always)
        next = (struct s7_impairment){.kind = S7_IMPAIR_NOTHING};
    return chosen;
}

static struct s7_impairment choose_slowness(void *user, const struct s7_peer *peer)
{
    static const enum s7_impair_kind kinds[] = {S7_IMPAIR_NOTHING, S7_IMPAIR_TRICKLE, S7_IMPAIR_DELAY};
    (void)user, (void)peer;
    return (struct s7_impairment){.kind = kinds[s7_chance_below(&chance, 3)],
                                  .time = 1 + (s7_time)s7_chance_below(&chance, 100000)};
}

static size_t any_cut(void *user, size_t available)
{
    (void)user;
    return 1 + (size_t)s7_chance_below(&chance, available);
}

static void make_impair(struct s7_impairment (*with)(void *, const struct s7_peer *))
{
    const struct s7_impair_config config = {.session_count = 4, .choose = with};
    size_t size = s7_impair_size(&config);
    void *memory = malloc(size);
    assert_int_equal(s7_impair_init(memory, size, &config, &impair), S7_OK);
    asked = 0;
    next = (struct s7_impairment){.kind = S7_IMPAIR_NOTHING};
    always = false;
}

/* At the server's side, or at the client's. */
static void connect_over(bool at_client)
{
    static const struct s7_peer server = {.address = "server"};
    struct s7_session *session = s7_client_session(bench.client);
    struct s7_acceptor *acceptor = s7_server_acceptor(bench.flat.server);
    if (at_client)
        session = s7_impair_session(impair, session, &server);
    else
        acceptor = s7_impair_acceptor(impair, acceptor);
    assert_int_equal(sim_connect(&bench.sim, session, acceptor, "peer"), S7_ACCEPT_TAKE);
    sim_settle(&bench.sim);
    assert_int_equal(s7_client_state(bench.client), S7_CLIENT_OPEN);
    assert_int_equal(asked, 0); /* not about CR, CC and setup */
}

static void end(void)
{
    tear_down();
    free(impair);
}

static int read_once(uint8_t *octets, uint32_t size)
{
    struct s7_job_item item = {.range = db1(0, size), .octets = octets};
    struct s7_job job = job_of(S7_JOB_READ, &item, 1);
    run_job(&job);
    return job.fault.error ? job.fault.error : item.error;
}

static void a_client_sees_each_kind(void **state)
{
    static const struct {
        struct s7_impairment impairment;
        int error;
    } rows[] = {
        {{.kind = S7_IMPAIR_DROP}, S7_ERR_S7_CLOSED},
        {{.kind = S7_IMPAIR_RESET}, S7_ERR_S7_RESET},
        {{.kind = S7_IMPAIR_GARBAGE}, S7_ERR_ISO_FOREIGN},
        {{.kind = S7_IMPAIR_TRUNCATE, .size = 12}, S7_ERR_S7_REQUEST_TIMEOUT},
        {{.kind = S7_IMPAIR_TRICKLE, .time = S7_SECOND}, S7_ERR_S7_REQUEST_TIMEOUT},
        {{.kind = S7_IMPAIR_DELAY, .time = 3 * S7_SECOND}, S7_ERR_S7_REQUEST_TIMEOUT},
        {{.kind = S7_IMPAIR_TRICKLE, .time = S7_MILLISECOND}, S7_OK},
        {{.kind = S7_IMPAIR_DELAY, .time = S7_SECOND}, S7_OK},
        {{.kind = S7_IMPAIR_TRUNCATE, .size = 4096}, S7_OK},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint8_t octets[20] = {0};
        set_up(server_config(), NULL);
        make_impair(choose);
        connect_over(false);
        fill(bench.flat.memory, sizeof octets, (unsigned)i);
        assert_int_equal(read_once(octets, sizeof octets), S7_OK); /* nothing yet */
        next = rows[i].impairment;
        memset(octets, 0, sizeof octets);
        assert_int_equal(read_once(octets, sizeof octets), rows[i].error);
        assert_int_equal(asked, 2);
        if (rows[i].error == S7_OK)
            assert_memory_equal(octets, bench.flat.memory, sizeof octets);
        end();
    }
}

/* A request that trickles in, or comes late, is served as any other. */
static void a_client_may_have_the_bad_line(void **state)
{
    uint8_t octets[20] = {0};
    (void)state;
    set_up(server_config(), NULL);
    make_impair(choose);
    connect_over(true);
    fill(bench.flat.memory, sizeof octets, 3);
    next = (struct s7_impairment){.kind = S7_IMPAIR_TRICKLE, .time = 10 * S7_MILLISECOND};
    s7_time before = bench.sim.now;
    assert_int_equal(read_once(octets, sizeof octets), S7_OK);
    assert_memory_equal(octets, bench.flat.memory, sizeof octets);
    assert_int_equal(bench.sim.now - before, 30 * 10 * S7_MILLISECOND); /* 31 octets of a request */
    next = (struct s7_impairment){.kind = S7_IMPAIR_GARBAGE};
    assert_int_equal(read_once(octets, sizeof octets),
                     S7_ERR_S7_CLOSED); /* the server ends what it cannot read */
    assert_int_equal(s7_server_counters(bench.flat.server)->malformed, 1);
    end();
}

/* Random cuts, delays and trickles: every answer is whole and right. */
static void a_slow_line_changes_no_octet(void **state)
{
    (void)state;
    chance = cases_begin("a_slow_line_changes_no_octet");
    unsigned long rounds = cases_count() / 50 + 1;
    for (unsigned long round = 0; round < rounds; round++) {
        uint8_t octets[600];
        set_up(server_config(), NULL);
        make_impair(choose_slowness);
        bench.sim.cut = any_cut;
        connect_over(round % 2);
        for (unsigned job = 0; job < 4; job++) {
            uint32_t size = 1 + (uint32_t)s7_chance_below(&chance, sizeof octets);
            fill(bench.flat.memory, sizeof octets, (unsigned)s7_chance_next(&chance));
            memset(octets, 0, sizeof octets);
            assert_int_equal(read_once(octets, size), S7_OK);
            assert_memory_equal(octets, bench.flat.memory, size);
        }
        end();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_client_sees_each_kind),
        cmocka_unit_test(a_client_may_have_the_bad_line),
        cmocka_unit_test(a_slow_line_changes_no_octet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
