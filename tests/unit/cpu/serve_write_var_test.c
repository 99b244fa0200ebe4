/* SPDX-License-Identifier: MIT */
#include "unit/cpu/peer.h"

#include "cpu/state.h"

static const struct s7_cpu_db dbs[] = {
    {.number = 1, .size = 300},
    {.number = 2, .size = 64, .optimized = true},
    {.number = 3, .size = 64, .write_protected = true},
};

static struct s7_cpu *cpu;
static struct peer peer;

/* What the hooks saw, in order. */
static struct {
    struct s7_range ranges[8];
    size_t range_count;
    unsigned events;
    unsigned locked, unlocked;
    bool locked_now;
} seen;

static void see_range(void *user, const struct s7_range *range, s7_time now)
{
    assert_ptr_equal(user, &seen);
    assert_int_equal(now, peer.now);
    assert_false(seen.locked_now);
    assert_in_range(seen.range_count, 0, 7);
    seen.ranges[seen.range_count++] = *range;
}

static void see_event(void *self, const struct s7_conversation *on, enum s7_event event,
                      const struct s7_fault *fault, s7_time now)
{
    (void)now;
    assert_ptr_equal(self, &seen);
    if (event != S7_EVENT_WRITTEN)
        return;
    assert_null(fault);
    assert_string_equal(on->peer, "desk");
    assert_int_equal(on->port, 4711);
    assert_int_equal(on->number, 1);
    seen.events++;
}

static const struct s7_observer observer = {.self = &seen, .event = see_event};

static int desk_open(void **state)
{
    (void)state;
    struct s7_cpu_config config;
    s7_cpu_config_default(&config);
    config.dbs = dbs;
    config.db_count = sizeof dbs / sizeof dbs[0];
    config.observer = &observer;
    memset(&seen, 0, sizeof seen);
    cpu = cpu_of(&config);
    s7_cpu_set_written(cpu, see_range, &seen);
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

/* WinCC and an S7-300: s7comm 4.6, WRW#27/#28 (M1.0 := 0); the other bits of the octet stay. */
static void single_bit(void **state)
{
    (void)state;
    cpu_put(cpu, "MB1", "ff");
    peer_ask(&peer, "0300002402f080320100000001000e00050501120a100100010000830000080003000100",
             "0300001602f0803203000000010002000100000501ff");
    cpu_holds(cpu, "MB1", "fe");
}

/* libnodave and an IM151-8: s7comm 4.6, NODAVE#15/#16. */
static void octets_of_bit_memory(void **state)
{
    (void)state;
    peer_ask(&peer, "0300002702f080320100000002000e00080501120a1002000400008300000000040020a9100001",
             "0300001602f0803203000000020002000100000501ff");
    cpu_holds(cpu, "P#M0.0 BYTE 5", "a910000100");
}

/* snap7 and an S7-315: s7comm A.2, ALL#53/#54; timers and counters are refused, the rest is written. */
static void timers_and_counters_are_refused_among_written_items(void **state)
{
    (void)state;
    peer_ask(&peer,
             "030000c302f080320100001a00003e00740505120a10040010000083000000120a10020010000081"
             "000000120a10020010000082000000120a101d000800001d000000120a101c000800001c00000000"
             "040100addeaddeaddeaddeaddeaddeaddeaddeefbeefbeefbeefbeefbeefbeefbeefbe00040080aa"
             "aaaaaaaaaaaaaabbbbbbbbbbbbbbbb00040080bbbbbbbbbbbbbbbbaddeaddeaddeadde00090010ef"
             "beefbeefbeefbeefbeefbeefbeefbe00090010fecafecafecafecafecafecafecafeca",
             "0300001a02f080320300001a000002000500000505ffffff0303");
    cpu_holds(cpu, "P#M0.0 BYTE 4", "addeadde");
    cpu_holds(cpu, "P#M28.0 BYTE 5", "efbeefbe00");
    cpu_holds(cpu, "P#I0.0 BYTE 16", "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbb");
    cpu_holds(cpu, "P#Q12.0 BYTE 4", "addeadde");
    cpu_holds(cpu, "T0", "0000");
    cpu_holds(cpu, "C7", "0000");
}

/* Each item is judged on its own; the answer has the code of each. */
static void every_item_has_its_own_code(void **state)
{
    (void)state;
    peer_request(&peer, 1,
                 "0508 120a10020001000184000000 120a10020001000284000000 120a10020001000384000000"
                 "120a10020001000984000000 120a10020001000184000960 120a10010002000083000000"
                 "120a10020002000184000010 120a10040001000184000020",
                 "0004000811 00 0004000822 00 0004000833 00 0004000844 00 0004000855 00 000300020100"
                 "0004000866 00 000400107788");
    peer_expect_parts(&peer, 3, 0, "0508", "ff05030a050607ff");
    cpu_holds(cpu, "P#DB1.DBX0.0 BYTE 6", "110000007788");
    cpu_holds(cpu, "DB3.DBB0", "00");
}

static void value_must_fit_its_item(void **state)
{
    (void)state;
    static const char *const unfit[] = {
        "00040010 1111", /* longer */
        "00040000",      /* empty */
        "00090001 11",   /* octet string for BYTE */
        "00050008 11",   /* integer for BYTE */
        "00030001 01",   /* bit for BYTE */
        "00040007 11",   /* seven bits */
        "00000000",      /* nothing */
    };
    cpu_put(cpu, "DB1.DBB0", "aa");
    for (size_t i = 0; i < sizeof unfit / sizeof unfit[0]; i++) {
        peer_request(&peer, 1, "0501 120a10020001000184000000", unfit[i]);
        peer_expect_parts(&peer, 3, 0, "0501", "07");
    }
    cpu_holds(cpu, "DB1.DBB0", "aa");
    assert_int_equal(seen.range_count, 0);
    assert_int_equal(seen.events, 0);
}

/* s7comm 4.6: some partners pad the last item as well. */
static void padded_last_item_is_accepted(void **state)
{
    (void)state;
    peer_request(&peer, 1, "0501 120a10020003000184000000", "00040018 112233 00");
    peer_expect_parts(&peer, 3, 0, "0501", "ff");
    cpu_holds(cpu, "P#DB1.DBX0.0 BYTE 4", "11223300");
}

/* A telegram that is malformed anywhere writes nothing, not even its first item. */
static void malformed_telegram_writes_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *parameter;
        const char *data;
    } malformed[] = {
        {"0500", ""},
        {"05", ""},
        {"0501", "00040008 11"},
        {"0501 120a10020001000184000000", ""},
        {"0501 120a10020001000184000000", "00040008"},
        {"0501 120a10020001000184000000", "00040008 11 0000"},
        {"0501 120a10020002000184000000", "00040010 1122 00"},
        {"0501 120a10020001000184000000 120a10020001000184000000", "00040008 11"},
        {"0502 120a10020001000184000000", "0004000811 00 0004000822"},
        {"0502 120a10020001000184000000 120a100200010001840000", "0004000811 00 0004000822"},
        {"0502 120a10020001000184000000 120a10020001000184000008", "0004000811 00"},
        {"0502 120a10020001000184000000 120a10020001000184000008", "0004000811 0004000822"},
        {"0502 120a10020001000184000000 120a10020001000184000008", "0004000811 00 0004000822 00 ff"},
        {"0502 120a10020001000184000000 120a10020001000184000008", "0004000811 00 0004000c22"},
        {"0501 120810", "00040008 11"},
        {"0502 120a10020001000184000000 120910", "0004000811 00 0004000822"},
        {"0502 120a10020001000184000000 1200", "0004000811 00 0004000822"},
    };
    for (size_t i = 0; i < sizeof malformed / sizeof malformed[0]; i++) {
        peer_request(&peer, 1, malformed[i].parameter, malformed[i].data);
        peer_expect_refusal(&peer, 0x8500);
    }
    cpu_holds(cpu, "P#DB1.DBX0.0 BYTE 2", "0000");
    assert_int_equal(seen.range_count, 0);
}

/* s7comm 4.8: 212 octets fit a request of 240; one with 213 is refused (cpu-behaviour S10). */
static void request_of_exactly_the_pdu(void **state)
{
    (void)state;
    char data[1024] = "000406a0";
    for (int i = 0; i < 212; i++)
        strcat(data, "5a");
    peer_request(&peer, 1, "0501 120a100200d4000184000000", data);
    peer_expect_parts(&peer, 3, 0, "0501", "ff");
    cpu_holds(cpu, "P#DB1.DBX210.0 BYTE 4", "5a5a0000");
    memcpy(data, "000406a8", 8);
    strcat(data, "5a");
    peer_request(&peer, 1, "0501 120a100200d5000184000000", data);
    peer_expect_refusal(&peer, 0x8500);
    cpu_holds(cpu, "P#DB1.DBX210.0 BYTE 4", "5a5a0000");
}

static void program_hears_every_written_range_and_observer_one_event(void **state)
{
    (void)state;
    peer_request(&peer, 1, "0503 120a10020002000184000010 120a10020001000284000000 120a10010001000083000009",
                 "000400101122 000400083300 000300 0101");
    peer_expect_parts(&peer, 3, 0, "0503", "ff05ff");
    assert_int_equal(seen.range_count, 2);
    const struct s7_range *ranges = seen.ranges;
    assert_int_equal(ranges[0].area, S7_AREA_DB);
    assert_int_equal(ranges[0].db, 1);
    assert_int_equal(ranges[0].first_bit, 16);
    assert_int_equal(ranges[0].bit_count, 16);
    assert_int_equal(ranges[1].area, S7_AREA_MEMORY);
    assert_int_equal(ranges[1].first_bit, 9);
    assert_int_equal(ranges[1].bit_count, 1);
    assert_int_equal(seen.events, 1);
    s7_cpu_set_written(cpu, NULL, NULL);
    peer_request(&peer, 1, "0501 120a10020001000184000000", "0004000811");
    assert_int_equal(seen.range_count, 2);
    assert_int_equal(seen.events, 2);
}

static void count_lock(struct s7_memory *memory)
{
    (void)memory;
    assert_false(seen.locked_now);
    seen.locked_now = true;
    seen.locked++;
}

static void count_unlock(struct s7_memory *memory)
{
    (void)memory;
    assert_true(seen.locked_now);
    seen.locked_now = false;
    seen.unlocked++;
}

/* One bracket around all items of a telegram, so that it is consistent; hooks are called outside of it. */
static void memory_is_locked_once_per_telegram(void **state)
{
    (void)state;
    struct s7_memory_ops counting = s7_cpu_memory_ops;
    counting.lock = count_lock;
    counting.unlock = count_unlock;
    cpu->memory.ops = &counting;
    peer_request(&peer, 1, "0502 120a10020001000184000000 120a10020001000184000008",
                 "0004000811 00 0004000822");
    peer_expect_parts(&peer, 3, 0, "0502", "ffff");
    assert_int_equal(seen.range_count, 2);
    assert_int_equal(seen.locked, 1);
    assert_int_equal(seen.unlocked, 1);
    peer_request(&peer, 1, "0402 120a10020001000184000000 120a10020001000184000008", "");
    assert_int_equal(seen.locked, 2);
    assert_int_equal(seen.unlocked, 2);
    peer_request(&peer, 1, "0402 120a10020001000184000000 120a100200010001840000", "");
    peer_expect_refusal(&peer, 0x8500);
    assert_int_equal(seen.locked, seen.unlocked);
    cpu->memory.ops = &s7_cpu_memory_ops;
}

#define WRITE_TEST(test) cmocka_unit_test_setup_teardown(test, desk_open, desk_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WRITE_TEST(single_bit),
        WRITE_TEST(octets_of_bit_memory),
        WRITE_TEST(timers_and_counters_are_refused_among_written_items),
        WRITE_TEST(every_item_has_its_own_code),
        WRITE_TEST(value_must_fit_its_item),
        WRITE_TEST(padded_last_item_is_accepted),
        WRITE_TEST(malformed_telegram_writes_nothing),
        WRITE_TEST(request_of_exactly_the_pdu),
        WRITE_TEST(program_hears_every_written_range_and_observer_one_event),
        WRITE_TEST(memory_is_locked_once_per_telegram),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
