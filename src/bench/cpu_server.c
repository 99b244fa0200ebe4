/* SPDX-License-Identifier: MIT
 *
 * The server `cpu`: the virtual CPU behind a blocking socket, one connection after the other.
 */
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/session.h"
#include "bench/loopback.h"
#include "bench/pattern.h"
#include "bench/subject.h"
#include "sieben/cpu.h"

enum { INPUT_MAX = 2048 };

static s7_time time_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (s7_time)now.tv_sec * S7_SECOND + now.tv_nsec;
}

static struct s7_cpu *make_cpu(void)
{
    const struct s7_cpu_db dbs[] = {{.number = S7_BENCH_DB, .size = S7_BENCH_PATTERN_SIZE},
                                    {.number = S7_BENCH_DB_WRITTEN, .size = S7_BENCH_PATTERN_SIZE}};
    const struct s7_range whole = {
        .area = S7_AREA_DB, .db = S7_BENCH_DB, .bit_count = S7_BENCH_PATTERN_SIZE * 8};
    uint8_t pattern[S7_BENCH_PATTERN_SIZE];
    struct s7_cpu_config config;
    struct s7_cpu *cpu = NULL;
    s7_cpu_config_default(&config);
    config.any_slot = true;
    config.pdu_length = S7_BENCH_PDU_LENGTH;
    config.dbs = dbs;
    config.db_count = sizeof dbs / sizeof dbs[0];
    s7_bench_pattern(pattern);
    if (s7_cpu_new(&config, &cpu) != S7_OK || s7_cpu_write(cpu, &whole, pattern) != S7_OK)
        abort();
    return cpu;
}

/* Sends what the session has to say; false: the stream is gone or to be ended. */
static bool drain(struct s7_session *session, int socket)
{
    const uint8_t *octets;
    size_t size;
    while ((size = session->ops->output(session->self, &octets)) > 0) {
        if (!s7_bench_send(socket, octets, size))
            return false;
        session->ops->output_done(session->self, size, time_now());
    }
    return (session->ops->want(session->self) & (S7_WANT_FIN | S7_WANT_RST)) == 0;
}

/* Feeds what was received; false: as above, or the session takes nothing more. */
static bool feed(struct s7_session *session, int socket, const uint8_t *octets, size_t size)
{
    while (size > 0) {
        size_t taken = session->ops->input(session->self, octets, size, time_now());
        octets += taken;
        size -= taken;
        if (!drain(session, socket) || (taken == 0 && size > 0))
            return false;
    }
    return true;
}

static void serve_stream(struct s7_session *session, int socket)
{
    static const struct s7_fault in_order = {.error = S7_OK};
    uint8_t octets[INPUT_MAX];
    ssize_t size;
    session->host = NULL;
    session->ops->tick(session->self, time_now());
    while ((size = recv(socket, octets, sizeof octets, 0)) > 0)
        if (!feed(session, socket, octets, (size_t)size))
            break;
    session->ops->closed(session->self, &in_order, time_now());
}

void s7_bench_cpu_serve(int listener, size_t size)
{
    const struct s7_peer peer = {.address = "127.0.0.1"};
    struct s7_acceptor *acceptor = s7_cpu_acceptor(make_cpu());
    struct s7_session *session;
    (void)size;
    for (int socket; (socket = s7_bench_accept(listener)) >= 0; close(socket))
        if (acceptor->accept(acceptor, &peer, time_now(), &session) == S7_ACCEPT_TAKE)
            serve_stream(session, socket);
}
