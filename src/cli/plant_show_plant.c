/* SPDX-License-Identifier: MIT
 *
 * A plant at a glance: zones, partners with what is left of their connection resources, connections.
 */
#include "cli/plant_show.h"
#include "cli/plant_words.h"
#include "register/budget.h"

enum zone_column { ZONE_NAME, ZONE_KIND, ZONE_NETS, ZONE_OWNER, ZONE_PURPOSE, ZONE_COLUMNS };

static void zone_cell(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                      struct s7_report_cell *ret_cell)
{
    const struct s7_plant_zone *zone = &((const struct s7_plant *)self)->zones[row];
    switch ((enum zone_column)column) {
    case ZONE_NAME:
        ret_cell->text = zone->name;
        break;
    case ZONE_KIND:
        ret_cell->text = s7_plant_word_of(S7_ELEMENT_ZONE, "kind", zone->kind);
        break;
    case ZONE_NETS:
        for (size_t i = 0; i < zone->net_count; i++)
            s7_strbuf_printf(buffer, "%s%s", i ? ", " : "", zone->nets[i]);
        break;
    case ZONE_OWNER:
        ret_cell->text = zone->owner;
        break;
    case ZONE_PURPOSE:
    case ZONE_COLUMNS:
        ret_cell->text = zone->purpose;
        break;
    }
}

static void tell_zones(struct s7_report *report, const struct s7_plant *plant)
{
    static const struct s7_report_column columns[ZONE_COLUMNS] = {
        {.title = "Zone"}, {.title = "Kind"}, {.title = "Networks"}, {.title = "Owner"}, {.title = "Purpose"}};
    if (plant->zone_count == 0)
        return;
    s7_report_table(report, &(struct s7_report_table){.name = "zones",
                                                      .columns = columns,
                                                      .column_count = ZONE_COLUMNS,
                                                      .row_count = plant->zone_count,
                                                      .cell = zone_cell,
                                                      .self = plant});
}

/* ---- partners ---------------------------------------------------------------------------------------------------- */

enum partner_column {
    PARTNER_NAME,
    PARTNER_ADDRESS,
    PARTNER_ZONE,
    PARTNER_PROFILE,
    PARTNER_PUT_GET,
    PARTNER_BUDGET,
    PARTNER_OWNER,
    PARTNER_COLUMNS
};

static const struct s7_plant_cpu *partner_at(const struct s7_plant *plant, size_t row)
{
    return row < plant->cpu_count ? &plant->cpus[row] : &plant->hosts[row - plant->cpu_count];
}

/** "2 of 16": connection resources that its connections take. */
static void put_budget(const struct s7_plant *plant, const struct s7_plant_cpu *cpu, struct s7_strbuf *buffer,
                       struct s7_report_cell *ret_cell)
{
    struct s7_budget budget = s7_register_budget(plant, cpu);
    s7_strbuf_printf(buffer, "%u of %u", budget.used, budget.total);
    if (budget.used > budget.total)
        ret_cell->meaning = S7_REPORT_FAIL;
}

static void partner_cell(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                         struct s7_report_cell *ret_cell)
{
    const struct s7_plant_cpu *cpu = partner_at(self, row);
    switch ((enum partner_column)column) {
    case PARTNER_NAME:
        ret_cell->text = cpu->name;
        break;
    case PARTNER_ADDRESS:
        s7_plant_write_address(buffer, cpu);
        break;
    case PARTNER_ZONE:
        ret_cell->text = cpu->zone ? cpu->zone->name : "";
        break;
    case PARTNER_PROFILE:
        ret_cell->text = cpu->profile->name;
        break;
    case PARTNER_PUT_GET:
        ret_cell->text = s7_plant_word_of(S7_ELEMENT_CPU, "put_get", cpu->put_get);
        break;
    case PARTNER_BUDGET:
        put_budget(self, cpu, buffer, ret_cell);
        break;
    case PARTNER_OWNER:
    case PARTNER_COLUMNS:
        ret_cell->text = cpu->owner;
        break;
    }
}

static void tell_partners(struct s7_report *report, const struct s7_plant *plant)
{
    static const struct s7_report_column columns[PARTNER_COLUMNS] = {
        {.title = "Partner"}, {.title = "Address"},     {.title = "Zone"}, {.title = "Profile"},
        {.title = "PUT/GET"}, {.title = "Connections"}, {.title = "Owner"}};
    s7_report_table(report, &(struct s7_report_table){.name = "partners",
                                                      .columns = columns,
                                                      .column_count = PARTNER_COLUMNS,
                                                      .row_count = plant->cpu_count + plant->host_count,
                                                      .cell = partner_cell,
                                                      .self = plant});
}

/* ---- connections ------------------------------------------------------------------------------------------------- */

enum connection_column {
    CONNECTION_ID,
    CONNECTION_ENDS,
    CONNECTION_SERVICE,
    CONNECTION_WRITES,
    CONNECTION_READS,
    CONNECTION_OWNER,
    CONNECTION_COLUMNS
};

static void connection_cell(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                            struct s7_report_cell *ret_cell)
{
    const struct s7_plant_connection *connection = &((const struct s7_plant *)self)->connections[row];
    switch ((enum connection_column)column) {
    case CONNECTION_ID:
        ret_cell->text = connection->id;
        break;
    case CONNECTION_ENDS:
        s7_strbuf_printf(buffer, "%s -> %s", connection->from->name, connection->to->name);
        break;
    case CONNECTION_SERVICE:
        ret_cell->text = s7_plant_word_of(S7_ELEMENT_CONNECTION, "service", connection->service);
        break;
    case CONNECTION_WRITES:
        s7_show_write_access(buffer, connection, s7_register_writes);
        break;
    case CONNECTION_READS:
        s7_show_write_access(buffer, connection, s7_register_reads);
        break;
    case CONNECTION_OWNER:
    case CONNECTION_COLUMNS:
        ret_cell->text = connection->owner;
        break;
    }
}

static void tell_connections(struct s7_report *report, const struct s7_plant *plant)
{
    static const struct s7_report_column columns[CONNECTION_COLUMNS] = {
        {.title = "Connection"}, {.title = "From -> to"}, {.title = "Service"},
        {.title = "Writes"},     {.title = "Reads"},      {.title = "Owner"}};
    s7_report_table(report, &(struct s7_report_table){.name = "connections",
                                                      .columns = columns,
                                                      .column_count = CONNECTION_COLUMNS,
                                                      .row_count = plant->connection_count,
                                                      .cell = connection_cell,
                                                      .self = plant});
}

/* ---- all --------------------------------------------------------------------------------------------------------- */

int s7_show_plant(struct s7_report *report, const struct s7_plant *plant)
{
    struct s7_show_pairs pairs = {.count = 0};
    char text[64];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_plant_write_date(&buf, &plant->approved_on);
    s7_show_pair(&pairs, "Plant", S7_REPORT_NEUTRAL, "%s", plant->name);
    if (plant->revision)
        s7_show_pair(&pairs, "Revision", S7_REPORT_NEUTRAL, "%u", plant->revision);
    s7_show_pair(&pairs, "Approved", S7_REPORT_NEUTRAL, "%s%s%s", plant->approved_by,
                 plant->approved_by[0] && text[0] ? ", " : "", text);
    s7_report_pairs(report, pairs.pairs, pairs.count);
    tell_zones(report, plant);
    tell_partners(report, plant);
    tell_connections(report, plant);
    return S7_OK;
}
