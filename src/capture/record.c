/* SPDX-License-Identifier: MIT */
#include "capture/record.h"

#include <stdlib.h>

#include "capture/latency.h"
#include "capture/pdu.h"

void s7_record_init(struct s7_record *record, const struct s7_capture_limits *limits, struct s7_budget *budget)
{
    *record = (struct s7_record){.limits = limits, .budget = budget, .last_usage = S7_USAGE_NONE};
    for (int i = 0; i < S7_OPERATION_COUNT; i++) {
        record->talk.served[i] = s7_access_set_new();
        record->talk.refused_bits[i] = s7_access_set_new();
    }
}

static void free_set(struct s7_budget *budget, struct s7_access_set *set)
{
    s7_budget_refund(budget, set->capacity * sizeof *set->ranges);
    s7_access_set_free(set);
}

void s7_record_free(struct s7_record *record)
{
    struct s7_budget *budget = record->budget;
    for (int i = 0; i < S7_OPERATION_COUNT; i++) {
        free_set(budget, &record->talk.served[i]);
        free_set(budget, &record->talk.refused_bits[i]);
    }
    s7_budget_free(budget, &record->functions, sizeof *record->talk.functions);
    s7_budget_free(budget, &record->usages, sizeof *record->talk.usages);
    s7_budget_free(budget, &record->errors, sizeof *record->talk.errors);
    s7_budget_free(budget, &record->places, sizeof(uint32_t));
    s7_budget_free(budget, &record->order, sizeof(uint32_t));
    if (record->latency)
        s7_budget_refund(budget, sizeof *record->latency);
    free(record->latency);
}

static struct s7_function_use *new_function(struct s7_record *record, const struct s7_function_key *key,
                                            s7_time time)
{
    struct s7_talk *talk = &record->talk;
    if (talk->function_count >= record->limits->functions ||
        !s7_budget_grow(record->budget, &record->functions, talk->function_count + 1,
                        sizeof *talk->functions)) {
        talk->rest.functions++;
        return NULL;
    }
    talk->functions = record->functions.at;
    record->last_function = talk->function_count;
    struct s7_function_use *use = &talk->functions[talk->function_count++];
    *use = (struct s7_function_use){.key = *key, .first = time, .last = time};
    return use;
}

struct s7_function_use *s7_record_function(struct s7_record *record, const struct s7_function_key *key,
                                           s7_time time)
{
    if (!record)
        return NULL;
    struct s7_talk *talk = &record->talk;
    for (size_t i = 0, at = record->last_function; i < talk->function_count; i++, at++) {
        struct s7_function_use *use = &talk->functions[at % talk->function_count];
        if (s7_pdu_same_function(&use->key, key)) {
            record->last_function = at % talk->function_count;
            use->last = time;
            return use;
        }
    }
    return new_function(record, key, time);
}

static bool same_error(const struct s7_error_use *a, const struct s7_error_use *b)
{
    return a->code == b->code && a->of_item == b->of_item && s7_pdu_same_function(&a->key, &b->key);
}

void s7_record_error(struct s7_record *record, const struct s7_error_use *error)
{
    if (!record)
        return;
    struct s7_talk *talk = &record->talk;
    for (size_t i = 0; i < talk->error_count; i++) {
        if (same_error(&talk->errors[i], error)) {
            talk->errors[i].count++;
            return;
        }
    }
    if (talk->error_count >= record->limits->errors ||
        !s7_budget_grow(record->budget, &record->errors, talk->error_count + 1, sizeof *talk->errors)) {
        talk->rest.errors++;
        return;
    }
    talk->errors = record->errors.at;
    talk->errors[talk->error_count] = *error;
    talk->errors[talk->error_count++].count = 1;
}

void s7_record_latency(struct s7_record *record, s7_time time)
{
    if (!record)
        return;
    if (!record->latency && s7_budget_charge(record->budget, sizeof *record->latency)) {
        record->latency = calloc(1, sizeof *record->latency);
        if (!record->latency)
            s7_budget_refund(record->budget, sizeof *record->latency);
    }
    if (record->latency)
        s7_latency_add(record->latency, time);
    record->talk.latency = record->latency;
}
