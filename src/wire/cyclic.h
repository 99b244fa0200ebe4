/* SPDX-License-Identifier: MIT
 *
 * wire/cyclic.h — cyclic services (Userdata group 2): values that a CPU sends by itself, and data records.
 *
 * Decoded only, for what watches traffic (s7comm.md 8.6); the payload is what stands behind the data head.  A job is
 * named by the sequence number of the answer that made it.
 */
#ifndef WIRE_CYCLIC_H
#define WIRE_CYCLIC_H

#include "wire/var.h"

enum {
    S7_GROUP_CYCLIC = 2,
    S7_CYCLIC_TRANSFER = 0x01,
    S7_CYCLIC_UNSUBSCRIBE = 0x04,
    S7_CYCLIC_CHANGE_DRIVEN = 0x05,
    S7_CYCLIC_MODIFY = 0x07, /**< of a change-driven job: another list, another period */
    S7_CYCLIC_READ_RECORD = 0x08
};

/** Request of 01, 05, 07. */
struct s7_cyclic_request {
    uint8_t reserved; /**< 0 */
    uint8_t item_count;
    uint8_t time_base; /**< 0: 100 ms, 1: 1 s, 2: 10 s */
    uint8_t factor;
    struct s7_item items[S7_VAR_ITEM_COUNT_MAX];
};

/** Answer and push of 01, 05, 07: a data item for each item of the request. */
struct s7_cyclic_values {
    uint8_t reserved; /**< 0 */
    uint8_t item_count;
    struct s7_data_item items[S7_VAR_ITEM_COUNT_MAX];
};

/** Request of 04. */
struct s7_unsubscribe {
    uint8_t subfunction; /**< of the job: 05 also when it was modified */
    uint8_t job;
};

/** Request of 08; the item has area 01: count is the length, db the index, address the logical address. */
struct s7_record_request {
    uint8_t reserved;   /**< 0 */
    uint8_t item_count; /**< 1 */
    struct s7_item item;
};

/** Answer of 08. */
struct s7_record_answer {
    uint8_t reserved;
    uint8_t item_count;
    uint8_t return_code;
    uint8_t transport_size;  /**< with FF only */
    struct s7_octets status; /**< may be empty */
    struct s7_octets record; /**< with FF only */
};

/** All of these: @return S7_OK or S7_ERR_S7_MALFORMED (lengths and counts do not agree, octets left over). */
int s7_cyclic_request_decode(struct s7_octets payload, struct s7_cyclic_request *ret_request);
int s7_cyclic_values_decode(struct s7_octets payload, struct s7_cyclic_values *ret_values);
int s7_unsubscribe_decode(struct s7_octets payload, struct s7_unsubscribe *ret_unsubscribe);
int s7_record_request_decode(struct s7_octets payload, struct s7_record_request *ret_request);
int s7_record_answer_decode(struct s7_octets payload, struct s7_record_answer *ret_answer);

/** 01, 05, 07: requests have items, answers and pushes their values. */
bool s7_cyclic_lists(uint8_t subfunction);

/** The period that a request asks for, in milliseconds; 0: its time base is not in the tables. */
uint32_t s7_cyclic_period(const struct s7_cyclic_request *request);

#endif
