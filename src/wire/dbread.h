/* SPDX-License-Identifier: MIT
 *
 * wire/dbread.h — DBREAD items (syntax id B0): areas of data blocks in octets, and the parts of their answer.
 *
 * Decoded only, for what watches traffic (s7comm.md 4.10).  An answer says nothing of where its parts end: that
 * takes the areas which were asked for.
 */
#ifndef WIRE_DBREAD_H
#define WIRE_DBREAD_H

#include "wire/item.h"

enum {
    S7_SYNTAX_DBREAD = 0xB0,
    S7_DBREAD_AREA_SIZE = 5,
    S7_DBREAD_AREAS_MAX = 50,  /**< 2 + 5n octets of an item that has 255 at most */
    S7_DBREAD_UNCHANGED = 0xFE /**< code of a part without octets, in change-driven transfer */
};

struct s7_dbread_area {
    uint8_t size; /**< octets */
    uint16_t db;
    uint16_t offset; /**< octets */
};

struct s7_dbread {
    uint8_t area_count;
    struct s7_dbread_area areas[S7_DBREAD_AREAS_MAX];
};

/** What an answer says of one area. */
struct s7_dbread_part {
    uint8_t code;            /**< FF, S7_DBREAD_UNCHANGED, or the return code of a failure */
    struct s7_octets octets; /**< the area's with FF, else none */
};

/**
 * Decodes the areas of an item.
 * @return S7_OK or S7_ERR_S7_MALFORMED: another syntax, or another length than its count says.
 */
int s7_dbread_decode(const struct s7_item *item, struct s7_dbread *ret_dbread);

/**
 * Takes the octets of an answer's (or push's) data item apart.
 * @param ret_parts  as many as `question` has areas; indeterminate on failure
 * @return S7_OK or S7_ERR_S7_MALFORMED: not the answer to this question.
 */
int s7_dbread_parts_decode(const struct s7_dbread *question, struct s7_octets octets,
                           struct s7_dbread_part *ret_parts);

/** The same area as an S7ANY item of BYTEs. */
struct s7_item s7_dbread_item(const struct s7_dbread_area *area);

#endif
