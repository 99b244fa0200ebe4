/* SPDX-License-Identifier: MIT
 *
 * engine/slice.h — how a job is cut into request PDUs: by request size and by answer size.
 *
 * Cutting is a pure function of (job, starting point, limits): the client cuts a request when it sends it and
 * walks the same slices again when the answer comes, so that nothing about a request in flight must be stored but
 * its starting point and its number of items.
 */
#ifndef ENGINE_SLICE_H
#define ENGINE_SLICE_H

#include "engine/job.h"
#include "wire/item.h"

/** A point in a job: `offset` octets of item number `item` are behind it. */
struct s7_slice_point {
    size_t item;
    uint32_t offset;
};

/** One item of one request. */
struct s7_slice {
    struct s7_job_item *item;
    size_t item_index;
    uint32_t offset; /**< octets of the item in front of this slice */
    uint32_t size;   /**< octets of this slice; 1 for a bit */
};

/** What the partner takes in one request. */
struct s7_slice_limits {
    size_t pdu_length; /**< granted; at least S7_SLICE_PDU_MIN */
    size_t item_count; /**< 1…255 */
};

/** A walk over the slices of one request. */
struct s7_slicer {
    const struct s7_job *job;
    struct s7_slice_point at; /**< behind the last slice returned */
    struct s7_slice_limits limits;
    size_t request_size; /**< so far, header included */
    size_t answer_size;
    size_t count; /**< slices so far */
    bool odd;     /**< the last slice's data will need a fill octet if another follows */
};

/** Starts a request at a point of a job. */
struct s7_slicer s7_slicer_start(const struct s7_job *job, struct s7_slice_point at,
                                 struct s7_slice_limits limits);

/** The next slice that fits into the same request and its answer; false: the request is full or the job at its end. */
bool s7_slicer_next(struct s7_slicer *slicer, struct s7_slice *ret_slice);

/** The item specification of a slice. */
struct s7_item s7_slice_item(const struct s7_slice *slice);

/** Smallest PDU length in which every job makes progress. */
enum { S7_SLICE_PDU_MIN = 32 };

#endif
