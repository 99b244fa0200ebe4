/* SPDX-License-Identifier: MIT
 *
 * sieben/version.h — the version of the headers and of the library that was linked.
 */
#ifndef SIEBEN_VERSION_H
#define SIEBEN_VERSION_H

#include "sieben/api.h"

#define S7_VERSION_MAJOR 0
#define S7_VERSION_MINOR 1
#define S7_VERSION_PATCH 0
#define S7_VERSION_TEXT  "0.1.0"

S7_BEGIN_DECLS

/** The version of the linked library, "major.minor.patch"; static storage, any thread. */
S7_API const char *s7_version_text(void);

S7_END_DECLS

#endif
