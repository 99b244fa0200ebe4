/* SPDX-License-Identifier: MIT
 *
 * wire/read_szl.h — read SZL (Userdata group 4, subfunction 01): payloads of the request and of the answer.
 *
 * The answer's payload is the list: a head, then records.  It may come in fragments that split anywhere behind the
 * head, so only the assembled list is decoded.  What the records mean: wire/szl_record.h.
 */
#ifndef WIRE_READ_SZL_H
#define WIRE_READ_SZL_H

#include "base/cursor.h"

enum { S7_SZL_REQUEST_SIZE = 4, S7_SZL_HEAD_SIZE = 8 };

struct s7_szl_request {
    uint16_t id;    /**< module class, extract, number of the list (s7comm.md 8.8) */
    uint16_t index; /**< which record, where the extract asks for one */
};

struct s7_szl_head {
    uint16_t id;
    uint16_t index;
    uint16_t record_size;  /**< octets of one record; may be 0 (corrections.md B8): never divide by it */
    uint16_t record_count; /**< records there are; extracts that ask for the head alone carry none of them */
};

/** A list that came in one piece. */
struct s7_szl_list {
    struct s7_szl_head head;
    struct s7_octets records; /**< as many octets as came, whatever the head says */
};

/** The four parts of a list's id. */
static inline uint8_t s7_szl_number(uint16_t id)
{
    return (uint8_t)id;
}

static inline uint8_t s7_szl_extract(uint16_t id)
{
    return id >> 8 & 0x0F;
}

static inline uint8_t s7_szl_module_class(uint16_t id)
{
    return (uint8_t)(id >> 12);
}

/** @return S7_OK or S7_ERR_S7_MALFORMED: not exactly four octets. */
int s7_szl_request_decode(struct s7_octets payload, struct s7_szl_request *ret_request);

void s7_szl_request_encode(struct s7_writer *writer, const struct s7_szl_request *request);

/**
 * Decodes the head of a whole (assembled) list; `ret_records`: all that follows it.  Record size and count are not
 * held against what follows: ask s7_szl_records_whole().
 * @return S7_OK or S7_ERR_S7_MALFORMED: shorter than a head.
 */
int s7_szl_head_decode(struct s7_octets list, struct s7_szl_head *ret_head, struct s7_octets *ret_records);

void s7_szl_head_encode(struct s7_writer *writer, const struct s7_szl_head *head);

/** Whole records that are really there: no more than the head says and than the octets hold; 0 for record size 0. */
size_t s7_szl_records_whole(const struct s7_szl_head *head, struct s7_octets records);

/** Octets and head agree: the records are all there and nothing else is; or it is an extract of the head alone. */
bool s7_szl_records_agree(const struct s7_szl_head *head, struct s7_octets records);

#endif
