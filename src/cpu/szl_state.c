/* SPDX-License-Identifier: MIT */
#include "cpu/szl_state.h"

#include "cpu/identity.h"
#include "cpu/szl_source.h"
#include "wire/clock.h"
#include "wire/read_szl.h"

#include <string.h>

enum {
    ROWS_MOST = 4096,
    EVENTS_MOST = 3200,
    ANSWER_MOST = 65535,
    ID_MOST = 0x0FFF, /* lists of the CPU itself, not of another module */
    IDS_PER_ROW = 3   /* a whole list, its extract by index and its head */
};

const struct s7_cpu_szl s7_cpu_szl_usual[] = {
    {.id = 0x0000},
    {.id = 0x0011},
    {.id = 0x0014},
    {.id = 0x0019},
    {.id = 0x001C},
    {.id = 0x0074},
    {.id = 0x00A0},
    {.id = 0x0124},
    {.id = 0x0131, .index = 1},
    {.id = 0x0132, .index = 1},
    {.id = 0x0132, .index = 4},
    {.id = 0x0132, .index = 8},
    {.id = 0x0424},
};
const size_t s7_cpu_szl_usual_count = sizeof s7_cpu_szl_usual / sizeof s7_cpu_szl_usual[0];

/* Number of the list, then extract, then index: the order of the list of lists of a real CPU. */
static uint32_t rank_of(const struct s7_cpu_szl *row)
{
    uint32_t number = s7_szl_number(row->id), extract = s7_szl_extract(row->id);
    return number << 20 | extract << 16 | row->index;
}

static size_t records_size(const struct s7_cpu_szl *row)
{
    return row->records ? (size_t)row->record_size * row->record_count : 0;
}

/* Only the head of a list may be told without its records. */
static bool row_valid(const struct s7_cpu_szl *row)
{
    bool head = s7_szl_extract(row->id) == S7_SZL_EXTRACT_HEAD;
    bool whole = s7_szl_extract(row->id) == S7_SZL_EXTRACT_ALL;
    size_t size = (size_t)row->record_size * row->record_count;
    return row->id <= ID_MOST && !(whole && row->index) && size <= ANSWER_MOST - S7_SZL_HEAD_SIZE &&
           (head ? !row->records : !row->records == !row->record_count) &&
           (row->record_size || !row->records) && s7_cpu_szl_source_fits(row);
}

static bool rows_valid(const struct s7_cpu_config *config)
{
    if (config->szl_count > ROWS_MOST || (!config->szl && config->szl_count))
        return false;
    for (size_t i = 0; i < config->szl_count; i++) {
        if (!row_valid(&config->szl[i]))
            return false;
        for (size_t j = 0; j < i; j++)
            if (rank_of(&config->szl[i]) == rank_of(&config->szl[j]))
                return false;
    }
    return true;
}

static bool events_valid(const struct s7_cpu_config *config)
{
    uint16_t most = config->limits.diagnostics;
    if (!most || most > EVENTS_MOST || config->event_count > most || (!config->events && config->event_count))
        return false;
    for (size_t i = 0; i < config->event_count; i++)
        if (!s7_clock_valid(&config->events[i].at))
            return false;
    return true;
}

bool s7_cpu_szl_config_valid(const struct s7_cpu_config *config)
{
    return s7_cpu_identity_valid(&config->identity) && config->szl_style <= S7_CPU_SZL_SILENT &&
           config->szl_unknown_id && config->szl_unknown_index && events_valid(config) && rows_valid(config);
}

static size_t greater(size_t one, size_t other)
{
    return one > other ? one : other;
}

size_t s7_cpu_szl_answer_size(const struct s7_cpu_config *config)
{
    size_t most = S7_CPU_SZL_MADE_MOST;
    most = greater(most, (size_t)config->limits.diagnostics * S7_DIAGNOSTIC_EVENT_SIZE);
    most = greater(most, config->szl_count * IDS_PER_ROW * sizeof(uint16_t));
    for (size_t i = 0; i < config->szl_count; i++)
        most = greater(most, records_size(&config->szl[i]));
    return S7_SZL_HEAD_SIZE + most;
}

static uint64_t all_records_size(const struct s7_cpu_config *config)
{
    uint64_t size = 0;
    for (size_t i = 0; i < config->szl_count; i++)
        size += records_size(&config->szl[i]);
    return size;
}

uint64_t s7_cpu_szl_state_size(const struct s7_cpu_config *config)
{
    return config->szl_count * sizeof(struct s7_cpu_szl) +
           (uint64_t)config->limits.diagnostics * sizeof(struct s7_diagnostic_event) +
           all_records_size(config) + s7_cpu_szl_answer_size(config);
}

/* Makes room for a row in front of those of higher rank.  No qsort(): it may allocate, and s7_cpu_init() must not. */
static struct s7_cpu_szl *row_open(struct s7_cpu_szl_state *state, const struct s7_cpu_szl *row)
{
    size_t place = state->row_count++;
    for (; place > 0 && rank_of(&state->rows[place - 1]) > rank_of(row); place--)
        state->rows[place] = state->rows[place - 1];
    return &state->rows[place];
}

/* Copies the rows in order of their rank and, behind `octets`, their records; returns where those end. */
static uint8_t *copy_rows(struct s7_cpu_szl_state *state, uint8_t *octets, const struct s7_cpu_config *config)
{
    state->row_count = 0;
    for (size_t i = 0; i < config->szl_count; i++) {
        const struct s7_cpu_szl *given = &config->szl[i];
        struct s7_cpu_szl *row = row_open(state, given);
        size_t size = records_size(given);
        *row = *given;
        row->records = size ? memcpy(octets, given->records, size) : NULL;
        octets += size;
    }
    return octets;
}

/* A CPU that is told nothing of its past was just switched on: the entry as captured from an S7-300. */
static void add_events(struct s7_cpu_diagnostics *diagnostics, const struct s7_cpu_config *config)
{
    const struct s7_cpu_event power_on = {.event = 0x4300, .priority = 0xFF, .ob = 0xF3, .at = config->clock};
    const struct s7_cpu_event *events = config->event_count ? config->events : &power_on;
    for (size_t i = config->event_count ? config->event_count : 1; i-- > 0;) {
        struct s7_diagnostic_event event = s7_cpu_diagnostics_event(&events[i]);
        s7_cpu_diagnostics_add(diagnostics, &event);
    }
}

void s7_cpu_szl_state_init(struct s7_cpu_szl_state *state, void *memory, const struct s7_cpu_config *config)
{
    state->rows = memory;
    struct s7_diagnostic_event *events = (void *)(state->rows + config->szl_count);
    uint8_t *octets = (uint8_t *)(events + config->limits.diagnostics);
    state->answer = copy_rows(state, octets, config);
    state->answer_size = s7_cpu_szl_answer_size(config);
    s7_cpu_leds_init(&state->leds, config);
    s7_cpu_diagnostics_init(&state->diagnostics, events, config->limits.diagnostics);
    add_events(&state->diagnostics, config);
}

static const struct s7_cpu_szl *find_row(const struct s7_cpu_szl_state *state, const struct s7_cpu_szl *wanted)
{
    size_t first = 0, end = state->row_count;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        if (rank_of(&state->rows[middle]) < rank_of(wanted))
            first = middle + 1;
        else
            end = middle;
    }
    bool found = first < state->row_count && rank_of(&state->rows[first]) == rank_of(wanted);
    return found ? &state->rows[first] : NULL;
}

bool s7_cpu_szl_state_same(const struct s7_cpu_szl_state *state, const struct s7_cpu_config *config)
{
    if (state->row_count != config->szl_count)
        return false;
    for (size_t i = 0; i < config->szl_count; i++) {
        const struct s7_cpu_szl *row = &config->szl[i], *kept = find_row(state, row);
        size_t size = records_size(row);
        if (!kept || kept->record_size != row->record_size || kept->record_count != row->record_count ||
            (size && memcmp(kept->records, row->records, size) != 0))
            return false;
    }
    return true;
}
