/* SPDX-License-Identifier: MIT
 *
 * explain_print.c — meanings as lines with a title, and as a document.
 */
#include <string.h>

#include "base/strbuf.h"
#include "cli/explain_answer.h"
#include "cli/explain_doctor.h"
#include "cli/json.h"
#include "cli/style.h"
#include "sieben/error.h"

enum { WIDTH = 110, INDENT = 15 };

void s7_explain_advise(const struct s7_meaning *meaning, struct s7_explain_advice *ret_advice)
{
    struct s7_strbuf causes = s7_strbuf_over(ret_advice->causes, sizeof ret_advice->causes);
    struct s7_strbuf remedy = s7_strbuf_over(ret_advice->remedy, sizeof ret_advice->remedy);
    s7_strbuf_add(&causes, meaning->causes);
    s7_strbuf_add(&remedy, meaning->remedy);
    if (!s7_explain_doctor_knows(meaning))
        return;
    s7_explain_doctor_causes(meaning, &causes);
    s7_explain_doctor_remedy(meaning, &remedy);
}

/* ---- lines ------------------------------------------------------------------------------------------------------ */

/* Words from column `column` on; a word that does not fit begins a new line under the first one. */
static void print_words(FILE *out, const char *text, size_t length, int column)
{
    int at = column;
    for (size_t i = 0; i < length;) {
        size_t word = strcspn(text + i, " ");
        word = word < length - i ? word : length - i;
        if (at > column && at + 1 + (int)word > WIDTH) {
            fprintf(out, "\n%*s", column, "");
            at = column;
        } else if (at > column) {
            fputc(' ', out);
            at++;
        }
        fprintf(out, "%.*s", (int)word, text + i);
        at += (int)word;
        i += word;
        while (i < length && text[i] == ' ')
            i++;
    }
    fputc('\n', out);
}

static void print_line(FILE *out, const char *title, const char *text)
{
    if (!text[0])
        return;
    fprintf(out, "  %-*s", INDENT - 2, title);
    print_words(out, text, strlen(text), INDENT);
}

static void print_list(FILE *out, const char *title, const char *list)
{
    for (unsigned number = 1; *list; number++) {
        size_t length = strcspn(list, "|");
        fprintf(out, "  %-*s%u. ", INDENT - 2, number == 1 ? title : "", number);
        print_words(out, list, length, INDENT + 3);
        list += length + (list[length] == '|');
    }
}

static void print_errors(FILE *out, const struct s7_meaning *meaning)
{
    char text[S7_MEANING_ERRORS * 32];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    if (meaning->kind != S7_EXPLAIN_ERROR)
        for (size_t i = 0; i < meaning->error_count; i++)
            s7_strbuf_printf(&buf, "%s%s (%d)", i ? ", " : "", s7_error_name(meaning->errors[i]),
                             -meaning->errors[i]);
    print_line(out, "Sieben says", text);
    if (meaning->status >= 0) {
        snprintf(text, sizeof text, "%d of GET and PUT in a program", meaning->status);
        print_line(out, "STATUS", text);
    }
}

static void print_meaning(FILE *out, const struct s7_meaning *meaning, bool told)
{
    char known[128];
    struct s7_explain_advice advice;
    const struct s7_explain_form *form = s7_explain_form(meaning->kind);
    snprintf(known, sizeof known, "%s (%s)", s7_evidence_words(meaning->evidence),
             s7_evidence_letter(meaning->evidence));
    s7_explain_advise(meaning, &advice);
    fprintf(out, "%s%s%s  %s\n", s7_style_bold(out), meaning->code, s7_style_plain(out), form->title);
    print_line(out, "means", meaning->text);
    print_line(out, told ? "told by" : "stands", form->told_by);
    print_line(out, "seen", meaning->seen);
    print_line(out, "known", known);
    print_line(out, "rules out", meaning->rules_out);
    print_list(out, "likely", advice.causes);
    print_list(out, "do", advice.remedy);
    print_errors(out, meaning);
}

void s7_explain_print(FILE *out, const char *asked, const struct s7_explain_answer *answer)
{
    bool several = answer->count > 1;
    if (several)
        fprintf(out, "\"%s\" has %zu meanings; \"told by\" and \"means\" tell them apart.\n\n", asked,
                answer->count);
    for (size_t i = 0; i < answer->count; i++) {
        if (i)
            fputc('\n', out);
        print_meaning(out, &answer->meanings[i], several);
    }
}

/* ---- document --------------------------------------------------------------------------------------------------- */

json_t *s7_explain_split_json(const char *list)
{
    json_t *array = json_array();
    while (*list) {
        size_t length = strcspn(list, "|");
        json_array_append_new(array, json_stringn(list, length));
        list += length + (list[length] == '|');
    }
    return array;
}

static json_t *errors_json(const struct s7_meaning *meaning)
{
    json_t *errors = json_array();
    for (size_t i = 0; i < meaning->error_count; i++)
        json_array_append_new(errors,
                              json_pack("{s:s, s:i, s:i}", "id", s7_error_name(meaning->errors[i]), "number",
                                        -meaning->errors[i], "layer", (int)s7_error_layer(meaning->errors[i])));
    return errors;
}

json_t *s7_explain_meaning_json(const struct s7_meaning *meaning)
{
    struct s7_explain_advice advice;
    const struct s7_explain_form *form = s7_explain_form(meaning->kind);
    s7_explain_advise(meaning, &advice);
    json_t *document = json_pack(
        "{s:s, s:s, s:s, s:I, s:s?, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o}", "kind", form->word,
        "title", form->title, "code", meaning->code, "number", (json_int_t)meaning->number, "name",
        meaning->name, "means", meaning->text, "told_by", form->told_by, "seen", meaning->seen, "mark",
        s7_evidence_letter(meaning->evidence), "known", s7_evidence_words(meaning->evidence), "rules_out",
        meaning->rules_out, "likely", s7_explain_split_json(advice.causes), "do",
        s7_explain_split_json(advice.remedy), "errors", errors_json(meaning), "status",
        meaning->status >= 0 ? json_integer(meaning->status) : json_null());
    s7_explain_doctor_json(meaning, document);
    return document;
}

static json_t *meanings_json(const struct s7_meaning *meanings, size_t count)
{
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(array, s7_explain_meaning_json(&meanings[i]));
    return array;
}

json_t *s7_explain_json(const char *asked, const struct s7_explain_answer *answer)
{
    json_t *document = s7_cli_json_document("explain");
    json_object_set_new(document, "asked", s7_cli_json_text(asked));
    json_object_set_new(document, "meanings", meanings_json(answer->meanings, answer->count));
    json_object_set_new(document, "nearest", meanings_json(answer->nearest, answer->nearest_count));
    return document;
}
