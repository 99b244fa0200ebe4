/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "shown.h"

static void the_plant_at_a_glance(void **state)
{
    (void)state;
    const char *text = shown("");
    assert_shown(text, "Plant     Line 4\nRevision  7\nApproved  controls lead, 2026-11-18\n");
    assert_shown(text, "\ncell    cell  10.1.0.0/24  thermal team  ovens\noffice        10.2.0.0/24\n");
    assert_shown(text, "\nPRESS    10.1.0.11:1102  cell    s7-1500  permitted  1 of ");
    assert_shown(text, "\nOVEN     10.1.0.21       cell    s7-300   permitted  2 of 8       thermal team\n");
    assert_shown(text, "\nPANEL    10.2.0.9        office  pc ");
    assert_shown(
        text,
        "\nC-1         PRESS -> OVEN  put_get  P#DB100.DBX0.0 BYTE 10  P#DB100.DBX12.0 BYTE 8  thermal team\n");
    assert_shown(text,
                 "\nC-2         PANEL -> OVEN  hmi      P#DB100.DBX9.0 BOOL 1   P#DB100.DBX0.0 BYTE 24\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_plant_at_a_glance)};
    return cmocka_run_group_tests(tests, shown_begin, shown_end);
}
