/* SPDX-License-Identifier: MIT
 *
 * capture/moment.h — the time of a packet as a date and a time of day, in UTC.
 */
#ifndef CAPTURE_MOMENT_H
#define CAPTURE_MOMENT_H

#include "base/strbuf.h"
#include "base/time.h"

/** "2026-11-18 06:12:10.264", as a plant file has it; the milliseconds are rounded down.  Any time of s7_time. */
void s7_moment_print(struct s7_strbuf *buf, s7_time time);

/** A plant file can have it: its year is between 1990 and 2089. */
bool s7_moment_is_writable(s7_time time);

#endif
