/* SPDX-License-Identifier: MIT */
#include "bench/large_plant.h"

#include <stdlib.h>

#include "base/strbuf.h"

enum {
    CELL = 10,      /**< CPUs */
    CPU_SIZE = 400, /**< octets of the text, at most */
    CONNECTION_SIZE = 500,
    HEAD_SIZE = 200,
    AREA = 20,            /**< octets that a job moves */
    CONNECTIONS_MOST = 20 /**< of one CPU */
};

static void write_cells(struct s7_strbuf *buf, size_t count)
{
    s7_strbuf_add(buf, "sieben: 1\nplant: {name: Large plant}\n\nzones:\n");
    for (size_t i = 0; i < count; i++)
        s7_strbuf_printf(buf, "  cell-%zu: {nets: [10.%zu.%zu.0/24], kind: cell}\n", i, i / 250, i % 250);
}

static void write_cpus(struct s7_strbuf *buf, size_t count)
{
    s7_strbuf_add(buf, "\ncpus:\n");
    for (size_t i = 0; i < count; i++)
        s7_strbuf_printf(
            buf,
            "  CPU-%zu:\n    address: 10.%zu.%zu.%zu\n    zone: cell-%zu\n    profile: s7-300\n"
            "    owner: press team\n    purpose: station %zu\n    resources: {total: 60}\n    dbs:\n"
            "      100: {name: Out, size: 400}\n      101: {name: In, size: 800}\n",
            i, i / CELL / 250, i / CELL % 250, 11 + i % CELL, i / CELL, i);
}

/** The connections of a CPU differ in what they move, not in whom they go to: no two write the same. */
static void write_connections(struct s7_strbuf *buf, size_t cpus, size_t count)
{
    s7_strbuf_add(buf, "\nconnections:\n");
    for (size_t i = 0; i < count; i++) {
        size_t from = i % cpus, turn = i / cpus;
        size_t to = from / CELL * CELL + (from + 1) % CELL;
        s7_strbuf_printf(
            buf,
            "  C-%zu:\n    from: CPU-%zu\n    to: CPU-%zu\n    owner: press team\n"
            "    purpose: hand-over %zu\n    change: {ticket: CHG-%zu, since: 2026-11-18}\n    jobs:\n"
            "      - put: {send: P#DB100.DBX%zu.0 BYTE %d, to: P#DB101.DBX%zu.0 BYTE %d, every: 2s}\n"
            "      - get: {from: P#DB100.DBX%zu.0 BYTE %d, receive: P#DB101.DBX%zu.0 BYTE %d, every: 2s}\n",
            i, from, to, turn, i, turn * AREA, AREA, turn * AREA, AREA, turn * AREA, AREA,
            (CONNECTIONS_MOST + turn) * AREA, AREA);
    }
}

char *s7_bench_large_plant(size_t cpus, size_t connections, size_t *ret_size)
{
    size_t size = HEAD_SIZE + cpus * CPU_SIZE + connections * CONNECTION_SIZE;
    bool fits = cpus >= CELL && cpus % CELL == 0 && connections <= cpus * CONNECTIONS_MOST;
    char *text = fits ? malloc(size) : NULL;
    if (!text)
        return NULL;
    struct s7_strbuf buf = s7_strbuf_over(text, size);
    write_cells(&buf, cpus / CELL);
    write_cpus(&buf, cpus);
    write_connections(&buf, cpus, connections);
    if (buf.truncated) {
        free(text);
        return NULL;
    }
    *ret_size = buf.length;
    return text;
}
