/* SPDX-License-Identifier: MIT
 *
 * register/merge_work.h — what the parts of a merge share.
 */
#ifndef REGISTER_MERGE_WORK_H
#define REGISTER_MERGE_WORK_H

#include "plant/fmt_out.h"
#include "plant/net.h"
#include "plant/schema.h"
#include "register/edit.h"
#include "register/match.h"
#include "register/merge.h"
#include "register/name_set.h"
#include "value/access_set.h"

/** A mapping by name of the register, or one that is made. */
struct s7_merge_section {
    const char *key;
    enum s7_plant_element element;
    const struct s7_node *node;     /**< NULL: the register has none */
    struct s7_node *made;           /**< what goes into it then */
    const struct s7_node **members; /**< of `node`, as they stand: as the model has them */
};

enum { S7_MERGE_ZONES, S7_MERGE_HOSTS, S7_MERGE_CPUS, S7_MERGE_CONNECTIONS, S7_MERGE_SECTIONS };

/** What a partner of the seen file is called in the register. */
struct s7_merge_partner {
    const struct s7_plant_cpu *declared; /**< NULL: it is new */
    const char *name;
};

/** A net of a zone of the register. */
struct s7_merge_net {
    struct s7_net net;
    const char *zone;
};

struct s7_merge {
    const struct s7_source *into, *seen;
    const struct s7_merge_options *options;
    struct s7_storage storage;
    struct s7_edit *edit;
    struct s7_merge_section sections[S7_MERGE_SECTIONS];
    struct s7_name_set partners, zones, connections; /**< names that are taken */
    struct s7_name_set touched;                      /**< partners whose entry has been looked at */
    struct s7_merge_partner *cpus, *hosts;           /**< by index in the seen file */
    const char **zone_names;                         /**< by index in the seen file; NULL: it has none */
    struct s7_merge_net *nets;                       /**< of the register's zones */
    size_t net_count;
    int error; /**< the first one */
};

/* ---- merge.c ---- */
void s7_merge_fail(struct s7_merge *merge, int error);
/** Puts a new entry into a section. */
void s7_merge_add(struct s7_merge *merge, size_t section, const char *name, struct s7_node *value, bool draft);
void s7_merge_tell(struct s7_merge *merge, enum s7_merge_kind kind, const struct s7_merge_note *note);
/** May this reviewed entry be changed? */
bool s7_merge_accepts(const struct s7_merge *merge, const char *name);
const struct s7_merge_partner *s7_merge_partner_of(const struct s7_merge *merge,
                                                   const struct s7_plant_cpu *seen);

/* ---- merge_copy.c ---- */
/** A copy of a node of the seen file, but for the keys named (a list that ends with NULL). */
struct s7_node *s7_merge_copy(struct s7_merge *merge, const struct s7_node *node, const char *const *except);
/** The member of a mapping of this element behind which a key comes; NULL: behind the last one. */
const struct s7_node *s7_merge_behind(const struct s7_node *mapping, enum s7_plant_element element,
                                      const char *key);
/** Sets a key of a mapping of the register, new or not. */
void s7_merge_set(struct s7_merge *merge, const struct s7_node *mapping, enum s7_plant_element element,
                  const char *key, struct s7_node *value);
/** A list of areas. */
struct s7_node *s7_merge_areas(struct s7_merge *merge, const struct s7_access_set *set);

/* ---- merge_partner.c, merge_connection.c ---- */
void s7_merge_zones(struct s7_merge *merge);
void s7_merge_partners(struct s7_merge *merge);
void s7_merge_connections(struct s7_merge *merge);

#endif
