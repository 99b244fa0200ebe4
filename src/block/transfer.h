/* SPDX-License-Identifier: MIT
 *
 * block/transfer.h — what GET and PUT are made of: edge, latch, one job, outputs valid for one call.
 *
 * Called with `now` as in a PLC scan.  REQ rising starts a transfer; ID (the link), remote and local areas are
 * latched at the edge.  Several blocks may share one link.  (Siemens: SFB 14/15, FB 14/15, GET/PUT.)
 */
#ifndef BLOCK_TRANSFER_H
#define BLOCK_TRANSFER_H

#include "engine/client.h"
#include "value/memory.h"

enum { S7_BLOCK_AREAS = 4 };

/** STATUS of GET and PUT; with ERROR=1 unless noted.  Texts: s7_block_status_text(). */
enum s7_block_status {
    S7_BLOCK_OK = 0,
    S7_BLOCK_COMMUNICATION = 1,  /**< connection not established, partner unreachable */
    S7_BLOCK_REFUSED = 2,        /**< negative acknowledgement from the partner: function cannot be executed */
    S7_BLOCK_POINTER = 4,        /**< areas: length, type or number */
    S7_BLOCK_PARTNER_ACCESS = 8, /**< access error in the partner: DB missing, too short, optimized, protected */
    S7_BLOCK_LOCAL_ACCESS = 10,  /**< access to the local memory not possible */
    S7_BLOCK_INEFFECTIVE = 11,   /**< ERROR=0: new edge while the previous job is not finished */
    S7_BLOCK_RESOURCES = 20,     /**< too many jobs at the same time */
    S7_BLOCK_BUSY = 25           /**< ERROR=0: communication started, in progress */
};

/** What an ID stands for: a connection and the program's own data. */
struct s7_block_link {
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
    struct s7_block_link *link;                  /**< ID */
    struct s7_block_area areas[S7_BLOCK_AREAS];
    size_t area_count;
    uint8_t *buffer; /**< caller's: holds the octets of all areas while the job runs */
    size_t buffer_size;

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
    struct s7_block_link *latched;
    struct s7_job job;
    struct s7_job_item items[S7_BLOCK_AREAS];
    struct s7_range local[S7_BLOCK_AREAS];
};

/** STATUS in words; static text. */
const char *s7_block_status_text(uint16_t status);

/** STATUS that a finished job stands for. */
enum s7_block_status s7_block_status_of(const struct s7_fault *fault);

#endif
