/* SPDX-License-Identifier: MIT
 *
 * discover_write.c — lines of the text, and its head.
 */
#include "capture/discover_write.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "capture/moment.h"

enum { LINE_SIZE = 401 };

static void add_text(struct s7_discover_text *text, const char *format, va_list args)
{
    char line[LINE_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(line, sizeof line);
    s7_strbuf_vprintf(&buf, format, args);
    s7_fmt_out_text(&text->out, line);
}

void s7_discover_add(struct s7_discover_text *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_text(text, format, args);
    va_end(args);
}

void s7_discover_line(struct s7_discover_text *text, size_t indent, const char *format, ...)
{
    va_list args;
    s7_fmt_out_line(&text->out, indent);
    va_start(args, format);
    add_text(text, format, args);
    va_end(args);
    s7_fmt_out_end(&text->out, false);
}

/** The octets of a character of UTF-8, 0: none begins there. */
static size_t character_size(const char *text)
{
    const unsigned char first = (unsigned char)*text;
    size_t size = first < 0x80                    ? 1
                  : first >= 0xF0 && first < 0xF5 ? 4
                  : first >= 0xE0                 ? 3
                  : first >= 0xC2                 ? 2
                                                  : 0;
    for (size_t i = 1; i < size; i++)
        if (((unsigned char)text[i] & 0xC0) != 0x80)
            return 0;
    return first >= 0xF5 ? 0 : size;
}

/** Of two octets: C1. Of three: marks of width and direction, separators of lines, surrogates, U+F000 and above. */
static bool is_mark(const unsigned char *c, size_t size)
{
    if (size == 2)
        return c[0] == 0xC2 && c[1] < 0xA0;
    if (c[0] == 0xE2 && c[1] == 0x80)
        return (c[2] >= 0x8B && c[2] <= 0x8F) || (c[2] >= 0xA8 && c[2] <= 0xAE);
    if (c[0] == 0xE2 && c[1] == 0x81)
        return c[2] >= 0xA0 && c[2] <= 0xAF;
    return c[0] == 0xEF || (c[0] == 0xED && c[1] >= 0xA0) || (c[0] == 0xE0 && c[1] < 0xA0);
}

/** What would end a comment or confuse a terminal; characters of four octets are rare enough to be left out. */
static bool confuses(const char *text, size_t size)
{
    unsigned char c[3] = {0};
    memcpy(c, text, size < sizeof c ? size : sizeof c);
    if (size == 1)
        return c[0] < 0x20 || c[0] == 0x7F;
    return size > 3 || is_mark(c, size);
}

void s7_discover_comment(struct s7_discover_text *text, size_t indent, const char *format, ...)
{
    char line[LINE_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(line, sizeof line);
    va_list args;
    va_start(args, format);
    s7_strbuf_vprintf(&buf, format, args);
    va_end(args);
    s7_fmt_out_line(&text->out, indent);
    s7_fmt_out_text(&text->out, "# ");
    for (const char *c = line; *c;) {
        size_t size = character_size(c);
        if (size && !confuses(c, size))
            s7_fmt_out_octets(&text->out, c, size);
        else
            s7_fmt_out_text(&text->out, "?");
        c += size ? size : 1;
    }
    s7_fmt_out_end(&text->out, false);
}

void s7_discover_quoted(struct s7_discover_text *text, const char *scalar)
{
    s7_fmt_out_text(&text->out, "\"");
    for (; *scalar; scalar++) {
        if (*scalar == '"' || *scalar == '\\')
            s7_fmt_out_text(&text->out, "\\");
        s7_fmt_out_octets(&text->out, scalar, 1);
    }
    s7_fmt_out_text(&text->out, "\"");
}

const char *s7_discover_plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

void s7_discover_section(struct s7_discover_text *text, const char *key)
{
    s7_fmt_out_blank(&text->out);
    s7_discover_line(text, 0, "%s:", key);
}

static void write_span(struct s7_discover_text *text)
{
    char moment[40];
    const struct {
        const char *key;
        s7_time time;
    } ends[] = {{"seen_from", text->model->begin}, {"seen_to", text->model->end}};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        if (!s7_moment_is_writable(ends[i].time))
            continue;
        struct s7_strbuf buf = s7_strbuf_over(moment, sizeof moment);
        s7_moment_print(&buf, ends[i].time);
        s7_discover_line(text, 2, "%s: \"%s\"", ends[i].key, moment);
    }
}

static void write_profiles(struct s7_discover_text *text)
{
    const struct s7_discover_model *model = text->model;
    if (model->profile_count)
        s7_discover_section(text, "profiles");
    for (size_t i = 0; i < model->member_count; i++) {
        const struct s7_discover_member *member = &model->members[i];
        if (!member->own_profile)
            continue;
        s7_discover_comment(text, 2, "%s has more than is known of its family", member->name);
        s7_discover_line(text, 2, "seen-%zu:", member->own_profile);
        s7_discover_line(text, 4, "like: %s", member->profile->name);
        for (size_t k = 0; k < S7_DISCOVER_OCTETS_COUNT; k++) {
            uint32_t unit = s7_discover_octets_unit(k);
            uint32_t octets = member->traits.octets[k];
            if (octets > s7_discover_profile_octets(member->profile, k))
                s7_discover_line(text, 4, "%s: %u", s7_discover_octets_key(k),
                                 (unsigned)((octets + unit - 1) / unit));
        }
    }
}

static void write_known_zone(struct s7_discover_text *text, const struct s7_plant_zone *zone)
{
    s7_fmt_out_line(&text->out, 2);
    s7_discover_quoted(text, zone->name);
    s7_fmt_out_text(&text->out, ": {nets: [");
    for (size_t i = 0; i < zone->net_count; i++) {
        s7_fmt_out_text(&text->out, i ? ", " : "");
        s7_discover_quoted(text, zone->nets[i]);
    }
    s7_fmt_out_text(&text->out, "]}");
    s7_fmt_out_end(&text->out, false);
}

void s7_discover_zone_name(struct s7_strbuf *buf, const struct s7_discover_zone *zone)
{
    char net[S7_DISCOVER_HOST_SIZE];
    struct s7_strbuf text = s7_strbuf_over(net, sizeof net);
    if (zone->known) {
        s7_strbuf_add(buf, zone->known->name);
        return;
    }
    s7_station_print_host(&text, &zone->net);
    for (char *c = net; *c; c++)
        if (*c == '.' || *c == ':')
            *c = '-';
    s7_strbuf_printf(buf, "net-%s", net);
}

static void write_zones(struct s7_discover_text *text)
{
    const struct s7_discover_model *model = text->model;
    if (model->zone_count)
        s7_discover_section(text, "zones");
    for (size_t i = 0; i < model->zone_count; i++) {
        const struct s7_discover_zone *zone = &model->zones[i];
        char name[S7_DISCOVER_NAME_SIZE + 8];
        char net[S7_DISCOVER_HOST_SIZE];
        struct s7_strbuf name_buf = s7_strbuf_over(name, sizeof name);
        struct s7_strbuf net_buf = s7_strbuf_over(net, sizeof net);
        if (zone->known) {
            write_known_zone(text, zone->known);
            continue;
        }
        s7_discover_zone_name(&name_buf, zone);
        s7_station_print_host(&net_buf, &zone->net);
        s7_discover_comment(text, 2, "proposed: whether this is one zone is for you to say");
        s7_discover_line(text, 2, "\"%s\": {nets: [\"%s/%d\"]}", name, net, zone->net.version == 4 ? 24 : 64);
    }
}

void s7_discover_write_head(struct s7_discover_text *text, const struct s7_discover_count *count)
{
    const struct s7_discover_config *config = text->model->config;
    size_t others = count->others + count->without;
    s7_discover_comment(
        text, 0, "What was seen in recorded traffic: drafts, to be confirmed by those who know the plant.");
    for (size_t i = 0; i < config->note_count && !config->redact; i++)
        s7_discover_comment(text, 0, "%s", config->notes[i]);
    if (config->redact)
        s7_discover_comment(text, 0, "Addresses, names and texts are replaced.");
    s7_discover_comment(text, 0, "%zu CPU%s, %zu host%s, %zu connection%s.", count->cpus,
                        s7_discover_plural(count->cpus), count->hosts, s7_discover_plural(count->hosts),
                        count->connections, s7_discover_plural(count->connections));
    if (count->unnamed)
        s7_discover_comment(text, 0,
                            "NOT THE WHOLE: %llu accesses that a plant file cannot name "
                            "(comments at its connections; `sieben capture show` has all).",
                            (unsigned long long)count->unnamed);
    if (others)
        s7_discover_comment(text, 0, "%zu more conversation%s told at the end.", others,
                            others == 1 ? " is" : "s are");
    s7_discover_add(text, "\n");
    s7_discover_line(text, 0, "sieben: 1");
    s7_discover_line(text, 0, "plant:");
    s7_discover_line(text, 2, "name: Seen");
    write_span(text);
    write_profiles(text);
    write_zones(text);
}
