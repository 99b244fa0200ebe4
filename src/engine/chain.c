/* SPDX-License-Identifier: MIT
 *
 * Answers in fragments: the first one is sent with the answer, the rest waits in a chain until it is asked for.
 */
#include <assert.h>

#include "engine/server_internal.h"

enum { FRAGMENT_OVERHEAD = 26 /* header 10, parameter 12, data head 4 */ };

static uint8_t *rest_of(struct s7_chain *chain)
{
    return (uint8_t *)(chain + 1);
}

/* ---- chains ---------------------------------------------------------------------------------------------- */

static void release(struct s7_server *server, struct s7_chain *chain)
{
    if (server->config.sequence_style == S7_SEQUENCE_LOWEST)
        s7_server_handle_give(server, chain->sequence);
    chain->link->chain = NULL;
    chain->link = NULL;
    s7_slab_give(&server->chains, chain);
}

void s7_chain_give_up(struct s7_link *link)
{
    if (!link->chain)
        return;
    link->server->counters.chains_given_up++;
    release(link->server, link->chain);
}

/* None left: the one that was not asked for the longest, when that is long enough. */
static struct s7_chain *idlest(struct s7_server *server, s7_time now)
{
    struct s7_chain *found = NULL;
    for (size_t i = 0; i < server->config.chain_count; i++) {
        struct s7_chain *chain = s7_slab_at(&server->chains, i);
        if (chain->link && now - chain->asked_at >= server->config.chain_idle &&
            (!found || chain->asked_at < found->asked_at))
            found = chain;
    }
    return found;
}

static uint8_t next_reference(struct s7_server *server)
{
    if (++server->chain_reference == 0)
        server->chain_reference = 1;
    return server->chain_reference;
}

static uint8_t sequence_of_chain(struct s7_server *server)
{
    return server->config.sequence_style == S7_SEQUENCE_LOWEST ? s7_server_handle_take(server)
                                                               : s7_server_sequence(server);
}

static struct s7_chain *take(struct s7_server *server, s7_time now)
{
    struct s7_chain *chain = s7_slab_take(&server->chains);
    struct s7_chain *idle = chain ? NULL : idlest(server, now);
    if (idle) {
        s7_chain_give_up(idle->link);
        chain = s7_slab_take(&server->chains);
    }
    if (!chain)
        return NULL;
    chain->sequence = sequence_of_chain(server);
    if (chain->sequence)
        return chain;
    s7_slab_give(&server->chains, chain);
    return NULL;
}

/* ---- the first fragment ---------------------------------------------------------------------------------- */

static void begin(struct s7_request *request, struct s7_chain *chain, const uint8_t *payload, size_t size,
                  size_t room, s7_time now)
{
    struct s7_link *link = request->link;
    *chain = (struct s7_chain){.size = size - room,
                               .link = link,
                               .group = request->parameter.at[5] & 0x0F,
                               .subfunction = request->parameter.at[6],
                               .sequence = chain->sequence,
                               .reference = next_reference(link->server),
                               .asked_at = now};
    memcpy(rest_of(chain), payload + room, size - room);
    link->chain = chain;
    link->server->counters.chains++;
    const struct s7_userdata_answer first = {
        .sequence = chain->sequence, .chain = chain->reference, .more = true, .payload = payload, .size = room};
    s7_request_send_userdata(request, &first, now);
}

void s7_request_reply_chain(struct s7_request *request, const void *payload, size_t size, s7_time now)
{
    struct s7_server *server = request->server;
    struct s7_link *link = request->link;
    assert(request->header.rosctr == S7_ROSCTR_USERDATA);
    if (!link || link->state == S7_LINK_ENDING) {
        s7_request_drop(request, now);
        return;
    }
    size_t room = s7_request_answer_limit(request) - FRAGMENT_OVERHEAD;
    if (size <= room) {
        s7_request_reply_userdata(request, s7_server_sequence(server), payload, size, now);
        return;
    }
    s7_chain_give_up(link);
    struct s7_chain *chain = size - room <= server->config.chain_size ? take(server, now) : NULL;
    if (chain) {
        begin(request, chain, payload, size, room, now);
        return;
    }
    server->counters.chains_refused++;
    s7_request_refuse(request, server->config.chain_full_error, now);
}

/* ---- the others ------------------------------------------------------------------------------------------ */

static void send_next(struct s7_request *request, struct s7_chain *chain, s7_time now)
{
    struct s7_server *server = request->server;
    size_t room = s7_request_answer_limit(request) - FRAGMENT_OVERHEAD;
    size_t left = chain->size - chain->sent;
    struct s7_userdata_answer next = {.sequence = chain->sequence,
                                      .chain = chain->reference,
                                      .more = left > room,
                                      .payload = rest_of(chain) + chain->sent,
                                      .size = left > room ? room : left};
    chain->sent += next.size;
    chain->asked_at = now;
    s7_request_send_userdata(request, &next, now);
    if (!next.more && chain->link)
        release(server, chain);
}

/* A request of a service may look like the next one of its chain only when it names a sequence and asks nothing. */
static bool is_continuation(const struct s7_userdata *asked)
{
    return asked->long_form && asked->type == S7_USERDATA_REQUEST && asked->sequence != 0 &&
           asked->payload.size == 0;
}

static bool belongs_to(const struct s7_userdata *asked, const struct s7_chain *chain)
{
    return chain && chain->group == asked->group && chain->subfunction == asked->subfunction &&
           chain->sequence == asked->sequence;
}

/* Asked again, the service has nothing to add to its last answer. */
static void begin_anew(struct s7_link *link, const struct s7_userdata *asked)
{
    if (link->chain && link->chain->group == asked->group && link->chain->subfunction == asked->subfunction)
        s7_chain_give_up(link);
}

bool s7_chain_continue(struct s7_request *request, s7_time now)
{
    struct s7_userdata asked;
    struct s7_link *link = request->link;
    if (request->header.rosctr != S7_ROSCTR_USERDATA ||
        s7_userdata_decode(request->parameter, request->data, &asked) != S7_OK)
        return false;
    if (!is_continuation(&asked)) {
        begin_anew(link, &asked);
        return false;
    }
    if (belongs_to(&asked, link->chain)) {
        send_next(request, link->chain, now);
        return true;
    }
    if (asked.method != S7_USERDATA_METHOD_RESPONSE)
        return false;
    link->server->counters.chains_lost++;
    s7_request_refuse(request, link->server->config.chain_lost_error, now);
    return true;
}
