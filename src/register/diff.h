/* SPDX-License-Identifier: MIT
 *
 * register/diff.h — what has changed from one plant file to another, by meaning.
 *
 * Order, notation, comments and defaults that are written out are no change.  A zone, CPU, host or connection that is
 * the same under another name (defs/identity.def) is told as renamed, and what refers to it has not changed.  Every key
 * of the schema is looked at (plant/schema.h), so none can be forgotten; what a connection reads and writes is told as
 * bits, whichever of its jobs and areas they come from.
 */
#ifndef REGISTER_DIFF_H
#define REGISTER_DIFF_H

#include "plant/schema.h"
#include "register/source.h"

enum s7_change_severity { S7_CHANGE_ERROR, S7_CHANGE_WARNING, S7_CHANGE_INFO, S7_CHANGE_SEVERITY_COUNT };

enum s7_change_kind {
#define S7_CHANGE(NAME, word, severity, text) S7_CHANGE_IS_##NAME,
#include "register/defs/change.def"
#undef S7_CHANGE
    S7_CHANGE_KIND_COUNT
};

struct s7_change {
    enum s7_change_kind kind;
    enum s7_change_severity severity;
    const char *object; /**< "connections.C-001", "cpus.OVEN.dbs.100", "plant" */
    const char *key;    /**< "tsap.to"; "": the object itself */
    const char *before; /**< "": was not there */
    const char *after;
    struct s7_plant_mark before_mark; /**< of the nearest thing that is there */
    struct s7_plant_mark after_mark;
};

/** Texts are borrowed while it runs. */
typedef void s7_change_take(void *user, const struct s7_change *change);

/** "write_widened". */
const char *s7_change_word(enum s7_change_kind kind);
/** "writes more". */
const char *s7_change_text(enum s7_change_kind kind);
/** "error", "warning", "info". */
const char *s7_change_severity_name(enum s7_change_severity severity);

/** @return S7_OK, or S7_ERR_LOCAL_MEMORY: not all was told */
int s7_register_diff(const struct s7_source *before, const struct s7_source *after, s7_change_take *take,
                     void *user);

#endif
