/* SPDX-License-Identifier: MIT
 *
 * plant/schema.h — the schema of the plant file as a table (defs/key.def).
 */
#ifndef PLANT_SCHEMA_H
#define PLANT_SCHEMA_H

#include "base/strbuf.h"
#include "plant/plant.h"

struct s7_loader;
struct s7_node;
struct s7_plant_key;

enum s7_plant_element {
#define S7_ELEMENT(name, path, type, mark, check) S7_ELEMENT_##name,
#include "plant/defs/element.def"
#undef S7_ELEMENT
    S7_ELEMENT_COUNT
};

/** A mapping of the file, what it is read into, and who checks it as a whole. */
struct s7_plant_element_row {
    const char *path;
    size_t size;        /**< of its struct */
    size_t mark_offset; /**< of its struct s7_plant_mark; SIZE_MAX: none */
    void (*check)(struct s7_loader *loader, const struct s7_node *node, void *element);
};

struct s7_plant_word {
    const char *text; /**< NULL: end of the list */
    unsigned value;
};

/** What a value looks like in the file. */
enum s7_plant_shape {
    S7_SHAPE_TEXT,    /**< any line of text, also one that looks like a number */
    S7_SHAPE_LINE,    /**< a line of the kind's pattern */
    S7_SHAPE_LOOSE,   /**< the same, but YAML may take it for a number: 4.5, 0302 */
    S7_SHAPE_NUMBER,  /**< whole number in the key's range */
    S7_SHAPE_DECIMAL, /**< any number */
    S7_SHAPE_WORD,    /**< one of the key's words */
    S7_SHAPE_WORDS,   /**< list of them, each once */
    S7_SHAPE_FIGURE,  /**< of a profile: number, octet in hex, or one of the key's words */
    S7_SHAPE_LINES,   /**< list of lines, as many as the key's range says */
    S7_SHAPE_SOME,    /**< one line, or such a list */
    S7_SHAPE_ELEMENT, /**< mapping of the key's element */
    S7_SHAPE_NAMED,   /**< mapping of names to the key's element */
    S7_SHAPE_NUMBERED,
    S7_SHAPE_LIST
};

/** A way to read a value.  `element` is the struct that the key's field lies in. */
struct s7_plant_kind {
    const char *shown;
    void (*read)(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                 void *element);
    bool absent_too; /**< is called for an absent key, too: with node NULL */
    enum s7_plant_shape shape;
    const char *pattern; /**< regular expression, NULL: none */
};

/** One key. */
struct s7_plant_key {
    enum s7_plant_element element;
    const char *name;
    const struct s7_plant_kind *kind;
    bool required;
    size_t offset; /**< of the field; size 0: none */
    size_t size;
    size_t count_offset;
    double lowest, highest; /**< numbers, lengths, milliseconds */
    const struct s7_plant_word *words;
    enum s7_figure_form form; /**< of a figure */
    enum s7_plant_element of;
    const char *otherwise; /**< default as if written, NULL: none */
    bool from_profile;     /**< the default is the profile's figure at figure_offset */
    size_t figure_offset;
    const char *meaning;
};

const struct s7_plant_element_row *s7_schema_element(enum s7_plant_element element);

/** The keys of one element, in their order. */
struct s7_plant_keys {
    const struct s7_plant_key *first;
    size_t count; /**< at most S7_SCHEMA_KEYS_MOST */
};

struct s7_plant_keys s7_schema_keys(enum s7_plant_element element);

/** Key number `index` of the whole table, NULL behind the last one. */
const struct s7_plant_key *s7_schema_key(size_t index);

/** Names of CPUs, zones …; tags and areas, a little wider than they are. */
#define S7_PATTERN_NAME "^[^- @][^ @]*$"
#define S7_PATTERN_TAG                                                                                         \
    "^(P#(DB[0-9]+\\.DBX|[IQM])[0-9]+\\.[0-7] [A-Z]+ [0-9]+(:[A-Z]+)?"                                         \
    "|((DB[0-9]+\\.DB|[IQM])[BWD][0-9]+|(DB[0-9]+\\.DBX|[IQM])[0-9]+\\.[0-7]|[TC][0-9]+)(:[A-Z]+)?"            \
    "(\\*[0-9]+)?)$"

enum { S7_SCHEMA_KEYS_MOST = 128 };

enum {
    S7_SCHEMA_NAME_MOST = 64,     /**< octets of a name */
    S7_SCHEMA_NAMED_MOST = 10000, /**< members of a mapping by name */
    S7_SCHEMA_LISTED_MOST = 10000 /**< members of a list */
};

enum { S7_SCHEMA_TEXT_SIZE = 131072 /**< enough for each of the following */ };

/** The schema as Markdown tables, one per mapping; the documentation holds the same text. */
void s7_schema_format(struct s7_strbuf *buf);

/**
 * The schema as a JSON Schema (draft 2020-12) for editors.  It agrees with s7_plant_load() on what a single value may be,
 * except that JSON Schema knows no units (ranges of durations), no references, and takes a number in quotes for text.
 */
void s7_schema_json(struct s7_strbuf *buf);

#endif
