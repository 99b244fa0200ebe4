/* SPDX-License-Identifier: MIT */
#include "unit/cpu/learn.h"

static const struct s7_cpu_db dbs[] = {
    {.number = 1, .size = 64},
    {.number = 2, .size = 64, .optimized = true},
    {.number = 3, .size = 64, .write_protected = true},
    {.number = 4, .size = 420},
    {.number = 5, .size = 1000},
};

static struct s7_cpu *cpu;
static struct peer peer;

static int desk_open(void **state)
{
    (void)state;
    struct s7_cpu_config config;
    s7_cpu_config_default(&config);
    config.dbs = dbs;
    config.db_count = sizeof dbs / sizeof dbs[0];
    cpu = cpu_of(&config);
    peer_connect(&peer, cpu);
    return 0;
}

static int desk_close(void **state)
{
    (void)state;
    peer_close(&peer);
    s7_cpu_free(cpu);
    return 0;
}

/* libnodave and an IM151-8: s7comm 4.6, NODAVE#13/#14. */
static void octets_of_bit_memory(void **state)
{
    (void)state;
    const char *question = "0300001f02f080320100000001000e00000401120a10020010000083000000";
    const char *answer = "0300002902f0803203000000010002001400000401ff040080a91000000000010100000000000000"
                         "00";
    cpu_learn(cpu, question, answer);
    peer_ask(&peer, question, answer);
}

/* WinCC and an S7-300: s7comm 4.6, WRW#6/#9; every bit item is followed by a fill octet, the last one by none. */
static void eight_items_of_mixed_type(void **state)
{
    (void)state;
    cpu_put(cpu, "DB1.DBW0", "babe");
    cpu_put(cpu, "DB1.DBX2.0", "01");
    cpu_put(cpu, "DB1.DBD4", "feadbeef");
    cpu_put(cpu, "DB1.DBD8", "aabbccdd");
    cpu_put(cpu, "M1.0", "01");
    cpu_put(cpu, "M1.1", "01");
    cpu_put(cpu, "T0", "2504");
    cpu_put(cpu, "C0", "0011");
    peer_ask(&peer,
             "0300007302f080320100000002006200000408120a10010001000184000010120a10080001000184"
             "000040120a10060001000184000020120a10040001000184000000120a1001000100008300000812"
             "0a10010001000083000009120a101d000100001d000000120a101c000100001c000000",
             "0300004902f0803203000000020002003400000408ff0300010100ff070004aabbccddff040020fe"
             "adbeefff040010babeff0300010100ff0300010100ff0900022504ff0900020011");
}

/* plc4x and an S7-1212C: s7comm A.2, P1200#43/#44; a request of exactly 240 octets with 19 items of all types. */
static void nineteen_items_fill_the_request(void **state)
{
    (void)state;
    const char *question = "030000f702f09d32010000001d00e600000413120a10080001000484000170120a10030001000484"
                           "000440120a10010001000484000000120a100700010004840000b0120a1006000100048400002012"
                           "0a10020001000484000088120a10050001000484000090120a10130001000484000450120a100200"
                           "01000484000080120a10040001000484000010120a100500010004840000a0120a10020004000484"
                           "000240120a10020002000484000230120a10020001000484000008120a1006000100048400026012"
                           "0a1003000c000484000460120a100200040004840001d0120a100700010004840000d0120a100300"
                           "18000484000c60";
    const char *answer = "030000b502f08032030000001d000200a000000413ff07000440490fdcff0900014800ff03000101"
                         "00ff050020f18c9f48ff040020fcde88b8ff0400082a00ff050010f688ff0900020077ff040008d6"
                         "00ff040010a5b8ff050010a5b8ff040020035964abff0400100bc0ff0400082a00ff040020037ebf"
                         "2bff09000cfe046875727a000000000000ff040020000004d2ff050020fcde88b8ff09001800fe00"
                         "040077006f006c0066000000000000000000000000";
    cpu_learn(cpu, question, answer);
    peer_ask(&peer, question, answer);
}

/* snap7 and an S7-315: s7comm 4.6, SNRD#1/#2. */
static void missing_db(void **state)
{
    (void)state;
    struct s7_cpu_config config;
    s7_cpu_config_default(&config);
    struct s7_cpu *without = cpu_of(&config);
    struct peer other;
    peer_connect(&other, without);
    peer_ask(&other, "0300001f02f080320100000000000e00000401120a10020040000184000000",
             "0300001902f08032030000000000020004000004010a000000");
    peer_close(&other);
    s7_cpu_free(without);
}

/* snap7 and an S7-315: s7comm A.2, ALL#55/#56; timers and counters travel as octet strings. */
static void five_areas(void **state)
{
    (void)state;
    const char *question = "0300004f02f080320100001b00003e00000405120a10020010000083000000120a10020010000081"
                           "000000120a10020010000082000000120a101d000800001d000000120a101c000800001c000000";
    const char *answer = "0300007902f080320300001b000002006400000405ff040080acde000daddeaddeaddeaddeaddead"
                         "deff040080aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbff040080bbbbbbbbbbbbbbbbaddeaddeaddead"
                         "deff09001000000000000000000000000000000000ff090010001100000000000000000000000000"
                         "00";
    cpu_learn(cpu, question, answer);
    peer_ask(&peer, question, answer);
}

/* cpu-behaviour S5, S6: refused as a whole, no partial data; the others of the telegram are served. */
static void refused_items_stand_between_served_ones(void **state)
{
    (void)state;
    cpu_put(cpu, "DB1.DBB63", "77");
    cpu_put(cpu, "DB3.DBB0", "33");
    peer_ask(
        &peer,
        "03000065 02f080 32010000000500540000 0407"
        "120a100200010001840001f8 120a100200020001840001f8 120a10020064000284000000 120a10020001000384000000"
        "120a10010002000083000000 120a10020001000083000001 1208824100010001 7f01",
        "03000035 02f080 320300000005000200200000 0407"
        "ff04000877 00 05000000 05000000 ff04000833 00 06000000 05000000 06000000");
}

/* cpu-behaviour S6: the byte-exact answer of the field to 100 octets of an optimized DB. */
static void optimized_db(void **state)
{
    (void)state;
    peer_ask(&peer, "0300001f02f080 320100000000000e0000 0401 120a10020064000284000000",
             "0300001902f080 320300000000000200040000 0401 05000000");
}

/* s7comm 4.8: 222 octets fit a PDU of 240, 223 do not. */
static void answer_of_exactly_the_pdu(void **state)
{
    (void)state;
    peer_say(&peer, "0300001f02f080 3201000000 07000e0000 0401 120a100200de000584000000");
    assert_int_equal(peer.answer_size, 7 + 240);
    peer_ask(&peer, "0300001f02f080 320100000008000e0000 0401 120a100200df000584000000",
             "0300001302f080 320200000008 00000000 8500");
    /* 2 x 109 octets: the fill octet behind the first one counts */
    peer_say(&peer,
             "0300002b02f080 320100000009001a0000 0402 120a1002006d000584000000 120a1002006c000584000000");
    assert_int_equal(peer.answer_size, 7 + 240);
    peer_ask(&peer,
             "0300002b02f080 32010000000a001a0000 0402 120a1002006d000584000000 120a1002006d000584000000",
             "0300001302f080 32020000000a 00000000 8500");
}

/* An item that fits behind one that did not changes nothing. */
static void item_behind_one_that_does_not_fit(void **state)
{
    (void)state;
    peer_request(&peer, 1, "0402 120a100200df000584000000 120a10020001000584000000", "");
    peer_expect_refusal(&peer, 0x8500);
}

/* cpu-behaviour S10: a PDU above what was granted is answered, not cut off. */
static void request_beyond_the_pdu(void **state)
{
    (void)state;
    char question[1024] = "03000103 02f080 32010000000b00f20000 0414";
    for (int i = 0; i < 20; i++)
        strcat(question, "120a10020001000083000000");
    peer_ask(&peer, question, "0300001302f080 32020000000b 00000000 8500");
}

/* corrections.md D7: refused as 85 00, and the connection lives on. */
static void malformed_requests(void **state)
{
    (void)state;
    static const struct {
        const char *parameter;
        const char *data;
    } malformed[] = {
        {"0400", ""},
        {"04", ""},
        {"0402 120a10020001000083000000", ""},
        {"0401 120a10020001000083000000 120a10020001000083000000", ""},
        {"0401 120a100200010000830000", ""},
        {"0401 120b10020001000083000000 00", ""}, /* S7ANY of 11 octets */
        {"0401 120a10020001000083000000", "00"},
    };
    for (size_t i = 0; i < sizeof malformed / sizeof malformed[0]; i++) {
        peer_request(&peer, 1, malformed[i].parameter, malformed[i].data);
        peer_expect_refusal(&peer, 0x8500);
    }
    peer_ask(&peer, "0300001f02f080 320100000001000e0000 0401 120a10020001000083000000",
             "0300001a02f080 320300000001000200050000 0401 ff04000800");
}

/* s7comm 4.10: syntaxes other than S7ANY are no data type of this CPU. */
static void other_syntaxes(void **state)
{
    (void)state;
    peer_ask(&peer, "0300002602f080 32010000000d00150000 0401 1211b003 02004a006c 04004c0194 020051003c",
             "0300001902f080 32030000000d000200040000 0401 06000000");
}

#define READ_TEST(test) cmocka_unit_test_setup_teardown(test, desk_open, desk_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        READ_TEST(octets_of_bit_memory),
        READ_TEST(eight_items_of_mixed_type),
        READ_TEST(nineteen_items_fill_the_request),
        READ_TEST(missing_db),
        READ_TEST(five_areas),
        READ_TEST(refused_items_stand_between_served_ones),
        READ_TEST(optimized_db),
        READ_TEST(answer_of_exactly_the_pdu),
        READ_TEST(item_behind_one_that_does_not_fit),
        READ_TEST(request_beyond_the_pdu),
        READ_TEST(malformed_requests),
        READ_TEST(other_syntaxes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
