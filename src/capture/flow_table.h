/* SPDX-License-Identifier: MIT
 *
 * capture/flow_table.h — connections, found by both their ends, and in the order in which they were last heard of.
 *
 * The hash is keyed (SipHash-1-3), so that nobody who does not know the seed can choose ports that all fall together.
 */
#ifndef CAPTURE_FLOW_TABLE_H
#define CAPTURE_FLOW_TABLE_H

#include "capture/pool.h"
#include "capture/stream.h"

/** In which queue a connection stands: those of the earlier ones are given up first. */
enum s7_flow_rank {
    S7_FLOW_RANK_OVER, /**< the sink was told its end; kept so that late segments do not make a new one of it */
    S7_FLOW_RANK_CANDIDATE, /**< of another port, without payload so far: the sink does not know it */
    S7_FLOW_RANK_QUIET,     /**< from here on the sink knows it; without payload so far */
    S7_FLOW_RANK_FOLLOWED,
    S7_FLOW_RANK_COUNT
};

/** A connection as it is kept.  Streams are there from the first payload on. */
struct s7_flow_record {
    struct s7_flow flow; /**< first, so that the sink's pointer is the record's */
    struct s7_flow_record *chain;
    struct s7_flow_record *older, *newer;
    struct s7_stream *streams;              /**< NULL or S7_FLOW_SIDES of them */
    uint32_t first_sequence[S7_FLOW_SIDES]; /**< of the payload; when it is OVER, of what would follow */
    uint32_t hash;
    uint8_t rank;  /**< enum s7_flow_rank */
    uint8_t known; /**< bits of the sides whose first_sequence is known */
    uint8_t fins;  /**< bits of the sides that sent one */
};

struct s7_flow_queue {
    struct s7_flow_record *oldest, *newest;
    size_t count;
};

struct s7_flow_table {
    uint64_t key[2];
    struct s7_flow_record **buckets;
    size_t bucket_count; /**< power of 2 */
    struct s7_pool pool;
    struct s7_flow_queue queues[S7_FLOW_RANK_COUNT];
};

/** @return S7_OK or S7_ERR_LOCAL_MEMORY */
int s7_flow_table_open(struct s7_flow_table *table, uint64_t seed, size_t flows_max);
/** Gives back records and buckets, not what hangs on the records. */
void s7_flow_table_close(struct s7_flow_table *table);

/** Either end may be `from`; NULL: there is none. */
struct s7_flow_record *s7_flow_table_find(const struct s7_flow_table *table, const struct s7_station *from,
                                          const struct s7_station *to);
/** A new one, the newest of its rank; NULL: the table is full, or there is no memory. */
struct s7_flow_record *s7_flow_table_add(struct s7_flow_table *table, const struct s7_station *from,
                                         const struct s7_station *to, enum s7_flow_rank rank);
void s7_flow_table_remove(struct s7_flow_table *table, struct s7_flow_record *record);
/** Makes it the newest one of a rank. */
void s7_flow_table_renew(struct s7_flow_table *table, struct s7_flow_record *record, enum s7_flow_rank rank);

#endif
