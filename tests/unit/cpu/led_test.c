/* SPDX-License-Identifier: MIT
 *
 * LEDs: which there are, who switches them, and what the mode does to RUN and STOP.
 */
#include "unit/cpu/lists.h"

#include "cpu/led.h"

static void shown_are(const struct s7_cpu_leds *leds, enum s7_cpu_mode mode, const char *hex)
{
    uint8_t octets[PEER_OCTETS], expected[PEER_OCTETS];
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    size_t size = octets_of_hex(hex, expected);
    assert_int_equal(s7_cpu_leds_write(leds, mode, &writer), size / S7_CPU_LED_RECORD_SIZE);
    assert_int_equal(s7_writer_size(&writer), size);
    assert_memory_equal(octets, expected, size);
}

static struct s7_cpu_config config_default(void)
{
    struct s7_cpu_config config;
    s7_cpu_config_default(&config);
    return config;
}

/* Captured: an S7-300 in RUN. */
static void the_usual_leds_are_those_of_an_s7_300(void **state)
{
    (void)state;
    struct s7_cpu_leds leds;
    struct s7_cpu_config config = config_default();
    s7_cpu_leds_init(&leds, &config);
    shown_are(&leds, S7_CPU_MODE_RUN, "00010000 00040100 00050000 00060000 000b0000 000c0000 00150000");
    shown_are(&leds, S7_CPU_MODE_STOP, "00010000 00040000 00050100 00060000 000b0000 000c0000 00150000");
}

static void run_and_stop_follow_the_mode(void **state)
{
    (void)state;
    static const uint8_t records[] = {0, 4, 0, 0, 0, 5, 1, 1};
    const struct s7_cpu_szl lists[] = {{.id = 0x0074, .record_size = 4, .record_count = 2, .records = records}};
    struct s7_cpu_leds leds;
    struct s7_cpu_config config = config_default();
    config.szl = lists;
    config.szl_count = 1;
    s7_cpu_leds_init(&leds, &config);
    shown_are(&leds, S7_CPU_MODE_RUN, "00040100 00050000");
    shown_are(&leds, S7_CPU_MODE_STOP, "00040000 00050100");
    shown_are(&leds, S7_CPU_MODE_STARTUP, "00040101 00050100");
    shown_are(&leds, S7_CPU_MODE_HOLD, "00040101 00050100");
    shown_are(&leds, S7_CPU_MODE_DEFECT, "00040000 00050100");
}

/* Captured: an IM 151-8 with a bus fault, SF on and BUS1F flashing. */
static void the_configuration_says_which_there_are_and_how_they_stand(void **state)
{
    (void)state;
    static const uint8_t of_0019[] = {0, 1, 0, 0};
    static const uint8_t of_0074[] = {0, 1, 1, 0, 0, 4, 0, 0, 0, 0x0B, 1, 1};
    const struct s7_cpu_szl lists[] = {{.id = 0x0019, .record_size = 4, .record_count = 1, .records = of_0019},
                                       {.id = 0x0074, .record_size = 4, .record_count = 3, .records = of_0074}};
    struct s7_cpu_leds leds;
    struct s7_cpu_config config = config_default();
    config.szl = lists;
    config.szl_count = 2;
    s7_cpu_leds_init(&leds, &config);
    shown_are(&leds, S7_CPU_MODE_RUN, "00010100 00040100 000b0101");
    config.szl_count = 1;
    s7_cpu_leds_init(&leds, &config);
    shown_are(&leds, S7_CPU_MODE_RUN, "00010000");
}

static void others_are_switched_by_the_embedder(void **state)
{
    (void)state;
    struct s7_cpu_config config = config_default();
    struct s7_cpu *cpu = cpu_of(&config);
    struct peer peer;
    peer_connect(&peer, cpu);
    assert_true(s7_cpu_set_led(cpu, S7_CPU_LED_SF, true, false));
    assert_true(s7_cpu_set_led(cpu, 0x0B, true, true));
    assert_false(s7_cpu_set_led(cpu, S7_CPU_LED_RUN, false, false));
    assert_false(s7_cpu_set_led(cpu, S7_CPU_LED_STOP, true, false));
    assert_false(s7_cpu_set_led(cpu, 0x99, true, true));
    list_is(&peer, 0x0174, 0x0001, "0174000100040001 00010100");
    list_is(&peer, 0x0074, 0,
            "0074000000040007 00010100 00040100 00050000 00060000 000b0101 000c0000 00150000");
    assert_true(s7_cpu_set_led(cpu, 0x0B, false, false));
    list_is(&peer, 0x0019, 0,
            "0019000000040007 00010100 00040100 00050000 00060000 000b0000 000c0000 00150000");
    peer_close(&peer);
    s7_cpu_free(cpu);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_usual_leds_are_those_of_an_s7_300),
        cmocka_unit_test(run_and_stop_follow_the_mode),
        cmocka_unit_test(the_configuration_says_which_there_are_and_how_they_stand),
        cmocka_unit_test(others_are_switched_by_the_embedder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
