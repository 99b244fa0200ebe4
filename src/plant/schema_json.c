/* SPDX-License-Identifier: MIT
 *
 * The schema as JSON Schema, draft 2020-12.  A mapping becomes a definition; every member refers to it.
 */
#include <string.h>

#include "plant/kind.h"
#include "plant/schema.h"

static void add_text(struct s7_strbuf *buf, const char *text)
{
    s7_strbuf_char(buf, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            s7_strbuf_char(buf, '\\');
        s7_strbuf_char(buf, *text);
    }
    s7_strbuf_char(buf, '"');
}

/** A mapping as the last part of an address: without blanks. */
static const char *definition_of(enum s7_plant_element element)
{
    const char *path = s7_schema_element(element)->path;
    const char *blank = strrchr(path, ' ');
    return blank ? blank + 1 : path;
}

static void add_pattern(struct s7_strbuf *buf, const char *pattern)
{
    if (!pattern)
        return;
    s7_strbuf_add(buf, ", \"pattern\": ");
    add_text(buf, pattern);
}

/** YAML takes true and false for more than words. */
static bool is_flag(const struct s7_plant_key *key)
{
    return key->words && strcmp(key->words[0].text, "true") == 0;
}

static void add_words(struct s7_strbuf *buf, const struct s7_plant_key *key)
{
    s7_strbuf_add(buf, "\"enum\": [");
    for (const struct s7_plant_word *word = key->words; word->text; word++) {
        s7_strbuf_add(buf, word == key->words ? "" : ", ");
        add_text(buf, word->text);
    }
    s7_strbuf_char(buf, ']');
}

static void add_range(struct s7_strbuf *buf, const struct s7_plant_key *key)
{
    s7_strbuf_printf(buf, "\"type\": \"integer\", \"minimum\": %.0f, \"maximum\": %.0f", key->lowest,
                     key->highest);
}

static void shape_text(struct s7_strbuf *buf, const struct s7_plant_key *key)
{
    s7_strbuf_printf(buf,
                     "\"type\": [\"string\", \"number\", \"boolean\"], \"minLength\": 1, \"maxLength\": %.0f",
                     key->highest);
}

static void shape_line(struct s7_strbuf *buf, const struct s7_plant_key *key)
{
    s7_strbuf_add(buf, "\"type\": \"string\", \"minLength\": 1");
    add_pattern(buf, key->kind->pattern);
}

static void shape_loose(struct s7_strbuf *buf, const struct s7_plant_key *key)
{
    s7_strbuf_add(buf, "\"type\": [\"string\", \"number\"], \"minLength\": 1, \"minimum\": 0");
    add_pattern(buf, key->kind->pattern);
}

static void shape_number(struct s7_strbuf *buf, const struct s7_plant_key *key)
{
    add_range(buf, key);
}

static void shape_decimal(struct s7_strbuf *buf, const struct s7_plant_key *key)
{
    (void)key;
    s7_strbuf_add(buf, "\"type\": \"number\"");
}

static void shape_word(struct s7_strbuf *buf, const struct s7_plant_key *key)
{
    if (is_flag(key))
        s7_strbuf_add(buf, "\"type\": \"boolean\"");
    else
        add_words(buf, key);
}

static void shape_words(struct s7_strbuf *buf, const struct s7_plant_key *key)
{
    s7_strbuf_add(buf, "\"type\": \"array\", \"uniqueItems\": true, \"items\": {");
    add_words(buf, key);
    s7_strbuf_char(buf, '}');
}

static void shape_figure(struct s7_strbuf *buf, const struct s7_plant_key *key)
{
    if (key->words) {
        shape_word(buf, key);
    } else if (key->form == S7_FIGURE_HEX || key->form == S7_FIGURE_CODE) {
        s7_strbuf_add(buf, "\"anyOf\": [{");
        add_range(buf, key);
        s7_strbuf_printf(buf, "}, {\"type\": \"string\", \"pattern\": \"^0x[0-9A-Fa-f]{%d}$\"}]",
                         key->form == S7_FIGURE_HEX ? 2 : 4);
    } else {
        add_range(buf, key);
    }
}

/** A member of a list of lines: free text when the kind has no pattern. */
static void add_line(struct s7_strbuf *buf, const struct s7_plant_key *key)
{
    const char *type = key->kind->pattern ? "\"string\"" : "[\"string\", \"number\", \"boolean\"]";
    s7_strbuf_printf(buf, "{\"type\": %s, \"minLength\": 1", type);
    add_pattern(buf, key->kind->pattern);
    s7_strbuf_char(buf, '}');
}

static void shape_lines(struct s7_strbuf *buf, const struct s7_plant_key *key)
{
    s7_strbuf_printf(buf,
                     "\"type\": \"array\", \"minItems\": %.0f, \"maxItems\": %.0f, \"items\": ", key->lowest,
                     key->highest);
    add_line(buf, key);
}

static void shape_some(struct s7_strbuf *buf, const struct s7_plant_key *key)
{
    s7_strbuf_add(buf, "\"anyOf\": [");
    add_line(buf, key);
    s7_strbuf_add(buf, ", {");
    shape_lines(buf, key);
    s7_strbuf_add(buf, "}]");
}

static void shape_element(struct s7_strbuf *buf, const struct s7_plant_key *key)
{
    s7_strbuf_printf(buf, "\"$ref\": \"#/$defs/%s\"", definition_of(key->of));
}

static void shape_named(struct s7_strbuf *buf, const struct s7_plant_key *key)
{
    s7_strbuf_printf(buf, "\"type\": \"object\", \"maxProperties\": %d, \"propertyNames\": {\"maxLength\": %d",
                     S7_SCHEMA_NAMED_MOST, S7_SCHEMA_NAME_MOST);
    add_pattern(buf, S7_PATTERN_NAME);
    s7_strbuf_add(buf, "}, \"additionalProperties\": {");
    shape_element(buf, key);
    s7_strbuf_char(buf, '}');
}

static void shape_numbered(struct s7_strbuf *buf, const struct s7_plant_key *key)
{
    s7_strbuf_add(
        buf, "\"type\": \"object\", \"propertyNames\": {\"pattern\": "
             "\"^([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$\"}, "
             "\"additionalProperties\": {");
    shape_element(buf, key);
    s7_strbuf_char(buf, '}');
}

static void shape_list(struct s7_strbuf *buf, const struct s7_plant_key *key)
{
    s7_strbuf_printf(buf, "\"type\": \"array\", \"maxItems\": %d, \"items\": {", S7_SCHEMA_LISTED_MOST);
    shape_element(buf, key);
    s7_strbuf_char(buf, '}');
}

static void add_default(struct s7_strbuf *buf, const struct s7_plant_key *key)
{
    if (!key->otherwise)
        return;
    s7_strbuf_add(buf, ", \"default\": ");
    if (key->kind->shape == S7_SHAPE_NUMBER || key->kind->shape == S7_SHAPE_DECIMAL || is_flag(key))
        s7_strbuf_add(buf, key->otherwise);
    else
        add_text(buf, key->otherwise);
}

static void add_key(struct s7_strbuf *buf, const struct s7_plant_key *key, bool is_first)
{
    static void (*const shapes[])(struct s7_strbuf * buf, const struct s7_plant_key *key) = {
        [S7_SHAPE_TEXT] = shape_text,         [S7_SHAPE_LINE] = shape_line,
        [S7_SHAPE_LOOSE] = shape_loose,       [S7_SHAPE_NUMBER] = shape_number,
        [S7_SHAPE_DECIMAL] = shape_decimal,   [S7_SHAPE_WORD] = shape_word,
        [S7_SHAPE_WORDS] = shape_words,       [S7_SHAPE_FIGURE] = shape_figure,
        [S7_SHAPE_LINES] = shape_lines,       [S7_SHAPE_SOME] = shape_some,
        [S7_SHAPE_ELEMENT] = shape_element,   [S7_SHAPE_NAMED] = shape_named,
        [S7_SHAPE_NUMBERED] = shape_numbered, [S7_SHAPE_LIST] = shape_list,
    };
    s7_strbuf_add(buf, is_first ? "\n        " : ",\n        ");
    add_text(buf, key->name);
    s7_strbuf_add(buf, ": {");
    shapes[key->kind->shape](buf, key);
    s7_strbuf_add(buf, ", \"description\": ");
    add_text(buf, key->meaning);
    add_default(buf, key);
    s7_strbuf_char(buf, '}');
}

/** One of several keys, exactly: ", {"required": ["put"]}, …". */
static void add_choices(struct s7_strbuf *buf, enum s7_plant_element element)
{
    const struct s7_plant_key *key;
    const char *before = ",\n      \"oneOf\": [";
    const char *after = "";
    for (size_t i = 0; (key = s7_schema_key(i)) != NULL; i++) {
        if (key->element != element || key->kind->read != s7_kind_choice)
            continue;
        s7_strbuf_printf(buf, "%s{\"required\": [\"%s\"]}", before, key->name);
        before = ", ";
        after = "]";
    }
    s7_strbuf_add(buf, after);
}

static void add_required(struct s7_strbuf *buf, enum s7_plant_element element)
{
    const struct s7_plant_key *key;
    const char *before = ",\n      \"required\": [";
    const char *after = "";
    for (size_t i = 0; (key = s7_schema_key(i)) != NULL; i++) {
        if (key->element != element || !key->required)
            continue;
        s7_strbuf_printf(buf, "%s\"%s\"", before, key->name);
        before = ", ";
        after = "]";
    }
    s7_strbuf_add(buf, after);
}

static void add_element(struct s7_strbuf *buf, enum s7_plant_element element)
{
    const struct s7_plant_key *key;
    bool is_first = true;
    s7_strbuf_add(buf, element ? ",\n    " : "\n    ");
    add_text(buf, definition_of(element));
    s7_strbuf_add(buf, ": {\n      \"type\": \"object\",\n      \"additionalProperties\": false,\n"
                       "      \"properties\": {");
    for (size_t i = 0; (key = s7_schema_key(i)) != NULL; i++) {
        if (key->element != element)
            continue;
        add_key(buf, key, is_first);
        is_first = false;
    }
    s7_strbuf_add(buf, "\n      }");
    add_required(buf, element);
    add_choices(buf, element);
    s7_strbuf_add(buf, "\n    }");
}

void s7_schema_json(struct s7_strbuf *buf)
{
    s7_strbuf_add(buf, "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
                       "  \"title\": \"Sieben plant file\",\n  \"$ref\": ");
    s7_strbuf_printf(buf, "\"#/$defs/%s\",\n  \"$defs\": {", definition_of(S7_ELEMENT_FILE));
    for (unsigned element = 0; element < S7_ELEMENT_COUNT; element++)
        add_element(buf, (enum s7_plant_element)element);
    s7_strbuf_add(buf, "\n  }\n}\n");
}
