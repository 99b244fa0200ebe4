/* SPDX-License-Identifier: MIT */
#include "cli/doctor_show.h"

#include "cli/progress.h"
#include "cli/style.h"

void s7_doctor_time(s7_time time, struct s7_strbuf *buf)
{
    unsigned long ms = (unsigned long)(time / S7_MILLISECOND);
    if (ms < 1000)
        s7_strbuf_printf(buf, "%lu ms", ms);
    else
        s7_strbuf_printf(buf, "%lu.%lu s", ms / 1000, ms % 1000 / 100);
}

/* ---- steps ------------------------------------------------------------------------------------------------------- */

void s7_doctor_live(void *user, const struct s7_diagnosis_step *step, bool ended)
{
    char text[16];
    struct s7_strbuf time = s7_strbuf_over(text, sizeof text);
    (void)user;
    if (!ended) {
        s7_progress_start(s7_check_text(step->check));
        return;
    }
    s7_progress_stop();
    s7_doctor_time(step->elapsed, &time);
    bool failed = step->verdict == S7_VERDICT_FAIL;
    fprintf(stderr, "%s%-7s%s  %-10s  %8s  %s\n", failed ? s7_style_red(stderr) : "",
            s7_verdict_name(step->verdict), failed ? s7_style_plain(stderr) : "", s7_check_name(step->check),
            text, step->evidence);
}

/* ---- verdict ----------------------------------------------------------------------------------------------------- */

/* A single one has no number. */
static void print_number(FILE *out, size_t index, size_t count)
{
    if (count > 1)
        fprintf(out, "%s%zu. ", index ? "  " : "", index + 1);
}

static void print_hypotheses(FILE *out, const struct s7_diagnosis *diagnosis)
{
    fprintf(out, "%-10s ", "likely");
    for (size_t i = 0; i < diagnosis->hypothesis_count; i++) {
        const struct s7_hypothesis *hypothesis = &diagnosis->hypotheses[i];
        print_number(out, i, diagnosis->hypothesis_count);
        fprintf(out, "%s (%s)", s7_cause_text(hypothesis->cause), s7_confidence_name(hypothesis->confidence));
    }
    fprintf(out, "%s\n", diagnosis->hypothesis_count ? "" : "nothing is known");
}

static void print_remedies(FILE *out, const struct s7_diagnosis *diagnosis)
{
    fprintf(out, "%-10s ", "do");
    for (size_t i = 0; i < diagnosis->hypothesis_count; i++) {
        print_number(out, i, diagnosis->hypothesis_count);
        for (const char *c = diagnosis->hypotheses[i].remedy; *c; c++)
            fprintf(out, "%s%.*s", *c == '|' ? "; " : "", *c != '|', c);
    }
    fprintf(out, "%s\n", diagnosis->hypothesis_count ? "" : "sieben explain with the code shown");
}

static void print_leading(FILE *out, const struct s7_subject *subject, const struct s7_diagnosis *diagnosis)
{
    const struct s7_finding *leading = diagnosis->leading;
    enum s7_layer layer = s7_check_layer(leading->check);
    bool failed = diagnosis->failed != S7_CHECK_COUNT;
    fprintf(out, "%s%s%s       layer %d %s: %s, %s%s%s\n", failed ? s7_style_red(out) : s7_style_bold(out),
            failed ? "FAIL" : "WARN", s7_style_plain(out), (int)layer, s7_layer_name(layer),
            s7_sign_name(leading->sign), subject->title, leading->subject[0] ? ", " : "", leading->subject);
    fprintf(out, "%-10s %s: %s\n", "seen", s7_sign_text(leading->sign), leading->evidence);
    fprintf(out, "%-10s %s\n", "rules out", diagnosis->rules_out[0] ? diagnosis->rules_out : "nothing");
    print_hypotheses(out, diagnosis);
    print_remedies(out, diagnosis);
}

void s7_doctor_print(FILE *out, const struct s7_subject *subject, const struct s7_diagnosis *diagnosis)
{
    if (diagnosis->leading)
        print_leading(out, subject, diagnosis);
    else
        fprintf(out, "%sOK%s         %s: everything that was examined is in order\n", s7_style_bold(out),
                s7_style_plain(out), subject->title);
}
