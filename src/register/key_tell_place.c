/* SPDX-License-Identifier: MIT
 *
 * Addresses, names of other elements, octets, and what holds further keys.
 */
#include <string.h>

#include "register/key_tell.h"
#include "value/access_set.h"

static void tell_place(const char *host, unsigned port, struct s7_fmt_out *out)
{
    enum { ISO_PORT = 102 };
    bool bracketed = strchr(host, ':') != NULL && port != ISO_PORT;
    s7_fmt_out_text(out, bracketed ? "[" : "");
    s7_fmt_out_text(out, host);
    s7_fmt_out_text(out, bracketed ? "]" : "");
    if (port != ISO_PORT)
        s7_key_tell_format(out, ":%u", port);
}

void s7_key_tell_address(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    struct s7_plant_place place;
    if (key->size == 0) {
        const struct s7_plant_cpu *cpu = element;
        tell_place(cpu->host, cpu->port, out);
        return;
    }
    s7_key_tell_take(key, element, &place, sizeof place);
    if (place.host)
        tell_place(place.host, place.port, out);
}

void s7_key_tell_tsap(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    struct s7_plant_tsap tsap;
    bool printable = true;
    s7_key_tell_take(key, element, &tsap, sizeof tsap);
    for (size_t i = 0; i < tsap.length; i++)
        printable = printable && tsap.octets[i] >= 0x20 && tsap.octets[i] <= 0x7E && tsap.octets[i] != '"';
    if (printable && tsap.length) {
        s7_key_tell_format(out, "\"%.*s\"", (int)tsap.length, (const char *)tsap.octets);
        return;
    }
    for (size_t i = 0; i < tsap.length; i++)
        s7_key_tell_format(out, "%s%02X", i ? "." : "", tsap.octets[i]);
}

static void tell_octets(const uint8_t *octets, size_t size, struct s7_fmt_out *out)
{
    for (size_t i = 0; i < size; i++)
        s7_key_tell_format(out, "%02X", octets[i]);
}

void s7_key_tell_octets(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    struct s7_plant_octets octets;
    s7_key_tell_take(key, element, &octets, sizeof octets);
    tell_octets(octets.octets, octets.size, out);
}

void s7_key_tell_records(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    struct s7_plant_records records;
    size_t start = out->size;
    s7_key_tell_take(key, element, &records, sizeof records);
    for (size_t i = 0; i < records.count; i++) {
        s7_key_tell_comma(out, start);
        tell_octets(records.octets + i * records.size, records.size, out);
    }
}

void s7_key_tell_tag(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    struct s7_tag tag;
    char text[S7_TAG_TEXT_SIZE];
    s7_key_tell_take(key, element, &tag, sizeof tag);
    if (s7_tag_format(&tag, text, sizeof text))
        s7_fmt_out_text(out, text);
}

static void tell_ranges(const struct s7_range *ranges, size_t count, struct s7_fmt_out *out)
{
    char text[S7_TAG_TEXT_SIZE];
    size_t start = out->size;
    for (size_t i = 0; i < count; i++) {
        s7_key_tell_comma(out, start);
        if (s7_range_format(&ranges[i], text, sizeof text))
            s7_fmt_out_text(out, text);
    }
}

/** Each has a partner at the same place, so they keep their order. */
void s7_key_tell_areas(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    const struct s7_plant_job *job = element;
    struct s7_range ranges[S7_PLANT_JOB_AREAS];
    s7_key_tell_take(key, element, ranges, sizeof ranges);
    tell_ranges(ranges, job->area_count, out);
}

void s7_key_tell_ranges(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    const struct s7_range *ranges;
    size_t count;
    struct s7_access_set set = s7_access_set_new();
    s7_key_tell_take(key, element, &ranges, sizeof ranges);
    memcpy(&count, (const unsigned char *)element + key->count_offset, sizeof count);
    for (size_t i = 0; i < count; i++)
        out->failed = s7_access_set_add(&set, &ranges[i]) == S7_ERR_LOCAL_MEMORY || out->failed;
    tell_ranges(set.ranges, set.range_count, out);
    s7_access_set_free(&set);
}

void s7_key_tell_zone(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    const struct s7_plant_zone *zone;
    s7_key_tell_take(key, element, &zone, sizeof zone);
    s7_fmt_out_text(out, zone ? zone->name : "");
}

/** In an order of their own: a conduit has no direction. */
void s7_key_tell_zones(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    const struct s7_plant_zone *zones[S7_PLANT_CONDUIT_ZONES];
    s7_key_tell_take(key, element, zones, sizeof zones);
    bool turned = strcmp(zones[0]->name, zones[1]->name) > 0;
    s7_key_tell_format(out, "%s, %s", zones[turned]->name, zones[!turned]->name);
}

void s7_key_tell_partner(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    const struct s7_plant_cpu *cpu;
    s7_key_tell_take(key, element, &cpu, sizeof cpu);
    s7_fmt_out_text(out, cpu ? cpu->name : "");
}

void s7_key_tell_profile(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    const struct s7_profile *profile;
    s7_key_tell_take(key, element, &profile, sizeof profile);
    s7_fmt_out_text(out, profile->name);
}

/** The profile that it is like is not kept, only the family at the end; its figures are keys of their own. */
void s7_key_tell_like(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    struct s7_profile profile;
    s7_key_tell_take(key, element, &profile, sizeof profile);
    s7_fmt_out_text(out, profile.family ? profile.family : "");
}

/* Their members are told one by one. */
#define S7_KEY_NESTED(name)                                                                                    \
    void s7_key_tell_##name(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)       \
    {                                                                                                          \
        (void)key;                                                                                             \
        (void)element;                                                                                         \
        (void)out;                                                                                             \
    }
S7_KEY_NESTED(group)
S7_KEY_NESTED(choice)
S7_KEY_NESTED(named)
S7_KEY_NESTED(numbered)
S7_KEY_NESTED(list)
