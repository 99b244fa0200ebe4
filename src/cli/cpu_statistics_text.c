/* SPDX-License-Identifier: MIT */
#include <inttypes.h>

#include "cli/cpu_statistics.h"
#include "cli/target.h"
#include "wire/describe_payload.h"
#include "wire/message_service.h"

enum { LINE_SIZE = 1024 };

static double seconds_between(s7_time from, s7_time to)
{
    return (double)(to - from) / (double)S7_SECOND;
}

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

static void add_count(struct s7_strbuf *buf, const char *separator, uint64_t count, const char *what)
{
    s7_strbuf_printf(buf, "%s%" PRIu64 " %s%s", separator, count, what, plural(count));
}

/* ---- what was done --------------------------------------------------------------------------------------- */

static void add_services(struct s7_strbuf *buf, const struct s7_cpu_counts *counts)
{
    const char *separator = ": ";
    for (size_t i = 0; i <= S7_SERVICE_COUNT; i++) {
        if (counts->services[i] == 0)
            continue;
        s7_strbuf_printf(buf, "%s%s %" PRIu64, separator, s7_cpu_statistics_service(i), counts->services[i]);
        separator = ", ";
    }
}

static void print_counts(FILE *out, const char *indent, const struct s7_cpu_counts *counts)
{
    char line[LINE_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(line, sizeof line);
    add_count(&buf, "", counts->requests, "request");
    add_services(&buf, counts);
    s7_strbuf_printf(&buf, "; octets %" PRIu64 " in, %" PRIu64 " out", counts->octets_in, counts->octets_out);
    if (counts->writes)
        s7_strbuf_printf(&buf, "; data changed %" PRIu64 " time%s", counts->writes, plural(counts->writes));
    fprintf(out, "%s%s\n", indent, line);
}

static void print_refusals(FILE *out, const char *indent, const struct s7_cpu_counts *counts)
{
    char line[LINE_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(line, sizeof line);
    if (counts->refusals == 0 && counts->items_refused == 0)
        return;
    add_count(&buf, "refused: ", counts->refusals, "request");
    add_count(&buf, ", ", counts->items_refused, "item");
    fprintf(out, "%s%s\n", indent, line);
}

static void print_pushes(FILE *out, const char *indent, const struct s7_cpu_counts *counts)
{
    if (counts->pushes || counts->pushes_dropped)
        fprintf(out, "%spushes: %" PRIu64 " sent, %" PRIu64 " dropped\n", indent, counts->pushes,
                counts->pushes_dropped);
}

static void print_last_refusal(FILE *out, const char *indent, const struct s7_cpu_last_refusal *last)
{
    if (last->any)
        fprintf(out, "%slast refusal: %s: %s\n", indent,
                last->request[0] ? last->request : "a request that is not known any more", last->text);
}

/* ---- one connection -------------------------------------------------------------------------------------- */

static void add_refusal(struct s7_strbuf *buf, const struct s7_cpu_connection *connection)
{
    s7_strbuf_add(buf, connection->refusal == S7_ERR_RESOURCE_PARTNER
                           ? ", refused: no connection resource was left"
                           : ", refused: nothing is here under this TSAP");
}

static void add_caller(struct s7_strbuf *buf, const struct s7_cpu_connection *connection)
{
    if (!connection->asked_for) {
        s7_strbuf_add(buf, "asked for nothing");
        return;
    }
    s7_caller_describe(buf, (struct s7_octets){connection->called.octets, connection->called.size});
    s7_strbuf_add(buf, " from ");
    s7_caller_tsap(buf, (struct s7_octets){connection->calling.octets, connection->calling.size});
    if (connection->state == S7_CPU_CONNECTION_REFUSED)
        add_refusal(buf, connection);
    else if (connection->state == S7_CPU_CONNECTION_ADMITTED)
        s7_strbuf_add(buf, ", no setup");
    else
        s7_strbuf_printf(buf, ", PDU length %u", (unsigned)connection->pdu_length);
}

static void add_rights(struct s7_strbuf *buf, const struct s7_cpu_connection *connection)
{
    uint8_t events = connection->events | (connection->alarms ? S7_MESSAGE_ALARMS : 0);
    if (events) {
        s7_strbuf_add(buf, ", subscribed: ");
        s7_describe_message_events(buf, events);
    }
    if (connection->legitimised)
        s7_strbuf_add(buf, ", legitimised by the password");
}

static void print_connection(FILE *out, const struct s7_cpu_connection *connection, const char *how,
                             s7_time until)
{
    static const char indent[] = "        ";
    char label[S7_TARGET_LABEL_SIZE], line[LINE_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(line, sizeof line);
    add_caller(&buf, connection);
    add_rights(&buf, connection);
    if (connection->ended.error)
        s7_strbuf_printf(&buf, ", %s", s7_error_name(connection->ended.error));
    s7_target_label(connection->peer, connection->port, label, sizeof label);
    fprintf(out, "    #%u %s %s %.1f s: %s\n", (unsigned)connection->number, label, how,
            seconds_between(connection->since, until), line);
    if (connection->counts.requests)
        print_counts(out, indent, &connection->counts);
    print_refusals(out, indent, &connection->counts);
    print_last_refusal(out, indent, &connection->last_refusal);
    print_pushes(out, indent, &connection->counts);
}

/* ---- everything ------------------------------------------------------------------------------------------ */

static void print_totals(FILE *out, const struct s7_cpu_statistics *statistics)
{
    static const char indent[] = "    ";
    const struct s7_cpu_totals *totals = &statistics->totals;
    const struct s7_cpu_counts sum = s7_cpu_statistics_sum(statistics);
    fprintf(out,
            "    connections: %" PRIu64 " by TCP, %" PRIu64 " admitted, %" PRIu64
            " refused for the TSAP, %" PRIu64 " refused for want of resources, %" PRIu64 " turned away\n",
            totals->accepted, totals->admitted, totals->refused_tsap, totals->refused_resources,
            totals->turned_away);
    fprintf(out, "    now: %zu (PG %zu, OP %zu, basic %zu, other %zu), at most %zu\n", totals->links,
            totals->used[S7_CPU_CLASS_PG], totals->used[S7_CPU_CLASS_OP], totals->used[S7_CPU_CLASS_BASIC],
            totals->used[S7_CPU_CLASS_OTHER], totals->most_links);
    if (totals->malformed || totals->abandoned)
        fprintf(out, "    ended: %" PRIu64 " for malformed telegrams, %" PRIu64 " half open for too long\n",
                totals->malformed, totals->abandoned);
    print_counts(out, indent, &sum);
    print_refusals(out, indent, &sum);
    print_pushes(out, indent, &sum);
}

static void print_live(FILE *out, const struct s7_cpu_statistics *statistics, s7_time now)
{
    size_t count = 0;
    if (statistics->first)
        fprintf(out, "  connections\n");
    for (const struct s7_cpu_connection *live = statistics->first; live; live = live->after)
        if (count++ < S7_CPU_LISTED_MAX)
            print_connection(out, live, "for", now);
    if (count > S7_CPU_LISTED_MAX)
        fprintf(out, "    and %zu more\n", count - S7_CPU_LISTED_MAX);
}

static void print_gone(FILE *out, const struct s7_cpu_statistics *statistics)
{
    if (statistics->gone_count)
        fprintf(out, "  gone\n");
    if (statistics->earlier) {
        fprintf(out, "    %" PRIu64 " connection%s before these\n", statistics->earlier,
                plural(statistics->earlier));
        print_counts(out, "        ", &statistics->earlier_counts);
    }
    for (size_t i = statistics->gone_count; i > 0; i--) {
        const struct s7_cpu_connection *gone = s7_cpu_statistics_gone(statistics, i - 1);
        print_connection(out, gone, "was there", gone->until);
    }
}

void s7_cpu_statistics_print(FILE *out, const struct s7_cpu_statistics *statistics, s7_time now)
{
    fprintf(out, "statistics of %.1f s\n", seconds_between(statistics->started, now));
    print_totals(out, statistics);
    print_live(out, statistics, now);
    print_gone(out, statistics);
    fflush(out);
}
