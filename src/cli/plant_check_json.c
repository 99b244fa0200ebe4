/* SPDX-License-Identifier: MIT */
#include "cli/json.h"
#include "cli/plant_check.h"

static json_t *date_of(struct s7_plant_date date)
{
    return json_sprintf("%04u-%02u-%02u", date.year, date.month, date.day);
}

static json_t *accepted_of(const struct s7_plant_exception *exception)
{
    return json_pack("{s:o, s:o, s:o}", "until", date_of(exception->until), "by",
                     s7_cli_json_text(exception->by), "reason", s7_cli_json_text(exception->reason));
}

static json_t *finding_of(const struct s7_register_finding *finding)
{
    const struct s7_register_check_row *row = finding->check;
    json_t *object = json_pack(
        "{s:i, s:i, s:s, s:o, s:s, s:s, s:o, s:s, s:s, s:s}", "line", (int)finding->mark.line, "column",
        (int)finding->mark.column, "severity", s7_register_severity_name(row->severity), "message",
        s7_cli_json_text(finding->text), "check", row->id, "kind", s7_register_object_name(finding->object),
        "name", s7_cli_json_text(finding->name), "title", row->title, "why", row->why, "fix", row->fix);
    if (finding->accepted)
        json_object_set_new(object, "accepted", accepted_of(finding->accepted));
    return object;
}

void s7_plant_check_json(FILE *out, const struct s7_plant_check *check)
{
    const struct s7_register_list *list = check->list;
    json_t *document = s7_cli_json_document("plant-check");
    json_t *findings = json_array();
    for (size_t i = 0; i < list->count; i++)
        json_array_append_new(findings, finding_of(&list->findings[i]));
    json_object_set_new(document, "file", s7_cli_json_text(check->path));
    json_object_set_new(document, "plant", check->plant ? s7_cli_json_text(check->plant->name) : json_null());
    json_object_set_new(document, "today", date_of(check->today));
    json_object_set_new(document, "errors", json_integer((json_int_t)list->counts[S7_REGISTER_ERROR]));
    json_object_set_new(document, "warnings", json_integer((json_int_t)list->counts[S7_REGISTER_WARNING]));
    json_object_set_new(document, "notes", json_integer((json_int_t)list->counts[S7_REGISTER_INFO]));
    json_object_set_new(document, "accepted", json_integer((json_int_t)list->accepted));
    json_object_set_new(document, "dropped", json_integer((json_int_t)list->dropped));
    json_object_set_new(document, "findings", findings);
    s7_cli_json_print(out, document);
}
