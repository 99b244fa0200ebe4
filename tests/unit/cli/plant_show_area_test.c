/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "shown.h"

static void a_data_block_as_a_map(void **state)
{
    (void)state;
    const char *text = shown("OVEN.DB100");
    assert_shown(text, "OVEN.DB100 \"Exchange\"\n---------------------\n\n20 octets, standard access\n\n"
                       "octet          +0       +8       +16\n"
                       "    0  writes  AAAAAAAA !!CCD... ........\n"
                       "       reads   BBBBBBBB BBBB++++ ++++BBBB\n"
                       "       beyond                        xxxx\n");
    assert_shown(text, "\nA  C-1, PRESS           P#DB100.DBX0.0 BYTE 10  P#DB100.DBX12.0 BYTE 8\n"
                       "B  C-2, PANEL           P#DB100.DBX9.0 BOOL 1   P#DB100.DBX0.0 BYTE 24\n"
                       "C  the program of OVEN  P#DB100.DBX8.0 BYTE 4\n"
                       "D  simulated values     P#DB100.DBX12.0 BOOL 3\n");
    assert_shown(text, "\n    9  writes  !  !  !  !  !  !  !  !\n");
    assert_shown(text, "\n   12  writes  .  .  .  .  .  D  D  D\n");
    assert_shown(text, "\nTwo write the same bits  x P#DB100.DBX8.0 BYTE 2: A, B, C\n"
                       "Beyond its end           x P#DB100.DBX20.0 BYTE 4\n");
    assert_shown(text, "\nSet   DB100.DBD0:REAL  °C    what it shall reach\n");
    assert_null(strstr(text, "Other"));
}

static void what_nobody_touches(void **state)
{
    (void)state;
    const char *text = shown("OVEN.DB101");
    assert_shown(text, "4 octets, standard access, write-protected\n");
    assert_shown(text, "Nobody touches  P#DB101.DBX0.0 BYTE 4\n");
    assert_null(strstr(text, "Who"));
    text = shown("OVEN.DB7");
    assert_shown(text, "OVEN has no such DB in this file\n");
    assert_null(strstr(text, "octet "));
    text = shown("OVEN.M");
    assert_shown(text, "octets, says the profile s7-300\n");
    assert_shown(text, "\n    0  writes  .  .  .  .  .  .  A  .\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_data_block_as_a_map),
                                       cmocka_unit_test(what_nobody_touches)};
    return cmocka_run_group_tests(tests, shown_begin, shown_end);
}
