/* SPDX-License-Identifier: MIT
 *
 * check: a large plant file is loaded and checked as `sieben plant check` does it, beside libyaml, which only scans the
 * same text into tokens: what every reader of YAML has to do first.
 */
#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>

#include "bench/context.h"
#include "bench/large_plant.h"
#include "bench/process.h"
#include "register/check.h"

enum { CPUS = 1000, CONNECTIONS = 10000 };
static const double most_of_scan = 3;

/** One of the two: works once through the text. */
struct reader {
    const char *subject, *server;
    bool (*read)(const char *text, size_t size);
};

static bool scan(const char *text, size_t size)
{
    yaml_parser_t parser;
    yaml_token_type_t type = YAML_NO_TOKEN;
    if (!yaml_parser_initialize(&parser))
        return false;
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, size);
    bool good = true;
    while (good && type != YAML_STREAM_END_TOKEN) {
        yaml_token_t token;
        good = yaml_parser_scan(&parser, &token) != 0;
        type = good ? token.type : type;
        if (good)
            yaml_token_delete(&token);
    }
    yaml_parser_delete(&parser);
    return good;
}

/** The file is in order, and that is what must be found. */
static bool check(const char *text, size_t size)
{
    static const struct s7_plant_date today = {2026, 11, 20};
    struct s7_register_list list = {.count = 0};
    struct s7_plant *plant = NULL;
    int error = s7_plant_load_by_topic(text, size, s7_register_take, &list, &plant);
    bool good = error == S7_OK && s7_register_check(plant, today, &list) == S7_OK && list.count == 0;
    s7_register_list_free(&list);
    s7_plant_free(plant);
    return good;
}

static const struct reader readers[] = {{"scan", "libyaml", scan}, {"check", "large plant", check}};
enum { SCAN, CHECK, READERS };

/** What is measured of one reader, a value per round. */
struct course {
    struct s7_bench_context *context;
    const char *text;
    size_t size;
    double *times[READERS]; /**< microseconds of processor time for one reading */
    double *ratios;
};

/** Both take turns until the time of the round is over, each at least once. */
static bool run_round(struct course *course, size_t round)
{
    s7_time used[READERS] = {0}, end = s7_bench_now() + course->context->config->round_time;
    uint64_t turns = 0;
    do {
        size_t first = (size_t)s7_chance_below(&course->context->chance, READERS);
        for (size_t i = 0; i < READERS; i++) {
            size_t at = (first + i) % READERS;
            s7_time begin = s7_bench_processor_time(0);
            if (!readers[at].read(course->text, course->size))
                return false;
            used[at] += s7_bench_processor_time(0) - begin;
        }
        turns++;
    } while (s7_bench_now() < end);
    for (size_t i = 0; i < READERS; i++)
        course->times[i][round] = (double)used[i] / 1e3 / (double)turns;
    course->ratios[round] = (double)used[CHECK] / (double)used[SCAN];
    return true;
}

static struct s7_bench_sample sample_of(const struct course *course, size_t reader, size_t round, double time)
{
    const struct s7_bench_subject subject = {.name = readers[reader].subject,
                                             .server_name = readers[reader].server};
    struct s7_bench_sample sample = s7_bench_blank(S7_BENCH_CHECK, &subject, course->size);
    sample.round = round;
    sample.requests = 1;
    sample.client_cpu_us = time;
    sample.per_second = 1e6 / time;
    return sample;
}

static void tell(struct course *course)
{
    struct s7_bench_context *context = course->context;
    size_t rounds = context->config->rounds;
    const struct s7_bench_estimate ratio = s7_bench_estimate(course->ratios, rounds);
    char name[64];
    for (size_t i = 0; i < READERS; i++) {
        for (size_t round = 0; round < rounds; round++) {
            struct s7_bench_sample sample = sample_of(course, i, round, course->times[i][round]);
            context->sink->sample(context->sink->user, &sample);
        }
        struct s7_bench_estimate time = s7_bench_estimate(course->times[i], rounds);
        struct s7_bench_row row = {.median = sample_of(course, i, 0, time.median)};
        if (i == CHECK)
            row.cpu_of_limit = ratio;
        context->sink->row(context->sink->user, &row);
    }
    snprintf(name, sizeof name, "check, %d connections: cpu time of scan", CONNECTIONS);
    s7_bench_aim(context, name, &ratio, S7_BENCH_AT_MOST, most_of_scan);
}

static bool run_all(struct course *course)
{
    const struct s7_bench_subject subject = {.name = "check", .server_name = "large plant"};
    for (size_t round = 0; round < course->context->config->rounds; round++)
        if (!run_round(course, round))
            return s7_bench_fail(course->context, &subject, course->size,
                                 "the plant file was not found in order");
    tell(course);
    return true;
}

bool s7_bench_run_check(struct s7_bench_context *context)
{
    size_t rounds = context->config->rounds, size = 0;
    char *text = s7_bench_large_plant(CPUS, CONNECTIONS, &size);
    double *values = malloc((READERS + 1) * rounds * sizeof *values);
    struct course course = {.context = context, .text = text, .size = size};
    bool good = text && values;
    for (size_t i = 0; values && i < READERS; i++)
        course.times[i] = values + i * rounds;
    if (good) {
        course.ratios = values + READERS * rounds;
        good = run_all(&course);
    } else {
        snprintf(context->trouble, S7_BENCH_TROUBLE_SIZE, "check: out of memory");
    }
    free(values);
    free(text);
    return good;
}
