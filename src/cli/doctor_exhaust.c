/* SPDX-License-Identifier: MIT */
#include "cli/doctor_exhaust.h"

#include "exchange/exchange.h"
#include "net_posix/ip.h"
#include "net_posix/probe.h"

enum { COUNTED = 64, ADDRESSES = 16 };

/* A name of which one address leads elsewhere is not played here. */
static bool is_played_here(const char *host)
{
    struct s7_probe_address list[ADDRESSES];
    int sys_errno = 0;
    size_t count = s7_probe_resolve(host, S7_PROBE_CONNECT_TIMEOUT, ADDRESSES, list, &sys_errno);
    bool own = count > 0;
    for (size_t i = 0; i < count; i++)
        own = own && s7_probe_own(list[i].text);
    return own;
}

static unsigned planned_to(const struct s7_plant *plant, const struct s7_plant_cpu *cpu,
                           uint8_t connection_class)
{
    unsigned count = 0;
    for (size_t i = 0; i < plant->connection_count; i++)
        count +=
            plant->connections[i].to == cpu && s7_exchange_class(&plant->connections[i]) == connection_class;
    return count;
}

/* Where nothing is sent no name is looked up, either: then it is left open. */
static bool is_open(const struct s7_arguments *arguments, const char *host)
{
    union s7_ip numeric;
    return s7_arguments_flag(arguments, "dry-run") && !s7_ip_parse(host, 0, &numeric);
}

static int permit(const struct s7_arguments *arguments, const struct s7_plant *plant,
                  struct s7_subject *subject)
{
    const struct s7_plant_cpu *cpu = plant ? s7_plant_find_cpu(plant, subject->name) : NULL;
    struct s7_doctor_config *config = &subject->config;
    bool open = is_open(arguments, subject->host);
    config->may_exhaust = (cpu && cpu->commissioning) || (!open && is_played_here(subject->host));
    if (!config->may_exhaust && !open)
        return s7_command_misuse(
            arguments->command,
            "--exhaust takes all connections of %s for a moment: it must be `commissioning: true` "
            "in a plant file, or be played on this machine",
            subject->title);
    config->exhaust = COUNTED;
    config->planned = cpu ? planned_to(plant, cpu, config->connection_class) : 0;
    return S7_ARGUMENTS_GO_ON;
}

int s7_doctor_exhaust_permit(const struct s7_arguments *arguments, struct s7_subjects *subjects)
{
    int exit_code = S7_ARGUMENTS_GO_ON;
    if (!s7_arguments_flag(arguments, "exhaust"))
        return exit_code;
    for (size_t i = 0; i < subjects->count && exit_code == S7_ARGUMENTS_GO_ON; i++)
        exit_code = permit(arguments, subjects->plant, &subjects->list[i]);
    return exit_code;
}
