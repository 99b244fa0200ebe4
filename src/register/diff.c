/* SPDX-License-Identifier: MIT */
#include "register/diff.h"

#include <stdlib.h>

#include "register/diff_walk.h"

static const struct {
    const char *word, *text;
    enum s7_change_severity severity;
} kinds[S7_CHANGE_KIND_COUNT] = {
#define S7_CHANGE(NAME, written, weight, shown) [S7_CHANGE_IS_##NAME] = {written, shown, S7_CHANGE_##weight},
#include "register/defs/change.def"
#undef S7_CHANGE
};

const char *s7_change_word(enum s7_change_kind kind)
{
    return kinds[kind].word;
}

const char *s7_change_text(enum s7_change_kind kind)
{
    return kinds[kind].text;
}

const char *s7_change_severity_name(enum s7_change_severity severity)
{
    static const char *const names[S7_CHANGE_SEVERITY_COUNT] = {"error", "warning", "info"};
    return names[severity];
}

enum s7_change_severity s7_diff_severity(enum s7_change_kind kind)
{
    return kinds[kind].severity;
}

void s7_diff_tell(struct s7_diff *diff, enum s7_change_kind kind, enum s7_change_severity severity,
                  const struct s7_diff_side *before, const struct s7_diff_side *after, const char *before_text,
                  const char *after_text)
{
    const struct s7_change change = {.kind = kind,
                                     .severity = severity,
                                     .object = s7_diff_text(&diff->object),
                                     .key = s7_diff_text(&diff->key),
                                     .before = before_text,
                                     .after = after_text,
                                     .before_mark = before->mark,
                                     .after_mark = after->mark};
    if (!diff->failed && !diff->object.failed && !diff->key.failed)
        diff->take(diff->user, &change);
}

int s7_register_diff(const struct s7_source *before, const struct s7_source *after, s7_change_take *take,
                     void *user)
{
    struct s7_diff diff = {.take = take, .user = user};
    const struct s7_diff_side old = {before->root, before->plant, before->root->mark};
    const struct s7_diff_side new = {after->root, after->plant, after->root->mark};
    s7_diff_element(&diff, S7_ELEMENT_FILE, &old, &new);
    bool failed = diff.failed || diff.storage.failed || diff.object.failed || diff.key.failed ||
                  diff.before.failed || diff.after.failed;
    free(diff.object.text);
    free(diff.key.text);
    free(diff.before.text);
    free(diff.after.text);
    free(diff.renames);
    s7_storage_free(&diff.storage);
    return failed ? S7_ERR_LOCAL_MEMORY : S7_OK;
}
