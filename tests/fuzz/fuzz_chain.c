/* SPDX-License-Identifier: MIT
 *
 * Partners of a server that answers in fragments: they ask, go on, get it wrong, leave, and send octets as they are.
 * Whatever they do, each fragment is the next piece of its link's list, and no chain or handle is lost.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/server_internal.h"
#include "must.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LINKS = 4, LIST = 2048, FRAME = 7, FRAGMENT = 240 - 26, CHAINS = 2 };

static const uint8_t OPENING[] = {
    0x03, 0x00, 0x00, 0x16, 0x11, 0xe0, 0x00, 0x00, 0x00, 0x01, 0x00, 0xc1, 0x02,
    0x01, 0x00, 0xc2, 0x02, 0x03, 0x01, 0xc0, 0x01, 0x0a, /* CR */
    0x03, 0x00, 0x00, 0x19, 0x02, 0xf0, 0x80, 0x32, 0x01, 0x00, 0x00, 0xff, 0xff,
    0x00, 0x08, 0x00, 0x00, 0xf0, 0x00, 0x00, 0x03, 0x00, 0x03, 0x00, 0xf0 /* setup */
};

struct partner {
    struct s7_session *session;
    bool wild;                   /* has sent octets as they are: what it asked for is not known */
    uint8_t sequence, reference; /* of its chain; there are fewer steps than references */
    size_t got;                  /* octets of the list; 0: no chain is open */
};

struct desk {
    struct s7_server *server;
    struct partner partners[LINKS];
    uint8_t list[LIST];
    struct s7_request *kept;
    s7_time now;
};

static enum s7_admit connect_link(void *user, struct s7_link *link, const struct s7_cotp_connect *cr,
                                  s7_time now, uint8_t *ret_reason)
{
    (void)user, (void)link, (void)cr, (void)now, (void)ret_reason;
    return S7_ADMIT_YES;
}

static void serve_list(struct desk *desk, struct s7_request *request, s7_time now)
{
    size_t size = request->data.size >= 8 ? s7_load_u16(request->data.at + 4) % (LIST + 1) : 0;
    s7_request_reply_chain(request, desk->list, size, now);
}

static void take_request(void *user, struct s7_request *request, s7_time now)
{
    struct desk *desk = user;
    struct s7_setup setup;
    if (request->service == S7_SERVICE_SETUP && s7_setup_decode(request->parameter, &setup) == S7_OK)
        s7_request_grant(request, &setup, now);
    else if (request->header.rosctr != S7_ROSCTR_USERDATA)
        return;
    else if (request->data.size >= 8 && request->data.at[7] == 0xEE && !desk->kept)
        desk->kept = s7_request_keep(request);
    else
        serve_list(desk, request, now);
}

static void feed(struct desk *desk, struct partner *partner, const uint8_t *octets, size_t size)
{
    uint8_t *exact = malloc(size ? size : 1);
    must(exact);
    memcpy(exact, octets, size);
    must(partner->session->ops->input(partner->session->self, exact, size, desk->now) <= size);
    free(exact);
}

/* A fragment must be what the link's list goes on with. */
static void check_fragment(const struct desk *desk, struct partner *partner, const uint8_t *pdu)
{
    bool first = partner->got == 0 || pdu[18] != partner->reference;
    size_t size = s7_load_u16(pdu + 24), from = first ? 0 : partner->got;
    if (partner->wild)
        return;
    must(from + size <= LIST && memcmp(pdu + 26, desk->list + from, size) == 0);
    must(!pdu[19] || size == FRAGMENT);
    partner->sequence = pdu[17];
    partner->reference = pdu[18];
    partner->got = pdu[19] ? from + size : 0;
}

static void listen_to(struct desk *desk, struct partner *partner)
{
    const uint8_t *octets = NULL;
    size_t size = partner->session->ops->output(partner->session->self, &octets);
    for (size_t at = 0; at + FRAME + 26 <= size; at += s7_load_u16(octets + at + 2)) {
        const uint8_t *pdu = octets + at + FRAME;
        if (octets[at + 5] == 0xF0 && pdu[1] == S7_ROSCTR_USERDATA && pdu[18] != 0 &&
            s7_load_u16(pdu + 20) == 0)
            check_fragment(desk, partner, pdu);
    }
    partner->session->ops->output_done(partner->session->self, size, desk->now);
}

static void leave(struct desk *desk, struct partner *partner)
{
    static const struct s7_fault end = {0};
    partner->session->ops->closed(partner->session->self, &end, desk->now);
    *partner = (struct partner){0};
}

static void come(struct desk *desk, struct partner *partner)
{
    const struct s7_peer peer = {.address = "fuzz"};
    struct s7_acceptor *acceptor = s7_server_acceptor(desk->server);
    must(acceptor->accept(acceptor, &peer, desk->now, &partner->session) == S7_ACCEPT_TAKE);
    feed(desk, partner, OPENING, sizeof OPENING);
    listen_to(desk, partner);
}

static void ask(struct desk *desk, struct partner *partner, const uint8_t how[4])
{
    const uint8_t request[] = {0x03, 0x00, 0x00, 0x21, 0x02, 0xf0, 0x80, 0x32,   0x07,   0x00,   0x00,
                               0x00, 0x01, 0x00, 0x08, 0x00, 0x08, 0x00, 0x01,   0x12,   0x04,   0x11,
                               0x44, 0x01, 0x00, 0xff, 0x09, 0x00, 0x04, how[0], how[1], how[2], how[3]};
    feed(desk, partner, request, sizeof request);
}

static void go_on(struct desk *desk, struct partner *partner, const uint8_t how[4])
{
    const uint8_t request[] = {0x03,
                               0x00,
                               0x00,
                               0x21,
                               0x02,
                               0xf0,
                               0x80,
                               0x32,
                               0x07,
                               0x00,
                               0x00,
                               0x00,
                               0x02,
                               0x00,
                               0x0c,
                               0x00,
                               0x04,
                               0x00,
                               0x01,
                               0x12,
                               0x08,
                               how[0] & 1 ? 0x11 : 0x12,
                               how[0] & 2 ? 0x43 : 0x44,
                               how[0] & 4 ? 0x02 : 0x01,
                               (uint8_t)(how[0] & 8 ? how[1] : partner->sequence),
                               0x00,
                               0x00,
                               0x00,
                               0x00,
                               0x0a,
                               0x00,
                               0x00,
                               0x00};
    feed(desk, partner, request, sizeof request);
}

static void serve_kept(struct desk *desk)
{
    struct s7_request *request = desk->kept;
    desk->kept = NULL;
    if (request)
        serve_list(desk, request, desk->now);
}

/* One step: which partner and what, four octets of how, octets as they are. */
static size_t step(struct desk *desk, const uint8_t *data, size_t size)
{
    struct partner *partner = &desk->partners[data[0] % LINKS];
    size_t count = 0;
    if (!partner->session)
        come(desk, partner);
    switch (data[0] / LINKS % 8) {
    case 0:
    case 1:
        ask(desk, partner, data + 1);
        break;
    case 2:
    case 3:
    case 4:
        go_on(desk, partner, data + 1);
        break;
    case 5:
        count = data[1] < size - 5 ? data[1] : size - 5;
        partner->wild = true;
        feed(desk, partner, data + 5, count);
        break;
    case 6:
        leave(desk, partner);
        break;
    default:
        desk->now += data[1] * S7_SECOND / 8;
        serve_kept(desk);
        break;
    }
    for (size_t i = 0; i < LINKS; i++)
        if (desk->partners[i].session)
            listen_to(desk, &desk->partners[i]);
    return 5 + count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct s7_server_ops ops = {.connect = connect_link, .request = take_request};
    static struct desk desk;
    struct s7_server_config config;
    desk = (struct desk){.now = S7_SECOND};
    for (size_t i = 0; i < LIST; i++)
        desk.list[i] = (uint8_t)(i * 31 + i / 256);
    s7_server_config_default(&config);
    config.link_count = LINKS;
    config.pdu_length = 240;
    config.chain_count = CHAINS;
    config.chain_size = 1000;
    config.kept_count = 1;
    config.over_amq_error = size && data[0] & 0x80 ? 0x8302 : 0;
    config.sequence_style = size && data[0] & 0x40 ? S7_SEQUENCE_COUNTER : S7_SEQUENCE_LOWEST;
    config.ops = &ops;
    config.user = &desk;
    must(s7_server_new(&config, &desk.server) == S7_OK);
    for (size_t at = 0; at + 5 <= size;)
        at += step(&desk, data + at, size - at);
    for (size_t i = 0; i < LINKS; i++)
        if (desk.partners[i].session)
            leave(&desk, &desk.partners[i]);
    if (desk.kept)
        s7_request_drop(desk.kept, desk.now);
    must(desk.server->chains.used == 0 && desk.server->kept.used == 0 && desk.server->links.used == 0);
    must(s7_server_sequence(desk.server) == 1 || config.sequence_style == S7_SEQUENCE_COUNTER);
    s7_server_free(desk.server);
    return 0;
}
