/* SPDX-License-Identifier: MIT
 *
 * discover_name.c — what members are called, and which address stands in the file.
 *
 * A redacted file has addresses of 10.0.0.0/8 and fd00::/16, counted: the same for the same address within one file, and
 * those of one net in one net.
 */
#include <stdio.h>
#include <string.h>

#include "capture/discover_model.h"

enum { PORT_S7 = 102, NET_OCTETS_4 = 3, NET_OCTETS_6 = 8 };

struct s7_station s7_discover_net(const struct s7_station *station)
{
    struct s7_station net = {.version = station->version};
    memcpy(net.address, station->address, station->version == 4 ? NET_OCTETS_4 : NET_OCTETS_6);
    return net;
}

/** The number of its net and its own within it, in the place of its address. */
static struct s7_station pseudonym(const struct s7_station *station, size_t net, size_t host)
{
    struct s7_station other = {.version = station->version, .port = station->port};
    const uint8_t low[] = {(uint8_t)(net >> 8), (uint8_t)net, (uint8_t)(host >> 8), (uint8_t)host};
    if (station->version == 4) {
        other.address[0] = 10;
        other.address[1] = low[0];
        other.address[2] = low[1];
        other.address[3] = low[3];
    } else {
        other.address[0] = 0xFD;
        memcpy(&other.address[6], low, 2);
        memcpy(&other.address[14], &low[2], 2);
    }
    return other;
}

static void redact(struct s7_discover_model *model)
{
    size_t net = 0;
    size_t host = 0;
    struct s7_station last = {.version = 0};
    for (size_t i = 0; i < model->member_count; i++) {
        struct s7_discover_member *member = &model->members[i];
        struct s7_station own = s7_discover_net(&member->station);
        bool is_new_net = i == 0 || !s7_station_same_host(&own, &last);
        bool is_new_host =
            is_new_net || !s7_station_same_host(&member->station, &model->members[i - 1].station);
        net += is_new_net;
        host = is_new_net ? 1 : host + is_new_host;
        last = own;
        member->shown = pseudonym(&member->station, net, host);
    }
}

/** "CPU-10-20-1-21", "CPU-fd00--5-p1102". */
static void propose(const struct s7_discover_member *member, unsigned again, char name[S7_DISCOVER_NAME_SIZE])
{
    struct s7_strbuf buf = s7_strbuf_over(name, S7_DISCOVER_NAME_SIZE);
    char host[S7_DISCOVER_HOST_SIZE];
    struct s7_strbuf text = s7_strbuf_over(host, sizeof host);
    s7_station_print_host(&text, &member->shown);
    for (char *c = host; *c; c++)
        if (*c == '.' || *c == ':')
            *c = '-';
    s7_strbuf_printf(&buf, "%s-%s", member->is_host ? "HOST" : "CPU", host);
    if (member->station.port && member->station.port != PORT_S7)
        s7_strbuf_printf(&buf, "-p%u", member->station.port);
    if (again)
        s7_strbuf_printf(&buf, "-n%u", again);
}

static void give_name(const struct s7_plant *known, struct s7_discover_member *member)
{
    unsigned again = 0;
    if (member->known) {
        snprintf(member->name, sizeof member->name, "%s", member->known->name);
        return;
    }
    do
        propose(member, again, member->name);
    while (known && s7_plant_find_cpu(known, member->name) && ++again < 100);
}

/** As an address of a plant file: with brackets where there is a port, and without the usual port. */
static void give_address(struct s7_discover_member *member)
{
    struct s7_strbuf buf = s7_strbuf_over(member->host, sizeof member->host);
    struct s7_station station = member->shown;
    if (member->known && station.port == 0)
        station.port = member->known->port;
    if (station.port == PORT_S7)
        station.port = 0;
    if (station.port)
        s7_station_print(&buf, &station);
    else
        s7_station_print_host(&buf, &station);
}

void s7_discover_name(struct s7_discover_model *model)
{
    for (size_t i = 0; i < model->member_count; i++)
        model->members[i].shown = model->members[i].station;
    if (model->config->redact)
        redact(model);
    for (size_t i = 0; i < model->member_count; i++) {
        give_name(model->config->redact ? NULL : model->config->known, &model->members[i]);
        give_address(&model->members[i]);
    }
}
