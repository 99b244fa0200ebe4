/* SPDX-License-Identifier: MIT
 *
 * wire/clock.h — date and time on the wire (Userdata group 7, diagnostic events, SZL): BCD, to the millisecond.
 *
 * Eight octets YY MM DD hh mm ss mm mD are a DATE_AND_TIME; the clock services put a reserved octet and the century
 * in front.  The century octet is wrong in real CPUs (19 in 2016), so only YY counts: 90..99 is 19YY, 00..89 20YY.
 */
#ifndef WIRE_CLOCK_H
#define WIRE_CLOCK_H

#include "base/cursor.h"
#include "sieben/clock.h"

enum { S7_TIME8_SIZE = 8, S7_TIME10_SIZE = 10 };

/** The payload of reading and setting a clock, every octet of it. */
struct s7_time10 {
    uint8_t reserved; /**< 0 */
    uint8_t century;  /**< BCD; ignored on reading */
    uint8_t time[S7_TIME8_SIZE];
};

/** All members are in their range and the day exists; whether the weekday is that day's is not asked. */
bool s7_clock_valid(const struct s7_clock *clock);

/** @return S7_OK or S7_ERR_S7_MALFORMED: not BCD, or no such date or time (*ret_clock untouched). */
int s7_time8_decode(const uint8_t octets[S7_TIME8_SIZE], struct s7_clock *ret_clock);

/** `clock` must be valid. */
void s7_time8_encode(const struct s7_clock *clock, uint8_t ret_octets[S7_TIME8_SIZE]);

/** The payload as it is: no check but its size.  @return S7_OK or S7_ERR_S7_MALFORMED: not exactly ten octets. */
int s7_time10_decode(struct s7_octets payload, struct s7_time10 *ret_time);

void s7_time10_encode(struct s7_writer *writer, const struct s7_time10 *time);

/** A payload from a valid time; `century` as a number: 19 as an S7-300 writes it, 20 as others do. */
struct s7_time10 s7_time10_of(const struct s7_clock *clock, uint8_t century);

#endif
