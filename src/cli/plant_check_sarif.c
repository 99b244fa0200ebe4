/* SPDX-License-Identifier: MIT
 *
 * Static Analysis Results Interchange Format (SARIF) 2.1.0: one run, the checks as its rules, a result per finding.
 */
#include <string.h>

#include "base/strbuf.h"
#include "cli/json.h"
#include "cli/plant_check.h"
#include "sieben/version.h"

enum { URI_SIZE = 3 * 4096 };

/** Names of files may hold anything; what a URI does not is written as %XX (RFC 3986, 2.1). */
static json_t *uri_of(const char *path)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
    char text[URI_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    for (const char *c = path; *c; c++) {
        if (strchr(plain, *c))
            s7_strbuf_char(&buf, *c);
        else
            s7_strbuf_printf(&buf, "%%%02X", (unsigned)(unsigned char)*c);
    }
    return json_string(text);
}

static const char *level_of(enum s7_register_severity severity)
{
    static const char *const levels[] = {"error", "warning", "note"};
    return levels[severity];
}

static json_t *rule_of(const struct s7_register_check_row *row)
{
    return json_pack("{s:s, s:{s:s}, s:{s:s}, s:{s:s}, s:{s:s}}", "id", row->id, "shortDescription", "text",
                     row->title, "fullDescription", "text", row->why, "help", "text", row->fix,
                     "defaultConfiguration", "level", level_of(row->severity));
}

static json_t *location_of(const char *path, const struct s7_register_finding *finding)
{
    json_t *location =
        json_pack("{s:{s:{s:o}, s:{s:i, s:i}}}", "physicalLocation", "artifactLocation", "uri", uri_of(path),
                  "region", "startLine", (int)finding->mark.line, "startColumn", (int)finding->mark.column);
    if (finding->name[0])
        json_object_set_new(location, "logicalLocations",
                            json_pack("[{s:o, s:s}]", "name", s7_cli_json_text(finding->name), "kind",
                                      s7_register_object_name(finding->object)));
    return location;
}

static json_t *result_of(const char *path, const struct s7_register_finding *finding)
{
    const struct s7_register_check_row *row = finding->check;
    json_t *result = json_pack("{s:s, s:i, s:s, s:{s:o}, s:[o]}", "ruleId", row->id, "ruleIndex",
                               (int)row->check, "level", level_of(row->severity), "message", "text",
                               s7_cli_json_text(finding->text), "locations", location_of(path, finding));
    if (finding->accepted)
        json_object_set_new(result, "suppressions",
                            json_pack("[{s:s, s:s, s:o}]", "kind", "external", "status", "accepted",
                                      "justification", s7_cli_json_text(finding->accepted->reason)));
    return result;
}

void s7_plant_check_sarif(FILE *out, const struct s7_plant_check *check)
{
    const struct s7_register_check_row *row;
    json_t *rules = json_array();
    json_t *results = json_array();
    for (size_t i = 0; (row = s7_register_check_at(i)) != NULL; i++)
        json_array_append_new(rules, rule_of(row));
    for (size_t i = 0; i < check->list->count; i++)
        json_array_append_new(results, result_of(check->path, &check->list->findings[i]));
    s7_cli_json_print(out, json_pack("{s:s, s:s, s:[{s:{s:{s:s, s:s, s:o}}, s:s, s:o}]}", "$schema",
                                     "https://json.schemastore.org/sarif-2.1.0.json", "version", "2.1.0",
                                     "runs", "tool", "driver", "name", "sieben", "version", S7_VERSION_TEXT,
                                     "rules", rules, "columnKind", "unicodeCodePoints", "results", results));
}
