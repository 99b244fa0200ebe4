/* SPDX-License-Identifier: MIT
 *
 * unit/register/editing.h — a plant file, changed.
 */
#ifndef TESTS_UNIT_REGISTER_EDITING_H
#define TESTS_UNIT_REGISTER_EDITING_H

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "must.h"
#include "register/edit_work.h"

static struct s7_source editing_source;
static struct s7_edit *editing;

static inline void editing_start(const char *text)
{
    must(s7_source_open(text, strlen(text), NULL, NULL, &editing_source) == S7_OK);
    editing = s7_edit_new(&editing_source);
    must(editing);
}

/** A node of the source: the names of mappings' members, "" for the first one of a list. */
static inline const struct s7_node *editing_node(const char *const *path)
{
    const struct s7_node *node = editing_source.root;
    for (; *path; path++)
        node = **path ? s7_node_member(node, *path) : node->first;
    must(node);
    return node;
}

#define NODE(...) editing_node((const char *const[]){__VA_ARGS__, NULL})

static inline void editing_drop(void)
{
    s7_edit_free(editing);
    s7_source_close(&editing_source);
}

/** Ends it: the text is this one, and loads. */
static inline void editing_end(const char *expected)
{
    char *text = NULL;
    size_t size = 0;
    struct s7_plant *plant = NULL;
    assert_int_equal(s7_edit_text(editing, &text, &size), S7_OK);
    assert_string_equal(text, expected);
    assert_int_equal(strlen(text), size);
    assert_int_equal(s7_plant_load(text, size, NULL, NULL, &plant), S7_OK);
    s7_plant_free(plant);
    free(text);
    editing_drop();
}

#endif
