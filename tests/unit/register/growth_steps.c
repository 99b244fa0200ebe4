/* SPDX-License-Identifier: MIT
 *
 * growth_steps.c — twice as large a plant takes about twice as many steps, to compare, to merge, and to hold against
 * what was seen.  Steps are comparisons of texts: how long they take says nothing on a busy machine.
 */
#include <stdarg.h>

#include "unit/register/differing.h"
#include "unit/register/drifting.h"
#include "unit/register/merging.h"

int __real_strcmp(const char *one, const char *other);
int __wrap_strcmp(const char *one, const char *other);

static size_t steps;

int __wrap_strcmp(const char *one, const char *other)
{
    steps++;
    return __real_strcmp(one, other);
}

enum { TEXT_SIZE = 4 << 20, LEAST = 1000 };

static char before[TEXT_SIZE], after[TEXT_SIZE];

struct shape {
    const char *prefix; /**< of the connections' names */
    unsigned net;       /**< the last number of the addresses */
    unsigned octets;    /**< that each of them writes */
    const char *paper;  /**< keys of somebody's word, or none */
};

/** A CPU for ten connections. */
static void write_plant(char *text, size_t count, const struct shape *shape)
{
    struct s7_strbuf buf = s7_strbuf_over(text, TEXT_SIZE);
    size_t cpus = count / 10;
    s7_strbuf_add(&buf, "sieben: 1\nplant: {name: x}\ncpus:\n");
    for (size_t i = 0; i < cpus; i++)
        s7_strbuf_printf(&buf, "  P%zu: {address: 10.%zu.%zu.%u, profile: s7-300, dbs: {1: {size: 100}}}\n", i,
                         i / 250, i % 250, shape->net);
    s7_strbuf_add(&buf, "connections:\n");
    for (size_t i = 0; i < count; i++)
        s7_strbuf_printf(
            &buf, "  %s-%05zu: {from: P%zu, to: P%zu, local_id: %zu, writes: [P#DB1.DBX0.0 BYTE %u]%s}\n",
            shape->prefix, i, i % cpus, (i + 1 + i / cpus) % cpus, i + 1, shape->octets, shape->paper);
    must(!buf.truncated);
}

static void count_change(void *user, const struct s7_change *change)
{
    (void)change;
    ++*(size_t *)user;
}

static size_t compare(size_t count)
{
    size_t changes = 0;
    write_plant(before, count, &(struct shape){"C", 1, 10, ""});
    write_plant(after, count, &(struct shape){"D", 1, 12, ""});
    struct s7_source old = differing_open(before), new = differing_open(after);
    steps = 0;
    assert_int_equal(s7_register_diff(&old, &new, count_change, &changes), S7_OK);
    size_t taken = steps;
    assert_int_equal(changes, 2 * count); /* another name, and more octets */
    s7_source_close(&old);
    s7_source_close(&new);
    return taken;
}

static void count_note(void *user, const struct s7_merge_note *note)
{
    (void)note;
    ++*(size_t *)user;
}

static size_t merge(size_t count, const struct shape *shape, size_t expected)
{
    size_t notes = 0, size = 0;
    char *text = NULL;
    const struct s7_merge_options options = {.take = count_note, .user = &notes};
    write_plant(before, count, &(struct shape){"C", 1, 10, ""});
    write_plant(after, count, shape);
    struct s7_source into = differing_open(before), seen = differing_open(after);
    steps = 0;
    assert_int_equal(s7_register_merge(&into, &seen, &options, &text, &size), S7_OK);
    size_t taken = steps;
    assert_int_equal(notes, expected);
    free(text);
    s7_source_close(&into);
    s7_source_close(&seen);
    return taken;
}

/** Drafts are widened. */
static size_t merge_known(size_t count)
{
    return merge(count, &(struct shape){"S", 1, 12, ""}, count);
}

/** New partners and connections, whose names are all taken. */
static size_t merge_new(size_t count)
{
    return merge(count, &(struct shape){"C", 2, 10, ""}, count + count / 10);
}

static void count_finding(void *user, const struct s7_drift_finding *finding)
{
    (void)finding;
    ++*(size_t *)user;
}

static size_t drift(size_t count, unsigned net, size_t expected)
{
    size_t findings = 0;
    const struct s7_drift_options options = {.take = count_finding, .user = &findings};
    write_plant(before, count, &(struct shape){"C", 1, 10, ""});
    write_plant(after, count, &(struct shape){"S", net, 12, ""});
    struct s7_plant *declared = drifting_load(before), *seen = drifting_load(after);
    steps = 0;
    struct s7_drift *work = s7_drift_new(declared, &options);
    must(work);
    assert_int_equal(s7_drift_add(work, seen), S7_OK);
    assert_int_equal(s7_drift_end(work), S7_OK);
    size_t taken = steps;
    assert_int_equal(findings, expected);
    s7_drift_free(work);
    s7_plant_free(declared);
    s7_plant_free(seen);
    return taken;
}

static size_t drift_known(size_t count)
{
    return drift(count, 1, count);
}

static size_t drift_new(size_t count)
{
    return drift(count, 2, count + count / 10);
}

typedef size_t work(size_t count);

static void grows_with_its_size(work *of)
{
    size_t some = of(LEAST), twice = of(2 * LEAST);
    assert_true(some > 0);
    if (twice >= 5 * some / 2)
        print_error("%zu steps, then %zu\n", some, twice);
    assert_true(twice < 5 * some / 2);
}

static void twice_as_large_takes_twice_as_long(void **state)
{
    (void)state;
    static work *const works[] = {compare, merge_known, merge_new, drift_known, drift_new};
    for (size_t i = 0; i < sizeof works / sizeof works[0]; i++)
        grows_with_its_size(works[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(twice_as_large_takes_twice_as_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
