/* SPDX-License-Identifier: MIT
 *
 * unit/cli/cpu_statistics_scene.h — statistics that hear what a test says; PDUs as hex, blanks ignored.
 */
#ifndef UNIT_CLI_CPU_STATISTICS_SCENE_H
#define UNIT_CLI_CPU_STATISTICS_SCENE_H

#include "cli/cpu_statistics.h"

#include "unit/cpu/peer.h"

#define SCENE_START (5 * S7_SECOND)

static struct s7_cpu_statistics statistics;

static const char SETUP[] = "32010000 ffff 00080000 f0000001000100f0";
static const char SETUP_DONE[] = "32030000 ffff 00080000 0000 f0000001000100f0";
/* DB10.DBW4 as two octets, and MB0. */
static const char READ[] = "32010000 0001 001a0000 0402 120a10020002000a84000020 120a10020001000083000000";

static inline struct s7_conversation scene_on(uint32_t number)
{
    static const uint8_t calling[] = {1, 0}, called[] = {2, 2};
    return (struct s7_conversation){.peer = "192.0.2.9",
                                    .port = 4711,
                                    .number = number,
                                    .place = number,
                                    .calling = {calling, 2},
                                    .called = {called, 2}};
}

static inline void scene_event(uint32_t number, enum s7_event event, int error, s7_time at)
{
    const struct s7_conversation on = scene_on(number);
    const struct s7_fault fault = {.error = error};
    statistics.observer.event(statistics.observer.self, &on, event, &fault, SCENE_START + at);
}

static inline void scene_pdu(uint32_t number, enum s7_direction direction, const char *hex)
{
    uint8_t pdu[PEER_OCTETS];
    const struct s7_conversation on = scene_on(number);
    size_t size = octets_of_hex(hex, pdu);
    statistics.observer.pdu(statistics.observer.self, &on, direction, pdu, size, SCENE_START);
}

static inline void asks(const char *hex)
{
    scene_pdu(1, S7_DIRECTION_IN, hex);
}

static inline void answers(const char *hex)
{
    scene_pdu(1, S7_DIRECTION_OUT, hex);
}

/** Connection 1 is open, as an OP. */
static inline int scene_open(void **state)
{
    (void)state;
    assert_int_equal(s7_cpu_statistics_open(&statistics, 8, SCENE_START), S7_OK);
    scene_event(1, S7_EVENT_ACCEPTED, S7_OK, S7_SECOND);
    scene_event(1, S7_EVENT_ADMITTED, S7_OK, S7_SECOND);
    asks(SETUP);
    answers(SETUP_DONE);
    scene_event(1, S7_EVENT_CONNECTED, S7_OK, S7_SECOND);
    return 0;
}

static inline int scene_close(void **state)
{
    (void)state;
    s7_cpu_statistics_close(&statistics);
    return 0;
}

#define SCENE(name) cmocka_unit_test_setup_teardown(name, scene_open, scene_close)

#endif
