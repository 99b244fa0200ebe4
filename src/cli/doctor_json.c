/* SPDX-License-Identifier: MIT */
#include "cli/doctor_show.h"

#include "cli/exit.h"
#include "cli/fault.h"
#include "cli/json.h"

static json_int_t milliseconds(s7_time time)
{
    return (json_int_t)(time / S7_MILLISECOND);
}

/* How sure the first cause is; what is in order was seen, and what was skipped says nothing. */
static json_t *confidence_json(const struct s7_diagnosis_step *step)
{
    bool doubtful = step->verdict == S7_VERDICT_WARN || step->verdict == S7_VERDICT_FAIL;
    return doubtful ? json_string(s7_confidence_name(step->confidence)) : json_null();
}

static json_t *steps_json(const struct s7_diagnosis *diagnosis)
{
    json_t *list = json_array();
    for (size_t i = 0; i < S7_CHECK_COUNT; i++) {
        const struct s7_diagnosis_step *step = &diagnosis->steps[i];
        json_array_append_new(
            list, json_pack("{s:s, s:i, s:s, s:s, s:I, s:o, s:o}", "check", s7_check_name(step->check), "layer",
                            (int)s7_check_layer(step->check), "layer_name",
                            s7_layer_name(s7_check_layer(step->check)), "verdict",
                            s7_verdict_name(step->verdict), "elapsed_ms", milliseconds(step->elapsed),
                            "evidence", s7_cli_json_text(step->evidence), "confidence", confidence_json(step)));
    }
    return list;
}

static json_t *finding_json(const struct s7_finding *finding)
{
    return json_pack("{s:s, s:i, s:s, s:s, s:s, s:o, s:s, s:o, s:o}", "check", s7_check_name(finding->check),
                     "layer", (int)s7_finding_layer(finding), "sign", s7_sign_name(finding->sign), "verdict",
                     s7_verdict_name(s7_sign_verdict(finding->sign)), "text", s7_sign_text(finding->sign),
                     "name", s7_cli_json_text(finding->name ? finding->name : ""), "subject", finding->subject,
                     "evidence", s7_cli_json_text(finding->evidence), "fault",
                     s7_cli_fault_json(&finding->fault, NULL));
}

static json_t *findings_json(const struct s7_diagnosis *diagnosis)
{
    json_t *list = json_array();
    for (size_t i = 0; i < diagnosis->finding_count; i++)
        json_array_append_new(list, finding_json(&diagnosis->findings[i]));
    return list;
}

static json_t *hypotheses_json(const struct s7_diagnosis *diagnosis)
{
    json_t *list = json_array();
    for (size_t i = 0; i < diagnosis->hypothesis_count; i++) {
        const struct s7_hypothesis *hypothesis = &diagnosis->hypotheses[i];
        json_array_append_new(
            list,
            json_pack("{s:s, s:s, s:s, s:s, s:i, s:o}", "cause", s7_cause_name(hypothesis->cause), "confidence",
                      s7_confidence_name(hypothesis->confidence), "evidence",
                      s7_cause_evidence(hypothesis->cause), "text", s7_cause_text(hypothesis->cause), "layer",
                      (int)s7_cause_layer(hypothesis->cause), "do", s7_cli_json_text(hypothesis->remedy)));
    }
    return list;
}

static json_t *budget_json(const struct s7_doctor_budget *budget)
{
    return json_pack("{s:i, s:i, s:i, s:i}", "connections", (int)budget->connections, "most_open",
                     (int)budget->most_open, "telegrams", (int)budget->telegrams, "pings", (int)budget->pings);
}

static json_t *seen_json(const struct s7_doctor_seen *seen)
{
    json_t *object =
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:i, s:i, s:i, s:o, s:o}", "address", seen->address.text, "from",
                  seen->probe.local, "gateway", seen->probe.gateway, "device", seen->probe.network_device,
                  "icmp_from", seen->probe.offender, "pdu_length", (int)seen->pdu_length, "amq_calling",
                  (int)seen->amq_calling, "amq_called", (int)seen->amq_called, "order_number",
                  s7_cli_json_text(seen->order_number), "firmware", s7_cli_json_text(seen->firmware));
    if (seen->suggested)
        json_object_set_new(object, "suggested",
                            json_pack("{s:i, s:i, s:i}", "class", (int)seen->connection_class, "rack",
                                      (int)seen->rack, "slot", (int)seen->slot));
    if (seen->mode_known)
        json_object_set_new(object, "mode", json_integer(seen->mode));
    if (seen->measured)
        json_object_set_new(object, "latency_us",
                            json_pack("{s:i, s:I, s:I}", "count", (int)seen->measured, "p50",
                                      (json_int_t)(seen->p50 / 1000), "p99", (json_int_t)(seen->p99 / 1000)));
    return object;
}

static const char *verdict_of(const struct s7_diagnosis *diagnosis)
{
    if (diagnosis->failed != S7_CHECK_COUNT)
        return s7_verdict_name(S7_VERDICT_FAIL);
    if (diagnosis->interrupted)
        return "interrupted";
    return s7_verdict_name(diagnosis->leading ? S7_VERDICT_WARN : S7_VERDICT_OK);
}

json_t *s7_doctor_json(const struct s7_subject *subject, const struct s7_diagnosis *diagnosis)
{
    bool failed = diagnosis->failed != S7_CHECK_COUNT;
    return json_pack("{s:o, s:s, s:s, s:s, s:i, s:b, s:o, s:o, s:s, s:o, s:o, s:o, s:I, s:o, s:o, s:I}",
                     "target", s7_cli_json_text(subject->title), "cpu", subject->name, "connection",
                     subject->connection, "verdict", verdict_of(diagnosis), "exit",
                     diagnosis->interrupted ? S7_EXIT_INTERRUPTED : s7_diagnosis_exit(diagnosis), "interrupted",
                     diagnosis->interrupted, "failed",
                     failed ? json_string(s7_check_name(diagnosis->failed)) : json_null(), "leading",
                     diagnosis->leading ? finding_json(diagnosis->leading) : json_null(), "rules_out",
                     diagnosis->rules_out, "hypotheses", hypotheses_json(diagnosis), "steps",
                     steps_json(diagnosis), "findings", findings_json(diagnosis), "findings_lost",
                     (json_int_t)diagnosis->findings_lost, "seen", seen_json(&diagnosis->seen), "budget",
                     budget_json(&diagnosis->budget), "elapsed_ms", milliseconds(diagnosis->elapsed));
}
