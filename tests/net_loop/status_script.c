/* SPDX-License-Identifier: MIT */
#include "net_loop/status_script.h"

#include <string.h>

#include "must.h"

static size_t u16(const uint8_t *at)
{
    return (size_t)(at[0] << 8 | at[1]);
}

static void put16(uint8_t *at, size_t value)
{
    at[0] = (uint8_t)(value >> 8);
    at[1] = (uint8_t)value;
}

static void send_octets(struct script_link *link, const void *octets, size_t size)
{
    must(link->out_size + size <= sizeof link->out);
    memcpy(link->out + link->out_size, octets, size);
    link->out_size += size;
}

static void send_tpdu(struct script_link *link, const uint8_t *tpdu, size_t size)
{
    uint8_t tpkt[4] = {3, 0};
    put16(tpkt + 2, size + sizeof tpkt);
    send_octets(link, tpkt, sizeof tpkt);
    send_octets(link, tpdu, size);
}

/** An Ack_Data (or, without parameter, a bare Ack) to `request`, `size` octets behind the header. */
static void send_answer(struct script_link *link, const uint8_t *request, uint16_t error,
                        const uint8_t *parameter, size_t parameter_size, size_t size)
{
    uint8_t tpdu[SCRIPT_PACKET] = {2, 0xF0, 0x80, 0x32, parameter_size > 0 ? 3 : 2};
    memcpy(tpdu + 7, request + 4, 2);
    put16(tpdu + 9, parameter_size);
    put16(tpdu + 11, size - parameter_size);
    put16(tpdu + 13, error);
    if (size > 0)
        memcpy(tpdu + 15, parameter, size);
    send_tpdu(link, tpdu, 15 + size);
}

/* ---- the three steps ---------------------------------------------------------------------------------------- */

static void end_link(struct script_link *link, enum script_reaction how)
{
    link->want = how == SCRIPT_RST ? S7_WANT_RST : S7_WANT_FIN;
}

/** What fits no step; false: the reaction is none of these. */
static bool send_oddity(struct script_link *link, enum script_reaction how)
{
#define OCTETS(text) text, sizeof(text) - 1
    static const struct {
        enum script_reaction how;
        const char *octets;
        size_t size;
    } rows[] = {
        {SCRIPT_FOREIGN, OCTETS("HTTP/1.1 400 Bad Request\r\n\r\n")},
        {SCRIPT_CLASS_4, OCTETS("\3\0\0\x09\4\x60\0\1\1")}, /* AK: classes 2 to 4 (ISO 8073, 13.9) */
        {SCRIPT_ER, OCTETS("\3\0\0\x09\4\x70\0\1\1")},      /* invalid parameter code (13.12) */
        {SCRIPT_PLUS, OCTETS("\3\0\0\x0B\2\xF0\x80\x72\1\0\0")},
        {SCRIPT_LONG, OCTETS("\3\0\x7F\xFF\2\xF0\x80")},
    };
#undef OCTETS
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].how == how) {
            send_octets(link, rows[i].octets, rows[i].size);
            return true;
        }
    return false;
}

static void on_connect(struct script_link *link, const uint8_t *packet)
{
    uint8_t cc[] = {0x11, 0xD0, packet[8], packet[9], 0, 1, 0, 0xC0, 1, 0x0A, 0xC1, 2, 1, 0, 0xC2, 2, 3, 1};
    uint8_t dr[] = {6, 0x80, packet[8], packet[9], 0, 0, 1};
    switch ((int)link->script->at_connect) {
    case SCRIPT_PROPER:
        send_tpdu(link, cc, sizeof cc);
        break;
    case SCRIPT_SILENT:
        break;
    case SCRIPT_DR:
        send_tpdu(link, dr, sizeof dr);
        end_link(link, SCRIPT_FIN);
        break;
    default:
        if (!send_oddity(link, link->script->at_connect))
            end_link(link, link->script->at_connect);
    }
}

static void on_setup(struct script_link *link, const uint8_t *pdu)
{
    uint8_t parameter[8] = {0xF0, 0, 0, 1, 0, 1, 0, 240};
    switch ((int)link->script->at_setup) {
    case SCRIPT_TINY:
        parameter[7] = 20;
        send_answer(link, pdu, 0, parameter, sizeof parameter, sizeof parameter);
        break;
    case SCRIPT_PROPER:
        send_answer(link, pdu, 0, parameter, sizeof parameter, sizeof parameter);
        break;
    case SCRIPT_SILENT:
        break;
    case SCRIPT_HEADER:
        send_answer(link, pdu, link->script->code, NULL, 0, 0);
        break;
    default:
        if (!send_oddity(link, link->script->at_setup))
            end_link(link, link->script->at_setup);
    }
}

/** Builds the proper answer behind function and count, with this item code; returns its size. */
static size_t serve(struct status_script *script, const uint8_t *pdu, uint8_t item_code, uint8_t *ret_body)
{
    size_t count = u16(pdu + 16), first = u16(pdu + 22) / 8;
    bool write = pdu[10] == 5;
    must(pdu[11] == 1 && first + count <= SCRIPT_AREA);
    ret_body[0] = pdu[10];
    ret_body[1] = 1;
    ret_body[2] = item_code;
    if (write && item_code == 0xFF)
        memcpy(script->octets + first, pdu + 28, count);
    if (write)
        return 3;
    bool good = item_code == 0xFF;
    ret_body[3] = good ? 4 : 0;
    put16(ret_body + 4, good ? count * 8 : 0);
    if (good)
        memcpy(ret_body + 6, script->octets + first, count);
    return good ? 6 + count : 6;
}

static void answer_request(struct script_link *link, const uint8_t *pdu, enum script_reaction how)
{
    uint8_t body[SCRIPT_PACKET], question[SCRIPT_PACKET];
    size_t size = serve(link->script, pdu, how == SCRIPT_ITEM ? (uint8_t)link->script->code : 0xFF, body);
    memcpy(question, pdu, 12);
    if (how == SCRIPT_REFERENCE)
        question[5] ^= 0x40;
    if (how == SCRIPT_SHORT) {
        put16(body + 4, u16(body + 4) - 16);
        size -= 2;
    }
    if (how == SCRIPT_CUT)
        size -= 3; /* the item's own length now says more than there is */
    send_answer(link, question, 0, body, 2, size);
}

static void on_request(struct script_link *link, const uint8_t *pdu, size_t size)
{
    struct status_script *script = link->script;
    script->requests++;
    script->writes += pdu[10] == 5;
    switch ((int)script->at_request) {
    case SCRIPT_SILENT:
        memcpy(link->held, pdu, size);
        link->held_size = size;
        break;
    case SCRIPT_HEADER:
        send_answer(link, pdu, script->code, NULL, 0, 0);
        break;
    case SCRIPT_FIN:
    case SCRIPT_RST:
        end_link(link, script->at_request);
        break;
    default:
        if (!send_oddity(link, script->at_request))
            answer_request(link, pdu, script->at_request);
    }
}

static void on_packet(struct script_link *link, const uint8_t *packet, size_t size)
{
    must(size > 7);
    if (packet[5] == 0xE0)
        on_connect(link, packet);
    else if (packet[17] == 0xF0)
        on_setup(link, packet + 7);
    else
        on_request(link, packet + 7, size - 7);
}

/* ---- as a session --------------------------------------------------------------------------------------------- */

static size_t script_input(void *self, const uint8_t *bytes, size_t size, s7_time now)
{
    struct script_link *link = self;
    size_t used = 0;
    (void)now;
    must(link->in_size + size <= sizeof link->in);
    memcpy(link->in + link->in_size, bytes, size);
    link->in_size += size;
    while (link->in_size - used >= 4 && link->in_size - used >= u16(link->in + used + 2)) {
        on_packet(link, link->in + used, u16(link->in + used + 2));
        used += u16(link->in + used + 2);
    }
    memmove(link->in, link->in + used, link->in_size - used);
    link->in_size -= used;
    return size;
}

static size_t script_output(void *self, const uint8_t **ret_bytes)
{
    struct script_link *link = self;
    *ret_bytes = link->out;
    return link->out_size;
}

static void script_output_done(void *self, size_t size, s7_time now)
{
    struct script_link *link = self;
    (void)now;
    memmove(link->out, link->out + size, link->out_size - size);
    link->out_size -= size;
}

static unsigned script_want(const void *self)
{
    const struct script_link *link = self;
    unsigned want = link->out_size > 0 ? S7_WANT_WRITE : 0;
    return want | (link->want ? link->want : (unsigned)S7_WANT_READ);
}

static s7_time script_deadline(const void *self)
{
    (void)self;
    return S7_TIME_NEVER;
}

static void script_tick(void *self, s7_time now)
{
    (void)self;
    (void)now;
}

static void script_closed(void *self, const struct s7_fault *fault, s7_time now)
{
    struct script_link *link = self;
    (void)fault;
    (void)now;
    link->open = false;
}

static enum s7_accept script_accept(struct s7_acceptor *acceptor, const struct s7_peer *peer, s7_time now,
                                    struct s7_session **ret_session)
{
    static const struct s7_session_ops ops = {.input = script_input,
                                              .output = script_output,
                                              .output_done = script_output_done,
                                              .want = script_want,
                                              .deadline = script_deadline,
                                              .tick = script_tick,
                                              .closed = script_closed};
    struct status_script *script = (struct status_script *)acceptor;
    (void)peer;
    (void)now;
    for (size_t i = 0; i < SCRIPT_LINKS; i++) {
        struct script_link *link = &script->links[i];
        if (link->open)
            continue;
        memset(link, 0, sizeof *link);
        link->session = (struct s7_session){.ops = &ops, .self = link};
        link->script = script;
        link->open = true;
        *ret_session = &link->session;
        return S7_ACCEPT_TAKE;
    }
    return S7_ACCEPT_LATER;
}

void status_script_init(struct status_script *script)
{
    memset(script, 0, sizeof *script);
    script->acceptor.accept = script_accept;
}

void status_script_release(struct status_script *script)
{
    script->at_connect = script->at_setup = script->at_request = SCRIPT_PROPER;
    for (size_t i = 0; i < SCRIPT_LINKS; i++) {
        struct script_link *link = &script->links[i];
        if (link->open && link->held_size > 0) {
            link->held_size = 0;
            answer_request(link, link->held, SCRIPT_PROPER);
            s7_session_wake(&link->session);
        }
    }
}

void status_script_break(struct status_script *script, enum script_reaction how)
{
    for (size_t i = 0; i < SCRIPT_LINKS; i++) {
        if (script->links[i].open) {
            end_link(&script->links[i], how);
            s7_session_wake(&script->links[i].session);
        }
    }
}
