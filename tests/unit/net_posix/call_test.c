/* SPDX-License-Identifier: MIT */
#include "unit/net_posix/servant.h"

static uint8_t answer[4096];

/* List 0011 with `count` octets behind its head. */
static struct s7_posix_call list_call(uint8_t *payload, uint16_t count)
{
    s7_store_u16(payload, 0x0011);
    s7_store_u16(payload + 2, count);
    return (struct s7_posix_call){.group = 4,
                                  .subfunction = 1,
                                  .request = payload,
                                  .request_size = 4,
                                  .answer = answer,
                                  .answer_capacity = sizeof answer};
}

static void userdata_is_answered_in_fragments(void **state)
{
    uint8_t payload[4];
    struct s7_fault fault = {.error = 1};
    (void)state;
    struct s7_posix_client *client = servant_start(NULL, SERVANT_PATIENCE);
    struct s7_posix_call call = list_call(payload, 3000);
    assert_int_equal(s7_posix_call(client, &call, &fault), S7_OK);
    assert_int_equal(fault.error, 1); /* untouched */
    assert_int_equal(call.answer_size, 3008);
    assert_int_equal(call.fragments, 15);
    for (size_t i = 8; i < 3008; i++)
        assert_int_equal(answer[i], (uint8_t)(i * 3));
    servant_stop(client);
}

static void a_job_is_answered_with_its_parameter(void **state)
{
    static const uint8_t stop[] = "\x29\0\0\0\0\0\x09P_PROGRAM";
    struct s7_fault fault = {0};
    (void)state;
    struct s7_posix_client *client = servant_start(NULL, SERVANT_PATIENCE);
    struct s7_posix_call call = {.job = true, .request = stop, .request_size = sizeof stop - 1};
    assert_int_equal(s7_posix_call(client, &call, &fault), S7_OK);
    assert_int_equal(call.parameter_size, 1);
    assert_int_equal(call.parameter[0], 0x29);
    assert_int_equal(s7_posix_call(client, &call, &fault), S7_ERR_S7_STATE);
    assert_int_equal(fault.error, S7_ERR_S7_STATE);
    assert_int_equal(fault.item_code, 0x07);
    assert_int_equal(call.parameter_size, 2);
    static const uint8_t upload[] = {0x1d};
    call.request = upload;
    call.request_size = 1;
    assert_int_equal(s7_posix_call(client, &call, &fault), S7_ERR_S7_NOT_IMPLEMENTED);
    assert_int_equal(fault.peer_code, 0x8104);
    servant_stop(client);
}

static void what_is_out_of_range_is_said(void **state)
{
    uint8_t payload[4];
    struct s7_fault fault = {0};
    (void)state;
    struct s7_posix_client *client = servant_start(NULL, SERVANT_PATIENCE);
    struct s7_posix_call call = list_call(payload, 1);
    call.group = 16;
    assert_int_equal(s7_posix_call(client, &call, &fault), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(fault.error, S7_ERR_LOCAL_ARGUMENT);
    call.group = 4;
    assert_int_equal(s7_posix_call(client, &call, &fault), S7_OK); /* nothing has happened to the connection */
    servant_stop(client);
}

static void no_answer_ends_the_connection(void **state)
{
    uint8_t payload[4];
    struct s7_fault fault = {0};
    (void)state;
    struct s7_posix_client *client = servant_start(NULL, SERVANT_PATIENCE);
    struct s7_posix_call call = list_call(payload, 0);
    s7_store_u16(payload, 0x00A0);
    call.timeout_ms = 50;
    assert_int_equal(s7_posix_call(client, &call, &fault), S7_ERR_S7_REQUEST_TIMEOUT);
    assert_int_equal(s7_posix_call(client, &call, &fault), S7_ERR_LOCAL_CLOSED);
    assert_int_equal(fault.error, S7_ERR_LOCAL_CLOSED);
    servant_stop(client);
}

/* A call that is lent whole, and a job after it. */
static void calls_of_the_engine_run_as_well(void **state)
{
    uint8_t payload[4] = {0x00, 0x11, 0x00, 0x05};
    (void)state;
    struct s7_posix_client *client = servant_start(NULL, SERVANT_PATIENCE);
    struct s7_call call = {.group = 4,
                           .subfunction = 1,
                           .request = {payload, sizeof payload},
                           .answer = answer,
                           .answer_capacity = sizeof answer};
    assert_int_equal(s7_posix_run_call(client, &call), S7_OK);
    assert_true(call.finished);
    assert_int_equal(call.answer_size, 13);
    assert_int_equal(call.timeout, SERVANT_PATIENCE * S7_MILLISECOND);
    servant_stop(client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(userdata_is_answered_in_fragments),
        cmocka_unit_test(a_job_is_answered_with_its_parameter),
        cmocka_unit_test(what_is_out_of_range_is_said),
        cmocka_unit_test(no_answer_ends_the_connection),
        cmocka_unit_test(calls_of_the_engine_run_as_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
