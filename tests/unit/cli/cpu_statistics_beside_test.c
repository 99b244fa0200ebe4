/* SPDX-License-Identifier: MIT
 *
 * What the observer counts, beside what server and CPU count and keep themselves: the same, whatever partners do.
 */
#include "cli/cpu_statistics.h"

#include "cases.h"
#include "cpu/state.h"
#include "unit/cpu/peer.h"

enum { RESOURCES = 4, HALF_OPEN = 2, PLACES = RESOURCES + HALF_OPEN, PEERS = 9 };

static struct s7_cpu_statistics statistics;

static int begin(void **state)
{
    (void)state;
    return s7_cpu_statistics_open(&statistics, PLACES, S7_SECOND);
}

static int end(void **state)
{
    (void)state;
    s7_cpu_statistics_close(&statistics);
    return 0;
}

static struct peer peers[PEERS];
static struct s7_cpu *cpu;
static s7_time now;
static bool seen_legitimised, seen_subscribed;

static bool is_there(const struct peer *peer)
{
    return peer->session != NULL;
}

static void close_peer(struct peer *peer, int error)
{
    const struct s7_fault fault = {.error = error};
    peer->session->ops->closed(peer->session->self, &fault, now);
    peer->session = NULL;
}

/* What a transport does: the stream ends when the session wants it. */
static void serve_peers(void)
{
    for (size_t i = 0; i < PEERS; i++) {
        if (!is_there(&peers[i]))
            continue;
        const struct s7_session_ops *ops = peers[i].session->ops;
        ops->tick(peers[i].session->self, now);
        if (ops->want(peers[i].session->self) & (S7_WANT_FIN | S7_WANT_RST))
            close_peer(&peers[i], S7_OK);
    }
}

static void push_many(struct s7_link *link)
{
    static const uint8_t octets[180];
    const struct s7_userdata push = {.method = S7_USERDATA_METHOD_REQUEST,
                                     .group = 4,
                                     .subfunction = 3,
                                     .has_data = true,
                                     .return_code = 0xFF,
                                     .transport_size = 9,
                                     .length = sizeof octets,
                                     .payload = {octets, sizeof octets}};
    for (int i = 0; i < 4; i++)
        s7_link_push(link, &push, now);
}

static bool extension(void *user, struct s7_request *request, s7_time at)
{
    (void)user, (void)at;
    push_many(request->link);
    return false;
}

static const char *const telegrams[] = {
    PEER_CR,
    "03000016 11e00000000100 c1020100 c2020202 c0010a", /* an OP */
    "03000016 11e00000000100 c1020100 c2020302 c0010a", /* basic */
    "03000016 11e00000000100 c1020100 c2021002 c0010a", /* configured */
    "03000016 11e00000000100 c1020100 c2020107 c0010a", /* no such slot */
    "03000012 11e00000000100 c1020100 c0010a",          /* no TSAP at all */
    (PEER_SETUP("00f0")),
    (PEER_SETUP("00f0")),
    (PEER_SETUP("00f0")),
    "0300001f 02f080 32010000 1234 000e0000 0401 120a100200010000 83000000",            /* read MB0 */
    "0300001f 02f080 32010000 1234 000e0000 0401 120a100200010063 84000000",            /* no such DB */
    "03000024 02f080 32010000 0001 000e0005 0501 120a100200010000 83000000 0004000807", /* write MB0 */
    "03000024 02f080 32010000 0001 000e0005 0501 120a100200010063 84000000 0004000807", /* … no such DB */
    "03000012 02f080 32010000 0009 00010000 1a",                                 /* no such function: pushes */
    "03000021 02f080 32070000 0007 00080008 0001120411440100 ff090004 00110000", /* SZL 0011 */
    "03000025 02f080 32070000 0600 0008000c 0001120411450100 ff090008 213a1b1d6e681b1d", /* password */
    "03000025 02f080 32070000 0600 0008000c 0001120411450100 ff090008 0514031201080619", /* … PASSWORD as it is sent */
    "0300001d 02f080 32070000 0700 00080004 0001120411450200 0a000000",                  /* taken back */
    "03000027 02f080 32070000 0008 0008000e 0001120411440200 ff09000a 0300 4843504f4d202020", /* subscribes */
    "03000027 02f080 32070000 0008 0008000e 0001120411440200 ff09000a 0000 4843504f4d202020", /* unsubscribes */
    "03000029 02f080 32070000 0008 00080010 0001120411440200 ff09000c 8000 4843504f4d202020 0900", /* alarms */
    "03000029 02f080 32070000 0008 00080010 0001120411440200 ff09000c 8000 4843504f4d202020 0800", /* … no more */
    "03000021 02f080 32010000 0003 00100000 290000000000 09505f50524f4752414d",         /* stop: pushes */
    "03000025 02f080 32010000 0003 00140000 28000000000000fd0000 09505f50524f4752414d", /* start */
    "03000021 02f080 32070000 0000 00080008 0001120411040300 ff090004 00110000",        /* a push */
    "03000013 02f080 32030000 0009 00000000 8104",                                      /* an answer */
    "03000011 02f080 32010000 0009 00000000", /* a job without function */
    "03000011 02f080 32010000 0009 00050000", /* sizes do not add up */
    "47455420",                               /* another protocol */
};

static void assert_equal_counters(void)
{
    const struct s7_server_counters *counters = s7_server_counters(s7_cpu_server(cpu));
    const struct s7_cpu_usage usage = s7_cpu_usage(cpu);
    const struct s7_cpu_totals *totals = &statistics.totals;
    const struct s7_cpu_counts sum = s7_cpu_statistics_sum(&statistics);
    assert_int_equal(totals->accepted, counters->accepted);
    assert_int_equal(totals->turned_away, counters->full);
    assert_int_equal(totals->admitted, counters->admitted);
    assert_int_equal(totals->refused_tsap + totals->refused_resources, counters->refused);
    assert_int_equal(totals->malformed, counters->malformed);
    assert_int_equal(totals->abandoned, counters->abandoned);
    assert_int_equal(totals->links, counters->links);
    assert_int_equal(totals->most_links, counters->most_links);
    assert_int_equal(totals->refused_tsap, usage.refused_tsap);
    assert_int_equal(totals->refused_resources, usage.refused_resources);
    assert_int_equal(totals->used[S7_CPU_CLASS_PG], usage.pg);
    assert_int_equal(totals->used[S7_CPU_CLASS_OP], usage.op);
    assert_int_equal(totals->used[S7_CPU_CLASS_BASIC], usage.basic);
    assert_int_equal(totals->used[S7_CPU_CLASS_OTHER], usage.other);
    assert_int_equal(sum.requests, counters->requests);
    assert_int_equal(sum.octets_in, counters->octets_in);
    assert_int_equal(sum.octets_out, counters->octets_out);
    assert_int_equal(sum.pushes, counters->pushes);
    assert_int_equal(sum.pushes_dropped, counters->pushes_dropped);
    uint64_t by_service = 0;
    for (size_t i = 0; i <= S7_SERVICE_COUNT; i++)
        by_service += sum.services[i];
    assert_int_equal(by_service, sum.requests);
}

enum { CALLS = 6, SETUPS = 3, ROUGH = 3, TELEGRAMS = sizeof telegrams / sizeof telegrams[0] };

static unsigned said[PEERS]; /* telegrams of this connection */

/* Mostly what is next in order, sometimes anything. */
static const char *telegram_for(size_t peer, struct s7_chance *chance)
{
    size_t first = 0, count = TELEGRAMS;
    if (said[peer] == 0)
        count = CALLS;
    else if (said[peer] == 1)
        first = CALLS, count = SETUPS;
    else if (s7_chance_below(chance, 16))
        first = CALLS + SETUPS, count = TELEGRAMS - CALLS - SETUPS - ROUGH;
    said[peer]++;
    return telegrams[first + s7_chance_below(chance, count)];
}

/* What the CPU itself keeps of its partners. */
static void assert_equal_partners(void)
{
    for (size_t i = 0; i < cpu->partners.slab.block_count; i++) {
        const struct s7_cpu_partner *partner = s7_cpu_partners_at(&cpu->partners, i);
        if (!partner)
            continue;
        const struct s7_cpu_connection *connection = statistics.first;
        while (connection && connection->number != s7_link_number(partner->link))
            connection = connection->after;
        assert_non_null(connection);
        assert_int_equal(connection->events, partner->events);
        assert_int_equal(connection->alarms, partner->alarms);
        assert_int_equal(connection->legitimised, partner->legitimised);
        seen_legitimised |= partner->legitimised;
        seen_subscribed |= partner->events && partner->alarms;
    }
}

static void something_happens(struct s7_chance *chance)
{
    size_t i = s7_chance_below(chance, PEERS);
    uint64_t what = s7_chance_below(chance, 24);
    now += S7_MILLISECOND;
    if (!is_there(&peers[i])) {
        said[i] = 0;
        peer_accept(&peers[i], cpu);
    } else if (what == 0) {
        close_peer(&peers[i], s7_chance_below(chance, 2) ? S7_OK : S7_ERR_S7_RESET);
    } else if (what == 1) {
        now += S7_SECOND; /* some are half open for too long */
    } else {
        peers[i].now = now;
        peer_say(&peers[i], telegram_for(i, chance));
    }
}

static struct s7_cpu_config small_cpu(void)
{
    struct s7_cpu_config config;
    s7_cpu_config_default(&config);
    config.resources_total = RESOURCES;
    config.pg.most = 1;
    config.limits.half_open = HALF_OPEN;
    config.slot_zero = false;
    config.has_password = true;
    memcpy(config.password, "PASSWORD", sizeof config.password);
    config.access_level = S7_CPU_LEVEL_READ;
    config.limits.subscriptions = 2;
    config.observer = &statistics.observer;
    return config;
}

static void play(struct s7_chance *chance, unsigned long count)
{
    const struct s7_cpu_config config = small_cpu();
    now = S7_SECOND;
    assert_int_equal(s7_cpu_new(&config, &cpu), S7_OK);
    s7_cpu_set_extension(cpu, extension, NULL);
    for (unsigned long i = 0; i < count; i++) {
        something_happens(chance);
        serve_peers();
        assert_equal_counters();
        assert_equal_partners();
    }
    for (size_t i = 0; i < PEERS; i++)
        if (is_there(&peers[i]))
            close_peer(&peers[i], S7_OK);
    assert_equal_counters();
    assert_int_equal(statistics.totals.links, 0);
    assert_null(statistics.first);
    assert_int_equal(statistics.earlier + statistics.gone_count, statistics.totals.accepted);
}

static void they_equal_what_server_and_cpu_count(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("they_equal_what_server_and_cpu_count");
    play(&chance, cases_count());
    s7_cpu_free(cpu);
}

/* What is played is no quiet life: everything that is counted happens in it. */
static void nothing_is_left_out(void **state)
{
    (void)state;
    struct s7_chance chance = {1};
    seen_legitimised = seen_subscribed = false;
    play(&chance, 20000);
    const struct s7_cpu_totals *totals = &statistics.totals;
    const struct s7_cpu_counts sum = s7_cpu_statistics_sum(&statistics);
    assert_true(totals->turned_away && totals->refused_tsap && totals->refused_resources);
    assert_true(totals->malformed && totals->abandoned && statistics.earlier);
    assert_true(sum.refusals && sum.items_refused && sum.writes && sum.pushes && sum.pushes_dropped);
    assert_true(seen_legitimised && seen_subscribed);
    s7_cpu_free(cpu);
}

#define ONE(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {ONE(they_equal_what_server_and_cpu_count), ONE(nothing_is_left_out)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
