/* SPDX-License-Identifier: MIT
 *
 * tests/unit/engine/client_calling.h — calls of the client on the stage, and Userdata as a partner answers it.
 */
#ifndef TESTS_UNIT_ENGINE_CLIENT_CALLING_H
#define TESTS_UNIT_ENGINE_CLIENT_CALLING_H

#include "unit/engine/client_stage.h"

enum { CALL_DONE_MAX = 8, ANSWER_SIZE = 2048 };

static uint8_t answer[ANSWER_SIZE];
static struct s7_call *called[CALL_DONE_MAX]; /* in the order in which they finished */
static size_t called_count;

static void note_call(struct s7_call *call, s7_time now)
{
    assert_true(call->finished);
    assert_int_equal(call->finished_at, now);
    assert_true(called_count < CALL_DONE_MAX);
    called[called_count++] = call;
}

static const uint8_t SZL_1C[] = {0x00, 0x1c, 0x00, 0x00};
static const uint8_t STOP[] = {0x29, 0x00, 0x00, 0x00, 0x00, 0x00, 0x09, 0x50,
                               0x5f, 0x50, 0x52, 0x4f, 0x47, 0x52, 0x41, 0x4d};

/** Read SZL 001C. */
static inline struct s7_call szl_call(void)
{
    called_count = 0;
    memset(answer, 0xEE, sizeof answer);
    return (struct s7_call){.group = 4,
                            .subfunction = 1,
                            .request = {SZL_1C, sizeof SZL_1C},
                            .answer = answer,
                            .answer_capacity = sizeof answer,
                            .timeout = 2 * S7_SECOND,
                            .done = note_call};
}

static inline struct s7_call stop_call(void)
{
    struct s7_call call = szl_call();
    call.kind = S7_CALL_JOB;
    call.request = (struct s7_octets){STOP, sizeof STOP};
    return call;
}

static inline void make_call(struct s7_call *call)
{
    assert_int_equal(s7_client_call(stage.client, call, stage.now), S7_OK);
}

/** The reference of the one request that is waiting to be sent; it counts as sent. */
static inline uint16_t request_reference(void)
{
    uint8_t packet[STAGE_PDU] = {0};
    size_t size = stage_sent(packet, sizeof packet);
    assert_true(size > STAGE_FRAME + 10);
    assert_int_equal(packet[2] << 8 | packet[3], size);
    return (uint16_t)(packet[STAGE_FRAME + 4] << 8 | packet[STAGE_FRAME + 5]);
}

/** What a fragment says besides its payload. */
struct fragment {
    uint16_t reference;
    uint8_t group, subfunction, sequence, chain;
    bool more;
    uint16_t error;
};

static inline size_t fragment_pdu(const struct fragment *fragment, const uint8_t *payload, size_t size,
                                  uint8_t *pdu)
{
    const uint8_t head[] = {0x32, 0x07, 0x00, 0x00, 0, 0, 0x00, 0x0c, 0, 0, 0x00, 0x01, 0x12,
                            0x08, 0x12, 0,    0,    0, 0, 0,    0,    0, 0, 0,    0,    0};
    memcpy(pdu, head, sizeof head);
    stage_put16(pdu + 4, fragment->reference);
    stage_put16(pdu + 8, size + 4);
    pdu[15] = (uint8_t)(0x80 | fragment->group);
    pdu[16] = fragment->subfunction;
    pdu[17] = fragment->sequence;
    pdu[18] = fragment->chain;
    pdu[19] = fragment->more;
    stage_put16(pdu + 20, fragment->error);
    pdu[22] = size > 0 ? 0xff : 0x0a;
    pdu[23] = size > 0 ? 0x09 : 0x00;
    stage_put16(pdu + 24, size);
    if (size > 0)
        memcpy(pdu + 26, payload, size);
    return 26 + size;
}

static inline void say_fragment(const struct fragment *fragment, const uint8_t *payload, size_t size)
{
    uint8_t pdu[STAGE_PDU];
    stage_say_pdu(pdu, fragment_pdu(fragment, payload, size, pdu));
}

#endif
