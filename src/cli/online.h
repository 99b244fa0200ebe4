/* SPDX-License-Identifier: MIT
 *
 * cli/online.h — a command that uses the services around the data: its way to the CPU, its password, its connection.
 */
#ifndef CLI_ONLINE_H
#define CLI_ONLINE_H

#include <jansson.h>

#include "cli/route.h"
#include "cli/secret.h"

struct s7_online {
    const struct s7_arguments *arguments;
    struct s7_route route;
    struct s7_secret secret;
    struct s7_posix_client *client; /**< NULL: not connected */
    bool json;
};

/**
 * Reads the target and the options of route and secret; connects to nobody.
 * @return S7_ARGUMENTS_GO_ON and *ret_online (end with s7_online_end()), or the exit code after saying what is wrong
 */
int s7_online_begin(const struct s7_arguments *arguments, const char *target, struct s7_online *ret_online);

/**
 * Connects, and gives the password if there is one.  That the CPU has none, or that the permission is there already, is
 * said on stderr and is no failure.
 * @return S7_OK, or the error, also in *ret_fault; not connected then
 */
int s7_online_open(struct s7_online *online, struct s7_fault *ret_fault);

/** Ends the connection, if there is one; the password stays for another. */
void s7_online_close(struct s7_online *online);

/** Ends the connection and wipes the password. */
void s7_online_end(struct s7_online *online);

/** The five lines; `what` of the CPU failed, NULL: the CPU alone is named. */
void s7_online_print_fault(const struct s7_online *online, const struct s7_fault *fault, const char *what);

/** {schema, target}, a new reference. */
json_t *s7_online_document(const struct s7_online *online);

#endif
