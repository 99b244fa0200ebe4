/* SPDX-License-Identifier: MIT */
#include "block/put.h"

void s7_put_init(struct s7_put *put, uint8_t *buffer, size_t buffer_size)
{
    s7_transfer_init(&put->transfer, S7_JOB_WRITE, buffer, buffer_size);
}

bool s7_put_call(struct s7_put *put, s7_time now)
{
    return s7_transfer_call(&put->transfer, now);
}
