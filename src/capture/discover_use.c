/* SPDX-License-Identifier: MIT
 *
 * discover_use.c — what a connection is used for, and how often.
 */
#include <string.h>

#include "capture/discover_model.h"
#include "plant/schema.h"

enum { JOB = 1, USERDATA = 7, ANY_SUBFUNCTION = 0, TEST_JOBS = S7_PLANT_FUNCTION_OTHER << 1 };

/** What a function is to a plant file; the first row that fits counts. */
static const struct use_row {
    uint8_t rosctr;
    uint8_t function;    /* of a Job */
    uint8_t group;       /* of Userdata */
    uint8_t subfunction; /* ANY_SUBFUNCTION: each */
    unsigned use;
} use_rows[] = {
    {JOB, 0x04, 0, 0, 0},
    {JOB, 0x05, 0, 0, 0},
    {JOB, 0xF0, 0, 0, 0},
    {JOB, 0x1A, 0, 0, S7_PLANT_FUNCTION_DOWNLOAD},
    {JOB, 0x1B, 0, 0, S7_PLANT_FUNCTION_DOWNLOAD},
    {JOB, 0x1C, 0, 0, S7_PLANT_FUNCTION_DOWNLOAD},
    {JOB, 0x1D, 0, 0, S7_PLANT_FUNCTION_UPLOAD},
    {JOB, 0x1E, 0, 0, S7_PLANT_FUNCTION_UPLOAD},
    {JOB, 0x1F, 0, 0, S7_PLANT_FUNCTION_UPLOAD},
    {JOB, 0x28, 0, 0, S7_PLANT_FUNCTION_CONTROL},
    {JOB, 0x29, 0, 0, S7_PLANT_FUNCTION_CONTROL},
    {USERDATA, 0, 0x0, ANY_SUBFUNCTION, S7_PLANT_FUNCTION_MESSAGES},
    {USERDATA, 0, 0x1, 0x02, S7_PLANT_FUNCTION_VARIABLES},
    {USERDATA, 0, 0x1, 0x08, S7_PLANT_FUNCTION_VARIABLES},
    {USERDATA, 0, 0x1, 0x07, S7_PLANT_FUNCTION_FORCE},
    {USERDATA, 0, 0x1, 0x09, S7_PLANT_FUNCTION_FORCE},
    {USERDATA, 0, 0x1, 0x0C, S7_PLANT_FUNCTION_CONTROL},
    /* Jobs of the test functions are enabled, deleted, read: part of what they are jobs of. */
    {USERDATA, 0, 0x1, 0x0D, TEST_JOBS},
    {USERDATA, 0, 0x1, 0x0E, TEST_JOBS},
    {USERDATA, 0, 0x1, 0x0F, TEST_JOBS},
    {USERDATA, 0, 0x1, 0x10, TEST_JOBS},
    {USERDATA, 0, 0x1, 0x11, TEST_JOBS},
    {USERDATA, 0, 0x1, 0x12, TEST_JOBS},
    {USERDATA, 0, 0x1, ANY_SUBFUNCTION, S7_PLANT_FUNCTION_TEST},
    {USERDATA, 0, 0x2, 0x08, S7_PLANT_FUNCTION_OTHER},
    {USERDATA, 0, 0x2, ANY_SUBFUNCTION, S7_PLANT_FUNCTION_CYCLIC},
    {USERDATA, 0, 0x3, ANY_SUBFUNCTION, S7_PLANT_FUNCTION_BLOCKS},
    {USERDATA, 0, 0x4, 0x01, S7_PLANT_FUNCTION_SZL},
    {USERDATA, 0, 0x4, ANY_SUBFUNCTION, S7_PLANT_FUNCTION_MESSAGES},
    {USERDATA, 0, 0x5, ANY_SUBFUNCTION, S7_PLANT_FUNCTION_PASSWORD},
    {USERDATA, 0, 0x6, ANY_SUBFUNCTION, S7_PLANT_FUNCTION_BSEND},
    {USERDATA, 0, 0x7, 0x01, S7_PLANT_FUNCTION_CLOCK},
    {USERDATA, 0, 0x7, 0x03, S7_PLANT_FUNCTION_CLOCK},
    {USERDATA, 0, 0x7, 0x02, S7_PLANT_FUNCTION_SET_CLOCK},
    {USERDATA, 0, 0x7, 0x04, S7_PLANT_FUNCTION_SET_CLOCK},
};

static unsigned use_of(const struct s7_function_key *key)
{
    for (size_t i = 0; i < sizeof use_rows / sizeof use_rows[0]; i++) {
        const struct use_row *row = &use_rows[i];
        if (row->rosctr != key->rosctr)
            continue;
        bool fits = key->rosctr == JOB ? row->function == key->function
                                       : row->group == key->group && (row->subfunction == ANY_SUBFUNCTION ||
                                                                      row->subfunction == key->subfunction);
        if (fits)
            return row->use;
    }
    return S7_PLANT_FUNCTION_OTHER;
}

static uint64_t requests_of_job(const struct s7_discover_link *link, uint8_t function)
{
    uint64_t count = 0;
    for (size_t i = 0; i < link->talk_count; i++)
        for (size_t k = 0; k < link->talks[i]->function_count; k++) {
            const struct s7_function_use *use = &link->talks[i]->functions[k];
            if (use->key.rosctr == JOB && use->key.function == function)
                count += use->requests;
        }
    return count;
}

static unsigned all_uses(const struct s7_discover_link *link)
{
    unsigned uses = 0;
    for (size_t i = 0; i < link->talk_count; i++)
        for (size_t k = 0; k < link->talks[i]->function_count; k++)
            uses |= use_of(&link->talks[i]->functions[k].key);
    return uses;
}

unsigned s7_discover_functions(const struct s7_discover_link *link)
{
    unsigned uses = all_uses(link);
    uint64_t downloads = requests_of_job(link, 0x1A);
    /* A block that was loaded is linked in by a PI service of its own: no more of them are no control. */
    if (downloads && requests_of_job(link, 0x28) <= downloads && !requests_of_job(link, 0x29))
        uses &= ~(unsigned)S7_PLANT_FUNCTION_CONTROL;
    if (uses & TEST_JOBS && !(uses & (S7_PLANT_FUNCTION_VARIABLES | S7_PLANT_FUNCTION_FORCE)))
        uses |= S7_PLANT_FUNCTION_TEST;
    return uses & ~(unsigned)TEST_JOBS;
}

unsigned s7_discover_elsewhere(const struct s7_discover_link *link)
{
    static const unsigned bits[S7_OPERATION_COUNT] = {
        [S7_OPERATION_READ] = S7_PLANT_ELSEWHERE_READS, [S7_OPERATION_WRITE] = S7_PLANT_ELSEWHERE_WRITES};
    unsigned elsewhere = 0;
    for (size_t operation = 0; operation < S7_OPERATION_COUNT; operation++) {
        uint64_t count = link->left_out[operation];
        for (size_t i = 0; i < link->talk_count; i++)
            count += link->talks[i]->elsewhere[operation];
        elsewhere |= count ? bits[operation] : 0;
    }
    return elsewhere;
}

static const struct s7_plant_word *words_of(const char *key)
{
    const struct s7_plant_key *row = NULL;
    for (size_t i = 0; (row = s7_schema_key(i)) != NULL; i++)
        if (row->element == S7_ELEMENT_CONNECTION && strcmp(row->name, key) == 0)
            return row->words;
    return NULL;
}

static const char *word_of(const char *key, unsigned value)
{
    for (const struct s7_plant_word *word = words_of(key); word && word->text; word++)
        if (word->value == value)
            return word->text;
    return NULL;
}

const char *s7_discover_function_word(unsigned bit)
{
    return word_of("functions", bit);
}

const char *s7_discover_service_word(enum s7_plant_service service)
{
    return word_of("service", service);
}

/** It was tried, with success or without. */
static bool does(const struct s7_discover_link *link, enum s7_operation operation)
{
    for (size_t i = 0; i < link->talk_count; i++) {
        const struct s7_talk *talk = link->talks[i];
        if (talk->served[operation].range_count || talk->refused_bits[operation].range_count ||
            talk->opaque[operation])
            return true;
        for (size_t k = 0; k < talk->usage_count; k++)
            if (talk->usages[k].raw && s7_means_operation(talk->usages[k].means) == operation)
                return true;
    }
    return false;
}

enum s7_plant_service s7_discover_service(const struct s7_discover_link *link)
{
    enum {
        OF_PG = S7_PLANT_FUNCTION_BLOCKS | S7_PLANT_FUNCTION_UPLOAD | S7_PLANT_FUNCTION_DOWNLOAD |
                S7_PLANT_FUNCTION_CONTROL | S7_PLANT_FUNCTION_VARIABLES | S7_PLANT_FUNCTION_FORCE |
                S7_PLANT_FUNCTION_TEST,
        OF_HMI = S7_PLANT_FUNCTION_MESSAGES | S7_PLANT_FUNCTION_CYCLIC
    };
    unsigned uses = s7_discover_functions(link);
    enum s7_connection_class class = s7_tsap_class(&link->named->called, S7_CLASS_BASIC);
    bool reads = does(link, S7_OPERATION_READ);
    bool writes = does(link, S7_OPERATION_WRITE);
    if (link->named->protocol == S7_TALK_S7PLUS)
        return S7_PLANT_SERVICE_S7PLUS;
    if (uses & OF_PG || (class == S7_CLASS_PG && !reads && !writes))
        return S7_PLANT_SERVICE_PG;
    if (uses & OF_HMI || class == S7_CLASS_OP)
        return S7_PLANT_SERVICE_HMI;
    if (uses & S7_PLANT_FUNCTION_BSEND)
        return S7_PLANT_SERVICE_BSEND;
    if (reads && writes)
        return S7_PLANT_SERVICE_PUT_GET;
    return reads ? S7_PLANT_SERVICE_GET : writes ? S7_PLANT_SERVICE_PUT : S7_PLANT_SERVICE_OTHER;
}

/** Two digits count: what a cycle is set to has no more, what is measured has jitter. */
static s7_time rounded(s7_time period)
{
    s7_time unit = S7_MILLISECOND;
    while (period / unit >= 100)
        unit *= 10;
    return (period + unit / 2) / unit * unit;
}

/** Of an access that came again and again while the partners talked; 0: it did not. */
static s7_time period_of(const struct s7_talk *talk, const struct s7_usage *usage)
{
    uint64_t count = usage->requests + usage->deliveries;
    s7_time span = usage->last - usage->first;
    if (count < 3 || span <= 0 || span < (talk->last - talk->first) / 2)
        return 0;
    return span / (s7_time)(count - 1);
}

s7_time s7_discover_cycle(const struct s7_discover_link *link)
{
    s7_time shortest = 0;
    for (size_t i = 0; i < link->talk_count; i++)
        for (size_t k = 0; k < link->talks[i]->usage_count; k++) {
            s7_time period = period_of(link->talks[i], &link->talks[i]->usages[k]);
            if (period && (!shortest || period < shortest))
                shortest = period;
        }
    if (!shortest)
        return 0;
    if (shortest < S7_MILLISECOND)
        return S7_MILLISECOND;
    shortest = rounded(shortest);
    return shortest < (s7_time)86400 * S7_SECOND ? shortest : (s7_time)86400 * S7_SECOND;
}
