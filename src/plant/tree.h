/* SPDX-License-Identifier: MIT
 *
 * plant/tree.h — a YAML text as a tree of nodes that know their place.
 *
 * Only what a plant file needs: one document; mappings with plain keys, each once; lists; scalars without types.
 * Anchors, aliases and tags are refused.  Everything lives in the storage given to s7_tree_read().
 */
#ifndef PLANT_TREE_H
#define PLANT_TREE_H

#include "plant/finding.h"

enum s7_node_kind { S7_NODE_SCALAR, S7_NODE_LIST, S7_NODE_MAPPING };

struct s7_node {
    enum s7_node_kind kind;
    bool quoted;
    bool literal; /**< the octets stand in the file as in `text`: columns can be counted */
    bool flow;    /**< of a list or mapping: written in brackets */
    struct s7_plant_mark mark;
    const char *text; /**< of a scalar, NUL-terminated, no other NUL in it */
    size_t length;
    uint32_t begin; /**< characters of the text before it, without a byte order mark */
    uint32_t end;   /**< the same, up to its end; of a list or mapping without brackets: at least there */
    const struct s7_node *key; /**< of a member of a mapping */
    struct s7_node *first;     /**< members of a list or mapping */
    struct s7_node *last;
    struct s7_node *next;
    size_t count;
};

enum { S7_TREE_DEPTH = 16, S7_TREE_NODES = 1000000, S7_TREE_OCTETS = 16 << 20 };

/**
 * @return S7_OK and *ret_root (NULL: the file is empty), also when anchors, types or repeated keys are among the findings:
 *         what else is wrong can still be told; S7_ERR_LOCAL_FILE: reported, no tree; S7_ERR_LOCAL_MEMORY.
 */
int s7_tree_read(const char *text, size_t size, struct s7_storage *storage, struct s7_finding_list *findings,
                 const struct s7_node **ret_root);

/** The member of a mapping with this key, NULL: none, or no mapping. */
const struct s7_node *s7_node_member(const struct s7_node *mapping, const char *key);

/** Place of octet `index` of a scalar's text. */
struct s7_plant_mark s7_node_place(const struct s7_node *scalar, size_t index);

#endif
