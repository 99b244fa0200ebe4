/* SPDX-License-Identifier: MIT
 *
 * check_identity.c — is it the CPU that the plant file means?
 *
 * On a connection of its own: there are devices that hang up when they are asked for a system status list.
 */
#include "doctor/ask.h"
#include "doctor/lists.h"

enum { LIST_SIZE = 1024 };

static void compare_order(struct s7_examination *examination)
{
    const struct s7_doctor_seen *seen = &examination->diagnosis->seen;
    const char *expected = examination->config->order_number;
    const char *blank = seen->firmware[0] ? " " : "";
    if (expected && expected[0] && !s7_lists_same_order(expected, seen->order_number))
        s7_examination_find(examination, S7_SIGN_IDENTITY_OTHER, NULL, NULL,
                            "it is %s%s%s, the plant file says %s", seen->order_number, blank, seen->firmware,
                            expected);
    else
        s7_examination_note(examination, "%s%s%s", seen->order_number, blank, seen->firmware);
}

static bool is_hanging_up(int error)
{
    static const int errors[] = {S7_ERR_S7_REQUEST_TIMEOUT, S7_ERR_S7_CLOSED,  S7_ERR_S7_RESET,
                                 S7_ERR_TCP_RESET,          S7_ERR_TCP_SYSTEM, S7_ERR_LOCAL_CLOSED};
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++)
        if (errors[i] == error)
            return true;
    return false;
}

static void ask_identity(struct s7_examination *examination)
{
    uint8_t list[LIST_SIZE];
    size_t size = 0;
    struct s7_fault fault =
        s7_ask_list(examination, &examination->second, S7_LIST_IDENTITY, 0, list, sizeof list, &size);
    if (fault.error == S7_OK && s7_lists_identity(list, size, &examination->diagnosis->seen))
        compare_order(examination);
    else if (s7_ask_broken(&fault))
        s7_examination_find(examination,
                            is_hanging_up(fault.error) ? S7_SIGN_IDENTITY_HANGS_UP : S7_SIGN_IDENTITY_FAULTY,
                            NULL, &fault, "SZL 0011: %s", s7_error_text(fault.error));
    else
        s7_examination_skip(examination, "the partner does not tell its order number");
}

void s7_check_identity_run(struct s7_examination *examination)
{
    const struct s7_doctor_config *config = examination->config;
    s7_line_close(examination, &examination->line);
    if (config->szl_at_risk && !config->deep) {
        s7_examination_skip(examination, "the family is harmed by, or hangs up on, system status lists");
        return;
    }
    s7_ask_pace(examination);
    struct s7_fault fault = s7_line_connect(examination, &examination->second);
    if (fault.error != S7_OK)
        s7_examination_find(examination, S7_SIGN_SECOND_REFUSED, NULL, &fault,
                            "a second connection after the first: %s", s7_error_text(fault.error));
    else
        ask_identity(examination);
}
