/* SPDX-License-Identifier: MIT */
#include "cli/route.h"

#include <stdio.h>
#include <string.h>

#include "cli/load.h"
#include "cli/progress.h"
#include "sieben/cpu.h"

static const struct class_row {
    const char *name;
    enum s7_connection_class class_;
} class_rows[] = {
    {"basic", S7_CLASS_BASIC},
    {"op", S7_CLASS_OP},
    {"pg", S7_CLASS_PG},
};

static int read_type(const struct s7_arguments *arguments, struct s7_route *route)
{
    const char *type = s7_arguments_value(arguments, "type");
    route->connection_class = S7_CLASS_BASIC;
    if (!type)
        return S7_ARGUMENTS_GO_ON;
    for (size_t i = 0; i < sizeof class_rows / sizeof class_rows[0]; i++) {
        if (strcmp(class_rows[i].name, type) == 0) {
            route->connection_class = (uint8_t)class_rows[i].class_;
            return S7_ARGUMENTS_GO_ON;
        }
    }
    return s7_command_misuse(arguments->command, "--type is basic, op or pg, not \"%s\"", type);
}

/* The colon between the two TSAPs, outside quotes. */
static size_t tsap_length(const char *text)
{
    bool quoted = false;
    size_t i = 0;
    for (; text[i] && (quoted || text[i] != ':'); i++)
        quoted ^= text[i] == '"';
    return i;
}

static bool take_tsap(const char *text, size_t length, char *ret_text, size_t size)
{
    struct s7_tsap tsap;
    if (length >= size)
        return false;
    memcpy(ret_text, text, length);
    ret_text[length] = '\0';
    return length == 0 || s7_tsap_parse(ret_text, &tsap) == S7_OK;
}

static int read_tsap(const struct s7_arguments *arguments, struct s7_route *route)
{
    const char *text = s7_arguments_value(arguments, "tsap");
    if (!text)
        return S7_ARGUMENTS_GO_ON;
    size_t length = tsap_length(text);
    if (text[length] == ':' && take_tsap(text, length, route->local_tsap, sizeof route->local_tsap) &&
        take_tsap(text + length + 1, strlen(text + length + 1), route->remote_tsap, sizeof route->remote_tsap))
        return S7_ARGUMENTS_GO_ON;
    return s7_command_misuse(arguments->command,
                             "--tsap is LOCAL:REMOTE like 01.00:03.01 or 01.00:\"TEXT\", not %s", text);
}

static int read_timeout(const struct s7_arguments *arguments, struct s7_route *route)
{
    s7_time timeout;
    int exit_code = s7_arguments_duration(arguments, "timeout", 0, &timeout);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        route->timeout_ms = (uint32_t)(timeout / S7_MILLISECOND);
    return exit_code;
}

static int read_address(const struct s7_command *command, const char *text, struct s7_target *ret_target)
{
    struct s7_text_error error;
    if (s7_target_parse(text, ret_target, &error) == S7_OK)
        return S7_ARGUMENTS_GO_ON;
    fprintf(stderr, "sieben %s: %s\n  %s\n  %*s\n", command->name, error.message, text, (int)error.column, "^");
    return S7_EXIT_USAGE;
}

bool s7_route_is_szl_shy(const struct s7_plant_cpu *cpu)
{
    return cpu->profile && (cpu->profile->szl_style.value == S7_CPU_SZL_CLOSE ||
                            cpu->profile->szl_style.value == S7_CPU_SZL_SILENT);
}

/* NAME@PLANT: everything from the plant file. */
static int read_plant(const char *text, const char *at, struct s7_route *route)
{
    struct s7_plant *plant;
    snprintf(route->name, sizeof route->name, "%.*s", (int)(at - text), text);
    int exit_code = s7_cli_load_plant(at + 1, &plant);
    if (exit_code)
        return exit_code;
    const struct s7_plant_cpu *cpu = s7_cli_find_cpu(plant, at + 1, route->name);
    if (cpu) {
        snprintf(route->target.host, sizeof route->target.host, "%s", cpu->host);
        route->target.port = cpu->port;
        route->target.rack = cpu->rack;
        route->target.slot = cpu->slot;
        route->szl_shy = s7_route_is_szl_shy(cpu);
    }
    s7_plant_free(plant);
    return cpu ? S7_ARGUMENTS_GO_ON : S7_EXIT_USAGE;
}

int s7_route_read_options(const struct s7_arguments *arguments, struct s7_route *ret_route)
{
    struct s7_route route;
    memset(&route, 0, sizeof route);
    int exit_code = read_type(arguments, &route);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = read_tsap(arguments, &route);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = read_timeout(arguments, &route);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        *ret_route = route;
    return exit_code;
}

int s7_route_read(const struct s7_arguments *arguments, const char *target, struct s7_route *ret_route)
{
    struct s7_route route;
    int exit_code = s7_route_read_options(arguments, &route);
    const char *at = strchr(target, '@');
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code =
            at ? read_plant(target, at, &route) : read_address(arguments->command, target, &route.target);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    s7_target_label(route.target.host, route.target.port, route.label, sizeof route.label);
    *ret_route = route;
    return S7_ARGUMENTS_GO_ON;
}

int s7_route_open(const struct s7_route *route, struct s7_posix_client **ret_client, struct s7_fault *ret_fault)
{
    struct s7_posix_config config;
    s7_posix_config_default(&config);
    config.host = route->target.host;
    config.port = route->target.port;
    config.rack = route->target.rack;
    config.slot = route->target.slot;
    config.connection_class = route->connection_class;
    config.local_tsap = route->local_tsap[0] ? route->local_tsap : NULL;
    config.remote_tsap = route->remote_tsap[0] ? route->remote_tsap : NULL;
    if (route->timeout_ms) {
        config.timeout_ms = route->timeout_ms;
        config.connect_timeout_ms = route->timeout_ms;
    }
    char what[sizeof "connecting to " + S7_TARGET_LABEL_SIZE];
    snprintf(what, sizeof what, "connecting to %s", route->label);
    s7_progress_start(what);
    int error = s7_posix_open(&config, ret_client, ret_fault);
    s7_progress_stop();
    return error;
}
