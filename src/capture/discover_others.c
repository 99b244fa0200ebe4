/* SPDX-License-Identifier: MIT
 *
 * discover_others.c — what was seen and is no connection of a register: told at the end of the file.
 */
#include "capture/discover_write.h"

enum { OTHERS_MOST = 1000 };

void s7_discover_station_name(struct s7_strbuf *buf, const struct s7_discover_model *model,
                              const struct s7_station *station)
{
    size_t index = s7_discover_member_of(model, station);
    struct s7_station shown = *station;
    if (model->config->redact) {
        if (index == SIZE_MAX) {
            s7_strbuf_add(buf, "another address");
            return;
        }
        shown = model->members[index].shown;
        shown.port = station->port;
    }
    if (shown.port)
        s7_station_print(buf, &shown);
    else
        s7_station_print_host(buf, &shown);
}

static bool has_text(const struct s7_tsap *tsap)
{
    return tsap->size != 2;
}

void s7_discover_tsap(struct s7_strbuf *buf, const struct s7_discover_model *model, const struct s7_tsap *tsap)
{
    char words[S7_TSAP_TEXT_SIZE + 2];
    if (model->config->redact && has_text(tsap)) {
        s7_strbuf_add(buf, "\"redacted\"");
        return;
    }
    s7_tsap_format(tsap, words, sizeof words);
    s7_strbuf_add(buf, words);
}

static uint64_t requests_of(const struct s7_talk *talk)
{
    uint64_t count = 0;
    for (size_t i = 0; i < talk->function_count; i++)
        count += talk->functions[i].requests;
    return count;
}

/** Why a talk is no connection. */
static void print_reason(struct s7_strbuf *buf, const struct s7_talk *talk)
{
    if (s7_discover_is_link(talk))
        s7_strbuf_add(buf, "a connection for which a plant file has no room");
    else if (talk->protocol == S7_TALK_NOTHING)
        s7_strbuf_printf(buf, "no data: %llu connections, %llu refused, %llu without answer",
                         (unsigned long long)talk->connections, (unsigned long long)talk->refused,
                         (unsigned long long)talk->unanswered);
    else if (talk->protocol == S7_TALK_MMS)
        s7_strbuf_add(buf, "MMS, not S7");
    else if (talk->protocol == S7_TALK_OTHER)
        s7_strbuf_add(buf, "user data of another kind, not S7");
    else if (s7_discover_is_one_way(talk))
        s7_strbuf_printf(buf, "only one direction was captured, what the %s sent: check the mirror port",
                         talk->octets_to_server ? "client" : "server");
    else if (s7_station_same_host(&talk->client, &talk->server))
        s7_strbuf_add(buf, "both ends have one address: who they are is not in the traffic");
    else if (talk->role == S7_ROLE_GUESSED)
        s7_strbuf_add(buf, "nothing tells which end serves");
    else
        s7_strbuf_printf(buf, "S7 without answers: %llu requests", (unsigned long long)requests_of(talk));
}

/** What was asked for without an answer that was seen. */
static void write_asked(struct s7_discover_text *text, const struct s7_talk *talk)
{
    enum { ASKED_MOST = 20 };
    size_t shown = talk->usage_count < ASKED_MOST ? talk->usage_count : ASKED_MOST;
    for (size_t i = 0; i < shown; i++) {
        const struct s7_usage *usage = &talk->usages[i];
        char words[160];
        struct s7_strbuf buf = s7_strbuf_over(words, sizeof words);
        s7_discover_usage_name(&buf, usage);
        s7_discover_comment(text, 0, "    asked for: %s by %s, %llu times", words, s7_means_text(usage->means),
                            (unsigned long long)usage->requests);
    }
    if (shown < talk->usage_count)
        s7_discover_comment(text, 0, "    … and %zu more areas", talk->usage_count - shown);
}

static void write_other(struct s7_discover_text *text, const struct s7_talk *talk)
{
    char words[360];
    struct s7_strbuf buf = s7_strbuf_over(words, sizeof words);
    struct s7_station client = talk->client;
    client.port = 0;
    s7_discover_station_name(&buf, text->model, &client);
    s7_strbuf_add(&buf, " → ");
    s7_discover_station_name(&buf, text->model, &talk->server);
    if (talk->tsaps_known && talk->called.size) {
        s7_strbuf_add(&buf, ", TSAP ");
        s7_discover_tsap(&buf, text->model, &talk->called);
    }
    s7_strbuf_add(&buf, ": ");
    print_reason(&buf, talk);
    s7_discover_comment(text, 0, "  %s", words);
    if (talk->protocol == S7_TALK_S7 && !s7_discover_is_link(talk))
        write_asked(text, talk);
}

/** All of a client's that are one scan, in one line.  @return how many there are from `first` on */
static size_t write_scan(struct s7_discover_text *text, const struct s7_talk *const *talks, size_t count)
{
    char client[80];
    char server[80];
    struct s7_strbuf client_buf = s7_strbuf_over(client, sizeof client);
    struct s7_strbuf server_buf = s7_strbuf_over(server, sizeof server);
    struct s7_station station = talks[0]->client;
    size_t same = 1;
    while (same < count && s7_discover_is_scan(talks[same]) &&
           s7_station_same_host(&talks[same]->client, &station))
        same++;
    station.port = 0;
    s7_discover_station_name(&client_buf, text->model, &station);
    s7_discover_station_name(&server_buf, text->model, &talks[0]->server);
    s7_discover_comment(text, 0, "  %s looks like a scan: %llu places tried without use, the first %s", client,
                        (unsigned long long)talks[0]->anomalies[S7_ANOMALY_SCAN], server);
    return same;
}

void s7_discover_write_others(struct s7_discover_text *text)
{
    const struct s7_discover_model *model = text->model;
    size_t at = model->linked - model->without;
    size_t lines = 0;
    if (at == model->talk_count)
        return;
    s7_discover_add(text, "\n");
    s7_discover_comment(text, 0, "Seen, and no connection of a register:");
    for (; at < model->talk_count && lines < OTHERS_MOST; lines++) {
        if (s7_discover_is_scan(model->talks[at])) {
            at += write_scan(text, &model->talks[at], model->talk_count - at);
        } else {
            write_other(text, model->talks[at]);
            at++;
        }
    }
    if (at < model->talk_count)
        s7_discover_comment(text, 0, "  … and %zu more", model->talk_count - at);
}
