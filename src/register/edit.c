/* SPDX-License-Identifier: MIT */
#include "register/edit.h"

#include <stdlib.h>
#include <string.h>

#include "plant/fmt_attach.h"
#include "register/edit_work.h"

static size_t take_lines(const struct s7_fmt_comment *comment, const struct s7_fmt_comment **comments,
                         size_t count)
{
    for (; comment; comment = comment->next, count++)
        if (comments)
            comments[count] = comment;
    return count;
}

/** Puts all comments of an item into `comments` (NULL: only counts them). */
static size_t count_comments(const struct s7_fmt_item *item, const struct s7_fmt_comment **comments)
{
    size_t count = take_lines(item->lead.first, comments, 0);
    const struct s7_fmt_comment *const ends[] = {item->head, item->eol};
    for (size_t i = 0; i < 2; i++) {
        if (ends[i] && comments)
            comments[count] = ends[i];
        count += ends[i] != NULL;
    }
    count = take_lines(item->tail.first, comments, count);
    for (const struct s7_fmt_item *member = item->first; member; member = member->next)
        count += count_comments(member, comments ? comments + count : NULL);
    return count;
}

static int compare_comments(const void *a, const void *b)
{
    const struct s7_fmt_comment *const *left = a;
    const struct s7_fmt_comment *const *right = b;
    return (*left)->text < (*right)->text ? -1 : (*left)->text > (*right)->text;
}

static bool find_comments(struct s7_edit *edit)
{
    const struct s7_source *source = edit->source;
    struct s7_fmt_item *item = s7_fmt_attach(source->text, source->size, source->root, &edit->storage);
    if (!item)
        return false;
    edit->comment_count = count_comments(item, NULL);
    edit->comments = s7_storage_array(&edit->storage, edit->comment_count + 1, sizeof(struct s7_fmt_comment *));
    if (!edit->comments)
        return false;
    count_comments(item, edit->comments);
    if (edit->comment_count > 1)
        qsort(edit->comments, edit->comment_count, sizeof *edit->comments, compare_comments);
    return true;
}

/** Where every so-many-th character begins: places in the tree are counted in characters. */
static bool find_octets(struct s7_edit *edit)
{
    const char *text = edit->source->text;
    size_t index = 0;
    edit->octets =
        s7_storage_array(&edit->storage, edit->source->size / S7_EDIT_STEP + 2, sizeof *edit->octets);
    if (!edit->octets)
        return false;
    for (size_t at = 0; at < edit->source->size; at++) {
        if (((unsigned char)text[at] & 0xC0) == 0x80)
            continue;
        if (index % S7_EDIT_STEP == 0)
            edit->octets[index / S7_EDIT_STEP] = at;
        index++;
    }
    if (index % S7_EDIT_STEP == 0)
        edit->octets[index / S7_EDIT_STEP] = edit->source->size;
    return true;
}

struct s7_edit *s7_edit_new(const struct s7_source *source)
{
    struct s7_edit *edit = calloc(1, sizeof *edit);
    if (!edit)
        return NULL;
    edit->source = source;
    edit->newline = "\n";
    if (!find_octets(edit) || !find_comments(edit)) {
        s7_edit_free(edit);
        return NULL;
    }
    size_t end = s7_edit_line_end(edit, 0);
    if (end < source->size && source->text[end] == '\r')
        edit->newline = end + 1 < source->size && source->text[end + 1] == '\n' ? "\r\n" : "\r";
    return edit;
}

void s7_edit_free(struct s7_edit *edit)
{
    if (!edit)
        return;
    s7_storage_free(&edit->storage);
    free(edit->cuts);
    free(edit);
}

bool s7_edit_any(const struct s7_edit *edit)
{
    return edit->cut_count > 0;
}

void s7_edit_cut(struct s7_edit *edit, size_t begin, size_t end, struct s7_fmt_out *out)
{
    edit->failed = edit->failed || out->failed;
    if (edit->cut_count == edit->cut_room) {
        size_t room = 2 * edit->cut_room + 16;
        struct s7_edit_cut *more = realloc(edit->cuts, room * sizeof *more);
        edit->failed = edit->failed || !more;
        edit->cuts = more ? more : edit->cuts;
        edit->cut_room = more ? room : edit->cut_room;
    }
    const char *text = s7_storage_text(&edit->storage, out->text ? out->text : "", out->size);
    if (text && edit->cut_count < edit->cut_room) {
        edit->cuts[edit->cut_count] = (struct s7_edit_cut){begin, end, text, out->size, 0, edit->cut_count};
        edit->cut_count++;
    }
    free(out->text);
    *out = (struct s7_fmt_out){.text = NULL};
}

/** What puts something in comes before what takes something away from the same place. */
static int compare_cuts(const void *a, const void *b)
{
    const struct s7_edit_cut *left = a;
    const struct s7_edit_cut *right = b;
    if (left->begin != right->begin)
        return left->begin < right->begin ? -1 : 1;
    bool some = left->end > left->begin, other = right->end > right->begin;
    if (some != other)
        return some ? 1 : -1;
    if (left->depth != right->depth)
        return left->depth > right->depth ? -1 : 1;
    return left->order < right->order ? -1 : 1;
}

int s7_edit_text(struct s7_edit *edit, char **ret_text, size_t *ret_size)
{
    const struct s7_source *source = edit->source;
    struct s7_fmt_out out = {.text = NULL};
    size_t at = 0;
    bool overlapping = false;
    if (edit->cut_count > 1)
        qsort(edit->cuts, edit->cut_count, sizeof *edit->cuts, compare_cuts);
    s7_fmt_out_octets(&out, source->text - source->skipped, source->skipped);
    for (size_t i = 0; i < edit->cut_count && !overlapping; i++) {
        const struct s7_edit_cut *cut = &edit->cuts[i];
        overlapping = cut->begin < at;
        if (!overlapping) {
            s7_fmt_out_octets(&out, source->text + at, cut->begin - at);
            s7_fmt_out_octets(&out, cut->text, cut->size);
            at = cut->end;
        }
    }
    s7_fmt_out_octets(&out, source->text + at, source->size - at);
    bool failed = out.failed || edit->failed || edit->storage.failed;
    if (failed || overlapping) {
        free(out.text);
        return failed ? S7_ERR_LOCAL_MEMORY : S7_ERR_LOCAL_ARGUMENT;
    }
    *ret_text = out.text;
    *ret_size = out.size;
    return S7_OK;
}
