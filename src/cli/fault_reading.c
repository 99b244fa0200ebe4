/* SPDX-License-Identifier: MIT
 *
 * Ranges and words come from the schema of the plant file, so that both know the same faults.
 */
#include "cli/fault_reading.h"

#include <stdarg.h>
#include <string.h>

#include "cli/duration.h"
#include "plant/schema.h"

/* ---- the schema -------------------------------------------------------------------------------------------------- */

static const struct s7_plant_key *find_key(const char *name)
{
    const struct s7_plant_key *key;
    for (size_t i = 0; (key = s7_schema_key(i)) != NULL; i++)
        if (key->element == S7_ELEMENT_FAULT && strcmp(key->name, name) == 0)
            return key;
    return NULL;
}

static bool find_word(const char *key, const char *text, unsigned *ret_value)
{
    for (const struct s7_plant_word *word = find_key(key)->words; word->text; word++) {
        if (strcmp(word->text, text) != 0)
            continue;
        *ret_value = word->value;
        return true;
    }
    return false;
}

static const char *word_of(const char *key, unsigned value)
{
    const struct s7_plant_word *word = find_key(key)->words;
    while (word->text && word->value != value)
        word++;
    return word->text;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

struct reading {
    const struct s7_plant *plant;
    struct s7_fault_reading *into;
    char *why;
};

static bool fail(struct reading *reading, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool fail(struct reading *reading, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(reading->why, S7_CPU_FAULTS_WHY_SIZE, format, args);
    va_end(args);
    return false;
}

static bool read_word(struct reading *reading, const char *key, const json_t *value, unsigned *ret_value)
{
    const char *text = json_string_value(value);
    if (text && find_word(key, text, ret_value))
        return true;
    return fail(reading, "%s: \"%s\" is none; `sieben help fault` names them", key, text ? text : "?");
}

static bool read_kind(struct reading *reading, const json_t *value)
{
    unsigned kind = 0;
    if (!read_word(reading, "kind", value, &kind))
        return false;
    reading->into->fault.kind = (enum s7_plant_fault_kind)kind;
    return true;
}

static bool read_class(struct reading *reading, const json_t *value)
{
    unsigned class_ = 0;
    if (!read_word(reading, "class", value, &class_))
        return false;
    reading->into->fault.connection_class = (enum s7_plant_class_name)class_;
    return true;
}

static bool read_number(struct reading *reading, const char *name, const json_t *value, uint32_t *ret_number)
{
    const struct s7_plant_key *key = find_key(name);
    json_int_t number = json_integer_value(value);
    if (!json_is_integer(value) || (double)number < key->lowest || (double)number > key->highest)
        return fail(reading, "%s: a whole number from %.0f to %.0f is expected", name, key->lowest,
                    key->highest);
    *ret_number = (uint32_t)number;
    return true;
}

static bool read_db(struct reading *reading, const json_t *value)
{
    uint32_t number = 0;
    if (!read_number(reading, "db", value, &number))
        return false;
    reading->into->fault.db = (uint16_t)number;
    return true;
}

static bool read_size(struct reading *reading, const json_t *value)
{
    return read_number(reading, "size", value, &reading->into->fault.size);
}

static bool read_after(struct reading *reading, const json_t *value)
{
    return read_number(reading, "after", value, &reading->into->fault.after);
}

static bool read_times(struct reading *reading, const json_t *value)
{
    return read_number(reading, "times", value, &reading->into->fault.times);
}

static bool read_time(struct reading *reading, const json_t *value)
{
    const struct s7_plant_key *key = find_key("time");
    const char *text = json_string_value(value);
    s7_time time = 0;
    if (!text || s7_duration_parse(text, &time) != S7_OK)
        return fail(reading, "time: a duration like 500ms, 5s or 1m is expected");
    s7_time milliseconds = time / S7_MILLISECOND;
    if (milliseconds < (s7_time)key->lowest || milliseconds > (s7_time)key->highest)
        return fail(reading, "time: from 1ms to 24h");
    reading->into->fault.time = time;
    return true;
}

static bool read_partner(struct reading *reading, const json_t *value)
{
    const char *text = json_string_value(value);
    const struct s7_plant_cpu *partner = text ? s7_plant_find_cpu(reading->plant, text) : NULL;
    if (text && s7_cpu_faults_address(partner ? partner->host : text, reading->into->address))
        return true;
    return fail(reading, "partner: \"%s\" is no CPU or host of the plant, and no address", text ? text : "?");
}

static const struct row {
    const char *name;
    unsigned needs; /* 0: every kind may have it */
    bool (*read)(struct reading *reading, const json_t *value);
} rows[] = {
    {"kind", 0, read_kind},
    {"db", S7_PLANT_FAULT_NEEDS_DB, read_db},
    {"size", S7_PLANT_FAULT_NEEDS_SIZE, read_size},
    {"class", S7_PLANT_FAULT_NEEDS_CLASS, read_class},
    {"time", S7_PLANT_FAULT_NEEDS_TIME, read_time},
    {"partner", 0, read_partner},
    {"after", 0, read_after},
    {"times", 0, read_times},
};

enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

static bool has_no_other_key(struct reading *reading, const json_t *object)
{
    const char *name;
    const json_t *value;
    json_t *walked = (json_t *)(uintptr_t)object; /* the macro takes no const */
    json_object_foreach(walked, name, value)
    {
        size_t i = 0;
        while (i < ROW_COUNT && strcmp(rows[i].name, name) != 0)
            i++;
        if (i == ROW_COUNT)
            return fail(reading, "%s: a fault has no such key", name);
    }
    return true;
}

static bool read_row(struct reading *reading, const struct row *row, const json_t *value)
{
    unsigned needs = s7_plant_fault_needs(reading->into->fault.kind);
    const char *kind = word_of("kind", reading->into->fault.kind);
    if (!value && row->needs & needs)
        return fail(reading, "%s: \"%s\" is missing", kind, row->name);
    if (value && row->needs && !(row->needs & needs))
        return fail(reading, "%s: this kind of fault has no \"%s\"", kind, row->name);
    return !value || row->read(reading, value);
}

bool s7_fault_read(const struct s7_plant *plant, const json_t *object, struct s7_fault_reading *ret_reading,
                   char ret_why[S7_CPU_FAULTS_WHY_SIZE])
{
    struct s7_fault_reading into = {.fault = {.name = ""}};
    struct reading reading = {plant, &into, ret_why};
    if (!json_is_object(object))
        return fail(&reading, "an object with a \"kind\" is expected");
    if (!has_no_other_key(&reading, object))
        return false;
    if (!json_object_get(object, "kind"))
        return fail(&reading, "\"kind\" is missing");
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (!read_row(&reading, &rows[i], json_object_get(object, rows[i].name)))
            return false;
    *ret_reading = into;
    return true;
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

static unsigned class_of(enum s7_cpu_class class_)
{
    static const enum s7_plant_class_name classes[] = {[S7_CPU_CLASS_BASIC] = S7_PLANT_CLASS_BASIC,
                                                       [S7_CPU_CLASS_OP] = S7_PLANT_CLASS_OP,
                                                       [S7_CPU_CLASS_PG] = S7_PLANT_CLASS_PG};
    return classes[class_];
}

static json_t *time_json(s7_time time)
{
    return json_sprintf("%lldms", (long long)(time / S7_MILLISECOND));
}

json_t *s7_fault_write(const struct s7_cpu_fault *fault)
{
    unsigned needs = s7_plant_fault_needs((enum s7_plant_fault_kind)fault->kind);
    json_t *object = json_pack("{s:s}", "kind", word_of("kind", fault->kind));
    if (needs & S7_PLANT_FAULT_NEEDS_DB)
        json_object_set_new(object, "db", json_integer(fault->db));
    if (needs & S7_PLANT_FAULT_NEEDS_SIZE)
        json_object_set_new(object, "size", json_integer(fault->size));
    if (needs & S7_PLANT_FAULT_NEEDS_CLASS)
        json_object_set_new(object, "class", json_string(word_of("class", class_of(fault->connection_class))));
    if (needs & S7_PLANT_FAULT_NEEDS_TIME)
        json_object_set_new(object, "time", time_json(fault->time));
    if (fault->partner[0])
        json_object_set_new(object, "partner", json_string(fault->partner));
    if (fault->after)
        json_object_set_new(object, "after", json_integer(fault->after));
    if (fault->times)
        json_object_set_new(object, "times", json_integer(fault->times));
    return object;
}
