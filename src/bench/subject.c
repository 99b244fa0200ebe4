/* SPDX-License-Identifier: MIT */
#include "bench/subject.h"

#include <string.h>

#include "bench/pattern.h"

enum { STRIDE = 11 /* between the offsets of two requests: every offset comes before one comes again */ };

static const struct s7_bench_subject subjects[] = {
#define S7_BENCH_SUBJECT(id, name, server_name, client, serve) {name, server_name, &client, serve},
#include "bench/defs/subject.def"
#undef S7_BENCH_SUBJECT
};

const struct s7_bench_subject *s7_bench_subject(enum s7_bench_subject_id id)
{
    return &subjects[id];
}

bool s7_bench_ask_once(const struct s7_bench_subject *subject, void *client, uint64_t number,
                       const uint8_t *pattern, size_t size)
{
    size_t offset = (size_t)(number * STRIDE % S7_BENCH_OFFSET_COUNT);
    const uint8_t *octets = subject->client->request(client, offset);
    return octets && memcmp(octets, pattern + offset, size) == 0;
}
