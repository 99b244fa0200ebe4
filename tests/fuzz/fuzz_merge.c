/* SPDX-License-Identifier: MIT
 *
 * Two plant files, parted by a line of "%%%": what is seen in the second one is merged into the first one.  Whatever they
 * say, the result loads, merging again changes nothing more, no comment of the first is lost, and neither the comparison
 * of both nor the drift between them crashes.
 */
#include <string.h>

#include "fuzz.h"
#include "plant/fmt_attach.h"
#include "register/diff.h"
#include "register/drift.h"
#include "register/merge.h"

static size_t count_lines(const struct s7_fmt_lines *lines)
{
    size_t count = 0;
    for (const struct s7_fmt_comment *comment = lines->first; comment; comment = comment->next)
        count++;
    return count;
}

static size_t count_comments(const struct s7_fmt_item *item)
{
    size_t count = count_lines(&item->lead) + count_lines(&item->tail);
    count += (item->head != NULL) + (item->eol != NULL);
    for (const struct s7_fmt_item *member = item->first; member; member = member->next)
        count += count_comments(member);
    return count;
}

static size_t comments_of(const struct s7_source *source)
{
    struct s7_storage storage = {.chunks = NULL};
    struct s7_fmt_item *item = s7_fmt_attach(source->text, source->size, source->root, &storage);
    FUZZ_CHECK(item);
    size_t count = count_comments(item);
    s7_storage_free(&storage);
    return count;
}

static void take_change(void *user, const struct s7_change *change)
{
    size_t *count = user;
    *count += strlen(change->object) + strlen(change->before) + strlen(change->after) + 1;
}

static void take_finding(void *user, const struct s7_drift_finding *finding)
{
    size_t *count = user;
    *count += strlen(finding->name) + strlen(finding->text) + strlen(finding->declared) + 1;
}

static size_t drift_of(const struct s7_source *plant, const struct s7_source *seen)
{
    size_t count = 0;
    const struct s7_drift_options options = {.unused = true, .take = take_finding, .user = &count};
    struct s7_drift *drift = s7_drift_new(plant->plant, &options);
    FUZZ_CHECK(drift && s7_drift_add(drift, seen->plant) == S7_OK && s7_drift_end(drift) == S7_OK);
    s7_drift_free(drift);
    return count;
}

static void merge(const struct s7_source *into, const struct s7_source *seen)
{
    const struct s7_merge_options options = {.take = NULL};
    char *once = NULL, *twice = NULL;
    size_t once_size = 0, twice_size = 0;
    struct s7_source merged;
    int error = s7_register_merge(into, seen, &options, &once, &once_size);
    FUZZ_CHECK((error == S7_OK) == (once != NULL));
    if (error)
        return;
    FUZZ_CHECK(s7_source_open(once, once_size, NULL, NULL, &merged) == S7_OK);
    FUZZ_CHECK(comments_of(&merged) >= comments_of(into));
    error = s7_register_merge(&merged, seen, &options, &twice, &twice_size);
    FUZZ_CHECK(error || (once_size == twice_size && memcmp(once, twice, once_size) == 0));
    s7_source_close(&merged);
    free(once);
    free(twice);
}

void fuzz_one(const uint8_t *octets, size_t size)
{
    static const char mark[] = "\n%%%\n";
    struct s7_source into, seen;
    const char *text = (const char *)octets;
    size_t first = 0, changes = 0;
    while (first + sizeof mark - 1 < size && memcmp(text + first, mark, sizeof mark - 1) != 0)
        first++;
    if (first + sizeof mark - 1 >= size || s7_source_open(text, first, NULL, NULL, &into) != S7_OK)
        return;
    first += sizeof mark - 1;
    if (s7_source_open(text + first, size - first, NULL, NULL, &seen) == S7_OK) {
        merge(&into, &seen);
        FUZZ_CHECK(s7_register_diff(&into, &seen, take_change, &changes) == S7_OK);
        FUZZ_CHECK(s7_register_diff(&into, &into, take_change, &(size_t){0}) == S7_OK);
        drift_of(&into, &seen);
        s7_source_close(&seen);
    }
    s7_source_close(&into);
}
