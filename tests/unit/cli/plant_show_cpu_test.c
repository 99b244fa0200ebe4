/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "shown.h"

static void a_cpu_with_all_that_it_has(void **state)
{
    (void)state;
    const char *text = shown("OVEN");
    assert_shown(text,
                 "OVEN\n----\n\nAddress       10.1.0.21\nZone          cell\nProfile       s7-300 (S7-300)\n"
                 "Model         6ES7 315-2EH14-0AB0\nRack, slot    0, 2\nPUT/GET       permitted\n"
                 "Access level  full\nOwner         thermal team\n");
    assert_shown(text, "Connection resources  2 of 8 in use\n");
    assert_shown(
        text,
        "\nbasic       1      0         0        -     6\nop          1      0         0        -     6\n");
    assert_shown(
        text, "\nC-1         serves  PRESS    P#DB100.DBX0.0 BYTE 10  P#DB100.DBX12.0 BYTE 8  thermal team\n");
    assert_shown(text, "\nM                                         its program\n");
    assert_shown(text, "C-1, C-2, its program,   C-1, C-2  x two write the same\n");
    assert_shown(text, "\nDB101                 4  write-protected\n");
}

static void a_host_and_a_cpu_that_opens(void **state)
{
    (void)state;
    const char *text = shown("PANEL");
    assert_shown(text, "Class       op\n");
    assert_shown(text, "\nC-2         opens  OVEN ");
    assert_null(strstr(text, "Access level"));
    text = shown("PRESS");
    assert_shown(text, "\nC-1         opens  OVEN ");
    assert_shown(text, "\nDB10            20  standard  C-1         C-1\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_cpu_with_all_that_it_has),
                                       cmocka_unit_test(a_host_and_a_cpu_that_opens)};
    return cmocka_run_group_tests(tests, shown_begin, shown_end);
}
