/* SPDX-License-Identifier: MIT
 *
 * unit/cli/faulty.h — a plant with faults on demand, and its CPU OVEN with those of them that it has from the start.
 */
#ifndef UNIT_CLI_FAULTY_H
#define UNIT_CLI_FAULTY_H

#include "check.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cli/control.h"
#include "cli/cpu_config.h"
#include "cli/cpu_faults.h"
#include "must.h"

static const char faulty_text[] = "sieben: 1\nplant: {name: Test}\n"
                                  "hosts:\n"
                                  "  DESK: {address: 127.0.0.9}\n"
                                  "  LOST: {address: no-such-name.invalid}\n"
                                  "cpus:\n"
                                  "  PRESS: {address: 10.1.1.1, profile: s7-1500, dbs: {10: {size: 20}}}\n"
                                  "  OVEN:\n"
                                  "    address: 10.1.1.2\n"
                                  "    profile: s7-300\n"
                                  "    dbs: {1: {size: 8}, 2: {size: 30}}\n"
                                  "    faults:\n"
                                  "      gone: {kind: db_missing, db: 2, partner: PRESS, after: 3, times: 4}\n"
                                  "      full: {kind: exhausted, class: op}\n"
                                  "      slow: {kind: delay, time: 100ms, partner: DESK, active: false}\n"
                                  "      lost: {kind: silent, partner: LOST, active: false}\n"
                                  "      drip: {kind: trickle, time: 1m, active: false}\n";

struct faulty {
    struct s7_plant *plant;
    const struct s7_plant_cpu *oven;
    struct s7_cpu *cpu;
    struct s7_control control;
};

static inline struct s7_plant *faulty_plant(const char *text)
{
    struct s7_plant *plant = NULL;
    must(s7_plant_load(text, strlen(text), NULL, NULL, &plant) == S7_OK);
    return plant;
}

static inline struct s7_cpu *faulty_cpu(const struct s7_plant_cpu *oven)
{
    struct s7_cli_cpu_room room;
    struct s7_cpu_config config;
    struct s7_cpu *cpu = NULL;
    must(s7_cli_cpu_room_new(oven, &room) == S7_OK);
    s7_cli_cpu_config(oven, &config, &room);
    must(s7_cpu_new(&config, &cpu) == S7_OK);
    s7_cli_cpu_room_free(&room);
    return cpu;
}

static inline int faulty_set_up(void **state)
{
    struct faulty *faulty = calloc(1, sizeof *faulty);
    faulty->plant = faulty_plant(faulty_text);
    faulty->oven = s7_plant_find_cpu(faulty->plant, "OVEN");
    faulty->cpu = faulty_cpu(faulty->oven);
    faulty->control = (struct s7_control){faulty->cpu, faulty->plant, faulty->oven, NULL};
    s7_cpu_faults_apply(faulty->cpu, faulty->oven, s7_cpu_faults_at_host, NULL, 0, stderr);
    *state = faulty;
    return 0;
}

static inline int faulty_tear_down(void **state)
{
    struct faulty *faulty = *state;
    s7_cpu_free(faulty->cpu);
    s7_plant_free(faulty->plant);
    free(faulty);
    return 0;
}

/** The fault of this number as one line: "gone 3 db=2 size=0 class=0 time=0 partner=10.1.1.1 after=3 times=4". */
static inline const char *fault_line(const struct s7_cpu *cpu, size_t index)
{
    static char line[256];
    struct s7_cpu_fault_state state;
    if (!s7_cpu_fault_at(cpu, index, &state))
        return "";
    snprintf(line, sizeof line, "%s %d db=%u size=%u class=%d time=%lldms partner=%s after=%u times=%u",
             state.name, (int)state.fault.kind, (unsigned)state.fault.db, (unsigned)state.fault.size,
             (int)state.fault.connection_class, (long long)(state.fault.time / S7_MILLISECOND),
             state.fault.partner, (unsigned)state.fault.after, (unsigned)state.fault.times);
    return line;
}

/** Asks; the answer without its schema as sorted, compact JSON. */
static inline const char *answer_to(struct faulty *faulty, const char *line)
{
    static char text[4096];
    json_t *answer = s7_control_answer(&faulty->control, line, strlen(line), S7_SECOND);
    const char *schema = json_string_value(json_object_get(answer, "schema"));
    must(schema && strcmp(schema, "sieben/control/1") == 0);
    json_object_del(answer, "schema");
    char *dumped = json_dumps(answer, JSON_COMPACT | JSON_SORT_KEYS);
    snprintf(text, sizeof text, "%s", dumped);
    free(dumped);
    json_decref(answer);
    return text;
}

#define assert_answer(faulty, line, expected) assert_string_equal(answer_to((faulty), (line)), (expected))
#define FAULTY(name)                          cmocka_unit_test_setup_teardown(name, faulty_set_up, faulty_tear_down)

#endif
