/* SPDX-License-Identifier: MIT
 *
 * tests/sim/exchange_partner.h — a scripted served CPU on a virtual network, for tests of blocks and exchange.
 *
 * Written octet by octet against the protocol, without the project's codecs and without its server, so that it
 * counts what really was on the wire.  One DB (number 100), answered by the script; any number of connections.
 */
#ifndef TESTS_SIM_EXCHANGE_PARTNER_H
#define TESTS_SIM_EXCHANGE_PARTNER_H

#include <string.h>

#include "base/dialer.h"
#include "check.h"

#ifndef PARTNER_LINKS
#define PARTNER_LINKS 64 /* before the include: as many connections as a test needs */
#endif

enum { PARTNER_BUFFER = 16384, PARTNER_DB_SIZE = 4096 };

enum partner_network { PARTNER_REACHABLE, PARTNER_REFUSING, PARTNER_SILENT, PARTNER_NO_SOCKET };

struct partner;

/** One established connection. */
struct partner_link {
    struct partner *partner;
    struct s7_session *session; /**< of the client; NULL: free */
    bool started;
    bool reset;
    s7_time refused_at; /**< the attempt fails then; S7_TIME_NEVER: it succeeds */
    uint8_t in[PARTNER_BUFFER], out[PARTNER_BUFFER];
    size_t in_size, out_size;
};

struct partner {
    struct s7_dialer dialer;     /**< first member */
    struct s7_session_host host; /**< second member */
    enum partner_network network;
    uint16_t pdu_length, amq;
    bool holds;            /**< requests are kept and not answered */
    uint16_t header_error; /**< answered with a bare Ack */
    uint8_t item_code;     /**< FF: success */
    s7_time answers_after; /**< every request takes so long */
    bool closes;           /**< ends every connection as soon as it is accepted */
    /** Makes a wrong answer of a right one, size octets from its protocol id on; may be NULL. */
    size_t (*spoil)(uint8_t *pdu, size_t size);
    uint8_t db[PARTNER_DB_SIZE];
    struct partner_link links[PARTNER_LINKS];
    s7_time now;
    s7_time attempts[4096]; /**< when it was dialled */
    size_t attempt_count;
    struct s7_endpoint last;                    /**< where it was dialled last */
    unsigned connects, ends;                    /**< established; ended in order by the client */
    unsigned reads, writes;                     /**< requests that arrived */
    void (*requested)(void *user, s7_time now); /**< one of them arrived; may be NULL */
    void *user;
    unsigned held_most; /**< requests that were open at the same time */
    struct {
        struct partner_link *link;
        s7_time due;
        size_t size;
        uint8_t pdu[1024];
    } answers[256];
    size_t answer_count;
};

static unsigned partner_u16(const uint8_t *at)
{
    return (unsigned)(at[0] << 8 | at[1]);
}

static void partner_put16(uint8_t *at, size_t value)
{
    at[0] = (uint8_t)(value >> 8);
    at[1] = (uint8_t)value;
}

static void partner_send(struct partner_link *link, const uint8_t *tpdu, size_t size)
{
    assert_true(link->out_size + size + 4 <= PARTNER_BUFFER);
    uint8_t *at = link->out + link->out_size;
    at[0] = 3;
    at[1] = 0;
    partner_put16(at + 2, size + 4);
    memcpy(at + 4, tpdu, size);
    link->out_size += size + 4;
}

/** An answer PDU, now or when its time has come. */
static void partner_answer(struct partner_link *link, const uint8_t *pdu, size_t size)
{
    struct partner *partner = link->partner;
    assert_true(partner->answer_count < sizeof partner->answers / sizeof partner->answers[0]);
    assert_true(size + 3 <= sizeof partner->answers[0].pdu);
    size_t i = partner->answer_count++;
    static const uint8_t dt[3] = {2, 0xF0, 0x80};
    memcpy(partner->answers[i].pdu, dt, 3);
    memcpy(partner->answers[i].pdu + 3, pdu, size);
    if (partner->spoil)
        size = partner->spoil(partner->answers[i].pdu + 3, size);
    partner->answers[i].size = size + 3;
    partner->answers[i].link = link;
    partner->answers[i].due =
        partner->holds ? S7_TIME_NEVER : partner->now + (link->started ? partner->answers_after : 0);
    if (partner->answer_count > partner->held_most)
        partner->held_most = (unsigned)partner->answer_count;
}

static size_t partner_head(uint8_t *pdu, uint8_t rosctr, const uint8_t *request, size_t parameter, size_t data)
{
    memset(pdu, 0, 12);
    pdu[0] = 0x32;
    pdu[1] = rosctr;
    memcpy(pdu + 4, request + 4, 2);
    partner_put16(pdu + 6, parameter);
    partner_put16(pdu + 8, data);
    return 12;
}

/** Octets of an S7ANY item: bits are one, everything else is asked for as octets, words or timers by the client. */
static size_t partner_item_size(const uint8_t *item)
{
    static const uint8_t sizes[0x20] = {[1] = 1, [2] = 1, [3] = 1, [4] = 2, [5] = 2, [6] = 4, [7] = 4, [8] = 4};
    return partner_u16(item + 4) * (size_t)sizes[item[3] & 0x1F];
}

static uint8_t *partner_item_at(struct partner *partner, const uint8_t *item)
{
    size_t address = (size_t)item[9] << 16 | (size_t)item[10] << 8 | item[11];
    assert_int_equal(item[8], 0x84);
    assert_int_equal(partner_u16(item + 6), 100);
    assert_true(address / 8 + partner_item_size(item) <= PARTNER_DB_SIZE);
    return partner->db + address / 8;
}

static void partner_read(struct partner_link *link, const uint8_t *request)
{
    struct partner *partner = link->partner;
    uint8_t pdu[1024];
    size_t count = request[11], size = 14;
    for (size_t i = 0; i < count; i++) {
        const uint8_t *item = request + 12 + 12 * i;
        size_t octets = partner_item_size(item);
        bool bit = item[3] == 1;
        pdu[size] = partner->item_code;
        pdu[size + 1] = partner->item_code != 0xFF ? 0 : bit ? 3 : 4;
        partner_put16(pdu + size + 2, partner->item_code != 0xFF ? 0 : bit ? 1 : octets * 8);
        size += 4;
        if (partner->item_code != 0xFF)
            continue;
        const uint8_t *at = partner_item_at(partner, item);
        if (bit)
            pdu[size] = at[0] >> (item[11] & 7) & 1;
        else
            memcpy(pdu + size, at, octets);
        size += octets;
        if (octets % 2 && i + 1 < count)
            pdu[size++] = 0;
    }
    partner_head(pdu, 3, request, 2, size - 14);
    pdu[12] = 4;
    pdu[13] = (uint8_t)count;
    assert_true(size <= partner->pdu_length);
    partner_answer(link, pdu, size);
}

static void partner_write(struct partner_link *link, const uint8_t *request)
{
    struct partner *partner = link->partner;
    uint8_t pdu[300];
    size_t count = request[11];
    const uint8_t *value = request + 12 + 12 * count;
    for (size_t i = 0; i < count; i++) {
        const uint8_t *item = request + 12 + 12 * i;
        size_t octets = partner_item_size(item);
        uint8_t *at = partner_item_at(partner, item);
        pdu[14 + i] = partner->item_code;
        if (partner->item_code == 0xFF && item[3] == 1)
            at[0] = (uint8_t)((at[0] & ~(1U << (item[11] & 7))) | (unsigned)(value[4] & 1) << (item[11] & 7));
        else if (partner->item_code == 0xFF)
            memcpy(at, value + 4, octets);
        value += 4 + octets + octets % 2;
    }
    partner_head(pdu, 3, request, 2, count);
    pdu[12] = 5;
    pdu[13] = (uint8_t)count;
    partner_answer(link, pdu, 14 + count);
}

static void partner_setup(struct partner_link *link, const uint8_t *request)
{
    struct partner *partner = link->partner;
    uint8_t pdu[20];
    partner_head(pdu, 3, request, 8, 0);
    memcpy(pdu + 12, request + 10, 8);
    partner_put16(pdu + 14, partner->amq);
    partner_put16(pdu + 16, partner->amq);
    partner_put16(pdu + 18, partner->pdu_length);
    uint8_t tpdu[23] = {2, 0xF0, 0x80};
    memcpy(tpdu + 3, pdu, 20);
    partner_send(link, tpdu, sizeof tpdu);
}

static void partner_request(struct partner_link *link, const uint8_t *pdu)
{
    struct partner *partner = link->partner;
    uint8_t refusal[12];
    if (pdu[10] == 0xF0) {
        partner_setup(link, pdu);
        return;
    }
    partner->reads += pdu[10] == 4;
    partner->writes += pdu[10] == 5;
    if (partner->requested)
        partner->requested(partner->user, partner->now);
    if (partner->header_error) {
        partner_head(refusal, 2, pdu, 0, 0);
        partner_put16(refusal + 10, partner->header_error);
        partner_answer(link, refusal, sizeof refusal);
    } else if (pdu[10] == 4) {
        partner_read(link, pdu);
    } else {
        partner_write(link, pdu);
    }
}

static void partner_packet(struct partner_link *link, const uint8_t *packet)
{
    static const uint8_t cc[] = {0x11, 0xD0, 0, 1, 0, 1, 0, 0xC0, 1, 0x0A, 0xC1, 2, 1, 0, 0xC2, 2, 3, 1};
    if (packet[5] == 0xE0)
        partner_send(link, cc, sizeof cc);
    else if (packet[5] == 0xF0)
        partner_request(link, packet + 7);
}

static void partner_take(struct partner_link *link)
{
    size_t used = 0;
    while (link->in_size - used >= 4 && link->in_size - used >= partner_u16(link->in + used + 2)) {
        partner_packet(link, link->in + used);
        used += partner_u16(link->in + used + 2);
    }
    memmove(link->in, link->in + used, link->in_size - used);
    link->in_size -= used;
}

static void partner_forget(struct partner_link *link, int error)
{
    struct partner *partner = link->partner;
    struct s7_session *session = link->session;
    struct s7_fault fault = {.error = error};
    size_t kept = 0;
    for (size_t i = 0; i < partner->answer_count; i++)
        if (partner->answers[i].link != link)
            partner->answers[kept++] = partner->answers[i];
    partner->answer_count = kept;
    link->session = NULL;
    session->host = NULL;
    session->ops->closed(session->self, &fault, partner->now);
}

static bool partner_serve_answers(struct partner *partner)
{
    bool moved = false;
    size_t kept = 0;
    for (size_t i = 0; i < partner->answer_count; i++) {
        if (partner->answers[i].due <= partner->now) {
            partner_send(partner->answers[i].link, partner->answers[i].pdu, partner->answers[i].size);
            moved = true;
        } else if (kept++ != i) {
            partner->answers[kept - 1] = partner->answers[i];
        }
    }
    partner->answer_count = kept;
    return moved;
}

/** One step of one connection; true when something moved. */
static bool partner_serve(struct partner_link *link)
{
    struct s7_session *session = link->session;
    s7_time now = link->partner->now;
    const uint8_t *octets;
    if (link->refused_at != S7_TIME_NEVER) {
        if (now < link->refused_at)
            return false;
        partner_forget(link,
                       link->partner->network == PARTNER_SILENT ? S7_ERR_TCP_TIMEOUT : S7_ERR_TCP_REFUSED);
        return true;
    }
    if (!link->started || session->ops->deadline(session->self) <= now) {
        link->partner->connects += !link->started;
        link->started = true;
        session->ops->tick(session->self, now);
        return true;
    }
    if (link->partner->closes) {
        partner_forget(link, S7_OK);
        return true;
    }
    if (link->reset) {
        partner_forget(link, S7_ERR_TCP_RESET);
        return true;
    }
    size_t size = session->ops->output(session->self, &octets);
    if (size > 0) {
        assert_true(link->in_size + size <= PARTNER_BUFFER);
        memcpy(link->in + link->in_size, octets, size);
        link->in_size += size;
        session->ops->output_done(session->self, size, now);
        partner_take(link);
        return true;
    }
    if (session->ops->want(session->self) & (S7_WANT_FIN | S7_WANT_RST)) {
        link->partner->ends++;
        partner_forget(link, S7_OK);
        return true;
    }
    if (link->out_size > 0) {
        size_t taken = session->ops->input(session->self, link->out, link->out_size, now);
        memmove(link->out, link->out + taken, link->out_size - taken);
        link->out_size -= taken;
        return taken > 0;
    }
    return false;
}

/** Everything that can happen at this moment. */
static inline void partner_pump(struct partner *partner, s7_time now)
{
    bool moved = true;
    partner->now = now;
    while (moved) {
        moved = partner_serve_answers(partner);
        for (size_t i = 0; i < PARTNER_LINKS; i++)
            while (partner->links[i].session && partner_serve(&partner->links[i]))
                moved = true;
    }
}

/** When something happens next. */
static inline s7_time partner_deadline(const struct partner *partner)
{
    s7_time deadline = S7_TIME_NEVER;
    for (size_t i = 0; i < partner->answer_count; i++)
        deadline = s7_time_earlier(deadline, partner->answers[i].due);
    for (size_t i = 0; i < PARTNER_LINKS; i++) {
        const struct partner_link *link = &partner->links[i];
        if (link->session && link->refused_at != S7_TIME_NEVER)
            deadline = s7_time_earlier(deadline, link->refused_at);
        else if (link->session)
            deadline = s7_time_earlier(deadline, link->session->ops->deadline(link->session->self));
    }
    return deadline;
}

static int partner_dial(struct s7_dialer *dialer, const struct s7_endpoint *to, struct s7_session *session,
                        s7_time timeout)
{
    struct partner *partner = (struct partner *)dialer;
    partner->last = *to;
    assert_true(partner->attempt_count < sizeof partner->attempts / sizeof partner->attempts[0]);
    partner->attempts[partner->attempt_count++] = partner->now;
    if (partner->network == PARTNER_NO_SOCKET)
        return S7_ERR_LOCAL_SYSTEM;
    for (size_t i = 0; i < PARTNER_LINKS; i++) {
        struct partner_link *link = &partner->links[i];
        if (link->session)
            continue;
        *link = (struct partner_link){.partner = partner, .session = session, .refused_at = S7_TIME_NEVER};
        if (partner->network == PARTNER_REFUSING)
            link->refused_at = partner->now;
        if (partner->network == PARTNER_SILENT)
            link->refused_at = partner->now + timeout;
        session->host = &partner->host;
        return S7_OK;
    }
    fail_msg("more connections than the virtual network has");
    return S7_ERR_LOCAL_LIMIT;
}

/** The pump looks at every session anyway. */
static void partner_wake(struct s7_session_host *host, struct s7_session *session)
{
    (void)host;
    (void)session;
}

static inline void partner_init(struct partner *partner)
{
    memset(partner, 0, sizeof *partner);
    partner->dialer.dial = partner_dial;
    partner->host.wake = partner_wake;
    partner->pdu_length = 240;
    partner->amq = 1;
    partner->item_code = 0xFF;
}

/** The network or the CPU goes away: every connection is reset. */
static inline void partner_break(struct partner *partner)
{
    for (size_t i = 0; i < PARTNER_LINKS; i++)
        partner->links[i].reset = partner->links[i].session != NULL;
}

/** What was held is answered. */
static inline void partner_release(struct partner *partner)
{
    partner->holds = false;
    for (size_t i = 0; i < partner->answer_count; i++)
        partner->answers[i].due = partner->now;
}

#endif
