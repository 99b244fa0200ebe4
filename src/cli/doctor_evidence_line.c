/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <string.h>

#include "cli/doctor_evidence.h"
#include "cli/json.h"
#include "cli/wall_clock.h"
#include "firewall/zone.h"
#include "sieben/version.h"

/* ---- parts ------------------------------------------------------------------------------------------------------- */

static json_t *moment(int64_t ms)
{
    char text[S7_WALL_CLOCK_SIZE];
    struct s7_clock clock = s7_wall_clock_at(ms, true);
    s7_wall_clock_format(&clock, 'T', text);
    return json_sprintf("%sZ", text);
}

/* What is not known is null. */
static json_t *known(const char *text)
{
    return text && text[0] ? s7_cli_json_text(text) : json_null();
}

static json_t *line_of(const struct s7_evidence_run *evidence, const char *kind, int64_t at)
{
    return json_pack("{s:s, s:s, s:s, s:o}", "schema", "sieben/evidence/1", "kind", kind, "run", evidence->id,
                     "at", moment(at));
}

static json_t *budget_of(const struct s7_doctor_budget *budget)
{
    return json_pack("{s:i, s:i, s:i, s:i}", "connections", (int)budget->connections, "most_open",
                     (int)budget->most_open, "telegrams", (int)budget->telegrams, "pings", (int)budget->pings);
}

static const char *tcp_result(const struct s7_probe *probe)
{
    if (probe->sys_errno == 0)
        return "connected";
    if (probe->icmp_type >= 0)
        return "icmp";
    if (probe->sys_errno == ETIMEDOUT)
        return "silent";
    return probe->sys_errno == ECONNREFUSED || probe->sys_errno == ECONNRESET ? "reset" : "error";
}

static json_t *icmp_of(const struct s7_probe *probe)
{
    if (probe->icmp_type < 0)
        return json_null();
    return json_pack("{s:i, s:i, s:o}", "type", probe->icmp_type, "code", probe->icmp_code, "from",
                     known(probe->offender));
}

static json_t *attempt_of(const struct s7_probe *probe)
{
    return json_pack("{s:s, s:i, s:o, s:o, s:I}", "result", tcp_result(probe), "errno", probe->sys_errno,
                     "error", probe->sys_errno ? known(strerror(probe->sys_errno)) : json_null(), "icmp",
                     icmp_of(probe), "elapsed_ms", (json_int_t)(probe->elapsed / S7_MILLISECOND));
}

/* ---- the first line ---------------------------------------------------------------------------------------------- */

static json_t *nets_of(const struct s7_plant_zone *zone)
{
    json_t *list = json_array();
    for (size_t i = 0; i < zone->net_count; i++)
        json_array_append_new(list, s7_cli_json_text(zone->nets[i]));
    return list;
}

json_t *s7_evidence_begin(const struct s7_evidence_run *evidence, const struct s7_zone_run *run)
{
    json_t *line = line_of(evidence, "run", evidence->started);
    json_object_set_new(line, "tool", json_pack("{s:s, s:s}", "name", "sieben", "version", S7_VERSION_TEXT));
    json_object_set_new(line, "plant",
                        json_pack("{s:o, s:s, s:o, s:I}", "file", s7_cli_json_text(evidence->plant_file),
                                  "sha256", evidence->plant_hash, "name", s7_cli_json_text(run->plant->name),
                                  "revision", (json_int_t)run->plant->revision));
    json_object_set_new(line, "zone", s7_cli_json_text(run->zone->name));
    json_object_set_new(line, "nets", nets_of(run->zone));
    json_object_set_new(line, "host", known(evidence->host));
    json_object_set_new(line, "operator", known(evidence->operator_name));
    json_object_set_new(line, "paths", json_integer((json_int_t)run->count));
    return line;
}

/* ---- a path ------------------------------------------------------------------------------------------------------ */

static json_t *connections_of(const struct s7_zone_trial *trial)
{
    json_t *list = json_array();
    if (trial->connection)
        json_array_append_new(list, s7_cli_json_text(trial->connection->id));
    return list;
}

static json_t *source_of(const struct s7_zone_trial *trial)
{
    const struct s7_probe *probe = &trial->diagnosis->seen.probe;
    json_t *inside = probe->local[0] && trial->path.from->net_count
                         ? json_boolean(s7_zone_holds(trial->path.from, probe->local))
                         : json_null();
    return json_pack("{s:o, s:o, s:o, s:o}", "address", known(probe->local), "device",
                     known(probe->network_device), "gateway", known(probe->gateway), "in_zone", inside);
}

static json_t *target_of(const struct s7_zone_trial *trial)
{
    const struct s7_plant_cpu *cpu = trial->path.to;
    return json_pack("{s:o, s:o, s:o, s:i, s:o}", "name", s7_cli_json_text(cpu->name), "host",
                     s7_cli_json_text(cpu->host), "address",
                     trial->diagnosis ? known(trial->diagnosis->seen.address.text) : json_null(), "port",
                     (int)cpu->port, "zone", cpu->zone ? s7_cli_json_text(cpu->zone->name) : json_null());
}

/* No connection was attempted when an earlier check has failed. */
static json_t *tcp_of(const struct s7_diagnosis *diagnosis)
{
    if (diagnosis->steps[S7_CHECK_TCP].verdict == S7_VERDICT_SKIPPED)
        return json_null();
    return attempt_of(&diagnosis->seen.probe);
}

static json_t *checks_of(const struct s7_diagnosis *diagnosis)
{
    json_t *list = json_array();
    for (size_t i = 0; i < S7_CHECK_COUNT; i++) {
        const struct s7_diagnosis_step *step = &diagnosis->steps[i];
        if (step->verdict == S7_VERDICT_SKIPPED)
            continue;
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:o}", "check", s7_check_name(step->check),
                                              "layer", s7_layer_name(s7_check_layer(step->check)), "verdict",
                                              s7_verdict_name(step->verdict), "evidence",
                                              s7_cli_json_text(step->evidence)));
    }
    return list;
}

/* The highest layer that was examined and is in order. */
static json_t *reached(const struct s7_diagnosis *diagnosis)
{
    enum s7_layer highest = S7_LAYER_NONE;
    for (size_t i = S7_CHECK_TCP; i < S7_CHECK_COUNT; i++) {
        const struct s7_diagnosis_step *step = &diagnosis->steps[i];
        if (step->verdict == S7_VERDICT_FAIL)
            break;
        if (step->verdict != S7_VERDICT_SKIPPED && s7_check_layer(step->check) > highest)
            highest = s7_check_layer(step->check);
    }
    return highest == S7_LAYER_NONE ? json_null() : json_string(s7_layer_name(highest));
}

static json_t *control_of(const struct s7_zone_proof *proof)
{
    if (!proof->host)
        return json_null();
    json_t *control = json_pack("{s:o, s:i, s:s, s:b}", "host", s7_cli_json_text(proof->host), "port",
                                (int)proof->port, "result", s7_zone_control_name(proof->result), "answered",
                                (int)(proof->result >= S7_ZONE_CONTROL_NEAR));
    json_object_set_new(control, "tcp",
                        proof->result == S7_ZONE_CONTROL_SPARED ? json_null() : attempt_of(&proof->probe));
    return control;
}

static void put_tried(json_t *line, const struct s7_zone_trial *trial)
{
    const struct s7_diagnosis *diagnosis = trial->diagnosis;
    const struct s7_finding *leading = diagnosis->leading;
    json_object_set_new(line, "source", source_of(trial));
    json_object_set_new(line, "tcp", tcp_of(diagnosis));
    json_object_set_new(line, "reached", reached(diagnosis));
    json_object_set_new(line, "checks", checks_of(diagnosis));
    json_object_set_new(line, "sign", leading ? json_string(s7_sign_name(leading->sign)) : json_null());
    json_object_set_new(line, "control", control_of(&trial->proof));
    json_object_set_new(line, "budget", budget_of(&diagnosis->budget));
    json_object_set_new(line, "elapsed_ms", json_integer((json_int_t)(diagnosis->elapsed / S7_MILLISECOND)));
}

json_t *s7_evidence_path(const struct s7_evidence_run *evidence, const struct s7_zone_run *run, size_t number)
{
    const struct s7_zone_trial *trial = &run->trials[number];
    json_t *line = line_of(evidence, "path", trial->at);
    json_object_set_new(line, "number", json_integer((json_int_t)number + 1));
    json_object_set_new(line, "zone", s7_cli_json_text(run->zone->name));
    json_object_set_new(line, "target", target_of(trial));
    json_object_set_new(line, "expectation", json_string(s7_path_expectation_name(trial->path.expectation)));
    json_object_set_new(line, "reason", json_string(s7_path_reason_text(trial->path.reason)));
    json_object_set_new(line, "connections", connections_of(trial));
    json_object_set_new(line, "verdict", json_string(s7_zone_verdict_name(trial->verdict)));
    json_object_set_new(line, "why", s7_cli_json_text(trial->why));
    if (trial->diagnosis)
        put_tried(line, trial);
    return line;
}

/* ---- the last line ----------------------------------------------------------------------------------------------- */

json_t *s7_evidence_summary(const struct s7_evidence_run *evidence, const struct s7_zone_run *run,
                            int64_t ended)
{
    json_t *line = line_of(evidence, "summary", ended);
    const struct s7_doctor_budget budget = s7_zone_budget(run);
    for (int i = 0; i < S7_ZONE_VERDICT_COUNT; i++)
        json_object_set_new(line, s7_zone_verdict_name((enum s7_zone_verdict)i),
                            json_integer((json_int_t)s7_zone_count(run, (enum s7_zone_verdict)i)));
    json_object_set_new(line, "interrupted", json_boolean(run->interrupted));
    json_object_set_new(line, "budget", budget_of(&budget));
    return line;
}
