/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "cli/json.h"
#include "cli/plant_show.h"
#include "cli/plant_words.h"
#include "register/budget.h"

enum { LINE = 512 };

static json_t *set_json(const struct s7_access_set *set)
{
    json_t *ranges = json_array();
    for (size_t i = 0; i < set->range_count; i++) {
        char text[LINE];
        struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
        s7_plant_write_ranges(&buf, &set->ranges[i], 1, 1);
        json_array_append_new(ranges, json_string(text));
    }
    return ranges;
}

static json_t *access_json(const struct s7_plant_connection *connection, s7_show_collect *collect)
{
    struct s7_access_set set = s7_access_set_new();
    json_t *ranges = collect(connection, &set) == S7_OK ? set_json(&set) : NULL;
    s7_access_set_free(&set);
    return ranges;
}

static void put_text(json_t *object, const char *key, const char *text)
{
    if (text && text[0])
        json_object_set_new(object, key, s7_cli_json_text(text));
}

/* ---- connections ------------------------------------------------------------------------------------------------- */

static json_t *connection_json(const struct s7_plant_connection *connection)
{
    json_t *object = json_object();
    json_object_set_new(object, "connection", s7_cli_json_text(connection->id));
    json_object_set_new(object, "from", s7_cli_json_text(connection->from->name));
    json_object_set_new(object, "to", s7_cli_json_text(connection->to->name));
    json_object_set_new(object, "service",
                        json_string(s7_plant_word_of(S7_ELEMENT_CONNECTION, "service", connection->service)));
    json_object_set_new(object, "class", json_string(s7_register_class_word(s7_register_class_of(connection))));
    put_text(object, "tsap_from", connection->tsap_from.text);
    put_text(object, "tsap_to", connection->tsap_to.text);
    put_text(object, "owner", connection->owner);
    put_text(object, "purpose", connection->purpose);
    put_text(object, "criticality",
             s7_plant_word_of(S7_ELEMENT_CONNECTION, "criticality", connection->criticality));
    json_object_set_new(object, "reads", access_json(connection, s7_register_reads));
    json_object_set_new(object, "writes", access_json(connection, s7_register_writes));
    json_object_set_new(object, "reads_own", access_json(connection, s7_register_local_reads));
    json_object_set_new(object, "writes_own", access_json(connection, s7_register_local_writes));
    json_object_set_new(object, "line", json_integer(connection->mark.line));
    return object;
}

static json_t *connections_json(const struct s7_plant *plant, const struct s7_plant_cpu *cpu)
{
    json_t *list = json_array();
    for (size_t i = 0; i < plant->connection_count; i++)
        if (!cpu || plant->connections[i].from == cpu || plant->connections[i].to == cpu)
            json_array_append_new(list, connection_json(&plant->connections[i]));
    return list;
}

/* ---- partners ---------------------------------------------------------------------------------------------------- */

static json_t *budget_json(const struct s7_plant *plant, const struct s7_plant_cpu *cpu)
{
    const struct s7_budget budget = s7_register_budget(plant, cpu);
    json_t *object = json_pack("{s:i, s:i}", "total", (int)budget.total, "used", (int)budget.used);
    for (size_t i = 0; i < S7_BUDGET_CLASSES; i++) {
        const struct s7_budget_class *class_ = &budget.classes[i];
        json_object_set_new(object, s7_register_class_word((enum s7_plant_class_name)i),
                            json_pack("{s:i, s:i, s:i, s:o, s:i}", "serves", (int)class_->served, "opens",
                                      (int)class_->active, "reserved", (int)class_->reserved, "most",
                                      class_->most ? json_integer(class_->most) : json_null(), "free",
                                      (int)class_->spare));
    }
    return object;
}

static json_t *cpu_json(const struct s7_plant *plant, const struct s7_plant_cpu *cpu)
{
    json_t *object = json_object();
    json_object_set_new(object, "name", s7_cli_json_text(cpu->name));
    json_object_set_new(object, "kind", json_string(cpu->is_host ? "host" : "cpu"));
    json_object_set_new(object, "host", s7_cli_json_text(cpu->host));
    json_object_set_new(object, "port", json_integer(cpu->port));
    put_text(object, "zone", cpu->zone ? cpu->zone->name : "");
    json_object_set_new(object, "profile", s7_cli_json_text(cpu->profile->name));
    json_object_set_new(object, "put_get",
                        json_string(s7_plant_word_of(S7_ELEMENT_CPU, "put_get", cpu->put_get)));
    put_text(object, "model", cpu->model);
    put_text(object, "firmware", cpu->firmware);
    put_text(object, "owner", cpu->owner);
    put_text(object, "purpose", cpu->purpose);
    json_object_set_new(object, "resources", budget_json(plant, cpu));
    json_object_set_new(object, "line", json_integer(cpu->mark.line));
    return object;
}

/* ---- areas ------------------------------------------------------------------------------------------------------- */

static json_t *hands_json(const struct s7_picture *picture)
{
    static const char *const by[] = {[S7_PICTURE_SERVED] = "connection",
                                     [S7_PICTURE_ACTIVE] = "own_connection",
                                     [S7_PICTURE_PROGRAM] = "program",
                                     [S7_PICTURE_SIMULATED] = "simulated"};
    json_t *list = json_array();
    for (size_t i = 0; i < picture->hand_count; i++) {
        const struct s7_picture_hand *hand = &picture->hands[i];
        json_t *object = json_object();
        json_object_set_new(object, "letter", json_stringn(&hand->letter, 1));
        json_object_set_new(object, "by", json_string(by[hand->by]));
        put_text(object, "connection", hand->connection ? hand->connection->id : "");
        json_object_set_new(object, "writes", set_json(&hand->sets[S7_PICTURE_WRITES]));
        json_object_set_new(object, "reads", set_json(&hand->sets[S7_PICTURE_READS]));
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *picture_json(const struct s7_picture *picture)
{
    char area[LINE];
    struct s7_strbuf buf = s7_strbuf_over(area, sizeof area);
    json_t *object = json_object();
    s7_plant_write_area(&buf, &picture->area);
    json_object_set_new(object, "cpu", s7_cli_json_text(picture->cpu->name));
    json_object_set_new(object, "area", json_string(area));
    put_text(object, "name", picture->block ? picture->block->name : "");
    json_object_set_new(object, "declared",
                        picture->declared || picture->block ? json_integer(picture->declared) : json_null());
    json_object_set_new(object, "unit_bits", json_integer(picture->unit_bits));
    json_object_set_new(object, "writes", json_string(picture->marks[S7_PICTURE_WRITES]));
    json_object_set_new(object, "reads", json_string(picture->marks[S7_PICTURE_READS]));
    json_object_set_new(object, "hands", hands_json(picture));
    json_object_set_new(object, "conflicts", set_json(&picture->conflicts));
    json_object_set_new(object, "beyond", set_json(&picture->beyond));
    json_object_set_new(object, "idle", set_json(&picture->idle));
    return object;
}

static json_t *area_json(const struct s7_plant *plant, const struct s7_plant_cpu *cpu,
                         const struct s7_range *area)
{
    struct s7_picture picture;
    if (s7_picture_draw(plant, cpu, area->area, area->db, &picture) != S7_OK)
        return NULL;
    json_t *object = picture_json(&picture);
    s7_picture_free(&picture);
    return object;
}

static json_t *areas_json(const struct s7_plant *plant, const struct s7_plant_cpu *cpu)
{
    struct s7_range *areas = NULL;
    size_t count = 0;
    if (s7_picture_areas(plant, cpu, &areas, &count) != S7_OK)
        return NULL;
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, area_json(plant, cpu, &areas[i]));
    free(areas);
    return list;
}

/* ---- all --------------------------------------------------------------------------------------------------------- */

static json_t *zones_json(const struct s7_plant *plant)
{
    json_t *list = json_array();
    for (size_t i = 0; i < plant->zone_count; i++) {
        const struct s7_plant_zone *zone = &plant->zones[i];
        json_t *object = json_object(), *nets = json_array();
        for (size_t k = 0; k < zone->net_count; k++)
            json_array_append_new(nets, json_string(zone->nets[k]));
        json_object_set_new(object, "name", s7_cli_json_text(zone->name));
        put_text(object, "kind", s7_plant_word_of(S7_ELEMENT_ZONE, "kind", zone->kind));
        json_object_set_new(object, "nets", nets);
        put_text(object, "owner", zone->owner);
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *plant_json(const struct s7_plant *plant)
{
    json_t *partners = json_array(), *object = json_object();
    for (size_t i = 0; i < plant->cpu_count; i++)
        json_array_append_new(partners, cpu_json(plant, &plant->cpus[i]));
    for (size_t i = 0; i < plant->host_count; i++)
        json_array_append_new(partners, cpu_json(plant, &plant->hosts[i]));
    json_object_set_new(object, "revision", json_integer(plant->revision));
    json_object_set_new(object, "zones", zones_json(plant));
    json_object_set_new(object, "partners", partners);
    json_object_set_new(object, "connections", connections_json(plant, NULL));
    return object;
}

json_t *s7_show_json(const struct s7_plant *plant, const struct s7_show_object *object)
{
    json_t *document = NULL;
    switch (object->kind) {
    case S7_SHOW_PLANT:
        return plant_json(plant);
    case S7_SHOW_CPU:
        document = cpu_json(plant, object->cpu);
        json_object_set_new(document, "connections", connections_json(plant, object->cpu));
        json_object_set_new(document, "data", areas_json(plant, object->cpu));
        return document;
    case S7_SHOW_CONNECTION:
        return connection_json(object->connection);
    case S7_SHOW_AREA:
        return area_json(plant, object->cpu, &object->area);
    }
    return document;
}
