/* SPDX-License-Identifier: MIT */
#include "block/transfer.h"

struct status_row {
    uint16_t number;
    const char *text;
};

static const struct status_row status_rows[] = {
#define S7_BLOCK_STATUS(number, name, error, text) {number, text},
#include "sieben/block_status.def"
#undef S7_BLOCK_STATUS
};

struct fault_row {
    int error;
    enum s7_block_status status;
};

static const struct fault_row fault_rows[] = {
    {S7_OK, S7_BLOCK_OK},
#define S7_BLOCK_FAULT(error, status) {S7_ERR_##error, S7_BLOCK_##status},
#include "block/defs/fault.def"
#undef S7_BLOCK_FAULT
};

const char *s7_block_status_text(uint16_t status)
{
    for (size_t i = 0; i < sizeof status_rows / sizeof status_rows[0]; i++)
        if (status_rows[i].number == status)
            return status_rows[i].text;
    return "a number that GET and PUT do not use";
}

enum s7_block_status s7_block_status_of(const struct s7_fault *fault)
{
    for (size_t i = 0; i < sizeof fault_rows / sizeof fault_rows[0]; i++)
        if (fault_rows[i].error == fault->error)
            return fault_rows[i].status;
    return S7_BLOCK_COMMUNICATION; /* only for numbers outside error.def */
}
