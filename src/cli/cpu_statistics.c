/* SPDX-License-Identifier: MIT */
#include "cli/cpu_statistics.h"

#include <stdlib.h>

#include "engine/server.h"

/* The connection at a place; NULL: it came before anybody counted. */
static struct s7_cpu_connection *connection_at(struct s7_cpu_statistics *statistics,
                                               const struct s7_conversation *on)
{
    if (on->number == 0 || on->place >= statistics->place_count)
        return NULL;
    struct s7_cpu_connection *connection = &statistics->live[on->place];
    return connection->number == on->number ? connection : NULL;
}

static void add_counts(struct s7_cpu_counts *sum, const struct s7_cpu_counts *counts)
{
    for (size_t i = 0; i <= S7_SERVICE_COUNT; i++)
        sum->services[i] += counts->services[i];
    sum->requests += counts->requests;
    sum->octets_in += counts->octets_in;
    sum->octets_out += counts->octets_out;
    sum->refusals += counts->refusals;
    sum->items_refused += counts->items_refused;
    sum->pushes += counts->pushes;
    sum->pushes_dropped += counts->pushes_dropped;
    sum->writes += counts->writes;
}

/* ---- events ---------------------------------------------------------------------------------------------- */

static void line_up(struct s7_cpu_statistics *statistics, struct s7_cpu_connection *connection)
{
    connection->before = statistics->last;
    if (statistics->last)
        statistics->last->after = connection;
    else
        statistics->first = connection;
    statistics->last = connection;
}

static void step_out(struct s7_cpu_statistics *statistics, struct s7_cpu_connection *connection)
{
    if (connection->before)
        connection->before->after = connection->after;
    else
        statistics->first = connection->after;
    if (connection->after)
        connection->after->before = connection->before;
    else
        statistics->last = connection->before;
}

static void on_accepted(struct s7_cpu_statistics *statistics, const struct s7_conversation *on, s7_time now)
{
    struct s7_cpu_totals *totals = &statistics->totals;
    totals->accepted++;
    if (++totals->links > totals->most_links)
        totals->most_links = totals->links;
    if (on->place >= statistics->place_count)
        return;
    struct s7_cpu_connection *connection = &statistics->live[on->place];
    *connection = (struct s7_cpu_connection){.number = on->number, .port = on->port, .since = now};
    snprintf(connection->peer, sizeof connection->peer, "%s", on->peer);
    line_up(statistics, connection);
    statistics->asked[on->place] = (struct s7_asked_ring){.next = 0};
}

static struct s7_tsap tsap_of(struct s7_octets octets)
{
    struct s7_tsap tsap = {.size = (uint8_t)(octets.size < S7_TSAP_MAX ? octets.size : S7_TSAP_MAX)};
    if (tsap.size > 0)
        memcpy(tsap.octets, octets.at, tsap.size);
    return tsap;
}

static void take_caller(struct s7_cpu_connection *connection, const struct s7_conversation *on)
{
    connection->asked_for = true;
    connection->class_ = s7_caller_class(on->called);
    connection->calling = tsap_of(on->calling);
    connection->called = tsap_of(on->called);
}

static void on_admitted(struct s7_cpu_statistics *statistics, const struct s7_conversation *on)
{
    struct s7_cpu_connection *connection = connection_at(statistics, on);
    statistics->totals.admitted++;
    statistics->totals.used[s7_caller_class(on->called)]++;
    if (!connection)
        return;
    take_caller(connection, on);
    connection->state = S7_CPU_CONNECTION_ADMITTED;
}

static void on_refused(struct s7_cpu_statistics *statistics, const struct s7_conversation *on,
                       const struct s7_fault *fault)
{
    struct s7_cpu_connection *connection = connection_at(statistics, on);
    if (fault->error == S7_ERR_RESOURCE_PARTNER)
        statistics->totals.refused_resources++;
    else
        statistics->totals.refused_tsap++;
    if (!connection)
        return;
    take_caller(connection, on);
    connection->state = S7_CPU_CONNECTION_REFUSED;
    connection->refusal = fault->error;
}

static bool has_resource(const struct s7_cpu_connection *connection)
{
    return connection->state == S7_CPU_CONNECTION_ADMITTED || connection->state == S7_CPU_CONNECTION_OPEN;
}

/* The oldest one makes room and is only counted from then on. */
static void keep_gone(struct s7_cpu_statistics *statistics, const struct s7_cpu_connection *connection)
{
    struct s7_cpu_connection *place = &statistics->gone[statistics->gone_next];
    if (statistics->gone_count == S7_CPU_GONE_MAX) {
        statistics->earlier++;
        add_counts(&statistics->earlier_counts, &place->counts);
    } else {
        statistics->gone_count++;
    }
    *place = *connection;
    place->before = place->after = NULL;
    statistics->gone_next = (statistics->gone_next + 1) % S7_CPU_GONE_MAX;
}

static void on_disconnected(struct s7_cpu_statistics *statistics, const struct s7_conversation *on,
                            const struct s7_fault *fault, s7_time now)
{
    struct s7_cpu_connection *connection = connection_at(statistics, on);
    struct s7_cpu_totals *totals = &statistics->totals;
    totals->links--;
    totals->malformed += s7_server_counts_malformed(fault->error);
    totals->abandoned += fault->error == S7_ERR_ISO_ABANDONED;
    if (!connection)
        return;
    if (has_resource(connection))
        totals->used[connection->class_]--;
    connection->until = now;
    connection->ended = *fault;
    step_out(statistics, connection);
    keep_gone(statistics, connection);
    connection->number = 0;
}

static void count_event(struct s7_cpu_statistics *statistics, const struct s7_conversation *on,
                        enum s7_event event, const struct s7_fault *fault, s7_time now)
{
    struct s7_cpu_connection *connection = connection_at(statistics, on);
    switch (event) {
    case S7_EVENT_ACCEPTED:
        on_accepted(statistics, on, now);
        break;
    case S7_EVENT_TURNED_AWAY:
        statistics->totals.turned_away++;
        break;
    case S7_EVENT_ADMITTED:
        on_admitted(statistics, on);
        break;
    case S7_EVENT_REFUSED:
        on_refused(statistics, on, fault);
        break;
    case S7_EVENT_CONNECTED:
        if (connection)
            connection->state = S7_CPU_CONNECTION_OPEN;
        break;
    case S7_EVENT_DISCONNECTED:
        on_disconnected(statistics, on, fault, now);
        break;
    case S7_EVENT_WRITTEN:
        if (connection)
            connection->counts.writes++;
        break;
    case S7_EVENT_PUSH_DROPPED:
        if (connection)
            connection->counts.pushes_dropped++;
        break;
    case S7_EVENT_COUNT:
        break;
    }
}

static void see_event(void *self, const struct s7_conversation *on, enum s7_event event,
                      const struct s7_fault *fault, s7_time now)
{
    struct s7_cpu_statistics *statistics = self;
    count_event(statistics, on, event, fault, now);
    if (statistics->next && statistics->next->event)
        statistics->next->event(statistics->next->self, on, event, fault, now);
}

static uint64_t refused_so_far(const struct s7_cpu_connection *connection)
{
    return connection->counts.refusals + connection->counts.items_refused;
}

static void see_pdu(void *self, const struct s7_conversation *on, enum s7_direction direction,
                    const uint8_t *pdu, size_t size, s7_time now)
{
    struct s7_cpu_statistics *statistics = self;
    struct s7_cpu_connection *connection = connection_at(statistics, on);
    statistics->answered = NULL;
    statistics->refuses = false;
    if (connection) {
        uint64_t before = refused_so_far(connection);
        statistics->answered = s7_cpu_statistics_count(connection, &statistics->asked[on->place], direction,
                                                       (struct s7_octets){pdu, size});
        statistics->refuses = refused_so_far(connection) != before;
    }
    if (statistics->next && statistics->next->pdu)
        statistics->next->pdu(statistics->next->self, on, direction, pdu, size, now);
}

/* ---- memory ---------------------------------------------------------------------------------------------- */

int s7_cpu_statistics_open(struct s7_cpu_statistics *statistics, size_t place_count, s7_time now)
{
    struct s7_cpu_connection *live = calloc(place_count, sizeof *live);
    struct s7_asked_ring *asked = calloc(place_count, sizeof *asked);
    if (!live || !asked) {
        free(live);
        free(asked);
        return S7_ERR_LOCAL_MEMORY;
    }
    *statistics = (struct s7_cpu_statistics){
        .observer = {.self = statistics, .pdu = see_pdu, .event = see_event},
        .started = now,
        .place_count = place_count,
        .live = live,
        .asked = asked,
    };
    return S7_OK;
}

void s7_cpu_statistics_close(struct s7_cpu_statistics *statistics)
{
    free(statistics->live);
    free(statistics->asked);
    statistics->live = NULL;
    statistics->asked = NULL;
    statistics->place_count = 0;
}

const struct s7_cpu_connection *s7_cpu_statistics_gone(const struct s7_cpu_statistics *statistics, size_t index)
{
    return &statistics->gone[(statistics->gone_next + S7_CPU_GONE_MAX - 1 - index) % S7_CPU_GONE_MAX];
}

struct s7_cpu_counts s7_cpu_statistics_sum(const struct s7_cpu_statistics *statistics)
{
    struct s7_cpu_counts sum = statistics->earlier_counts;
    for (size_t i = 0; i < statistics->gone_count; i++)
        add_counts(&sum, &statistics->gone[i].counts);
    for (const struct s7_cpu_connection *live = statistics->first; live; live = live->after)
        add_counts(&sum, &live->counts);
    return sum;
}
