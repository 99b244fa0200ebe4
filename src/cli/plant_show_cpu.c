/* SPDX-License-Identifier: MIT
 *
 * One CPU or host: what it is, its connection resources, its connections in both roles, its data.
 */
#include <stdlib.h>

#include "cli/plant_show.h"
#include "cli/plant_words.h"
#include "register/budget.h"

enum { LINE = 512 };

/* ---- what it is -------------------------------------------------------------------------------------------------- */

/** Some texts of the model are absent as a whole. */
static const char *text_or_none(const char *text)
{
    return text ? text : "";
}

static void add_place(struct s7_show_pairs *pairs, const struct s7_plant_cpu *cpu)
{
    char text[LINE];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_plant_write_address(&buf, cpu);
    s7_show_pair(pairs, "Address", S7_REPORT_NEUTRAL, "%s", text);
    s7_show_pair(pairs, "Zone", S7_REPORT_NEUTRAL, "%s", cpu->zone ? cpu->zone->name : "");
    s7_show_pair(pairs, "Profile", S7_REPORT_NEUTRAL, "%s (%s)", cpu->profile->name, cpu->profile->display);
    s7_show_pair(pairs, cpu->is_host ? "Software" : "Model", S7_REPORT_NEUTRAL, "%s", cpu->model);
    s7_show_pair(pairs, "Firmware", S7_REPORT_NEUTRAL, "%s", text_or_none(cpu->firmware));
    s7_show_pair(pairs, "MAC", S7_REPORT_NEUTRAL, "%s", text_or_none(cpu->mac));
    s7_show_pair(pairs, "Rack, slot", S7_REPORT_NEUTRAL, "%u, %u", cpu->rack, cpu->slot);
}

static void add_rights(struct s7_show_pairs *pairs, const struct s7_plant_cpu *cpu)
{
    bool has_switch = cpu->profile->put_get_switch.value != 0;
    s7_show_pair(pairs, "PUT/GET", has_switch && !cpu->put_get ? S7_REPORT_WARN : S7_REPORT_NEUTRAL, "%s",
                 s7_plant_word_of(S7_ELEMENT_CPU, "put_get", cpu->put_get));
    if (!cpu->is_host)
        s7_show_pair(pairs, "Access level", S7_REPORT_NEUTRAL, "%s",
                     s7_plant_word_of(S7_ELEMENT_CPU, "access_level", cpu->access_level));
    else
        s7_show_pair(pairs, "Class", S7_REPORT_NEUTRAL, "%s", s7_register_class_word(cpu->connection_class));
}

static void add_reasons(struct s7_show_pairs *pairs, const struct s7_plant_cpu *cpu)
{
    char text[LINE];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_plant_write_texts(&buf, &cpu->evidence);
    s7_show_pair(pairs, "Owner", S7_REPORT_NEUTRAL, "%s", cpu->owner);
    s7_show_pair(pairs, "Purpose", S7_REPORT_NEUTRAL, "%s", cpu->purpose);
    s7_show_pair(pairs, "Criticality", S7_REPORT_NEUTRAL, "%s",
                 s7_plant_word_of(S7_ELEMENT_CPU, "criticality", cpu->criticality));
    s7_show_pair(pairs, "Commissioning", S7_REPORT_NEUTRAL, "%s",
                 cpu->commissioning ? "nothing depends on it yet" : "");
    s7_show_pair(pairs, "Evidence", S7_REPORT_NEUTRAL, "%s", text);
}

/* ---- connection resources ---------------------------------------------------------------------------------------- */

enum budget_column {
    BUDGET_CLASS,
    BUDGET_SERVED,
    BUDGET_ACTIVE,
    BUDGET_RESERVED,
    BUDGET_MOST,
    BUDGET_SPARE,
    BUDGET_COLUMNS
};

static void put_class(const struct s7_budget_class *class_, enum budget_column column, struct s7_strbuf *buffer)
{
    const unsigned figures[BUDGET_COLUMNS] = {[BUDGET_SERVED] = class_->served,
                                              [BUDGET_ACTIVE] = class_->active,
                                              [BUDGET_RESERVED] = class_->reserved,
                                              [BUDGET_MOST] = class_->most,
                                              [BUDGET_SPARE] = class_->spare};
    if (column == BUDGET_MOST && class_->most == 0)
        s7_strbuf_add(buffer, "-");
    else
        s7_strbuf_printf(buffer, "%u", figures[column]);
}

static void budget_cell(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                        struct s7_report_cell *ret_cell)
{
    const struct s7_budget *budget = self;
    if (column == BUDGET_CLASS)
        ret_cell->text = s7_register_class_word((enum s7_plant_class_name)row);
    else
        put_class(&budget->classes[row], (enum budget_column)column, buffer);
}

static void tell_budget(struct s7_report *report, const struct s7_plant *plant, const struct s7_plant_cpu *cpu)
{
    static const struct s7_report_column columns[BUDGET_COLUMNS] = {
        {.title = "Class"},
        {.title = "Serves", .align = S7_REPORT_RIGHT},
        {.title = "Opens", .align = S7_REPORT_RIGHT},
        {.title = "Reserved", .align = S7_REPORT_RIGHT},
        {.title = "At most", .align = S7_REPORT_RIGHT},
        {.title = "Free", .align = S7_REPORT_RIGHT}};
    const struct s7_budget budget = s7_register_budget(plant, cpu);
    struct s7_show_pairs pairs = {.count = 0};
    bool over = budget.used > budget.total;
    s7_show_pair(&pairs, "Connection resources", over ? S7_REPORT_FAIL : S7_REPORT_NEUTRAL, "%u of %u in use%s",
                 budget.used, budget.total, over ? ": more than there are" : "");
    s7_report_pairs(report, pairs.pairs, pairs.count);
    s7_report_table(report, &(struct s7_report_table){.name = "resources",
                                                      .columns = columns,
                                                      .column_count = BUDGET_COLUMNS,
                                                      .row_count = S7_BUDGET_CLASSES,
                                                      .cell = budget_cell,
                                                      .self = &budget});
}

/* ---- connections ------------------------------------------------------------------------------------------------- */

struct connections {
    const struct s7_plant_cpu *cpu;
    const struct s7_plant_connection **list;
    size_t count;
};

enum connection_column { LINK_ID, LINK_ROLE, LINK_PARTNER, LINK_WRITES, LINK_READS, LINK_OWNER, LINK_COLUMNS };

static void connection_cell(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                            struct s7_report_cell *ret_cell)
{
    const struct connections *connections = self;
    const struct s7_plant_connection *connection = connections->list[row];
    bool serves = connection->to == connections->cpu;
    switch ((enum connection_column)column) {
    case LINK_ID:
        ret_cell->text = connection->id;
        break;
    case LINK_ROLE:
        ret_cell->text = serves ? "serves" : "opens";
        break;
    case LINK_PARTNER:
        ret_cell->text = (serves ? connection->from : connection->to)->name;
        break;
    case LINK_WRITES:
        s7_show_write_access(buffer, connection, s7_register_writes);
        break;
    case LINK_READS:
        s7_show_write_access(buffer, connection, s7_register_reads);
        break;
    case LINK_OWNER:
    case LINK_COLUMNS:
        ret_cell->text = connection->owner;
        break;
    }
}

static int tell_connections(struct s7_report *report, const struct s7_plant *plant,
                            const struct s7_plant_cpu *cpu)
{
    static const struct s7_report_column columns[LINK_COLUMNS] = {
        {.title = "Connection"},      {.title = "Role"},           {.title = "Partner"},
        {.title = "Writes (served)"}, {.title = "Reads (served)"}, {.title = "Owner"}};
    struct connections connections = {.cpu = cpu, .list = calloc(plant->connection_count + 1, sizeof(void *))};
    if (!connections.list)
        return S7_ERR_LOCAL_MEMORY;
    for (size_t i = 0; i < plant->connection_count; i++)
        if (plant->connections[i].to == cpu || plant->connections[i].from == cpu)
            connections.list[connections.count++] = &plant->connections[i];
    s7_report_table(report, &(struct s7_report_table){.name = "connections",
                                                      .columns = columns,
                                                      .column_count = LINK_COLUMNS,
                                                      .row_count = connections.count,
                                                      .cell = connection_cell,
                                                      .self = &connections});
    free(connections.list);
    return S7_OK;
}

/* ---- data -------------------------------------------------------------------------------------------------------- */

enum data_column {
    DATA_AREA,
    DATA_NAME,
    DATA_SIZE,
    DATA_ACCESS,
    DATA_WRITTEN,
    DATA_READ,
    DATA_NOTE,
    DATA_COLUMNS
};

/** One row, as it was when its picture was drawn. */
struct datum {
    struct s7_range area;
    const struct s7_plant_db *block;
    char who[S7_PICTURE_ACTS][LINE];
    char note[LINE];
    enum s7_report_meaning meaning;
};

static const char *access_of(const struct s7_plant_db *block)
{
    if (!block)
        return "";
    return block->write_protected ? "write-protected" : block->optimized ? "optimized" : "standard";
}

static void data_cell(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                      struct s7_report_cell *ret_cell)
{
    const struct datum *datum = &((const struct datum *)self)[row];
    switch ((enum data_column)column) {
    case DATA_AREA:
        s7_plant_write_area(buffer, &datum->area);
        break;
    case DATA_NAME:
        ret_cell->text = datum->block ? datum->block->name : "";
        break;
    case DATA_SIZE:
        if (datum->block)
            s7_strbuf_printf(buffer, "%u", datum->block->size);
        break;
    case DATA_ACCESS:
        ret_cell->text = access_of(datum->block);
        break;
    case DATA_WRITTEN:
        ret_cell->text = datum->who[S7_PICTURE_WRITES];
        break;
    case DATA_READ:
        ret_cell->text = datum->who[S7_PICTURE_READS];
        break;
    case DATA_NOTE:
    case DATA_COLUMNS:
        *ret_cell = (struct s7_report_cell){.text = datum->note, .meaning = datum->meaning};
        break;
    }
}

static void write_who(const struct s7_picture *picture, enum s7_picture_act act, char text[LINE])
{
    struct s7_strbuf buf = s7_strbuf_over(text, LINE);
    for (size_t i = 0; i < picture->hand_count; i++) {
        const struct s7_picture_hand *hand = &picture->hands[i];
        if (hand->sets[act].range_count == 0)
            continue;
        s7_strbuf_add(&buf, buf.length ? ", " : "");
        s7_strbuf_add(&buf, hand->connection                 ? hand->connection->id
                            : hand->by == S7_PICTURE_PROGRAM ? "its program"
                                                             : "simulated");
    }
}

static void write_note(const struct s7_picture *picture, struct datum *datum)
{
    struct s7_strbuf buf = s7_strbuf_over(datum->note, sizeof datum->note);
    bool missing = datum->area.area == S7_AREA_DB && !picture->block;
    if (picture->conflicts.range_count)
        s7_strbuf_add(&buf, "two write the same bits");
    if (missing)
        s7_strbuf_printf(&buf, "%sthere is no such DB", buf.length ? "; " : "");
    else if (picture->beyond.range_count)
        s7_strbuf_printf(&buf, "%stouched beyond its end", buf.length ? "; " : "");
    if (picture->block && picture->block->optimized && picture->hand_count)
        s7_strbuf_printf(&buf, "%sno absolute addresses", buf.length ? "; " : "");
    datum->meaning = buf.length ? S7_REPORT_FAIL : S7_REPORT_NEUTRAL;
}

static int fill_in(const struct s7_plant *plant, const struct s7_plant_cpu *cpu, const struct s7_range *area,
                   struct datum *datum)
{
    struct s7_picture picture;
    int result = s7_picture_draw(plant, cpu, area->area, area->db, &picture);
    if (result != S7_OK)
        return result;
    *datum = (struct datum){.area = *area, .block = picture.block};
    write_who(&picture, S7_PICTURE_WRITES, datum->who[S7_PICTURE_WRITES]);
    write_who(&picture, S7_PICTURE_READS, datum->who[S7_PICTURE_READS]);
    write_note(&picture, datum);
    s7_picture_free(&picture);
    return S7_OK;
}

static void tell_rows(struct s7_report *report, const struct datum *data, size_t count)
{
    static const struct s7_report_column columns[DATA_COLUMNS] = {
        {.title = "Data"},   {.title = "Name"},       {.title = "Octets", .align = S7_REPORT_RIGHT},
        {.title = "Access"}, {.title = "Written by"}, {.title = "Read by"},
        {.title = "Note"}};
    s7_report_table(report, &(struct s7_report_table){.name = "data",
                                                      .columns = columns,
                                                      .column_count = DATA_COLUMNS,
                                                      .row_count = count,
                                                      .cell = data_cell,
                                                      .self = data});
}

static int tell_data(struct s7_report *report, const struct s7_plant *plant, const struct s7_plant_cpu *cpu)
{
    struct s7_range *areas = NULL;
    size_t count = 0;
    int result = s7_picture_areas(plant, cpu, &areas, &count);
    struct datum *data = result == S7_OK ? calloc(count + 1, sizeof *data) : NULL;
    if (result == S7_OK && !data)
        result = S7_ERR_LOCAL_MEMORY;
    for (size_t i = 0; i < count && result == S7_OK; i++)
        result = fill_in(plant, cpu, &areas[i], &data[i]);
    if (result == S7_OK && count)
        tell_rows(report, data, count);
    free(data);
    free(areas);
    return result;
}

int s7_show_cpu(struct s7_report *report, const struct s7_plant *plant, const struct s7_plant_cpu *cpu)
{
    struct s7_show_pairs pairs = {.count = 0};
    add_place(&pairs, cpu);
    add_rights(&pairs, cpu);
    add_reasons(&pairs, cpu);
    s7_report_heading(report, 1, cpu->name);
    s7_report_pairs(report, pairs.pairs, pairs.count);
    tell_budget(report, plant, cpu);
    int result = tell_connections(report, plant, cpu);
    return result == S7_OK ? tell_data(report, plant, cpu) : result;
}
