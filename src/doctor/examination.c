/* SPDX-License-Identifier: MIT */
#include "doctor/examination.h"

#include <stdio.h>

#include "base/strbuf.h"

struct s7_diagnosis_step *s7_examination_step(struct s7_examination *examination)
{
    return &examination->diagnosis->steps[examination->check];
}

s7_time s7_examination_now(const struct s7_examination *examination)
{
    return examination->network->now(examination->network->self);
}

bool s7_examination_ended(const struct s7_examination *examination)
{
    const struct s7_doctor_network *network = examination->network;
    return network->ended && network->ended(network->self);
}

void s7_examination_note(struct s7_examination *examination, const char *format, ...)
{
    struct s7_diagnosis_step *step = s7_examination_step(examination);
    if (step->verdict > S7_VERDICT_SKIPPED)
        return;
    struct s7_strbuf text = s7_strbuf_over(step->evidence, sizeof step->evidence);
    va_list args;
    va_start(args, format);
    s7_strbuf_vprintf(&text, format, args);
    va_end(args);
}

void s7_examination_announce(struct s7_examination *examination, const char *format, ...)
{
    const struct s7_doctor_config *config = examination->config;
    struct s7_diagnosis_step step = *s7_examination_step(examination);
    if (!config->progress || s7_examination_ended(examination))
        return;
    struct s7_strbuf text = s7_strbuf_over(step.evidence, sizeof step.evidence);
    va_list args;
    va_start(args, format);
    s7_strbuf_vprintf(&text, format, args);
    va_end(args);
    config->progress(config->user, &step, false);
}

void s7_examination_skip(struct s7_examination *examination, const char *why)
{
    s7_examination_step(examination)->verdict = S7_VERDICT_SKIPPED;
    s7_examination_note(examination, "%s", why);
}

static void name_area(struct s7_finding *finding, const struct s7_doctor_area *area)
{
    finding->name = area && area->name ? area->name : "";
    if (area)
        s7_range_format(&area->range, finding->subject, sizeof finding->subject);
}

/* The worst finding speaks for its step, of equals the first. */
static void judge_step(struct s7_diagnosis_step *step, const struct s7_finding *finding)
{
    enum s7_verdict verdict = s7_sign_verdict(finding->sign);
    if (verdict <= step->verdict)
        return;
    step->verdict = verdict;
    snprintf(step->evidence, sizeof step->evidence, "%s", finding->evidence);
}

_Static_assert((int)S7_DIAGNOSIS_FINDINGS >= (int)S7_CHECK_COUNT * (int)S7_DIAGNOSIS_OF_CHECK,
               "there is no room for each check");

/* The checks behind this one keep their room: what they see may explain what this one found. */
static size_t room_until(enum s7_doctor_check check)
{
    size_t behind = (size_t)S7_CHECK_COUNT - 1 - (size_t)check;
    return S7_DIAGNOSIS_FINDINGS - behind * S7_DIAGNOSIS_OF_CHECK;
}

void s7_examination_find(struct s7_examination *examination, enum s7_sign sign,
                         const struct s7_doctor_area *area, const struct s7_fault *fault, const char *format,
                         ...)
{
    struct s7_diagnosis *diagnosis = examination->diagnosis;
    struct s7_finding finding = {.check = examination->check, .sign = sign};
    if (s7_examination_ended(examination))
        return;
    struct s7_strbuf text = s7_strbuf_over(finding.evidence, sizeof finding.evidence);
    va_list args;
    va_start(args, format);
    s7_strbuf_vprintf(&text, format, args);
    va_end(args);
    name_area(&finding, area);
    if (fault)
        finding.fault = *fault;
    judge_step(s7_examination_step(examination), &finding);
    if (diagnosis->finding_count < room_until(examination->check))
        diagnosis->findings[diagnosis->finding_count++] = finding;
    else
        diagnosis->findings_lost++;
}
