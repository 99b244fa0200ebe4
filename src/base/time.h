/* SPDX-License-Identifier: MIT
 *
 * base/time.h — points in time, handed in by the caller (public: sieben/session.h).
 *
 * Nothing below net_* reads a clock: `now` is an argument.
 */
#ifndef BASE_TIME_H
#define BASE_TIME_H

#include "sieben/session.h"

#endif
