/* SPDX-License-Identifier: MIT
 *
 * What the CPU of each profile confirms and grants, octet by octet.
 */
#include "check.h"

#include <string.h>

#include "net_loop/caller.h"
#include "net_loop/profile_cpu.h"
#include "net_loop/station.h"

enum { BASIC = 0x03, TPDU_512 = 0x09, TPDU_1024 = 0x0A, TPDU_8192 = 0x0D };

static void confirmed_as(struct caller *caller, uint32_t cc_order, uint8_t rack_slot, uint8_t tpdu_code)
{
    const uint8_t size[] = {0xC0, 0x01, tpdu_code}, calling[] = {0xC1, 0x02, 0x01, 0x00};
    const uint8_t called[] = {0xC2, 0x02, BASIC, rack_slot};
    static const size_t at[][3] = {{0, 3, 7}, {8, 0, 4}, {0, 7, 3}}; /* of C0, C1, C2, by order */
    assert_int_equal(caller_hear(caller, CALLER_PATIENCE_MS), CALLER_PACKET);
    assert_int_equal(caller->heard_size, 22);
    assert_memory_equal(caller->heard, ((const uint8_t[]){0x03, 0x00, 0x00, 0x16, 0x11, 0xD0, 0x00, 0x07}), 8);
    assert_memory_equal(caller->heard + 11 + at[cc_order][0], size, sizeof size);
    assert_memory_equal(caller->heard + 11 + at[cc_order][1], calling, sizeof calling);
    assert_memory_equal(caller->heard + 11 + at[cc_order][2], called, sizeof called);
}

/** One call with this TPDU size: what is asked, what is granted. */
static void granted(const struct s7_profile *profile, uint8_t tpdu_code, struct caller_grant asked,
                    struct caller_grant expected)
{
    const struct s7_cpu_config config = profile_cpu(profile);
    struct station station = station_start(&config);
    struct caller caller;
    caller_call(&caller, station.port, BASIC, profile_rack_slot(profile), tpdu_code);
    confirmed_as(&caller, profile->cc_order.value, profile_rack_slot(profile), tpdu_code);
    struct caller_grant grant = caller_setup(&caller, asked);
    assert_int_equal(grant.amq_calling, expected.amq_calling);
    assert_int_equal(grant.amq_called, expected.amq_called);
    assert_int_equal(grant.pdu_length, expected.pdu_length);
    caller_leave(&caller);
    assert_int_equal(station_stop(&station), 0);
}

/** Negotiations that were seen with the real devices. */
static void as_real_devices_did(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        uint8_t tpdu_code;
        struct caller_grant asked, granted;
    } rows[] = {
        {"s7-300", TPDU_1024, {1, 1, 480}, {1, 1, 240}},   {"s7-300", TPDU_1024, {1, 3, 240}, {1, 2, 240}},
        {"s7-300", TPDU_512, {1, 1, 1920}, {1, 1, 240}},   {"s7-400", TPDU_1024, {2, 2, 480}, {2, 2, 480}},
        {"s7-1200", TPDU_1024, {8, 8, 1008}, {3, 3, 240}}, {"s7-1500", TPDU_1024, {8, 8, 960}, {3, 3, 960}},
        {"s7-1500", TPDU_512, {8, 8, 960}, {3, 3, 480}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        granted(s7_profile_find(rows[i].name), rows[i].tpdu_code, rows[i].asked, rows[i].granted);
}

static uint16_t lesser(uint32_t a, uint32_t b)
{
    return (uint16_t)(a < b ? a : b);
}

static void every_profile_lowers_each_by_itself(void **state)
{
    (void)state;
    static const struct caller_grant asked[] = {{1, 1, 240}, {1, 64, 480}, {64, 1, 960}, {64, 64, 8189}};
    const struct s7_profile *profile;
    for (size_t i = 0; (profile = s7_profile_at(i)) != NULL; i++)
        for (size_t k = 0; k < sizeof asked / sizeof asked[0]; k++)
            granted(profile, TPDU_1024, asked[k],
                    (struct caller_grant){lesser(asked[k].amq_calling, profile->amq_calling.value),
                                          lesser(asked[k].amq_called, profile->amq_called.value),
                                          lesser(asked[k].pdu_length, profile->pdu_length.value)});
}

/** Orders and the TPDU rule of user profiles. */
static void what_a_user_profile_may_say(void **state)
{
    (void)state;
    struct s7_profile profile = *s7_profile_find("s7-1500");
    for (uint32_t order = 0; order < 3; order++) {
        profile.cc_order.value = order;
        granted(&profile, TPDU_1024, (struct caller_grant){1, 1, 960}, (struct caller_grant){1, 1, 960});
    }
    profile.tpdu_limits_pdu.value = 0;
    granted(&profile, TPDU_512, (struct caller_grant){1, 1, 960}, (struct caller_grant){1, 1, 960});
    profile.pdu_length.value = 8189;
    profile.tpdu_limits_pdu.value = 1;
    granted(&profile, TPDU_8192, (struct caller_grant){1, 1, 8189}, (struct caller_grant){1, 1, 8189});
    granted(&profile, TPDU_1024, (struct caller_grant){1, 1, 8189}, (struct caller_grant){1, 1, 960});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_real_devices_did),
        cmocka_unit_test(every_profile_lowers_each_by_itself),
        cmocka_unit_test(what_a_user_profile_may_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
