/* SPDX-License-Identifier: MIT
 *
 * base/session.h — the I/O contract between engines and transports, inside the house (public: sieben/session.h).
 */
#ifndef BASE_SESSION_H
#define BASE_SESSION_H

#include "sieben/session.h"

#endif
