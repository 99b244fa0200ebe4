/* SPDX-License-Identifier: MIT */
#include "cli/doctor_show.h"

#include <stdio.h>

enum { LABEL_SIZE = 96, TIME_SIZE = 24, CAUSE_SIZE = 1024 };

static const enum s7_report_meaning meanings[] = {[S7_VERDICT_OK] = S7_REPORT_OK,
                                                  [S7_VERDICT_SKIPPED] = S7_REPORT_SKIPPED,
                                                  [S7_VERDICT_WARN] = S7_REPORT_WARN,
                                                  [S7_VERDICT_FAIL] = S7_REPORT_FAIL};

static struct s7_report_cell verdict_cell(enum s7_verdict verdict)
{
    return (struct s7_report_cell){.text = s7_verdict_name(verdict), .meaning = meanings[verdict]};
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

/* ---- tables ------------------------------------------------------------------------------------------------------ */

static void step_cell(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                      struct s7_report_cell *ret_cell)
{
    const struct s7_diagnosis_step *step = &((const struct s7_diagnosis *)self)->steps[row];
    enum s7_layer layer = s7_check_layer(step->check);
    bool doubtful = step->verdict == S7_VERDICT_FAIL || step->verdict == S7_VERDICT_WARN;
    switch (column) {
    case 0:
        s7_strbuf_printf(buffer, "%d %s", (int)layer, s7_layer_name(layer));
        break;
    case 1:
        ret_cell->text = s7_check_text(step->check);
        break;
    case 2:
        *ret_cell = verdict_cell(step->verdict);
        break;
    case 3:
        if (step->verdict != S7_VERDICT_SKIPPED || step->elapsed)
            s7_doctor_time(step->elapsed, buffer);
        break;
    case 4:
        ret_cell->text = step->evidence;
        break;
    default: /* how sure the first cause is; what is in order was seen */
        ret_cell->text = doubtful ? s7_confidence_name(step->confidence) : "";
        break;
    }
}

static void tell_steps(struct s7_report *report, const struct s7_diagnosis *diagnosis)
{
    static const struct s7_report_column columns[] = {
        {.title = "Layer"},   {.title = "Check"},
        {.title = "Verdict"}, {.title = "Time", .align = S7_REPORT_RIGHT},
        {.title = "Seen"},    {.title = "Cause is"}};
    s7_report_table(report, &(struct s7_report_table){.name = "steps",
                                                      .columns = columns,
                                                      .column_count = sizeof columns / sizeof columns[0],
                                                      .row_count = S7_CHECK_COUNT,
                                                      .cell = step_cell,
                                                      .self = diagnosis});
}

static void finding_cell(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                         struct s7_report_cell *ret_cell)
{
    const struct s7_finding *finding = &((const struct s7_diagnosis *)self)->findings[row];
    switch (column) {
    case 0:
        *ret_cell = verdict_cell(s7_sign_verdict(finding->sign));
        break;
    case 1:
        s7_strbuf_printf(buffer, "%s%s%s", finding->name ? finding->name : "",
                         finding->name && finding->name[0] && finding->subject[0] ? ": " : "",
                         finding->subject);
        break;
    case 2:
        s7_strbuf_printf(buffer, "%s: %s", s7_sign_name(finding->sign), s7_sign_text(finding->sign));
        break;
    default:
        ret_cell->text = finding->evidence;
        break;
    }
}

static void tell_findings(struct s7_report *report, const struct s7_diagnosis *diagnosis)
{
    static const struct s7_report_column columns[] = {
        {.title = "Verdict"}, {.title = "Where"}, {.title = "Sign"}, {.title = "Evidence"}};
    char more[LABEL_SIZE];
    if (diagnosis->finding_count < 2)
        return;
    s7_report_table(report, &(struct s7_report_table){.name = "findings",
                                                      .caption = "All findings",
                                                      .columns = columns,
                                                      .column_count = sizeof columns / sizeof columns[0],
                                                      .row_count = diagnosis->finding_count,
                                                      .cell = finding_cell,
                                                      .self = diagnosis});
    snprintf(more, sizeof more, "%zu more finding%s had no room.", diagnosis->findings_lost,
             plural(diagnosis->findings_lost));
    if (diagnosis->findings_lost)
        s7_report_paragraph(report, more);
}

/* ---- verdict ----------------------------------------------------------------------------------------------------- */

static void tell_ladder(struct s7_report *report, const struct s7_subject *subject,
                        const struct s7_diagnosis *diagnosis)
{
    struct s7_report_rung rungs[S7_CHECK_COUNT];
    char labels[S7_CHECK_COUNT][LABEL_SIZE], details[S7_CHECK_COUNT][S7_DIAGNOSIS_TEXT + TIME_SIZE];
    for (size_t i = 0; i < S7_CHECK_COUNT; i++) {
        const struct s7_diagnosis_step *step = &diagnosis->steps[i];
        snprintf(labels[i], sizeof labels[i], "%d %s: %s", (int)s7_check_layer(step->check),
                 s7_layer_name(s7_check_layer(step->check)), s7_check_text(step->check));
        struct s7_strbuf detail = s7_strbuf_over(details[i], sizeof details[i]);
        s7_strbuf_add(&detail, step->evidence);
        if (step->elapsed >= S7_MILLISECOND) {
            s7_strbuf_add(&detail, " (");
            s7_doctor_time(step->elapsed, &detail);
            s7_strbuf_char(&detail, ')');
        }
        rungs[i] = (struct s7_report_rung){
            .label = labels[i], .verdict = verdict_cell(step->verdict), .detail = details[i]};
    }
    s7_report_ladder(
        report, &(struct s7_report_ladder){
                    .name = "ladder", .caption = subject->title, .rungs = rungs, .rung_count = S7_CHECK_COUNT});
}

static void tell_causes(struct s7_report *report, const struct s7_diagnosis *diagnosis)
{
    struct s7_report_cell items[S7_DIAGNOSIS_HYPOTHESES] = {0};
    char texts[S7_DIAGNOSIS_HYPOTHESES][CAUSE_SIZE];
    for (size_t i = 0; i < diagnosis->hypothesis_count; i++) {
        const struct s7_hypothesis *hypothesis = &diagnosis->hypotheses[i];
        struct s7_strbuf text = s7_strbuf_over(texts[i], sizeof texts[i]);
        s7_strbuf_printf(&text, "%s (%s; evidence %s)\n", s7_cause_text(hypothesis->cause),
                         s7_confidence_name(hypothesis->confidence), s7_cause_evidence(hypothesis->cause));
        for (const char *c = hypothesis->remedy; *c; c++)
            s7_strbuf_printf(&text, "%s%.*s", *c == '|' ? "; " : "", *c != '|', c);
        items[i].text = texts[i];
    }
    s7_report_list(report, items, diagnosis->hypothesis_count, true);
}

static void tell_interrupted(struct s7_report *report, const struct s7_diagnosis *diagnosis)
{
    char text[LABEL_SIZE];
    snprintf(text, sizeof text, "Interrupted: %zu of %d checks were done.", s7_doctor_checks_done(diagnosis),
             (int)S7_CHECK_COUNT);
    if (diagnosis->interrupted)
        s7_report_paragraph(report, text);
}

static void tell_verdict(struct s7_report *report, const struct s7_diagnosis *diagnosis)
{
    const struct s7_finding *leading = diagnosis->leading;
    char first[LABEL_SIZE], seen[2 * S7_DIAGNOSIS_TEXT];
    tell_interrupted(report, diagnosis);
    if (!leading) {
        s7_report_paragraph(report, diagnosis->interrupted ? "Until then everything was in order."
                                                           : "Everything that was examined is in order.");
        return;
    }
    enum s7_layer layer = s7_finding_layer(leading);
    bool failed = diagnosis->failed != S7_CHECK_COUNT;
    snprintf(first, sizeof first, "%s: layer %d %s: %s", failed ? "fail" : "warn", (int)layer,
             s7_layer_name(layer), s7_sign_name(leading->sign));
    snprintf(seen, sizeof seen, "%s: %s", s7_sign_text(leading->sign), leading->evidence);
    const struct s7_report_pair pairs[] = {
        {.key = "Verdict", .value = {.text = first, .meaning = failed ? S7_REPORT_FAIL : S7_REPORT_WARN}},
        {.key = "Seen", .value = {.text = seen}},
        {.key = "Rules out", .value = {.text = s7_doctor_rules_out(diagnosis)}}};
    s7_report_pairs(report, pairs, sizeof pairs / sizeof pairs[0]);
    s7_report_paragraph(report, "What it may come from, most likely first, and what to do:");
    tell_causes(report, diagnosis);
}

void s7_doctor_budget_text(const struct s7_doctor_budget *budget, struct s7_strbuf *line)
{
    s7_strbuf_printf(line, "Budget: %u connection%s, %u at most at once, %u telegram%s, %u ping%s",
                     budget->connections, plural(budget->connections), budget->most_open, budget->telegrams,
                     plural(budget->telegrams), budget->pings, plural(budget->pings));
}

static void tell_budget(struct s7_report *report, const struct s7_diagnosis *diagnosis)
{
    char text[2 * LABEL_SIZE];
    struct s7_strbuf line = s7_strbuf_over(text, sizeof text);
    s7_doctor_budget_text(&diagnosis->budget, &line);
    s7_strbuf_add(&line, ", ");
    s7_doctor_time(diagnosis->elapsed, &line);
    s7_strbuf_char(&line, '.');
    s7_report_paragraph(report, text);
}

void s7_doctor_tell(struct s7_report *report, const struct s7_subject *subject,
                    const struct s7_diagnosis *diagnosis, bool whole)
{
    if (whole) {
        s7_report_heading(report, 1, subject->title);
        tell_verdict(report, diagnosis);
        tell_ladder(report, subject, diagnosis);
    } else {
        tell_steps(report, diagnosis);
    }
    tell_findings(report, diagnosis);
    tell_budget(report, diagnosis);
}
