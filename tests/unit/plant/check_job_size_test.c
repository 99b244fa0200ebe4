/* SPDX-License-Identifier: MIT
 *
 * What one call carries, and what is moved as one.
 */
#include "unit/plant/connecting.h"

/** The smaller PDU length of both counts, on whichever side it is; the job begins at 2:3. */
static void one_call_carries_so_much(void **state)
{
    (void)state;
    static const char *const both[] = {"from: SMALL, to: LARGE", "from: LARGE, to: SMALL"};
    static const char *const names[] = {"SMALL and LARGE", "LARGE and SMALL"};
    char told[200];
    static const char split[] =
        ": the block in a CPU answers STATUS 4, sieben run moves it all the same, but not as one";
    for (size_t i = 0; i < 2; i++) {
        assert_connection(both[i], "get: {from: P#M0.0 BYTE 42, receive: P#M0.0 BYTE 42}", "");
        snprintf(told, sizeof told,
                 "2:3: warning: one GET between %s carries 42 octets (PDU length 60), this has 43%s", names[i],
                 split);
        assert_connection(both[i], "get: {from: P#M0.0 BYTE 43, receive: P#M0.0 BYTE 43}", told);
        assert_connection(both[i], "put: {send: P#M0.0 BYTE 32, to: P#M0.0 BYTE 32}", "");
        snprintf(told, sizeof told,
                 "2:3: warning: one PUT between %s carries 32 octets (PDU length 60), this has 33%s", names[i],
                 split);
        assert_connection(both[i], "put: {send: P#M0.0 BYTE 33, to: P#M0.0 BYTE 33}", told);
    }
    assert_connection("from: LARGE, to: TWIN", "get: {from: P#M0.0 BYTE 43, receive: P#M0.0 BYTE 43}", "");
}

/** Odd lengths are filled up, but for the last area. */
static void odd_areas_need_a_fill_octet(void **state)
{
    (void)state;
    static const char ends[] = "from: LARGE, to: SMALL";
    assert_connection(ends, "put: {send: [P#M0.0 BYTE 7, P#M9.0 BYTE 8], to: [P#M0.0 BYTE 7, P#M9.0 BYTE 8]}",
                      "");
    assert_connection(ends, "put: {send: [P#M0.0 BYTE 8, P#M9.0 BYTE 8], to: [P#M0.0 BYTE 8, P#M9.0 BYTE 8]}",
                      "");
    assert_connection(
        ends, "put: {send: [P#M0.0 BYTE 7, P#M9.0 BYTE 9], to: [P#M0.0 BYTE 7, P#M9.0 BYTE 9]}",
        "2:3: warning: one PUT between LARGE and SMALL carries 16 octets (PDU length 60), this has 17 "
        "with fill octets: the block in a CPU answers STATUS 4, sieben run moves it all the same, but not as "
        "one");
    assert_connection(
        ends, "get: {from: [M0.0, P#M9.0 BYTE 37], receive: [M0.0, P#M9.0 BYTE 37]}",
        "2:3: warning: one GET between LARGE and SMALL carries 38 octets (PDU length 60), this has 39 "
        "with fill octets: the block in a CPU answers STATUS 4, sieben run moves it all the same, but not as "
        "one");
    assert_connection(ends, "get: {from: [P#M9.0 BYTE 36, M0.0], receive: [P#M9.0 BYTE 36, M0.0]}", "");
}

/** It is the calling side whose block has so many parameters. */
static void a_call_has_so_many_areas(void **state)
{
    (void)state;
    static const char job[] = "get: {from: [MB0, MB1, MB2], receive: [MB0, MB1, MB2]}";
    assert_connection("from: LARGE, to: SMALL", job, "2:3: warning: LARGE has 2 areas per GET");
    assert_connection("from: SMALL, to: LARGE", job, "");
    assert_connection("from: LARGE, to: SMALL", "put: {send: [MB0, MB1], to: [MB0, MB1]}", "");
}

/** What the blocks of the active side carry at most counts, too. */
static void a_block_may_carry_less_than_the_pdu(void **state)
{
    (void)state;
    static const char ends[] = "from: LARGE, to: TWIN";
    large.get_most.value = 41;
    large.put_most.value = 31;
    assert_connection(ends, "get: {from: P#M0.0 BYTE 41, receive: P#M0.0 BYTE 41}", "");
    assert_connection(
        ends, "get: {from: P#M0.0 BYTE 42, receive: P#M0.0 BYTE 42}",
        "2:3: warning: one GET between LARGE and LARGE carries 41 octets (PDU length 480), this has "
        "42: the block in a CPU answers STATUS 4, sieben run moves it all the same, but not as one");
    assert_connection(ends, "put: {send: P#M0.0 BYTE 31, to: P#M0.0 BYTE 31}", "");
    assert_connection(
        ends, "put: {send: P#M0.0 BYTE 32, to: P#M0.0 BYTE 32}",
        "2:3: warning: one PUT between LARGE and LARGE carries 31 octets (PDU length 480), this has "
        "32: the block in a CPU answers STATUS 4, sieben run moves it all the same, but not as one");
    large.get_most.value = 0;
    large.put_most.value = 0;
}

/** The served side's figure, whatever the PDU carries. */
static void the_served_side_moves_so_much_as_one(void **state)
{
    (void)state;
    large.consistency.value = 100;
    assert_connection("from: LARGE, to: TWIN", "get: {from: P#M0.0 BYTE 100, receive: P#M0.0 BYTE 100}", "");
    assert_connection("from: LARGE, to: TWIN", "get: {from: P#M0.0 BYTE 101, receive: P#M0.0 BYTE 101}",
                      "2:3: warning: TWIN (LARGE) moves 100 octets of a GET as one, this has 101");
    assert_connection("from: TWIN, to: LARGE", "put: {send: P#M0.0 BYTE 200, to: P#M0.0 BYTE 200}",
                      "2:3: warning: LARGE (LARGE) moves 100 octets of a PUT as one, this has 200");
    large.consistency.value = 30;
    assert_connection("from: LARGE, to: SMALL", "get: {from: P#M0.0 BYTE 42, receive: P#M0.0 BYTE 42}", "");
    large.consistency.value = 0;
}

static void the_pdu_length_that_is_asked_for_counts(void **state)
{
    (void)state;
    static const char job[] = "get: {from: P#M0.0 BYTE 200, receive: P#M0.0 BYTE 200}";
    assert_connection("from: LARGE, to: TWIN", job, "");
    assert_connection("from: LARGE, to: TWIN, pdu_length: 218", job, "");
    assert_connection("from: LARGE, to: TWIN, pdu_length: 8000", job, "");
    assert_connection(
        "from: LARGE, to: TWIN, pdu_length: 217", job,
        "2:3: warning: one GET between LARGE and LARGE carries 199 octets (PDU length 217), this has "
        "200: the block in a CPU answers STATUS 4, sieben run moves it all the same, but not as one");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_call_carries_so_much),
        cmocka_unit_test(odd_areas_need_a_fill_octet),
        cmocka_unit_test(a_call_has_so_many_areas),
        cmocka_unit_test(a_block_may_carry_less_than_the_pdu),
        cmocka_unit_test(the_served_side_moves_so_much_as_one),
        cmocka_unit_test(the_pdu_length_that_is_asked_for_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
