/* SPDX-License-Identifier: MIT */
#include "capture/pdu.h"

#include "check.h"

static struct s7_pdu read_pdu(const uint8_t *octets, size_t size)
{
    struct s7_pdu pdu;
    s7_pdu_read((struct s7_octets){octets, size}, &pdu);
    return pdu;
}

static struct s7_function_key key(uint8_t rosctr, uint8_t function, uint8_t group, uint8_t subfunction)
{
    return (struct s7_function_key){rosctr, function, group, subfunction};
}

static void expect(const struct s7_pdu *pdu, enum s7_seen_role role, enum s7_pdu_sender sender,
                   struct s7_function_key expected)
{
    assert_true(pdu->decoded);
    assert_int_equal(pdu->role, role);
    assert_int_equal(pdu->sender, sender);
    assert_true(s7_pdu_same_function(&pdu->key, &expected));
}

static void jobs_ask_and_acks_answer(void **state)
{
    (void)state;
    static const uint8_t setup[] = {0x32, 1, 0, 0, 0, 1, 0, 8, 0, 0, 0xF0, 0, 0, 1, 0, 1, 1, 0xE0};
    struct s7_pdu pdu = read_pdu(setup, sizeof setup);
    expect(&pdu, S7_ROLE_REQUEST, S7_PDU_FROM_CLIENT, key(1, 0xF0, 0, 0));
    static const uint8_t written[] = {0x32, 3, 0, 0, 0, 9, 0, 2, 0, 1, 0, 0, 0x05, 1, 0xFF};
    pdu = read_pdu(written, sizeof written);
    expect(&pdu, S7_ROLE_ANSWER, S7_PDU_FROM_SERVER, key(1, 0x05, 0, 0));
    assert_int_equal(pdu.data.size, 1);
    static const uint8_t refused[] = {0x32, 2, 0, 0, 0, 9, 0, 0, 0, 0, 0x81, 0x04};
    pdu = read_pdu(refused, sizeof refused);
    expect(&pdu, S7_ROLE_ANSWER, S7_PDU_FROM_SERVER, key(1, 0, 0, 0));
    assert_int_equal(pdu.error, 0x8104);
}

/* s7comm.md 7.2: the CPU fetches the blocks of a download. */
static void a_download_is_asked_for_by_the_server(void **state)
{
    (void)state;
    static const uint8_t block[] = {0x32, 1, 0, 0, 1, 0, 0, 2, 0, 0, 0x1B, 0};
    struct s7_pdu pdu = read_pdu(block, sizeof block);
    expect(&pdu, S7_ROLE_REQUEST, S7_PDU_FROM_SERVER, key(1, 0x1B, 0, 0));
    static const uint8_t given[] = {0x32, 3, 0, 0, 1, 0, 0, 2, 0, 0, 0, 0, 0x1C, 0};
    pdu = read_pdu(given, sizeof given);
    expect(&pdu, S7_ROLE_ANSWER, S7_PDU_FROM_CLIENT, key(1, 0x1C, 0, 0));
}

/* Type and group are one octet: requests 4, answers 8, pushes 0; NC programming 7, B, 3. */
static void userdata_says_what_it_is(void **state)
{
    (void)state;
    uint8_t octets[] = {0x32, 7, 0, 0, 0, 1, 0, 8, 0, 4, 0, 1, 0x12, 4, 0x11, 0x44, 1, 5, 0x0A, 0, 0, 0};
    enum { TYPE_GROUP = 15 };
    struct s7_pdu pdu = read_pdu(octets, sizeof octets);
    expect(&pdu, S7_ROLE_REQUEST, S7_PDU_FROM_CLIENT, key(7, 0, 4, 1));
    assert_true(pdu.framed);
    assert_int_equal(pdu.frame.sequence, 5);
    octets[TYPE_GROUP] = 0x84;
    pdu = read_pdu(octets, sizeof octets);
    expect(&pdu, S7_ROLE_ANSWER, S7_PDU_FROM_SERVER, key(7, 0, 4, 1));
    octets[TYPE_GROUP] = 0x04;
    pdu = read_pdu(octets, sizeof octets);
    expect(&pdu, S7_ROLE_PUSH, S7_PDU_FROM_SERVER, key(7, 0, 4, 1));
    octets[TYPE_GROUP] = 0xBF;
    pdu = read_pdu(octets, sizeof octets);
    expect(&pdu, S7_ROLE_ANSWER, S7_PDU_FROM_SERVER, key(7, 0, 0xF, 1));
    octets[TYPE_GROUP] = 0xC4;
    assert_false(read_pdu(octets, sizeof octets).decoded);
}

static void the_error_of_userdata_is_in_its_parameter(void **state)
{
    (void)state;
    static const uint8_t refused[] = {0x32, 7,    0,    0, 0, 1, 0, 12,   0,    4,    0, 1, 0x12,
                                      8,    0x12, 0x84, 1, 2, 0, 0, 0xD4, 0x02, 0x0A, 0, 0, 0};
    struct s7_pdu pdu = read_pdu(refused, sizeof refused);
    expect(&pdu, S7_ROLE_ANSWER, S7_PDU_FROM_SERVER, key(7, 0, 4, 1));
    assert_int_equal(pdu.error, 0xD402);
}

static void a_change_of_mode_has_a_head_of_its_own(void **state)
{
    (void)state;
    static const uint8_t stop[] = {0x32, 7, 0, 0, 0, 0, 0, 8, 0, 0, 1, 0, 0x10, 0x10, 0, 0, 0, 0};
    struct s7_pdu pdu = read_pdu(stop, sizeof stop);
    expect(&pdu, S7_ROLE_PUSH, S7_PDU_FROM_SERVER, key(7, 0, 0, 0));
    assert_false(pdu.framed);
}

static void lengths_that_do_not_add_up_are_not_decoded(void **state)
{
    (void)state;
    static const uint8_t job[] = {0x32, 1, 0, 0, 0, 1, 0, 3, 0, 0, 0x04, 1};
    for (size_t size = 0; size <= sizeof job; size++) {
        struct s7_pdu pdu = read_pdu(job, size);
        assert_false(pdu.decoded);
        assert_int_equal(pdu.role, S7_ROLE_NONE);
    }
    static const uint8_t frame[] = {0x32, 7, 0, 0, 0, 1, 0, 4, 0, 0, 0, 1, 0x12, 9};
    assert_false(read_pdu(frame, sizeof frame).decoded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(jobs_ask_and_acks_answer),
                                       cmocka_unit_test(a_download_is_asked_for_by_the_server),
                                       cmocka_unit_test(userdata_says_what_it_is),
                                       cmocka_unit_test(the_error_of_userdata_is_in_its_parameter),
                                       cmocka_unit_test(a_change_of_mode_has_a_head_of_its_own),
                                       cmocka_unit_test(lengths_that_do_not_add_up_are_not_decoded)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
