/* SPDX-License-Identifier: MIT */
#include "block/get.h"

void s7_get_init(struct s7_get *get, uint8_t *buffer, size_t buffer_size)
{
    s7_transfer_init(&get->transfer, S7_JOB_READ, buffer, buffer_size);
}

bool s7_get_call(struct s7_get *get, s7_time now)
{
    return s7_transfer_call(&get->transfer, now);
}
