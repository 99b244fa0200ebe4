/* SPDX-License-Identifier: MIT */
#include "sim/raw.h"

#include <string.h>

static size_t raw_input(void *self, const uint8_t *bytes, size_t size, s7_time now)
{
    struct raw *raw = self;
    (void)now;
    size_t room = sizeof raw->in - raw->in_size;
    size_t kept = size < room ? size : room;
    memcpy(raw->in + raw->in_size, bytes, kept);
    raw->in_size += kept;
    return size;
}

static size_t raw_output(void *self, const uint8_t **ret_bytes)
{
    struct raw *raw = self;
    *ret_bytes = raw->out;
    return raw->out_size;
}

static void raw_output_done(void *self, size_t size, s7_time now)
{
    struct raw *raw = self;
    (void)now;
    raw->out += size;
    raw->out_size -= size;
}

static unsigned raw_want(const void *self)
{
    const struct raw *raw = self;
    return (raw->out_size > 0 ? S7_WANT_WRITE : 0u) | (raw->reads ? S7_WANT_READ : 0u);
}

static s7_time raw_deadline(const void *self)
{
    (void)self;
    return S7_TIME_NEVER;
}

static void raw_tick(void *self, s7_time now)
{
    (void)self, (void)now;
}

static void raw_closed(void *self, const struct s7_fault *fault, s7_time now)
{
    (void)fault, (void)now;
    ((struct raw *)self)->closed = true;
}

static const struct s7_session_ops raw_ops = {.input = raw_input,
                                              .output = raw_output,
                                              .output_done = raw_output_done,
                                              .want = raw_want,
                                              .deadline = raw_deadline,
                                              .tick = raw_tick,
                                              .closed = raw_closed};

void raw_init(struct raw *raw, const uint8_t *out, size_t size)
{
    memset(raw, 0, sizeof *raw);
    raw->session = (struct s7_session){.ops = &raw_ops, .self = raw};
    raw->out = out;
    raw->out_size = size;
    raw->reads = true;
}
