/* SPDX-License-Identifier: MIT */
#include "plant/finding.h"

#include <stdio.h>
#include <string.h>

#include "cases.h"
#include "check.h"

/** What a report was called with. */
struct told {
    size_t count;
    struct {
        enum s7_plant_severity severity;
        struct s7_plant_mark mark;
        char message[600];
    } rows[S7_FINDING_MOST + 2];
};

static struct told told;

static void tell(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark, const char *message)
{
    struct told *to = user;
    assert_true(to->count < sizeof to->rows / sizeof to->rows[0]);
    to->rows[to->count].severity = severity;
    to->rows[to->count].mark = mark;
    snprintf(to->rows[to->count].message, sizeof to->rows[0].message, "%s", message);
    to->count++;
}

static void assert_told(size_t i, enum s7_plant_severity severity, unsigned line, unsigned column,
                        const char *message)
{
    assert_true(i < told.count);
    assert_int_equal(told.rows[i].severity, severity);
    assert_int_equal(told.rows[i].mark.line, line);
    assert_int_equal(told.rows[i].mark.column, column);
    assert_string_equal(told.rows[i].message, message);
}

struct fixture {
    struct s7_storage storage;
    struct s7_finding_list list;
};

static void begin(struct fixture *fixture)
{
    told.count = 0;
    *fixture = (struct fixture){.list = {.storage = NULL}};
    fixture->list.storage = &fixture->storage;
}

static void add(struct fixture *fixture, enum s7_plant_severity severity, unsigned line, unsigned column,
                const char *message)
{
    s7_finding_add(&fixture->list, severity, (struct s7_plant_mark){line, column}, "%s", message);
}

static void they_are_told_in_the_order_of_the_file(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    add(&f, S7_PLANT_ERROR, 3, 1, "third line");
    add(&f, S7_PLANT_WARNING, 2, 9, "second line, right");
    add(&f, S7_PLANT_ERROR, 2, 4, "second line, left");
    add(&f, S7_PLANT_WARNING, 2, 4, "second line, left, found later");
    add(&f, S7_PLANT_ERROR, 1, 70, "first line");
    assert_int_equal(f.list.count, 5);
    assert_int_equal(f.list.error_count, 3);
    assert_int_equal(f.list.dropped, 0);
    s7_finding_report(&f.list, tell, &told);
    assert_int_equal(told.count, 5);
    assert_told(0, S7_PLANT_ERROR, 1, 70, "first line");
    assert_told(1, S7_PLANT_ERROR, 2, 4, "second line, left");
    assert_told(2, S7_PLANT_WARNING, 2, 4, "second line, left, found later");
    assert_told(3, S7_PLANT_WARNING, 2, 9, "second line, right");
    assert_told(4, S7_PLANT_ERROR, 3, 1, "third line");
    s7_storage_free(&f.storage);
}

static void a_message_is_formatted_and_copied(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    char name[] = "oven";
    s7_finding_add(&f.list, S7_PLANT_ERROR, (struct s7_plant_mark){1, 1}, "%s: %u octets, 100%%", name, 7U);
    memset(name, 'x', 4);
    s7_finding_report(&f.list, tell, &told);
    assert_told(0, S7_PLANT_ERROR, 1, 1, "oven: 7 octets, 100%");
    s7_storage_free(&f.storage);
}

static void a_message_without_end_is_cut(void **state)
{
    (void)state;
    struct fixture f;
    char endless[2000];
    memset(endless, 'a', sizeof endless - 1);
    endless[sizeof endless - 1] = '\0';
    begin(&f);
    add(&f, S7_PLANT_ERROR, 1, 1, endless);
    s7_finding_report(&f.list, tell, &told);
    assert_int_equal(told.count, 1);
    size_t length = strlen(told.rows[0].message);
    assert_true(length >= 400 && length < 512);
    assert_memory_equal(told.rows[0].message, endless, length);
    s7_storage_free(&f.storage);
}

static void fill(struct fixture *f, enum s7_plant_severity severity)
{
    begin(f);
    for (unsigned i = 0; i < S7_FINDING_MOST; i++) {
        assert_false(s7_finding_full(&f->list));
        add(f, severity, S7_FINDING_MOST - i, 5, "kept");
    }
    assert_true(s7_finding_full(&f->list));
}

/** The last that is kept is told, and nothing is said about others when there are none. */
static void as_many_as_are_kept_are_all_told(void **state)
{
    (void)state;
    struct fixture f;
    fill(&f, S7_PLANT_ERROR);
    assert_int_equal(f.list.count, S7_FINDING_MOST);
    assert_int_equal(f.list.dropped, 0);
    s7_finding_report(&f.list, tell, &told);
    assert_int_equal(told.count, S7_FINDING_MOST);
    assert_told(S7_FINDING_MOST - 1, S7_PLANT_ERROR, S7_FINDING_MOST, 5, "kept");
    s7_storage_free(&f.storage);
}

static void the_rest_is_only_counted(void **state)
{
    (void)state;
    struct fixture f;
    fill(&f, S7_PLANT_WARNING);
    add(&f, S7_PLANT_WARNING, 1, 1, "dropped");
    add(&f, S7_PLANT_WARNING, 999, 1, "dropped");
    assert_int_equal(f.list.count, S7_FINDING_MOST);
    assert_int_equal(f.list.dropped, 2);
    assert_int_equal(f.list.error_count, 0);
    s7_finding_report(&f.list, tell, &told);
    assert_int_equal(told.count, S7_FINDING_MOST + 1);
    assert_told(0, S7_PLANT_WARNING, 1, 5, "kept");
    assert_told(S7_FINDING_MOST, S7_PLANT_WARNING, S7_FINDING_MOST, 5, "2 further findings are not shown");
    s7_storage_free(&f.storage);
}

/** An error that is not kept still counts: the file is refused, and the last line says that it is. */
static void an_error_among_the_rest_is_an_error(void **state)
{
    (void)state;
    struct fixture f;
    fill(&f, S7_PLANT_WARNING);
    add(&f, S7_PLANT_ERROR, 1, 1, "dropped");
    assert_int_equal(f.list.error_count, 1);
    s7_finding_report(&f.list, tell, &told);
    assert_int_equal(told.count, S7_FINDING_MOST + 1);
    assert_told(S7_FINDING_MOST, S7_PLANT_ERROR, S7_FINDING_MOST, 5, "1 further findings are not shown");
    s7_storage_free(&f.storage);
}

static void nobody_need_listen_and_nothing_need_be_found(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    s7_finding_report(&f.list, tell, &told);
    assert_int_equal(told.count, 0);
    add(&f, S7_PLANT_ERROR, 1, 1, "x");
    s7_finding_report(&f.list, NULL, NULL);
    s7_finding_report(&f.list, tell, &told);
    s7_finding_report(&f.list, tell, &told); /* may be told as often as wanted */
    assert_int_equal(told.count, 2);
    s7_storage_free(&f.storage);
}

/** Any places: ordered, none lost, and those of one place as they were found. */
static void any_order_becomes_that_of_the_file(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("any_order_becomes_that_of_the_file");
    for (unsigned long n = 0; n < cases_count() / 100; n++) {
        struct fixture f;
        char numbers[S7_FINDING_MOST][8];
        size_t count = 1 + s7_chance_below(&chance, S7_FINDING_MOST);
        begin(&f);
        for (size_t i = 0; i < count; i++) {
            snprintf(numbers[i], sizeof numbers[i], "%03zu", i);
            add(&f, S7_PLANT_ERROR, (unsigned)s7_chance_below(&chance, 12),
                (unsigned)s7_chance_below(&chance, 12), numbers[i]);
        }
        s7_finding_report(&f.list, tell, &told);
        assert_int_equal(told.count, count);
        for (size_t i = 1; i < count; i++) {
            const struct s7_plant_mark *a = &told.rows[i - 1].mark;
            const struct s7_plant_mark *b = &told.rows[i].mark;
            bool same = a->line == b->line && a->column == b->column;
            assert_true(a->line < b->line || (a->line == b->line && a->column <= b->column));
            assert_true(!same || strcmp(told.rows[i - 1].message, told.rows[i].message) < 0);
        }
        s7_storage_free(&f.storage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_are_told_in_the_order_of_the_file),
        cmocka_unit_test(a_message_is_formatted_and_copied),
        cmocka_unit_test(a_message_without_end_is_cut),
        cmocka_unit_test(as_many_as_are_kept_are_all_told),
        cmocka_unit_test(the_rest_is_only_counted),
        cmocka_unit_test(an_error_among_the_rest_is_an_error),
        cmocka_unit_test(nobody_need_listen_and_nothing_need_be_found),
        cmocka_unit_test(any_order_becomes_that_of_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
