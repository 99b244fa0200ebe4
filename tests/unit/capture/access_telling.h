/* SPDX-License-Identifier: MIT
 *
 * access_telling.h — what is found in a PDU, as text.
 */
#ifndef TESTS_ACCESS_TELLING_H
#define TESTS_ACCESS_TELLING_H

#include <stdio.h>

#include "check.h"
#include "vectors.h"

enum { PACKET_HEAD = 7 /* TPKT, COTP DT */ };

static char told[4096];
static size_t told_size;

static inline void tell(const char *text)
{
    size_t left = sizeof told - told_size;
    int length = snprintf(told + told_size, left, "%s%s", told_size ? ", " : "", text);
    assert_true(length >= 0 && (size_t)length < left);
    told_size += (size_t)length;
}

static inline void tell_nothing(void)
{
    told[0] = '\0';
    told_size = 0;
}

#endif
