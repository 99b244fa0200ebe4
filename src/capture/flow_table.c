/* SPDX-License-Identifier: MIT */
#include "capture/flow_table.h"

#include <stdlib.h>
#include <string.h>

#include "sieben/error.h"

enum { BUCKETS_FIRST = 1024, KEY_WORDS = 5 };

static uint64_t rotate(uint64_t value, unsigned bits)
{
    return value << bits | value >> (64 - bits);
}

static void mix(uint64_t v[4])
{
    v[0] += v[1];
    v[2] += v[3];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] = rotate(v[0], 32);
    v[2] += v[1];
    v[0] += v[3];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] = rotate(v[2], 32);
}

/* SipHash-1-3 over both stations, the lower one first: the same for both directions. */
static uint32_t hash_pair(const struct s7_flow_table *table, const struct s7_station *from,
                          const struct s7_station *to)
{
    const struct s7_station *low = memcmp(from, to, sizeof *from) <= 0 ? from : to;
    const struct s7_station pair[2] = {*low, low == from ? *to : *from};
    _Static_assert(sizeof pair == KEY_WORDS * sizeof(uint64_t), "both stations are whole words");
    uint64_t words[KEY_WORDS];
    memcpy(words, pair, sizeof words);
    uint64_t v[4] = {table->key[0] ^ 0x736F6D6570736575, table->key[1] ^ 0x646F72616E646F6D,
                     table->key[0] ^ 0x6C7967656E657261, table->key[1] ^ 0x7465646279746573};
    for (int i = 0; i < KEY_WORDS; i++) {
        v[3] ^= words[i];
        mix(v);
        v[0] ^= words[i];
    }
    v[2] ^= 0xFF;
    mix(v);
    mix(v);
    mix(v);
    uint64_t hash = v[0] ^ v[1] ^ v[2] ^ v[3];
    return (uint32_t)(hash ^ hash >> 32);
}

int s7_flow_table_open(struct s7_flow_table *table, uint64_t seed, size_t flows_max)
{
    *table = (struct s7_flow_table){.key = {seed, ~seed * 0x9E3779B97F4A7C15}, .bucket_count = BUCKETS_FIRST};
    table->buckets = calloc(table->bucket_count, sizeof *table->buckets);
    if (!table->buckets)
        return S7_ERR_LOCAL_MEMORY;
    s7_pool_init(&table->pool, sizeof(struct s7_flow_record), flows_max);
    return S7_OK;
}

void s7_flow_table_close(struct s7_flow_table *table)
{
    s7_pool_drop(&table->pool);
    free(table->buckets);
    table->buckets = NULL;
}

static struct s7_flow_record **bucket_of(const struct s7_flow_table *table, uint32_t hash)
{
    return &table->buckets[hash & (table->bucket_count - 1)];
}

static bool is_of(const struct s7_flow_record *record, const struct s7_station *from,
                  const struct s7_station *to)
{
    const struct s7_station *ends = record->flow.ends;
    return (s7_station_equal(from, &ends[0]) && s7_station_equal(to, &ends[1])) ||
           (s7_station_equal(from, &ends[1]) && s7_station_equal(to, &ends[0]));
}

struct s7_flow_record *s7_flow_table_find(const struct s7_flow_table *table, const struct s7_station *from,
                                          const struct s7_station *to)
{
    uint32_t hash = hash_pair(table, from, to);
    struct s7_flow_record *record = *bucket_of(table, hash);
    while (record && (record->hash != hash || !is_of(record, from, to)))
        record = record->chain;
    return record;
}

static void enter_chain(struct s7_flow_table *table, struct s7_flow_record *record)
{
    struct s7_flow_record **bucket = bucket_of(table, record->hash);
    record->chain = *bucket;
    *bucket = record;
}

/* Twice the buckets; without memory chains get longer, and that is all. */
static void widen_table(struct s7_flow_table *table)
{
    struct s7_flow_record **old = table->buckets;
    size_t old_count = table->bucket_count;
    struct s7_flow_record **buckets = calloc(2 * old_count, sizeof *buckets);
    if (!buckets)
        return;
    table->buckets = buckets;
    table->bucket_count = 2 * old_count;
    for (size_t i = 0; i < old_count; i++) {
        struct s7_flow_record *next;
        for (struct s7_flow_record *record = old[i]; record; record = next) {
            next = record->chain;
            enter_chain(table, record);
        }
    }
    free(old);
}

static void leave_queue(struct s7_flow_table *table, struct s7_flow_record *record)
{
    struct s7_flow_queue *queue = &table->queues[record->rank];
    if (record->older)
        record->older->newer = record->newer;
    else
        queue->oldest = record->newer;
    if (record->newer)
        record->newer->older = record->older;
    else
        queue->newest = record->older;
    queue->count--;
}

static void enter_queue(struct s7_flow_table *table, struct s7_flow_record *record, enum s7_flow_rank rank)
{
    struct s7_flow_queue *queue = &table->queues[rank];
    record->rank = (uint8_t)rank;
    record->older = queue->newest;
    record->newer = NULL;
    if (queue->newest)
        queue->newest->newer = record;
    else
        queue->oldest = record;
    queue->newest = record;
    queue->count++;
}

void s7_flow_table_renew(struct s7_flow_table *table, struct s7_flow_record *record, enum s7_flow_rank rank)
{
    if (record->rank == rank && table->queues[rank].newest == record)
        return;
    leave_queue(table, record);
    enter_queue(table, record, rank);
}

static size_t record_count(const struct s7_flow_table *table)
{
    size_t count = 0;
    for (int i = 0; i < S7_FLOW_RANK_COUNT; i++)
        count += table->queues[i].count;
    return count;
}

struct s7_flow_record *s7_flow_table_add(struct s7_flow_table *table, const struct s7_station *from,
                                         const struct s7_station *to, enum s7_flow_rank rank)
{
    struct s7_flow_record *record = s7_pool_take(&table->pool);
    if (!record)
        return NULL;
    record->flow.ends[0] = *from;
    record->flow.ends[1] = *to;
    record->hash = hash_pair(table, from, to);
    if (record_count(table) >= table->bucket_count)
        widen_table(table);
    enter_chain(table, record);
    enter_queue(table, record, rank);
    return record;
}

void s7_flow_table_remove(struct s7_flow_table *table, struct s7_flow_record *record)
{
    struct s7_flow_record **at = bucket_of(table, record->hash);
    while (*at != record)
        at = &(*at)->chain;
    *at = record->chain;
    leave_queue(table, record);
    s7_pool_give(&table->pool, record);
}
