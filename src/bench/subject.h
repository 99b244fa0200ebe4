/* SPDX-License-Identifier: MIT
 *
 * bench/subject.h — what is measured: a client, the server it talks to, and the limits that they are compared with.
 */
#ifndef BENCH_SUBJECT_H
#define BENCH_SUBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** One blocking client. */
struct s7_bench_client_ops {
    /** Connects to 127.0.0.1:port for requests of `size` octets.  @return the client, NULL: it failed */
    void *(*open)(uint16_t port, size_t size);
    /**
     * One request for the octets from `offset` on, and its answer, checked as far as the protocol goes.
     * @return the octets received, borrowed until the next call (a write: those sent); NULL: it failed
     */
    const uint8_t *(*request)(void *client, size_t offset);
    /** Disconnects and frees.  @return all was well to the end */
    bool (*close)(void *client);
};

/** Serves one connection after the other on a socket that listens; never returns in order. */
typedef void s7_bench_serve(int listener, size_t size);

struct s7_bench_subject {
    const char *name;
    const char *server_name;
    const struct s7_bench_client_ops *client;
    s7_bench_serve *serve;
};

enum s7_bench_subject_id {
#define S7_BENCH_SUBJECT(id, name, server_name, client, serve) S7_BENCH_SUBJECT_##id,
#include "bench/defs/subject.def"
#undef S7_BENCH_SUBJECT
    S7_BENCH_SUBJECT_COUNT
};

/** Request number `number` of a client; its answer of `size` octets is compared octet by octet. */
bool s7_bench_ask_once(const struct s7_bench_subject *subject, void *client, uint64_t number,
                       const uint8_t *pattern, size_t size);

const struct s7_bench_subject *s7_bench_subject(enum s7_bench_subject_id id);

#define S7_BENCH_SUBJECT(id, name, server_name, client, serve)                                                 \
    extern const struct s7_bench_client_ops client;                                                            \
    s7_bench_serve serve;
#include "bench/defs/subject.def"
#undef S7_BENCH_SUBJECT

#endif
