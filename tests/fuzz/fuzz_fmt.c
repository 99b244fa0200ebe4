/* SPDX-License-Identifier: MIT
 *
 * Whole plant files: what loads has a canonical form that loads, is its own canonical form, and has as many comments.
 */
#include <string.h>

#include "fuzz.h"
#include "plant/fmt.h"
#include "plant/fmt_attach.h"

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

static size_t comments_of(const char *text, size_t size)
{
    struct s7_storage storage = {.chunks = NULL};
    struct s7_finding_list findings = {.storage = &storage};
    const struct s7_node *root = NULL;
    size_t mark = size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    FUZZ_CHECK(s7_tree_read(text, size, &storage, &findings, &root) == S7_OK);
    struct s7_fmt_item *item = s7_fmt_attach(text + mark, size - mark, root, &storage);
    FUZZ_CHECK(item);
    size_t count = count_comments(item);
    s7_storage_free(&storage);
    return count;
}

void fuzz_one(const uint8_t *octets, size_t size)
{
    char *once = NULL, *twice = NULL;
    size_t once_size = 0, twice_size = 0;
    int error = s7_fmt_text((const char *)octets, size, NULL, NULL, &once, &once_size);
    FUZZ_CHECK((error == S7_OK) == (once != NULL));
    if (error)
        return;
    FUZZ_CHECK(s7_fmt_text(once, once_size, NULL, NULL, &twice, &twice_size) == S7_OK);
    FUZZ_CHECK(once_size == twice_size && memcmp(once, twice, once_size) == 0);
    FUZZ_CHECK(comments_of((const char *)octets, size) == comments_of(once, once_size));
    free(once);
    free(twice);
}
