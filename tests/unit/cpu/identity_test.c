/* SPDX-License-Identifier: MIT
 *
 * The records of SZL 0011 and 001C, beside those of real CPUs.
 */
#include "unit/cpu/peer.h"

#include "cpu/identity.h"

/* What a CPU 315-2 PN/DP told (its serial number is another one). */
static const struct s7_cpu_identity s7_300 = {
    .order_number = "6ES7 315-2EH14-0AB0",
    .module_type = 0x00C0,
    .hardware = {3, 1},
    .firmware = {3, 2, 7},
    .boot_loader = "Boot Loader",
    .boot_version = {'A', 32, 9, 9},
    .station_name = "S7300/ET200M station_1",
    .module_name = "PLC_1",
    .copyright = "Original Siemens Equipment",
    .serial_number = "S C-A0123456789",
    .type_name = "CPU 315-2 PN/DP",
    .memory_card = "MMC 00000001",
    .manufacturer = {42, 0xF600, 1},
};

#define BLANKS_20 "2020202020202020202020202020202020202020"
#define ZEROS_8   "0000000000000000"
#define ZEROS_32  ZEROS_8 ZEROS_8 ZEROS_8 ZEROS_8

static void modules_are(const struct s7_cpu_identity *identity, uint16_t count, const char *hex)
{
    uint8_t octets[PEER_OCTETS], expected[PEER_OCTETS];
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    assert_int_equal(s7_cpu_identity_modules(identity, &writer), count);
    size_t size = octets_of_hex(hex, expected);
    assert_int_equal(s7_writer_size(&writer), size);
    assert_int_equal(size, (size_t)count * S7_CPU_MODULE_RECORD_SIZE);
    assert_memory_equal(octets, expected, size);
}

static void modules_of_an_s7_300_are_those_captured(void **state)
{
    (void)state;
    modules_are(&s7_300, 4,
                "0001 36455337203331352d32454831342d3041423020 00c0 0003 0001"
                "0006 36455337203331352d32454831342d3041423020 00c0 0003 0001"
                "0007" BLANKS_20 "00c0 56030207"
                "0081 426f6f74204c6f61646572202020202020202020 0000 41200909");
}

static void modules_of_an_s7_1200_are_those_captured(void **state)
{
    (void)state;
    const struct s7_cpu_identity identity = {.order_number = "6ES7 212-1AE40-0XB0",
                                             .hardware = {0x000A, 0x2020},
                                             .firmware = {4, 4, 0},
                                             .firmware_named = true};
    modules_are(&identity, 3,
                "0001 36455337203231322d31414534302d3058423020 0000 000a 2020"
                "0006 36455337203231322d31414534302d3058423020 0000 000a 2020"
                "0007 36455337203231322d31414534302d3058423020 0000 56040400");
}

static void components_stand_in_records_of_34_octets(void **state)
{
    (void)state;
    uint8_t octets[PEER_OCTETS];
    static const uint16_t indexes[] = {1, 2, 3, 4, 5, 7, 8, 9, 10, 11};
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    assert_int_equal(s7_cpu_identity_components(&s7_300, &writer), 10);
    assert_int_equal(s7_writer_size(&writer), 10 * S7_CPU_COMPONENT_RECORD_SIZE);
    for (size_t i = 0; i < 10; i++)
        assert_int_equal(s7_load_u16(octets + 34 * i), indexes[i]);
    const char *const texts[] = {s7_300.station_name,  s7_300.module_name, s7_300.plant_id,   s7_300.copyright,
                                 s7_300.serial_number, s7_300.type_name,   s7_300.memory_card};
    for (size_t i = 0; i < 7; i++) {
        char field[32] = {0};
        memcpy(field, texts[i], strlen(texts[i]));
        assert_memory_equal(octets + 34 * i + 2, field, 32);
    }
    uint8_t expected[32];
    octets_of_hex("002af6000001"
                  "0000" ZEROS_8 ZEROS_8 ZEROS_8,
                  expected);
    assert_memory_equal(octets + (size_t)34 * 7 + 2, expected, 32);
    octets_of_hex(ZEROS_32, expected);
    assert_memory_equal(octets + (size_t)34 * 8 + 2, expected, 32);
    assert_memory_equal(octets + (size_t)34 * 9 + 2, expected, 32);
}

static void a_writer_without_room_stays_within_it(void **state)
{
    (void)state;
    uint8_t octets[100];
    memset(octets, 0xEE, sizeof octets);
    struct s7_writer writer = s7_writer_over(octets, 60);
    s7_cpu_identity_components(&s7_300, &writer);
    assert_true(writer.bad);
    assert_int_equal(octets[60], 0xEE);
}

#define WITHOUT_END(field)                                                                                     \
    do {                                                                                                       \
        struct s7_cpu_identity identity = s7_300;                                                              \
        memset(identity.field, 'x', sizeof identity.field - 1);                                                \
        identity.field[sizeof identity.field - 1] = 0;                                                         \
        assert_true(s7_cpu_identity_valid(&identity));                                                         \
        identity.field[sizeof identity.field - 1] = 'x';                                                       \
        assert_false(s7_cpu_identity_valid(&identity));                                                        \
    } while (0)

static void texts_have_to_end_within_their_fields(void **state)
{
    (void)state;
    WITHOUT_END(order_number);
    WITHOUT_END(boot_loader);
    WITHOUT_END(station_name);
    WITHOUT_END(module_name);
    WITHOUT_END(plant_id);
    WITHOUT_END(copyright);
    WITHOUT_END(serial_number);
    WITHOUT_END(type_name);
    WITHOUT_END(memory_card);
    WITHOUT_END(oem);
    WITHOUT_END(location);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(modules_of_an_s7_300_are_those_captured),
        cmocka_unit_test(modules_of_an_s7_1200_are_those_captured),
        cmocka_unit_test(components_stand_in_records_of_34_octets),
        cmocka_unit_test(a_writer_without_room_stays_within_it),
        cmocka_unit_test(texts_have_to_end_within_their_fields),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
