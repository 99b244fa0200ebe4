/* SPDX-License-Identifier: MIT
 *
 * tests/unit/engine/client_reading.h — the client on the stage reads the memory of a partner written octet by octet.
 */
#ifndef TESTS_UNIT_ENGINE_CLIENT_READING_H
#define TESTS_UNIT_ENGINE_CLIENT_READING_H

#include "unit/engine/client_stage.h"

#include "cases.h"

enum { MEMORY = 4096, REQUESTS = 8, ITEMS_MAX = 6 };

/* A partner's memory, octet by octet, and what it was asked. */
static uint8_t memory[MEMORY];
static uint8_t requests[REQUESTS][STAGE_PDU];
static size_t request_count; /* not answered yet */

/* What the client sends, one PDU in each place. */
static void collect_requests(void)
{
    static uint8_t stream[REQUESTS * STAGE_PDU];
    size_t size = stage_sent(stream, sizeof stream), at = 0;
    while (at < size) {
        size_t packet = (size_t)stream[at + 2] << 8 | stream[at + 3];
        assert_true(request_count < REQUESTS && packet <= size - at);
        memcpy(requests[request_count++], stream + at + STAGE_FRAME, packet - STAGE_FRAME);
        at += packet;
    }
}

/* The answer to a Read Var of octets in `request`, built by hand; returns its size. */
static size_t answer_of(const uint8_t *request, uint8_t *pdu)
{
    size_t size = 14;
    for (size_t i = 0; i < request[11]; i++) {
        const uint8_t *item = request + 12 + 12 * i;
        size_t count = (size_t)item[4] << 8 | item[5];
        size_t first = ((size_t)item[9] << 16 | (size_t)item[10] << 8 | item[11]) / 8;
        const uint8_t head[] = {0xff, 0x04, (uint8_t)(count >> 5), (uint8_t)(count << 3)};
        assert_true(first + count <= MEMORY);
        memcpy(pdu + size, head, sizeof head);
        memcpy(pdu + size + 4, memory + first, count);
        size += 4 + count;
        if (count % 2 && i + 1 < request[11])
            pdu[size++] = 0;
    }
    static const uint8_t head[] = {0x32, 0x03, 0x00, 0x00, 0, 0, 0x00, 0x02, 0, 0, 0x00, 0x00, 0x04};
    memcpy(pdu, head, sizeof head);
    memcpy(pdu + 4, request + 4, 2);
    stage_put16(pdu + 8, size - 14);
    pdu[13] = request[11];
    assert_true(size <= 240);
    return size;
}

/* Answers one of them, and forgets it. */
static void say_answer(size_t number)
{
    uint8_t pdu[STAGE_PDU];
    size_t size = answer_of(requests[number], pdu);
    memmove(requests[number], requests[--request_count], STAGE_PDU);
    stage_say_pdu(pdu, size);
}

/* Reads of anything, anywhere; the items share `octets`. */
static void random_job(struct s7_chance *chance, struct s7_job *job, struct s7_job_item *items, uint8_t *octets)
{
    *job = (struct s7_job){.kind = S7_JOB_READ, .items = items, .timeout = S7_SECOND};
    job->item_count = 1 + (size_t)s7_chance_below(chance, ITEMS_MAX);
    for (size_t i = 0; i < job->item_count; i++) {
        uint32_t count = 1 + (uint32_t)s7_chance_below(chance, s7_chance_below(chance, 3) ? 20 : 400);
        items[i] = (struct s7_job_item){
            .range = stage_db((uint32_t)s7_chance_below(chance, MEMORY - count), count), .octets = octets};
        octets += count;
    }
}

#endif
