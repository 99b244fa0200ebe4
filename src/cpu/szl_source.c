/* SPDX-License-Identifier: MIT */
#include "cpu/szl_source.h"

#include "cpu/identity.h"
#include "cpu/mode.h"
#include "cpu/protection.h"
#include "cpu/state.h"
#include "cpu/szl.h"
#include "profile/szl.h"
#include "wire/clock.h"

typedef uint16_t make_records(const struct s7_cpu *cpu, s7_time now, struct s7_writer *writer);
typedef void patch_record(const struct s7_cpu *cpu, s7_time now, uint8_t *record);

/* ---- lists that consist of live state ---------------------------------------------------------------------- */

static uint16_t make_modules(const struct s7_cpu *cpu, s7_time now, struct s7_writer *writer)
{
    (void)now;
    return s7_cpu_identity_modules(&cpu->config.identity, writer);
}

static uint16_t make_components(const struct s7_cpu *cpu, s7_time now, struct s7_writer *writer)
{
    (void)now;
    return s7_cpu_identity_components(&cpu->config.identity, writer);
}

static uint16_t make_leds(const struct s7_cpu *cpu, s7_time now, struct s7_writer *writer)
{
    (void)now;
    return s7_cpu_leds_write(&cpu->szl.leds, s7_cpu_mode(cpu), writer);
}

/* Outside STOP a CPU shows only the newest entries, as many as its configuration says. */
static uint16_t make_events(const struct s7_cpu *cpu, s7_time now, struct s7_writer *writer)
{
    (void)now;
    uint16_t most = cpu->config.diagnostics_run;
    bool all = !most || s7_cpu_mode(cpu) == S7_CPU_MODE_STOP;
    const struct s7_diagnostic_event *event;
    uint16_t count = 0;
    for (; (all || count < most) && (event = s7_cpu_diagnostics_at(&cpu->szl.diagnostics, count)); count++)
        s7_diagnostic_event_encode(writer, event);
    return count;
}

static uint16_t make_transition(const struct s7_cpu *cpu, s7_time now, struct s7_writer *writer)
{
    (void)now;
    const struct s7_diagnostic_event *event = s7_cpu_diagnostics_transition(&cpu->szl.diagnostics);
    if (event)
        s7_diagnostic_event_encode(writer, event);
    return event ? 1 : 0;
}

static void write_area(struct s7_writer *writer, uint16_t index, uint32_t quantity)
{
    enum { RAM = 1 };
    s7_writer_u16(writer, index);
    s7_writer_u16(writer, RAM);
    s7_writer_u16(writer, quantity > UINT16_MAX ? UINT16_MAX : (uint16_t)quantity);
    s7_writer_u16(writer, 0); /* nothing is retentive */
}

static uint16_t make_areas(const struct s7_cpu *cpu, s7_time now, struct s7_writer *writer)
{
    (void)now;
    const struct s7_cpu_config *config = &cpu->config;
    write_area(writer, 1, config->input_size);
    write_area(writer, 2, config->output_size);
    write_area(writer, 3, config->memory_size * 8);
    write_area(writer, 4, config->timer_count);
    write_area(writer, 5, config->counter_count);
    write_area(writer, 8, config->memory_size);
    return 6;
}

/* ---- records of the configuration with live state in them (s7comm 11.2, 11.3) ------------------------------- */

static void patch_communication(const struct s7_cpu *cpu, s7_time now, uint8_t *record)
{
    (void)now;
    s7_store_u16(record + 2, cpu->config.pdu_length);
    s7_store_u16(record + 4, cpu->config.resources_total);
}

/* What nobody holds and nothing is kept for. */
static uint16_t resources_free(const struct s7_cpu_resources *resources)
{
    uint16_t free = resources->total;
    for (size_t i = 0; i < S7_CPU_CLASS_COUNT; i++) {
        const struct s7_cpu_class_use *class_ = &resources->classes[i];
        uint16_t held = class_->used > class_->limit.reserved ? class_->used : class_->limit.reserved;
        free = (uint16_t)(held < free ? free - held : 0);
    }
    return free;
}

static void patch_connections(const struct s7_cpu *cpu, s7_time now, uint8_t *record)
{
    (void)now;
    const struct s7_cpu_class_use *classes = cpu->resources.classes;
    s7_store_u16(record + 2, classes[S7_CPU_CLASS_PG].limit.reserved);
    s7_store_u16(record + 4, classes[S7_CPU_CLASS_OP].limit.reserved);
    s7_store_u16(record + 6, classes[S7_CPU_CLASS_PG].used);
    s7_store_u16(record + 8, classes[S7_CPU_CLASS_OP].used);
    s7_store_u16(record + 12, classes[S7_CPU_CLASS_OTHER].used);
    s7_store_u16(record + 14, resources_free(&cpu->resources));
    s7_store_u16(record + 16, classes[S7_CPU_CLASS_BASIC].used);
}

static void patch_protection(const struct s7_cpu *cpu, s7_time now, uint8_t *record)
{
    (void)now;
    struct s7_cpu_protection protection = s7_cpu_protection(cpu);
    s7_store_u16(record + 2, protection.key);
    s7_store_u16(record + 4, protection.parameter);
    s7_store_u16(record + 6, protection.effective);
    s7_store_u16(record + 8, protection.position);
    s7_store_u16(record + 10, protection.start);
}

static void put_time(const struct s7_cpu *cpu, s7_time now, uint8_t *octets)
{
    struct s7_clock clock = s7_cpu_clock(cpu, now);
    s7_time8_encode(&clock, octets);
}

static void patch_clock(const struct s7_cpu *cpu, s7_time now, uint8_t *record)
{
    put_time(cpu, now, record + 22);
}

enum { EVENT_POWER_ON = 0x4300 };

/*
 * The time is that of the answer: so in every capture, whenever the mode was taken.  The event is captured in RUN only;
 * that it is the one of the stop in STOP is a choice: an event that says RUN would contradict the mode (U).
 */
static void patch_mode(const struct s7_cpu *cpu, s7_time now, uint8_t *record)
{
    static const uint8_t codes[] = {[S7_CPU_MODE_STOP] = 0x4,
                                    [S7_CPU_MODE_STARTUP] = 0x5,
                                    [S7_CPU_MODE_RUN] = 0x8,
                                    [S7_CPU_MODE_HOLD] = 0xA,
                                    [S7_CPU_MODE_DEFECT] = 0xD};
    if (s7_cpu_mode(cpu) == S7_CPU_MODE_STOP)
        s7_store_u16(record, cpu->stopped_by ? cpu->stopped_by : EVENT_POWER_ON);
    record[3] = codes[s7_cpu_mode(cpu)];
    put_time(cpu, now, record + 12);
}

/* ---- the table ------------------------------------------------------------------------------------------------- */

/* Records where the configuration gives none: what is not live in them, as an S7-300 has it. */
static const uint8_t plain_communication[] = {0x00, 0x01};
static const uint8_t plain_connections[] = {0x00, 0x01, [19] = 0x14};
static const uint8_t plain_protection[] = {0x00, 0x04, [14] = 0x56, 0x56};
static const uint8_t plain_clock[] = {0x00, 0x08};
static const uint8_t plain_mode[] = {0x51, 0x44, 0xFF};

#define PLAIN(octets) .plain = octets, .plain_size = sizeof octets

static const struct source {
    uint16_t id;
    uint16_t index;
    uint16_t record_size;
    make_records *make;  /* all its records … */
    bool given;          /* … unless the configuration gives them */
    patch_record *patch; /* live state in the one record that it has */
    const uint8_t *plain;
    size_t plain_size;
    bool any_index;
} sources[] = {
    {.id = 0x0000, .record_size = 2, .make = s7_cpu_szl_ids},
    {.id = 0x0011, .record_size = S7_CPU_MODULE_RECORD_SIZE, .make = make_modules, .given = true},
    {.id = 0x0014, .record_size = 8, .make = make_areas, .given = true},
    {.id = 0x0019, .record_size = S7_CPU_LED_RECORD_SIZE, .make = make_leds},
    {.id = 0x001C, .record_size = S7_CPU_COMPONENT_RECORD_SIZE, .make = make_components, .given = true},
    {.id = 0x0074, .record_size = S7_CPU_LED_RECORD_SIZE, .make = make_leds},
    {.id = 0x00A0, .record_size = S7_DIAGNOSTIC_EVENT_SIZE, .make = make_events},
    {.id = 0x0124, .record_size = S7_DIAGNOSTIC_EVENT_SIZE, .make = make_transition, .any_index = true},
    {.id = 0x0131, .index = 1, .record_size = 40, .patch = patch_communication, PLAIN(plain_communication)},
    {.id = 0x0132, .index = 1, .record_size = 40, .patch = patch_connections, PLAIN(plain_connections)},
    {.id = 0x0132, .index = 4, .record_size = 40, .patch = patch_protection, PLAIN(plain_protection)},
    {.id = 0x0132, .index = 8, .record_size = 40, .patch = patch_clock, PLAIN(plain_clock)},
    {.id = 0x0424, .record_size = 20, .patch = patch_mode, PLAIN(plain_mode), .any_index = true},
};

static const struct source *find_source(uint16_t id, uint16_t index)
{
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++)
        if (sources[i].id == id && (sources[i].index == index || sources[i].any_index))
            return &sources[i];
    return NULL;
}

bool s7_cpu_szl_source_fits(const struct s7_cpu_szl *row)
{
    const struct s7_szl_shape *shape = s7_szl_shape_of(row->id, row->index);
    return !shape || !row->record_count ||
           (row->record_size == shape->record_size && row->record_count <= shape->record_count);
}

bool s7_cpu_szl_source_any_index(uint16_t id)
{
    const struct source *source = find_source(id, 0);
    return source && source->any_index;
}

static void write_patched(const struct s7_cpu *cpu, const struct source *source, const struct s7_cpu_szl *row,
                          s7_time now, struct s7_writer *writer)
{
    uint8_t *record = s7_writer_take(writer, source->record_size);
    if (!record)
        return;
    memset(record, 0, source->record_size);
    if (row->record_count)
        memcpy(record, row->records, source->record_size);
    else
        memcpy(record, source->plain, source->plain_size);
    source->patch(cpu, now, record);
}

struct s7_cpu_szl_records s7_cpu_szl_source_write(const struct s7_cpu *cpu, const struct s7_cpu_szl *row,
                                                  s7_time now, struct s7_writer *writer)
{
    const struct source *source = find_source(row->id, row->index);
    if (source && source->patch) {
        write_patched(cpu, source, row, now, writer);
        return (struct s7_cpu_szl_records){source->record_size, 1};
    }
    if (source && !(source->given && row->record_count))
        return (struct s7_cpu_szl_records){source->record_size, source->make(cpu, now, writer)};
    if (row->records)
        s7_writer_octets(writer, row->records, (size_t)row->record_size * row->record_count);
    return (struct s7_cpu_szl_records){row->record_size, row->record_count};
}
