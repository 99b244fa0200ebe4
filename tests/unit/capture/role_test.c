/* SPDX-License-Identifier: MIT */
#include "capture/role.h"

#include "check.h"

static const uint16_t ports[] = {102, 10102};

static struct s7_role of(uint16_t first, uint16_t second, unsigned seen)
{
    struct s7_flow flow = {.ends = {{.port = first, .version = 4}, {.port = second, .version = 4}},
                           .seen = seen};
    return s7_role_of_flow(&flow, ports, 2);
}

static void who_dialled_is_the_client(void **state)
{
    (void)state;
    struct s7_role role = of(102, 40000, S7_FLOW_SEEN_SYN); /* even so */
    assert_true(role.known);
    assert_int_equal(role.client, 0);
    assert_int_equal(role.evidence, S7_ROLE_BY_SYN);
    assert_int_equal(of(40000, 102, S7_FLOW_SEEN_SYN_ACK).evidence, S7_ROLE_BY_SYN);
}

static void without_that_the_port_tells(void **state)
{
    (void)state;
    struct s7_role role = of(10102, 40000, S7_FLOW_SEEN_DATA);
    assert_true(role.known);
    assert_int_equal(role.client, 1);
    assert_int_equal(role.evidence, S7_ROLE_BY_PORT);
    assert_int_equal(of(40000, 102, 0).client, 0);
    assert_false(of(40000, 40001, 0).known);
    assert_false(of(102, 10102, 0).known);
}

static void without_that_who_asks(void **state)
{
    (void)state;
    struct s7_pdu pdu = {.decoded = true, .sender = S7_PDU_FROM_CLIENT};
    assert_int_equal(s7_role_of_pdu(&pdu, 1).client, 1);
    assert_int_equal(s7_role_of_pdu(&pdu, 0).client, 0);
    pdu.sender = S7_PDU_FROM_SERVER;
    assert_int_equal(s7_role_of_pdu(&pdu, 1).client, 0);
    assert_int_equal(s7_role_of_pdu(&pdu, 1).evidence, S7_ROLE_BY_JOBS);
    assert_true(s7_role_of_pdu(&pdu, 1).known);
    pdu.decoded = false;
    assert_false(s7_role_of_pdu(&pdu, 1).known);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(who_dialled_is_the_client),
                                       cmocka_unit_test(without_that_the_port_tells),
                                       cmocka_unit_test(without_that_who_asks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
