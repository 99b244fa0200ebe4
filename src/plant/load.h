/* SPDX-License-Identifier: MIT
 *
 * plant/load.h — what the readers of a plant file share while it is loaded.
 */
#ifndef PLANT_LOAD_H
#define PLANT_LOAD_H

#include "plant/finding.h"
#include "plant/names.h"
#include "plant/nearest.h"
#include "plant/schema.h"
#include "plant/tree.h"

struct s7_loader {
    struct s7_storage *model; /**< lives as long as the plant */
    struct s7_finding_list *findings;
    struct s7_plant *plant;
    struct s7_names names[S7_NAMES_KINDS];
    struct s7_index local_ids;  /**< of the connections so far, by active CPU and ID */
    struct s7_index addresses;  /**< of the partners so far */
    struct s7_index exceptions; /**< so far, by check and object */
};

void s7_loader_error(struct s7_loader *loader, struct s7_plant_mark mark, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void s7_loader_warn(struct s7_loader *loader, enum s7_plant_topic topic, struct s7_plant_mark mark,
                    const char *format, ...) __attribute__((format(printf, 4, 5)));

/** The end of a message: "; did you mean "oven"?", empty when nothing is near. */
struct s7_suggestion {
    char text[100];
};

struct s7_suggestion s7_loader_suggest(const struct s7_nearest *nearest);

/** A text as it may be shown: cut to a readable length, without control characters. */
struct s7_excerpt {
    char text[72];
};

struct s7_excerpt s7_loader_excerpt(const struct s7_node *scalar);

/**
 * Reads the keys of a mapping into `element`.  `node` NULL: the mapping is absent, and its keys have their defaults.
 */
void s7_loader_mapping(struct s7_loader *loader, enum s7_plant_element kind, const struct s7_node *node,
                       void *element);

/** The value is a scalar that is not empty; says so otherwise. */
bool s7_loader_scalar(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node);

/** A scalar holds characters that would confuse a terminal: C0, DEL or C1. */
bool s7_loader_has_control(const struct s7_node *scalar);

/** Copies a text into the key's field, a `const char *`. */
void s7_loader_keep(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                    void *element);

/**
 * The members of a list of as many lines as the key's range says; a kind of S7_SHAPE_SOME takes a single one as well.
 * @return the first of *ret_count nodes (NULL: none), which follow each other by `next`; *ret_count untouched when
 *         something was wrong, which has been told, and NULL
 */
const struct s7_node *s7_loader_lines(struct s7_loader *loader, const struct s7_plant_key *key,
                                      const struct s7_node *node, size_t *ret_count);

/** The words of a key for a message: "low, middle or high". */
void s7_loader_words(const struct s7_plant_key *key, struct s7_strbuf *buf);

/** The word of a key with this text, NULL: none. */
const struct s7_plant_word *s7_loader_word(const struct s7_plant_key *key, const char *text);

/** Decimal digits without sign, leading zeros or separators; false: something else, or 16 digits and more. */
bool s7_loader_digits(const char *text, size_t length, uint64_t *ret_number);

/** "0x0131", one to four digits; false: something else. */
bool s7_loader_code(const char *text, size_t length, uint64_t *ret_number);

/** "2016-02-08 23:08:10.264", from 1990 to 2089; the fraction may be missing.  False: something else. */
bool s7_loader_moment(const char *text, size_t length, struct s7_plant_moment *ret_moment);

/** Stores a whole number into the key's field, whatever its width. */
void s7_loader_store(const struct s7_plant_key *key, void *element, uint64_t number);

#endif
