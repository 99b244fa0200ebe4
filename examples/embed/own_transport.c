/* SPDX-License-Identifier: MIT */
#include <sieben/block.h>
#include <sieben/cpu.h>
#include <stdio.h>

/*
 * A transport of one's own: two ends in the same memory, no socket and no clock.  Whatever carries octets in order
 * (another TCP stack, a serial tunnel, a test) does the same with sieben/session.h.
 */
struct wire {
    struct s7_dialer dialer;      /* first: what the active side dials */
    struct s7_acceptor *acceptor; /* of the CPU at the other end */
    struct s7_session_host host;
    struct s7_session *waiting; /* dialled, to be connected in the next turn: never within dial() */
    struct s7_session *ends[2]; /* NULL: not connected */
};

static int dial(struct s7_dialer *dialer, const struct s7_endpoint *to, struct s7_session *session,
                s7_time timeout)
{
    struct wire *wire = (struct wire *)dialer;
    (void)to, (void)timeout; /* there is one partner, and it always answers */
    wire->waiting = session;
    return S7_OK;
}

static void wake(struct s7_session_host *host, struct s7_session *session)
{
    (void)host, (void)session; /* both ends are looked at in every turn anyway */
}

static void end_both(struct wire *wire, int error, s7_time now)
{
    const struct s7_fault fault = {.error = error};
    for (int i = 0; i < 2; i++) {
        struct s7_session *session = wire->ends[i];
        wire->ends[i] = NULL;
        session->host = NULL;
        session->ops->closed(session->self, &fault, now);
    }
}

static void connect_waiting(struct wire *wire, s7_time now)
{
    const struct s7_peer peer = {.address = "the other end of the wire"};
    const struct s7_fault refused = {.error = S7_ERR_TCP_REFUSED};
    struct s7_session *caller = wire->waiting;
    wire->waiting = NULL;
    if (wire->acceptor->accept(wire->acceptor, &peer, now, &wire->ends[1]) != S7_ACCEPT_TAKE) {
        caller->ops->closed(caller->self, &refused, now);
        return;
    }
    wire->ends[0] = caller;
    for (int i = 0; i < 2; i++) {
        wire->ends[i]->host = &wire->host;
        wire->ends[i]->ops->tick(wire->ends[i]->self, now); /* the stream is established */
    }
}

/* Octets of one end to the other; what is not taken is offered again by the next output().  Returns their number. */
static size_t carry(struct s7_session *from, struct s7_session *to, s7_time now)
{
    const uint8_t *octets;
    size_t taken = 0;
    if (!(from->ops->want(from->self) & S7_WANT_WRITE) || !(to->ops->want(to->self) & S7_WANT_READ))
        return 0;
    size_t size = from->ops->output(from->self, &octets);
    if (size > 0)
        taken = to->ops->input(to->self, octets, size, now);
    if (taken > 0)
        from->ops->output_done(from->self, taken, now);
    return taken;
}

static int is_over(const struct s7_session *session)
{
    unsigned want = session->ops->want(session->self);
    return (want & S7_WANT_RST) || ((want & S7_WANT_FIN) && !(want & S7_WANT_WRITE));
}

/* Everything that can be done at this moment. */
static void turn(struct wire *wire, s7_time now)
{
    if (wire->waiting)
        connect_waiting(wire, now);
    for (int i = 0; i < 2 && wire->ends[i]; i++)
        if (wire->ends[i]->ops->deadline(wire->ends[i]->self) <= now)
            wire->ends[i]->ops->tick(wire->ends[i]->self, now);
    while (wire->ends[0] &&
           carry(wire->ends[0], wire->ends[1], now) + carry(wire->ends[1], wire->ends[0], now) > 0)
        continue;
    if (wire->ends[0] && (is_over(wire->ends[0]) || is_over(wire->ends[1])))
        end_both(wire, S7_OK, now);
}

/* ---- the program: a GET every 100 ms of its own time -------------------------------------------------------- */

static uint8_t own_data[2];

static int own_read(void *user, const struct s7_range *range, uint8_t *ret_octets)
{
    (void)user;
    return s7_memory_fetch(own_data, sizeof own_data, range, ret_octets) ? S7_OK : S7_ERR_DATA_ADDRESS;
}

static int own_write(void *user, const struct s7_range *range, const uint8_t *octets)
{
    (void)user;
    return s7_memory_store(own_data, sizeof own_data, range, octets) ? S7_OK : S7_ERR_DATA_ADDRESS;
}

int main(void)
{
    const struct s7_cpu_db db = {.number = 1, .size = 100};
    const struct s7_range theirs = {.area = S7_AREA_DB, .db = 1, .first_bit = 0, .bit_count = 16};
    const struct s7_range ours = {.area = S7_AREA_MEMORY, .first_bit = 0, .bit_count = 16};
    struct wire wire = {.dialer = {.dial = dial}, .host = {.wake = wake}};
    struct s7_cpu_config cpu_config;
    struct s7_block_link_config link_config;
    struct s7_block_inputs inputs = {.area_count = 1, .areas = {{.remote = theirs, .local = ours}}};
    struct s7_get_outputs outputs;
    struct s7_cpu *cpu;
    struct s7_block_link *link;
    struct s7_get *get;

    s7_cpu_config_default(&cpu_config);
    cpu_config.dbs = &db;
    cpu_config.db_count = 1;
    s7_block_link_config_default(&link_config);
    link_config.host = "anywhere"; /* ours to interpret */
    link_config.slot = 2;
    link_config.memory = (struct s7_block_memory){.read = own_read, .write = own_write};
    link_config.dialer = &wire.dialer;
    if (s7_cpu_new(&cpu_config, &cpu) != S7_OK || s7_block_link_new(&link_config, &link) != S7_OK ||
        s7_get_new(sizeof own_data, &get) != S7_OK)
        return 1;
    wire.acceptor = s7_cpu_acceptor(cpu);
    inputs.id = link;

    s7_time now = 0; /* time is what the program says it is */
    for (unsigned received = 0; received < 3; now += 10 * S7_MILLISECOND) {
        const uint8_t word[2] = {0, (uint8_t)(10 + received)};
        s7_cpu_write(cpu, &theirs, word);
        turn(&wire, now);
        s7_block_link_call(link, now);
        inputs.req = now % (100 * S7_MILLISECOND) == 0;
        s7_get_call(get, &inputs, now, &outputs);
        received += outputs.ndr;
        if (outputs.ndr)
            printf("%3d ms: %d\n", (int)(now / S7_MILLISECOND), own_data[0] << 8 | own_data[1]);
    }
    s7_block_link_close(link, now);
    while (!s7_block_link_idle(link))
        turn(&wire, now += S7_MILLISECOND);
    s7_get_free(get);
    s7_block_link_free(link);
    s7_cpu_free(cpu);
    return 0;
}
