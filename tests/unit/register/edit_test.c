/* SPDX-License-Identifier: MIT
 *
 * What must hold for any plant file and any changes: the result means what the tree with the same changes means, every
 * comment is still there, and no octet has changed that no change was about.
 */
#include "register/edit.h"

#include <stdlib.h>

#include "cases.h"
#include "check.h"
#include "must.h"
#include "unit/plant/fmt_model.h"
#include "unit/plant/fmt_scribble.h"
#include "unit/plant/loading.h"

enum { TEXT_SIZE = 1 << 18, CHANGES_MOST = 12, PLACES_MOST = 4000 };

static struct loading loading;
static struct s7_chance chance;
static char written[TEXT_SIZE], expected[TEXT_SIZE], told[TEXT_SIZE], told_again[TEXT_SIZE];

static size_t below(size_t count)
{
    return (size_t)s7_chance_below(&chance, count);
}

/* ---- changes of the tree, as they are expected ------------------------------------------------------------------ */

enum action { INSERT, REPLACE, REMOVE };

static struct change {
    enum action action;
    const struct s7_node *around, *member; /**< member: that is replaced or removed, or is put behind */
    char key[40];
    const struct s7_node *value;
} changes[CHANGES_MOST];
static size_t change_count;

static void write_text(struct s7_strbuf *buf, const char *text)
{
    s7_strbuf_char(buf, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            s7_strbuf_char(buf, '\\');
        s7_strbuf_char(buf, *text);
    }
    s7_strbuf_char(buf, '"');
}

static void write_tree(struct s7_strbuf *buf, const struct s7_node *node);

static void write_member(struct s7_strbuf *buf, const char *key, const struct s7_node *value)
{
    if (key) {
        write_text(buf, key);
        s7_strbuf_add(buf, ": ");
    }
    write_tree(buf, value);
    s7_strbuf_add(buf, ",\n ");
}

static const struct s7_node *value_of(const struct s7_node *member)
{
    for (size_t i = 0; i < change_count; i++)
        if (changes[i].member == member && changes[i].action != INSERT)
            return changes[i].value;
    return member;
}

/** All of it in brackets and quotes, with the changes. */
static void write_tree(struct s7_strbuf *buf, const struct s7_node *node)
{
    if (node->kind == S7_NODE_SCALAR) {
        write_text(buf, node->text);
        return;
    }
    s7_strbuf_char(buf, node->kind == S7_NODE_LIST ? '[' : '{');
    for (const struct s7_node *member = node->first; member; member = member->next) {
        if (value_of(member))
            write_member(buf, member->key ? member->key->text : NULL, value_of(member));
        for (size_t i = 0; i < change_count; i++)
            if (changes[i].action == INSERT && changes[i].member == member)
                write_member(buf, changes[i].key[0] ? changes[i].key : NULL, changes[i].value);
    }
    s7_strbuf_char(buf, node->kind == S7_NODE_LIST ? ']' : '}');
}

/* ---- random changes ------------------------------------------------------------------------------------------------ */

static const char *any_text(void)
{
    static const char *const texts[] = {"x",
                                        "two words",
                                        "a: b",
                                        "#1",
                                        "yes",
                                        "007",
                                        "a, b",
                                        "[x]",
                                        "ö \xE2\x80\xA6",
                                        "- dash",
                                        "'q'",
                                        "\"q\"",
                                        "%",
                                        "end:",
                                        "*",
                                        "&a",
                                        "b\\",
                                        "? x",
                                        "{}",
                                        "--- x",
                                        "~",
                                        "a #b",
                                        "!",
                                        "12:30:45",
                                        "a much longer text that needs its room"};
    return texts[below(sizeof texts / sizeof texts[0])];
}

static struct s7_node *any_line(struct s7_edit *edit)
{
    return s7_edit_line(edit, any_text());
}

static struct s7_node *new_member(struct s7_edit *edit, const char *around)
{
    struct s7_node *value = s7_edit_mapping(edit, below(2));
    if (strcmp(around, "cpus") == 0) {
        s7_edit_put(edit, value, "address", s7_edit_word(edit, "10.9.9.9"));
        s7_edit_put(edit, value, "profile", s7_edit_word(edit, "s7-300"));
        struct s7_node *dbs = s7_edit_mapping(edit, below(2)), *db = s7_edit_mapping(edit, true);
        s7_edit_put(edit, db, "size", s7_edit_word(edit, "7"));
        s7_edit_put(edit, dbs, "4711", db);
        s7_edit_put(edit, value, "dbs", dbs);
    } else if (strcmp(around, "hosts") == 0) {
        s7_edit_put(edit, value, "address", s7_edit_word(edit, "10.9.9.8"));
    }
    s7_edit_put(edit, value, "purpose", any_line(edit));
    return value;
}

static struct s7_node *any_list(struct s7_edit *edit)
{
    struct s7_node *list = s7_edit_list(edit, below(2));
    for (size_t i = 1 + below(4); i > 0; i--)
        s7_edit_put(edit, list, NULL, any_line(edit));
    return list;
}

static bool is_among(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

#define AMONG(name, ...)                                                                                       \
    is_among(name, (const char *const[]){__VA_ARGS__},                                                         \
             sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

struct place {
    const struct s7_node *around, *member;
};
static struct place places[PLACES_MOST];
static size_t place_count;

static void find_places(const struct s7_node *node)
{
    for (const struct s7_node *member = node->first; member; member = member->next) {
        must(place_count < PLACES_MOST);
        places[place_count++] = (struct place){node, member};
        find_places(member);
    }
}

static void take(enum action action, const struct place *place, const char *key, const struct s7_node *value)
{
    struct change *change = &changes[change_count++];
    *change =
        (struct change){.action = action, .around = place->around, .member = place->member, .value = value};
    snprintf(change->key, sizeof change->key, "%s", key);
}

static bool contains(const struct s7_node *node, const struct s7_node *wanted)
{
    if (node == wanted)
        return true;
    for (const struct s7_node *member = node->first; member; member = member->next)
        if (contains(member, wanted))
            return true;
    return false;
}

/** Something that is replaced or removed is changed inside, too. */
static bool is_twice(const struct place *place)
{
    for (size_t i = 0; i < change_count; i++)
        if (contains(changes[i].member, place->around) || contains(place->member, changes[i].around))
            return true;
    return false;
}

static bool remove_one(struct s7_edit *edit, const struct place *place, const char *key, const char *above)
{
    bool optional =
        AMONG(key, "owner", "purpose", "model", "evidence", "on_loss", "keepalive", "review_by", "change",
              "tsap", "revision", "approved_by", "comment", "unit", "software", "display", "via", "device");
    bool listed = !place->member->key && AMONG(above, "evidence") && place->around->count > 1;
    size_t removed = 0;
    for (size_t i = 0; i < change_count; i++)
        removed += changes[i].action == REMOVE && changes[i].around == place->around;
    if ((!optional && !listed) || removed + 1 >= place->around->count ||
        s7_edit_remove(edit, place->around, place->member) != S7_OK)
        return false;
    take(REMOVE, place, "", NULL);
    return true;
}

static bool replace_one(struct s7_edit *edit, const struct place *place, const char *key)
{
    const struct s7_node *value;
    if (AMONG(key, "owner", "purpose", "name", "approved_by", "on_loss", "ticket", "reason", "by"))
        value = any_line(edit);
    else if (AMONG(key, "evidence"))
        value = below(2) ? any_list(edit) : any_line(edit);
    else if (AMONG(key, "keepalive"))
        value = s7_edit_word(edit, "77s");
    else
        return false;
    assert_int_equal(s7_edit_replace(edit, place->around, place->member, value), S7_OK);
    take(REPLACE, place, "", value);
    return true;
}

/** Something new behind a member of it. */
static bool insert_one(struct s7_edit *edit, const struct place *place, const char *above)
{
    static unsigned number;
    char name[40];
    const char *comment = below(3) ? NULL : "draft: \xC3\xB6 {";
    const struct s7_node *behind = below(2) ? place->member : NULL, *value;
    snprintf(name, sizeof name, "N-%u", number++);
    if (AMONG(above, "cpus", "hosts", "zones")) {
        value = new_member(edit, above);
    } else if (AMONG(above, "evidence") && !place->member->key) {
        value = any_line(edit);
        name[0] = '\0';
    } else if (s7_node_member(place->around, "from") && s7_node_member(place->around, "to") &&
               place->member->key && !s7_node_member(place->around, "writes") && !AMONG(above, "tsap", "put")) {
        value = below(2) ? any_list(edit) : s7_edit_list(edit, false);
        struct s7_node *list = s7_edit_list(edit, below(2));
        for (size_t i = 0, count = 1 + below(30); i < count; i++)
            s7_edit_put(edit, list, NULL, s7_edit_word(edit, "P#DB100.DBX0.0 BYTE 20"));
        value = list;
        snprintf(name, sizeof name, "writes");
    } else {
        return false;
    }
    for (size_t i = 0; i < change_count; i++)
        if (changes[i].action == INSERT && changes[i].around == place->around &&
            strcmp(changes[i].key, name) == 0 && name[0])
            return false;
    assert_int_equal(s7_edit_insert(edit, place->around, behind, name[0] ? name : NULL, value, comment), S7_OK);
    take(INSERT, &(struct place){place->around, behind ? behind : place->around->last}, name, value);
    return true;
}

static const char *key_above(const struct s7_node *around)
{
    return around->key ? around->key->text : "";
}

static void make_changes(struct s7_edit *edit, size_t count)
{
    for (size_t tries = 0; change_count < count && tries < 500; tries++) {
        const struct place *place = &places[below(place_count)];
        if (is_twice(place))
            continue;
        const char *key = place->member->key ? place->member->key->text : "", *above = key_above(place->around);
        switch (below(3)) {
        case 0:
            remove_one(edit, place, key, above);
            break;
        case 1:
            replace_one(edit, place, key);
            break;
        default:
            insert_one(edit, place, above);
            break;
        }
    }
}

/* ---- what must hold -------------------------------------------------------------------------------------------------- */

static void hold(bool holds, const char *what, const char *before, const char *after)
{
    if (!holds)
        fprintf(stderr, "%s\n---- before\n%s\n---- after\n%s\n---- expected\n%s\n----\n", what, before, after,
                expected);
    assert_true(holds);
}

static bool tell_model(const char *text, size_t size, char buffer[TEXT_SIZE])
{
    struct s7_strbuf buf = s7_strbuf_over(buffer, TEXT_SIZE);
    loading_run(&loading, text, size);
    if (loading.error) {
        loading_print(&loading);
        return false;
    }
    model_plant(&buf, loading.plant);
    s7_plant_free(loading.plant);
    return !buf.truncated;
}

/** Is comment number `n` there once, as it was? */
static bool has_comment(const char *before, const char *after, unsigned n)
{
    char mark[16];
    size_t count = 0, count_before = 0;
    snprintf(mark, sizeof mark, "c%u;", n);
    for (const char *at = strstr(before, mark); at; at = strstr(at + 1, mark))
        count_before += at[-1] == '#' || at[-2] == '#';
    for (const char *at = strstr(after, mark); at; at = strstr(at + 1, mark))
        count += at[-1] == '#' || at[-2] == '#';
    return count == count_before;
}

static size_t octet_of(const char *text, size_t index)
{
    size_t at = strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    for (; index > 0 && text[at]; index--)
        do
            at++;
        while (((unsigned char)text[at] & 0xC0) == 0x80);
    return at;
}

/** Nothing has been taken away. */
static bool is_insertion(const char *before, size_t size, const char *after, size_t size_after)
{
    size_t front = 0, back = 0;
    while (front < size && before[front] == after[front])
        front++;
    while (back < size - front && before[size - back - 1] == after[size_after - back - 1])
        back++;
    return front + back == size;
}

/** Of one change: what stands in the lines above it, and behind it up to the next member or line, is the same. */
static bool is_local(const char *before, size_t size, const char *after, size_t size_after)
{
    const struct s7_node *member = changes[0].member, *last = member, *next = member->next;
    if (changes[0].action == INSERT)
        return is_insertion(before, size, after, size_after);
    while (last->kind != S7_NODE_SCALAR && !last->flow && last->last)
        last = last->last;
    size_t front = octet_of(before, member->key ? member->key->begin : member->begin);
    const struct s7_node *previous = changes[0].around->first;
    while (previous->next && previous->next != member)
        previous = previous->next;
    if (changes[0].around->flow && !next && previous != member) /* with the comma in front of it */
        front = octet_of(before, previous->end);
    size_t end = octet_of(before, last->end);
    size_t until = next ? octet_of(before, next->key ? next->key->begin : next->begin) : 0;
    while (front > 0 && (before[front - 1] != '\n' && before[front - 1] != '\r'))
        front--;
    if (!member->key || strchr(before + front, '?')) /* its dash, or its ?, may stand on a line above */
        while (front > 0 && before[front] != '-' && before[front] != '?')
            front--;
    while (front > 0 && (before[front - 1] != '\n' && before[front - 1] != '\r'))
        front--;
    if (last->literal || !next)
        end += strcspn(before + end, "\r\n");
    end += before[end] == '\r';
    end += before[end] == '\n';
    end = until > end ? until : end;
    size_t rest = size > end ? size - end : 0;
    return size_after >= front + rest && memcmp(before, after, front) == 0 &&
           memcmp(before + size - rest, after + size_after - rest, rest) == 0;
}

static void check_changes(const char *text, size_t size, unsigned comment_count, size_t count, size_t *refused)
{
    struct s7_source source;
    char *edited = NULL;
    size_t edited_size = 0;
    assert_int_equal(s7_source_open(text, size, NULL, NULL, &source), S7_OK);
    struct s7_edit *edit = s7_edit_new(&source);
    assert_non_null(edit);
    change_count = place_count = 0;
    find_places(source.root);
    make_changes(edit, count);
    struct s7_strbuf buf = s7_strbuf_over(expected, sizeof expected);
    write_tree(&buf, source.root);
    int error = s7_edit_text(edit, &edited, &edited_size);
    if (error == S7_ERR_LOCAL_ARGUMENT && count > 1) {
        (*refused)++;
    } else {
        assert_int_equal(error, S7_OK);
        assert_int_equal(strlen(edited), edited_size);
        hold(tell_model(edited, edited_size, told), "it loads", text, edited);
        hold(tell_model(expected, buf.length, told_again), "what is expected loads", text, edited);
        hold(strcmp(told, told_again) == 0, "load(edit(x)) = edited model", text, edited);
        for (unsigned n = 0; n < comment_count; n++)
            hold(has_comment(text, edited, n), "every comment as often", text, edited);
        if (change_count == 1)
            hold(is_local(text, size, edited, edited_size), "nothing else", text, edited);
    }
    free(edited);
    s7_edit_free(edit);
    s7_source_close(&source);
}

static void any_changes_of_any_file(void **state)
{
    (void)state;
    chance = cases_begin("any_changes_of_any_file");
    size_t refused = 0, cases = cases_count() / 5 + 1;
    for (size_t n = 0; n < cases; n++) {
        struct s7_strbuf buf = s7_strbuf_over(written, sizeof written);
        struct scribble scribble = {.chance = &chance, .buf = &buf};
        scribble_plant(&scribble);
        check_changes(written, buf.length, scribble.comment_count, below(2) ? 1 : 1 + below(6), &refused);
    }
    printf("%zu of %zu changed one place twice\n", refused, cases);
    assert_true(refused < cases / 5 + 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_changes_of_any_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
