/* SPDX-License-Identifier: MIT
 *
 * Two connections: between whom, and which bits of the served CPU they read and write.
 */
#include <stdlib.h>
#include <string.h>

#include "register/accesses.h"
#include "register/diff_walk.h"

/** The sets of a comparison. */
struct sets {
    struct s7_access_set reads_before, reads_after, writes_before, writes_after;
    struct s7_access_set some, more; /**< what is being told */
};

static struct sets new_sets(void)
{
    return (struct sets){s7_access_set_new(), s7_access_set_new(), s7_access_set_new(),
                         s7_access_set_new(), s7_access_set_new(), s7_access_set_new()};
}

static void free_sets(struct sets *sets)
{
    s7_access_set_free(&sets->reads_before);
    s7_access_set_free(&sets->reads_after);
    s7_access_set_free(&sets->writes_before);
    s7_access_set_free(&sets->writes_after);
    s7_access_set_free(&sets->some);
    s7_access_set_free(&sets->more);
}

static void print_set(const struct s7_access_set *set, struct s7_fmt_out *out)
{
    char text[S7_TAG_TEXT_SIZE];
    for (size_t i = 0; i < set->range_count; i++) {
        s7_fmt_out_text(out, i ? ", " : "");
        if (s7_range_format(&set->ranges[i], text, sizeof text))
            s7_fmt_out_text(out, text);
    }
}

struct telling {
    struct s7_diff *diff;
    const struct s7_diff_side *before, *after;
};

/** Tells the bits of a set, if there are any; `gone`: they were there before. */
static bool tell_set(const struct telling *t, enum s7_change_kind kind, const struct s7_access_set *set,
                     bool gone)
{
    struct s7_fmt_out text = {.text = NULL};
    if (set->range_count == 0)
        return false;
    print_set(set, &text);
    t->diff->failed = t->diff->failed || text.failed;
    s7_diff_tell(t->diff, kind, s7_diff_severity(kind), t->before, t->after, gone ? s7_diff_text(&text) : "",
                 gone ? "" : s7_diff_text(&text));
    free(text.text);
    return true;
}

/** some := a \ b. */
static int subtract(struct s7_access_set *some, const struct s7_access_set *a, const struct s7_access_set *b)
{
    s7_access_set_clear(some);
    int error = s7_access_set_union(some, a);
    return error ? error : s7_access_set_subtract(some, b);
}

static int tell_reads(const struct telling *t, struct sets *sets)
{
    int error = subtract(&sets->some, &sets->reads_after, &sets->reads_before);
    bool told = !error && tell_set(t, S7_CHANGE_IS_READ_WIDENED, &sets->some, false);
    error = error ? error : subtract(&sets->some, &sets->reads_before, &sets->reads_after);
    told = (!error && tell_set(t, S7_CHANGE_IS_READ_NARROWED, &sets->some, true)) || told;
    t->diff->reads_told = told;
    return error;
}

/** Bits that are written now: first those that were read and are read no more. */
static int tell_more_writes(const struct telling *t, struct sets *sets, bool *ret_told)
{
    int error = subtract(&sets->some, &sets->writes_after, &sets->writes_before);
    error = error ? error : subtract(&sets->more, &sets->reads_before, &sets->reads_after);
    struct s7_access_set turned = s7_access_set_new();
    error = error ? error : s7_access_set_intersect(&sets->some, &sets->more, &turned);
    error = error ? error : s7_access_set_subtract(&sets->some, &turned);
    if (!error) {
        bool read = tell_set(t, S7_CHANGE_IS_READ_NOW_WRITTEN, &turned, false);
        bool first = sets->writes_before.range_count == 0;
        *ret_told =
            tell_set(t, first ? S7_CHANGE_IS_NEW_WRITER : S7_CHANGE_IS_WRITE_WIDENED, &sets->some, false) ||
            read;
    }
    s7_access_set_free(&turned);
    return error;
}

static int tell_writes(const struct telling *t, struct sets *sets)
{
    bool told = false;
    int error = tell_more_writes(t, sets, &told);
    error = error ? error : subtract(&sets->some, &sets->writes_before, &sets->writes_after);
    told = (!error && tell_set(t, S7_CHANGE_IS_WRITE_NARROWED, &sets->some, true)) || told;
    t->diff->writes_told = told;
    return error;
}

/** What its gets receive is written in the CPU of its active side. */
static int tell_receives(const struct telling *t, struct sets *sets)
{
    const struct s7_plant_connection *was = t->before->element, *is = t->after->element;
    s7_access_set_clear(&sets->some);
    s7_access_set_clear(&sets->more);
    int error = s7_register_local_writes(is, &sets->some);
    error = error ? error : s7_register_local_writes(was, &sets->more);
    error = error ? error : s7_access_set_subtract(&sets->some, &sets->more);
    if (!error)
        tell_set(t, S7_CHANGE_IS_RECEIVE_WIDENED, &sets->some, false);
    return error;
}

/** Name of a partner in the old file, as it is called in the new one. */
static const char *new_name(struct s7_diff *diff, const char *name, struct s7_fmt_out *out)
{
    const struct s7_plant_key *key;
    for (size_t i = 0; (key = s7_schema_key(i)) != NULL; i++)
        if (key->element == S7_ELEMENT_CONNECTION && strcmp(key->name, "from") == 0)
            break;
    s7_diff_clear(out);
    s7_diff_new_names(diff, key, name, out);
    diff->failed = diff->failed || out->failed;
    return s7_diff_text(out);
}

static void print_partners(const struct s7_plant_connection *connection, struct s7_fmt_out *out)
{
    s7_diff_clear(out);
    s7_fmt_out_text(out, "from ");
    s7_fmt_out_text(out, connection->from->name);
    s7_fmt_out_text(out, " to ");
    s7_fmt_out_text(out, connection->to->name);
}

/** Who dials whom.  True: the served CPU is another one, so that its bits are not those of before. */
static bool tell_partners(const struct telling *t, const struct s7_plant_connection *was,
                          const struct s7_plant_connection *is)
{
    struct s7_fmt_out from = {.text = NULL}, to = {.text = NULL};
    const char *old_from = new_name(t->diff, was->from->name, &from);
    const char *old_to = new_name(t->diff, was->to->name, &to);
    bool other = strcmp(old_to, is->to->name) != 0;
    bool turned = strcmp(old_from, is->to->name) == 0 && strcmp(old_to, is->from->name) == 0;
    enum s7_change_kind kind = turned ? S7_CHANGE_IS_DIRECTION : S7_CHANGE_IS_PARTNERS;
    if (other || strcmp(old_from, is->from->name) != 0) {
        print_partners(was, &t->diff->before);
        print_partners(is, &t->diff->after);
        s7_diff_tell(t->diff, kind, s7_diff_severity(kind), t->before, t->after, s7_diff_text(&t->diff->before),
                     s7_diff_text(&t->diff->after));
    }
    free(from.text);
    free(to.text);
    return other;
}

static int fill(struct sets *sets, const struct s7_plant_connection *was, const struct s7_plant_connection *is,
                bool other)
{
    int error = other ? S7_OK : s7_register_reads(was, &sets->reads_before);
    error = error ? error : s7_register_reads(is, &sets->reads_after);
    error = error || other ? error : s7_register_writes(was, &sets->writes_before);
    return error ? error : s7_register_writes(is, &sets->writes_after);
}

void s7_diff_accesses(struct s7_diff *diff, const struct s7_diff_side *before, const struct s7_diff_side *after)
{
    const struct telling t = {diff, before, after};
    struct sets sets = new_sets();
    bool other = tell_partners(&t, before->element, after->element);
    int error = fill(&sets, before->element, after->element, other);
    error = error ? error : tell_reads(&t, &sets);
    error = error ? error : tell_writes(&t, &sets);
    error = error ? error : tell_receives(&t, &sets);
    diff->failed = diff->failed || error;
    free_sets(&sets);
}

void s7_diff_print_jobs(struct s7_diff *diff, const struct s7_plant_connection *connection,
                        struct s7_fmt_out *out)
{
    struct s7_access_set set = s7_access_set_new();
    typedef int accesses(const struct s7_plant_connection *of, struct s7_access_set *into);
    static const struct {
        const char *text;
        accesses *add;
    } operations[] = {{", reads ", s7_register_reads}, {", writes ", s7_register_writes}};
    for (size_t i = 0; connection->job_count && i < 2; i++) {
        s7_access_set_clear(&set);
        diff->failed = operations[i].add(connection, &set) != S7_OK || diff->failed;
        s7_fmt_out_text(out, set.range_count ? operations[i].text : "");
        print_set(&set, out);
    }
    s7_access_set_free(&set);
}
