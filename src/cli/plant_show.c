/* SPDX-License-Identifier: MIT */
#include "cli/plant_show.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/plant_words.h"
#include "cli/shown_path.h"
#include "plant/nearest.h"
#include "value/area.h"

/* ---- which ------------------------------------------------------------------------------------------------------- */

/** "DB100", "M"; false: something else. */
static bool read_area(const char *text, struct s7_range *ret_area)
{
    size_t letters = strcspn(text, "0123456789");
    const struct s7_area_row *row = s7_area_named(text, letters);
    unsigned long number = 0;
    if (!row || (row->area == S7_AREA_DB) != (text[letters] != '\0'))
        return false;
    if (row->area == S7_AREA_DB) {
        char *end;
        number = strtoul(text + letters, &end, 10);
        if (*end || number == 0 || number > UINT16_MAX)
            return false;
    }
    *ret_area = (struct s7_range){.area = row->area, .db = (uint16_t)number};
    return true;
}

static const struct s7_plant_cpu *find_cpu(const struct s7_plant *plant, const char *name, size_t length)
{
    char copy[S7_SCHEMA_NAME_MOST + 1];
    if (length >= sizeof copy)
        return NULL;
    memcpy(copy, name, length);
    copy[length] = '\0';
    return s7_plant_find_cpu(plant, copy);
}

static const char *nearest_name(const struct s7_plant *plant, const char *name, size_t length)
{
    struct s7_nearest nearest = s7_nearest_to(name, length);
    for (size_t i = 0; i < plant->cpu_count; i++)
        s7_nearest_try(&nearest, plant->cpus[i].name);
    for (size_t i = 0; i < plant->host_count; i++)
        s7_nearest_try(&nearest, plant->hosts[i].name);
    for (size_t i = 0; i < plant->connection_count; i++)
        s7_nearest_try(&nearest, plant->connections[i].id);
    return nearest.best;
}

/** The areas of a CPU that touch something or are declared, for a message. */
static void say_areas(const struct s7_plant_cpu *cpu)
{
    enum { SHOWN = 12 };
    for (size_t i = 0; i < cpu->db_count && i < SHOWN; i++)
        fprintf(stderr, "%sDB%u", i ? ", " : "; it has ", cpu->dbs[i].number);
    fprintf(stderr, "%s; areas: I, Q, M, T, C\n", cpu->db_count > SHOWN ? ", …" : "");
}

bool s7_show_find(const struct s7_plant *plant, const char *path, const char *name,
                  struct s7_show_object *ret_object)
{
    const char *dot = strrchr(name, '.');
    struct s7_show_object object = {.kind = S7_SHOW_CPU, .cpu = s7_plant_find_cpu(plant, name)};
    if (!object.cpu) {
        object.kind = S7_SHOW_CONNECTION;
        object.connection = s7_plant_find_connection(plant, name);
    }
    if (!object.cpu && !object.connection && dot) {
        object.kind = S7_SHOW_AREA;
        object.cpu = find_cpu(plant, name, (size_t)(dot - name));
    }
    if (object.kind == S7_SHOW_AREA && object.cpu && !read_area(dot + 1, &object.area)) {
        fprintf(stderr, "sieben: \"%s\" is no area of %s", dot + 1, object.cpu->name);
        say_areas(object.cpu);
        return false;
    }
    if (object.cpu || object.connection) {
        *ret_object = object;
        return true;
    }
    const char *nearest = nearest_name(plant, name, dot ? (size_t)(dot - name) : strlen(name));
    fprintf(stderr, "sieben: %s has no CPU, host or connection called \"%s\"", s7_shown_path(path).text, name);
    if (nearest)
        fprintf(stderr, "; did you mean \"%s\"?", nearest);
    fputc('\n', stderr);
    return false;
}

/* ---- parts ------------------------------------------------------------------------------------------------------- */

void s7_show_write_access(struct s7_strbuf *buf, const struct s7_plant_connection *connection,
                          s7_show_collect *collect)
{
    struct s7_access_set set = s7_access_set_new();
    if (collect(connection, &set) == S7_OK)
        s7_plant_write_ranges(buf, set.ranges, set.range_count, S7_SHOW_RANGES);
    else
        s7_strbuf_add(buf, "(out of memory)");
    s7_access_set_free(&set);
}

void s7_show_write_hand(struct s7_strbuf *buf, const struct s7_picture *picture,
                        const struct s7_picture_hand *hand)
{
    switch (hand->by) {
    case S7_PICTURE_SERVED:
        s7_strbuf_printf(buf, "%s, %s", hand->connection->id, hand->connection->from->name);
        break;
    case S7_PICTURE_ACTIVE:
        s7_strbuf_printf(buf, "%s, %s itself", hand->connection->id, picture->cpu->name);
        break;
    case S7_PICTURE_PROGRAM:
        s7_strbuf_printf(buf, "the program of %s", picture->cpu->name);
        break;
    case S7_PICTURE_SIMULATED:
        s7_strbuf_add(buf, "simulated values");
        break;
    }
}

void s7_show_pair(struct s7_show_pairs *pairs, const char *key, enum s7_report_meaning meaning,
                  const char *format, ...)
{
    char *text = pairs->text + pairs->used;
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof pairs->text - pairs->used);
    va_list args;
    va_start(args, format);
    s7_strbuf_vprintf(&buf, format, args);
    va_end(args);
    if (buf.length == 0 || buf.truncated || pairs->count == S7_SHOW_PAIRS)
        return;
    pairs->pairs[pairs->count++] = (struct s7_report_pair){key, {.text = text, .meaning = meaning}};
    pairs->used += buf.length + 1;
}
