/* SPDX-License-Identifier: MIT
 *
 * Names that have become others, and texts in which they stand.
 */
#include <stdlib.h>
#include <string.h>

#include "plant/kind.h"
#include "register/diff_walk.h"

/** What an exception may be about; no key names anything else. */
#define NAMED_ON_THEIR_OWN                                                                                     \
    (1U << S7_ELEMENT_CPU | 1U << S7_ELEMENT_HOST | 1U << S7_ELEMENT_ZONE | 1U << S7_ELEMENT_CONDUIT |         \
     1U << S7_ELEMENT_CONNECTION)

void s7_diff_rename(struct s7_diff *diff, enum s7_plant_element element, const char *before, const char *after)
{
    if (!(NAMED_ON_THEIR_OWN >> element & 1))
        return;
    if (diff->rename_count == diff->rename_room) {
        size_t room = 2 * diff->rename_room + 16;
        struct s7_diff_rename *more = realloc(diff->renames, room * sizeof *more);
        diff->failed = diff->failed || !more;
        if (!more)
            return;
        diff->renames = more;
        diff->rename_room = room;
    }
    diff->renames[diff->rename_count++] = (struct s7_diff_rename){element, before, after};
}

static int compare(const void *a, const void *b)
{
    const struct s7_diff_rename *left = a;
    const struct s7_diff_rename *right = b;
    int order = strcmp(left->before, right->before);
    return order ? order : (int)left->element - (int)right->element;
}

void s7_diff_rename_sort(struct s7_diff *diff)
{
    if (diff->rename_count > diff->rename_sorted)
        qsort(diff->renames, diff->rename_count, sizeof *diff->renames, compare);
    diff->rename_sorted = diff->rename_count;
}

typedef void reader(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                    void *element);

/** Which elements a key's kind names. */
static const struct {
    reader *read;
    unsigned elements;
} meant[] = {
    {s7_kind_partner, 1U << S7_ELEMENT_CPU | 1U << S7_ELEMENT_HOST},
    {s7_kind_zone, 1U << S7_ELEMENT_ZONE},
    {s7_kind_zones, 1U << S7_ELEMENT_ZONE},
    {s7_kind_via, 1U << S7_ELEMENT_CONDUIT},
    {s7_kind_object, NAMED_ON_THEIR_OWN},
};

static unsigned elements_of(const struct s7_plant_key *key)
{
    for (size_t i = 0; i < sizeof meant / sizeof meant[0]; i++)
        if (meant[i].read == key->kind->read)
            return meant[i].elements;
    return 0;
}

/** Names are compared by octets, as strcmp() does. */
static int compare_name(const struct s7_diff_rename *rename, const char *name, size_t length)
{
    int order = strncmp(rename->before, name, length);
    return order ? order : rename->before[length] != '\0';
}

static const char *new_name(const struct s7_diff *diff, unsigned elements, const char *name, size_t length)
{
    size_t low = 0, high = diff->rename_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_name(&diff->renames[middle], name, length) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < diff->rename_count && compare_name(&diff->renames[low], name, length) == 0; low++)
        if (elements >> diff->renames[low].element & 1)
            return diff->renames[low].after;
    return NULL;
}

static void add_name(const struct s7_diff *diff, unsigned elements, const char *name, size_t length,
                     struct s7_fmt_out *out)
{
    const char *renamed = new_name(diff, elements, name, length);
    if (renamed)
        s7_fmt_out_text(out, renamed);
    else
        s7_fmt_out_octets(out, name, length);
}

/** The two zones of a conduit, in the order that key_tell has them in. */
static void add_zones(const struct s7_diff *diff, const char *text, struct s7_fmt_out *out)
{
    struct s7_fmt_out first = {.text = NULL}, second = {.text = NULL};
    const char *middle = strstr(text, ", ");
    if (!middle) { /* memory ran out while it was told */
        out->failed = true;
        return;
    }
    add_name(diff, 1U << S7_ELEMENT_ZONE, text, (size_t)(middle - text), &first);
    add_name(diff, 1U << S7_ELEMENT_ZONE, middle + 2, strlen(middle + 2), &second);
    bool turned = strcmp(s7_diff_text(&first), s7_diff_text(&second)) > 0;
    s7_fmt_out_text(out, s7_diff_text(turned ? &second : &first));
    s7_fmt_out_text(out, ", ");
    s7_fmt_out_text(out, s7_diff_text(turned ? &first : &second));
    out->failed = out->failed || first.failed || second.failed;
    free(first.text);
    free(second.text);
}

void s7_diff_new_names(const struct s7_diff *diff, const struct s7_plant_key *key, const char *text,
                       struct s7_fmt_out *out)
{
    unsigned elements = elements_of(key);
    if (elements == 0 || diff->rename_count == 0) {
        s7_fmt_out_text(out, text);
        return;
    }
    if (key->kind->read == s7_kind_zones) {
        add_zones(diff, text, out);
        return;
    }
    for (const char *end; (end = strstr(text, ", ")) != NULL; text = end + 2) {
        add_name(diff, elements, text, (size_t)(end - text), out);
        s7_fmt_out_text(out, ", ");
    }
    add_name(diff, elements, text, strlen(text), out);
}

bool s7_diff_same_names(struct s7_diff *diff, const struct s7_plant_key *key, const char *before,
                        const char *after)
{
    struct s7_fmt_out renamed = {.text = NULL};
    if (elements_of(key) == 0)
        return false;
    s7_diff_new_names(diff, key, before, &renamed);
    diff->failed = diff->failed || renamed.failed;
    bool same = strcmp(s7_diff_text(&renamed), after) == 0;
    free(renamed.text);
    return same;
}
