/* SPDX-License-Identifier: MIT */
#include "engine/server.h"

#include <stdalign.h>
#include <stdlib.h>

#include "base/wipe.h"
#include "engine/server_internal.h"

enum {
    PDU_LENGTH_MIN = 64,
    PDU_LENGTH_MAX = (1 << S7_COTP_TPDU_CODE_MAX) - S7_COTP_DT_SIZE,
    AMQ_MAX = 64,
    LINKS_MAX = 65535,
    CHAINS_MAX = 200, /* each holds one of 255 handles */
    CHAIN_SIZE_MAX = 65535,
    /* A CC or DR with all of its parameters. */
    CONNECT_PACKET_MAX = 260
};

/* The parts of one server in one block of memory. */
struct layout {
    size_t links, kept, chains; /* offsets */
    size_t packet_size, framed_size, outbox_size, link_size, kept_size, chain_size;
    size_t total;
};

void s7_server_config_default(struct s7_server_config *config)
{
    *config = (struct s7_server_config){.link_count = 32,
                                        .pdu_length = 960,
                                        .amq = 8,
                                        .kept_count = 64,
                                        .push_count = 2,
                                        .tpdu_code = 0x0A,
                                        .cc_order = S7_COTP_ORDER_C0_C1_C2,
                                        .tpdu_limits_pdu = true,
                                        .half_open = 3 * S7_SECOND,
                                        .chain_count = 8,
                                        .chain_size = 4096,
                                        .chain_idle = 10 * S7_SECOND,
                                        .chain_full_error = 0x8304,
                                        .chain_lost_error = 0xD405};
}

static bool chains_valid(const struct s7_server_config *config)
{
    return config->chain_count <= CHAINS_MAX && config->chain_size <= CHAIN_SIZE_MAX &&
           config->chain_idle >= 0 && config->chain_full_error && config->chain_lost_error &&
           config->sequence_style <= S7_SEQUENCE_COUNTER;
}

static bool config_valid(const struct s7_server_config *config)
{
    return config->link_count >= 1 && config->link_count <= LINKS_MAX && config->pdu_length >= PDU_LENGTH_MIN &&
           config->pdu_length <= PDU_LENGTH_MAX && config->amq >= 1 && config->amq <= AMQ_MAX &&
           config->kept_count <= LINKS_MAX && config->push_count <= AMQ_MAX &&
           config->tpdu_code >= S7_COTP_TPDU_CODE_MIN && config->tpdu_code <= S7_COTP_TPDU_CODE_MAX &&
           config->cc_order < S7_COTP_ORDER_COUNT && config->half_open > 0 && chains_valid(config) &&
           config->ops && config->ops->connect && config->ops->request;
}

static size_t aligned(size_t size)
{
    size_t align = alignof(max_align_t);
    return (size + align - 1) / align * align;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static struct layout layout_of(const struct s7_server_config *config)
{
    struct layout at = {0};
    size_t pdu = config->pdu_length;
    at.packet_size = S7_TPKT_SIZE + larger((size_t)1 << config->tpdu_code, pdu + S7_COTP_DT_SIZE);
    at.framed_size = S7_ISO_HEADROOM + pdu; /* a PDU that is sent fits into one TPDU: s7_link_send() */
    size_t answers = (size_t)config->amq + config->push_count + (config->over_amq_error ? 1 : 0);
    at.outbox_size = larger(answers * at.framed_size, CONNECT_PACKET_MAX);
    at.link_size =
        aligned(sizeof(struct s7_link)) + aligned(at.packet_size) + aligned(pdu) + aligned(at.outbox_size);
    at.kept_size = aligned(sizeof(struct s7_request)) + pdu;
    at.links = aligned(sizeof(struct s7_server));
    at.kept = at.links + s7_slab_size(at.link_size, config->link_count);
    at.chain_size = aligned(sizeof(struct s7_chain)) + config->chain_size;
    at.chains = at.kept + s7_slab_size(at.kept_size, config->kept_count);
    at.total = at.chains + s7_slab_size(at.chain_size, config->chain_count);
    return at;
}

size_t s7_server_size(const struct s7_server_config *config)
{
    return config_valid(config) ? layout_of(config).total : 0;
}

/* Each link's buffers lie behind it in its block and are laid out once. */
static void lay_out_link(struct s7_link *link, const struct s7_server *server)
{
    uint8_t *octets = (uint8_t *)link + aligned(sizeof *link);
    uint8_t *tsdu = octets + aligned(server->packet_size);
    uint8_t *outbox = tsdu + aligned(server->config.pdu_length);
    s7_iso_init(&link->iso, octets, server->packet_size, tsdu, server->config.pdu_length);
    s7_outbox_init(&link->outbox, outbox, server->outbox_size);
}

static void turn_away(struct s7_server *server, const struct s7_peer *peer, s7_time now)
{
    const struct s7_observer *observer = server->config.observer;
    const struct s7_conversation on = {.peer = peer->address, .port = peer->port};
    server->counters.full++;
    if (observer && observer->event)
        observer->event(observer->self, &on, S7_EVENT_TURNED_AWAY, NULL, now);
}

static enum s7_accept server_accept(struct s7_acceptor *acceptor, const struct s7_peer *peer, s7_time now,
                                    struct s7_session **ret_session)
{
    struct s7_server *server = (struct s7_server *)(void *)acceptor;
    if (server->closing)
        return S7_ACCEPT_CLOSE;
    struct s7_link *link = s7_slab_take(&server->links);
    if (!link) {
        turn_away(server, peer, now);
        return S7_ACCEPT_CLOSE;
    }
    server->counters.accepted++;
    if (++server->counters.links > server->counters.most_links)
        server->counters.most_links = server->counters.links;
    s7_link_init(link, server, peer, now);
    lay_out_link(link, server);
    s7_link_event(link, S7_EVENT_ACCEPTED, NULL, now);
    *ret_session = &link->session;
    return S7_ACCEPT_TAKE;
}

void s7_server_release(struct s7_server *server, struct s7_link *link)
{
    link->state = S7_LINK_FREE;
    s7_wipe_octets(link->iso.packet, link->iso.packet_capacity); /* a password may have come in part */
    s7_wipe_octets(link->iso.tsdu, link->iso.tsdu_capacity);
    server->counters.links--;
    s7_slab_give(&server->links, link);
}

struct s7_conversation s7_link_conversation(const struct s7_link *link)
{
    return (struct s7_conversation){.peer = link->peer.address,
                                    .port = link->peer.port,
                                    .number = link->number,
                                    .place = s7_slab_index(&link->server->links, link)};
}

void s7_link_event(const struct s7_link *link, enum s7_event event, const struct s7_fault *fault, s7_time now)
{
    const struct s7_observer *observer = link->server->config.observer;
    if (!observer || !observer->event)
        return;
    const struct s7_conversation on = s7_link_conversation(link);
    observer->event(observer->self, &on, event, fault, now);
}

void s7_link_event_connect(const struct s7_link *link, enum s7_event event, const struct s7_cotp_connect *cr,
                           const struct s7_fault *fault, s7_time now)
{
    const struct s7_observer *observer = link->server->config.observer;
    if (!observer || !observer->event)
        return;
    const struct s7_tsap calling = s7_cotp_tsap_of(cr, S7_COTP_CALLING_TSAP);
    const struct s7_tsap called = s7_cotp_tsap_of(cr, S7_COTP_CALLED_TSAP);
    struct s7_conversation on = s7_link_conversation(link);
    on.calling = (struct s7_octets){calling.octets, calling.size};
    on.called = (struct s7_octets){called.octets, called.size};
    observer->event(observer->self, &on, event, fault, now);
}

void s7_link_observe(const struct s7_link *link, enum s7_direction direction, const uint8_t *pdu, size_t size,
                     s7_time now)
{
    const struct s7_observer *observer = link->server->config.observer;
    if (!observer || !observer->pdu)
        return;
    const struct s7_conversation on = s7_link_conversation(link);
    s7_observe_pdu(observer, &on, direction, pdu, size, now);
}

int s7_server_init(void *memory, size_t size, const struct s7_server_config *config,
                   struct s7_server **ret_server)
{
    if (!config_valid(config) || size < layout_of(config).total)
        return S7_ERR_LOCAL_ARGUMENT;
    struct layout at = layout_of(config);
    uint8_t *octets = memory;
    struct s7_server *server = memory;
    *server = (struct s7_server){.acceptor = {.accept = server_accept},
                                 .config = *config,
                                 .packet_size = at.packet_size,
                                 .outbox_size = at.outbox_size,
                                 .framed_size = at.framed_size};
    s7_slab_init(&server->links, octets + at.links, at.link_size, config->link_count);
    s7_slab_init(&server->kept, octets + at.kept, at.kept_size, config->kept_count);
    s7_slab_init(&server->chains, octets + at.chains, at.chain_size, config->chain_count);
    for (size_t i = 0; i < config->link_count; i++)
        ((struct s7_link *)s7_slab_at(&server->links, i))->state = S7_LINK_FREE;
    for (size_t i = 0; i < config->chain_count; i++)
        ((struct s7_chain *)s7_slab_at(&server->chains, i))->link = NULL;
    server->handles[0] = 1; /* 0 is no handle */
    *ret_server = server;
    return S7_OK;
}

int s7_server_new(const struct s7_server_config *config, struct s7_server **ret_server)
{
    size_t size = s7_server_size(config);
    if (size == 0)
        return S7_ERR_LOCAL_ARGUMENT;
    void *memory = malloc(size);
    if (!memory)
        return S7_ERR_LOCAL_MEMORY;
    int error = s7_server_init(memory, size, config, ret_server);
    if (error != S7_OK)
        free(memory);
    return error;
}

void s7_server_free(struct s7_server *server)
{
    free(server);
}

struct s7_acceptor *s7_server_acceptor(struct s7_server *server)
{
    return &server->acceptor;
}

const struct s7_server_counters *s7_server_counters(const struct s7_server *server)
{
    return &server->counters;
}

void s7_server_close(struct s7_server *server, s7_time now)
{
    server->closing = true;
    for (size_t i = 0; i < server->config.link_count; i++) {
        struct s7_link *link = s7_slab_at(&server->links, i);
        if (link->state != S7_LINK_FREE)
            s7_link_end(link, false, now);
    }
}
