/* SPDX-License-Identifier: MIT */
#include "cli/cpu_statistics.h"
#include "cli/json.h"
#include "wire/message_service.h"
#include "wire/names.h"

enum { EVENT_BITS = 8, TSAP_TEXT_SIZE = S7_TSAP_TEXT_SIZE + 2 };

static json_t *number(uint64_t value)
{
    return json_integer((json_int_t)value);
}

static json_t *seconds_between(s7_time from, s7_time to)
{
    return json_real((double)(to - from) / (double)S7_SECOND);
}

static json_t *services(const struct s7_cpu_counts *counts)
{
    json_t *object = json_object();
    for (size_t i = 0; i < S7_SERVICE_COUNT; i++)
        if (counts->services[i])
            json_object_set_new(object, s7_service_row((enum s7_service)i)->stem, number(counts->services[i]));
    if (counts->services[S7_SERVICE_OTHER])
        json_object_set_new(object, "other", number(counts->services[S7_SERVICE_OTHER]));
    return object;
}

static void put_counts(json_t *object, const struct s7_cpu_counts *counts)
{
    json_object_set_new(object, "requests", number(counts->requests));
    json_object_set_new(object, "services", services(counts));
    json_object_set_new(object, "octets_in", number(counts->octets_in));
    json_object_set_new(object, "octets_out", number(counts->octets_out));
    json_object_set_new(object, "requests_refused", number(counts->refusals));
    json_object_set_new(object, "items_refused", number(counts->items_refused));
    json_object_set_new(object, "writes", number(counts->writes));
    json_object_set_new(object, "pushes", number(counts->pushes));
    json_object_set_new(object, "pushes_dropped", number(counts->pushes_dropped));
}

static json_t *tsap(const struct s7_tsap *tsap)
{
    char text[TSAP_TEXT_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    if (tsap->size == 0)
        return json_null();
    s7_caller_tsap(&buf, (struct s7_octets){tsap->octets, tsap->size});
    return s7_cli_json_text(text);
}

static json_t *last_refusal(const struct s7_cpu_last_refusal *last)
{
    if (!last->any)
        return json_null();
    return json_pack("{s:o, s:o, s:o}", "code", json_sprintf("%04X", (unsigned)last->code), "text",
                     s7_cli_json_text(last->text), "request", s7_cli_json_text(last->request));
}

static json_t *subscriptions(const struct s7_cpu_connection *connection)
{
    json_t *names = json_array();
    uint8_t events = connection->events | (connection->alarms ? S7_MESSAGE_ALARMS : 0);
    for (unsigned bit = 0; bit < EVENT_BITS; bit++) {
        uint8_t event = (uint8_t)(1U << bit);
        const char *name = s7_name_message_event(event);
        if (events & event)
            json_array_append_new(names, name ? json_string(name) : json_sprintf("bit %02X", (unsigned)event));
    }
    return names;
}

static void put_caller(json_t *object, const struct s7_cpu_connection *connection)
{
    static const char *const states[] = {[S7_CPU_CONNECTION_ACCEPTED] = "accepted",
                                         [S7_CPU_CONNECTION_REFUSED] = "refused",
                                         [S7_CPU_CONNECTION_ADMITTED] = "admitted",
                                         [S7_CPU_CONNECTION_OPEN] = "open"};
    json_object_set_new(object, "connection", json_integer(connection->number));
    json_object_set_new(object, "peer", s7_cli_json_text(connection->peer));
    json_object_set_new(object, "port", json_integer(connection->port));
    json_object_set_new(object, "state", json_string(states[connection->state]));
    json_object_set_new(object, "class",
                        connection->asked_for ? json_string(s7_caller_class_name(connection->class_))
                                              : json_null());
    json_object_set_new(object, "calling", tsap(&connection->calling));
    json_object_set_new(object, "called", tsap(&connection->called));
    json_object_set_new(object, "refused_for",
                        connection->refusal ? json_string(s7_error_name(connection->refusal)) : json_null());
    json_object_set_new(object, "pdu_length", json_integer(connection->pdu_length));
}

static json_t *connection_json(const struct s7_cpu_statistics *statistics,
                               const struct s7_cpu_connection *connection, s7_time until)
{
    json_t *object = json_object();
    put_caller(object, connection);
    json_object_set_new(object, "since", seconds_between(statistics->started, connection->since));
    json_object_set_new(object, "seconds", seconds_between(connection->since, until));
    put_counts(object, &connection->counts);
    json_object_set_new(object, "last_refusal", last_refusal(&connection->last_refusal));
    json_object_set_new(object, "subscriptions", subscriptions(connection));
    json_object_set_new(object, "legitimised", json_boolean(connection->legitimised));
    return object;
}

/* The list, and how many are not in it. */
static void put_live(json_t *object, const struct s7_cpu_statistics *statistics, s7_time now)
{
    json_t *array = json_array();
    size_t more = 0;
    for (const struct s7_cpu_connection *live = statistics->first; live; live = live->after)
        if (json_array_size(array) < S7_CPU_LISTED_MAX)
            json_array_append_new(array, connection_json(statistics, live, now));
        else
            more++;
    json_object_set_new(object, "connections", array);
    json_object_set_new(object, "not_listed", number(more));
}

static json_t *gone_json(const struct s7_cpu_statistics *statistics)
{
    json_t *array = json_array();
    for (size_t i = statistics->gone_count; i > 0; i--) {
        const struct s7_cpu_connection *gone = s7_cpu_statistics_gone(statistics, i - 1);
        json_t *object = connection_json(statistics, gone, gone->until);
        json_object_set_new(object, "ended_for",
                            gone->ended.error ? json_string(s7_error_name(gone->ended.error)) : json_null());
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *used_json(const struct s7_cpu_totals *totals)
{
    json_t *object = json_object();
    for (size_t i = 0; i < S7_CALLER_CLASS_COUNT; i++)
        json_object_set_new(object, s7_caller_class_name((enum s7_cpu_class)i), number(totals->used[i]));
    return object;
}

static json_t *totals_json(const struct s7_cpu_statistics *statistics)
{
    const struct s7_cpu_totals *totals = &statistics->totals;
    const struct s7_cpu_counts sum = s7_cpu_statistics_sum(statistics);
    json_t *object = json_object();
    json_object_set_new(object, "accepted", number(totals->accepted));
    json_object_set_new(object, "turned_away", number(totals->turned_away));
    json_object_set_new(object, "admitted", number(totals->admitted));
    json_object_set_new(object, "refused_tsap", number(totals->refused_tsap));
    json_object_set_new(object, "refused_resources", number(totals->refused_resources));
    json_object_set_new(object, "malformed", number(totals->malformed));
    json_object_set_new(object, "abandoned", number(totals->abandoned));
    json_object_set_new(object, "links", number(totals->links));
    json_object_set_new(object, "most_links", number(totals->most_links));
    json_object_set_new(object, "used", used_json(totals));
    put_counts(object, &sum);
    return object;
}

static json_t *earlier_json(const struct s7_cpu_statistics *statistics)
{
    json_t *object = json_object();
    json_object_set_new(object, "connections", number(statistics->earlier));
    put_counts(object, &statistics->earlier_counts);
    return object;
}

json_t *s7_cpu_statistics_json(const struct s7_cpu_statistics *statistics, s7_time now)
{
    json_t *object = json_object();
    json_object_set_new(object, "seconds", seconds_between(statistics->started, now));
    json_object_set_new(object, "totals", totals_json(statistics));
    put_live(object, statistics, now);
    json_object_set_new(object, "gone", gone_json(statistics));
    json_object_set_new(object, "earlier", earlier_json(statistics));
    return object;
}
