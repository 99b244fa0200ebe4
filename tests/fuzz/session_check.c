/* SPDX-License-Identifier: MIT
 *
 * What must hold after every telegram.
 */
#include "session_desk.h"

#include <string.h>

#include "engine/server_internal.h"
#include "must.h"

/* What no partner may change. */
static const struct s7_range untouchable[] = {{S7_AREA_DB, 2, 0, DB_SIZE * 8}, {S7_AREA_DB, 3, 0, DB_SIZE * 8}};

static void check_untouchable(const struct desk *desk)
{
    for (size_t i = 0; i < sizeof untouchable / sizeof untouchable[0]; i++) {
        static const uint8_t zeros[DB_SIZE];
        uint8_t octets[DB_SIZE];
        must(s7_cpu_read(desk->cpu, &untouchable[i], octets) == S7_OK);
        must(memcmp(octets, zeros, DB_SIZE) == 0);
    }
    if (!(desk->how & LOCKED))
        return;
    struct s7_clock clock = s7_cpu_clock(desk->cpu, desk->now);
    int64_t seconds = desk->now / S7_SECOND;
    must(s7_cpu_mode(desk->cpu) == S7_CPU_MODE_RUN);
    must(clock.year == 1994 && clock.second == seconds % 60 && clock.minute == seconds / 60 % 60);
}

static size_t handles_taken(const struct s7_server *server)
{
    size_t count = 0;
    for (size_t i = 1; i < 256; i++)
        count += server->handles[i / 8] >> (i % 8) & 1;
    return count;
}

static void check_limits(const struct desk *desk)
{
    const struct s7_cpu *cpu = desk->cpu;
    const struct s7_server *server = cpu->server;
    size_t subscribed = 0, used = 0, handles = cpu->config.sequence_counts ? 0 : server->chains.used;
    for (size_t i = 0; i < cpu->partners.slab.block_count; i++) {
        const struct s7_cpu_partner *partner = s7_cpu_partners_at(&cpu->partners, i);
        if (!partner)
            continue;
        used++;
        subscribed += partner->events || partner->alarms;
        handles += (partner->events_handle != 0) + (size_t)(partner->alarms_handle != 0);
        must(!(desk->how & LOCKED) || !partner->legitimised);
    }
    must(subscribed == cpu->partners.subscribed && subscribed <= cpu->config.limits.subscriptions);
    must(used == s7_cpu_usage(cpu).used && used <= cpu->config.resources_total);
    must(handles == handles_taken(server));
    must(server->chains.used <= cpu->config.limits.chains && server->kept.used <= cpu->config.limits.kept);
    must(server->kept.used == cpu->faults.waiting_count);
}

static bool any_deaf(const struct desk *desk)
{
    for (size_t i = 0; i < PARTNERS; i++)
        if (desk->partners[i].deaf)
            return true;
    return false;
}

static void check_counters(const struct desk *desk)
{
    const struct s7_server *server = desk->cpu->server;
    const struct s7_server_counters *counters = s7_server_counters(server);
    must(counters->accepted == counters->links + desk->left && counters->full == 0);
    must(counters->admitted + counters->refused <= counters->accepted);
    must(counters->over_amq == 0 || desk->how & STRICT);
    if (any_deaf(desk))
        return; /* what it has not heard is not counted */
    must(counters->octets_out == desk->heard_octets);
    must(counters->chains == counters->chains_given_up + desk->chains_ended + server->chains.used);
    uint64_t answers = desk->heard - counters->pushes;
    must(answers <= counters->requests);
    must(answers == counters->requests || desk->how & (DELAYED | SILENT));
}

void desk_check(const struct desk *desk)
{
    check_limits(desk);
    check_counters(desk);
    check_untouchable(desk);
}

void desk_check_empty(const struct desk *desk)
{
    const struct s7_server *server = desk->cpu->server;
    desk_check(desk);
    must(server->links.used == 1 && server->chains.used == 0 && server->kept.used == 0);
    must(handles_taken(server) == 0 && desk->cpu->partners.subscribed == 0 &&
         s7_cpu_usage(desk->cpu).used == 1);
}
