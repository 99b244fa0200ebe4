/* SPDX-License-Identifier: MIT */
#include "unit/register/differing.h"

static void each_key_says_where_and_how_bad(void **state)
{
    (void)state;
    assert_told(DIFFERING_HEAD "connections:\n  C: {from: PRESS, to: OVEN}\n",
                DIFFERING_HEAD "connections:\n  C: {from: PRESS, to: OVEN, service: hmi}\n",
                "warning value connections.C.service: put_get -> hmi\n");
    assert_told(DIFFERING_HEAD "connections:\n  C: {from: PRESS, to: OVEN, tsap: {to: 03.02}}\n",
                DIFFERING_HEAD "connections:\n  C: {from: PRESS, to: OVEN, tsap: {to: \"0300\"}}\n",
                "warning value connections.C.tsap.to: 03.02 -> 03.00\n");
    assert_told(DIFFERING_HEAD "connections:\n  C: {from: PRESS, to: OVEN, owner: a}\n",
                DIFFERING_HEAD "connections:\n  C: {from: PRESS, to: OVEN}\n",
                "info value connections.C.owner: a -> \n");
    assert_told(DIFFERING_HEAD,
                "sieben: 1\nplant: {name: y}\ncpus:\n  PRESS: {address: 10.0.0.1, profile: s7-1500, put_get: "
                "permitted, dbs: {10: {size: 100}}}\n  OVEN: {address: \"10.0.0.9:1102\", profile: s7-300, "
                "dbs: {100: {size: 101}}}\n",
                "info value plant.name: x -> y\n"
                "error value cpus.OVEN.address: 10.0.0.2 -> 10.0.0.9:1102\n"
                "warning value cpus.OVEN.dbs.100.size: 100 -> 101\n");
}

static void more_than_twice_as_often_is_told_as_that(void **state)
{
    (void)state;
    assert_told(DIFFERING_HEAD "connections:\n  C: {from: PRESS, to: OVEN, rate: {cycle: 1s}}\n",
                DIFFERING_HEAD "connections:\n  C: {from: PRESS, to: OVEN, rate: {cycle: 499ms}}\n",
                "warning faster connections.C.rate.cycle: 1s -> 499ms\n");
    assert_told(DIFFERING_HEAD "connections:\n  C: {from: PRESS, to: OVEN, rate: {cycle: 1s}}\n",
                DIFFERING_HEAD "connections:\n  C: {from: PRESS, to: OVEN, rate: {cycle: 500ms}}\n",
                "info value connections.C.rate.cycle: 1s -> 500ms\n");
    assert_told(DIFFERING_HEAD "connections:\n  C: {from: PRESS, to: OVEN, rate: {cycle: 1s}}\n",
                DIFFERING_HEAD "connections:\n  C: {from: PRESS, to: OVEN, rate: {cycle: 1h}}\n",
                "info value connections.C.rate.cycle: 1s -> 1h\n");
    assert_told(DIFFERING_HEAD "connections:\n  C: {from: PRESS, to: OVEN}\n",
                DIFFERING_HEAD "connections:\n  C: {from: PRESS, to: OVEN, rate: {cycle: 1ms}}\n",
                "info value connections.C.rate.cycle:  -> 1ms\n");
}

static void figures_that_nobody_stated_follow_the_profile(void **state)
{
    (void)state;
    assert_told("sieben: 1\nplant: {name: x}\nprofiles:\n  mine: {like: s7-300}\n",
                "sieben: 1\nplant: {name: x}\nprofiles:\n  mine: {like: s7-400}\n",
                "info value profiles.mine.like: s7-300 -> s7-400\n");
    assert_told("sieben: 1\nplant: {name: x}\nprofiles:\n  mine: {like: s7-300}\n",
                "sieben: 1\nplant: {name: x}\nprofiles:\n  mine: {like: s7-300, pdu_length: 200}\n",
                "info value profiles.mine.pdu_length: 240 -> 200\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_key_says_where_and_how_bad),
        cmocka_unit_test(more_than_twice_as_often_is_told_as_that),
        cmocka_unit_test(figures_that_nobody_stated_follow_the_profile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
