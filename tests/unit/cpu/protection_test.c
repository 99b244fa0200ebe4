/* SPDX-License-Identifier: MIT
 *
 * Protection levels: what SZL tells of them, and which rights they leave.
 */
#include "unit/cpu/desk.h"

#include "cpu/protection.h"
#include "cpu/state.h"

static void tells(uint8_t key, uint8_t parameter, uint8_t effective, uint8_t position, uint8_t start)
{
    struct s7_cpu_protection told = s7_cpu_protection(cpu);
    assert_int_equal(told.key, key);
    assert_int_equal(told.parameter, parameter);
    assert_int_equal(told.effective, effective);
    assert_int_equal(told.position, position);
    assert_int_equal(told.start, start);
}

static void with(enum s7_cpu_access_level level, enum s7_cpu_switch position, bool password)
{
    config_reset(NULL);
    config.access_level = level;
    config.mode_switch = position;
    if (position == S7_CPU_SWITCH_STOP || position == S7_CPU_SWITCH_MRES)
        config.mode = S7_CPU_MODE_STOP;
    if (password)
        password_set();
    desk_open();
}

/* s7comm 11.3: unprotected, and level 3 with a password [AUTH#2]. */
static void levels_are_told_as_captured(void **state)
{
    (void)state;
    with(S7_CPU_LEVEL_FULL, S7_CPU_SWITCH_RUN_P, false);
    tells(1, 0, 1, 2, 0);
    desk_close();
    with(S7_CPU_LEVEL_NONE, S7_CPU_SWITCH_RUN_P, true);
    tells(1, 3, 3, 2, 0);
    desk_close();
}

static void levels_positions_and_starts_have_their_numbers(void **state)
{
    (void)state;
    with(S7_CPU_LEVEL_READ, S7_CPU_SWITCH_RUN, false);
    tells(2, 2, 2, 1, 0);
    desk_close();
    with(S7_CPU_LEVEL_HMI, S7_CPU_SWITCH_STOP, false);
    tells(1, 3, 3, 3, 0);
    desk_close();
    with(S7_CPU_LEVEL_FULL, S7_CPU_SWITCH_MRES, true);
    tells(1, 1, 1, 4, 0);
    desk_close();
    with(S7_CPU_LEVEL_FULL, S7_CPU_SWITCH_RUN, false);
    tells(2, 0, 2, 1, 0);
    s7_cpu_set_switch(cpu, S7_CPU_SWITCH_STOP, peer.now);
    s7_cpu_set_switch(cpu, S7_CPU_SWITCH_RUN_P, peer.now);
    tells(1, 0, 1, 2, 2);
    s7_cpu_set_mode(cpu, S7_CPU_MODE_STOP, S7_CPU_CAUSE_PARTNER, peer.now);
    s7_cpu_set_mode(cpu, S7_CPU_MODE_RUN, S7_CPU_CAUSE_COLD, peer.now);
    tells(1, 0, 1, 2, 1);
    desk_close();
}

/* One letter per right: read program, write program, control, clock; a capital one is there. */
static void has(const char *letters_there)
{
    static const char letters[] = "RWCT";
    struct s7_link *link = s7_cpu_partners_at(&cpu->partners, 0)->link;
    for (unsigned i = 0; i < 4; i++)
        assert_int_equal(s7_cpu_permits(cpu, link, (enum s7_cpu_right)i), letters_there[i] == letters[i]);
}

static void rights(enum s7_cpu_access_level level, enum s7_cpu_switch position, bool guards_clock,
                   const char *without, const char *legitimised)
{
    config_reset(NULL);
    config.access_level = level;
    config.mode_switch = position;
    config.level_guards_clock = guards_clock;
    desk_open();
    has(without);
    s7_cpu_partners_at(&cpu->partners, 0)->legitimised = true;
    has(legitimised);
    desk_close();
}

static void levels_leave_these_rights(void **state)
{
    (void)state;
    rights(S7_CPU_LEVEL_FULL, S7_CPU_SWITCH_RUN_P, true, "RWCT", "RWCT");
    rights(S7_CPU_LEVEL_READ, S7_CPU_SWITCH_RUN_P, false, "RwcT", "RWCT");
    rights(S7_CPU_LEVEL_READ, S7_CPU_SWITCH_RUN_P, true, "Rwct", "RWCT");
    rights(S7_CPU_LEVEL_HMI, S7_CPU_SWITCH_RUN_P, false, "rwcT", "RWCT");
    rights(S7_CPU_LEVEL_NONE, S7_CPU_SWITCH_RUN_P, true, "rwct", "RWCT");
    rights(S7_CPU_LEVEL_FULL, S7_CPU_SWITCH_RUN, false, "RwCT", "RwCT"); /* a key is not opened by a password */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(levels_are_told_as_captured),
        DESK_TEST(levels_positions_and_starts_have_their_numbers),
        DESK_TEST(levels_leave_these_rights),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
