/* SPDX-License-Identifier: MIT
 *
 * sieben/clock.h — the time of day as a CPU's clock shows it: no zone, no daylight saving.
 */
#ifndef SIEBEN_CLOCK_H
#define SIEBEN_CLOCK_H

#include <stdint.h>

struct s7_clock {
    uint16_t year;        /**< 1990…2089: what a CPU's two digits of a year can mean */
    uint8_t month;        /**< 1…12 */
    uint8_t day;          /**< 1…31 */
    uint8_t hour;         /**< 0…23 */
    uint8_t minute;       /**< 0…59 */
    uint8_t second;       /**< 0…59 */
    uint8_t weekday;      /**< 1 Sunday … 7 Saturday; 0: not given */
    uint16_t millisecond; /**< 0…999 */
};

#endif
