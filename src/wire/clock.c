/* SPDX-License-Identifier: MIT */
#include "wire/clock.h"

#include "sieben/error.h"
#include "wire/userdata_body.h"

enum { YEAR_TURN = 90, YEAR_FIRST = 1990, YEAR_LAST = 2089 };

static bool leap(unsigned year)
{
    return year % 4 == 0; /* holds from 1990 to 2089 */
}

static unsigned days_in(unsigned year, unsigned month)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && leap(year) ? 1U : 0U);
}

bool s7_clock_valid(const struct s7_clock *clock)
{
    return clock->year >= YEAR_FIRST && clock->year <= YEAR_LAST && clock->month >= 1 && clock->month <= 12 &&
           clock->day >= 1 && clock->day <= days_in(clock->year, clock->month) && clock->hour < 24 &&
           clock->minute < 60 && clock->second < 60 && clock->millisecond < 1000 && clock->weekday <= 7;
}

static uint8_t bcd_of(unsigned value)
{
    return (uint8_t)(value / 10 << 4 | value % 10);
}

static unsigned bcd_value(uint8_t octet)
{
    return (octet >> 4) * 10U + (octet & 0x0F);
}

/* The low nibble of the last octet is the weekday, which the caller checks. */
static bool bcd_valid(const uint8_t octets[S7_TIME8_SIZE])
{
    for (size_t i = 0; i < S7_TIME8_SIZE; i++) {
        if (octets[i] >> 4 > 9 || (octets[i] & 0x0F) > 9)
            return false;
    }
    return true;
}

int s7_time8_decode(const uint8_t octets[S7_TIME8_SIZE], struct s7_clock *ret_clock)
{
    unsigned year = bcd_value(octets[0]);
    const struct s7_clock clock = {
        .year = (uint16_t)(year < YEAR_TURN ? 2000 + year : 1900 + year),
        .month = (uint8_t)bcd_value(octets[1]),
        .day = (uint8_t)bcd_value(octets[2]),
        .hour = (uint8_t)bcd_value(octets[3]),
        .minute = (uint8_t)bcd_value(octets[4]),
        .second = (uint8_t)bcd_value(octets[5]),
        .millisecond = (uint16_t)(bcd_value(octets[6]) * 10 + (octets[7] >> 4)),
        .weekday = octets[7] & 0x0F,
    };
    if (!bcd_valid(octets) || !s7_clock_valid(&clock))
        return S7_ERR_S7_MALFORMED;
    *ret_clock = clock;
    return S7_OK;
}

void s7_time8_encode(const struct s7_clock *clock, uint8_t ret_octets[S7_TIME8_SIZE])
{
    ret_octets[0] = bcd_of(clock->year % 100U);
    ret_octets[1] = bcd_of(clock->month);
    ret_octets[2] = bcd_of(clock->day);
    ret_octets[3] = bcd_of(clock->hour);
    ret_octets[4] = bcd_of(clock->minute);
    ret_octets[5] = bcd_of(clock->second);
    ret_octets[6] = bcd_of(clock->millisecond / 10U);
    ret_octets[7] = (uint8_t)(clock->millisecond % 10U << 4 | clock->weekday);
}

int s7_time10_decode(struct s7_octets payload, struct s7_time10 *ret_time)
{
    struct s7_reader reader = s7_reader_over(payload.at, payload.size);
    uint8_t reserved = s7_reader_u8(&reader);
    uint8_t century = s7_reader_u8(&reader);
    const uint8_t *time = s7_reader_take(&reader, S7_TIME8_SIZE);
    if (!s7_reader_done(&reader))
        return S7_ERR_S7_MALFORMED;
    ret_time->reserved = reserved;
    ret_time->century = century;
    memcpy(ret_time->time, time, S7_TIME8_SIZE);
    return S7_OK;
}

void s7_time10_encode(struct s7_writer *writer, const struct s7_time10 *time)
{
    s7_writer_u8(writer, time->reserved);
    s7_writer_u8(writer, time->century);
    s7_writer_octets(writer, time->time, S7_TIME8_SIZE);
}

struct s7_time10 s7_time10_of(const struct s7_clock *clock, uint8_t century)
{
    struct s7_time10 octets = {.century = bcd_of(century)};
    s7_time8_encode(clock, octets.time);
    return octets;
}

const struct s7_codec s7_read_clock_codec = {s7_userdata_body_decode, s7_userdata_body_encode};
const struct s7_codec s7_set_clock_codec = {s7_userdata_body_decode, s7_userdata_body_encode};
const struct s7_codec s7_read_clock_following_codec = {s7_userdata_body_decode, s7_userdata_body_encode};
const struct s7_codec s7_set_clock_2_codec = {s7_userdata_body_decode, s7_userdata_body_encode};
