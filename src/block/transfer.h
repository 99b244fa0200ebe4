/* SPDX-License-Identifier: MIT
 *
 * block/transfer.h — what GET and PUT are made of: edge, latch, one job, outputs valid for one call.
 *
 * Called with `now` as in a PLC scan.  REQ rising starts a transfer; ID (the link), remote and local areas are
 * latched at the edge.  An edge while a job runs has no effect (STATUS 11, ERROR=0); an edge in the very call that
 * reports the end of a job counts in the next call, if REQ is still set.  Several blocks may share one link.  (Siemens: SFB 14/15, FB 14/15, GET/PUT.)
 */
#ifndef BLOCK_TRANSFER_H
#define BLOCK_TRANSFER_H

#include "engine/client.h"
#include "value/memory.h"

enum { S7_BLOCK_AREAS = 4 };

/** STATUS of GET and PUT (defs/status.def).  Texts: s7_block_status_text(). */
enum s7_block_status {
#define S7_BLOCK_STATUS(number, name, error, text) S7_BLOCK_##name = (number),
#include "block/defs/status.def"
#undef S7_BLOCK_STATUS
};

/** What an ID stands for: a connection and the program's own data. */
struct s7_transfer_link {
    struct s7_client *client;
    struct s7_memory *memory; /**< of the CPU whose program calls the blocks */
    s7_time timeout;          /**< of one job */
    unsigned job_count;       /**< the blocks': jobs running on this link */
};

/** One pair: ADDR_i with RD_i or SD_i. */
struct s7_block_area {
    struct s7_range remote;
    struct s7_range local; /**< same length */
};

struct s7_transfer {
    /* inputs */
    bool req;
    struct s7_transfer_link *link; /**< ID */
    struct s7_block_area areas[S7_BLOCK_AREAS];
    size_t area_count;
    uint8_t *buffer; /**< caller's: holds the octets of all areas while the job runs */
    size_t buffer_size;
    /** The running job finished: the next call reports it.  May call the block; may be NULL. */
    void (*ready)(void *user, s7_time now);
    void *user;

    /* outputs: valid for one call */
    bool done; /**< NDR of a GET, DONE of a PUT */
    bool error;
    bool busy;
    uint16_t status;       /**< enum s7_block_status; stays until the next job overwrites it */
    struct s7_fault fault; /**< what STATUS was derived from */

    /* the block's */
    enum s7_job_kind kind;
    bool last_req;
    bool running;
    struct s7_transfer_link *latched;
    struct s7_job job;
    struct s7_job_item items[S7_BLOCK_AREAS];
    struct s7_range local[S7_BLOCK_AREAS];
};

/** What GET and PUT share: see their s7_x_init() and s7_x_call(). */
void s7_transfer_init(struct s7_transfer *transfer, enum s7_job_kind kind, uint8_t *buffer, size_t buffer_size);
bool s7_transfer_call(struct s7_transfer *transfer, s7_time now);

/** STATUS in words; static text, never NULL. */
const char *s7_block_status_text(uint16_t status);

/** STATUS that a finished job stands for. */
enum s7_block_status s7_block_status_of(const struct s7_fault *fault);

#endif
