/* SPDX-License-Identifier: MIT
 *
 * register/diff_walk.h — what the parts of the comparison share.
 */
#ifndef REGISTER_DIFF_WALK_H
#define REGISTER_DIFF_WALK_H

#include "plant/fmt_out.h"
#include "register/diff.h"

/** An element in one of the two files; `element` NULL: it is not there. */
struct s7_diff_side {
    const struct s7_node *node; /**< NULL: it is not written */
    const void *element;
    struct s7_plant_mark mark; /**< where it stands, or what is around it */
};

struct s7_diff_rename {
    enum s7_plant_element element;
    const char *before, *after;
};

struct s7_diff {
    s7_change_take *take;
    void *user;
    struct s7_storage storage;
    struct s7_fmt_out object, key; /**< where the walk is */
    struct s7_fmt_out before, after;
    struct s7_diff_rename *renames; /**< by `before` */
    size_t rename_count, rename_room;
    size_t rename_sorted;         /**< so many are in order: all of them, or some were noted since */
    bool reads_told, writes_told; /**< of the connection where the walk is: changes of what it reads, writes */
    bool failed;                  /**< memory ran out */
};

/** Tells a change of what `diff->object` and `diff->key` say. */
void s7_diff_tell(struct s7_diff *diff, enum s7_change_kind kind, enum s7_change_severity severity,
                  const struct s7_diff_side *before, const struct s7_diff_side *after, const char *before_text,
                  const char *after_text);

/** The severity that the kind has by itself. */
enum s7_change_severity s7_diff_severity(enum s7_change_kind kind);

/** Two elements of one kind, key by key. */
void s7_diff_element(struct s7_diff *diff, enum s7_plant_element kind, const struct s7_diff_side *before,
                     const struct s7_diff_side *after);

/** The members of a mapping by name or number, or of a list. */
void s7_diff_members(struct s7_diff *diff, const struct s7_plant_key *key, const struct s7_diff_side *before,
                     const struct s7_diff_side *after);

/** What two connections do, between whom. */
void s7_diff_accesses(struct s7_diff *diff, const struct s7_diff_side *before,
                      const struct s7_diff_side *after);

/** Appends what the jobs of a connection read and write together. */
void s7_diff_print_jobs(struct s7_diff *diff, const struct s7_plant_connection *connection,
                        struct s7_fmt_out *out);

/** The names that are meant by a key's text were only renamed: `before` means the same as `after`. */
bool s7_diff_same_names(struct s7_diff *diff, const struct s7_plant_key *key, const char *before,
                        const char *after);

/** Takes note of a renamed element. */
void s7_diff_rename(struct s7_diff *diff, enum s7_plant_element element, const char *before, const char *after);

/** Puts the names that were noted in order, so that they are found. */
void s7_diff_rename_sort(struct s7_diff *diff);

/** A text in which the names of a key's kind are those of the new file; into `out`. */
void s7_diff_new_names(const struct s7_diff *diff, const struct s7_plant_key *key, const char *text,
                       struct s7_fmt_out *out);

/** Starts a text anew. */
static inline void s7_diff_clear(struct s7_fmt_out *out)
{
    out->size = 0;
    if (out->text)
        out->text[0] = '\0';
}

static inline const char *s7_diff_text(const struct s7_fmt_out *out)
{
    return out->text ? out->text : "";
}

/** Back to what it was when it had `size` octets. */
static inline void s7_diff_cut(struct s7_fmt_out *out, size_t size)
{
    if (!out->text)
        return;
    out->size = size;
    out->text[size] = '\0';
}

#endif
