/* SPDX-License-Identifier: MIT
 *
 * unit/plant/reading.h — a text as a tree, with a loader around it: one reader or check at a time.
 */
#ifndef TESTS_UNIT_PLANT_READING_H
#define TESTS_UNIT_PLANT_READING_H

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "must.h"
#include "plant/load.h"

struct reading {
    struct s7_storage storage; /**< of tree, findings and model alike */
    struct s7_finding_list findings;
    struct s7_plant plant;
    struct s7_loader loader;
    const struct s7_node *root;
    int error;
    char told[20000];
};

/** Reads a text; it is copied to an exact-size buffer, so that reading too far is seen. */
static inline void reading_octets(struct reading *r, const char *text, size_t size)
{
    char *copy = calloc(1, size ? size : 1);
    must(copy);
    memcpy(copy, text, size);
    memset(r, 0, offsetof(struct reading, told));
    r->findings.storage = &r->storage;
    r->loader = (struct s7_loader){.model = &r->storage, .findings = &r->findings, .plant = &r->plant};
    r->error = s7_tree_read(copy, size, &r->storage, &r->findings, &r->root);
    free(copy);
}

static inline void reading_begin(struct reading *r, const char *text)
{
    reading_octets(r, text, strlen(text));
}

static inline void reading_end(struct reading *r)
{
    s7_storage_free(&r->storage);
}

static inline void reading_tell(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                                const char *message)
{
    struct s7_strbuf *buf = user;
    s7_strbuf_printf(buf, "%s%u:%u: %s: %s", buf->length ? "\n" : "", mark.line, mark.column,
                     severity == S7_PLANT_ERROR ? "error" : "warning", message);
}

/** Everything found so far, in the order of the file, a line each: "1:5: error: …". */
static inline const char *reading_told(struct reading *r)
{
    struct s7_strbuf buf = s7_strbuf_over(r->told, sizeof r->told);
    s7_finding_report(&r->findings, reading_tell, &buf);
    return r->told;
}

/** Member of the root. */
static inline const struct s7_node *reading_node(const struct reading *r, const char *key)
{
    const struct s7_node *node = s7_node_member(r->root, key);
    must(node);
    return node;
}

/** A key of the schema. */
static inline const struct s7_plant_key *reading_key(enum s7_plant_element element, const char *name)
{
    const struct s7_plant_key *key = NULL;
    for (size_t i = 0; (key = s7_schema_key(i)) != NULL; i++)
        if (key->element == element && strcmp(key->name, name) == 0)
            break;
    must(key);
    return key;
}

#endif
