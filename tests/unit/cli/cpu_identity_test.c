/* SPDX-License-Identifier: MIT
 *
 * What a CPU of the plant file says of itself: lists octet by octet as real CPUs of this identity gave them.
 */
#include "unit/cpu/lists.h"

#include "cli/cpu_config.h"
#include "cli/cpu_identity.h"
#include "cpu/identity.h"
#include "must.h"
#include "unit/plant/loading.h"

struct captured {
    uint16_t id;
    uint16_t index;
    const char *list;
};

/* A CPU 315-2 PN/DP: read by snap7, WinCC and TIA (s7comm A.2). */
static const char plant_315[] =
    "sieben: 1\n"
    "plant: {name: P}\n"
    "cpus:\n"
    "  OVEN:\n"
    "    address: 127.0.0.1\n"
    "    profile: s7-300\n"
    "    model: 6ES7 315-2EH14-0AB0\n"
    "    firmware: V3.2.7\n"
    "    identity: {station: S7300/ET200M station_1, module: PLC_1, serial: S C-B1U393142011, type: CPU 315-2 "
    "PN/DP,\n"
    "      memory_card: MMC 4A1AC019}\n"
    "    diagnostics:\n"
    "      - {event: 0x4302, at: \"2016-02-08 23:08:10.264\", data: ff68c700000008147714}\n"
    "      - {event: 0x1381, at: \"2016-02-08 23:08:10.263\", data: 1b64c772430408147714}\n"
    "      - {event: 0x4301, at: \"2016-02-08 23:08:10.166\", data: ff46c772430408147714}\n"
    "      - {event: 0x4304, at: \"2016-02-08 23:08:10.031\", data: ff840000000000000000}\n"
    "      - {event: 0x4302, at: \"2015-12-15 16:47:25.733\", data: ff68c700000008147714}\n"
    "      - {event: 0x1381, at: \"2015-12-15 16:47:25.732\", data: 1b64c772430408147714}\n"
    "      - {event: 0x4301, at: \"2015-12-15 16:47:25.630\", data: ff46c772430408147714}\n"
    "      - {event: 0x4304, at: \"2015-12-15 16:47:20.015\", data: ff840000000000000000}\n"
    "      - {event: 0x4302, at: \"2015-12-15 16:22:29.041\", data: ff68c700000008147714}\n"
    "      - {event: 0x1381, at: \"2015-12-15 16:22:29.040\", data: 1b64c772430408147714}\n";

static const struct captured captured_315[] = {
    {0x0011, 0x0000,
     "00110000001c0004000136455337203331352d32454831342d304142302000c000030001000636455337203331352d32454831"
     "342d304142302000c0000300010007202020202020202020202020202020202020202000c0560302070081426f6f74204c6f61"
     "646572202020202020202020000041200909"},
    {0x001C, 0x0000,
     "001c00000022000a000153373330302f45543230304d2073746174696f6e5f31000000000000000000000002504c435f310000"
     "000000000000000000000000000000000000000000000000000003000000000000000000000000000000000000000000000000"
     "000000000000000000044f726967696e616c205369656d656e732045717569706d656e7400000000000000055320432d423155"
     "333933313432303131000000000000000000000000000000000007435055203331352d3220504e2f4450000000000000000000"
     "000000000000000000084d4d4320344131414330313900000000000000000000000000000000000000000009002af600000100"
     "00000000000000000000000000000000000000000000000000000a000000000000000000000000000000000000000000000000"
     "0000000000000000000b0000000000000000000000000000000000000000000000000000000000000000"},
    {0x0131, 0x0001,
     "0131000100280001000100f0001000b71b000002dc6c05f5e10000000000000000000000000000000000000000000000"},
    {0x0424, 0x0000, "04240000001400015144ff0800000000000000001602081451375692"},
    {0x0131, 0x0003,
     "013100030028000100037ffc830100f00010000102090000000000000000000000000000000000000000000000000000"},
    {0x0131, 0x0004,
     "01310004002800010004fe01624163001e00101010040200000200020000000000000000000000000000000000000000"},
    {0x0015, 0x0000,
     "00150000000a00050800001603d10000fffe0a003e8103d10000fffe0b00042203d10000fffe0c001f4003d10000fffe0e001f"
     "4003d10000fffe"},
    {0x0019, 0x0000, "001900000004000700010000000401000005000000060000000b0000000c000000150000"},
    {0x00A0, 0x0000,
     "00a000000014000a4302ff68c700000008147714160208230810264213811b64c77243040814771416020823081026324301ff"
     "46c77243040814771416020823081016624304ff84000000000000000016020823081003124302ff68c7000000081477141512"
     "15164725733313811b64c77243040814771415121516472573234301ff46c77243040814771415121516472563034304ff8400"
     "0000000000000015121516472001534302ff68c700000008147714151215162229041313811b64c77243040814771415121516"
     "22290403"}};

/* An IM 151-8 PN/DP CPU with a bus fault, read by STEP 7. */
static const char plant_151[] =
    "sieben: 1\n"
    "plant: {name: P}\n"
    "cpus:\n"
    "  OVEN:\n"
    "    address: 127.0.0.1\n"
    "    profile: s7-300\n"
    "    model: 6ES7 151-8AB01-0AB0\n"
    "    firmware: V3.2.6\n"
    "    resources: {total: 12, reserved: {pg: 1, op: 1}}\n"
    "    identity: {station: IM151-8-CPU, type: IM151-8 PN/DP CPU}\n"
    "    szl:\n"
    "      - {id: 0x003A, record_size: 148}\n"
    "      - {id: 0x0074, records: [00010100, 00040100, 00050000, 00060000, 000b0101, 000c0000, 00150000]}\n"
    "      - {id: 0x0131, index: 0x0001,\n"
    "         records: [000100f0000c0002dc6c0000000005f5e10000000000000000000000000000000000000000000000]}\n"
    "      - {id: 0x0222, index: 0x0050, records: [35011a50c85800000000012c00000000000000000000000800000000]}\n"
    "      - {id: 0x0D91, records: [000002007fff00c000c00000b4020011]}\n";

static const struct captured captured_151[] = {
    {0x0011, 0x0000,
     "00110000001c0004000136455337203135312d38414230312d304142302000c000030001000636455337203135312d38414230"
     "312d304142302000c0000300010007202020202020202020202020202020202020202000c0560302060081426f6f74204c6f61"
     "646572202020202020202020000041200909"},
    {0x0131, 0x0001,
     "0131000100280001000100f0000c0002dc6c0000000005f5e10000000000000000000000000000000000000000000000"},
    {0x0131, 0x0002,
     "01310002002800010002befd4f0000000000080000003c01080000007d000005030f00000800000c000a000000010000"},
    {0x0131, 0x0005,
     "013100050028000100053e00000000000000000c01f40000000000000000000000000000000000000000000000000000"},
    {0x0131, 0x0006,
     "01310006002800010006f30000f801f0ff4e000000000000000000000004000000200100000a004cffff05c000000000"},
    {0x0131, 0x0009,
     "013100090028000100090101010001f701f7000100010000000000000000000000000000000000000000000000000000"},
    {0x0132, 0x0001,
     "01320001002800010001000100010001000000010000000a000000140000000000000000000000000000000000000003"},
    {0x0132, 0x0009,
     "0132000900280001000905f5e10000000000000000000000000000000000000000000000000000000000000000000000"},
    {0x0132, 0x000B,
     "0132000b00280001000b0000000000000000000000000000000000000000000000000000000000000000000000000000"},
    {0x0112, 0x0100, "011201000002000201010104"},
    {0x0112, 0x0200, "0112020000000000"},
    {0x0F11, 0x0000, "0f110000001c0004"},
    {0x0F1C, 0x0000, "0f1c00000022000a"},
    {0x003A, 0x0000, "003a000000940000"},
    {0x0222, 0x0050, "02220050001c000135011a50c85800000000012c00000000000000000000000800000000"},
    {0x0D91, 0x0000, "0d91000000100001000002007fff00c000c00000b4020011"},
    {0x0174, 0x0006, "017400060004000100060000"}};

/* An S7-1212C. */
static const char plant_1212[] =
    "sieben: 1\n"
    "plant: {name: P}\n"
    "cpus:\n"
    "  OVEN: {address: 127.0.0.1, profile: s7-1200, model: 6ES7 212-1AE40-0XB0, firmware: V4.4.0, slot: 2}\n";

static const struct captured captured_1212[] = {
    {0x0011, 0x0000,
     "00110000001c0003000136455337203231322d31414534302d30584230200000000a2020000636455337203231322d31414534"
     "302d30584230200000000a2020000736455337203231322d31414534302d3058423020000056040400"}};

struct scene {
    struct loading loading;
    struct s7_cpu *cpu;
    struct peer peer;
};

static struct scene scene;

static void play(const char *text)
{
    struct s7_cpu_config config;
    struct s7_cli_cpu_room room;
    loading_run(&scene.loading, text, strlen(text));
    loading_print(&scene.loading);
    must(scene.loading.plant);
    const struct s7_plant_cpu *cpu = &scene.loading.plant->cpus[0];
    must(s7_cli_cpu_room_new(cpu, &room) == S7_OK);
    s7_cli_cpu_config(cpu, &config, &room);
    config.clock = (struct s7_clock){2016, 2, 8, 14, 51, 36, 0, 569};
    config.clock_at = 0;
    scene.cpu = cpu_of(&config);
    s7_cli_cpu_room_free(&room);
    peer_connect(&scene.peer, scene.cpu);
}

static void stop_playing(void)
{
    peer_close(&scene.peer);
    s7_cpu_free(scene.cpu);
    s7_plant_free(scene.loading.plant);
}

#define ARE(captured)                                                                                          \
    for (size_t i = 0; i < sizeof(captured) / sizeof(captured)[0]; i++)                                        \
    list_is(&scene.peer, (captured)[i].id, (captured)[i].index, (captured)[i].list)

static void a_cpu_315_says_what_it_said(void **state)
{
    (void)state;
    play(plant_315);
    ARE(captured_315);
    list_refused(&scene.peer, 0x0222, 0x5050, 0xD402);
    stop_playing();
}

static void an_im_151_says_what_it_said(void **state)
{
    (void)state;
    play(plant_151);
    ARE(captured_151);
    stop_playing();
}

static void an_s7_1200_says_what_it_said_and_no_more(void **state)
{
    (void)state;
    play(plant_1212);
    ARE(captured_1212);
    list_refused(&scene.peer, 0x001C, 0, 0xD401);
    stop_playing();
}

/* ---- what neither plant nor profile say ------------------------------------------------------------------------ */

static struct s7_cpu_identity identity_of(const char *keys)
{
    char text[600];
    struct s7_cpu_identity identity;
    snprintf(text, sizeof text,
             "sieben: 1\nplant: {name: P}\ncpus:\n  OVEN:\n    address: a\n    profile: s7-300\n%s", keys);
    loading_run(&scene.loading, text, strlen(text));
    must(scene.loading.plant);
    s7_cli_cpu_identity(&scene.loading.plant->cpus[0], &identity);
    s7_plant_free(scene.loading.plant);
    assert_true(s7_cpu_identity_valid(&identity));
    return identity;
}

static void what_is_not_said_comes_from_name_and_profile(void **state)
{
    (void)state;
    struct s7_cpu_identity identity = identity_of("");
    assert_string_equal(identity.order_number, "6ES7 315-2EH14-0AB0");
    assert_string_equal(identity.station_name, "OVEN");
    assert_string_equal(identity.module_name, "OVEN");
    assert_string_equal(identity.type_name, "CPU 315-2 PN/DP");
    assert_string_equal(identity.copyright, "Original Siemens Equipment");
    assert_string_equal(identity.serial_number, "");
    assert_string_equal(identity.boot_loader, "Boot Loader");
    assert_memory_equal(identity.boot_version, ((const uint8_t[]){'A', 32, 9, 9}), 4);
    assert_memory_equal(identity.firmware, ((const uint8_t[]){3, 2, 7}), 3);
    assert_int_equal(identity.module_type, 0x00C0);
    assert_int_equal(identity.hardware[0], 3);
    assert_int_equal(identity.hardware[1], 1);
    assert_int_equal(identity.manufacturer[0], 42);
    assert_int_equal(identity.manufacturer[1], 0xF600);
    assert_int_equal(identity.manufacturer[2], 1);
}

static void the_plant_is_believed_where_it_speaks(void **state)
{
    (void)state;
    struct s7_cpu_identity identity =
        identity_of("    model: 6ES7 151-8AB01-0AB0\n    firmware: \"2.8\"\n"
                    "    identity: {station: S, module: M, plant_id: I, copyright: C, serial: N, type: T,\n"
                    "               memory_card: Y, oem: O, location: L}\n");
    assert_string_equal(identity.order_number, "6ES7 151-8AB01-0AB0");
    assert_memory_equal(identity.firmware, ((const uint8_t[]){2, 8, 0}), 3);
    assert_string_equal(identity.station_name, "S");
    assert_string_equal(identity.module_name, "M");
    assert_string_equal(identity.plant_id, "I");
    assert_string_equal(identity.copyright, "C");
    assert_string_equal(identity.serial_number, "N");
    assert_string_equal(identity.type_name, "T");
    assert_string_equal(identity.memory_card, "Y");
    assert_string_equal(identity.oem, "O");
    assert_string_equal(identity.location, "L");
    identity = identity_of("    model: a text that is longer than any order number\n");
    assert_string_equal(identity.order_number, "6ES7 315-2EH14-0AB0");
    identity = identity_of("    model: X\n    identity: {order_number: 6GK7 343-1EX30-0XE0}\n");
    assert_string_equal(identity.order_number, "6GK7 343-1EX30-0XE0");
}

static void lists_of_the_plant_stand_instead_of_those_of_the_family(void **state)
{
    (void)state;
    static const struct s7_plant_szl own[] = {{.id = 0x0015, .record_size = 10},
                                              {.id = 0x0077, .record_size = 3}};
    const struct s7_profile *profile = s7_profile_find("s7-300");
    const struct s7_plant_cpu plain = {.name = "A", .profile = profile};
    const struct s7_plant_cpu cpu = {
        .name = "A", .profile = profile, .szl = (struct s7_plant_szl *)(uintptr_t)own, .szl_count = 2};
    struct s7_cpu_szl lists[64];
    size_t family = s7_cli_cpu_szl(&plain, lists);
    assert_int_equal(family, s7_cli_cpu_szl_most(&plain));
    size_t count = s7_cli_cpu_szl(&cpu, lists);
    assert_int_equal(count, family + 1);
    assert_int_equal(s7_cli_cpu_szl_most(&cpu), family + 2);
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        if (lists[i].id != 0x0015)
            continue;
        assert_int_equal(lists[i].record_size, 10);
        assert_int_equal(lists[i].record_count, 0);
        found++;
    }
    assert_int_equal(found, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cpu_315_says_what_it_said),
        cmocka_unit_test(an_im_151_says_what_it_said),
        cmocka_unit_test(an_s7_1200_says_what_it_said_and_no_more),
        cmocka_unit_test(what_is_not_said_comes_from_name_and_profile),
        cmocka_unit_test(the_plant_is_believed_where_it_speaks),
        cmocka_unit_test(lists_of_the_plant_stand_instead_of_those_of_the_family),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
