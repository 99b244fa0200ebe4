/* SPDX-License-Identifier: MIT
 *
 * register/merge.h — what was seen in traffic, taken into a register.
 *
 * Partners that are not there are put in as drafts: without owner and purpose, which somebody has to fill in.  So are
 * connections.  A draft is widened to what was seen.  An entry that has an owner or a purpose is somebody's word: what
 * differs from it is told as a conflict, and nothing of it changes unless it is accepted.  Merging twice changes nothing
 * more, and nothing that stands in the file is lost (register/edit.h).
 */
#ifndef REGISTER_MERGE_H
#define REGISTER_MERGE_H

#include "register/source.h"

enum s7_merge_kind {
    S7_MERGE_ADDED,    /**< a new entry */
    S7_MERGE_WIDENED,  /**< a draft has become wider */
    S7_MERGE_ACCEPTED, /**< a reviewed entry has, because it was accepted */
    S7_MERGE_CONFLICT  /**< a reviewed entry says something else; it was left */
};

struct s7_merge_note {
    enum s7_merge_kind kind;
    const char *section; /**< "cpus", "hosts", "zones", "connections" */
    const char *name;    /**< of the entry in the register */
    const char *seen;    /**< "writes P#DB100.DBX20.0 BYTE 4" */
    const char *declared;
    struct s7_plant_mark seen_mark;
    struct s7_plant_mark mark; /**< of the entry in the register; line 0: it is new */
};

struct s7_merge_options {
    void (*take)(void *user, const struct s7_merge_note *note);
    /** A change to a reviewed entry of this name is accepted.  NULL: none is. */
    bool (*accepts)(void *user, const char *name);
    void *user;
    s7_plant_report *report; /**< of a result that does not load; gets `user` */
};

/**
 * @return S7_OK and the text on the heap, NUL-terminated behind *ret_size octets (free()); S7_ERR_LOCAL_FILE: the result
 *         would not load, why was reported; S7_ERR_LOCAL_ARGUMENT: the register has a form that this is not done to
 *         (fmt makes another); S7_ERR_LOCAL_MEMORY
 */
int s7_register_merge(const struct s7_source *into, const struct s7_source *seen,
                      const struct s7_merge_options *options, char **ret_text, size_t *ret_size);

/** An entry that nobody has put a word to. */
bool s7_merge_is_draft(const char *owner, const char *purpose);

/** "added", "widened", "accepted", "conflict". */
const char *s7_merge_word(enum s7_merge_kind kind);

#endif
