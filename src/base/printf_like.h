/* SPDX-License-Identifier: MIT
 *
 * base/printf_like.h — marks a function that formats like the printf() of the C standard, so that the compiler checks
 * its calls.  For a Windows target plain `printf` would mean Microsoft's, which lacks %zu.
 */
#ifndef BASE_PRINTF_LIKE_H
#define BASE_PRINTF_LIKE_H

/* `format_`: the number of the parameter that holds the format; `first_`: of the first value, 0 for a va_list. */
#if defined(__MINGW32__)
#define S7_PRINTF_LIKE(format_, first_) __attribute__((format(gnu_printf, format_, first_)))
#else
#define S7_PRINTF_LIKE(format_, first_) __attribute__((format(printf, format_, first_)))
#endif

#endif
