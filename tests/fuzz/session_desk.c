/* SPDX-License-Identifier: MIT */
#include "session_desk.h"

#include <stdlib.h>
#include <string.h>

#include "engine/server_internal.h"
#include "must.h"
#include "wire/message.h"

enum { FRAME = 7 /* TPKT and DT */ };

/* ---- the CPU ------------------------------------------------------------------------------------------------- */

static const struct s7_cpu_db dbs[] = {{.number = 1, .size = DB_SIZE},
                                       {.number = 2, .size = DB_SIZE, .write_protected = true},
                                       {.number = 3, .size = DB_SIZE, .optimized = true},
                                       {.number = GOOD_DB, .size = DB_SIZE}};

static void configure_limits(struct s7_cpu_config *config, unsigned how)
{
    config->resources_total = PARTNERS + 1;
    config->limits.half_open = 2;
    config->limits.kept = 3;
    config->limits.subscriptions = how & FEW ? 1 : PARTNERS;
    config->limits.chains = how & FEW ? 1 : PARTNERS + 1;
    config->limits.chain_size = 2048;
    config->limits.diagnostics = 20;
}

static void configure_access(struct s7_cpu_config *config, unsigned how)
{
    config->access_level = S7_CPU_LEVEL_READ;
    config->level_guards_clock = true;
    config->level_stops_put_get = false;
    config->has_password = !(how & LOCKED);
    memcpy(config->password, "toor    ", sizeof config->password);
}

static void configure_codes(struct s7_cpu_config *config, unsigned how)
{
    if (how & STRICT) {
        config->codes.over_amq = 0x8302;
        config->codes.second_setup = 0x8500;
        config->codes.subscribed = 0xD403;
    }
    if (how & SILENT)
        config->codes.function = config->codes.userdata = 0;
}

static struct s7_cpu *cpu_make(unsigned how, s7_time now)
{
    struct s7_cpu_config config;
    struct s7_cpu *cpu = NULL;
    s7_cpu_config_default(&config);
    config.dbs = dbs;
    config.db_count = sizeof dbs / sizeof dbs[0];
    config.input_size = config.output_size = config.memory_size = DB_SIZE;
    config.timer_count = config.counter_count = 8;
    config.pdu_length = how & SHORT ? 120 : 240;
    config.amq_calling = config.amq_called = 2;
    config.sequence_counts = how & COUNTS;
    configure_limits(&config, how);
    configure_access(&config, how);
    configure_codes(&config, how);
    must(s7_cpu_new(&config, &cpu) == S7_OK);
    const struct s7_cpu_fault delay = {.kind = S7_CPU_FAULT_DELAY, .time = S7_SECOND / 2, .partner = "fuzz"};
    if (how & DELAYED)
        must(s7_cpu_fault_set(cpu, "delay", &delay, now) == S7_OK);
    return cpu;
}

/* ---- partners -------------------------------------------------------------------------------------------------- */

static void note_pdu(struct desk *desk, struct partner *partner, const uint8_t *pdu, size_t size)
{
    static struct s7_message message;
    const struct s7_link *link = partner->session->self;
    must(s7_message_decode(pdu, size, &message) == S7_OK);
    must(size <= (link->pdu_length ? link->pdu_length : desk->cpu->config.pdu_length));
    desk->heard++;
    desk->heard_octets += size;
    bool in_fragments = pdu[1] == S7_ROSCTR_USERDATA && s7_load_u16(pdu + 6) == 12 && pdu[18] != 0;
    if (in_fragments) {
        partner->asked[0] = pdu[15] & 0x0F;
        partner->asked[1] = pdu[16];
        partner->sequence = pdu[17];
        desk->chains_ended += !pdu[19];
    }
    if (partner == &desk->good) {
        must(size <= sizeof desk->answer);
        memcpy(desk->answer, pdu, size);
        desk->answer_size = size;
    }
}

static void listen_to(struct desk *desk, struct partner *partner)
{
    const uint8_t *octets = NULL;
    size_t size = partner->session->ops->output(partner->session->self, &octets);
    for (size_t at = 0; at < size; at += s7_load_u16(octets + at + 2))
        if (octets[at + 5] == S7_COTP_DT)
            note_pdu(desk, partner, octets + at + FRAME, (size_t)s7_load_u16(octets + at + 2) - FRAME);
    partner->session->ops->output_done(partner->session->self, size, desk->now);
}

void desk_leave(struct desk *desk, struct partner *partner)
{
    if (!partner->session)
        return;
    listen_to(desk, partner);
    partner->session->ops->closed(partner->session->self, &(struct s7_fault){0}, desk->now);
    *partner = (struct partner){.script = partner->script};
    desk->left++;
}

void desk_come(struct desk *desk, struct partner *partner, const char *address)
{
    struct s7_peer peer = {.port = 1};
    struct s7_acceptor *acceptor = s7_cpu_acceptor(desk->cpu);
    memcpy(peer.address, address, strlen(address));
    must(acceptor->accept(acceptor, &peer, desk->now, &partner->session) == S7_ACCEPT_TAKE);
    partner->session->ops->tick(partner->session->self, desk->now);
    partner->next = 0;
}

/* In a block of its exact size, so that reading past its end is found. */
static size_t offer_pending(const struct desk *desk, struct partner *partner)
{
    size_t size = partner->pending_size;
    uint8_t *exact = malloc(size ? size : 1);
    must(exact);
    memcpy(exact, partner->pending, size);
    size_t taken = partner->session->ops->input(partner->session->self, exact, size, desk->now);
    must(taken <= size);
    partner->pending_size = size - taken;
    memcpy(partner->pending, exact + taken, size - taken);
    free(exact);
    return taken;
}

void desk_serve(struct desk *desk, struct partner *partner)
{
    while (partner->session) {
        const struct s7_session_ops *ops = partner->session->ops;
        void *self = partner->session->self;
        if (ops->deadline(self) <= desk->now)
            ops->tick(self, desk->now);
        size_t taken = ops->want(self) & S7_WANT_READ ? offer_pending(desk, partner) : 0;
        if (!partner->deaf)
            listen_to(desk, partner);
        if (ops->want(self) & (S7_WANT_FIN | S7_WANT_RST))
            desk_leave(desk, partner);
        if (!taken)
            return;
    }
}

void desk_say(struct desk *desk, struct partner *partner, const uint8_t *octets, size_t size)
{
    if (!partner->session)
        desk_come(desk, partner, "fuzz");
    if (size > PENDING - partner->pending_size)
        return;
    memcpy(partner->pending + partner->pending_size, octets, size);
    partner->pending_size += size;
    desk_serve(desk, partner);
}

void desk_go_on(struct desk *desk, struct partner *partner, const uint8_t how[3])
{
    uint8_t request[] = {0x03, 0x00, 0x00, 0x21, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00,
                         0x00, 0x00, 0x00, 0x0c, 0x00, 0x04, 0x00, 0x01, 0x12, 0x08, 0x12,
                         0x40, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x0a, 0x00, 0x00, 0x00};
    request[11] = how[1];
    request[12] = how[2];
    request[21] = how[0] & 4 ? 0x11 : 0x12;
    request[22] = (uint8_t)(0x40 | (how[0] & 2 ? 7 : partner->asked[0]));
    request[23] = partner->asked[1];
    request[24] = (uint8_t)(partner->sequence + (how[0] & 1));
    request[25] = how[0] & 8 ? how[1] : 0;
    desk_say(desk, partner, request, sizeof request);
}

void desk_open(struct desk *desk, unsigned how, const struct script *opening)
{
    *desk = (struct desk){.how = how, .now = S7_SECOND};
    desk->cpu = cpu_make(how, desk->now);
    desk_come(desk, &desk->good, "good");
    for (size_t i = 0; i < SCRIPT_OPENING; i++)
        desk_say(desk, &desk->good, opening->telegrams[i].octets, opening->telegrams[i].size);
    desk->list_size = good_reads_list(desk, desk->list);
    must(desk->list_size > s7_link_pdu_length(desk->good.session->self) - 26u); /* takes fragments */
}
