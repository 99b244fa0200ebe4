/* SPDX-License-Identifier: MIT
 *
 * The schema in words, for `plant schema` and the documentation.
 */
#include "plant/kind.h"
#include "plant/schema.h"

static void add_duration(struct s7_strbuf *buf, double ms)
{
    if (ms > 0 && ms < 1000)
        s7_strbuf_printf(buf, "%.0fms", ms);
    else
        s7_strbuf_printf(buf, "%.0fs", ms / 1000);
}

static const char *shown_form(enum s7_figure_form form)
{
    if (form == S7_FIGURE_HEX)
        return "octet such as 0x05";
    return form == S7_FIGURE_CODE ? "code such as 0xD401" : "whole number";
}

/** The words, the kind, or "figure" as what it is. */
static void add_shown(struct s7_strbuf *buf, const struct s7_plant_key *key)
{
    if (key->kind->shape == S7_SHAPE_WORDS)
        s7_strbuf_add(buf, "list of ");
    if (!key->words && key->kind->shape == S7_SHAPE_FIGURE)
        s7_strbuf_add(buf, shown_form(key->form));
    else if (!key->words)
        s7_strbuf_add(buf, key->kind->shown);
    for (const struct s7_plant_word *word = key->words; word && word->text; word++)
        s7_strbuf_printf(buf, "%s`%s`", word == key->words ? "" : " ", word->text);
}

/** What may stand there. */
static void add_kind(struct s7_strbuf *buf, const struct s7_plant_key *key)
{
    bool is_number =
        key->kind->shape == S7_SHAPE_NUMBER || (key->kind->shape == S7_SHAPE_FIGURE && !key->words);
    add_shown(buf, key);
    if (is_number && key->form == S7_FIGURE_HEX)
        s7_strbuf_printf(buf, ", 0x%02X–0x%02X", (unsigned)key->lowest, (unsigned)key->highest);
    else if (is_number && key->form == S7_FIGURE_CODE)
        s7_strbuf_printf(buf, ", 0x%04X–0x%04X", (unsigned)key->lowest, (unsigned)key->highest);
    else if (is_number && key->lowest < key->highest)
        s7_strbuf_printf(buf, ", %.0f–%.0f", key->lowest, key->highest);
    else if (is_number)
        s7_strbuf_printf(buf, ", %.0f", key->lowest);
    if (key->kind->read == s7_kind_duration) {
        s7_strbuf_add(buf, ", ");
        add_duration(buf, key->lowest);
        s7_strbuf_add(buf, "–");
        add_duration(buf, key->highest);
    }
}

static void add_otherwise(struct s7_strbuf *buf, const struct s7_plant_key *key)
{
    if (key->required)
        s7_strbuf_add(buf, "**required**");
    else if (key->from_profile)
        s7_strbuf_add(buf, "as the profile");
    else if (key->kind->shape == S7_SHAPE_FIGURE || key->kind->read == s7_kind_figure_text)
        s7_strbuf_add(buf, "as `like`");
    else if (key->otherwise)
        s7_strbuf_printf(buf, "`%s`", key->otherwise);
    else
        s7_strbuf_add(buf, "–");
}

static void add_element(struct s7_strbuf *buf, enum s7_plant_element element)
{
    s7_strbuf_printf(buf, "\n### %s\n\n| key | value | otherwise | meaning |\n|---|---|---|---|\n",
                     s7_schema_element(element)->path);
    const struct s7_plant_key *key;
    for (size_t i = 0; (key = s7_schema_key(i)) != NULL; i++) {
        if (key->element != element)
            continue;
        s7_strbuf_printf(buf, "| `%s` | ", key->name);
        add_kind(buf, key);
        s7_strbuf_add(buf, " | ");
        add_otherwise(buf, key);
        s7_strbuf_printf(buf, " | %s |\n", key->meaning);
    }
}

void s7_schema_format(struct s7_strbuf *buf)
{
    for (unsigned element = 0; element < S7_ELEMENT_COUNT; element++)
        add_element(buf, (enum s7_plant_element)element);
}
