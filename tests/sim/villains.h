/* SPDX-License-Identifier: MIT
 *
 * tests/sim/villains.h — partners that abuse the CPU of sim/guests.h: connections whose every octet the test says.
 */
#ifndef SIM_VILLAINS_H
#define SIM_VILLAINS_H

#include "sim/guests.h"
#include "sim/raw.h"

enum { VILLAINS = 50, VILLAIN_OCTETS = 256, VILLAIN_FRAME = 7, VILLAIN_AMQ = 2, LIST_MOST = 1024 };

struct villain {
    struct raw raw;
    uint8_t out[VILLAIN_OCTETS];
};

static struct villain villains[VILLAINS];

static const uint8_t VILLAIN_CR[] = {0x03, 0x00, 0x00, 0x16, 0x11, 0xe0, 0x00, 0x00, 0x00, 0x01, 0x00,
                                     0xc1, 0x02, 0x01, 0x00, 0xc2, 0x02, 0x01, 0x02, 0xc0, 0x01, 0x0a};
static const uint8_t VILLAIN_SETUP[] = {0x03, 0x00, 0x00, 0x19, 0x02, 0xf0, 0x80, 0x32, 0x01,
                                        0x00, 0x00, 0xff, 0xff, 0x00, 0x08, 0x00, 0x00, 0xf0,
                                        0x00, 0x00, 0x02, 0x00, 0x02, 0x01, 0xe0};
/** Reads an octet of bit memory. */
static const uint8_t VILLAIN_READ[] = {0x03, 0x00, 0x00, 0x1f, 0x02, 0xf0, 0x80, 0x32, 0x01, 0x00, 0x00,
                                       0x00, 0x01, 0x00, 0x0e, 0x00, 0x00, 0x04, 0x01, 0x12, 0x0a, 0x10,
                                       0x02, 0x00, 0x01, 0x00, 0x00, 0x83, 0x00, 0x00, 0x00};

/** Octets that stay the test's until they are sent; what was heard before is forgotten. */
static inline void villain_says(struct villain *villain, const uint8_t *octets, size_t size)
{
    villain->raw.in_size = 0;
    villain->raw.out = octets;
    villain->raw.out_size = size;
    sim_settle(&inn.sim);
}

/** A TCP connection, nothing more. */
static inline enum s7_accept villain_dials(struct villain *villain)
{
    raw_init(&villain->raw, NULL, 0);
    enum s7_accept verdict = sim_connect(&inn.sim, &villain->raw.session, s7_cpu_acceptor(inn.cpu), "villain");
    sim_settle(&inn.sim);
    return verdict;
}

static inline void villain_comes(struct villain *villain)
{
    assert_int_equal(villain_dials(villain), S7_ACCEPT_TAKE);
    villain_says(villain, VILLAIN_CR, sizeof VILLAIN_CR);
    villain_says(villain, VILLAIN_SETUP, sizeof VILLAIN_SETUP);
    assert_int_equal(villain->raw.in_size, 27);
}

static inline void villain_goes(struct villain *villain)
{
    if (!villain->raw.closed)
        sim_break(&inn.sim, &villain->raw.session);
    assert_true(villain->raw.closed);
}

static inline void villains_come(size_t count)
{
    for (size_t i = 0; i < count; i++)
        villain_comes(&villains[i]);
}

static inline void villains_go(size_t count)
{
    for (size_t i = 0; i < count; i++)
        villain_goes(&villains[i]);
}

/** Error word of the Userdata answer that came last; the PDU is whole. */
static inline uint16_t villain_hears(const struct villain *villain)
{
    const uint8_t *pdu = villain->raw.in + VILLAIN_FRAME;
    assert_true(villain->raw.in_size >= VILLAIN_FRAME + 26);
    assert_int_equal(pdu[1], 7);
    return s7_load_u16(pdu + 20);
}

/** A number of the fragment that came last: 17 sequence, 19 whether more is to come. */
static inline uint8_t villain_fragment(const struct villain *villain, size_t at)
{
    assert_int_equal(villain_hears(villain), 0);
    return villain->raw.in[VILLAIN_FRAME + at];
}

/** @return error word of the answer */
static inline uint16_t villain_asks(struct villain *villain, uint8_t group, uint8_t subfunction,
                                    const uint8_t *payload, size_t size)
{
    uint8_t *out = villain->out;
    const uint8_t front[] = {0x03, 0x00, 0x00, 0x00, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00, 0x00, 0x01,
                             0x00, 0x08, 0x00, 0x00, 0x00, 0x01, 0x12, 0x04, 0x11, 0x40, 0x00, 0x00};
    memcpy(out, front, sizeof front);
    out[3] = (uint8_t)(sizeof front + 4 + size);
    out[16] = (uint8_t)(4 + size);
    out[22] = (uint8_t)(0x40 | group);
    out[23] = subfunction;
    out[25] = size ? 0xFF : 0x0A;
    out[26] = size ? 0x09 : 0x00;
    out[27] = 0;
    out[28] = (uint8_t)size;
    if (size)
        memcpy(out + 29, payload, size);
    villain_says(villain, out, out[3]);
    return villain_hears(villain);
}

/** Asks for the next fragment of a system status list. */
static inline uint16_t villain_goes_on(struct villain *villain, uint8_t sequence)
{
    static const uint8_t request[] = {0x03, 0x00, 0x00, 0x21, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00,
                                      0x00, 0x02, 0x00, 0x0c, 0x00, 0x04, 0x00, 0x01, 0x12, 0x08, 0x12,
                                      0x44, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x0a, 0x00, 0x00, 0x00};
    memcpy(villain->out, request, sizeof request);
    villain->out[24] = sequence;
    villain_says(villain, villain->out, sizeof request);
    return villain_hears(villain);
}

/** SZL 001C, which takes fragments; none but the first is asked for. */
static inline uint16_t villain_begins_list(struct villain *villain)
{
    return villain_asks(villain, 4, 1, (const uint8_t[]){0x00, 0x1c, 0x00, 0x00}, 4);
}

static inline uint16_t villain_subscribes(struct villain *villain, uint8_t events)
{
    const uint8_t payload[] = {events, 0, 'V', 'I', 'L', 'L', 'A', 'I', 'N', ' '};
    return villain_asks(villain, 4, 2, payload, sizeof payload);
}

/* ---- who works well meanwhile ---------------------------------------------------------------------------------- */

/** @return code of the refusal, 0: the list came whole */
static inline uint16_t good_list(size_t guest, uint8_t id)
{
    uint8_t list[LIST_MOST];
    const uint8_t payload[] = {0, id, 0, 0};
    struct s7_call call = {.kind = S7_CALL_USERDATA,
                           .group = 4,
                           .subfunction = 1,
                           .request = {payload, sizeof payload},
                           .answer = list,
                           .answer_capacity = sizeof list};
    uint16_t code = run_call(guest, &call);
    if (!code)
        assert_int_equal(call.answer_size, 8 + s7_load_u16(list + 4) * s7_load_u16(list + 6));
    return code;
}

static inline void good_moves(size_t guest, enum s7_job_kind kind, uint8_t *octets)
{
    struct s7_job_item item = {.range = {.area = S7_AREA_MEMORY, .first_bit = 100 * 8, .bit_count = 16 * 8},
                               .octets = octets};
    struct s7_job job = {.kind = kind, .items = &item, .item_count = 1, .timeout = 2 * S7_SECOND};
    assert_int_equal(s7_client_submit(inn.guests[guest].client, &job, inn.sim.now), S7_OK);
    sim_settle(&inn.sim);
    assert_true(job.finished);
    assert_int_equal(job.fault.error, S7_OK);
}

/** Writes, reads back, asks the time and a short list: each answered, rightly, before any time has passed. */
static inline void good_is_served(size_t guest)
{
    static uint8_t salt;
    uint8_t written[16], back[16];
    s7_time now = inn.sim.now;
    salt++;
    for (size_t i = 0; i < sizeof written; i++)
        written[i] = (uint8_t)(salt * 31 + i * 7 + guest);
    good_moves(guest, S7_JOB_WRITE, written);
    good_moves(guest, S7_JOB_READ, back);
    assert_memory_equal(written, back, sizeof back);
    assert_int_equal(ask_userdata(guest, 7, 1, NULL, 0), 0);
    assert_int_equal(good_list(guest, 0x11), 0);
    assert_int_equal(inn.sim.now, now);
}

static inline const struct s7_server_counters *counted(void)
{
    return s7_server_counters(s7_cpu_server(inn.cpu));
}

#endif
