/* SPDX-License-Identifier: MIT */
#include "cli/control.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli/json.h"

static const struct row {
    const char *name;
    json_t *(*run)(struct s7_control *control, const json_t *request, s7_time now);
} rows[] = {
#define S7_CONTROL(stem, name) {name, s7_control_##stem},
#include "cli/defs/control.def"
#undef S7_CONTROL
};

enum { ROW_COUNT = sizeof rows / sizeof rows[0], REASON_SIZE = 512 };

json_t *s7_control_refuse(const char *format, ...)
{
    char reason[REASON_SIZE];
    va_list args;
    va_start(args, format);
    vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    json_t *fields = json_object();
    json_object_set_new(fields, "error", s7_cli_json_text(reason));
    return fields;
}

const char *s7_control_text(const json_t *request, const char *name)
{
    return json_string_value(json_object_get(request, name));
}

static json_t *refuse_unknown(const char *command)
{
    char names[REASON_SIZE / 2];
    size_t used = 0;
    names[0] = '\0';
    for (size_t i = 0; i < ROW_COUNT && used < sizeof names; i++)
        used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", i ? ", " : "", rows[i].name);
    return s7_control_refuse("\"%s\" is no command; there are %s", command, names);
}

static json_t *run(struct s7_control *control, const json_t *request, s7_time now)
{
    const char *command = s7_control_text(request, "command");
    if (!command)
        return s7_control_refuse("an object with a \"command\" is expected");
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (strcmp(rows[i].name, command) == 0)
            return rows[i].run(control, request, now);
    return refuse_unknown(command);
}

json_t *s7_control_answer(struct s7_control *control, const char *line, size_t size, s7_time now)
{
    json_error_t error;
    json_t *request = json_loadb(line, size, JSON_REJECT_DUPLICATES, &error);
    json_t *fields = request ? run(control, request, now) : s7_control_refuse("no JSON: %s", error.text);
    json_decref(request);
    json_t *answer = s7_cli_json_document("control");
    json_object_set_new(answer, "ok", json_boolean(!json_object_get(fields, "error")));
    json_object_update(answer, fields);
    json_decref(fields);
    return answer;
}
