/* SPDX-License-Identifier: MIT
 *
 * sieben/api.h — what every public header of libsieben starts from.
 *
 * A symbol marked S7_API is a promise: it is exported by the shared library and its contract does not
 * change within a major version.  Everything else is hidden.
 */
#ifndef SIEBEN_API_H
#define SIEBEN_API_H

#if defined(__GNUC__)
#define S7_API __attribute__((visibility("default")))
#else
#define S7_API
#endif

#if defined(__cplusplus)
#define S7_BEGIN_DECLS extern "C" {
#define S7_END_DECLS   }
#else
#define S7_BEGIN_DECLS
#define S7_END_DECLS
#endif

#endif
