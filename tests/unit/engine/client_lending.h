/* SPDX-License-Identifier: MIT
 *
 * tests/unit/engine/client_lending.h — jobs lent to the client on the stage, and what a partner says to a write.
 */
#ifndef TESTS_UNIT_ENGINE_CLIENT_LENDING_H
#define TESTS_UNIT_ENGINE_CLIENT_LENDING_H

#include "unit/engine/client_stage.h"

enum { REFERENCE_AT = STAGE_FRAME + 4, DONE_MAX = 8 };

/** Buffers of the items. */
static uint8_t lent[4][512];
static struct s7_job *done[DONE_MAX]; /* in the order in which they finished */
static size_t done_count;

static void note_done(struct s7_job *job, s7_time now)
{
    assert_true(job->finished);
    assert_int_equal(job->finished_at, now);
    assert_true(done_count < DONE_MAX);
    done[done_count++] = job;
}

static inline struct s7_job job_of(enum s7_job_kind kind, struct s7_job_item *items, size_t count)
{
    done_count = 0;
    return (struct s7_job){
        .kind = kind, .items = items, .item_count = count, .timeout = 2 * S7_SECOND, .done = note_done};
}

static inline struct s7_job_item item_of(size_t number, uint32_t octet, uint32_t count)
{
    return (struct s7_job_item){.range = stage_db(octet, count), .octets = lent[number]};
}

static inline void submit(struct s7_job *job)
{
    assert_int_equal(s7_client_submit(stage.client, job, stage.now), S7_OK);
}

/* The PDU reference of the next request; exactly one request is waiting to be sent. */
static inline uint16_t sent_reference(void)
{
    uint8_t packet[STAGE_PDU] = {0};
    size_t size = stage_sent(packet, sizeof packet);
    assert_true(size > REFERENCE_AT + 2);
    assert_int_equal(packet[2] << 8 | packet[3], size);
    return (uint16_t)(packet[REFERENCE_AT] << 8 | packet[REFERENCE_AT + 1]);
}

/* Write Var succeeded for one item. */
static inline void say_written(uint16_t reference)
{
    uint8_t pdu[] = {0x32, 0x03, 0x00, 0x00, 0, 0, 0x00, 0x02, 0x00, 0x01, 0x00, 0x00, 0x05, 0x01, 0xff};
    stage_put16(pdu + 4, reference);
    stage_say_pdu(pdu, sizeof pdu);
}

/* The request was refused as a whole. */
static inline void say_refused(uint16_t reference)
{
    uint8_t pdu[] = {0x32, 0x02, 0x00, 0x00, 0, 0, 0x00, 0x00, 0x00, 0x00, 0x81, 0x04};
    stage_put16(pdu + 4, reference);
    stage_say_pdu(pdu, sizeof pdu);
}

#endif
