/* SPDX-License-Identifier: MIT
 *
 * engine/job.h — a read or write of any number of variables of any size, lent to a client until it is finished.
 *
 * The client splits a job over PDUs by request and answer size, keeps several in flight, and matches the answers
 * by PDU reference in any order.  Writes are sent in the order of the items and are never repeated.
 */
#ifndef ENGINE_JOB_H
#define ENGINE_JOB_H

#include "base/time.h"
#include "sieben/error.h"
#include "value/range.h"

enum s7_job_kind { S7_JOB_READ, S7_JOB_WRITE };

/** One variable of a job. */
struct s7_job_item {
    struct s7_range range; /**< must be transferable (s7_range_transferable()) */
    uint8_t *octets;       /**< s7_range_size() octets: filled by a read, only read by a write; caller's */
    int error;             /**< result: S7_OK, or S7_ERR_ACCESS_* / S7_ERR_DATA_* of this item */
    uint8_t return_code;   /**< result: the partner's item code of the failing slice, FF when all went well */
};

struct s7_job;
typedef void s7_job_done(struct s7_job *job, s7_time now);

/**
 * The caller fills the first part and zeroes the rest; all of it, with items and buffers, stays lent to the client
 * from s7_client_submit() until `finished` is true.  There is no cancel: close the client.
 */
struct s7_job {
    enum s7_job_kind kind;
    struct s7_job_item *items;
    size_t item_count; /**< at least 1 */
    s7_time timeout;   /**< nanoseconds from submit to the last answer; expiry ends the connection */
    s7_job_done *done; /**< called once, last; may submit the next job, may not free the client; may be NULL */
    void *user;        /**< the caller's */

    /* result */
    bool finished;
    struct s7_fault fault; /**< S7_OK: every item succeeded; else the connection's fault or the first item's */
    s7_time submitted_at;
    s7_time finished_at;
    uint32_t pdu_count; /**< requests it took */

    /* the client's */
    struct s7_job *next;
    s7_time deadline;
    size_t next_item;     /**< first item not yet sent completely */
    uint32_t next_offset; /**< octets of it already sent */
    unsigned in_flight;   /**< requests sent and not answered */
};

#endif
