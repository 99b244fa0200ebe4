/* SPDX-License-Identifier: MIT
 *
 * One connection of a server, as a session.
 */
#include "base/wipe.h"
#include "engine/server_internal.h"

enum { SOURCE_REFERENCE_BASE = 1, MODE_PUSH_REFERENCE = 0 };

/* Room for the answers of all open requests, and of one more; beyond the parallel jobs granted it will be a refusal. */
static bool takes_input(const struct s7_link *link)
{
    const struct s7_server *server = link->server;
    if (link->state != S7_LINK_SETUP && link->state != S7_LINK_OPEN)
        return true; /* nothing that comes now is answered but a CR, and there is one of it */
    bool is_open = link->state == S7_LINK_OPEN;
    bool refuses = server->config.over_amq_error && is_open;
    return (refuses || link->open < (is_open ? link->amq : server->config.amq)) &&
           s7_outbox_room(&link->outbox) >= (link->open + 1) * server->framed_size;
}

/* ---- the end --------------------------------------------------------------------------------------------- */

bool s7_server_counts_malformed(int error)
{
    static const int malformed[] = {S7_ERR_ISO_FOREIGN,  S7_ERR_ISO_PROTOCOL, S7_ERR_ISO_OVERSIZE,
                                    S7_ERR_S7_MALFORMED, S7_ERR_S7_FOREIGN,   S7_ERR_S7_MISMATCH};
    for (size_t i = 0; i < sizeof malformed / sizeof malformed[0]; i++)
        if (malformed[i] == error)
            return true;
    return false;
}

static void count_end(struct s7_server_counters *counters, int error)
{
    if (s7_server_counts_malformed(error))
        counters->malformed++;
    if (error == S7_ERR_ISO_ABANDONED)
        counters->abandoned++;
}

void s7_link_finish(struct s7_link *link, int error, bool reset, s7_time now)
{
    if (link->state == S7_LINK_ENDING)
        return;
    count_end(&link->server->counters, error);
    link->state = S7_LINK_ENDING;
    link->alarm = S7_TIME_NEVER;
    link->reset = reset;
    link->fault = (struct s7_fault){.error = error, .phase = S7_PHASE_CLOSING};
    s7_request_void(link);
    s7_chain_give_up(link);
    (void)now;
}

void s7_link_end(struct s7_link *link, bool reset, s7_time now)
{
    s7_link_finish(link, S7_OK, reset, now);
    s7_session_wake(&link->session);
}

/* ---- CR -------------------------------------------------------------------------------------------------- */

static void send_tpdu(struct s7_link *link, const struct s7_cotp *tpdu)
{
    size_t room = s7_outbox_room(&link->outbox);
    size_t size = s7_iso_encode(s7_outbox_reserve(&link->outbox, room), room, tpdu);
    s7_outbox_commit(&link->outbox, size);
}

/* The TSAPs as they came: what real CPUs answer. */
static void confirm(struct s7_link *link, const struct s7_cotp_connect *cr, s7_time now)
{
    size_t asked = s7_cotp_tpdu_size(cr);
    uint8_t code = link->server->config.tpdu_code;
    while (code > S7_COTP_TPDU_CODE_MIN && ((size_t)1 << code) > asked)
        code--;
    const struct s7_tsap calling = s7_cotp_tsap_of(cr, S7_COTP_CALLING_TSAP);
    const struct s7_tsap called = s7_cotp_tsap_of(cr, S7_COTP_CALLED_TSAP);
    struct s7_cotp cc = {.type = S7_COTP_CC,
                         .as.connect = {.dst_ref = cr->src_ref,
                                        .src_ref = (uint16_t)(link->number % 0xFFFF + SOURCE_REFERENCE_BASE)}};
    s7_cotp_parameters_fill(&cc.as.connect.parameters, link->server->config.cc_order, &code, &calling, &called);
    link->iso.tpdu_limit = (size_t)1 << code;
    link->state = S7_LINK_SETUP;
    link->admitted = true;
    link->server->counters.admitted++;
    s7_link_event_connect(link, S7_EVENT_ADMITTED, cr, NULL, now);
    send_tpdu(link, &cc);
}

static void refuse(struct s7_link *link, enum s7_admit admit, uint8_t reason, const struct s7_cotp_connect *cr,
                   s7_time now)
{
    const struct s7_fault refused = {.error = link->fault.error ? link->fault.error : S7_ERR_ISO_REJECTED,
                                     .phase = S7_PHASE_ISO,
                                     .iso_reason = reason};
    link->server->counters.refused++;
    s7_link_event_connect(link, S7_EVENT_REFUSED, cr, &refused, now);
    if (admit == S7_ADMIT_SILENT) {
        link->state = S7_LINK_SILENT;
        return;
    }
    if (admit == S7_ADMIT_DR) {
        const struct s7_cotp dr = {.type = S7_COTP_DR,
                                   .as.disconnect = {.dst_ref = cr->src_ref, .reason = reason}};
        send_tpdu(link, &dr);
    }
    s7_link_finish(link, S7_OK, admit == S7_ADMIT_RST, now);
}

static void take_connect(struct s7_link *link, s7_time now)
{
    const struct s7_cotp_connect *cr = &link->iso.tpdu.as.connect;
    if (link->iso.tpdu.type != S7_COTP_CR || link->state != S7_LINK_ISO) {
        s7_link_finish(link, S7_ERR_ISO_PROTOCOL, false, now);
        return;
    }
    uint8_t reason = 0;
    enum s7_admit admit = link->server->config.ops->connect(link->server->config.user, link, cr, now, &reason);
    if (link->state != S7_LINK_ISO)
        return; /* ended by its owner */
    if (admit == S7_ADMIT_YES)
        confirm(link, cr, now);
    else
        refuse(link, admit, reason, cr, now);
}

/* ---- the session's operations -------------------------------------------------------------------------------- */

static void take_tsdu(struct s7_link *link, s7_time now)
{
    if (link->state != S7_LINK_SETUP && link->state != S7_LINK_OPEN) {
        s7_link_finish(link, S7_ERR_ISO_PROTOCOL, false, now);
        return;
    }
    const struct s7_octets pdu = link->iso.complete;
    bool secret = s7_observe_secret(pdu.at, pdu.size).size > 0;
    link->server->counters.octets_in += pdu.size;
    s7_link_observe(link, S7_DIRECTION_IN, pdu.at, pdu.size, now);
    s7_request_dispatch(link, pdu, now);
    if (secret) { /* its octets may lie in either buffer, which hold nothing else now */
        s7_wipe_octets(link->iso.packet, link->iso.packet_capacity);
        s7_wipe_octets(link->iso.tsdu, link->iso.tsdu_capacity);
    }
}

static void take_event(struct s7_link *link, enum s7_iso_event event, s7_time now)
{
    switch (event) {
    case S7_ISO_NOTHING:
        break;
    case S7_ISO_CONNECT:
        take_connect(link, now);
        break;
    case S7_ISO_DISCONNECT: /* the partner says goodbye the ISO way */
        s7_link_finish(link, S7_OK, false, now);
        break;
    case S7_ISO_ERROR:
        s7_link_finish(link, S7_ERR_ISO_PROTOCOL, false, now);
        break;
    case S7_ISO_TSDU:
        take_tsdu(link, now);
        break;
    case S7_ISO_BROKEN:
        s7_link_finish(link, link->iso.error, false, now);
        break;
    }
}

/*
 * Who keeps to the parallel jobs granted never has more requests under way; who does not is served no more of them at a
 * time than that, so that the others' turns come.
 */
static bool may_go_on(const struct s7_link *link, unsigned telegrams)
{
    return link->state != S7_LINK_OPEN || telegrams < link->amq;
}

static size_t link_input(void *self, const uint8_t *bytes, size_t size, s7_time now)
{
    struct s7_link *link = self;
    size_t used = 0;
    for (unsigned telegrams = 0; used < size && takes_input(link) && may_go_on(link, telegrams);) {
        if (link->state == S7_LINK_ENDING || link->state == S7_LINK_SILENT)
            return size;
        size_t taken = 0;
        enum s7_iso_event event = s7_iso_input(&link->iso, bytes + used, size - used, &taken);
        used += taken;
        telegrams += event == S7_ISO_TSDU;
        take_event(link, event, now);
    }
    return used;
}

static size_t link_output(void *self, const uint8_t **ret_bytes)
{
    const struct s7_link *link = self;
    return s7_outbox_peek(&link->outbox, ret_bytes);
}

static void link_output_done(void *self, size_t size, s7_time now)
{
    struct s7_link *link = self;
    (void)now;
    s7_outbox_sent(&link->outbox, size);
}

static unsigned link_want(const void *self)
{
    const struct s7_link *link = self;
    if (link->state == S7_LINK_ENDING && link->reset)
        return S7_WANT_RST;
    unsigned want = s7_outbox_used(&link->outbox) > 0 ? S7_WANT_WRITE : 0;
    if (link->state == S7_LINK_ENDING)
        return want | S7_WANT_FIN;
    return takes_input(link) ? want | S7_WANT_READ : want;
}

static s7_time link_deadline(const void *self)
{
    const struct s7_link *link = self;
    bool half_open =
        link->state == S7_LINK_ISO || link->state == S7_LINK_SETUP || link->state == S7_LINK_SILENT;
    return half_open ? link->half_open_until : link->alarm;
}

static void link_tick(void *self, s7_time now)
{
    struct s7_link *link = self;
    if (now < link_deadline(link))
        return;
    if (link->state != S7_LINK_OPEN) {
        s7_link_finish(link, S7_ERR_ISO_ABANDONED, false, now);
        return;
    }
    link->alarm = S7_TIME_NEVER;
    link->server->config.ops->due(link->server->config.user, link, now);
}

static void link_closed(void *self, const struct s7_fault *fault, s7_time now)
{
    struct s7_link *link = self;
    struct s7_server *server = link->server;
    if (link->state != S7_LINK_ENDING) {
        s7_link_finish(link, S7_OK, false, now);
        link->fault = *fault;
    }
    s7_link_event(link, S7_EVENT_DISCONNECTED, &link->fault, now);
    if (link->admitted && server->config.ops->disconnected)
        server->config.ops->disconnected(server->config.user, link, &link->fault, now);
    s7_server_release(server, link);
}

static const struct s7_session_ops link_ops = {.input = link_input,
                                               .output = link_output,
                                               .output_done = link_output_done,
                                               .want = link_want,
                                               .deadline = link_deadline,
                                               .tick = link_tick,
                                               .closed = link_closed};

void s7_link_init(struct s7_link *link, struct s7_server *server, const struct s7_peer *peer, s7_time now)
{
    *link = (struct s7_link){.session = {.ops = &link_ops, .self = link},
                             .server = server,
                             .state = S7_LINK_ISO,
                             .number = (uint32_t)server->counters.accepted,
                             .peer = *peer,
                             .half_open_until = s7_time_after(now, server->config.half_open),
                             .alarm = S7_TIME_NEVER};
}

/* ---- sending ------------------------------------------------------------------------------------------------- */

void s7_link_send(struct s7_link *link, uint8_t *packet, size_t pdu_size, s7_time now)
{
    if (pdu_size + S7_COTP_DT_SIZE > link->iso.tpdu_limit) {
        s7_link_finish(link, S7_ERR_LOCAL_LIMIT, false, now);
        s7_session_wake(&link->session);
        return;
    }
    link->server->counters.octets_out += pdu_size;
    s7_link_observe(link, S7_DIRECTION_OUT, packet + S7_ISO_HEADROOM, pdu_size, now);
    s7_outbox_commit(&link->outbox, s7_iso_pack(packet, pdu_size, link->iso.tpdu_limit));
}

/* One of the two. */
struct push {
    const struct s7_userdata *userdata;
    struct s7_octets parameter;
};

static int push_into(struct s7_link *link, const struct push *push, s7_time now)
{
    size_t framed = link->server->framed_size;
    /* Answers keep their room: pushes only use what is left beyond one answer for each possible request. */
    if (s7_outbox_room(&link->outbox) < (size_t)(link->server->config.amq + 1) * framed)
        return S7_ERR_LOCAL_LIMIT;
    uint8_t *packet = s7_outbox_reserve(&link->outbox, framed);
    uint8_t *pdu = packet + S7_ISO_HEADROOM;
    struct s7_header header = {.rosctr = S7_ROSCTR_USERDATA, .reference = MODE_PUSH_REFERENCE};
    struct s7_writer body = s7_writer_over(pdu + S7_HEADER_SIZE_MIN, link->pdu_length - S7_HEADER_SIZE_MIN);
    size_t parameter_size = push->parameter.size;
    if (push->userdata)
        s7_userdata_encode(&body, push->userdata, &parameter_size);
    else
        s7_writer_octets(&body, push->parameter.at, push->parameter.size);
    if (body.bad)
        return S7_ERR_LOCAL_ARGUMENT;
    header.parameter_size = (uint16_t)parameter_size;
    header.data_size = (uint16_t)(s7_writer_size(&body) - parameter_size);
    struct s7_writer front = s7_writer_over(pdu, S7_HEADER_SIZE_MIN);
    s7_header_encode(&front, &header);
    s7_link_send(link, packet, S7_HEADER_SIZE_MIN + s7_writer_size(&body), now);
    return S7_OK;
}

static int push_or_drop(struct s7_link *link, const struct push *push, s7_time now)
{
    int error = link->state == S7_LINK_OPEN ? push_into(link, push, now) : S7_ERR_LOCAL_LIMIT;
    if (error == S7_ERR_LOCAL_LIMIT) {
        link->server->counters.pushes_dropped++;
        s7_link_event(link, S7_EVENT_PUSH_DROPPED, NULL, now);
    }
    if (error != S7_OK)
        return error;
    link->server->counters.pushes++;
    s7_session_wake(&link->session);
    return S7_OK;
}

int s7_link_push(struct s7_link *link, const struct s7_userdata *push, s7_time now)
{
    return push_or_drop(link, &(struct push){.userdata = push}, now);
}

int s7_link_push_parameter(struct s7_link *link, struct s7_octets parameter, s7_time now)
{
    return push_or_drop(link, &(struct push){.parameter = parameter}, now);
}

/* ---- asking -------------------------------------------------------------------------------------------------- */

const struct s7_peer *s7_link_peer(const struct s7_link *link)
{
    return &link->peer;
}

uint32_t s7_link_number(const struct s7_link *link)
{
    return link->number;
}

void s7_link_set_refusal(struct s7_link *link, int error)
{
    link->fault.error = error;
}

void *s7_link_user(const struct s7_link *link)
{
    return link->user;
}

void s7_link_set_user(struct s7_link *link, void *user)
{
    link->user = user;
}

uint16_t s7_link_pdu_length(const struct s7_link *link)
{
    return link->pdu_length;
}

size_t s7_link_tpdu_size(const struct s7_link *link)
{
    return link->iso.tpdu_limit;
}

void s7_link_alarm(struct s7_link *link, s7_time at)
{
    if (link->state == S7_LINK_OPEN && link->server->config.ops->due)
        link->alarm = at;
}

struct s7_session *s7_link_session(struct s7_link *link)
{
    return &link->session;
}
