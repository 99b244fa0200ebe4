/* SPDX-License-Identifier: MIT */
#include "unit/plant/fmt_scribble_plant.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "must.h"

enum { PIECES_MOST = 4000, CPUS_MOST = 4 };

static struct piece pieces[PIECES_MOST];
static size_t piece_count;
static struct s7_chance *chance;

static size_t below(size_t count)
{
    return (size_t)s7_chance_below(chance, count);
}

static struct piece *new_piece(enum piece_kind kind, const char *key)
{
    must(piece_count < PIECES_MOST);
    struct piece *piece = &pieces[piece_count++];
    *piece = (struct piece){.kind = kind};
    snprintf(piece->key, sizeof piece->key, "%s", key);
    return piece;
}

static struct piece *add(struct piece *around, enum piece_kind kind, const char *key)
{
    struct piece *piece = new_piece(kind, key);
    if (around->last)
        around->last->next = piece;
    else
        around->first = piece;
    around->last = piece;
    return piece;
}

__attribute__((format(printf, 3, 4))) static struct piece *say(struct piece *around, const char *key,
                                                               const char *format, ...)
{
    struct piece *piece = add(around, PIECE_TEXT, key);
    va_list args;
    va_start(args, format);
    vsnprintf(piece->text, sizeof piece->text, format, args);
    va_end(args);
    return piece;
}

/** Free text, of every kind that YAML looks at twice. */
static void say_text(struct piece *around, const char *key)
{
    static const struct {
        const char *text;
        unsigned needs;
    } texts[] = {
        {"Recipe", 0},
        {"two words", 0},
        {"größer als ½ °C", 0},
        {"a#b", 0},
        {"yes", 0},
        {"007", 0},
        {"1e3", 0},
        {"a, b", 1},
        {"x[1]{2}", 1},
        {"is it?", 0},
        {"a: b", 2},
        {"#1", 2},
        {"a #b", 2},
        {"- dash", 2},
        {"'quoted'", 2},
        {"\"SIMATIC\"", 2},
        {"%DB1", 2},
        {"end:", 2},
        {"*star", 2},
        {"back\\slash", 0},
        {"say \"x\"", 0},
        {"10:20", 0},
        {"2026-11-18", 0},
        {"~", 0},
        {"[::1]:102", 2},
        {"a:?b", 1},
        {"?", 2},
        {"? x", 2},
        {" blank around ", 2},
        {"{}", 2},
        {"-5", 0},
        {"--- x", 2},
        {"... x", 0},
        {"!", 2},
        {"&a", 2},
        {"a  b", 0},
        {"<<", 0},
        {"\xE2\x80\xA6", 0},
        {"\xF0\x9F\x94\xA7 tool", 0},
        {"x:y", 0},
    };
    size_t i = below(sizeof texts / sizeof texts[0]);
    say(around, key, "%s", texts[i].text)->needs = texts[i].needs;
}

static bool wanted(void)
{
    return below(3) == 0;
}

static void some_texts(struct piece *around, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (wanted())
            say_text(around, names[i]);
}

#define SOME_TEXTS(around, ...)                                                                                \
    some_texts(around, (const char *const[]){__VA_ARGS__},                                                     \
               sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

/** The members in any order. */
static struct piece *shuffle(struct piece *mapping)
{
    struct piece *rest = mapping->first;
    mapping->first = NULL;
    for (size_t count = 0; rest; count++) {
        struct piece *piece = rest;
        struct piece **at = &mapping->first;
        rest = rest->next;
        for (size_t skip = below(count + 1); skip > 0; skip--)
            at = &(*at)->next;
        piece->next = *at;
        *at = piece;
    }
    for (struct piece *piece = mapping->first; piece; piece = piece->next)
        mapping->last = piece;
    return mapping;
}

static void add_dbs(struct piece *cpu)
{
    struct piece *dbs = add(cpu, PIECE_MAPPING, "dbs");
    for (unsigned number = 1 + (unsigned)below(9); number < 60 && below(5); number += 1 + (unsigned)below(12)) {
        char name[8];
        snprintf(name, sizeof name, "%u", number);
        struct piece *db = add(dbs, PIECE_MAPPING, name);
        say(db, "size", "%zu", 100 + below(900));
        SOME_TEXTS(db, "name");
        if (below(2))
            say(db, "access", "%s", below(2) ? "standard" : "optimized");
        if (below(4) == 0)
            say(db, "write", "protected");
        shuffle(db);
    }
    shuffle(dbs);
}

static void add_simulations(struct piece *cpu)
{
    static const char *const tags[] = {"MD0:REAL", "M5.0", "MW20:INT*3", "IW4:INT"};
    struct piece *list = add(cpu, PIECE_LIST, "simulate");
    for (size_t i = below(4); i > 0; i--) {
        struct piece *one = add(list, PIECE_MAPPING, "");
        say(one, "tag", "%s", tags[i]);
        say(one, "wave", "%s", i & 1 ? "ramp" : "sine");
        if (below(2))
            say(one, "min", i == 1 ? "0" : "-%zu", below(9));
        if (below(2))
            say(one, "period", "%zus", 1 + below(9));
        shuffle(one);
    }
}

static void add_tags(struct piece *cpu)
{
    struct piece *tag = add(add(cpu, PIECE_MAPPING, "tags"), PIECE_MAPPING, "Level#1");
    say(tag, "tag", "MW2:INT");
    SOME_TEXTS(tag, "comment");
    shuffle(tag);
    struct piece *alarms = add(cpu, PIECE_MAPPING, "alarms");
    for (size_t i = below(3); i > 0; i--) {
        struct piece *alarm = add(alarms, PIECE_MAPPING, i & 1 ? "High" : "Low");
        say(alarm, "tag", "MW2:INT");
        say(alarm, "when", "%s", i & 1 ? "above" : "below");
        say(alarm, "limit", "%zu.5", below(100));
        say_text(alarm, "text");
        if (below(2))
            say(alarm, "delay", "2s");
        shuffle(alarm);
    }
}

static void add_faults(struct piece *cpu)
{
    struct piece *faults = add(cpu, PIECE_MAPPING, "faults");
    struct piece *slow = add(faults, PIECE_MAPPING, "slow");
    say(slow, "kind", "delay");
    say(slow, "time", "%zums", 1 + below(900));
    say(slow, "active", "false");
    say(slow, "times", "%zu", below(9));
    shuffle(slow);
    struct piece *full = add(faults, PIECE_MAPPING, "full");
    say(full, "kind", "exhausted");
    say(full, "class", "op");
    shuffle(full);
}

static void add_evidence(struct piece *around)
{
    struct piece *list = add(around, PIECE_LIST, "evidence");
    for (size_t i = 1 + below(4); i > 0; i--)
        say(list, "", "E-%zu", i);
}

static void add_register(struct piece *cpu)
{
    if (wanted())
        add_tags(cpu);
    if (wanted())
        add_faults(cpu);
    if (wanted())
        add_evidence(cpu);
    if (wanted())
        say(cpu, "firmware", "%s", below(2) ? "V2.9" : "4.5");
    if (wanted())
        say(cpu, "mac", "28:63:36:01:02:%02zu", below(100));
    if (wanted())
        say(add(cpu, PIECE_LIST, "program_writes"), "", "P#M%zu.0 BYTE 2", below(50));
}

static void add_cpu(struct piece *cpus, size_t index)
{
    static const char *const profiles[] = {"s7-1500", "s7-1200", "et200sp"};
    char name[24];
    snprintf(name, sizeof name, "CPU%s%zu", below(2) ? "#" : "-ä", index);
    struct piece *cpu = add(cpus, PIECE_MAPPING, name);
    say(cpu, "profile", "%s", profiles[below(3)]);
    if (below(2))
        say(cpu, "address", "10.0.0.%zu", index + 1);
    else
        say(cpu, "address", "[fd00::%zu]:102", index + 1)->needs = 2;
    if (below(2))
        say(cpu, "zone", "z%zu", below(2));
    if (below(2))
        say(cpu, "put_get", "permitted");
    if (below(3) == 0) {
        struct piece *resources = add(cpu, PIECE_MAPPING, "resources");
        say(resources, "total", "%zu", 10 + below(6));
        struct piece *reserved = add(resources, PIECE_MAPPING, "reserved");
        say(reserved, "pg", "1");
        say(reserved, "op", "1");
        shuffle(reserved);
        shuffle(resources);
    }
    SOME_TEXTS(cpu, "model", "owner", "purpose");
    if (below(4))
        add_dbs(cpu);
    if (below(2))
        add_simulations(cpu);
    add_register(cpu);
    shuffle(cpu);
}

static void add_areas(struct piece *job, const char *key, size_t count, size_t first)
{
    struct piece *list = count > 1 ? add(job, PIECE_LIST, key) : job;
    for (size_t i = 0; i < count; i++)
        say(list, count > 1 ? "" : key, "P#M%zu.0 BYTE 2", first + 2 * i);
}

static void add_job(struct piece *jobs)
{
    bool put = below(2);
    size_t count = 1 + below(4);
    struct piece *job = add(add(jobs, PIECE_MAPPING, ""), PIECE_MAPPING, put ? "put" : "get");
    add_areas(job, put ? "send" : "receive", count, 20);
    add_areas(job, put ? "to" : "from", count, 60);
    if (below(2))
        say(job, "every", "%zums", 10 + below(990));
    SOME_TEXTS(job, "name");
    shuffle(job);
}

static void add_connection(struct piece *connections, const struct piece *cpus, size_t index)
{
    char name[24];
    const struct piece *from = cpus->first, *to = cpus->last;
    snprintf(name, sizeof name, "C-%zu", index);
    struct piece *connection = add(connections, PIECE_MAPPING, name);
    say(connection, "from", "%s", from->key);
    say(connection, "to", "%s", to->key);
    SOME_TEXTS(connection, "owner", "purpose", "on_loss");
    if (wanted()) {
        struct piece *tsap = add(connection, PIECE_MAPPING, "tsap");
        say(tsap, "from", "\"SIMATIC-%zu\"", index)->needs = 2;
        say(tsap, "to", "03.02");
        shuffle(tsap);
    }
    if (wanted())
        add_evidence(connection);
    if (wanted()) {
        struct piece *change = add(connection, PIECE_MAPPING, "change");
        SOME_TEXTS(change, "ticket", "by");
        say(change, "since", "2026-11-%02zu", 1 + below(30));
        shuffle(change);
    }
    if (wanted())
        say(connection, "review_by", "2027-05-01");
    if (wanted())
        say(connection, "keepalive", "%zus", below(60));
    if (wanted())
        say(connection, "local_id", "W#16#10%zu", index);
    if (wanted())
        say(connection, "via", "direct");
    if (wanted()) {
        struct piece *functions = add(connection, PIECE_LIST, "functions");
        say(functions, "", "szl");
        say(functions, "", "set_clock");
    }
    if (below(3)) {
        struct piece *jobs = add(connection, PIECE_LIST, "jobs");
        for (size_t i = below(4); i > 0; i--)
            add_job(jobs);
    }
    shuffle(connection);
}

/** What stands beside CPUs and connections. */
static void add_others(struct piece *file, const struct piece *cpus)
{
    struct piece *conduit = add(add(file, PIECE_MAPPING, "conduits"), PIECE_MAPPING, "K-1");
    struct piece *between = add(conduit, PIECE_LIST, "between");
    say(between, "", "z0");
    say(between, "", "z1");
    say(add(conduit, PIECE_LIST, "allow"), "", "s7");
    SOME_TEXTS(conduit, "device", "owner");
    shuffle(conduit);
    struct piece *host = add(add(file, PIECE_MAPPING, "hosts"), PIECE_MAPPING, "HIST");
    say(host, "address", "10.30.0.5");
    SOME_TEXTS(host, "software", "purpose");
    if (below(2))
        add_dbs(host);
    shuffle(host);
    struct piece *profile = add(add(file, PIECE_MAPPING, "profiles"), PIECE_MAPPING, "mine");
    say(profile, "like", "s7-1500");
    say(profile, "pdu_length", "%zu", 240 + below(200));
    SOME_TEXTS(profile, "display");
    shuffle(profile);
    struct piece *exception = add(add(file, PIECE_LIST, "exceptions"), PIECE_MAPPING, "");
    say(exception, "check", "S7R-0%zu", 10 + below(90));
    say(exception, "on", "%s", cpus->first->key);
    say_text(exception, "reason");
    say_text(exception, "by");
    say(exception, "until", "2027-01-31");
    shuffle(exception);
}

const struct piece *piece_plant(struct s7_chance *given)
{
    chance = given;
    piece_count = 0;
    struct piece *file = new_piece(PIECE_MAPPING, "");
    say(file, "sieben", "1");
    struct piece *plant = add(file, PIECE_MAPPING, "plant");
    say_text(plant, "name");
    if (below(2))
        say(plant, "revision", "%zu", below(100));
    SOME_TEXTS(plant, "approved_by");
    shuffle(plant);
    struct piece *zones = add(file, PIECE_MAPPING, "zones");
    for (size_t i = 0; i < 2; i++) {
        struct piece *zone = add(zones, PIECE_MAPPING, i ? "z1" : "z0");
        struct piece *nets = add(zone, PIECE_LIST, "nets");
        say(nets, "", "10.%zu.0.0/16", i);
        if (below(2))
            say(nets, "", "fd00:%zu::/64", 1 + below(9))->needs = 2;
        SOME_TEXTS(zone, "owner", "purpose");
        shuffle(zone);
    }
    struct piece *cpus = add(file, PIECE_MAPPING, "cpus");
    for (size_t i = 0, count = 2 + below(CPUS_MOST - 1); i < count; i++)
        add_cpu(cpus, i);
    struct piece *connections = add(file, PIECE_MAPPING, "connections");
    for (size_t i = 0, count = below(4); i < count; i++)
        add_connection(connections, cpus, i);
    if (wanted())
        add_others(file, cpus);
    return shuffle(file);
}
