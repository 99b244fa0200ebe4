/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "shown.h"

static void a_connection_in_full(void **state)
{
    (void)state;
    const char *text = shown("C-1");
    assert_shown(text, "C-1\n---\n\nFrom       PRESS, 10.1.0.11:1102, cell\nTo         OVEN, 10.1.0.21, cell\n"
                       "Service    put_get, configured in the active side only\n"
                       "Resource   basic at the served side, basic at the active one\nKeepalive  30s\n");
    assert_shown(text, "\nOwner    thermal team\nPurpose  recipe\nChange   CHG-1\nSince    2026-11-18\n");
    assert_shown(text, "\nWrites in OVEN   P#DB100.DBX0.0 BYTE 10\nReads in OVEN    P#DB100.DBX12.0 BYTE 8\n"
                       "Writes in PRESS  P#DB10.DBX10.0 BYTE 8\nReads in PRESS   P#DB10.DBX0.0 BYTE 10\n");
    assert_shown(text, "\nput  P#DB100.DBX0.0 BYTE 10  P#DB10.DBX0.0 BYTE 10  100ms  set values\n");
    assert_shown(text, "\nget  P#DB100.DBX12.0 BYTE 8  P#DB10.DBX10.0 BYTE 8     1s\n");
}

static void one_without_owner_and_purpose_is_a_draft(void **state)
{
    (void)state;
    const char *text = shown("C-2");
    assert_shown(text, "Owner  ! nobody: a draft, owner and purpose are to be filled in\n");
    assert_shown(text, "Resource   op at the served side, basic at the active one\n");
    assert_shown(text, "Writes in OVEN  P#DB100.DBX9.0 BOOL 1\nReads in OVEN   P#DB100.DBX0.0 BYTE 24\n");
    assert_null(strstr(text, "Every"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_connection_in_full),
                                       cmocka_unit_test(one_without_owner_and_purpose_is_a_draft)};
    return cmocka_run_group_tests(tests, shown_begin, shown_end);
}
