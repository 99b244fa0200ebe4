/* SPDX-License-Identifier: MIT */
#include "cli/capture_list_words.h"

#include <inttypes.h>
#include <string.h>

#include "cli/wall_clock.h"
#include "wire/header.h"
#include "wire/names.h"

enum { MICROSECOND = 1000, MINUTE = 60, HOUR = 3600, SLOT_BITS = 5, ORDER_NUMBER = 20 };

/* With one more digit below ten. */
static void add_scaled(struct s7_strbuf *buf, s7_time time, s7_time unit, const char *name)
{
    if (time < 10 * unit && unit > 1)
        s7_strbuf_printf(buf, "%" PRId64 ".%" PRId64 " %s", time / unit, time % unit * 10 / unit, name);
    else
        s7_strbuf_printf(buf, "%" PRId64 " %s", time / unit, name);
}

static void add_long(struct s7_strbuf *buf, s7_time seconds)
{
    if (seconds < HOUR)
        s7_strbuf_printf(buf, "%" PRId64 " min %" PRId64 " s", seconds / MINUTE, seconds % MINUTE);
    else
        s7_strbuf_printf(buf, "%" PRId64 " h %" PRId64 " min", seconds / HOUR, seconds % HOUR / MINUTE);
}

void s7_words_time(struct s7_strbuf *buf, s7_time time)
{
    if (time < S7_MILLISECOND)
        add_scaled(buf, time / MICROSECOND, 1, "µs");
    else if (time < S7_SECOND)
        add_scaled(buf, time, S7_MILLISECOND, "ms");
    else if (time < MINUTE * S7_SECOND)
        add_scaled(buf, time, S7_SECOND, "s");
    else
        add_long(buf, time / S7_SECOND);
}

void s7_words_moment(struct s7_strbuf *buf, s7_time time)
{
    char text[S7_WALL_CLOCK_SIZE];
    const struct s7_clock clock = s7_wall_clock_at(time / S7_MILLISECOND, true);
    s7_wall_clock_format(&clock, ' ', text);
    s7_strbuf_add(buf, text);
}

void s7_words_count(struct s7_strbuf *buf, uint64_t count)
{
    enum { GROUP = 1000 };
    if (count >= GROUP) {
        s7_words_count(buf, count / GROUP);
        s7_strbuf_printf(buf, ",%03" PRIu64, count % GROUP);
    } else {
        s7_strbuf_printf(buf, "%" PRIu64, count);
    }
}

void s7_words_of(struct s7_strbuf *buf, uint64_t count, const char *one, const char *many)
{
    s7_words_count(buf, count);
    s7_strbuf_printf(buf, " %s", count == 1 ? one : many);
}

static void add_userdata(struct s7_strbuf *buf, const struct s7_function_key *key)
{
    const char *name = s7_name_subfunction(key->group, key->subfunction);
    const char *group = s7_name_group(key->group);
    if (name)
        s7_strbuf_add(buf, name);
    else if (group && key->subfunction == 0)
        s7_strbuf_add(buf, group);
    else
        s7_strbuf_printf(buf, "Userdata %X.%02X", key->group, key->subfunction);
}

void s7_words_function(struct s7_strbuf *buf, const struct s7_function_key *key)
{
    if (key->rosctr == S7_ROSCTR_USERDATA) {
        add_userdata(buf, key);
        return;
    }
    const char *name = key->function ? s7_name_function(key->function) : "not known (its request was not seen)";
    if (name)
        s7_strbuf_add(buf, name);
    else
        s7_strbuf_printf(buf, "function %02X", key->function);
}

static const struct {
    const char *name;
    const char *text;
} protocols[S7_TALK_PROTOCOL_COUNT] = {
    [S7_TALK_NOTHING] = {"nothing", "nothing was said"},
    [S7_TALK_S7] = {"s7", "S7"},
    [S7_TALK_S7PLUS] = {"s7commplus", "S7CommPlus (recognised, not decoded)"},
    [S7_TALK_MMS] = {"mms", "MMS (recognised, not decoded)"},
    [S7_TALK_OTHER] = {"other", "another one over ISO-on-TCP (not decoded)"},
};

const char *s7_words_protocol(enum s7_talk_protocol protocol)
{
    return protocols[protocol].text;
}

const char *s7_words_protocol_name(enum s7_talk_protocol protocol)
{
    return protocols[protocol].name;
}

static const struct {
    const char *name;
    const char *text;
} roles[] = {
    [S7_ROLE_BY_CR] = {"cr", "the client sent the CR"},
    [S7_ROLE_BY_SYN] = {"syn", "the client dialled"},
    [S7_ROLE_BY_PORT] = {"port", "the server has the port of S7; the beginning was not captured"},
    [S7_ROLE_BY_JOBS] = {"requests", "the client sent the requests"},
    [S7_ROLE_GUESSED] = {"guessed", "guessed: the client is who was seen first"},
};

const char *s7_words_role(enum s7_role_evidence role)
{
    return roles[role].text;
}

const char *s7_words_role_name(enum s7_role_evidence role)
{
    return roles[role].name;
}

void s7_words_tsap(struct s7_strbuf *buf, const struct s7_tsap *tsap)
{
    static const char *const classes[] = {
        [S7_CLASS_PG] = "PG", [S7_CLASS_OP] = "OP", [S7_CLASS_BASIC] = "S7 basic"};
    enum { SLOT_MASK = (1 << SLOT_BITS) - 1 };
    if (tsap->size != 2 || tsap->octets[0] < S7_CLASS_PG || tsap->octets[0] > S7_CLASS_BASIC)
        return;
    s7_strbuf_printf(buf, "%s, rack %u, slot %u", classes[tsap->octets[0]],
                     (unsigned)tsap->octets[1] >> SLOT_BITS, (unsigned)tsap->octets[1] & SLOT_MASK);
}

/* Values of the registry of the pcap file format. */
static const struct {
    uint32_t link_type;
    const char *name;
} links[] = {{0, "loopback of BSD"}, {1, "Ethernet"},   {101, "raw IP"},   {108, "loopback of OpenBSD"},
             {113, "Linux cooked"},  {228, "raw IPv4"}, {229, "raw IPv6"}, {276, "Linux cooked, version 2"}};

void s7_words_link(struct s7_strbuf *buf, uint32_t link_type)
{
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
        if (links[i].link_type == link_type) {
            s7_strbuf_add(buf, links[i].name);
            return;
        }
    }
    s7_strbuf_printf(buf, "LINKTYPE %" PRIu32, link_type);
}

void s7_words_order_number(const struct s7_talk *talk, char *text)
{
    size_t size = ORDER_NUMBER;
    while (size > 0 && (talk->order_number[size - 1] == ' ' || talk->order_number[size - 1] == 0))
        size--;
    memcpy(text, talk->order_number, size);
    text[size] = '\0';
}

s7_time s7_words_period(const struct s7_usage *usage)
{
    uint64_t times = usage->requests + usage->deliveries;
    bool several = usage->requests > 1 || usage->deliveries > 1; /* a job and its one push have no period */
    return several ? s7_talk_span(usage->first, usage->last) / (s7_time)(times - 1) : 0;
}
