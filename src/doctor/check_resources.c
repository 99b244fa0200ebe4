/* SPDX-License-Identifier: MIT
 *
 * check_resources.c — is there room for the connections of the plant?
 */
#include <stdio.h>

#include "doctor/ask.h"
#include "doctor/exhaust.h"
#include "doctor/knock.h"
#include "doctor/lists.h"

enum { LIST_SIZE = 512 };

/* Further lists are asked of devices that told who they are and are known to bear it. */
static bool bears_lists(const struct s7_examination *examination)
{
    const char *order = examination->diagnosis->seen.order_number;
    return s7_line_usable(&examination->second) && order[0] != '\0' &&
           (examination->config->deep || !s7_lists_fragile(order));
}

static void judge_use(struct s7_examination *examination, const struct s7_lists_use *use, unsigned maximum)
{
    if (use->free == 0)
        s7_examination_find(examination, S7_SIGN_RESOURCES_NONE_FREE, NULL, NULL, "SZL 0132: 0 free of %u",
                            maximum);
    if (use->configured > use->established)
        s7_examination_find(examination, S7_SIGN_CONNECTIONS_DOWN, NULL, NULL,
                            "SZL 0132: %u configured, %u established", use->configured, use->established);
    s7_examination_note(examination, "the CPU reports %u free of %u connections", use->free, maximum);
}

/* @return the CPU told how its connections stand */
static bool ask_use(struct s7_examination *examination)
{
    struct s7_line *line = &examination->second;
    uint8_t list[LIST_SIZE];
    size_t size = 0;
    struct s7_lists_use use;
    unsigned maximum = 0;
    if (!bears_lists(examination))
        return false;
    if (s7_ask_list(examination, line, S7_LIST_MAXIMA, 1, list, sizeof list, &size).error == S7_OK)
        maximum = s7_lists_maximum(list, size);
    if (maximum == 0 ||
        s7_ask_list(examination, line, S7_LIST_CONNECTIONS, 1, list, sizeof list, &size).error != S7_OK ||
        !s7_lists_use(list, size, &use))
        return false;
    judge_use(examination, &use, maximum);
    return true;
}

static void try_another(struct s7_examination *examination)
{
    struct s7_tsap room;
    struct s7_fault fault = s7_knock(examination, s7_knock_called(examination->config, &room));
    if (fault.error == S7_OK)
        s7_examination_note(examination, "a connection besides the first is confirmed");
    else
        s7_examination_find(examination, S7_SIGN_SECOND_REFUSED, NULL, &fault,
                            "besides the first connection: %s", s7_error_text(fault.error));
}

/* No list was asked for, so the second connection is still to come. */
static void connect_second(struct s7_examination *examination)
{
    const struct s7_doctor_config *config = examination->config;
    if (!config->szl_at_risk || config->deep)
        return;
    s7_ask_pace(examination);
    struct s7_fault fault = s7_line_connect(examination, &examination->second);
    if (fault.error != S7_OK)
        s7_examination_find(examination, S7_SIGN_SECOND_REFUSED, NULL, &fault,
                            "a second connection after the first: %s", s7_error_text(fault.error));
}

void s7_check_resources_run(struct s7_examination *examination)
{
    connect_second(examination);
    if (s7_examination_step(examination)->verdict > S7_VERDICT_SKIPPED)
        return;
    bool count = examination->config->exhaust > 0;
    if (!s7_line_usable(&examination->second))
        s7_examination_skip(examination, "there is no second connection to ask on");
    else if (count && !examination->config->may_exhaust)
        s7_examination_skip(examination, "connections are counted to refusal only where nothing depends on it");
    else if (ask_use(examination) && !count)
        return;
    else if (count && s7_line_usable(&examination->second))
        s7_exhaust_run(examination);
    else if (examination->config->max_connections < 2)
        s7_examination_skip(examination, "the partner does not tell, and one connection at a time is allowed");
    else if (s7_line_usable(&examination->second))
        try_another(examination);
    else
        s7_examination_skip(examination, "the partner ended the connection when it was asked");
}
