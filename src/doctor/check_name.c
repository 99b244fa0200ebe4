/* SPDX-License-Identifier: MIT
 *
 * check_name.c — from the name of the host to an address.
 */
#include <errno.h>
#include <stdlib.h>
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

/* What no device answers under: "this host" (RFC 1122 3.2.1.3), multicast and broadcast (RFC 5771, 919, 4291 2.7). */
static const char *whose_many(const char *address)
{
    enum { MULTICAST = 224, LAST_MULTICAST = 239 };
    unsigned long first = strtoul(address, NULL, 10);
    bool six = strchr(address, ':') != NULL;
    if (strcmp(address, six ? "::" : "0.0.0.0") == 0)
        return "no address";
    if (six ? strncmp(address, "ff", 2) == 0 : first >= MULTICAST && first <= LAST_MULTICAST)
        return "a multicast address";
    return strcmp(address, "255.255.255.255") == 0 ? "the broadcast address" : NULL;
}

/* Of a name with several addresses the first that a device can have leads. */
static bool find_many(struct s7_examination *examination, size_t *count)
{
    struct s7_doctor_address *list = examination->addresses;
    const struct s7_doctor_address first = list[0];
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++)
        if (!whose_many(list[i].text))
            list[kept++] = list[i];
    *count = kept;
    if (kept > 0)
        return false;
    s7_examination_find(examination, S7_SIGN_NAME_NO_DEVICE, NULL, NULL, "%s is %s", first.text,
                        whose_many(first.text));
    examination->diagnosis->seen.address = first;
    examination->over = true;
    return true;
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
    if (find_many(examination, &count))
        return;
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
