/* SPDX-License-Identifier: MIT
 *
 * explain_doctor.c — what the tables of the doctor say of a sign and of a cause.
 */
#include "cli/explain_doctor.h"

#include "cli/explain_answer.h"
#include "doctor/verdict.h"

enum { REMEDY_SIZE = 1024 };

bool s7_explain_doctor_knows(const struct s7_meaning *meaning)
{
    return meaning->kind == S7_EXPLAIN_SIGN || meaning->kind == S7_EXPLAIN_CAUSE;
}

/* Confidence with which the sign has this cause among its own; false: it has not. */
static bool shows(enum s7_sign sign, enum s7_cause cause, enum s7_confidence *ret_confidence)
{
    enum s7_cause other;
    for (size_t i = 0; s7_verdict_hypothesis(sign, i, &other, ret_confidence); i++)
        if (other == cause)
            return true;
    return false;
}

/* ---- where it is seen -------------------------------------------------------------------------------------------- */

static void put_layer(enum s7_layer layer, struct s7_strbuf *buf)
{
    s7_strbuf_printf(buf, "layer %d %s", (int)layer, s7_layer_name(layer));
}

static void put_checks(enum s7_sign sign, struct s7_strbuf *buf)
{
    static const char *const verdicts[] = {[S7_VERDICT_OK] = "",
                                           [S7_VERDICT_SKIPPED] = "",
                                           [S7_VERDICT_WARN] = "a warning (WARN)",
                                           [S7_VERDICT_FAIL] = "a failure (FAIL)"};
    enum s7_doctor_check check;
    s7_strbuf_printf(buf, "%s of the check ", verdicts[s7_sign_verdict(sign)]);
    for (size_t i = 0; s7_sign_check(sign, i, &check); i++) {
        s7_strbuf_printf(buf, "%s%s (", i ? " or " : "", s7_check_name(check));
        put_layer(s7_sign_layer(sign, check), buf);
        s7_strbuf_char(buf, ')');
    }
}

static void put_signs(enum s7_cause cause, struct s7_strbuf *buf)
{
    enum s7_confidence confidence;
    const char *before = "; shows itself by ";
    s7_strbuf_add(buf, "repaired at ");
    put_layer(s7_cause_layer(cause), buf);
    for (int sign = 0; sign < S7_SIGN_COUNT; sign++)
        if (shows((enum s7_sign)sign, cause, &confidence)) {
            s7_strbuf_printf(buf, "%s%s (%s)", before, s7_sign_name((enum s7_sign)sign),
                             s7_confidence_name(confidence));
            before = ", ";
        }
}

void s7_explain_doctor_seen(enum s7_explain_kind kind, uint32_t entry, struct s7_strbuf *buf)
{
    if (kind == S7_EXPLAIN_SIGN)
        put_checks((enum s7_sign)entry, buf);
    else
        put_signs((enum s7_cause)entry, buf);
}

const char *s7_explain_doctor_rules_out(enum s7_sign sign)
{
    enum s7_doctor_check check;
    if (s7_sign_verdict(sign) != S7_VERDICT_FAIL || !s7_sign_check(sign, 0, &check))
        return "";
    return s7_layer_rules_out(s7_sign_layer(sign, check));
}

/* ---- what it comes from, what is to be done ----------------------------------------------------------------------- */

void s7_explain_doctor_causes(const struct s7_meaning *meaning, struct s7_strbuf *buf)
{
    enum s7_cause cause;
    enum s7_confidence confidence;
    if (meaning->kind != S7_EXPLAIN_SIGN)
        return;
    for (size_t i = 0; s7_verdict_hypothesis((enum s7_sign)meaning->entry, i, &cause, &confidence); i++)
        s7_strbuf_printf(buf, "%s%s (%s, %s): %s", i ? "|" : "", s7_cause_name(cause),
                         s7_confidence_name(confidence), s7_cause_evidence(cause), s7_cause_text(cause));
}

/* Each step with the name of the cause that it is for. */
static void put_steps(enum s7_cause cause, struct s7_strbuf *buf)
{
    char text[REMEDY_SIZE];
    struct s7_strbuf steps = s7_strbuf_over(text, sizeof text);
    s7_verdict_remedy(cause, &steps);
    s7_strbuf_printf(buf, "%s: ", s7_cause_name(cause));
    for (const char *at = text; *at; at++) {
        s7_strbuf_char(buf, *at);
        if (*at == '|')
            s7_strbuf_printf(buf, "%s: ", s7_cause_name(cause));
    }
}

void s7_explain_doctor_remedy(const struct s7_meaning *meaning, struct s7_strbuf *buf)
{
    enum s7_cause cause;
    enum s7_confidence confidence;
    if (meaning->kind == S7_EXPLAIN_CAUSE) {
        s7_verdict_remedy((enum s7_cause)meaning->entry, buf);
        return;
    }
    for (size_t i = 0; s7_verdict_hypothesis((enum s7_sign)meaning->entry, i, &cause, &confidence); i++) {
        s7_strbuf_add(buf, i ? "|" : "");
        put_steps(cause, buf);
    }
}

/* ---- document ----------------------------------------------------------------------------------------------------- */

static json_t *checks_json(enum s7_sign sign)
{
    json_t *checks = json_array();
    enum s7_doctor_check check;
    for (size_t i = 0; s7_sign_check(sign, i, &check); i++)
        json_array_append_new(checks, json_pack("{s:s, s:i}", "check", s7_check_name(check), "layer",
                                                (int)s7_sign_layer(sign, check)));
    return checks;
}

static json_t *hypotheses_json(enum s7_sign sign)
{
    json_t *hypotheses = json_array();
    enum s7_cause cause;
    enum s7_confidence confidence;
    for (size_t i = 0; s7_verdict_hypothesis(sign, i, &cause, &confidence); i++) {
        char text[REMEDY_SIZE];
        struct s7_strbuf remedy = s7_strbuf_over(text, sizeof text);
        s7_verdict_remedy(cause, &remedy);
        json_array_append_new(hypotheses,
                              json_pack("{s:s, s:s, s:s, s:i, s:s, s:o}", "cause", s7_cause_name(cause),
                                        "confidence", s7_confidence_name(confidence), "mark",
                                        s7_cause_evidence(cause), "layer", (int)s7_cause_layer(cause), "means",
                                        s7_cause_text(cause), "do", s7_explain_split_json(text)));
    }
    return hypotheses;
}

static json_t *signs_json(enum s7_cause cause)
{
    json_t *signs = json_array();
    enum s7_confidence confidence;
    for (int sign = 0; sign < S7_SIGN_COUNT; sign++)
        if (shows((enum s7_sign)sign, cause, &confidence))
            json_array_append_new(signs, json_pack("{s:s, s:s}", "sign", s7_sign_name((enum s7_sign)sign),
                                                   "confidence", s7_confidence_name(confidence)));
    return signs;
}

void s7_explain_doctor_json(const struct s7_meaning *meaning, json_t *document)
{
    if (meaning->kind == S7_EXPLAIN_SIGN) {
        enum s7_sign sign = (enum s7_sign)meaning->entry;
        json_object_set_new(document, "verdict", json_string(s7_verdict_name(s7_sign_verdict(sign))));
        json_object_set_new(document, "checks", checks_json(sign));
        json_object_set_new(document, "hypotheses", hypotheses_json(sign));
    } else if (meaning->kind == S7_EXPLAIN_CAUSE) {
        enum s7_cause cause = (enum s7_cause)meaning->entry;
        json_object_set_new(document, "layer", json_integer((int)s7_cause_layer(cause)));
        json_object_set_new(document, "signs", signs_json(cause));
    }
}
