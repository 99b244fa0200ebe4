/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "cli/rights.h"
#include "said.h"

static const char *said_about(int error)
{
    const struct s7_fault fault = {.error = error};
    said_start("");
    s7_cli_explain_rights(stderr, &fault);
    return said_stop(0).err;
}

static void one_line_that_gives_the_right_to_this_program(void **state)
{
    (void)state;
    const char *line = said_about(S7_ERR_TCP_LISTEN_DENIED);
    assert_memory_equal(line, "once: sudo setcap cap_net_bind_service=+ep /", 44);
    assert_non_null(
        strstr(line, "/unit_cli_rights_test   or: sudo sysctl net.ipv4.ip_unprivileged_port_start=102\n"));
    assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
}

static void nothing_about_other_faults(void **state)
{
    (void)state;
    assert_string_equal(said_about(S7_ERR_TCP_LISTEN_IN_USE), "");
    assert_string_equal(said_about(S7_OK), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_line_that_gives_the_right_to_this_program),
        cmocka_unit_test(nothing_about_other_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
