/* SPDX-License-Identifier: MIT
 *
 * Arbitrary octets from a client to a server that answers now, later or never.  The first octet says how far the
 * connection is when they begin and how the owner answers; the rest is cut as its own octets say.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/server.h"
#include "must.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const uint8_t OPENING[] = {
    0x03, 0x00, 0x00, 0x16, 0x11, 0xe0, 0x00, 0x00, 0x00, 0x01, 0x00, 0xc1, 0x02,
    0x01, 0x00, 0xc2, 0x02, 0x03, 0x01, 0xc0, 0x01, 0x0a, /* CR */
    0x03, 0x00, 0x00, 0x19, 0x02, 0xf0, 0x80, 0x32, 0x01, 0x00, 0x00, 0xff, 0xff,
    0x00, 0x08, 0x00, 0x00, 0xf0, 0x00, 0x00, 0x03, 0x00, 0x03, 0x00, 0xf0 /* setup */
};
enum { CR_SIZE = 22, KEPT = 16 };

struct owner {
    struct s7_request *kept[KEPT];
    size_t kept_count;
    unsigned how;
};

static enum s7_admit connect_link(void *user, struct s7_link *link, const struct s7_cotp_connect *cr,
                                  s7_time now, uint8_t *ret_reason)
{
    (void)user, (void)link, (void)cr, (void)now;
    *ret_reason = 1;
    return S7_ADMIT_YES;
}

static void answer(struct s7_request *request, s7_time now)
{
    struct s7_writer writer = s7_request_open(request);
    s7_writer_octets(&writer, request->parameter.at, request->parameter.size);
    s7_writer_octets(&writer, request->data.at, request->data.size);
    s7_request_reply(request, &writer, writer.bad ? 0 : request->parameter.size, 0, now);
}

static void take_request(void *user, struct s7_request *request, s7_time now)
{
    struct owner *owner = user;
    struct s7_setup setup;
    if (request->service == S7_SERVICE_SETUP && s7_setup_decode(request->parameter, &setup) == S7_OK) {
        s7_request_grant(request, &setup, now);
        return;
    }
    struct s7_request *kept = NULL;
    if (owner->how == 1 && owner->kept_count < KEPT)
        kept = s7_request_keep(request);
    if (kept)
        owner->kept[owner->kept_count++] = kept;
    else if (owner->how == 2)
        s7_request_refuse(request, 0x8104, now);
    else
        answer(request, now);
}

static const struct s7_server_ops owner_ops = {.connect = connect_link, .request = take_request};

static size_t feed(struct s7_session *session, const uint8_t *octets, size_t size, s7_time now)
{
    uint8_t *exact = malloc(size ? size : 1);
    must(exact);
    memcpy(exact, octets, size);
    size_t taken = session->ops->input(session->self, exact, size, now);
    must(taken <= size);
    free(exact);
    return taken;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct s7_fault end = {0};
    struct s7_peer peer = {.address = "fuzz"};
    struct s7_server_config config;
    struct s7_server *server = NULL;
    struct s7_session *session = NULL;
    struct owner owner = {0};
    s7_time now = S7_SECOND;
    if (size == 0)
        return 0;
    s7_server_config_default(&config);
    config.link_count = 1;
    config.amq = 4;
    config.ops = &owner_ops;
    config.user = &owner;
    owner.how = data[0] / 4 % 4;
    must(s7_server_new(&config, &server) == S7_OK);
    must(s7_server_acceptor(server)->accept(s7_server_acceptor(server), &peer, now, &session) ==
         S7_ACCEPT_TAKE);
    session->ops->tick(session->self, now);
    static const size_t starts[] = {0, CR_SIZE, sizeof OPENING, sizeof OPENING};
    feed(session, OPENING, starts[data[0] % 4], now);
    for (size_t at = 1; at < size;) {
        size_t piece = (size_t)data[at] + 1 < size - at ? (size_t)data[at] + 1 : size - at;
        size_t taken = feed(session, data + at, piece, now);
        at += taken;
        const uint8_t *octets = NULL;
        size_t out = session->ops->output(session->self, &octets);
        session->ops->output_done(session->self, out, now);
        if (taken == 0 && out == 0) { /* it waits for its kept requests */
            if (owner.kept_count == 0)
                break;
            answer(owner.kept[--owner.kept_count], now);
        }
    }
    session->ops->closed(session->self, &end, now);
    while (owner.kept_count > 0)
        answer(owner.kept[--owner.kept_count], now); /* void by now, must only be given back */
    must(s7_server_counters(server)->links == 0);
    s7_server_free(server);
    return 0;
}
