/* SPDX-License-Identifier: MIT */
#include "plant/fmt_layout.h"

#include "check.h"
#include "plant/fmt.h"
#include "plant/fmt_attach.h"
#include "unit/plant/reading.h"

static struct reading reading;

static struct s7_fmt_item *laid_out(const char *text)
{
    reading_begin(&reading, text);
    assert_int_equal(reading.error, S7_OK);
    struct s7_fmt_item *root = s7_fmt_attach(text, strlen(text), reading.root, &reading.storage);
    assert_non_null(root);
    assert_true(s7_fmt_layout(root, &reading.storage));
    assert_false(root->flow);
    return root;
}

static struct s7_fmt_item *member(struct s7_fmt_item *around, const char *key)
{
    struct s7_fmt_item *item = around->first;
    while (item && strcmp(item->node->key->text, key) != 0)
        item = item->next;
    assert_non_null(item);
    return item;
}

static void assert_order(const struct s7_fmt_item *item, const char *expected)
{
    char told[200];
    struct s7_strbuf buf = s7_strbuf_over(told, sizeof told);
    const struct s7_fmt_item *last = NULL;
    for (const struct s7_fmt_item *one = item->first; one; last = one, one = one->next)
        s7_strbuf_printf(&buf, "%s ", one->node->key->text);
    assert_ptr_equal(item->last, last);
    assert_string_equal(told, expected);
}

static void keys_numbers_and_names_have_their_order(void **state)
{
    (void)state;
    struct s7_fmt_item *root =
        laid_out("connections: {}\n"
                 "cpus: {Z: {dbs: {30: 1, 4: 1, 7: 1}}, A: {new: 1, zone: 1, later: 1, profile: 1}}\n"
                 "plant: {revision: 1, name: 1}\n"
                 "sieben: 1\n");
    assert_order(root, "sieben plant cpus connections ");
    assert_order(member(root, "plant"), "name revision ");
    assert_order(member(root, "cpus"), "Z A ");
    assert_order(member(member(root, "cpus"), "A"),
                 "new zone later profile "); /* an unknown one stays with its key */
    assert_order(member(member(member(root, "cpus"), "Z"), "dbs"), "4 7 30 ");
    reading_end(&reading);
}

/** A zone of a width that is `more` than fits. */
static bool zone_is_flow(size_t more, const char *before, const char *behind)
{
    char text[400], name[S7_FMT_WIDTH];
    memset(name, 'n', sizeof name);
    size_t length = S7_FMT_WIDTH - strlen("  Z: {owner: }") + more;
    snprintf(text, sizeof text, "zones:\n  Z: {%sowner: %.*s}%s\n", before, (int)length, name, behind);
    struct s7_fmt_item *zone = member(member(laid_out(text), "zones"), "Z");
    bool flow = zone->flow;
    assert_int_equal(member(zone, "owner")->flow, flow);
    reading_end(&reading);
    return flow;
}

static void brackets_stay_while_they_fit(void **state)
{
    (void)state;
    assert_true(zone_is_flow(0, "", ""));
    assert_false(zone_is_flow(1, "", ""));
    assert_true(zone_is_flow(0, "", " # a comment needs no room"));
    assert_true(zone_is_flow(0, "\n  ", ""));
    assert_false(zone_is_flow(0, "# comment\n  ", ""));
}

static void elements_have_lines(void **state)
{
    (void)state;
    struct s7_fmt_item *root = laid_out("plant: {name: 1}\nzones: {Z: {nets: [1]}}\n"
                                        "connections: {C: {jobs: [{put: {every: 1s}}]}, D: {jobs: []}}\n");
    assert_true(member(root, "plant")->flow);
    assert_false(member(root, "zones")->flow);
    assert_true(member(member(root, "zones"), "Z")->flow);
    struct s7_fmt_item *connections = member(root, "connections");
    assert_false(connections->flow);
    assert_true(member(connections, "C")->flow); /* small enough for one line, jobs and all */
    assert_true(member(member(connections, "D"), "jobs")->flow);
    reading_end(&reading);
    root = laid_out("connections:\n  C:\n    jobs: [{put: {every: 1s}}]\n");
    struct s7_fmt_item *jobs = member(member(member(root, "connections"), "C"), "jobs");
    assert_false(jobs->flow);
    assert_false(jobs->first->flow);
    assert_true(jobs->first->first->flow);
    reading_end(&reading);
}

static void assert_texts(const struct s7_fmt_comment *comment, const char *expected)
{
    char told[100] = "";
    struct s7_strbuf buf = s7_strbuf_over(told, sizeof told);
    for (; comment; comment = comment->next)
        s7_strbuf_printf(&buf, "%.*s;", (int)comment->length, comment->text);
    assert_string_equal(told, expected);
}

static void comments_move_to_where_they_can_stand(void **state)
{
    (void)state;
    struct s7_fmt_item *root =
        laid_out("plant: {\n # t\n} # e\n"
                 "zones: {A: {nets: [1]}} # z\n"
                 "cpus: { # h\n A: {zone: 1 # y\n}} # c\n"
                 "connections:\n  C:\n    jobs: # j\n    - # d\n      put: {every: 1s} # p\n");
    assert_texts(member(root, "plant")->lead.first, "# t;");
    assert_texts(member(root, "plant")->eol, "# e;");
    assert_texts(member(root, "zones")->head, "# z;");
    assert_int_equal(member(root, "zones")->head->column, 0);
    assert_null(member(root, "zones")->eol);
    struct s7_fmt_item *cpus = member(root, "cpus");
    assert_texts(cpus->head, "# h;");
    assert_texts(cpus->lead.first, "# c;");
    assert_int_equal(member(member(cpus, "A"), "zone")->eol->column, 0);
    struct s7_fmt_item *jobs = member(member(member(root, "connections"), "C"), "jobs");
    assert_texts(jobs->head, "# j;");
    assert_texts(jobs->first->lead.first, "# d;");
    assert_null(jobs->first->head);
    assert_int_equal(jobs->first->first->eol->column, 24);
    reading_end(&reading);
}

static void memory_may_run_out(void **state)
{
    (void)state;
    static const char text[] = "a: 1";
    reading_begin(&reading, text);
    struct s7_fmt_item *root = s7_fmt_attach(text, sizeof text - 1, reading.root, &reading.storage);
    assert_non_null(root);
    reading.storage.failed = true;
    assert_false(s7_fmt_layout(root, &reading.storage));
    reading_end(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_numbers_and_names_have_their_order),
        cmocka_unit_test(brackets_stay_while_they_fit),
        cmocka_unit_test(elements_have_lines),
        cmocka_unit_test(comments_move_to_where_they_can_stand),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
