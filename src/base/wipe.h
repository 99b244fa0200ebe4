/* SPDX-License-Identifier: MIT
 *
 * base/wipe.h — octets that nobody shall find any more: passwords after use.
 */
#ifndef BASE_WIPE_H
#define BASE_WIPE_H

#include <stddef.h>

/** Overwrites with zero; not left out by a compiler that sees no use of the octets afterwards. */
static inline void s7_wipe_octets(void *octets, size_t size)
{
    volatile unsigned char *at = octets;
    while (size-- > 0)
        *at++ = 0;
}

#endif
