/* SPDX-License-Identifier: MIT
 *
 * block/instance.h — what an instance of GET and one of PUT share: a transfer and its buffer in one block of memory,
 * and a mark that tells an instance from any other memory (STATUS 12).
 */
#ifndef BLOCK_INSTANCE_H
#define BLOCK_INSTANCE_H

#include "block/transfer.h"

enum {
    S7_INSTANCE_GET = 0x47455431, /**< "GET1" */
    S7_INSTANCE_PUT = 0x50555431, /**< "PUT1" */
    S7_INSTANCE_OCTETS_MOST = S7_BLOCK_AREAS * 65535
};

struct s7_instance {
    uint32_t mark; /**< first member */
    struct s7_transfer transfer;
};

/** Outputs of one call, GET's and PUT's alike. */
struct s7_instance_outputs {
    bool done, error, busy;
    uint16_t status;
    struct s7_fault fault;
};

/** 0: more than any call moves, or nothing.  A GET has room for as many octets again: what it would overwrite. */
size_t s7_instance_size(size_t octets_most, uint32_t mark);
/** @return S7_OK, S7_ERR_LOCAL_ARGUMENT. */
int s7_instance_init(void *memory, size_t size, size_t octets_most, uint32_t mark,
                     struct s7_instance **ret_instance);
/** @return S7_OK, S7_ERR_LOCAL_ARGUMENT, S7_ERR_LOCAL_MEMORY.  Ends with free(). */
int s7_instance_new(size_t octets_most, uint32_t mark, struct s7_instance **ret_instance);
/** One call; `instance` may be NULL or foreign: STATUS 12, and nothing of it is changed. */
struct s7_instance_outputs s7_instance_call(struct s7_instance *instance, uint32_t mark,
                                            const struct s7_block_inputs *inputs, s7_time now);

#endif
