/* SPDX-License-Identifier: MIT
 *
 * Start and stop over the wire, and who is told of it: a model says which modes a subscriber hears, in which order.
 */
#include "sim/guests.h"

#include "base/chance.h"
#include "cases.h"

enum { ALL_EVENTS = 0x03, MODES_ONLY = 0x01 };

static size_t one_octet(void *user, size_t available)
{
    (void)user, (void)available;
    return 1;
}

/* [STOP#1-#4], [TIAHW#136-#138]: one works, another watches; whatever the stream is cut into. */
static void a_subscriber_watches_another_stop_and_start(void **state)
{
    (void)state;
    inn_config();
    inn_open();
    inn.sim.cut = one_octet;
    struct guest *watcher = &inn.guests[1];
    assert_int_equal(ask_events(1, ALL_EVENTS), 0);
    assert_int_equal(ask_stop(0), 0);
    assert_int_equal(ask_memory(0), 0); /* data stay reachable */
    assert_int_equal(ask_stop(0), 0x8402);
    assert_int_equal(ask_start(0, false), 0);
    assert_int_equal(ask_start(0, true), 0x8402);
    sim_settle(&inn.sim);
    assert_int_equal(watcher->mode_count, 2);
    assert_int_equal(watcher->modes[0], 0);
    assert_int_equal(watcher->modes[1], 2);
    static const uint16_t events[] = {0x4304, 0x4301, 0x1381, 0x4302};
    assert_int_equal(watcher->event_count, 4);
    assert_memory_equal(watcher->events, events, sizeof events);
    assert_int_equal(inn.guests[0].push_count, 0);
    assert_int_equal(ask_events(1, 0), 0);
    assert_int_equal(ask_stop(1), 0);
    assert_int_equal(watcher->mode_count, 2);
    inn_close();
}

/* Whoever works may watch as well: the answer comes first, then the push. */
static void who_stops_it_is_told_too(void **state)
{
    (void)state;
    inn_config();
    inn_open();
    assert_int_equal(ask_events(0, ALL_EVENTS), 0);
    assert_int_equal(ask_stop(0), 0);
    sim_settle(&inn.sim);
    assert_int_equal(inn.guests[0].push_count, 2);
    inn_close();
}

static void a_subscription_ends_with_its_connection(void **state)
{
    (void)state;
    inn_config()->limits.subscriptions = 2;
    inn_open();
    assert_int_equal(ask_events(0, MODES_ONLY), 0);
    assert_int_equal(ask_events(1, MODES_ONLY), 0);
    assert_int_equal(ask_events(2, MODES_ONLY), 0xD404);
    sim_break(&inn.sim, s7_client_session(inn.guests[0].client));
    assert_int_equal(ask_stop(3), 0); /* nothing is told to who is not there */
    assert_int_equal(inn.guests[1].mode_count, 1);
    assert_int_equal(ask_events(2, MODES_ONLY), 0);
    guest_connect(0);
    assert_int_equal(ask_events(0, MODES_ONLY), 0xD404);
    assert_int_equal(ask_start(3, false), 0);
    assert_int_equal(inn.guests[0].mode_count, 0);
    assert_int_equal(inn.guests[2].mode_count, 1);
    inn_close();
}

/* A flood of subscriptions is bounded, and whoever has one keeps it. */
static void a_flood_of_subscriptions_concerns_nobody_else(void **state)
{
    (void)state;
    inn_config()->limits.subscriptions = 1;
    inn_open();
    assert_int_equal(ask_events(0, MODES_ONLY), 0);
    for (int i = 0; i < 200; i++)
        assert_int_equal(ask_events(1 + (size_t)i % 3, ALL_EVENTS), 0xD404);
    for (int i = 0; i < 200; i++)
        assert_int_equal(ask_events(0, i % 2 ? MODES_ONLY : ALL_EVENTS), 0);
    assert_int_equal(ask_stop(2), 0);
    assert_int_equal(inn.guests[0].mode_count, 1);
    inn_close();
}

/* Random commands of random guests, the switch now and then: every subscriber hears the model's modes, no others. */
struct model {
    enum s7_cpu_mode mode;
    bool runs; /* the switch */
    bool watches[GUESTS];
    uint8_t heard[GUESTS][PUSHES];
    size_t count[GUESTS];
};

static void model_enters(struct model *model, enum s7_cpu_mode mode)
{
    if (model->mode == mode)
        return;
    model->mode = mode;
    for (size_t i = 0; i < GUESTS; i++)
        if (model->watches[i] && model->count[i] < PUSHES)
            model->heard[i][model->count[i]++] = mode == S7_CPU_MODE_RUN ? 2 : 0;
}

static void model_starts(struct model *model, size_t guest, bool cold)
{
    uint16_t expected = 0;
    if (model->mode == S7_CPU_MODE_RUN)
        expected = 0x8402;
    else if (!model->runs)
        expected = 0x8404;
    assert_int_equal(ask_start(guest, cold), expected);
    if (!expected)
        model_enters(model, S7_CPU_MODE_RUN);
}

static void model_turns(struct model *model, bool runs)
{
    s7_cpu_set_switch(inn.cpu, runs ? S7_CPU_SWITCH_RUN_P : S7_CPU_SWITCH_STOP, inn.sim.now);
    if (model->runs && !runs)
        model_enters(model, S7_CPU_MODE_STOP);
    if (!model->runs && runs)
        model_enters(model, S7_CPU_MODE_RUN);
    model->runs = runs;
}

static void step(struct model *model, struct s7_chance *chance)
{
    size_t guest = s7_chance_below(chance, GUESTS);
    switch (s7_chance_below(chance, 6)) {
    case 0:
    case 1:
        assert_int_equal(ask_stop(guest), model->mode == S7_CPU_MODE_STOP ? 0x8402 : 0);
        model_enters(model, S7_CPU_MODE_STOP);
        break;
    case 2:
    case 3:
        model_starts(model, guest, s7_chance_below(chance, 2));
        break;
    case 4:
        model->watches[guest] = !model->watches[guest];
        assert_int_equal(ask_events(guest, model->watches[guest] ? MODES_ONLY : 0), 0);
        break;
    default:
        model_turns(model, s7_chance_below(chance, 3) > 0);
        break;
    }
    sim_settle(&inn.sim);
    assert_int_equal(s7_cpu_mode(inn.cpu), model->mode);
}

static void subscribers_hear_every_transition_in_order(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin(__func__);
    for (unsigned long round = 0, rounds = cases_count() / 100; round < rounds; round++) {
        struct model model = {.mode = S7_CPU_MODE_RUN, .runs = true};
        inn_config();
        inn_open();
        for (int i = 0; i < 40; i++)
            step(&model, &chance);
        for (size_t i = 0; i < GUESTS; i++) {
            assert_int_equal(inn.guests[i].mode_count, model.count[i]);
            assert_memory_equal(inn.guests[i].modes, model.heard[i], model.count[i]);
        }
        inn_close();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_subscriber_watches_another_stop_and_start),
        cmocka_unit_test(who_stops_it_is_told_too),
        cmocka_unit_test(a_subscription_ends_with_its_connection),
        cmocka_unit_test(a_flood_of_subscriptions_concerns_nobody_else),
        cmocka_unit_test(subscribers_hear_every_transition_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
