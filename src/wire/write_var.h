/* SPDX-License-Identifier: MIT
 *
 * wire/write_var.h — Write Var (function 05): item specifications and data items out, return codes back.
 */
#ifndef WIRE_WRITE_VAR_H
#define WIRE_WRITE_VAR_H

#include "wire/var.h"

struct s7_write_request {
    uint8_t item_count;
    struct s7_item items[S7_VAR_ITEM_COUNT_MAX];
    struct s7_data_item values[S7_VAR_ITEM_COUNT_MAX];
};

struct s7_write_answer {
    uint8_t item_count;
    uint8_t return_codes[S7_VAR_ITEM_COUNT_MAX];
};

/** @return S7_OK or S7_ERR_S7_MALFORMED (other function, items and sizes do not agree, octets left over). */
int s7_write_request_decode(struct s7_octets parameter, struct s7_octets data,
                            struct s7_write_request *ret_request);
/** Writes parameter and data part; *ret_parameter_size is set to the size of the former. */
void s7_write_request_encode(struct s7_writer *writer, const struct s7_write_request *request,
                             size_t *ret_parameter_size);

/** @return S7_OK or S7_ERR_S7_MALFORMED. */
int s7_write_answer_decode(struct s7_octets parameter, struct s7_octets data,
                           struct s7_write_answer *ret_answer);
/** Writes parameter and data part; *ret_parameter_size is set to the size of the former. */
void s7_write_answer_encode(struct s7_writer *writer, const struct s7_write_answer *answer,
                            size_t *ret_parameter_size);

#endif
