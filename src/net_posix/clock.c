/* SPDX-License-Identifier: MIT */
#include "net_posix/clock.h"

#include <limits.h>

int s7_posix_wait_ms(s7_time due, s7_time now)
{
    if (due == S7_TIME_NEVER)
        return -1;
    if (due <= now)
        return 0;
    s7_time wait = (due - now - 1) / S7_MILLISECOND + 1;
    return wait < INT_MAX ? (int)wait : INT_MAX;
}
