/* SPDX-License-Identifier: MIT */
#include "unit/engine/link_stage.h"

static void make_with(enum s7_sequence_style style)
{
    struct s7_server_config config = defaults();
    config.sequence_style = style;
    make(config);
}

static void handles_are_the_lowest_free_ones(void **state)
{
    (void)state;
    make_with(S7_SEQUENCE_LOWEST);
    assert_int_equal(s7_server_handle_take(owner.server), 1);
    assert_int_equal(s7_server_handle_take(owner.server), 2);
    assert_int_equal(s7_server_handle_take(owner.server), 3);
    s7_server_handle_give(owner.server, 2);
    s7_server_handle_give(owner.server, 0);
    assert_int_equal(s7_server_handle_take(owner.server), 2);
    assert_int_equal(s7_server_handle_take(owner.server), 4);
}

static void there_are_255_handles(void **state)
{
    (void)state;
    make_with(S7_SEQUENCE_LOWEST);
    for (unsigned handle = 1; handle <= 255; handle++)
        assert_int_equal(s7_server_handle_take(owner.server), handle);
    assert_int_equal(s7_server_handle_take(owner.server), 0);
    s7_server_handle_give(owner.server, 255);
    s7_server_handle_give(owner.server, 8);
    assert_int_equal(s7_server_handle_take(owner.server), 8);
    assert_int_equal(s7_server_handle_take(owner.server), 255);
    assert_int_equal(s7_server_handle_take(owner.server), 0);
}

static void an_answer_has_the_lowest_free_handle_and_keeps_it_not(void **state)
{
    (void)state;
    make_with(S7_SEQUENCE_LOWEST);
    assert_int_equal(s7_server_sequence(owner.server), 1);
    assert_int_equal(s7_server_sequence(owner.server), 1);
    uint8_t taken = s7_server_handle_take(owner.server);
    assert_int_equal(taken, 1);
    assert_int_equal(s7_server_sequence(owner.server), 2);
    s7_server_handle_give(owner.server, taken);
    assert_int_equal(s7_server_sequence(owner.server), 1);
}

/* wincc_s400: 05, 06, 07 … and back to 01. */
static void a_counter_goes_from_1_to_15(void **state)
{
    (void)state;
    make_with(S7_SEQUENCE_COUNTER);
    assert_int_equal(s7_server_handle_take(owner.server), 1); /* is another matter */
    for (unsigned round = 0; round < 3; round++)
        for (unsigned sequence = 1; sequence <= 15; sequence++)
            assert_int_equal(s7_server_sequence(owner.server), sequence);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        LINK(handles_are_the_lowest_free_ones),
        LINK(there_are_255_handles),
        LINK(an_answer_has_the_lowest_free_handle_and_keeps_it_not),
        LINK(a_counter_goes_from_1_to_15),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
