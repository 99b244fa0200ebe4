/* SPDX-License-Identifier: MIT */
#include "cpu/led.h"

#include "cpu/state.h"

enum { LIST_MODULE_LEDS = 0x0019, LIST_LEDS = 0x0074, ID_MASK = 0xFF /* the rest is rack and CPU */ };

/* SF, RUN, STOP, FRCE, BUS1F, BUS2F, MAINT: those of a CPU 315-2 PN/DP and an IM 151-8 (captured). */
static const uint16_t usual[] = {0x01, 0x04, 0x05, 0x06, 0x0B, 0x0C, 0x15};

static const struct s7_cpu_szl *records_of(const struct s7_cpu_config *config, uint16_t id)
{
    for (size_t i = 0; i < config->szl_count; i++)
        if (config->szl[i].id == id && config->szl[i].record_count)
            return &config->szl[i];
    return NULL;
}

void s7_cpu_leds_init(struct s7_cpu_leds *leds, const struct s7_cpu_config *config)
{
    const struct s7_cpu_szl *given = records_of(config, LIST_LEDS);
    given = given ? given : records_of(config, LIST_MODULE_LEDS);
    leds->count = given ? given->record_count : sizeof usual / sizeof usual[0];
    for (size_t i = 0; i < leds->count; i++) {
        const uint8_t *record = given ? given->records + i * S7_CPU_LED_RECORD_SIZE : NULL;
        leds->leds[i] = record ? (struct s7_cpu_led){s7_load_u16(record), record[2], record[3]}
                               : (struct s7_cpu_led){.id = usual[i]};
    }
}

static bool follows_mode(const struct s7_cpu_led *led)
{
    unsigned id = led->id & ID_MASK;
    return id == S7_CPU_LED_RUN || id == S7_CPU_LED_STOP;
}

/* RUN is on in RUN, flashing on the way there; STOP is on whenever the program does not run. */
static struct s7_cpu_led shown(const struct s7_cpu_led *led, enum s7_cpu_mode mode)
{
    if (!follows_mode(led))
        return *led;
    struct s7_cpu_led now = {.id = led->id};
    if ((led->id & ID_MASK) == S7_CPU_LED_RUN) {
        now.on = mode == S7_CPU_MODE_RUN || mode == S7_CPU_MODE_STARTUP || mode == S7_CPU_MODE_HOLD;
        now.flashing = mode == S7_CPU_MODE_STARTUP || mode == S7_CPU_MODE_HOLD;
    } else {
        now.on = mode != S7_CPU_MODE_RUN;
    }
    return now;
}

uint16_t s7_cpu_leds_write(const struct s7_cpu_leds *leds, enum s7_cpu_mode mode, struct s7_writer *writer)
{
    for (size_t i = 0; i < leds->count; i++) {
        struct s7_cpu_led led = shown(&leds->leds[i], mode);
        s7_writer_u16(writer, led.id);
        s7_writer_u8(writer, led.on);
        s7_writer_u8(writer, led.flashing);
    }
    return (uint16_t)leds->count;
}

bool s7_cpu_set_led(struct s7_cpu *cpu, uint16_t led, bool on, bool flashing)
{
    struct s7_cpu_leds *leds = &cpu->szl.leds;
    for (size_t i = 0; i < leds->count; i++) {
        if (leds->leds[i].id != led || follows_mode(&leds->leds[i]))
            continue;
        leds->leds[i].on = on;
        leds->leds[i].flashing = flashing;
        return true;
    }
    return false;
}
