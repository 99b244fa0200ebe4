/* SPDX-License-Identifier: MIT */
#include "cli/run_view.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void s7_run_view_init(struct s7_run_view *view)
{
    *view = (struct s7_run_view){.sort = S7_RUN_UNSORTED, .height = 1};
}

void s7_run_view_free(struct s7_run_view *view)
{
    free(view->order);
    view->order = NULL;
    view->capacity = view->shown = 0;
}

/* ---- which rows, in which order ---------------------------------------------------------------------------------- */

static bool begins(const char *text, const char *word)
{
    for (; *word; text++, word++)
        if (tolower((unsigned char)*text) != tolower((unsigned char)*word))
            return false;
    return true;
}

static bool contains(const char *text, const char *word)
{
    while (*text && !begins(text, word))
        text++;
    return begins(text, word);
}

static bool passes(const struct s7_run_view *view, const struct s7_run_row *row)
{
    static const enum s7_run_column searched[] = {S7_RUN_COLUMN_connection, S7_RUN_COLUMN_job,
                                                  S7_RUN_COLUMN_state, S7_RUN_COLUMN_status};
    for (size_t i = 0; i < sizeof searched / sizeof searched[0]; i++) {
        char text[S7_RUN_CELL_SIZE];
        struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
        s7_run_column_cell(searched[i], row, &buf);
        if (contains(text, view->filter))
            return true;
    }
    return false;
}

/** What qsort() gets to see. */
struct place {
    const struct s7_run_row *row;
    size_t index;
    unsigned sort;
    bool reverse;
};

static int compare(const void *one, const void *other)
{
    const struct place *a = one, *b = other;
    int order = a->sort == S7_RUN_UNSORTED ? 0 : s7_run_column_order(a->sort, a->row, b->row);
    if (order == 0)
        order = a->index < b->index ? -1 : 1;
    return a->reverse ? -order : order;
}

static bool has_room(struct s7_run_view *view, size_t count)
{
    if (count <= view->capacity)
        return true;
    size_t *order = realloc(view->order, count * sizeof *order);
    if (!order)
        return false;
    view->order = order;
    view->capacity = count;
    return true;
}

static void sort_rows(struct s7_run_view *view, const struct s7_run_snapshot *snapshot)
{
    view->shown = 0;
    struct place *places = malloc((snapshot->row_count + 1) * sizeof *places);
    if (!places || !has_room(view, snapshot->row_count)) {
        free(places);
        return;
    }
    for (size_t i = 0; i < snapshot->row_count; i++)
        if (passes(view, &snapshot->rows[i]))
            places[view->shown++] = (struct place){&snapshot->rows[i], i, view->sort, view->reverse};
    qsort(places, view->shown, sizeof *places, compare);
    for (size_t i = 0; i < view->shown; i++)
        view->order[i] = places[i].index;
    free(places);
}

/** Place of the selection in the order; the first when it is not shown. */
static size_t place_of_selection(const struct s7_run_view *view)
{
    for (size_t i = 0; i < view->shown; i++)
        if (view->order[i] == view->selected)
            return i;
    return 0;
}

static void select_place(struct s7_run_view *view, size_t place)
{
    if (view->shown == 0)
        return;
    place = place < view->shown ? place : view->shown - 1;
    view->selected = view->order[place];
    if (place < view->top)
        view->top = place;
    if (place >= view->top + view->height)
        view->top = place - view->height + 1;
    if (view->top + view->height > view->shown)
        view->top = view->shown > view->height ? view->shown - view->height : 0;
}

void s7_run_view_arrange(struct s7_run_view *view, const struct s7_run_snapshot *snapshot)
{
    sort_rows(view, snapshot);
    select_place(view, place_of_selection(view));
}

const struct s7_run_row *s7_run_view_row(const struct s7_run_view *view, const struct s7_run_snapshot *snapshot)
{
    return view->shown > 0 && view->selected < snapshot->row_count ? &snapshot->rows[view->selected] : NULL;
}

/* ---- keys -------------------------------------------------------------------------------------------------------- */

static size_t minus(size_t number, size_t less)
{
    return number > less ? number - less : 0;
}

/** A character as UTF-8; returns its octets. */
static size_t encode(unsigned character, char *octets)
{
    if (character < 0x80) {
        octets[0] = (char)character;
        return 1;
    }
    size_t count = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    static const unsigned marks[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = count; i-- > 1; character >>= 6)
        octets[i] = (char)(0x80 | (character & 0x3F));
    octets[0] = (char)(marks[count] | character);
    return count;
}

static void type(struct s7_run_view *view, unsigned character)
{
    char octets[4];
    size_t length = strlen(view->filter), more = encode(character, octets);
    if (character < ' ' || character == 0x7F || length + more >= sizeof view->filter)
        return;
    memcpy(view->filter + length, octets, more);
    view->filter[length + more] = '\0';
}

static void erase(struct s7_run_view *view)
{
    size_t length = strlen(view->filter);
    while (length > 0 && (view->filter[--length] & 0xC0) == 0x80)
        continue;
    view->filter[length] = '\0';
}

static void key_while_typing(struct s7_run_view *view, unsigned key)
{
    if (key == S7_RUN_KEY_ENTER || key == S7_RUN_KEY_ESCAPE)
        view->typing = false;
    if (key == S7_RUN_KEY_ESCAPE)
        view->filter[0] = '\0';
    if (key == S7_RUN_KEY_BACKSPACE)
        erase(view);
    if (key < S7_RUN_KEY_UP)
        type(view, key);
}

static bool move(struct s7_run_view *view, unsigned key)
{
    size_t place = place_of_selection(view), page = view->height;
    switch (key) {
    case S7_RUN_KEY_UP:
    case 'k':
        select_place(view, minus(place, 1));
        return true;
    case S7_RUN_KEY_DOWN:
    case 'j':
        select_place(view, place + 1);
        return true;
    case S7_RUN_KEY_PAGE_UP:
        select_place(view, minus(place, page));
        return true;
    case S7_RUN_KEY_PAGE_DOWN:
        select_place(view, place + page);
        return true;
    case S7_RUN_KEY_HOME:
        select_place(view, 0);
        return true;
    case S7_RUN_KEY_END:
        select_place(view, minus(view->shown, 1));
        return true;
    default:
        return false;
    }
}

static void turn_to(struct s7_run_view *view, enum s7_run_page page)
{
    view->page = page;
    view->scroll = 0;
}

static enum s7_run_action key_on_jobs(struct s7_run_view *view, unsigned key)
{
    if (move(view, key))
        return S7_RUN_ACTION_NONE;
    switch (key) {
    case 's':
        view->sort = view->sort == S7_RUN_UNSORTED ? 0 : view->sort + 1;
        return S7_RUN_ACTION_NONE;
    case 'S':
        view->sort = view->sort == 0 ? S7_RUN_UNSORTED : view->sort - 1;
        return S7_RUN_ACTION_NONE;
    case 'r':
        view->reverse = !view->reverse;
        return S7_RUN_ACTION_NONE;
    case '/':
        view->typing = true;
        return S7_RUN_ACTION_NONE;
    case S7_RUN_KEY_ESCAPE:
        view->filter[0] = '\0';
        return S7_RUN_ACTION_NONE;
    case S7_RUN_KEY_ENTER:
        turn_to(view, view->shown > 0 ? S7_RUN_PAGE_INSPECT : S7_RUN_PAGE_JOBS);
        return S7_RUN_ACTION_NONE;
    case 'q':
        return S7_RUN_ACTION_QUIT;
    default:
        return S7_RUN_ACTION_NONE;
    }
}

static enum s7_run_action key_on_text(struct s7_run_view *view, unsigned key)
{
    static const struct {
        unsigned key;
        bool page, back;
    } rows[] = {{S7_RUN_KEY_UP, false, true},
                {S7_RUN_KEY_DOWN, false, false},
                {'k', false, true},
                {'j', false, false},
                {S7_RUN_KEY_PAGE_UP, true, true},
                {S7_RUN_KEY_PAGE_DOWN, true, false},
                {' ', true, false}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t step = rows[i].page ? view->height : 1;
        if (rows[i].key == key)
            view->scroll = rows[i].back ? minus(view->scroll, step) : view->scroll + step;
    }
    if (key == 'q' || key == S7_RUN_KEY_ESCAPE || key == S7_RUN_KEY_ENTER)
        turn_to(view, S7_RUN_PAGE_JOBS);
    return S7_RUN_ACTION_NONE;
}

enum s7_run_action s7_run_view_key(struct s7_run_view *view, unsigned key)
{
    if (view->typing) {
        key_while_typing(view, key);
        return S7_RUN_ACTION_NONE;
    }
    if (key == '?')
        turn_to(view, S7_RUN_PAGE_HELP);
    if (key == 'm')
        turn_to(view, S7_RUN_PAGE_NOTES);
    if (key == 'p' && view->shown > 0)
        return S7_RUN_ACTION_HOLD;
    if (key == 'P')
        return S7_RUN_ACTION_HOLD_ALL;
    return view->page == S7_RUN_PAGE_JOBS ? key_on_jobs(view, key) : key_on_text(view, key);
}
