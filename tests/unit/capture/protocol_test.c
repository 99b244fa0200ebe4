/* SPDX-License-Identifier: MIT */
#include "capture/protocol.h"

#include "check.h"

static enum s7_talk_protocol of(const char *octets, size_t size, enum s7_talk_protocol before)
{
    return s7_protocol_of((struct s7_octets){(const uint8_t *)octets, size}, before);
}

#define OF(text, before) of(text, sizeof(text) - 1, before)

static void s7_and_s7commplus_by_their_first_octet(void **state)
{
    (void)state;
    assert_int_equal(OF("\x32\x01", S7_TALK_NOTHING), S7_TALK_S7);
    assert_int_equal(OF("\x72\x01", S7_TALK_NOTHING), S7_TALK_S7PLUS);
    assert_int_equal(OF("\x33", S7_TALK_S7), S7_TALK_OTHER);
    assert_int_equal(OF("", S7_TALK_S7), S7_TALK_NOTHING);
}

static void mms_by_its_session_layer(void **state)
{
    (void)state;
    assert_int_equal(OF("\x0D\x03\x05\x01\x00", S7_TALK_NOTHING), S7_TALK_MMS);
    assert_int_equal(OF("\x0E\x01\x00", S7_TALK_NOTHING), S7_TALK_MMS);
    assert_int_equal(OF("\x0D\xFF\x01\x00 and so on", S7_TALK_NOTHING), S7_TALK_MMS);
    assert_int_equal(OF("\x01\x00\x01\x00\x61", S7_TALK_NOTHING), S7_TALK_MMS);
    assert_int_equal(OF("\x01\x00\x01\x00", S7_TALK_NOTHING), S7_TALK_OTHER);
    assert_int_equal(OF("\x0D\x04\x05\x01\x00", S7_TALK_NOTHING), S7_TALK_OTHER);
    assert_int_equal(OF("\x0D", S7_TALK_NOTHING), S7_TALK_OTHER);
}

static void some_octets_mean_something_in_their_protocol_alone(void **state)
{
    (void)state;
    assert_int_equal(OF("\x09\x00", S7_TALK_MMS), S7_TALK_MMS);
    assert_int_equal(OF("\x09\x00", S7_TALK_S7), S7_TALK_OTHER);
    assert_int_equal(OF("\x16\x03\x03\x00\x01", S7_TALK_S7PLUS), S7_TALK_S7PLUS);
    assert_int_equal(OF("\x16\x03\x03\x00\x01", S7_TALK_NOTHING), S7_TALK_OTHER);
    assert_int_equal(OF("\x18\x03\x03\x00\x01", S7_TALK_S7PLUS), S7_TALK_OTHER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(s7_and_s7commplus_by_their_first_octet),
                                       cmocka_unit_test(mms_by_its_session_layer),
                                       cmocka_unit_test(some_octets_mean_something_in_their_protocol_alone)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
