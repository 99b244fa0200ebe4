/* SPDX-License-Identifier: MIT
 *
 * discover_talks.h — conversations made by hand, and the plant file that is discovered in them.
 */
#ifndef TESTS_UNIT_CAPTURE_DISCOVER_TALKS_H
#define TESTS_UNIT_CAPTURE_DISCOVER_TALKS_H

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capture/discover_model.h"
#include "must.h"
#include "plant/fmt.h"

enum { TALKS_MOST = 40, TALK_PARTS = 16 };

/* 2026-11-20 12:00:00 UTC */
#define TALKS_BEGIN ((s7_time)1795176000 * S7_SECOND)

struct talk_parts {
    struct s7_function_use functions[TALK_PARTS];
    struct s7_usage usages[TALK_PARTS];
    struct s7_error_use errors[TALK_PARTS];
};

struct talks {
    struct s7_talk talks[TALKS_MOST];
    struct talk_parts parts[TALKS_MOST];
    const struct s7_talk *list[TALKS_MOST];
    size_t count;
};

static inline struct s7_station talks_station(const char *host, uint16_t port)
{
    struct s7_station station = {.version = 4, .port = port};
    if (inet_pton(AF_INET, host, station.address) != 1) {
        station.version = 6;
        must(inet_pton(AF_INET6, host, station.address) == 1);
    }
    return station;
}

/** Ten minutes of S7; TSAPs NULL: not seen. */
static inline struct s7_talk *talks_add(struct talks *t, const char *client, const char *server, uint16_t port,
                                        const char *calling, const char *called)
{
    must(t->count < TALKS_MOST);
    struct s7_talk *talk = &t->talks[t->count];
    struct talk_parts *parts = &t->parts[t->count];
    memset(talk, 0, sizeof *talk);
    memset(parts, 0, sizeof *parts);
    *talk = (struct s7_talk){.client = talks_station(client, 0),
                             .server = talks_station(server, port),
                             .tsaps_known = calling != NULL,
                             .role = calling ? S7_ROLE_BY_CR : S7_ROLE_BY_PORT,
                             .protocol = S7_TALK_S7,
                             .connections = 1,
                             .first = TALKS_BEGIN,
                             .last = TALKS_BEGIN + 600 * S7_SECOND,
                             .octets_to_server = 1000,
                             .octets_to_client = 1000,
                             .functions = parts->functions,
                             .usages = parts->usages,
                             .errors = parts->errors,
                             .served = {s7_access_set_new(), s7_access_set_new()},
                             .refused_bits = {s7_access_set_new(), s7_access_set_new()}};
    if (calling) {
        must(s7_tsap_parse(calling, &talk->calling) == S7_OK);
        must(s7_tsap_parse(called, &talk->called) == S7_OK);
    }
    t->list[t->count++] = talk;
    return talk;
}

static inline void talks_setup(struct s7_talk *talk, uint16_t pdu_asked, uint16_t pdu_granted,
                               uint16_t amq_asked, uint16_t amq_granted)
{
    talk->pdu_asked = pdu_asked;
    talk->pdu_granted = pdu_granted;
    talk->amq_asked = amq_asked;
    talk->amq_granted = amq_granted;
}

static inline struct s7_function_use *talks_use(struct s7_talk *talk, uint8_t rosctr, uint8_t function,
                                                uint8_t group, uint8_t subfunction, uint64_t count)
{
    must(talk->function_count < TALK_PARTS);
    struct s7_function_use *use = &talk->functions[talk->function_count++];
    *use = (struct s7_function_use){.key = {rosctr, function, group, subfunction},
                                    .requests = count,
                                    .answers = count,
                                    .first = talk->first,
                                    .last = talk->last};
    talk->pdus += 2 * count;
    return use;
}

static inline struct s7_range talks_range(const char *text)
{
    struct s7_tag tag;
    must(s7_tag_parse(text, &tag, NULL) == S7_OK);
    return tag.range;
}

/** Read or written `count` times over the whole talk: with success, or refused with a return code. */
static inline struct s7_usage *talks_access(struct s7_talk *talk, enum s7_means means, const char *text,
                                            uint64_t count, uint8_t refusal)
{
    must(talk->usage_count < TALK_PARTS);
    struct s7_usage *usage = &talk->usages[talk->usage_count++];
    enum s7_operation operation =
        means == S7_MEANS_WRITE_VAR || means == S7_MEANS_MODIFY_VARIABLE || means == S7_MEANS_FORCE
            ? S7_OPERATION_WRITE
            : S7_OPERATION_READ;
    *usage = (struct s7_usage){.means = means,
                               .range = talks_range(text),
                               .requests = count,
                               .served = refusal ? 0 : count,
                               .refused = refusal ? count : 0,
                               .last_refusal = refusal,
                               .first = talk->first,
                               .last = talk->last};
    struct s7_access_set *set = refusal ? &talk->refused_bits[operation] : &talk->served[operation];
    must(s7_access_set_add(set, &usage->range) == S7_OK);
    return usage;
}

static inline void talks_end(struct talks *t)
{
    for (size_t i = 0; i < t->count; i++)
        for (size_t operation = 0; operation < S7_OPERATION_COUNT; operation++) {
            s7_access_set_free(&t->talks[i].served[operation]);
            s7_access_set_free(&t->talks[i].refused_bits[operation]);
        }
    t->count = 0;
}

/** What was made of talks. */
struct discovered {
    char *text;
    size_t size;
    struct s7_discover_count count;
    struct s7_plant *plant;
};

static inline void discovered_fault(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                                    const char *message)
{
    const struct discovered *d = user;
    fprintf(stderr, "%s\n%u:%u: %s: %s\n", d->text, mark.line, mark.column,
            severity == S7_PLANT_ERROR ? "error" : "warning", message);
    must(!message); /* the file that was discovered has no faults */
}

/** It loads without errors and warnings, and is canonical. */
static inline void discovered_make(struct discovered *d, const struct talks *t,
                                   const struct s7_discover_config *config)
{
    char *again = NULL;
    size_t size = 0;
    *d = (struct discovered){.text = NULL};
    must(s7_discover(t->list, t->count, config, &d->text, &d->size, &d->count) == S7_OK);
    must(s7_plant_load(d->text, d->size, discovered_fault, d, &d->plant) == S7_OK);
    must(s7_fmt_text(d->text, d->size, discovered_fault, d, &again, &size) == S7_OK);
    must(size == d->size && memcmp(again, d->text, size) == 0);
    free(again);
}

static inline void discovered_end(struct discovered *d)
{
    s7_plant_free(d->plant);
    free(d->text);
}

/** The same, with default configuration. */
static inline void discovered_plainly(struct discovered *d, const struct talks *t)
{
    const struct s7_discover_config config = {.known = NULL};
    discovered_make(d, t, &config);
}

#endif
