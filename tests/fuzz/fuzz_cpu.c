/* SPDX-License-Identifier: MIT
 *
 * Arbitrary octets from a partner to a virtual CPU.  The first octet says how far the connection is when they begin
 * and how the CPU is configured; the rest is cut as its own octets say.  An input that begins like a packet has no
 * such octet: it is said after setup.
 *
 * Whatever comes: every answer decodes, what may not be written is not, and no resource stays in use.
 */
#include <stdlib.h>
#include <string.h>

#include "cpu/cpu.h"
#include "must.h"
#include "wire/message.h"
#include "wire/tpkt.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const uint8_t OPENING[] = {
    0x03, 0x00, 0x00, 0x16, 0x11, 0xe0, 0x00, 0x00, 0x00, 0x01, 0x00, 0xc1, 0x02,
    0x01, 0x00, 0xc2, 0x02, 0x01, 0x02, 0xc0, 0x01, 0x0a, /* CR */
    0x03, 0x00, 0x00, 0x19, 0x02, 0xf0, 0x80, 0x32, 0x01, 0x00, 0x00, 0xff, 0xff,
    0x00, 0x08, 0x00, 0x00, 0xf0, 0x00, 0x00, 0x01, 0x00, 0x01, 0x01, 0xe0 /* setup */
};
enum { CR_SIZE = 22, DB_SIZE = 48, COTP_TYPE_AT = 5 };

static const struct s7_cpu_db dbs[] = {{.number = 1, .size = DB_SIZE},
                                       {.number = 2, .size = DB_SIZE, .write_protected = true},
                                       {.number = 3, .size = DB_SIZE, .optimized = true}};

/* What no partner may change. */
static const struct s7_range untouchable[] = {{S7_AREA_DB, 2, 0, DB_SIZE * 8},
                                              {S7_AREA_DB, 3, 0, DB_SIZE * 8},
                                              {S7_AREA_TIMER, 0, 0, 64 * 16},
                                              {S7_AREA_COUNTER, 0, 0, 64 * 16}};

static struct s7_cpu *cpu_make(uint8_t how)
{
    struct s7_cpu_config config;
    struct s7_cpu *cpu = NULL;
    s7_cpu_config_default(&config);
    config.dbs = dbs;
    config.db_count = sizeof dbs / sizeof dbs[0];
    config.input_size = config.output_size = config.memory_size = DB_SIZE;
    config.timer_count = config.counter_count = 64;
    config.resources_total = 1;
    config.limits.half_open = 1;
    config.put_get = how / 4 % 8 != 7;
    config.any_slot = how / 32 % 2;
    config.refusal_tsap.how = config.refusal_resources.how = (enum s7_cpu_refusal)(how / 64);
    must(s7_cpu_new(&config, &cpu) == S7_OK);
    return cpu;
}

static void answers_check(const uint8_t *octets, size_t size)
{
    static struct s7_message message;
    while (size) {
        size_t packet = 0;
        must(size >= S7_TPKT_PACKET_MIN && s7_tpkt_decode(octets, &packet) == S7_OK && packet <= size);
        size_t front = S7_TPKT_SIZE + S7_COTP_DT_SIZE;
        if (octets[COTP_TYPE_AT] == S7_COTP_DT)
            must(s7_message_decode(octets + front, packet - front, &message) == S7_OK);
        octets += packet;
        size -= packet;
    }
}

static void answers_take(struct s7_session *session, s7_time now)
{
    const uint8_t *octets = NULL;
    for (size_t size; (size = session->ops->output(session->self, &octets)) != 0;) {
        answers_check(octets, size);
        session->ops->output_done(session->self, size, now);
    }
}

/* A CPU answers at once, so there is always room and everything is taken. */
static void feed(struct s7_session *session, const uint8_t *octets, size_t size, s7_time now)
{
    uint8_t *exact = malloc(size ? size : 1);
    must(exact);
    memcpy(exact, octets, size);
    for (size_t taken = 0; taken < size;) {
        size_t more = session->ops->input(session->self, exact + taken, size - taken, now);
        must(more);
        taken += more;
        answers_take(session, now);
    }
    free(exact);
}

static void untouchable_check(struct s7_cpu *cpu)
{
    for (size_t i = 0; i < sizeof untouchable / sizeof untouchable[0]; i++) {
        uint8_t octets[128];
        must(s7_cpu_read(cpu, &untouchable[i], octets) == S7_OK);
        for (size_t at = 0; at < untouchable[i].bit_count / 8; at++)
            must(octets[at] == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct s7_peer peer = {.address = "fuzz"};
    static const size_t starts[] = {0, CR_SIZE, sizeof OPENING, sizeof OPENING};
    const s7_time now = S7_SECOND;
    struct s7_session *session = NULL;
    if (size == 0)
        return 0;
    struct s7_cpu *cpu = cpu_make(data[0]);
    must(s7_cpu_acceptor(cpu)->accept(s7_cpu_acceptor(cpu), &peer, now, &session) == S7_ACCEPT_TAKE);
    session->ops->tick(session->self, now);
    feed(session, OPENING, starts[data[0] % 4], now);
    for (size_t at = data[0] != S7_TPKT_VERSION; at < size;) {
        size_t piece = (size_t)data[at] + 1 < size - at ? (size_t)data[at] + 1 : size - at;
        feed(session, data + at, piece, now);
        at += piece;
    }
    session->ops->closed(session->self, &(struct s7_fault){0}, now);
    untouchable_check(cpu);
    must(s7_cpu_usage(cpu).used == 0 && s7_server_counters(s7_cpu_server(cpu))->links == 0);
    s7_cpu_free(cpu);
    return 0;
}
