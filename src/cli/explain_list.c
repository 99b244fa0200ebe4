/* SPDX-License-Identifier: MIT
 *
 * explain_list.c — every code of every kind: lines, a document, and the page docs/codes.md.
 */
#include <string.h>

#include "cli/explain_answer.h"
#include "cli/json.h"
#include "sieben/error.h"

/* ---- lines ------------------------------------------------------------------------------------------------------ */

void s7_explain_list(FILE *out)
{
    struct s7_meaning meaning;
    for (int kind = 0; kind < S7_EXPLAIN_KIND_COUNT; kind++)
        for (size_t i = 0; s7_explain_at((enum s7_explain_kind)kind, i, &meaning); i++)
            fprintf(out, "%-8s %-3s %-26s  %s\n", s7_explain_form(meaning.kind)->word,
                    s7_evidence_letter(meaning.evidence), meaning.code, meaning.text);
}

/* ---- document --------------------------------------------------------------------------------------------------- */

json_t *s7_explain_list_json(void)
{
    struct s7_meaning meaning;
    json_t *document = s7_cli_json_document("explain-list");
    json_t *meanings = json_array();
    for (int kind = 0; kind < S7_EXPLAIN_KIND_COUNT; kind++)
        for (size_t i = 0; s7_explain_at((enum s7_explain_kind)kind, i, &meaning); i++)
            json_array_append_new(meanings, s7_explain_meaning_json(&meaning));
    json_object_set_new(document, "meanings", meanings);
    return document;
}

/* ---- page ------------------------------------------------------------------------------------------------------- */

static const char *const introduction =
    "<!-- Printed by `sieben explain --markdown`; a test compares (S7_REWRITE=1 writes). -->\n"
    "# Codes\n\n"
    "What `sieben explain` knows: every error of Sieben, every code that a partner answers with, STATUS of GET "
    "and\n"
    "PUT, what the operating system says of a socket, messages of other programs for the same things, and the "
    "signs and\n"
    "causes that `sieben doctor` names. Nothing is asked of a network.\n\n"
    "```text\n"
    "sieben explain ACCESS_PUT_GET      a name; also of a sign or cause of `sieben doctor`: COTP_OTHER_SLOT\n"
    "sieben explain 401                 a number: all that it may be, and how to tell\n"
    "sieben explain 81 04               error class and code; also 0x8104, 8104, D402\n"
    "sieben explain item 05             a kind and its number; also STATUS 8, DR 2, ER 1, layer 4, exit 40,\n"
    "                                   class 81, SZL 0132, event 4304, errno 111\n"
    "sieben explain \"CPU : Function not available\"\n"
    "                                   a line of a log, with names, codes or messages in it\n"
    "```\n\n"
    "Exit code 2: it is in no table; what was perhaps meant is told.\n\n"
    "With `--json` a document of the schema `sieben/explain/1`: `asked`, `meanings`, and `nearest` where there "
    "is\n"
    "no meaning. Of each meaning: `kind` (the words in brackets below), `title`, `code` (as below), `number` "
    "(0 for\n"
    "what has none), `name` (or null), `means`, `told_by` (where such a code stands), `seen`, `mark` and "
    "`known`\n"
    "(how the meaning is known), `rules_out`, `likely` and `do` (lists, the likeliest first), `errors` (`id`,\n"
    "`number`, `layer`: what Sieben says then) and `status` (STATUS of GET and PUT that follows, or null).\n"
    "A sign of `sieben doctor` also has `verdict`, `checks` (`check`, `layer`: which may find it) and "
    "`hypotheses`\n"
    "(`cause`, `confidence`, `mark`, `layer`, `means`, `do`); a cause has `layer` (where it is repaired) and "
    "`signs`\n"
    "(`sign`, `confidence`: by which it shows itself).\n"
    "`--list --json` has all of them (`sieben/explain-list/1`).\n\n"
    "Marks say how the meaning is known; *seen* says whether a recording shows it:\n\n";

/* A cell of a table: '|' would end it, '<' begin a tag. */
static void write_cell(FILE *out, const char *text)
{
    fputs(" ", out);
    for (; *text; text++) {
        if (*text == '|')
            fputs(" - ", out);
        else if (*text == '<')
            fputs("&lt;", out);
        else
            fputc(*text, out);
    }
    fputs(" |", out);
}

static void write_errors(FILE *out, const struct s7_meaning *meaning)
{
    fputc(' ', out);
    for (size_t i = 0; i < meaning->error_count; i++)
        fprintf(out, "%s%s", i ? ", " : "", s7_error_name(meaning->errors[i]));
    fputs(" |\n", out);
}

static void write_row(FILE *out, const struct s7_meaning *meaning)
{
    struct s7_explain_advice advice;
    s7_explain_advise(meaning, &advice);
    fputc('|', out);
    write_cell(out, meaning->code);
    write_cell(out, meaning->text);
    write_cell(out, meaning->seen);
    write_cell(out, s7_evidence_letter(meaning->evidence));
    write_cell(out, advice.causes);
    write_cell(out, advice.remedy);
    write_errors(out, meaning);
}

static void write_kind(FILE *out, enum s7_explain_kind kind)
{
    const struct s7_explain_form *form = s7_explain_form(kind);
    struct s7_meaning meaning;
    fprintf(out, "\n## %c%s (%s)\n\n", form->title[0] >= 'a' ? form->title[0] - 'a' + 'A' : form->title[0],
            form->title + 1, form->word);
    fprintf(out, "Where it stands: %s.\n\n", form->told_by);
    fputs("| code | means | seen | mark | likely | do | Sieben says |\n|---|---|---|---|---|---|---|\n", out);
    for (size_t i = 0; s7_explain_at(kind, i, &meaning); i++)
        write_row(out, &meaning);
}

void s7_explain_list_markdown(FILE *out)
{
    fputs(introduction, out);
    fputs("| mark | | |\n|---|---|---|\n", out);
    for (int i = 0; i < S7_EVIDENCE_COUNT; i++)
        if (i != S7_EVIDENCE_PLANT)
            fprintf(out, "| %s | %s | %s |\n", s7_evidence_letter((enum s7_evidence)i),
                    s7_evidence_words((enum s7_evidence)i), s7_evidence_meaning((enum s7_evidence)i));
    for (int kind = 0; kind < S7_EXPLAIN_KIND_COUNT; kind++)
        write_kind(out, (enum s7_explain_kind)kind);
}
