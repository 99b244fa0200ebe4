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

/** A way to read a value.  `element` is the struct that the key's field lies in. */
struct s7_plant_kind {
    const char *shown;
    void (*read)(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                 void *element);
    bool absent_too; /**< is called for an absent key, too: with node NULL */
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
    enum s7_plant_element of;
    const char *otherwise; /**< default as if written, NULL: none */
    bool from_profile;     /**< the default is the profile's figure at figure_offset */
    size_t figure_offset;
    const char *meaning;
};

const struct s7_plant_element_row *s7_schema_element(enum s7_plant_element element);

/** Key number `index` of the whole table, NULL behind the last one. */
const struct s7_plant_key *s7_schema_key(size_t index);

enum { S7_SCHEMA_TEXT_SIZE = 32768 /**< enough for s7_schema_format() */ };

/** The schema as Markdown tables, one per mapping; the documentation holds the same text. */
void s7_schema_format(struct s7_strbuf *buf);

#endif
