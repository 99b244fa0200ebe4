/* SPDX-License-Identifier: MIT */
#include "unit/engine/link_stage.h"

static struct s7_session *session;
static uint8_t payload[240];
static size_t payload_size;
static uint8_t sequence;
static uint16_t refusal;

static void answer(struct s7_request *request, s7_time now)
{
    s7_request_reply_userdata(request, sequence, payload, payload_size, now);
}

static void refuse(struct s7_request *request, s7_time now)
{
    s7_request_refuse(request, refusal, now);
}

static void stage(void (*serves)(struct s7_request *request, s7_time now))
{
    make(defaults());
    owner.serves = serves;
    session = opened();
}

static void end(void)
{
    closed(session, S7_OK);
}

/* snap7_s300_everything, frames 45…48: what a CPU 315 was asked and answered. */
static void a_clock_is_read_as_recorded(void **state)
{
    static const uint8_t asked[] = {0x03, 0x00, 0x00, 0x1d, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00,
                                    0x00, 0x16, 0x00, 0x00, 0x08, 0x00, 0x04, 0x00, 0x01, 0x12,
                                    0x04, 0x11, 0x47, 0x01, 0x00, 0x0a, 0x00, 0x00, 0x00};
    static const uint8_t answered[] = {0x03, 0x00, 0x00, 0x2b, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00,
                                       0x16, 0x00, 0x00, 0x0c, 0x00, 0x0e, 0x00, 0x01, 0x12, 0x08, 0x12,
                                       0x87, 0x01, 0x02, 0x00, 0x00, 0x00, 0x00, 0xff, 0x09, 0x00, 0x0a,
                                       0x00, 0x19, 0x16, 0x02, 0x08, 0x14, 0x51, 0x37, 0x91, 0x62};
    (void)state;
    stage(answer);
    sequence = 2;
    payload_size = 10;
    memcpy(payload, answered + 33, payload_size);
    say(session, asked, sizeof asked);
    hear(session, answered, sizeof answered);
    end();
}

static void without_payload_it_says_no_data(void **state)
{
    static const uint8_t asked[] = {0x03, 0x00, 0x00, 0x27, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00,
                                    0x00, 0x17, 0x00, 0x00, 0x08, 0x00, 0x0e, 0x00, 0x01, 0x12,
                                    0x04, 0x11, 0x47, 0x02, 0x00, 0xff, 0x09, 0x00, 0x0a, 0x00,
                                    0x19, 0x16, 0x02, 0x08, 0x23, 0x08, 0x10, 0x00, 0x02};
    static const uint8_t answered[] = {0x03, 0x00, 0x00, 0x21, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00,
                                       0x17, 0x00, 0x00, 0x0c, 0x00, 0x04, 0x00, 0x01, 0x12, 0x08, 0x12,
                                       0x87, 0x02, 0x02, 0x00, 0x00, 0x00, 0x00, 0x0a, 0x00, 0x00, 0x00};
    (void)state;
    stage(answer);
    sequence = 2;
    payload_size = 0;
    say(session, asked, sizeof asked);
    hear(session, answered, sizeof answered);
    end();
}

static void what_is_longer_than_a_pdu_is_refused(void **state)
{
    static const uint8_t asked[] = {0x03, 0x00, 0x00, 0x1d, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00,
                                    0x00, 0x16, 0x00, 0x00, 0x08, 0x00, 0x04, 0x00, 0x01, 0x12,
                                    0x04, 0x11, 0x47, 0x01, 0x00, 0x0a, 0x00, 0x00, 0x00};
    uint8_t octets[512] = {0};
    (void)state;
    stage(answer);
    payload_size = 240 - 26;
    say(session, asked, sizeof asked);
    assert_int_equal(heard(session, octets, sizeof octets), 7 + 240);
    payload_size++;
    say(session, asked, sizeof asked);
    assert_int_equal(heard(session, octets, sizeof octets), 33);
    assert_int_equal(octets[27], 0x85);
    assert_int_equal(octets[28], 0x00);
    end();
}

/* step7_s300_plc_status, frame 42: refused with the lowest free handle as sequence number. */
static void a_refusal_has_a_sequence_number_too(void **state)
{
    static const uint8_t asked[] = {0x03, 0x00, 0x00, 0x21, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00,
                                    0x11, 0x00, 0x00, 0x08, 0x00, 0x08, 0x00, 0x01, 0x12, 0x04, 0x11,
                                    0x44, 0x01, 0x00, 0xff, 0x09, 0x00, 0x04, 0x0c, 0x91, 0x7f, 0xff};
    static const uint8_t refused[] = {0x03, 0x00, 0x00, 0x21, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00,
                                      0x11, 0x00, 0x00, 0x0c, 0x00, 0x04, 0x00, 0x01, 0x12, 0x08, 0x12,
                                      0x84, 0x01, 0x01, 0x00, 0x00, 0xd4, 0x02, 0x0a, 0x00, 0x00, 0x00};
    uint8_t octets[sizeof asked], expected[sizeof refused];
    (void)state;
    stage(refuse);
    refusal = 0xD402;
    say(session, asked, sizeof asked);
    hear(session, refused, sizeof refused);

    memcpy(octets, asked, sizeof octets);
    memcpy(expected, refused, sizeof expected);
    octets[22] = 0x43; /* a block function: sequence 00 */
    expected[22] = 0x83;
    expected[24] = 0x00;
    say(session, octets, sizeof octets);
    hear(session, expected, sizeof expected);

    octets[22] = 0x41; /* a request that names a sequence gets it back */
    octets[24] = 0x09;
    expected[22] = 0x81;
    expected[24] = 0x09;
    say(session, octets, sizeof octets);
    hear(session, expected, sizeof expected);
    end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        LINK(a_clock_is_read_as_recorded),
        LINK(without_payload_it_says_no_data),
        LINK(what_is_longer_than_a_pdu_is_refused),
        LINK(a_refusal_has_a_sequence_number_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
