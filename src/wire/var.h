/* SPDX-License-Identifier: MIT
 *
 * wire/var.h — what Read Var (04) and Write Var (05) share: function codes and size rules.
 *
 * P is the negotiated PDU length.  Request: 10 + 2 + 12n (+ data); answer: 12 + 2 + data.
 */
#ifndef WIRE_VAR_H
#define WIRE_VAR_H

#include "wire/data_item.h"
#include "wire/header.h"
#include "wire/item.h"

enum {
    S7_FUNCTION_READ_VAR = 0x04,
    S7_FUNCTION_WRITE_VAR = 0x05,
    S7_VAR_PARAMETER_SIZE = 2, /**< function, item count */
    S7_VAR_ITEM_COUNT_MAX = 255
};

#endif
