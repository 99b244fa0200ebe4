/* SPDX-License-Identifier: MIT
 *
 * base/dialer.h — asking a transport to connect a session somewhere (public: sieben/session.h).
 */
#ifndef BASE_DIALER_H
#define BASE_DIALER_H

#include "sieben/session.h"

#endif
