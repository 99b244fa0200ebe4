/* SPDX-License-Identifier: MIT */
#include "capture/book.h"

#include <stdlib.h>
#include <string.h>

enum { FILL_NUMERATOR = 2, FIRST_PLACES = 64 };

void s7_book_init(struct s7_book *book, const struct s7_capture_limits *limits, struct s7_budget *budget)
{
    *book = (struct s7_book){.limits = limits, .budget = budget, .own.limit = SIZE_MAX};
}

void s7_book_free(struct s7_book *book)
{
    for (size_t i = 0; i < book->count; i++) {
        s7_record_free(s7_book_at(book, i));
        free(s7_book_at(book, i));
    }
    s7_budget_free(&book->own, &book->talks, sizeof(struct s7_talk *));
    s7_budget_free(&book->own, &book->places, sizeof(uint32_t));
    book->count = 0;
}

struct s7_record *s7_book_at(const struct s7_book *book, size_t index)
{
    return (struct s7_record *)((struct s7_talk *const *)book->talks.at)[index];
}

static uint64_t hash_octets(uint64_t hash, const void *octets, size_t size)
{
    const uint8_t *at = octets;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ at[i]) * UINT64_C(0x100000001B3); /* FNV-1a */
    return hash;
}

static uint64_t hash_of(uint64_t seed, const struct s7_partners *partners)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325) ^ seed;
    hash = hash_octets(hash, &partners->client, sizeof partners->client);
    hash = hash_octets(hash, &partners->server, sizeof partners->server);
    hash = hash_octets(hash, partners->calling.octets, partners->calling.size);
    hash = hash_octets(hash, partners->called.octets, partners->called.size);
    return hash ^ hash >> 32;
}

static struct s7_partners partners_of(const struct s7_talk *talk)
{
    return (struct s7_partners){talk->client, talk->server, talk->calling, talk->called, talk->tsaps_known};
}

static bool are_partners(const struct s7_talk *talk, const struct s7_partners *partners)
{
    return talk->tsaps_known == partners->tsaps_known && s7_station_equal(&talk->client, &partners->client) &&
           s7_station_equal(&talk->server, &partners->server) &&
           s7_tsap_equal(&talk->calling, &partners->calling) && s7_tsap_equal(&talk->called, &partners->called);
}

static uint32_t *place_of(const struct s7_book *book, const struct s7_partners *partners)
{
    uint32_t *places = book->places.at;
    size_t mask = book->places.count - 1, at = (size_t)hash_of(book->seed, partners) & mask;
    while (places[at] && !are_partners(&s7_book_at(book, places[at] - 1)->talk, partners))
        at = (at + 1) & mask;
    return &places[at];
}

static void fill_places(struct s7_book *book)
{
    memset(book->places.at, 0, book->places.count * sizeof(uint32_t));
    for (uint32_t i = 0; i < book->count; i++) {
        const struct s7_partners partners = partners_of(&s7_book_at(book, i)->talk);
        *place_of(book, &partners) = i + 1;
    }
}

static bool make_room(struct s7_book *book)
{
    size_t count = book->count + 1;
    if (!s7_budget_grow(&book->own, &book->talks, count, sizeof(struct s7_talk *)))
        return false;
    if (count * FILL_NUMERATOR <= book->places.count)
        return true;
    size_t wanted = book->places.count ? 2 * book->places.count : FIRST_PLACES;
    if (!s7_budget_grow(&book->own, &book->places, wanted, sizeof(uint32_t)))
        return false;
    fill_places(book);
    return true;
}

static struct s7_record *add(struct s7_book *book, const struct s7_partners *partners)
{
    struct s7_record *record = make_room(book) ? malloc(sizeof *record) : NULL;
    if (!record)
        return NULL;
    s7_record_init(record, book->limits, book->budget);
    record->seed = book->seed;
    record->talk.client = partners->client;
    record->talk.server = partners->server;
    record->talk.calling = partners->calling;
    record->talk.called = partners->called;
    record->talk.tsaps_known = partners->tsaps_known;
    *place_of(book, partners) = (uint32_t)book->count + 1;
    ((struct s7_talk **)book->talks.at)[book->count++] = &record->talk;
    return record;
}

struct s7_record *s7_book_open(struct s7_book *book, const struct s7_partners *partners, size_t most)
{
    uint32_t place = book->places.count ? *place_of(book, partners) : 0;
    if (place)
        return s7_book_at(book, place - 1);
    return book->count < most ? add(book, partners) : NULL;
}
