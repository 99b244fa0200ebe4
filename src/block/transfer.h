/* SPDX-License-Identifier: MIT
 *
 * block/transfer.h — what GET and PUT are made of: edge, latch, one job, outputs valid for one call.
 *
 * Called with `now` as in a PLC scan.  REQ rising starts a transfer; ID (the link), remote and local areas are
 * latched at the edge, and the data of a PUT are copied there.  An edge while a job runs has no effect (STATUS 11,
 * ERROR=0); an edge in the very call that reports the end of a job counts in the next call, if REQ is still set.
 * Several blocks may share one link.  (Siemens: SFB 14/15, FB 14/15, GET/PUT.)
 *
 * The public blocks (sieben/block.h) and the jobs of the exchange are transfers.
 */
#ifndef BLOCK_TRANSFER_H
#define BLOCK_TRANSFER_H

#include "engine/client.h"
#include "sieben/block.h"
#include "value/memory.h"

/** What an ID stands for, as far as a transfer needs it: a connection, the program's own data, the CPU's limits. */
struct s7_transfer_link {
    struct s7_client *client;
    struct s7_memory *memory; /**< of the CPU whose program calls the blocks */
    s7_time timeout;          /**< of one job */
    uint8_t area_most;        /**< areas of one call; 0: this CPU has no such blocks (STATUS 27) */
    uint16_t get_most;        /**< octets of one GET whatever the PDU length; 0: only that decides */
    uint16_t put_most;        /**< octets of one PUT, likewise */
    bool split_long;          /**< our extension: what is too long for one PDU travels in several */
    unsigned job_count;       /**< the blocks': jobs running on this link */
    struct s7_fault dial;     /**< the owner's: why the last attempt could not even begin; S7_OK: it could */
    /** The partner answered a job, be it with a refusal: the connection works.  May be NULL. */
    void (*answered)(struct s7_transfer_link *link);
};

struct s7_transfer {
    /* inputs */
    bool req;
    struct s7_transfer_link *link; /**< ID */
    struct s7_block_area areas[S7_BLOCK_AREAS];
    size_t area_count;
    uint8_t *buffer; /**< caller's: holds the octets of all areas while the job runs */
    size_t buffer_size;
    /** Caller's, as large: a GET whose second area cannot be written puts the first back.  NULL: that one stays new. */
    uint8_t *before;
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

/** All zero except what belongs to a transfer of this kind; buffer holds the octets of all areas. */
void s7_transfer_init(struct s7_transfer *transfer, enum s7_job_kind kind, uint8_t *buffer, size_t buffer_size);

/**
 * One call of the block.  Reads the inputs, advances, sets the outputs; never blocks.  A GET's areas stand in the
 * local memory with `done`; a PUT's are copied at the edge, so that what is sent is one consistent state, and are
 * never sent twice.  @return true when outputs changed since the last call
 */
bool s7_transfer_call(struct s7_transfer *transfer, s7_time now);

/** STATUS that a finished job stands for. */
enum s7_block_status s7_block_status_of(const struct s7_fault *fault);

#endif
