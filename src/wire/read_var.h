/* SPDX-License-Identifier: MIT
 *
 * wire/read_var.h — Read Var (function 04): item specifications out, data items back.
 */
#ifndef WIRE_READ_VAR_H
#define WIRE_READ_VAR_H

#include "wire/var.h"

struct s7_read_request {
    uint8_t item_count;
    struct s7_item items[S7_VAR_ITEM_COUNT_MAX];
};

struct s7_read_answer {
    uint8_t item_count;
    struct s7_data_item items[S7_VAR_ITEM_COUNT_MAX];
};

/** @return S7_OK or S7_ERR_S7_MALFORMED (other function, items and sizes do not agree, octets left over). */
int s7_read_request_decode(struct s7_octets parameter, struct s7_octets data,
                           struct s7_read_request *ret_request);
/** Writes the parameter part; there is no data part. */
void s7_read_request_encode(struct s7_writer *writer, const struct s7_read_request *request);

/** @return S7_OK or S7_ERR_S7_MALFORMED. */
int s7_read_answer_decode(struct s7_octets parameter, struct s7_octets data, struct s7_read_answer *ret_answer);
/** Writes parameter and data part; *ret_parameter_size is set to the size of the former. */
void s7_read_answer_encode(struct s7_writer *writer, const struct s7_read_answer *answer,
                           size_t *ret_parameter_size);

#endif
