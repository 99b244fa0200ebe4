/* SPDX-License-Identifier: MIT
 *
 * discover_collect.c — which talks make which connection.
 */
#include <stdlib.h>
#include <string.h>

#include "capture/discover_model.h"
#include "plant/schema.h"

/** A talk with its place, so that sorting keeps the order of equal ones. */
struct place {
    const struct s7_talk *talk;
    size_t index;
    bool is_link;
};

static bool was_answered(const struct s7_talk *talk)
{
    for (size_t i = 0; i < talk->function_count; i++)
        if (talk->functions[i].answers || talk->functions[i].pushes)
            return true;
    return talk->served[S7_OPERATION_READ].range_count || talk->served[S7_OPERATION_WRITE].range_count;
}

bool s7_discover_is_one_way(const struct s7_talk *talk)
{
    return talk->telegrams > 0 && talk->one_way == talk->connections;
}

bool s7_discover_is_scan(const struct s7_talk *talk)
{
    return talk->anomalies[S7_ANOMALY_SCAN] && !talk->served[S7_OPERATION_READ].range_count &&
           !talk->served[S7_OPERATION_WRITE].range_count;
}

bool s7_discover_is_link(const struct s7_talk *talk)
{
    if (talk->role == S7_ROLE_GUESSED || talk->server.port == 0 ||
        s7_station_same_host(&talk->client, &talk->server) || s7_discover_is_scan(talk))
        return false;
    if (talk->protocol == S7_TALK_S7PLUS)
        return talk->octets_to_server && talk->octets_to_client;
    return talk->protocol == S7_TALK_S7 && was_answered(talk);
}

static int compare_number(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int compare_tsap(const struct s7_tsap *a, const struct s7_tsap *b)
{
    int order = compare_number(a->size, b->size);
    return order ? order : memcmp(a->octets, b->octets, a->size);
}

/** Partners and protocol. */
static int compare_ends(const struct s7_talk *a, const struct s7_talk *b)
{
    int order = s7_station_compare(&a->client, &b->client);
    order = order ? order : s7_station_compare(&a->server, &b->server);
    return order ? order : compare_number(a->protocol, b->protocol);
}

/** Those whose TSAPs are not known come last. */
static int compare_tsaps(const struct s7_talk *a, const struct s7_talk *b)
{
    int order = compare_number(!a->tsaps_known, !b->tsaps_known);
    if (order || !a->tsaps_known)
        return order;
    order = compare_tsap(&a->calling, &b->calling);
    return order ? order : compare_tsap(&a->called, &b->called);
}

static int compare_places(const void *one, const void *other)
{
    const struct place *a = one;
    const struct place *b = other;
    int order = compare_number(!a->is_link, !b->is_link);
    if (order == 0 && a->is_link) {
        order = compare_ends(a->talk, b->talk);
        order = order ? order : compare_tsaps(a->talk, b->talk);
    } else if (order == 0) {
        order = s7_station_compare(&a->talk->client, &b->talk->client);
        order = order ? order : compare_number(!s7_discover_is_scan(a->talk), !s7_discover_is_scan(b->talk));
    }
    return order ? order : compare_number(a->index, b->index);
}

static int sort_talks(struct s7_discover_model *model, const struct s7_talk *const *talks, size_t count)
{
    struct place *places = calloc(count + 1, sizeof *places);
    model->talks = calloc(count + 1, sizeof *model->talks);
    if (!places || !model->talks) {
        free(places);
        return S7_ERR_LOCAL_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        places[i] = (struct place){talks[i], i, s7_discover_is_link(talks[i])};
        model->linked += places[i].is_link;
    }
    qsort(places, count, sizeof *places, compare_places);
    for (size_t i = 0; i < count; i++)
        model->talks[i] = places[i].talk;
    model->talk_count = count;
    free(places);
    return S7_OK;
}

/** Talks from `first` on that have its partners and protocol. */
static size_t same_ends(const struct s7_discover_model *model, size_t first)
{
    size_t end = first + 1;
    while (end < model->linked && compare_ends(model->talks[first], model->talks[end]) == 0)
        end++;
    return end - first;
}

static size_t same_tsaps(const struct s7_discover_model *model, size_t first, size_t end)
{
    size_t next = first + 1;
    while (next < end && compare_tsaps(model->talks[first], model->talks[next]) == 0)
        next++;
    return next - first;
}

/**
 * The talks of one pair of partners.  One of which the TSAPs are not known belongs to the only connection that there is
 * between them; where there are several it is one of its own.
 */
static void link_ends(struct s7_discover_model *model, size_t first, size_t count)
{
    size_t end = first + count;
    for (size_t next = first; next < end;) {
        size_t same = same_tsaps(model, next, end);
        bool is_only_known = next == first && model->talks[next]->tsaps_known && next + same < end &&
                             !model->talks[next + same]->tsaps_known;
        if (is_only_known)
            same = count;
        struct s7_discover_link *link = &model->links[model->link_count++];
        *link = (struct s7_discover_link){.talks = &model->talks[next],
                                          .talk_count = same,
                                          .named = model->talks[next],
                                          .areas = {s7_access_set_new(), s7_access_set_new()}};
        next += same;
    }
}

/** The setup that stands in the file is the last one that was seen. */
static void name_talk(struct s7_discover_link *link)
{
    for (size_t i = 0; i < link->talk_count; i++) {
        const struct s7_talk *talk = link->talks[i];
        bool is_better = talk->pdu_granted && (!link->named->pdu_granted || talk->last > link->named->last);
        if (is_better && talk->tsaps_known == link->named->tsaps_known)
            link->named = talk;
    }
}

static int link_talks(struct s7_discover_model *model)
{
    model->links = calloc(model->linked + 1, sizeof *model->links);
    if (!model->links)
        return S7_ERR_LOCAL_MEMORY;
    for (size_t first = 0; first < model->linked;) {
        size_t count = same_ends(model, first);
        link_ends(model, first, count);
        first += count;
    }
    while (model->link_count > S7_SCHEMA_NAMED_MOST)
        model->without += model->links[--model->link_count].talk_count;
    for (size_t i = 0; i < model->link_count; i++)
        name_talk(&model->links[i]);
    return S7_OK;
}

static void find_span(struct s7_discover_model *model)
{
    model->begin = model->config->begin;
    model->end = model->config->end;
    if (model->begin || model->end || model->talk_count == 0)
        return;
    model->begin = model->talks[0]->first;
    model->end = model->talks[0]->last;
    for (size_t i = 1; i < model->talk_count; i++) {
        if (model->talks[i]->first < model->begin)
            model->begin = model->talks[i]->first;
        if (model->talks[i]->last > model->end)
            model->end = model->talks[i]->last;
    }
}

int s7_discover_collect(struct s7_discover_model *model, const struct s7_talk *const *talks, size_t count)
{
    int error = sort_talks(model, talks, count);
    if (!error)
        error = link_talks(model);
    if (!error)
        find_span(model);
    return error;
}

void s7_discover_model_free(struct s7_discover_model *model)
{
    for (size_t i = 0; i < model->link_count; i++)
        for (size_t operation = 0; operation < S7_OPERATION_COUNT; operation++)
            s7_access_set_free(&model->links[i].areas[operation]);
    for (size_t i = 0; i < model->member_count; i++)
        s7_access_set_free(&model->members[i].data);
    free(model->members);
    free(model->zones);
    free(model->links);
    free(model->talks);
}
