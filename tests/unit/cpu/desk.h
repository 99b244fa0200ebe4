/* SPDX-License-Identifier: MIT
 *
 * unit/cpu/desk.h — one virtual CPU and a partner of it, from a configuration that a test changes first.
 */
#ifndef TESTS_UNIT_CPU_DESK_H
#define TESTS_UNIT_CPU_DESK_H

#include "unit/cpu/peer.h"

#include <stdio.h>

static struct s7_cpu_config config;
static struct s7_cpu *cpu;
static struct peer peer;

static int config_reset(void **state)
{
    (void)state;
    s7_cpu_config_default(&config);
    return 0;
}

static inline void desk_open(void)
{
    cpu = cpu_of(&config);
    peer_connect(&peer, cpu);
}

static inline void desk_close(void)
{
    peer_close(&peer);
    s7_cpu_free(cpu);
}

/** Password of the captured legitimation: "toor    ". */
static inline void password_set(void)
{
    config.has_password = true;
    memcpy(config.password, "toor    ", sizeof config.password);
}

/** As captured (PDU references 0600 and 0900) [AUTH#3]. */
#define SAY_PASSWORD       "0300002502f080 320700000600 0008000c 0001120411450100 ff090008 213a1b1d6e681b1d"
#define SAY_OTHER_PASSWORD "0300002502f080 320700000600 0008000c 0001120411450100 ff090008 213a1b1d6e681b1e"
#define CLEAR_PASSWORD     "0300001d02f080 320700000900 00080004 0001120411450200 0a000000"
#define STOP               "0300002102f080 320100000200 00100000 29 0000000000 09 505f50524f4752414d"
#define STOPPED            "0300001402f080 320300000200 000100000000 29"
#define WARM               "0300002502f080 320100000091 00140000 28 000000000000fd 0000 09 505f50524f4752414d"
#define COLD               "0300002702f080 320100001f00 00160000 28 000000000000fd 0002 4320 09 505f50524f4752414d"
#define SUBSCRIBE_BOTH     "0300002702f080 320700000f00 0008000e 0001120411440200 ff09000a 0300 61736d6573730000"
#define DESK_TEST(test)    cmocka_unit_test_setup(test, config_reset)

/** An answer to Userdata without payload: group, subfunction, sequence, error. */
static inline void peer_expect_done(const struct peer *partner, const char *reference, const char *head)
{
    char frame[160];
    snprintf(frame, sizeof frame, "0300002102f080 32070000%s 000c0004 00011208 12 %s 0a000000", reference,
             head);
    peer_expect(partner, frame);
}

#endif
