/* SPDX-License-Identifier: MIT
 *
 * Faults on demand, set and cleared while the CPU is played.
 */
#include <string.h>

#include "cli/control.h"
#include "cli/fault_reading.h"

static const struct s7_plant_fault *find_planned(const struct s7_plant_cpu *plant, const char *name)
{
    for (size_t i = 0; i < plant->fault_count; i++)
        if (strcmp(plant->faults[i].name, name) == 0)
            return &plant->faults[i];
    return NULL;
}

static bool find_set(const struct s7_cpu *cpu, const char *name, struct s7_cpu_fault_state *ret_state)
{
    for (size_t i = 0; s7_cpu_fault_at(cpu, i, ret_state); i++)
        if (strcmp(ret_state->name, name) == 0)
            return true;
    return false;
}

/* ---- list -------------------------------------------------------------------------------------------------------- */

static json_t *set_json(const struct s7_cpu_fault_state *state)
{
    json_t *object = s7_fault_write(&state->fault);
    json_object_set_new(object, "name", json_string(state->name));
    json_object_set_new(object, "state", json_string(state->spent ? "spent" : "set"));
    json_object_set_new(object, "seen", json_integer((json_int_t)state->seen));
    json_object_set_new(object, "shown", json_integer((json_int_t)state->shown));
    return object;
}

static json_t *planned_json(const struct s7_plant_fault *fault)
{
    struct s7_cpu_fault shown = {.kind = (enum s7_cpu_fault_kind)fault->kind,
                                 .db = fault->db,
                                 .size = fault->size,
                                 .connection_class = s7_cpu_faults_class(fault->connection_class),
                                 .time = fault->time,
                                 .after = fault->after,
                                 .times = fault->times};
    json_t *object = s7_fault_write(&shown);
    json_object_set_new(object, "name", json_string(fault->name));
    json_object_set_new(object, "state", json_string("off"));
    if (fault->partner)
        json_object_set_new(object, "partner", json_string(fault->partner->name));
    return object;
}

json_t *s7_control_fault_list(struct s7_control *control, const json_t *request, s7_time now)
{
    struct s7_cpu_fault_state state;
    json_t *faults = json_array();
    (void)request, (void)now;
    for (size_t i = 0; s7_cpu_fault_at(control->cpu, i, &state); i++)
        json_array_append_new(faults, set_json(&state));
    for (size_t i = 0; i < control->plant_cpu->fault_count; i++)
        if (!find_set(control->cpu, control->plant_cpu->faults[i].name, &state))
            json_array_append_new(faults, planned_json(&control->plant_cpu->faults[i]));
    return json_pack("{s:o}", "faults", faults);
}

/* ---- set --------------------------------------------------------------------------------------------------------- */

/* As the plant file has it, under its name. */
static bool read_planned(const struct s7_control *control, const char *name,
                         struct s7_fault_reading *ret_reading, char why[S7_CPU_FAULTS_WHY_SIZE])
{
    const struct s7_plant_fault *planned = find_planned(control->plant_cpu, name);
    if (!planned) {
        snprintf(why, S7_CPU_FAULTS_WHY_SIZE, "the plant file has no fault %.64s; say its kind", name);
        return false;
    }
    *ret_reading = (struct s7_fault_reading){.fault = *planned};
    if (!planned->partner || s7_cpu_faults_at_host(NULL, planned->partner, ret_reading->address))
        return true;
    snprintf(why, S7_CPU_FAULTS_WHY_SIZE, "the address of %s is not known", planned->partner->name);
    return false;
}

json_t *s7_control_fault_set(struct s7_control *control, const json_t *request, s7_time now)
{
    const char *name = s7_control_text(request, "name");
    const json_t *fault = json_object_get(request, "fault");
    struct s7_fault_reading reading;
    char why[S7_CPU_FAULTS_WHY_SIZE];
    if (!name || !name[0] || strlen(name) >= S7_CPU_FAULT_NAME_SIZE)
        return s7_control_refuse("a \"name\" of 1 to %d octets is expected", S7_CPU_FAULT_NAME_SIZE - 1);
    bool read = fault ? s7_fault_read(control->plant, fault, &reading, why)
                      : read_planned(control, name, &reading, why);
    if (!read || !s7_cpu_faults_set(control->cpu, name, &reading.fault, reading.address, now, why))
        return s7_control_refuse("%s", why);
    return json_pack("{s:s}", "name", name);
}

/* ---- clear ------------------------------------------------------------------------------------------------------- */

static size_t clear_all(struct s7_cpu *cpu, s7_time now)
{
    struct s7_cpu_fault_state state;
    size_t cleared = 0;
    for (; s7_cpu_fault_at(cpu, 0, &state); cleared++)
        s7_cpu_fault_clear(cpu, state.name, now);
    return cleared;
}

json_t *s7_control_fault_clear(struct s7_control *control, const json_t *request, s7_time now)
{
    const char *name = s7_control_text(request, "name");
    if (json_is_true(json_object_get(request, "all")))
        return json_pack("{s:I}", "cleared", (json_int_t)clear_all(control->cpu, now));
    if (!name)
        return s7_control_refuse("a \"name\", or \"all\": true is expected");
    if (!s7_cpu_fault_clear(control->cpu, name, now))
        return s7_control_refuse("no fault %.64s is set", name);
    return json_pack("{s:i}", "cleared", 1);
}
