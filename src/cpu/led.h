/* SPDX-License-Identifier: MIT
 *
 * cpu/led.h — the LEDs of a CPU as SZL 0019 and 0074 show them (public: s7_cpu_set_led()).
 *
 * Which there are, and how they stand at power-on, say the records of 0074 or 0019 in the configuration.  RUN and STOP
 * follow the mode: nobody can switch them.
 */
#ifndef CPU_LED_H
#define CPU_LED_H

#include "base/cursor.h"
#include "sieben/cpu.h"

enum { S7_CPU_LED_SF = 0x01, S7_CPU_LED_RUN = 0x04, S7_CPU_LED_STOP = 0x05 };
enum { S7_CPU_LED_RECORD_SIZE = 4, S7_CPU_LEDS_MOST = 32 };

struct s7_cpu_led {
    uint16_t id; /**< with the bits of rack and CPU that 0074 has */
    uint8_t on;
    uint8_t flashing;
};

struct s7_cpu_leds {
    struct s7_cpu_led leds[S7_CPU_LEDS_MOST];
    size_t count;
};

/** The LEDs of the configuration; without records those of an S7-300, all dark. */
void s7_cpu_leds_init(struct s7_cpu_leds *leds, const struct s7_cpu_config *config);

/** Writes the records of 0019 and 0074, RUN and STOP as the mode has them.  @return how many. */
uint16_t s7_cpu_leds_write(const struct s7_cpu_leds *leds, enum s7_cpu_mode mode, struct s7_writer *writer);

#endif
