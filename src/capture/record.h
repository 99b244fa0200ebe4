/* SPDX-License-Identifier: MIT
 *
 * capture/record.h — a talk while it is written: its lists, found again fast.
 *
 * All functions take a NULL record (a conversation that is not listed) and then do nothing.
 */
#ifndef CAPTURE_RECORD_H
#define CAPTURE_RECORD_H

#include "capture/budget.h"
#include "capture/capture.h"

#define S7_USAGE_NONE UINT32_MAX

struct s7_record {
    struct s7_talk talk; /**< first: a pointer to it is one to the record */
    struct s7_latency *latency;
    struct s7_room functions, usages, errors;
    struct s7_room places; /**< uint32_t: hash table over the usages, index + 1 */
    struct s7_room order;  /**< uint32_t: the usage that came after this one the last time */
    size_t last_function;
    uint32_t last_usage;
    size_t usage_counts[S7_OPERATION_COUNT];
    const struct s7_capture_limits *limits;
    uint64_t seed; /**< of the hash of usages, so that nobody can choose them to collide */
    struct s7_budget *budget;
};

void s7_record_init(struct s7_record *record, const struct s7_capture_limits *limits, struct s7_budget *budget);
void s7_record_free(struct s7_record *record);

/** The use of a function, made when it is new; NULL: no room, counted in talk->rest. */
struct s7_function_use *s7_record_function(struct s7_record *record, const struct s7_function_key *key,
                                           s7_time time);

/** Counts a request of these bits.  @return its index for the functions below; S7_USAGE_NONE: no address, or no room */
uint32_t s7_record_access(struct s7_record *record, const struct s7_access *access, s7_time time);

/** What became of it: return code FF, another one, or 0 when the request was refused as a whole. */
void s7_record_result(struct s7_record *record, uint32_t usage, const struct s7_access *access,
                      uint8_t return_code);
/** A value of it was pushed. */
void s7_record_delivery(struct s7_record *record, uint32_t usage, const struct s7_access *access, s7_time time);

void s7_record_error(struct s7_record *record, const struct s7_error_use *error);
void s7_record_latency(struct s7_record *record, s7_time time);

#endif
