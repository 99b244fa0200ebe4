/* SPDX-License-Identifier: MIT */
#include "cli/online.h"

#include <stdio.h>
#include <string.h>

#include "cli/fault.h"
#include "cli/json.h"

int s7_online_begin(const struct s7_arguments *arguments, const char *target, struct s7_online *ret_online)
{
    struct s7_online online = {.arguments = arguments, .json = s7_arguments_flag(arguments, "json")};
    int exit_code = s7_route_read(arguments, target, &online.route);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = s7_secret_read(arguments, &online.secret);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        *ret_online = online;
    s7_secret_wipe(&online.secret);
    return exit_code;
}

/* The CPU's answer says that there is nothing to be permitted. */
static bool needless(const struct s7_fault *fault)
{
    return fault->error == S7_ERR_ACCESS_NO_PASSWORD || fault->error == S7_ERR_ACCESS_LEGITIMISED;
}

static int give_password(struct s7_online *online, struct s7_fault *ret_fault)
{
    int error = s7_posix_password(online->client, online->secret.text, ret_fault);
    if (error == S7_OK || !needless(ret_fault))
        return error;
    fprintf(stderr, "%s: %s; going on without the password\n", online->route.label, s7_error_text(error));
    *ret_fault = (struct s7_fault){.error = S7_OK};
    return S7_OK;
}

int s7_online_open(struct s7_online *online, struct s7_fault *ret_fault)
{
    int error = s7_route_open(&online->route, &online->client, ret_fault);
    if (error != S7_OK) {
        online->client = NULL;
        return error;
    }
    if (online->secret.text[0])
        error = give_password(online, ret_fault);
    if (error != S7_OK)
        s7_online_close(online);
    return error;
}

void s7_online_close(struct s7_online *online)
{
    s7_posix_close(online->client);
    online->client = NULL;
}

void s7_online_end(struct s7_online *online)
{
    s7_online_close(online);
    s7_secret_wipe(&online->secret);
}

void s7_online_print_fault(const struct s7_online *online, const struct s7_fault *fault, const char *what)
{
    char text[128 + S7_TARGET_LABEL_SIZE];
    if (what)
        snprintf(text, sizeof text, "%s of %s", what, online->route.label);
    else
        snprintf(text, sizeof text, "%s", online->route.label);
    s7_cli_print_fault(stderr, fault, text);
}

json_t *s7_online_document(const struct s7_online *online)
{
    json_t *document = s7_cli_json_document(online->arguments->command->name);
    json_object_set_new(document, "target", s7_cli_json_text(online->route.label));
    return document;
}
