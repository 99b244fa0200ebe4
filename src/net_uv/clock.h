/* SPDX-License-Identifier: MIT
 *
 * net_uv/clock.h — the monotonic clock of this transport, in s7_time.
 */
#ifndef NET_UV_CLOCK_H
#define NET_UV_CLOCK_H

#include <uv.h>

#include "base/time.h"

static inline s7_time s7_uv_now(void)
{
    return (s7_time)uv_hrtime();
}

#endif
