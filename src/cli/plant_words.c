/* SPDX-License-Identifier: MIT */
#include "cli/plant_words.h"

#include <inttypes.h>
#include <string.h>

#include "cli/target.h"
#include "value/area.h"
#include "value/range.h"

static const struct s7_plant_key *key_of(enum s7_plant_element element, const char *name)
{
    const struct s7_plant_key *key;
    for (size_t i = 0; (key = s7_schema_key(i)) != NULL; i++)
        if (key->element == element && strcmp(key->name, name) == 0)
            return key;
    return NULL;
}

const char *s7_plant_word_of(enum s7_plant_element element, const char *key_name, unsigned value)
{
    const struct s7_plant_key *key = key_of(element, key_name);
    for (const struct s7_plant_word *word = key ? key->words : NULL; word && word->text; word++)
        if (word->value == value)
            return word->text;
    return "";
}

void s7_plant_write_duration(struct s7_strbuf *buf, s7_time duration)
{
    static const struct {
        s7_time span;
        const char *unit;
    } units[] = {{86400 * S7_SECOND, "d"}, {3600 * S7_SECOND, "h"}, {60 * S7_SECOND, "m"}, {S7_SECOND, "s"}};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (duration < units[i].span || duration % units[i].span != 0)
            continue;
        s7_strbuf_printf(buf, "%" PRId64 "%s", duration / units[i].span, units[i].unit);
        return;
    }
    s7_strbuf_printf(buf, "%" PRId64 "ms", duration / S7_MILLISECOND);
}

void s7_plant_write_date(struct s7_strbuf *buf, const struct s7_plant_date *date)
{
    if (date->year)
        s7_strbuf_printf(buf, "%04u-%02u-%02u", date->year, date->month, date->day);
}

void s7_plant_write_texts(struct s7_strbuf *buf, const struct s7_plant_texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        s7_strbuf_printf(buf, "%s%s", i ? ", " : "", texts->lines[i]);
}

void s7_plant_write_ranges(struct s7_strbuf *buf, const struct s7_range *ranges, size_t count, size_t most)
{
    char text[S7_TAG_TEXT_SIZE];
    for (size_t i = 0; i < count && i < most; i++) {
        s7_range_format(&ranges[i], text, sizeof text);
        s7_strbuf_printf(buf, "%s%s", i ? ", " : "", text);
    }
    if (count > most)
        s7_strbuf_printf(buf, ", and %zu more", count - most);
}

void s7_plant_write_area(struct s7_strbuf *buf, const struct s7_range *area)
{
    if (area->area == S7_AREA_DB)
        s7_strbuf_printf(buf, "DB%u", area->db);
    else
        s7_strbuf_add(buf, s7_area_find(area->area)->letters);
}

void s7_plant_write_address(struct s7_strbuf *buf, const struct s7_plant_cpu *cpu)
{
    char label[S7_TARGET_LABEL_SIZE];
    s7_target_label(cpu->host, cpu->port, label, sizeof label);
    s7_strbuf_add(buf, cpu->port == S7_TARGET_PORT ? cpu->host : label);
}
