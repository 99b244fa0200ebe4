/* SPDX-License-Identifier: MIT */
#include "capture/flow_life.h"

#include "check.h"

#include <stdio.h>
#include <string.h>

#include "capture/flow.h"

/* One letter for each thing that the sink is told: O opened, t telegram, T of side 1, l lost, C closed and why. */
static char told[400];
static size_t used;
static struct s7_flows *flows;
static struct s7_flow_config config;
static s7_time now;
static uint32_t acknowledged;

static const uint8_t telegram_octets[] = {3, 0, 0, 9, 2, 0xF0, 0x80, 0x32, 1};
enum { SIZE = sizeof telegram_octets };

static void tell(const char *text)
{
    used += (size_t)snprintf(told + used, sizeof told - used, "%s", text);
    assert_true(used < sizeof told);
}

static void on_opened(void *user, struct s7_flow *flow)
{
    (void)user;
    flow->talk = told;
    tell("O");
}

static void on_telegram(void *user, struct s7_flow *flow, const struct s7_telegram *telegram)
{
    (void)user;
    assert_ptr_equal(flow->talk, told);
    assert_int_equal(telegram->size, SIZE);
    tell(telegram->side ? "T" : "t");
}

static void on_lost(void *user, struct s7_flow *flow, unsigned side, enum s7_loss loss, uint64_t octets,
                    uint64_t packet, s7_time time)
{
    (void)user;
    (void)side;
    (void)packet;
    (void)time;
    assert_ptr_equal(flow->talk, told);
    assert_in_range(loss, 0, S7_LOSS_COUNT - 1);
    assert_int_not_equal(octets, 0);
    tell("l");
}

static void on_closed(void *user, struct s7_flow *flow, enum s7_flow_end end, s7_time time)
{
    (void)user;
    (void)time;
    static const char *const ends[] = {"fin ",  "reset ",   "refused ", "reused ",
                                       "idle ", "evicted ", "capture "};
    assert_ptr_equal(flow->talk, told);
    tell("C");
    tell(ends[end]);
}

static const struct s7_flow_sink sink = {NULL, on_opened, on_telegram, on_lost, on_closed};

static void reopen(void)
{
    s7_flows_free(flows);
    assert_int_equal(s7_flows_new(&config, &sink, &flows), 0);
    used = 0;
    told[0] = 0;
}

static int begin(void **state)
{
    (void)state;
    s7_flow_config_default(&config);
    now = 0;
    flows = NULL;
    reopen();
    return 0;
}

static int end(void **state)
{
    (void)state;
    s7_flows_free(flows);
    return 0;
}

static struct s7_station client = {.address = {10, 0, 0, 1}, .port = 50000, .version = 4};
static struct s7_station server = {.address = {10, 0, 0, 2}, .port = 102, .version = 4};

static void put_octets(unsigned side, unsigned flags, uint32_t sequence, const uint8_t *octets, size_t size)
{
    struct s7_packet packet = {.number = 1, .time = ++now};
    struct s7_segment segment = {.from = side ? server : client,
                                 .to = side ? client : server,
                                 .sequence = sequence,
                                 .acknowledged = acknowledged,
                                 .flags = flags,
                                 .payload = {octets, size, size}};
    flows->now = now;
    s7_flow_end_idle(flows);
    s7_flow_life_segment(flows, &packet, &segment);
}

static void put(unsigned side, unsigned flags, uint32_t sequence)
{
    put_octets(side, flags, sequence, NULL, 0);
}

static void put_telegram(unsigned side, uint32_t sequence)
{
    put_octets(side, S7_TCP_ACK, sequence, telegram_octets, SIZE);
}

static void shake_hands(uint32_t first, uint32_t second)
{
    put(0, S7_TCP_SYN, first - 1);
    put(1, S7_TCP_SYN | S7_TCP_ACK, second - 1);
}

static void expect(const char *expected)
{
    assert_string_equal(told, expected);
    used = 0;
    told[0] = 0;
}

static void both_fins_end_it_once_everything_is_there(void **state)
{
    (void)state;
    shake_hands(100, 200);
    put_telegram(0, 100);
    put_octets(1, S7_TCP_ACK | S7_TCP_FIN, 200, telegram_octets, SIZE); /* FIN with data */
    put(0, S7_TCP_FIN, 100 + 2 * SIZE);
    expect("OtT");
    put_telegram(0, 100 + SIZE);
    expect("tCfin ");
    put_telegram(0, 100 + SIZE); /* late ones make nothing new */
    put(0, S7_TCP_ACK, 100 + 2 * SIZE + 1);
    put(0, S7_TCP_RST, 100 + 2 * SIZE + 1);
    expect("");
    assert_int_equal(flows->statistics.losses.counts[S7_LOSS_REPEATED], SIZE);
}

static void syn_with_data_and_missing_handshakes(void **state)
{
    (void)state;
    put_octets(0, S7_TCP_SYN, 99, telegram_octets, SIZE);
    put_telegram(0, 100 + SIZE);
    expect("Ott");
    reopen();
    put(1, S7_TCP_SYN | S7_TCP_ACK, 199); /* the SYN is missing: side 0 is the one it goes to */
    put_telegram(1, 200);
    put_telegram(0, 500);
    expect("OTt");
    reopen();
    put_telegram(1, 200);
    put_telegram(0, 500);
    expect("OtT"); /* who was seen first */
    s7_flows_finish(flows);
    expect("Ccapture ");
}

static void resets_and_refusals(void **state)
{
    (void)state;
    put(0, S7_TCP_SYN, 99);
    put(1, S7_TCP_RST | S7_TCP_ACK, 0);
    expect("OCrefused ");
    put(0, S7_TCP_SYN, 99); /* once more, as clients do */
    put(1, S7_TCP_RST | S7_TCP_ACK, 0);
    expect("OCrefused ");
    shake_hands(300, 400);
    put(0, S7_TCP_RST, 300);
    expect("OCreset ");
    shake_hands(500, 600);
    put_telegram(0, 500);
    put(1, S7_TCP_RST, 5000000); /* out of the window: not heeded */
    put_telegram(0, 500 + SIZE);
    put_octets(1, S7_TCP_RST, 600, (const uint8_t *)"no", 2);
    expect("OttCreset ");
    put(0, S7_TCP_RST, 1);
    put(1, S7_TCP_ACK, 1);
    expect("");
    put(0, S7_TCP_SYN, 99);
    put(0, S7_TCP_RST, 100); /* the one who dialled thought better of it */
    expect("OCreset ");
}

static void acknowledgements_tell_what_is_missing(void **state)
{
    (void)state;
    shake_hands(100, 200);
    put_telegram(0, 100);
    put_telegram(0, 100 + 2 * SIZE);
    acknowledged = 100 + 3 * SIZE;
    put(1, S7_TCP_ACK, 200);
    expect("Otlt");
    acknowledged = 0;
}

static void a_fin_from_elsewhere_is_not_heeded(void **state)
{
    (void)state;
    shake_hands(100, 200);
    put_telegram(0, 100);
    put(0, S7_TCP_FIN, 5000000);
    put(1, S7_TCP_FIN, 200);
    put_telegram(0, 100 + SIZE);
    expect("Ott");
    put(0, S7_TCP_FIN, 100 + 2 * SIZE);
    expect("Cfin ");
}

static void repeated_syns_are_one(void **state)
{
    (void)state;
    put(0, S7_TCP_SYN, 99);
    put(0, S7_TCP_SYN, 99);
    put(1, S7_TCP_SYN | S7_TCP_ACK, 199);
    put(1, S7_TCP_SYN | S7_TCP_ACK, 199);
    put_telegram(0, 100);
    put(0, S7_TCP_SYN, 99);
    put_telegram(1, 200);
    expect("OtT");
    reopen();
    put(0, S7_TCP_SYN, 99); /* both dial */
    put(1, S7_TCP_SYN, 199);
    put_telegram(0, 100);
    put_telegram(1, 200);
    expect("OtT");
}

static void ports_are_used_again(void **state)
{
    (void)state;
    shake_hands(100, 200);
    put_telegram(0, 100);
    shake_hands(1100, 1200);
    put_telegram(0, 1100);
    put_telegram(1, 1200);
    expect("OtCreused OtT");
    put(0, S7_TCP_FIN, 1100 + SIZE);
    put(1, S7_TCP_FIN, 1200 + SIZE);
    expect("Cfin ");
    shake_hands(2100, 2200);
    put_telegram(0, 2100);
    expect("Ot");
    reopen();
    put_telegram(0, 100);
    put(1, S7_TCP_SYN | S7_TCP_ACK, 777); /* the SYN was not captured */
    expect("OtCreused O");
}

static void after_the_end_a_new_connection_without_its_beginning(void **state)
{
    (void)state;
    shake_hands(100, 200);
    put(0, S7_TCP_FIN, 100);
    put(1, S7_TCP_FIN, 200);
    expect("OCfin ");
    put_telegram(0, 100 + 10000000);
    expect("Ot");
    put(0, S7_TCP_FIN, 100 + 10000000 + SIZE);
    put(1, S7_TCP_FIN, 200);
    expect("Cfin ");
    now += (s7_time)61 * 1000000000;
    put_telegram(0, 100 + 10000000 + SIZE);
    expect("Ot");
}

static void silence_ends_it(void **state)
{
    (void)state;
    config.idle = 1000;
    reopen();
    put_telegram(0, 100);
    now += 999;
    put_telegram(0, 100 + SIZE);
    now += 1000;
    put_telegram(0, 100 + 2 * SIZE);
    expect("OttCidle Ot");
}

static void the_one_silent_for_longest_is_given_up(void **state)
{
    (void)state;
    config.flows_max = 3;
    reopen();
    for (uint16_t port = 1; port <= 5; port++) {
        client.port = port;
        put(0, S7_TCP_SYN, 99);
        client.port = 1;
        put_telegram(0, 100); /* this one is never silent */
    }
    client.port = 50000;
    expect("OtOOCevicted OCevicted O");
    assert_int_equal(flows->statistics.losses.counts[S7_LOSS_FLOW_LIMIT], 2);
    assert_int_equal(flows->statistics.most_open, 3);
}

static void those_without_payload_are_given_up_first(void **state)
{
    (void)state;
    config.flows_max = 3;
    reopen();
    put_telegram(0, 100); /* long before the others */
    for (uint16_t port = 1; port <= 20; port++) {
        client.port = port;
        put(0, S7_TCP_SYN, 99);
    }
    client.port = 50000;
    used = 0;
    put_telegram(0, 100 + SIZE);
    expect("t");
    s7_flows_finish(flows);
    expect("Ccapture Ccapture Ccapture ");
}

/* Times are what a file says: whatever they are, they end nothing but what is silent. */
static void times_may_be_anything(void **state)
{
    (void)state;
    static const s7_time times[] = {INT64_MIN, INT64_MAX - 2, 0, INT64_MIN + 5, 5};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        now = times[i];
        put_telegram(0, (uint32_t)(100 + i * SIZE));
    }
    expect("OtCidle OtttCidle Ot");
}

static void remote_desktops_are_not_partners(void **state)
{
    (void)state;
    static const uint8_t desktop[] = {3, 0, 0, 19, 14, 0xE0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 3, 0, 0, 0};
    static const uint8_t partner[] = {3,    0, 0, 22, 17,   0xE0, 0, 0, 0,    1, 0,
                                      0xC1, 2, 1, 0,  0xC2, 2,    1, 2, 0xC0, 1, 10};
    static const uint8_t other[] = {3, 0, 0, 8, 2, 0xF0, 0x80, 0x68};
    server.port = 3389;
    put_octets(0, S7_TCP_ACK, 100, desktop, sizeof desktop);
    shake_hands(100, 200);
    put_octets(0, S7_TCP_ACK, 100, desktop, sizeof desktop);
    put_octets(1, S7_TCP_ACK, 200, other, sizeof other);
    expect("");
    put_octets(0, S7_TCP_ACK, 119, telegram_octets, SIZE);
    expect("Ot");
    assert_int_equal(s7_cut_look(partner, sizeof partner), S7_CUT_YES);
    reopen();
    put_octets(0, S7_TCP_ACK, 100, partner, 12);
    expect("O");
    server.port = 102;
}

static void lost_octets_of_a_connection_without_any_others(void **state)
{
    (void)state;
    shake_hands(100, 200);
    put(0, S7_TCP_FIN, 150);
    put(1, S7_TCP_FIN, 200);
    expect("O");
    s7_flows_finish(flows);
    expect("lCcapture ");
    assert_int_equal(flows->statistics.losses.counts[S7_LOSS_GAP], 50);
}

static void on_other_ports_the_first_payload_decides(void **state)
{
    (void)state;
    server.port = 2000;
    shake_hands(100, 200);
    put_octets(0, S7_TCP_ACK, 100, (const uint8_t *)"GET / HTTP/1.1\r\n", 16);
    put_telegram(0, 116);
    expect("Ot"); /* that alone looks like the middle of one */
    reopen();
    shake_hands(100, 200);
    put_octets(0, S7_TCP_ACK, 100, telegram_octets, 3);
    put_octets(0, S7_TCP_ACK, 103, telegram_octets + 3, SIZE - 3);
    put_telegram(1, 200);
    expect("OtT");
    reopen();
    put_octets(0, S7_TCP_ACK, 100, telegram_octets, 3); /* three octets in the middle say nothing */
    put(0, S7_TCP_SYN, 99);
    put(1, S7_TCP_RST, 0);
    put(0, S7_TCP_SYN, 99);
    put(0, S7_TCP_FIN, 100);
    expect("");
    assert_int_equal(flows->table.queues[S7_FLOW_RANK_CANDIDATE].count, 0);
    config.only_ports = true;
    reopen();
    put_telegram(0, 100);
    put(0, S7_TCP_SYN, 99);
    expect("");
    config.ports[config.port_count++] = 2000;
    reopen();
    put(0, S7_TCP_SYN, 99);
    put_octets(0, S7_TCP_ACK, 100, (const uint8_t *)"hello", 5);
    expect("Ol");
    server.port = 102;
}

static void those_that_nobody_is_told_of_are_few(void **state)
{
    (void)state;
    config.flows_max = 160;
    reopen();
    server.port = 2000;
    for (uint16_t port = 1; port <= 100; port++) {
        client.port = port;
        put(0, S7_TCP_SYN, 99);
    }
    assert_int_equal(flows->table.queues[S7_FLOW_RANK_CANDIDATE].count, 11);
    server.port = 102;
    for (uint16_t port = 1; port <= 100; port++) {
        client.port = port;
        put(0, S7_TCP_SYN, 99);
        put(1, S7_TCP_RST, 0);
        expect("OCrefused ");
    }
    client.port = 50000;
    assert_int_equal(flows->table.queues[S7_FLOW_RANK_OVER].count, 11);
    assert_int_equal(flows->statistics.losses.counts[S7_LOSS_FLOW_LIMIT], 0);
}

/* What somebody leaves behind who knocks at every door: SYNs without an answer, or with one and nothing more. */
static void half_open_connections_are_cheap(void **state)
{
    (void)state;
    enum { MANY = 100000, MEGABYTE = 1 << 20 };
    struct s7_station caller = client;
    for (unsigned i = 0; i < MANY; i++) {
        client.address[2] = (uint8_t)(i >> 8);
        client.address[3] = (uint8_t)i;
        client.port = (uint16_t)(50000 + (i >> 16));
        put(0, S7_TCP_SYN, 99);
        if (i % 2)
            put(1, S7_TCP_SYN | S7_TCP_ACK, 199);
        used = 0;
    }
    client = caller;
    const struct s7_flow_table *table = &flows->table;
    assert_int_equal(flows->statistics.open, MANY);
    assert_int_equal(flows->statistics.losses.counts[S7_LOSS_FLOW_LIMIT], 0);
    assert_int_equal(flows->streams.block_count, 0);
    assert_in_range(table->pool.block_count * table->pool.block_size, MANY * sizeof(struct s7_flow),
                    15 * MEGABYTE);
    assert_in_range(table->bucket_count * sizeof *table->buckets, MANY, 2 * MEGABYTE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(both_fins_end_it_once_everything_is_there, begin, end),
        cmocka_unit_test_setup_teardown(syn_with_data_and_missing_handshakes, begin, end),
        cmocka_unit_test_setup_teardown(resets_and_refusals, begin, end),
        cmocka_unit_test_setup_teardown(acknowledgements_tell_what_is_missing, begin, end),
        cmocka_unit_test_setup_teardown(a_fin_from_elsewhere_is_not_heeded, begin, end),
        cmocka_unit_test_setup_teardown(repeated_syns_are_one, begin, end),
        cmocka_unit_test_setup_teardown(ports_are_used_again, begin, end),
        cmocka_unit_test_setup_teardown(after_the_end_a_new_connection_without_its_beginning, begin, end),
        cmocka_unit_test_setup_teardown(silence_ends_it, begin, end),
        cmocka_unit_test_setup_teardown(the_one_silent_for_longest_is_given_up, begin, end),
        cmocka_unit_test_setup_teardown(those_without_payload_are_given_up_first, begin, end),
        cmocka_unit_test_setup_teardown(times_may_be_anything, begin, end),
        cmocka_unit_test_setup_teardown(remote_desktops_are_not_partners, begin, end),
        cmocka_unit_test_setup_teardown(lost_octets_of_a_connection_without_any_others, begin, end),
        cmocka_unit_test_setup_teardown(on_other_ports_the_first_payload_decides, begin, end),
        cmocka_unit_test_setup_teardown(those_that_nobody_is_told_of_are_few, begin, end),
        cmocka_unit_test_setup_teardown(half_open_connections_are_cheap, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
