/* SPDX-License-Identifier: MIT */
#include "cli/doctor_show.h"

#include <string.h>

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

/* "2 of 5, OVEN: TCP connection" where there are several. */
static void name_step(const struct s7_doctor_place *place, const struct s7_diagnosis_step *step,
                      struct s7_strbuf *buf)
{
    if (place && place->count > 1)
        s7_strbuf_printf(buf, "%zu of %zu, ", place->number, place->count);
    if (place && place->count > 1 && place->name[0])
        s7_strbuf_printf(buf, "%s: ", place->name);
    s7_strbuf_add(buf, s7_check_text(step->check));
}

/* What was not asked for is said before it is done: "trying   cotp   1 of at most 6 others: rack 0, slot 2". */
static void say_attempt(const struct s7_diagnosis_step *step)
{
    if (step->evidence[0] == '\0')
        return;
    s7_progress_stop();
    fprintf(stderr, "%-7s  %-10s  %8s  %s\n", "trying", s7_check_name(step->check), "", step->evidence);
}

void s7_doctor_live(void *user, const struct s7_diagnosis_step *step, bool ended)
{
    char text[128];
    struct s7_strbuf line = s7_strbuf_over(text, sizeof text);
    if (!ended) {
        say_attempt(step);
        name_step(user, step, &line);
        s7_progress_start(text);
        return;
    }
    s7_progress_stop();
    s7_doctor_time(step->elapsed, &line);
    bool failed = step->verdict == S7_VERDICT_FAIL;
    fprintf(stderr, "%s%-7s%s  %-10s  %8s  %s\n", failed ? s7_style_red(stderr) : "",
            s7_verdict_name(step->verdict), failed ? s7_style_plain(stderr) : "", s7_check_name(step->check),
            text, step->evidence);
}

/* ---- verdict ----------------------------------------------------------------------------------------------------- */

enum { INDENT = 11, NUMBER = 3 };

/* Where the next word goes. */
struct pen {
    FILE *out;
    size_t width;  /* 0: lines are not broken */
    size_t indent; /* of the lines that follow */
    size_t column;
};

static size_t columns_of(const char *text, size_t length)
{
    size_t columns = 0;
    for (size_t i = 0; i < length; i++)
        columns += (text[i] & 0xC0) != 0x80;
    return columns;
}

static void put_word(struct pen *pen, const char *word, size_t length)
{
    size_t columns = columns_of(word, length);
    if (pen->column > pen->indent && pen->width && pen->column + 1 + columns > pen->width) {
        fprintf(pen->out, "\n%*s", (int)pen->indent, "");
        pen->column = pen->indent;
    } else if (pen->column > pen->indent) {
        fputc(' ', pen->out);
        pen->column++;
    }
    fwrite(word, 1, length, pen->out);
    pen->column += columns;
}

static void put_text(struct pen *pen, const char *text)
{
    for (text += strspn(text, " "); *text; text += strspn(text, " ")) {
        size_t length = strcspn(text, " ");
        put_word(pen, text, length);
        text += length;
    }
}

/* One of several has a number, and each has lines of its own under the same label. */
static void print_item(FILE *out, size_t width, const char *label, size_t number, const char *text)
{
    struct pen pen = {.out = out, .width = width, .indent = INDENT, .column = INDENT};
    fprintf(out, "%-*s", INDENT, number > 1 ? "" : label);
    if (number) {
        fprintf(out, "%zu. ", number);
        pen.indent = pen.column = INDENT + NUMBER;
    }
    put_text(&pen, text);
    fputc('\n', out);
}

static void print_hypotheses(FILE *out, size_t width, const struct s7_diagnosis *diagnosis)
{
    char text[S7_DIAGNOSIS_TEXT];
    for (size_t i = 0; i < diagnosis->hypothesis_count; i++) {
        const struct s7_hypothesis *hypothesis = &diagnosis->hypotheses[i];
        snprintf(text, sizeof text, "%s (%s)", s7_cause_text(hypothesis->cause),
                 s7_confidence_name(hypothesis->confidence));
        print_item(out, width, "likely", diagnosis->hypothesis_count > 1 ? i + 1 : 0, text);
    }
    if (diagnosis->hypothesis_count == 0)
        print_item(out, width, "likely", 0, "nothing is known");
}

static void print_remedies(FILE *out, size_t width, const struct s7_diagnosis *diagnosis)
{
    char text[sizeof diagnosis->hypotheses[0].remedy * 2];
    for (size_t i = 0; i < diagnosis->hypothesis_count; i++) {
        struct s7_strbuf line = s7_strbuf_over(text, sizeof text);
        for (const char *c = diagnosis->hypotheses[i].remedy; *c; c++)
            s7_strbuf_printf(&line, "%s%.*s", *c == '|' ? "; " : "", *c != '|', c);
        print_item(out, width, "do", diagnosis->hypothesis_count > 1 ? i + 1 : 0, text);
    }
    if (diagnosis->hypothesis_count == 0)
        print_item(out, width, "do", 0, "sieben explain with the code shown");
}

/* ", level (P#DB100.DBX90.0 BYTE 10)": the job, and what it touches. */
static void print_place(FILE *out, const struct s7_finding *leading)
{
    bool named = leading->name && leading->name[0] && leading->subject[0];
    if (leading->subject[0])
        fprintf(out, ", %s%s%s%s", named ? leading->name : "", named ? " (" : "", leading->subject,
                named ? ")" : "");
    fputc('\n', out);
}

static void print_leading(FILE *out, size_t width, const struct s7_subject *subject,
                          const struct s7_diagnosis *diagnosis)
{
    const struct s7_finding *leading = diagnosis->leading;
    enum s7_layer layer = s7_finding_layer(leading);
    bool failed = diagnosis->failed != S7_CHECK_COUNT;
    char seen[2 * S7_DIAGNOSIS_TEXT];
    snprintf(seen, sizeof seen, "%s: %s", s7_sign_text(leading->sign), leading->evidence);
    fprintf(out, "%s%s%s       layer %d %s: %s, %s", failed ? s7_style_red(out) : s7_style_bold(out),
            failed ? "FAIL" : "WARN", s7_style_plain(out), (int)layer, s7_layer_name(layer),
            s7_sign_name(leading->sign), subject->title);
    print_place(out, leading);
    print_item(out, width, "seen", 0, seen);
    print_item(out, width, "rules out", 0, s7_doctor_rules_out(diagnosis));
    print_hypotheses(out, width, diagnosis);
    print_remedies(out, width, diagnosis);
}

const char *s7_doctor_rules_out(const struct s7_diagnosis *diagnosis)
{
    if (diagnosis->failed == S7_CHECK_COUNT)
        return "it communicates: no check failed";
    return diagnosis->rules_out[0] ? diagnosis->rules_out : "nothing";
}

size_t s7_doctor_checks_done(const struct s7_diagnosis *diagnosis)
{
    size_t done = 0;
    for (size_t i = 0; i < S7_CHECK_COUNT; i++)
        done += diagnosis->steps[i].verdict != S7_VERDICT_SKIPPED;
    return done;
}

void s7_doctor_print(FILE *out, size_t width, const struct s7_subject *subject,
                     const struct s7_diagnosis *diagnosis)
{
    const char *bold = s7_style_bold(out), *plain = s7_style_plain(out);
    if (diagnosis->interrupted)
        fprintf(out, "%sINTERRUPTED%s %s: %zu of %d checks were done; %s\n", bold, plain, subject->title,
                s7_doctor_checks_done(diagnosis), (int)S7_CHECK_COUNT,
                diagnosis->leading ? "until then this was found" : "until then everything was in order");
    if (diagnosis->leading)
        print_leading(out, width, subject, diagnosis);
    else if (!diagnosis->interrupted)
        fprintf(out, "%sOK%s         %s: everything that was examined is in order\n", bold, plain,
                subject->title);
}
