/* SPDX-License-Identifier: MIT
 *
 * Each wrapped session goes through its output packet by packet.  `clear` octets of what the inside offers are decided
 * and pass as they are; the packet behind them is looked at when it comes to the front, and may be impaired.
 */
#include "engine/impair.h"

#include "base/slab.h"
#include "engine/iso.h"
#include "wire/message.h"

enum { FUNCTION_SETUP = 0xF0, USERDATA_KIND_AT = 5, PACKET_UNKNOWN = 0 };

/* No version of ISO transport, and no other protocol's greeting. */
static const uint8_t garbage[S7_IMPAIR_GARBAGE_SIZE] = {
    0xFC, 0xA7, 0x5B, 0xE2, 0x91, 0xCC, 0xFE, 0x47, 0xB8, 0xD3, 0x8A, 0xF6, 0x9D, 0x62, 0xEB, 0x85,
    0xA1, 0xFA, 0x4E, 0x97, 0xD8, 0xBF, 0xC5, 0x73, 0xEE, 0x8C, 0x59, 0xB1, 0xF3, 0xA4, 0xDA, 0x96};

struct wrap {
    struct s7_session session;   /* first: the slab's free list never touches what follows it in use */
    struct s7_session_host host; /* towards the inside */
    struct s7_session *inside;
    struct s7_impair *impair;
    struct s7_peer peer;
    struct s7_impairment now; /* of the packet at the front */
    size_t packet_size;       /* of that packet; 0: none is impaired */
    size_t sent;              /* of what is sent in its place */
    size_t clear;             /* octets at the front that pass as they are */
    s7_time due;              /* next octet, or the whole packet; S7_TIME_NEVER: nothing is held */
    bool unlooked;            /* the inside woke us: its output has to be looked at */
    s7_time last;             /* when the transport last called */
};

struct s7_impair {
    struct s7_acceptor acceptor; /* first: the acceptor is the wrapper */
    struct s7_acceptor *inside;
    struct s7_impair_config config;
    struct s7_slab wraps;
};

/* ---- what is asked about ----------------------------------------------------------------------------------- */

static bool is_setup(uint8_t rosctr, struct s7_octets parameter)
{
    return (rosctr == S7_ROSCTR_JOB || rosctr == S7_ROSCTR_ACK_DATA) && parameter.size > 0 &&
           parameter.at[0] == FUNCTION_SETUP;
}

static bool is_push(uint8_t rosctr, struct s7_octets parameter)
{
    return rosctr == S7_ROSCTR_USERDATA && parameter.size > USERDATA_KIND_AT &&
           parameter.at[USERDATA_KIND_AT] >> 4 == S7_USERDATA_PUSH;
}

static bool is_asked_about(const uint8_t *packet, size_t size)
{
    struct s7_cotp tpdu;
    struct s7_header header;
    if (s7_cotp_decode(packet + S7_TPKT_SIZE, size - S7_TPKT_SIZE, &tpdu) != S7_OK || tpdu.type != S7_COTP_DT)
        return false;
    struct s7_reader reader = s7_reader_over(tpdu.as.data.user_data.at, tpdu.as.data.user_data.size);
    if (s7_header_decode(&reader, &header) != S7_OK)
        return false;
    struct s7_octets parameter = s7_reader_octets(&reader, header.parameter_size);
    return !is_setup(header.rosctr, parameter) && !is_push(header.rosctr, parameter);
}

/* Size of the packet that octets begin with; PACKET_UNKNOWN: it is not there as a whole, or is none. */
static size_t packet_at(const uint8_t *octets, size_t size)
{
    size_t packet_size = PACKET_UNKNOWN;
    if (size < S7_TPKT_SIZE || s7_tpkt_decode(octets, &packet_size) != S7_OK || packet_size > size)
        return PACKET_UNKNOWN;
    return packet_size;
}

/* ---- looking ----------------------------------------------------------------------------------------------- */

static void begin(struct wrap *wrap, struct s7_impairment impairment, size_t packet_size, s7_time now)
{
    wrap->now = impairment;
    wrap->packet_size = packet_size;
    wrap->sent = 0;
    wrap->due = S7_TIME_NEVER;
    if (impairment.kind == S7_IMPAIR_DELAY)
        wrap->due = s7_time_after(now, impairment.time);
}

/* Decides about packets until one is impaired; what is none passes as it is. */
static void look(struct wrap *wrap, s7_time now)
{
    const uint8_t *octets = NULL;
    size_t size = wrap->inside->ops->output(wrap->inside->self, &octets);
    wrap->unlooked = false;
    while (!wrap->packet_size && wrap->clear < size) {
        size_t packet_size = packet_at(octets + wrap->clear, size - wrap->clear);
        struct s7_impairment impairment = {.kind = S7_IMPAIR_NOTHING};
        if (packet_size != PACKET_UNKNOWN && is_asked_about(octets + wrap->clear, packet_size))
            impairment = wrap->impair->config.choose(wrap->impair->config.user, &wrap->peer);
        if (impairment.kind != S7_IMPAIR_NOTHING)
            begin(wrap, impairment, packet_size, now);
        else
            wrap->clear = packet_size != PACKET_UNKNOWN ? wrap->clear + packet_size : size;
    }
}

/* What is in front of the packet is sent before the stream ends because of it: S7_WANT_FIN, _RST or 0. */
static unsigned ending(const struct wrap *wrap)
{
    if (!wrap->packet_size || wrap->clear)
        return 0;
    if (wrap->now.kind == S7_IMPAIR_RESET)
        return S7_WANT_RST;
    return wrap->now.kind == S7_IMPAIR_DROP ? S7_WANT_FIN : 0;
}

/* Octets that are sent in place of the packet at the front. */
static size_t instead(const struct wrap *wrap)
{
    size_t size = wrap->packet_size;
    if (wrap->now.kind == S7_IMPAIR_GARBAGE && size > sizeof garbage)
        size = sizeof garbage;
    if (wrap->now.kind == S7_IMPAIR_TRUNCATE && size > wrap->now.size)
        size = wrap->now.size;
    return size;
}

/* The packet at the front is over: the inside takes it for sent. */
static void finish(struct wrap *wrap, s7_time now)
{
    const uint8_t *octets;
    size_t packet_size = wrap->packet_size;
    wrap->packet_size = 0;
    wrap->due = S7_TIME_NEVER;
    wrap->inside->ops->output(wrap->inside->self, &octets);
    wrap->inside->ops->output_done(wrap->inside->self, packet_size, now);
    look(wrap, now);
}

/* A packet of which nothing is sent is over as soon as it is at the front. */
static void settle(struct wrap *wrap, s7_time now)
{
    while (!wrap->clear && wrap->packet_size && instead(wrap) == 0)
        finish(wrap, now);
}

static void look_again(struct wrap *wrap, s7_time now)
{
    wrap->last = now;
    if (ending(wrap))
        return;
    look(wrap, now);
    settle(wrap, now);
}

static bool holds(const struct wrap *wrap)
{
    return !wrap->clear && wrap->packet_size && wrap->due != S7_TIME_NEVER;
}

/* ---- the session's operations ------------------------------------------------------------------------------ */

static size_t wrap_input(void *self, const uint8_t *bytes, size_t size, s7_time now)
{
    struct wrap *wrap = self;
    if (ending(wrap))
        return size;
    size_t taken = wrap->inside->ops->input(wrap->inside->self, bytes, size, now);
    look_again(wrap, now);
    return taken;
}

static size_t impaired_output(const struct wrap *wrap, const uint8_t *octets, const uint8_t **ret_bytes)
{
    if (holds(wrap))
        return 0;
    *ret_bytes = (wrap->now.kind == S7_IMPAIR_GARBAGE ? garbage : octets) + wrap->sent;
    return wrap->now.kind == S7_IMPAIR_TRICKLE ? 1 : instead(wrap) - wrap->sent;
}

static size_t wrap_output(void *self, const uint8_t **ret_bytes)
{
    struct wrap *wrap = self;
    const uint8_t *octets = NULL;
    if (ending(wrap) || wrap->unlooked)
        return 0;
    size_t size = wrap->inside->ops->output(wrap->inside->self, &octets);
    if (!wrap->clear && wrap->packet_size)
        return impaired_output(wrap, octets, ret_bytes);
    *ret_bytes = octets;
    return wrap->clear < size ? wrap->clear : size;
}

static void impaired_done(struct wrap *wrap, size_t size, s7_time now)
{
    wrap->sent += size;
    if (wrap->sent == instead(wrap))
        finish(wrap, now);
    else if (wrap->now.kind == S7_IMPAIR_TRICKLE)
        wrap->due = s7_time_after(now, wrap->now.time);
}

static void wrap_output_done(void *self, size_t size, s7_time now)
{
    struct wrap *wrap = self;
    if (!wrap->clear && wrap->packet_size) {
        impaired_done(wrap, size, now);
    } else {
        wrap->clear -= size;
        wrap->inside->ops->output_done(wrap->inside->self, size, now);
    }
    look_again(wrap, now);
}

static unsigned wrap_want(const void *self)
{
    const struct wrap *wrap = self;
    if (ending(wrap))
        return ending(wrap);
    unsigned want = wrap->inside->ops->want(wrap->inside->self);
    bool waits = wrap->unlooked || holds(wrap);
    return waits ? want & ~(unsigned)(S7_WANT_WRITE | S7_WANT_FIN) : want;
}

static s7_time wrap_deadline(const void *self)
{
    const struct wrap *wrap = self;
    if (ending(wrap))
        return S7_TIME_NEVER;
    if (wrap->unlooked)
        return wrap->last; /* at once: to look, the time has to be known */
    s7_time inside = wrap->inside->ops->deadline(wrap->inside->self);
    return holds(wrap) ? s7_time_earlier(inside, wrap->due) : inside;
}

static void wrap_tick(void *self, s7_time now)
{
    struct wrap *wrap = self;
    if (ending(wrap))
        return;
    if (wrap->due <= now)
        wrap->due = S7_TIME_NEVER;
    wrap->inside->ops->tick(wrap->inside->self, now);
    look_again(wrap, now);
}

static void wrap_closed(void *self, const struct s7_fault *fault, s7_time now)
{
    struct wrap *wrap = self;
    struct s7_session *inside = wrap->inside;
    inside->host = NULL;
    s7_slab_give(&wrap->impair->wraps, wrap);
    inside->ops->closed(inside->self, fault, now);
}

static const struct s7_session_ops wrap_ops = {.input = wrap_input,
                                               .output = wrap_output,
                                               .output_done = wrap_output_done,
                                               .want = wrap_want,
                                               .deadline = wrap_deadline,
                                               .tick = wrap_tick,
                                               .closed = wrap_closed};

/* From within an operation of the inside, or of another session: only noted. */
static void wrap_wake(struct s7_session_host *host, struct s7_session *session)
{
    (void)session;
    struct wrap *wrap = (struct wrap *)(void *)((char *)host - offsetof(struct wrap, host));
    wrap->unlooked = true;
    s7_session_wake(&wrap->session);
}

/* ---- making ------------------------------------------------------------------------------------------------ */

static size_t head_size(void)
{
    size_t align = _Alignof(max_align_t);
    return (sizeof(struct s7_impair) + align - 1) / align * align;
}

size_t s7_impair_size(const struct s7_impair_config *config)
{
    size_t wraps = s7_slab_size(sizeof(struct wrap), config->session_count);
    bool fits = config->session_count && config->choose && wraps && wraps <= SIZE_MAX - head_size();
    return fits ? head_size() + wraps : 0;
}

struct s7_session *s7_impair_session(struct s7_impair *impair, struct s7_session *inside,
                                     const struct s7_peer *peer)
{
    struct wrap *wrap = s7_slab_take(&impair->wraps);
    if (!wrap)
        return NULL;
    *wrap = (struct wrap){.session = {.ops = &wrap_ops, .self = wrap},
                          .host = {wrap_wake},
                          .inside = inside,
                          .impair = impair,
                          .peer = *peer,
                          .due = S7_TIME_NEVER};
    inside->host = &wrap->host;
    return &wrap->session;
}

static enum s7_accept impair_accept(struct s7_acceptor *acceptor, const struct s7_peer *peer, s7_time now,
                                    struct s7_session **ret_session)
{
    struct s7_impair *impair = (struct s7_impair *)(void *)acceptor;
    struct s7_session *inside;
    if (impair->wraps.used == impair->wraps.block_count)
        return S7_ACCEPT_CLOSE;
    enum s7_accept verdict = impair->inside->accept(impair->inside, peer, now, &inside);
    if (verdict == S7_ACCEPT_TAKE)
        *ret_session = s7_impair_session(impair, inside, peer);
    return verdict;
}

struct s7_acceptor *s7_impair_acceptor(struct s7_impair *impair, struct s7_acceptor *inside)
{
    impair->inside = inside;
    return &impair->acceptor;
}

int s7_impair_init(void *memory, size_t size, const struct s7_impair_config *config,
                   struct s7_impair **ret_impair)
{
    size_t needed = s7_impair_size(config);
    if (!memory || !needed || size < needed)
        return S7_ERR_LOCAL_ARGUMENT;
    struct s7_impair *impair = memory;
    *impair = (struct s7_impair){.acceptor = {impair_accept}, .config = *config};
    s7_slab_init(&impair->wraps, (uint8_t *)memory + head_size(), sizeof(struct wrap), config->session_count);
    *ret_impair = impair;
    return S7_OK;
}
