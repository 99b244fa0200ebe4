/* SPDX-License-Identifier: MIT
 *
 * What partners do who mean no good, under a virtual clock: each kind of abuse meets its limit and the refusal that
 * docs/hostile.md names, and whoever works well is answered at the same instant.
 */
#include "sim/villains.h"

#include <stdio.h>

#include "cpu/state.h"
#include "engine/server_internal.h"

enum {
    NO_SUBSCRIPTION = 0xD404,
    NO_CHAIN = 0x8304,
    NO_SUCH_CHAIN = 0xD405,
    WRONG_PASSWORD = 0xD602,
    LEVEL = 0xD241,
    OVER_AMQ = 0x8302,
    SUBSCRIPTIONS = 8, /* the defaults */
    CHAINS = 8,
    RESOURCES = 16,
    HALF_OPEN = 16,
    FLOOD = 2000
};

static const s7_time HALF_OPEN_TIME = 3 * S7_SECOND, CHAIN_IDLE = 10 * S7_SECOND;

static size_t handles_taken(void)
{
    size_t count = 0;
    for (size_t i = 1; i < 256; i++)
        count += inn.cpu->server->handles[i / 8] >> (i % 8) & 1;
    return count;
}

/* The CPU is left as it was found. */
static void close_clean(size_t count)
{
    villains_go(count);
    good_is_served(0);
    for (size_t i = 0; i < GUESTS; i++)
        assert_int_equal(ask_events(i, 0), 0);
    assert_int_equal(handles_taken(), 0);
    assert_int_equal(inn.cpu->server->chains.used, 0);
    assert_int_equal(inn.cpu->server->kept.used, 0);
    assert_int_equal(counted()->links, GUESTS);
    inn_close();
}

/* ---- subscriptions --------------------------------------------------------------------------------------------- */

static void one_connection_takes_one_subscription(void **state)
{
    (void)state;
    inn_config();
    inn_open();
    villains_come(1);
    for (unsigned i = 0; i < FLOOD; i++)
        assert_int_equal(villain_subscribes(&villains[0], (uint8_t)(1 + i % 3)), 0);
    assert_int_equal(handles_taken(), 1);
    for (unsigned i = 0; i < FLOOD; i++)
        assert_int_equal(villain_subscribes(&villains[0], i % 2), 0);
    assert_int_equal(handles_taken(), 1);
    for (size_t i = 0; i < GUESTS; i++)
        assert_int_equal(ask_events(i, 1), 0);
    good_is_served(0);
    close_clean(1);
}

static void many_connections_take_what_there_is(void **state)
{
    (void)state;
    inn_config()->resources_total = 40;
    inn_open();
    villains_come(36);
    for (size_t i = 0; i < 36; i++) {
        assert_int_equal(villain_subscribes(&villains[i], 3), i < SUBSCRIPTIONS ? 0 : NO_SUBSCRIPTION);
        good_is_served(i % GUESTS);
    }
    assert_int_equal(ask_events(0, 1), NO_SUBSCRIPTION); /* a subscription is all that the others lack */
    villain_goes(&villains[3]);
    assert_int_equal(ask_events(0, 1), 0);
    assert_int_equal(villain_subscribes(&villains[20], 3), NO_SUBSCRIPTION);
    assert_int_equal(ask_stop(1), 0);
    assert_int_equal(inn.guests[0].mode_count, 1);
    close_clean(36);
}

/* Who subscribes and does not read loses pushes, not others. */
static void deaf_subscribers_lose_their_own_pushes(void **state)
{
    (void)state;
    inn_config();
    inn_open();
    villains_come(SUBSCRIPTIONS - 1);
    for (size_t i = 0; i < SUBSCRIPTIONS - 1; i++) {
        assert_int_equal(villain_subscribes(&villains[i], 3), 0);
        villains[i].raw.reads = false;
    }
    assert_int_equal(ask_events(0, 1), 0);
    for (unsigned i = 0; i < FLOOD; i++) {
        s7_cpu_set_mode(inn.cpu, i % 2 ? S7_CPU_MODE_RUN : S7_CPU_MODE_STOP, S7_CPU_CAUSE_PARTNER, inn.sim.now);
        sim_settle(&inn.sim);
    }
    assert_int_equal(inn.guests[0].push_count, FLOOD);
    assert_true(counted()->pushes_dropped > FLOOD);
    good_is_served(0);
    good_is_served(1);
    close_clean(SUBSCRIPTIONS - 1);
}

/* ---- answers in fragments -------------------------------------------------------------------------------------- */

static void chains_that_nobody_continues_are_taken_over(void **state)
{
    (void)state;
    inn_config();
    inn_open();
    villains_come(CHAINS);
    for (size_t i = 0; i < CHAINS; i++)
        assert_int_equal(villain_begins_list(&villains[i]), 0);
    uint8_t sequence = villain_fragment(&villains[0], 17);
    assert_int_equal(good_list(0, 0x1c), NO_CHAIN);
    good_is_served(0); /* what fits into one PDU needs no chain */
    sim_pass(&inn.sim, CHAIN_IDLE - 1);
    assert_int_equal(good_list(0, 0x1c), NO_CHAIN);
    sim_pass(&inn.sim, 1);
    assert_int_equal(good_list(0, 0x1c), 0);
    assert_int_equal(counted()->chains_given_up, 1);
    assert_int_equal(villain_goes_on(&villains[0], sequence), NO_SUCH_CHAIN); /* its was the idlest */
    for (size_t i = 0; i < GUESTS; i++)
        assert_int_equal(good_list(i, 0x1c), 0);
    close_clean(CHAINS);
}

/* Who keeps asking keeps the chain; as many chains as connections leave one for everybody. */
static void as_many_chains_as_connections_are_enough(void **state)
{
    (void)state;
    for (unsigned enough = 0; enough < 2; enough++) {
        struct s7_cpu_config *config = inn_config();
        config->limits.chains = enough ? RESOURCES : CHAINS;
        inn_open();
        villains_come(RESOURCES - GUESTS);
        for (unsigned i = 0; i < 100; i++) {
            for (size_t j = 0; j < RESOURCES - GUESTS; j++)
                villain_begins_list(&villains[j]);
            assert_int_equal(good_list(i % GUESTS, 0x1c), enough ? 0 : NO_CHAIN);
            good_is_served(i % GUESTS);
            sim_pass(&inn.sim, CHAIN_IDLE / 2);
        }
        assert_int_equal(counted()->chains_refused > 0, !enough);
        close_clean(RESOURCES - GUESTS);
    }
}

static void one_connection_has_one_chain(void **state)
{
    (void)state;
    inn_config();
    inn_open();
    villains_come(1);
    for (unsigned i = 0; i < FLOOD; i++) {
        assert_int_equal(villain_begins_list(&villains[0]), 0);
        assert_int_equal(villain_fragment(&villains[0], 17), 1); /* the number of the one before */
        assert_int_equal(inn.cpu->server->chains.used, 1);
    }
    assert_int_equal(counted()->chains_given_up, FLOOD - 1);
    assert_int_equal(good_list(0, 0x1c), 0);
    close_clean(1);
}

static void connections_that_come_and_go_leave_no_chain(void **state)
{
    (void)state;
    inn_config();
    inn_open();
    for (unsigned i = 0; i < FLOOD; i++) {
        villain_comes(&villains[0]);
        assert_int_equal(villain_begins_list(&villains[0]), 0);
        assert_int_equal(villain_subscribes(&villains[0], 3), 0);
        villain_goes(&villains[0]);
    }
    assert_int_equal(good_list(0, 0x1c), 0);
    close_clean(1);
}

static void what_was_not_begun_is_not_continued(void **state)
{
    (void)state;
    inn_config();
    inn_open();
    villains_come(2);
    for (unsigned i = 0; i < FLOOD; i++)
        assert_int_equal(villain_goes_on(&villains[0], (uint8_t)(1 + i % 255)), NO_SUCH_CHAIN);
    assert_int_equal(counted()->chains_lost, FLOOD);

    assert_int_equal(villain_begins_list(&villains[1]), 0);
    uint8_t sequence = villain_fragment(&villains[1], 17);
    assert_int_equal(villain_goes_on(&villains[0], sequence), NO_SUCH_CHAIN); /* another one's */
    assert_int_equal(villain_goes_on(&villains[1], (uint8_t)(sequence + 1)), NO_SUCH_CHAIN);
    assert_int_equal(villain_goes_on(&villains[1], sequence), 0); /* which has not suffered */
    assert_int_equal(villain_fragment(&villains[1], 19), 0);
    assert_int_equal(villain_goes_on(&villains[1], sequence), NO_SUCH_CHAIN); /* it was the last */
    good_is_served(0);
    close_clean(2);
}

/* ---- passwords ------------------------------------------------------------------------------------------------- */

static uint16_t villain_guesses(struct villain *villain, const char plain[8])
{
    uint8_t octets[S7_PASSWORD_SIZE];
    s7_password_obfuscate((const uint8_t *)plain, octets);
    return villain_asks(villain, 5, 1, octets, sizeof octets);
}

/* Nothing stops guessing, and it gains nothing before it is right; nobody else's permission comes or goes with it. */
static void wrong_passwords_open_nothing(void **state)
{
    (void)state;
    struct s7_cpu_config *config = inn_config();
    config->access_level = S7_CPU_LEVEL_READ;
    config->has_password = true;
    memcpy(config->password, "k7f0qz1m", sizeof config->password);
    inn_open();
    villains_come(1);
    assert_int_equal(ask_password(0, "k7f0qz1m"), 0);
    for (unsigned i = 0; i < FLOOD; i++) {
        char guess[9];
        snprintf(guess, sizeof guess, "%08u", i);
        assert_int_equal(villain_guesses(&villains[0], guess), WRONG_PASSWORD);
    }
    assert_int_equal(ask_stop(1), LEVEL);
    assert_int_equal(ask_stop(0), 0);
    assert_int_equal(s7_cpu_mode(inn.cpu), S7_CPU_MODE_STOP);
    good_is_served(1);
    assert_int_equal(villain_guesses(&villains[0], "k7f0qz1m"), 0);
    villain_goes(&villains[0]);
    villain_comes(&villains[0]); /* the permission went with the connection */
    assert_int_equal(villain_asks(&villains[0], 5, 2, NULL, 0), 0xD604);
    close_clean(1);
}

/* ---- connections ------------------------------------------------------------------------------------------------- */

/* As many as there is room for wait 3 s; who is connected does not notice, who comes meanwhile is turned away. */
static void silent_callers_are_ended(void **state)
{
    (void)state;
    inn_config();
    inn_open();
    for (unsigned wave = 0; wave < 20; wave++) {
        size_t room = RESOURCES + HALF_OPEN - GUESTS;
        for (size_t i = 0; i < VILLAINS; i++)
            assert_int_equal(villain_dials(&villains[i]), i < room ? S7_ACCEPT_TAKE : S7_ACCEPT_CLOSE);
        assert_int_equal(counted()->full, (wave + 1) * (VILLAINS - room));
        good_is_served(wave % GUESTS);
        sim_pass(&inn.sim, HALF_OPEN_TIME);
        assert_int_equal(counted()->abandoned, (wave + 1) * room);
        for (size_t i = 0; i < VILLAINS; i++)
            assert_true(villains[i].raw.closed);
        assert_int_equal(counted()->links, GUESTS);
        villain_comes(&villains[0]); /* there is room at once */
        villain_goes(&villains[0]);
    }
    close_clean(0);
}

/* A connection request takes a connection resource, setup communication or not. */
static void callers_without_setup_are_ended(void **state)
{
    (void)state;
    inn_config();
    inn_open();
    size_t free_ones = RESOURCES - GUESTS;
    for (size_t i = 0; i < free_ones + 5; i++) {
        assert_int_equal(villain_dials(&villains[i]), S7_ACCEPT_TAKE);
        villain_says(&villains[i], VILLAIN_CR, sizeof VILLAIN_CR);
        assert_int_equal(villains[i].raw.in_size, i < free_ones ? sizeof VILLAIN_CR : 0);
        assert_int_equal(villains[i].raw.closed, i >= free_ones);
    }
    assert_int_equal(s7_cpu_usage(inn.cpu).used, RESOURCES);
    assert_int_equal(s7_cpu_usage(inn.cpu).refused_resources, 5);
    good_is_served(0);
    sim_pass(&inn.sim, HALF_OPEN_TIME);
    assert_int_equal(s7_cpu_usage(inn.cpu).used, GUESTS);
    villains_come(free_ones);
    close_clean(free_ones + 5);
}

static void an_octet_a_minute_does_not_open_a_connection(void **state)
{
    (void)state;
    inn_config();
    inn_open();
    for (size_t i = 0; i < 12; i++)
        assert_int_equal(villain_dials(&villains[i]), S7_ACCEPT_TAKE);
    for (size_t i = 0; i < 12; i++)
        villain_says(&villains[i], VILLAIN_CR, 1);
    sim_pass(&inn.sim, 60 * S7_SECOND);
    for (size_t i = 0; i < 12; i++)
        assert_true(villains[i].raw.closed);
    assert_int_equal(counted()->abandoned, 12);
    close_clean(12);
}

/* On an open connection it costs its own resource and nothing else, and is answered in the end. */
static void an_octet_a_minute_keeps_nobody_waiting(void **state)
{
    (void)state;
    inn_config();
    inn_open();
    villains_come(12);
    for (size_t at = 0; at < sizeof VILLAIN_READ; at++) {
        for (size_t i = 0; i < 12; i++)
            villain_says(&villains[i], VILLAIN_READ + at, 1);
        good_is_served(at % GUESTS);
        sim_pass(&inn.sim, 60 * S7_SECOND);
    }
    for (size_t i = 0; i < 12; i++)
        assert_int_equal(villains[i].raw.in_size, VILLAIN_FRAME + 12 + 2 + 5);
    close_clean(12);
}

/* ---- requests above what was granted ------------------------------------------------------------------------------ */

static const uint8_t *flood_of_reads(void)
{
    static uint8_t octets[FLOOD * sizeof VILLAIN_READ];
    for (size_t i = 0; i < FLOOD; i++) {
        uint8_t *request = octets + i * sizeof VILLAIN_READ;
        memcpy(request, VILLAIN_READ, sizeof VILLAIN_READ);
        s7_store_u16(request + 11, (uint16_t)i);
    }
    return octets;
}

/* Who does not read its answers is not read from: what it sends stays in the stream. */
static void who_does_not_read_waits_alone(void **state)
{
    (void)state;
    inn_config();
    inn_open();
    uint64_t before = counted()->requests;
    for (size_t i = 0; i < 12; i++) {
        villain_comes(&villains[i]);
        villains[i].raw.reads = false;
        villain_says(&villains[i], flood_of_reads(), FLOOD * sizeof VILLAIN_READ);
        assert_true(villains[i].raw.out_size > 0);
        good_is_served(i % GUESTS);
    }
    uint64_t served = counted()->requests;
    sim_pass(&inn.sim, 3600 * S7_SECOND);
    assert_int_equal(counted()->requests, served);
    assert_int_equal(inn.cpu->server->kept.used, 0);
    for (size_t i = 0; i < 12; i++)
        villains[i].raw.reads = true;
    sim_settle(&inn.sim);
    /* of each a setup and a flood, and the four of good_is_served() */
    assert_int_equal(counted()->requests - before, 12 * (1 + FLOOD + 4));
    close_clean(12);
}

static void make_villains_wait(void)
{
    const struct s7_cpu_fault slow = {.kind = S7_CPU_FAULT_DELAY, .time = S7_SECOND, .partner = "villain"};
    assert_int_equal(s7_cpu_fault_set(inn.cpu, "slow", &slow, inn.sim.now), S7_OK);
}

/* Where requests take time: no more of them are open than were granted, nor kept than there is room for. */
static void requests_above_the_grant_wait_in_the_stream(void **state)
{
    (void)state;
    struct s7_cpu_config *config = inn_config();
    config->limits.kept = 12 * VILLAIN_AMQ - 1; /* the last one is served at once */
    config->amq_calling = VILLAIN_AMQ;
    inn_open();
    villains_come(12);
    make_villains_wait();
    for (size_t i = 0; i < 12; i++) {
        villain_says(&villains[i], flood_of_reads(), 20 * sizeof VILLAIN_READ);
        good_is_served(i % GUESTS);
    }
    assert_in_range(inn.cpu->server->kept.used, VILLAIN_AMQ, config->limits.kept);
    for (size_t i = 0; i < 12; i++)
        assert_true(((struct s7_link *)s7_slab_at(&inn.cpu->server->links, GUESTS + i))->open <= VILLAIN_AMQ);
    sim_pass(&inn.sim, 20 * S7_SECOND);
    assert_int_equal(inn.cpu->server->kept.used, 0);
    assert_int_equal(counted()->over_amq, 0);
    close_clean(12);
}

static void requests_above_the_grant_are_refused(void **state)
{
    (void)state;
    struct s7_cpu_config *config = inn_config();
    config->codes.over_amq = OVER_AMQ;
    config->amq_calling = VILLAIN_AMQ;
    inn_open();
    villains_come(1);
    make_villains_wait();
    villain_says(&villains[0], flood_of_reads(), 100 * sizeof VILLAIN_READ);
    assert_int_equal(counted()->over_amq, 100 - VILLAIN_AMQ);
    assert_int_equal(villains[0].raw.in_size, (100 - VILLAIN_AMQ) * (VILLAIN_FRAME + 12));
    assert_int_equal(s7_load_u16(villains[0].raw.in + VILLAIN_FRAME + 10), OVER_AMQ);
    good_is_served(0);
    villains[0].raw.in_size = 0;
    sim_pass(&inn.sim, S7_SECOND);
    assert_int_equal(villains[0].raw.in_size, VILLAIN_AMQ * (VILLAIN_FRAME + 12 + 2 + 5));
    close_clean(1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_connection_takes_one_subscription),
        cmocka_unit_test(many_connections_take_what_there_is),
        cmocka_unit_test(deaf_subscribers_lose_their_own_pushes),
        cmocka_unit_test(chains_that_nobody_continues_are_taken_over),
        cmocka_unit_test(as_many_chains_as_connections_are_enough),
        cmocka_unit_test(one_connection_has_one_chain),
        cmocka_unit_test(connections_that_come_and_go_leave_no_chain),
        cmocka_unit_test(what_was_not_begun_is_not_continued),
        cmocka_unit_test(wrong_passwords_open_nothing),
        cmocka_unit_test(silent_callers_are_ended),
        cmocka_unit_test(callers_without_setup_are_ended),
        cmocka_unit_test(an_octet_a_minute_does_not_open_a_connection),
        cmocka_unit_test(an_octet_a_minute_keeps_nobody_waiting),
        cmocka_unit_test(who_does_not_read_waits_alone),
        cmocka_unit_test(requests_above_the_grant_wait_in_the_stream),
        cmocka_unit_test(requests_above_the_grant_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
