/* SPDX-License-Identifier: MIT */
#include "plant_text.h"

#include "plant_lists.h"

enum {
    MODULE_ORDER_NUMBER = 0x0001,
    MODULE_FIRMWARE = 0x0007,
    MODULE_TEXT_AT = 2,
    MODULE_TEXT_SIZE = 20,
    MODULE_VERSION_AT = 25, /* behind the 'V' */
    COMPONENT_TEXT_AT = 2,
    COMPONENT_TEXT_SIZE = 32,
    EVENT_SIZE = 20,
    EVENT_DATA_AT = 2,
    EVENT_DATA_SIZE = 10,
    EVENT_TIME_AT = 12,
    LIST_STATUS = 0x0132,
    STATUS_CONNECTIONS = 0x0001,
    STATUS_PROTECTION = 0x0004,
    LIST_COMMUNICATION = 0x0131,
    COMMUNICATION_GENERAL = 0x0001,
    COMMUNICATION_CONNECTIONS_AT = 4,
    RESERVED_PG_AT = 2,
    RESERVED_OP_AT = 4,
    PROTECTION_PARAMETER_AT = 4,
    PROTECTION_SWITCH_AT = 8,
    LIST_MODE = 0x0424,
    MODE_AT = 3,
    MODE_MASK = 0x0F,
    MODE_RUN = 8
};

/* ---- small parts ---------------------------------------------------------------------------------------------- */

static void write_hex(FILE *out, const uint8_t *octets, size_t size)
{
    for (size_t i = 0; i < size; i++)
        fprintf(out, "%02X", octets[i]);
}

/* Eight octets of BCD as "2016-02-08 23:08:10.264". */
static void write_moment(FILE *out, const uint8_t *bcd)
{
    fprintf(out, "\"%s%02x-%02x-%02x %02x:%02x:%02x.%02x%x\"", bcd[0] < 0x90 ? "20" : "19", bcd[0], bcd[1],
            bcd[2], bcd[3], bcd[4], bcd[5], bcd[6], bcd[7] >> 4);
}

/* A text that ends with a 0 octet or is filled with blanks; nothing is written where there is none. */
static void write_text(FILE *out, const char *key, const uint8_t *text, size_t size)
{
    size_t length = 0;
    while (length < size && text[length])
        length++;
    while (length && text[length - 1] == ' ')
        length--;
    if (length)
        fprintf(out, "      %s: \"%.*s\"\n", key, (int)length, (const char *)text);
}

/* ---- identity ------------------------------------------------------------------------------------------------- */

static void write_component(FILE *out, const struct plant_lists *lists, const char *key, uint16_t number)
{
    const uint8_t *record = plant_lists_record(lists, LIST_COMPONENTS, number);
    if (record)
        write_text(out, key, record + COMPONENT_TEXT_AT, COMPONENT_TEXT_SIZE);
}

static void write_identity(FILE *out, const struct plant_lists *lists)
{
    static const struct {
        uint16_t number;
        const char *key;
    } components[] = {{1, "station"}, {2, "module"},      {3, "plant_id"}, {4, "copyright"}, {5, "serial"},
                      {7, "type"},    {8, "memory_card"}, {0xA, "oem"},    {0xB, "location"}};
    const uint8_t *module = plant_lists_record(lists, LIST_IDENTIFICATION, MODULE_ORDER_NUMBER);
    const uint8_t *firmware = plant_lists_record(lists, LIST_IDENTIFICATION, MODULE_FIRMWARE);
    if (firmware)
        fprintf(out, "    firmware: V%u.%u.%u\n", firmware[MODULE_VERSION_AT], firmware[MODULE_VERSION_AT + 1],
                firmware[MODULE_VERSION_AT + 2]);
    if (!module && !plant_lists_record(lists, LIST_COMPONENTS, components[1].number))
        return;
    fprintf(out, "    identity:\n");
    if (module)
        write_text(out, "order_number", module + MODULE_TEXT_AT, MODULE_TEXT_SIZE);
    for (size_t i = 0; i < sizeof components / sizeof components[0]; i++)
        write_component(out, lists, components[i].key, components[i].number);
}

/* ---- lists ---------------------------------------------------------------------------------------------------- */

static void write_list(FILE *out, const struct known_list *list)
{
    fprintf(out, "      - {id: 0x%04X", list->id);
    if (list->index)
        fprintf(out, ", index: 0x%04X", list->index);
    if (list->record_size && !list->record_count)
        fprintf(out, ", record_size: %u", list->record_size);
    for (size_t i = 0; i < list->record_count; i++) {
        fprintf(out, "%s\"", i ? ", " : ", records: [");
        write_hex(out, list->records + i * list->record_size, list->record_size);
        fprintf(out, "\"");
    }
    fprintf(out, "%s}\n", list->record_count ? "]" : "");
}

static bool told_elsewhere(uint16_t id)
{
    return id == LIST_IDENTIFICATION || id == LIST_COMPONENTS || id == LIST_DIAGNOSTICS;
}

static void write_lists(FILE *out, const struct plant_lists *lists)
{
    bool any = false;
    for (size_t i = 0; i < lists->count; i++) {
        if (told_elsewhere(lists->lists[i].id))
            continue;
        if (!any)
            fprintf(out, "    szl:\n");
        any = true;
        write_list(out, &lists->lists[i]);
    }
}

static void write_diagnostics(FILE *out, const struct plant_lists *lists)
{
    for (size_t i = 0; i < lists->count; i++) {
        const struct known_list *list = &lists->lists[i];
        if (list->id != LIST_DIAGNOSTICS || list->record_size != EVENT_SIZE || !list->record_count)
            continue;
        fprintf(out, "    diagnostics:\n");
        for (const uint8_t *event = list->records; event < list->records + list->size; event += EVENT_SIZE) {
            fprintf(out, "      - {event: 0x%02X%02X, at: ", event[0], event[1]);
            write_moment(out, event + EVENT_TIME_AT);
            fprintf(out, ", data: \"");
            write_hex(out, event + EVENT_DATA_AT, EVENT_DATA_SIZE);
            fprintf(out, "\"}\n");
        }
    }
}

/* ---- the rest ------------------------------------------------------------------------------------------------- */

static const char *level_of(const uint8_t *protection)
{
    static const char *const levels[] = {"full", "full", "read", "none"};
    uint16_t parameter = s7_load_u16(protection + PROTECTION_PARAMETER_AT);
    return levels[parameter < sizeof levels / sizeof levels[0] ? parameter : 0];
}

static const char *switch_of(const uint8_t *protection)
{
    static const char *const positions[] = {"run-p", "run", "run-p", "stop", "mres"};
    uint16_t position = s7_load_u16(protection + PROTECTION_SWITCH_AT);
    return positions[position < sizeof positions / sizeof positions[0] ? position : 0];
}

static const uint8_t *status_record(const struct plant_lists *lists, uint16_t id, uint16_t index)
{
    for (size_t i = 0; i < lists->count; i++)
        if (lists->lists[i].id == id && lists->lists[i].index == index && lists->lists[i].record_count)
            return lists->lists[i].records;
    return NULL;
}

static void write_resources(FILE *out, const struct plant_lists *lists)
{
    const uint8_t *general = status_record(lists, LIST_COMMUNICATION, COMMUNICATION_GENERAL);
    const uint8_t *connections = status_record(lists, LIST_STATUS, STATUS_CONNECTIONS);
    if (general)
        fprintf(out, "    resources: {total: %u", s7_load_u16(general + COMMUNICATION_CONNECTIONS_AT));
    if (general && connections)
        fprintf(out, ", reserved: {pg: %u, op: %u}", s7_load_u16(connections + RESERVED_PG_AT),
                s7_load_u16(connections + RESERVED_OP_AT));
    if (general)
        fprintf(out, "}\n");
}

static void write_access(FILE *out, const struct plant_text *text, const struct plant_lists *lists,
                         const struct knowledge *knowledge)
{
    const uint8_t *protection = status_record(lists, LIST_STATUS, STATUS_PROTECTION);
    if (protection)
        fprintf(out, "    access_level: %s\n    mode_switch: %s\n", level_of(protection),
                switch_of(protection));
    const uint8_t *mode = status_record(lists, LIST_MODE, 0);
    if (mode)
        fprintf(out, "    mode: %s\n", (mode[MODE_AT] & MODE_MASK) == MODE_RUN ? "run" : "stop");
    if (knowledge->has_password)
        fprintf(out, "    password_file: %s\n", text->password_file);
}

static void write_dbs(FILE *out, const struct knowledge *knowledge)
{
    if (knowledge->db_count)
        fprintf(out, "    dbs:\n");
    for (size_t i = 0; i < knowledge->db_count; i++)
        fprintf(out, "      %u: {size: %u}\n", knowledge->dbs[i].number, knowledge->dbs[i].size);
}

void plant_text_write(FILE *out, const struct plant_text *text, const struct knowledge *knowledge)
{
    static struct plant_lists lists;
    plant_lists_make(&lists, knowledge);
    fprintf(out,
            "# What a capture tells of a CPU; written by tests/replay.\n"
            "sieben: 1\nplant: {name: %s}\ncpus:\n  %s:\n    address: 127.0.0.1\n    profile: %s\n",
            text->name, text->name, text->profile);
    if (knowledge->has_place)
        fprintf(out, "    rack: %u\n    slot: %u\n", knowledge->rack, knowledge->slot);
    write_resources(out, &lists);
    write_access(out, text, &lists, knowledge);
    if (knowledge->has_clock) {
        fprintf(out, "    clock: ");
        write_moment(out, knowledge->clock);
        fprintf(out, "\n");
    }
    write_dbs(out, knowledge);
    write_identity(out, &lists);
    write_lists(out, &lists);
    write_diagnostics(out, &lists);
}
