/* SPDX-License-Identifier: MIT
 *
 * check_name.c — from the name of the host to an address.
 */
#include <errno.h>
#include <string.h>

#include "doctor/examination.h"

static void find_nameless(struct s7_examination *examination, int sys_errno)
{
    const char *host = examination->config->host;
    if (sys_errno == EAGAIN || sys_errno == ETIMEDOUT)
        s7_examination_find(examination, S7_SIGN_NAME_SERVER_SILENT, NULL, NULL, "%s was asked for", host);
    else
        s7_examination_find(examination, S7_SIGN_NAME_UNKNOWN, NULL, NULL, "%s%s%s", host,
                            sys_errno == ENOENT ? "" : ": ", sys_errno == ENOENT ? "" : strerror(sys_errno));
    examination->over = true;
}

void s7_check_name_run(struct s7_examination *examination)
{
    const struct s7_doctor_network *network = examination->network;
    const struct s7_doctor_config *config = examination->config;
    struct s7_doctor_address *list = examination->addresses;
    int sys_errno = ENOENT;
    size_t count =
        network->resolve(network->self, config->host, config->connect_timeout, S7_ADDRESSES, list, &sys_errno);
    if (count == 0) {
        find_nameless(examination, sys_errno);
        return;
    }
    examination->diagnosis->seen.address = list[0];
    examination->address_count = count;
    if (strcmp(config->host, list[0].text) == 0)
        s7_examination_note(examination, "%s is an address", config->host);
    else if (count == 1)
        s7_examination_note(examination, "%s is %s", config->host, list[0].text);
    else
        s7_examination_note(examination, "%s is %s and %zu more: the first that answers is examined",
                            config->host, list[0].text, count - 1);
}
