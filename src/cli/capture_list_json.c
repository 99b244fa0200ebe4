/* SPDX-License-Identifier: MIT */
#include "cli/capture_list.h"
#include "cli/capture_list_words.h"
#include "cli/capture_losses.h"
#include "cli/capture_value.h"
#include "cli/json.h"
#include "wire/describe.h"

enum { TEXT = 200, ORDER_NUMBER = 21 };

static json_t *number(uint64_t value)
{
    return json_integer((json_int_t)value);
}

static void set(json_t *object, const char *key, uint64_t value)
{
    json_object_set_new(object, key, number(value));
}

static json_t *moment(s7_time time)
{
    char text[TEXT] = "";
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_words_moment(&buf, time);
    return s7_cli_json_text(text);
}

/* ---- one conversation -------------------------------------------------------------------------------------------- */

static json_t *host(const struct s7_capture_list *list, const struct s7_station *station)
{
    char text[TEXT] = "";
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    json_t *object = json_object();
    s7_capture_names_host(list->names, station, &buf);
    json_object_set_new(object, "name", s7_cli_json_text(text));
    if (!s7_capture_names_redact(list->names)) {
        buf = s7_strbuf_over(text, sizeof text);
        s7_station_print_host(&buf, station);
        json_object_set_new(object, "address", s7_cli_json_text(text));
    }
    if (station->port)
        set(object, "port", station->port);
    return object;
}

static json_t *tsap(const struct s7_capture_list *list, const struct s7_talk *talk, const struct s7_tsap *of)
{
    char text[TEXT] = "";
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    if (!talk->tsaps_known)
        return json_null();
    s7_capture_names_tsap(list->names, of, &buf);
    return s7_cli_json_text(text);
}

static json_t *function_key(const struct s7_function_key *key)
{
    char text[TEXT] = "";
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    json_t *object = json_object();
    s7_words_function(&buf, key);
    json_object_set_new(object, "name", s7_cli_json_text(text));
    set(object, "rosctr", key->rosctr);
    set(object, "function", key->function);
    set(object, "group", key->group);
    set(object, "subfunction", key->subfunction);
    return object;
}

static json_t *functions(const struct s7_talk *talk)
{
    json_t *array = json_array();
    for (size_t i = 0; i < talk->function_count; i++) {
        const struct s7_function_use *use = &talk->functions[i];
        json_t *object = function_key(&use->key);
        set(object, "requests", use->requests);
        set(object, "continuations", use->continuations);
        set(object, "answers", use->answers);
        set(object, "pushes", use->pushes);
        set(object, "refused", use->refused);
        set(object, "unanswered", use->unanswered);
        json_object_set_new(object, "by_server", json_boolean(use->by_server));
        json_object_set_new(object, "first", moment(use->first));
        json_object_set_new(object, "last", moment(use->last));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *usages(const struct s7_talk *talk)
{
    json_t *array = json_array();
    for (size_t i = 0; i < talk->usage_count; i++) {
        const struct s7_usage *usage = &talk->usages[i];
        const struct s7_access access = s7_usage_access(usage);
        s7_time period = s7_words_period(usage);
        json_t *object = json_object();
        s7_capture_access_json(object, &access);
        set(object, "requests", usage->requests);
        set(object, "served", usage->served);
        set(object, "refused", usage->refused);
        set(object, "pushes", usage->deliveries);
        json_object_set_new(object, "last_refusal",
                            usage->refused && usage->last_refusal ? number(usage->last_refusal) : json_null());
        json_object_set_new(object, "period_ns", period ? json_integer(period) : json_null());
        json_object_set_new(object, "shortest_ns",
                            usage->shortest ? json_integer(usage->shortest) : json_null());
        json_object_set_new(object, "first", moment(usage->first));
        json_object_set_new(object, "last", moment(usage->last));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *errors(const struct s7_talk *talk)
{
    json_t *array = json_array();
    for (size_t i = 0; i < talk->error_count; i++) {
        const struct s7_error_use *error = &talk->errors[i];
        char text[TEXT] = "";
        struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
        json_t *object = json_object();
        if (error->of_item)
            s7_describe_return_code(&buf, (uint8_t)error->code);
        else
            s7_describe_error(&buf, error->code);
        json_object_set_new(object, "text", s7_cli_json_text(text));
        set(object, "code", error->code);
        json_object_set_new(object, "of", json_string(error->of_item ? "item" : "request"));
        json_object_set_new(object, "function", function_key(&error->key));
        set(object, "count", error->count);
        set(object, "first_packet", error->first_packet);
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *latency(const struct s7_talk *talk)
{
    if (!talk->latency)
        return json_null();
    json_t *object = json_object();
    set(object, "count", talk->latency->count);
    json_object_set_new(object, "shortest_ns", json_integer(talk->latency->shortest));
    json_object_set_new(object, "p50_ns", json_integer(s7_latency_quantile(talk->latency, 0.50)));
    json_object_set_new(object, "p99_ns", json_integer(s7_latency_quantile(talk->latency, 0.99)));
    json_object_set_new(object, "longest_ns", json_integer(talk->latency->longest));
    return object;
}

static json_t *anomalies(const struct s7_talk *talk)
{
    json_t *object = json_object();
    for (int i = 0; i < S7_ANOMALY_COUNT; i++)
        set(object, s7_anomaly_name((enum s7_anomaly)i), talk->anomalies[i]);
    return object;
}

static json_t *access_set(const struct s7_access_set *of)
{
    json_t *array = json_array();
    for (size_t i = 0; i < of->range_count; i++) {
        char text[TEXT] = "";
        if (s7_range_format(&of->ranges[i], text, sizeof text))
            json_array_append_new(array, s7_cli_json_text(text));
    }
    return array;
}

static json_t *both(json_t *of_reads, json_t *of_writes)
{
    json_t *object = json_object();
    json_object_set_new(object, "read", of_reads);
    json_object_set_new(object, "write", of_writes);
    return object;
}

static void add_connections(json_t *object, const struct s7_talk *talk)
{
    set(object, "connections", talk->connections);
    set(object, "one_direction", talk->one_way);
    set(object, "opened_by_server", talk->called_back);
    set(object, "open", talk->open);
    set(object, "resets", talk->resets);
    set(object, "refused", talk->refused);
    set(object, "unanswered", talk->unanswered);
    set(object, "mid_stream", talk->mid_stream);
    json_object_set_new(object, "first", moment(talk->first));
    json_object_set_new(object, "last", moment(talk->last));
    set(object, "first_packet", talk->first_packet);
    set(object, "telegrams", talk->telegrams);
    set(object, "pdus", talk->pdus);
    set(object, "empty_dts", talk->empty_dts);
    set(object, "malformed", talk->malformed);
    set(object, "octets_to_server", talk->octets_to_server);
    set(object, "octets_to_client", talk->octets_to_client);
}

static void add_negotiated(json_t *object, const struct s7_talk *talk)
{
    set(object, "pdu_asked", talk->pdu_asked);
    set(object, "pdu_granted", talk->pdu_granted);
    set(object, "jobs_asked", talk->amq_asked);
    set(object, "jobs_granted", talk->amq_granted);
    set(object, "most_outstanding", talk->most_outstanding);
}

static void add_data(json_t *object, const struct s7_talk *talk)
{
    const struct s7_access_set *served = talk->served, *refused = talk->refused_bits;
    json_object_set_new(object, "functions", functions(talk));
    json_object_set_new(object, "accesses", usages(talk));
    json_object_set_new(object, "served",
                        both(access_set(&served[S7_OPERATION_READ]), access_set(&served[S7_OPERATION_WRITE])));
    json_object_set_new(
        object, "refused_bits",
        both(access_set(&refused[S7_OPERATION_READ]), access_set(&refused[S7_OPERATION_WRITE])));
    json_object_set_new(
        object, "elsewhere",
        both(number(talk->elsewhere[S7_OPERATION_READ]), number(talk->elsewhere[S7_OPERATION_WRITE])));
    json_object_set_new(
        object, "opaque",
        both(number(talk->opaque[S7_OPERATION_READ]), number(talk->opaque[S7_OPERATION_WRITE])));
    json_object_set_new(
        object, "more_accesses",
        both(number(talk->rest.accesses[S7_OPERATION_READ]), number(talk->rest.accesses[S7_OPERATION_WRITE])));
    set(object, "more_functions", talk->rest.functions);
    json_object_set_new(object, "errors", errors(talk));
    set(object, "more_errors", talk->rest.errors);
}

json_t *s7_capture_list_talk_json(const struct s7_capture_list *list, const struct s7_talk *talk)
{
    char order_number[ORDER_NUMBER];
    json_t *object = json_object();
    s7_words_order_number(talk, order_number);
    json_object_set_new(object, "client", host(list, &talk->client));
    json_object_set_new(object, "server", host(list, &talk->server));
    json_object_set_new(object, "calling_tsap", tsap(list, talk, &talk->calling));
    json_object_set_new(object, "called_tsap", tsap(list, talk, &talk->called));
    json_object_set_new(object, "role_by", json_string(s7_words_role_name(talk->role)));
    json_object_set_new(object, "protocol", json_string(s7_words_protocol_name(talk->protocol)));
    json_object_set_new(object, "order_number", order_number[0] ? s7_cli_json_text(order_number) : json_null());
    add_connections(object, talk);
    add_negotiated(object, talk);
    add_data(object, talk);
    json_object_set_new(object, "latency", latency(talk));
    json_object_set_new(object, "anomalies", anomalies(talk));
    json_object_set_new(object, "losses", s7_capture_losses_json(&talk->losses));
    return object;
}

/* ---- the capture ------------------------------------------------------------------------------------------------- */

static json_t *sources(const struct s7_capture_list *list)
{
    const struct s7_capture_choice *choice = list->choice;
    bool redact = s7_capture_names_redact(list->names);
    json_t *array = json_array();
    if (choice->interface)
        json_array_append_new(array, s7_cli_json_text(choice->interface));
    for (size_t i = 0; i < choice->file_count; i++)
        json_array_append_new(array,
                              redact ? json_sprintf("file-%zu", i + 1) : s7_cli_json_text(choice->files[i]));
    return array;
}

static json_t *links(const struct s7_capture_list *list)
{
    json_t *array = json_array();
    for (size_t i = 0; i < list->link_count; i++) {
        char text[TEXT] = "";
        struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
        s7_words_link(&buf, list->links[i]);
        json_array_append_new(array, s7_cli_json_text(text));
    }
    return array;
}

json_t *s7_capture_list_json(const struct s7_capture_list *list)
{
    json_t *document = s7_cli_json_document("capture-list");
    json_t *reading = s7_capture_reading_json(list->reading);
    json_t *talks = json_array();
    json_object_set_new(document, list->choice->interface ? "interface" : "files", sources(list));
    json_object_update(document, reading);
    json_decref(reading);
    json_object_set_new(document, "first", list->first ? moment(list->first) : json_null());
    json_object_set_new(document, "last", list->last ? moment(list->last) : json_null());
    json_object_set_new(document, "networks", links(list));
    set(document, "followed_packets", list->statistics->followed_packets);
    set(document, "connections", list->statistics->flows);
    set(document, "most_open", list->statistics->most_open);
    json_object_set_new(document, "losses", s7_capture_losses_json(&list->statistics->losses));
    for (size_t i = 0; i < list->talk_count; i++)
        json_array_append_new(talks, s7_capture_list_talk_json(list, list->talks[i]));
    json_object_set_new(document, "conversations", talks);
    return document;
}
