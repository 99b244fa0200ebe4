/* SPDX-License-Identifier: MIT
 *
 * check_writers.c — who writes which bits: two writers of one bit, and readers of bits that nobody writes.
 *
 * Everything that is written becomes a span; sorted by CPU, area and bit, each one is compared only with those that
 * reach furthest of what stands before it.
 */
#include <stdlib.h>

#include "register/checking.h"
#include "value/range.h"

/** Bits of a CPU that somebody writes. */
struct span {
    const struct s7_plant_cpu *cpu;
    struct s7_range range;
    const struct s7_plant_connection *connection; /**< NULL: the CPU itself */
};

struct spans {
    struct span *at;
    size_t count;
};

/* ---- collecting -------------------------------------------------------------------------------------------------- */

static size_t span_count(const struct s7_plant *plant)
{
    size_t count = 0;
    const struct s7_plant_cpu *cpu;
    for (size_t i = 0; (cpu = s7_checking_partner(plant, i)) != NULL; i++)
        count += cpu->program_write_count + cpu->simulation_count;
    for (size_t i = 0; i < plant->connection_count; i++) {
        const struct s7_plant_connection *connection = &plant->connections[i];
        count += connection->write_count;
        for (size_t k = 0; k < connection->job_count; k++)
            count += connection->jobs[k].area_count;
    }
    return count;
}

static void add(struct spans *to, const struct s7_plant_cpu *cpu, const struct s7_range *range,
                const struct s7_plant_connection *connection)
{
    if (range->bit_count)
        to->at[to->count++] = (struct span){cpu, *range, connection};
}

static void add_connection(struct spans *to, const struct s7_plant_connection *connection)
{
    for (size_t i = 0; i < connection->write_count; i++)
        add(to, connection->to, &connection->writes[i], connection);
    for (size_t k = 0; k < connection->job_count; k++) {
        const struct s7_plant_job *job = &connection->jobs[k];
        bool is_put = job->kind == S7_PLANT_PUT;
        for (size_t i = 0; i < job->area_count; i++)
            add(to, is_put ? connection->to : connection->from, is_put ? &job->remote[i] : &job->local[i],
                connection);
    }
}

static int compare_place(const struct s7_plant_cpu *cpu, const struct s7_range *range, const struct span *other)
{
    if (cpu != other->cpu)
        return cpu < other->cpu ? -1 : 1;
    if (range->area != other->range.area)
        return range->area < other->range.area ? -1 : 1;
    return (int)range->db - (int)other->range.db;
}

static int compare(const void *one, const void *other)
{
    const struct span *a = one;
    const struct span *b = other;
    int order = compare_place(a->cpu, &a->range, b);
    if (order)
        return order;
    if (a->range.first_bit != b->range.first_bit)
        return a->range.first_bit < b->range.first_bit ? -1 : 1;
    return a->connection < b->connection ? -1 : a->connection > b->connection;
}

static struct spans collect(struct s7_checking *checking)
{
    const struct s7_plant *plant = checking->plant;
    struct spans spans = {.at = s7_storage_array(&checking->scratch, span_count(plant), sizeof *spans.at)};
    const struct s7_plant_cpu *cpu;
    if (!spans.at)
        return spans;
    for (size_t i = 0; (cpu = s7_checking_partner(plant, i)) != NULL; i++) {
        for (size_t k = 0; k < cpu->program_write_count; k++)
            add(&spans, cpu, &cpu->program_writes[k], NULL);
        for (size_t k = 0; k < cpu->simulation_count; k++)
            add(&spans, cpu, &cpu->simulations[k].tag.range, NULL);
    }
    for (size_t i = 0; i < plant->connection_count; i++)
        add_connection(&spans, &plant->connections[i]);
    if (spans.count > 1)
        qsort(spans.at, spans.count, sizeof *spans.at, compare);
    return spans;
}

/* ---- two writers ------------------------------------------------------------------------------------------------- */

/** Of the spans so far those that reach furthest: the CPU's own, and of connections the best of two different ones. */
struct furthest {
    const struct span *own;
    const struct span *first, *second;
};

static bool reaches(const struct span *span, const struct span *other)
{
    return span && s7_range_end(&span->range) > other->range.first_bit;
}

static bool is_further(const struct span *span, const struct span *than)
{
    return !than || s7_range_end(&span->range) > s7_range_end(&than->range);
}

static void remember(struct furthest *furthest, const struct span *span)
{
    if (!span->connection) {
        furthest->own = is_further(span, furthest->own) ? span : furthest->own;
    } else if (furthest->first && furthest->first->connection == span->connection) {
        furthest->first = is_further(span, furthest->first) ? span : furthest->first;
    } else if (is_further(span, furthest->first)) {
        furthest->second = furthest->first;
        furthest->first = span;
    } else if (is_further(span, furthest->second)) {
        furthest->second = span;
    }
}

static struct s7_range common_of(const struct span *earlier, const struct span *later)
{
    struct s7_range common = later->range;
    uint32_t end = s7_range_end(&earlier->range) < s7_range_end(&later->range) ? s7_range_end(&earlier->range)
                                                                               : s7_range_end(&later->range);
    common.bit_count = end - common.first_bit;
    return common;
}

static void tell_two(struct s7_checking *checking, const struct span *one, const struct span *other)
{
    struct s7_range common = common_of(one, other);
    bool one_is_later = one->connection > other->connection;
    const struct s7_plant_connection *later = (one_is_later ? one : other)->connection;
    const struct s7_plant_connection *first = (one_is_later ? other : one)->connection;
    s7_checking_on_connection(checking, S7R_WRITERS, later, "%s of %s is written by %s (line %u), too",
                              s7_checking_range(&common).text, other->cpu->name, first->id,
                              (unsigned)first->mark.line);
}

static void tell_own(struct s7_checking *checking, const struct span *one, const struct span *other)
{
    struct s7_range common = common_of(one, other);
    s7_checking_on_connection(checking, S7R_PROGRAM, one->connection ? one->connection : other->connection,
                              "%s of %s is written by %s itself (program_writes or simulate)",
                              s7_checking_range(&common).text, other->cpu->name, other->cpu->name);
}

static void check_span(struct s7_checking *checking, const struct furthest *furthest, const struct span *span)
{
    const struct span *best = furthest->first;
    if (best && best->connection == span->connection)
        best = furthest->second;
    if (span->connection && reaches(best, span))
        tell_two(checking, best, span);
    const struct span *opposite = span->connection ? furthest->own : furthest->first;
    if (reaches(opposite, span))
        tell_own(checking, opposite, span);
}

static void check_overlaps(struct s7_checking *checking, const struct spans *spans)
{
    struct furthest furthest = {.own = NULL};
    for (size_t i = 0; i < spans->count; i++) {
        const struct span *span = &spans->at[i];
        if (i == 0 || compare_place(span->cpu, &span->range, &spans->at[i - 1]) != 0)
            furthest = (struct furthest){.own = NULL};
        check_span(checking, &furthest, span);
        remember(&furthest, span);
    }
}

/* ---- no writer --------------------------------------------------------------------------------------------------- */

/** Joins spans that overlap or touch: what is written, whoever does it. */
static void join(struct spans *spans)
{
    size_t kept = 0;
    for (size_t i = 0; i < spans->count; i++) {
        const struct span *span = &spans->at[i];
        struct span *last = kept ? &spans->at[kept - 1] : NULL;
        uint32_t end = s7_range_end(&span->range);
        if (!last || compare_place(span->cpu, &span->range, last) != 0 ||
            span->range.first_bit > s7_range_end(&last->range))
            spans->at[kept++] = *span;
        else if (end > s7_range_end(&last->range))
            last->range.bit_count = end - last->range.first_bit;
    }
    spans->count = kept;
}

static bool is_written(const struct spans *spans, const struct s7_plant_cpu *cpu, const struct s7_range *range)
{
    const struct span wanted = {.cpu = cpu, .range = *range};
    size_t low = 0, high = spans->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct span *at = &spans->at[middle];
        int order = compare_place(cpu, range, at);
        if (order > 0 || (order == 0 && at->range.first_bit <= wanted.range.first_bit))
            low = middle + 1;
        else
            high = middle;
    }
    const struct span *last = low ? &spans->at[low - 1] : NULL;
    return last && compare_place(cpu, range, last) == 0 && s7_range_end(range) <= s7_range_end(&last->range);
}

/** A CPU whose program_writes are given claims to know; inputs, timers and counters move by themselves. */
static void check_read(struct s7_checking *checking, const struct spans *spans,
                       const struct s7_plant_connection *connection, const struct s7_plant_cpu *cpu,
                       const struct s7_range *range)
{
    bool is_program =
        range->area == S7_AREA_DB || range->area == S7_AREA_MEMORY || range->area == S7_AREA_OUTPUT;
    if (cpu->program_write_count && is_program && range->bit_count && !is_written(spans, cpu, range))
        s7_checking_on_connection(checking, S7R_UNWRITTEN, connection,
                                  "%s of %s is %s, and nothing writes all of it", s7_checking_range(range).text,
                                  cpu->name, cpu == connection->to ? "read" : "sent");
}

static void check_reads(struct s7_checking *checking, const struct spans *spans,
                        const struct s7_plant_connection *connection)
{
    for (size_t i = 0; i < connection->read_count; i++)
        check_read(checking, spans, connection, connection->to, &connection->reads[i]);
    for (size_t k = 0; k < connection->job_count; k++) {
        const struct s7_plant_job *job = &connection->jobs[k];
        bool is_put = job->kind == S7_PLANT_PUT;
        for (size_t i = 0; i < job->area_count; i++)
            check_read(checking, spans, connection, is_put ? connection->from : connection->to,
                       is_put ? &job->local[i] : &job->remote[i]);
    }
}

void s7_check_writers(struct s7_checking *checking)
{
    const struct s7_plant *plant = checking->plant;
    struct spans spans = collect(checking);
    if (!spans.at)
        return;
    check_overlaps(checking, &spans);
    join(&spans);
    for (size_t i = 0; i < plant->connection_count; i++)
        check_reads(checking, &spans, &plant->connections[i]);
}
