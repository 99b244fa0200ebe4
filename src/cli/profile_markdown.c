/* SPDX-License-Identifier: MIT */
#include "cli/profile_markdown.h"

#include "cli/profile_text.h"

enum { CELL_SIZE = 96 };

static const char *const introduction =
    "<!-- Printed by `sieben profile list --markdown`; a test compares. -->\n"
    "# Profiles\n\n"
    "A profile says what a CPU family does on the wire: what it grants, what it refuses and how. A virtual CPU "
    "does it,\n"
    "`sieben plant check` reckons with it. `sieben profile list` shows the built-in ones at a glance, `sieben "
    "profile\n"
    "show NAME` all figures of one.\n\n"
    "No device is promised here: each figure carries a mark that says how it is known. Where a mark is U, or "
    "where your\n"
    "device differs, say so in a profile of your own in the plant file; it takes every key of the table below, "
    "and what\n"
    "it does not say it has from the profile that it is `like`:\n\n"
    "```yaml\n"
    "profiles:\n"
    "  cpu-1511-old: {like: s7-1500, firmware: V1.8, tpdu_limits_pdu: false, consistency: 462}\n"
    "```\n\n";

static const char *const behaviour =
    "## What the figures do\n\n"
    "- **PDU length.** Granted is the lesser of what is asked and `pdu_length`. With `tpdu_limits_pdu` it also "
    "fits into\n"
    "  one TPDU, 3 octets less than its size: if it does not, the largest of 960, 480 and 240 that does is "
    "granted, else\n"
    "  what fits. Without, a PDU that is too long for its TPDU ends the connection.\n"
    "- **Parallel jobs (AmQ).** Granted is the lesser of what is asked and the figure, each way by itself; 0 "
    "asked counts\n"
    "  as 1.\n"
    "- **Connections.** The first octet of the called TSAP is the class: 01 PG, 02 OP, 03 basic (PUT/GET over "
    "a\n"
    "  connection that only the caller has configured); 10 to DF are connections configured on both sides. A "
    "class has\n"
    "  what is kept for it, then what is kept for nobody, up to its own limit. One connection more is refused "
    "as\n"
    "  `refusal_resources` says; a wrong rack, slot or TSAP as `refusal_tsap` says.\n"
    "- **PUT/GET.** Not permitted, every read and write is answered with 81 04 and nothing else. The "
    "`firmware` of a CPU\n"
    "  in a plant file decides what is shipped where `put_get_firmware` is not 0.\n"
    "- **Consistency.** So much of one call is moved as one; a longer area may be torn, and the plant check "
    "says so.\n\n";

static void write_marks(FILE *out)
{
    fputs("## Marks\n\n| mark | | |\n|---|---|---|\n", out);
    for (int i = 0; i < S7_EVIDENCE_COUNT; i++)
        fprintf(out, "| %s | %s | %s |\n", s7_evidence_letter((enum s7_evidence)i),
                s7_evidence_words((enum s7_evidence)i), s7_evidence_meaning((enum s7_evidence)i));
    fputs("\n", out);
}

static void write_notes(FILE *out)
{
    const struct s7_profile *profile;
    fputs("## Where the figures are from\n\n", out);
    for (size_t i = 0; (profile = s7_profile_at(i)) != NULL; i++)
        fprintf(out, "**%s**: %s\n", profile->name, profile->note);
}

static void write_words(FILE *out)
{
    const struct s7_figure_row *row;
    const struct s7_figure_word *word;
    fputs("## Words\n\n| figure | word | |\n|---|---|---|\n", out);
    for (size_t i = 0; (row = s7_figure_at(i)) != NULL; i++)
        for (size_t k = 0; (word = s7_figure_word_at(k)) != NULL; k++)
            if (word->form == row->form)
                fprintf(out, "| %s | %s | %s |\n", row->name, word->word, word->meaning);
    fputs("\n", out);
}

static void write_head(FILE *out)
{
    const struct s7_profile *profile;
    fputs("| |", out);
    for (size_t i = 0; (profile = s7_profile_at(i)) != NULL; i++)
        fprintf(out, " %s |", profile->name);
    fputs(" |\n|---|", out);
    for (size_t i = 0; s7_profile_at(i); i++)
        fputs("---|", out);
    fputs("---|\n", out);
}

static void write_text_row(FILE *out, const struct s7_figure_text_row *row)
{
    const struct s7_profile *profile;
    fprintf(out, "| %s |", row->name);
    for (size_t i = 0; (profile = s7_profile_at(i)) != NULL; i++) {
        const struct s7_figure_text *text = s7_figure_text_of(profile, row);
        fprintf(out, " %s %s |", s7_profile_text_of(text), s7_evidence_letter(text->evidence));
    }
    fprintf(out, " %s |\n", row->meaning);
}

static void write_figure_row(FILE *out, const struct s7_figure_row *row)
{
    const struct s7_profile *profile;
    fprintf(out, "| %s |", row->name);
    for (size_t i = 0; (profile = s7_profile_at(i)) != NULL; i++) {
        const struct s7_figure *figure = s7_figure_of(profile, row);
        char cell[CELL_SIZE];
        struct s7_strbuf buf = s7_strbuf_over(cell, sizeof cell);
        s7_profile_write_figure(&buf, row, figure->value);
        fprintf(out, " %s %s |", cell, s7_evidence_letter(figure->evidence));
    }
    fprintf(out, " %s |\n", row->meaning);
}

static void write_figures(FILE *out)
{
    const struct s7_figure_text_row *text;
    const struct s7_figure_row *row;
    fputs("## Figures\n\n", out);
    write_head(out);
    for (size_t i = 0; (text = s7_figure_text_at(i)) != NULL; i++)
        write_text_row(out, text);
    for (size_t i = 0; (row = s7_figure_at(i)) != NULL; i++)
        write_figure_row(out, row);
    fputs("\n", out);
}

/* 0: the block does not have so many areas. */
static void write_size(FILE *out, size_t size)
{
    if (size)
        fprintf(out, " %zu |", size);
    else
        fputs(" - |", out);
}

static void write_sizes(FILE *out)
{
    const struct s7_profile *profile;
    fputs("## User data of one call\n\n"
          "Octets over all areas of one GET or PUT, at the PDU length of the profile P and with n areas:\n"
          "GET P - 18 - 4(n - 1), PUT P - 28 - 16(n - 1), not more than `get_most` and `put_most`.\n\n"
          "| | PDU | GET 1 | 2 | 3 | 4 | PUT 1 | 2 | 3 | 4 |\n|---|---|---|---|---|---|---|---|---|---|\n",
          out);
    for (size_t i = 0; (profile = s7_profile_at(i)) != NULL; i++) {
        uint16_t pdu = (uint16_t)profile->pdu_length.value;
        fprintf(out, "| %s | %u |", profile->name, (unsigned)pdu);
        for (size_t n = 1; n <= S7_PROFILE_AREAS_MAX; n++)
            write_size(out, s7_profile_get_most(profile, pdu, n));
        for (size_t n = 1; n <= S7_PROFILE_AREAS_MAX; n++)
            write_size(out, s7_profile_put_most(profile, pdu, n));
        fputs("\n", out);
    }
}

void s7_profile_markdown(FILE *out)
{
    fputs(introduction, out);
    write_figures(out);
    write_marks(out);
    write_notes(out);
    write_words(out);
    fputs(behaviour, out);
    write_sizes(out);
}
