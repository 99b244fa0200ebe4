/* SPDX-License-Identifier: MIT
 *
 * merge_allocations.c — merging, drift and editing with every single allocation failing once.
 */
#include "allocation.h"
#include "register/match.h"
#include "unit/register/drifting.h"
#include "unit/register/editing.h"
#include "unit/register/merging.h"

/** S7_OK or S7_ERR_LOCAL_MEMORY; nothing is held when it ends. */
typedef int attempt(void);

static void fail_at_every_allocation(attempt *work, size_t least)
{
    size_t live = allocation_live(), n = 1;
    for (int failed = 1; failed; n++) {
        merging_lines = s7_strbuf_over(merging_notes, sizeof merging_notes);
        drifting_lines = s7_strbuf_over(drifting_text, sizeof drifting_text);
        allocation_fail_at(n);
        int error = work();
        failed = allocation_failed();
        allocation_fail_at(0);
        if (error != (failed ? S7_ERR_LOCAL_MEMORY : S7_OK))
            print_error("allocation %zu: %d\n", n, error);
        assert_int_equal(error, failed ? S7_ERR_LOCAL_MEMORY : S7_OK);
        assert_int_equal(allocation_live(), live);
    }
    if (n <= least)
        print_error("only %zu allocations\n", n);
    assert_true(n > least);
}

static const char declared[] =
    "sieben: 1\nplant: {name: x}\nzones:\n  z: {nets: [10.0.0.0/24]}\nhosts: {PC: {address: 10.0.0.9}}\ncpus:\n"
    "  A: {address: 10.0.0.1, profile: s7-300, dbs: {1: {size: 10}}}\n"
    "  B:\n    address: 10.0.0.2\n    profile: s7-300\n    owner: me\n    dbs:\n      1: {size: 10}\n"
    "connections:\n"
    "  C: {from: A, to: B, writes: MB0}\n"
    "  D:\n    from: B\n    to: A\n    owner: me\n    reads: [MB0] # why\n    tsap: {from: \"10.01\"}\n"
    "  E: {from: PC, to: A, service: hmi, tsap: {to: \"02.02\"}}\n";
static const char seen[] =
    "sieben: 1\nplant: {name: s, seen_from: \"2026-11-20 06:00:00\", seen_to: \"2026-11-20 06:05:00\"}\n"
    "zones:\n  y: {nets: [10.1.0.0/24]}\ncpus:\n"
    "  S1: {address: 10.0.0.1, profile: s7-300, model: 6ES7 315, dbs: {1: {size: 20}, 2: {size: 4}}}\n"
    "  S2: {address: 10.0.0.2, profile: s7-300, dbs: {1: {size: 20}}}\n"
    "  A: {address: 10.1.0.3, profile: s7-1500, zone: y}\n"
    "connections:\n"
    "  S: {from: S1, to: S2, writes: [MB0, MB7], reads: DB1.DBB0, functions: [szl, clock], rate: {cycle: "
    "10ms}}\n"
    "  T: {from: S2, to: S1, reads: [MB0, MB5], writes: MB9, tsap: {from: \"10.01\"}}\n"
    "  C: {from: A, to: S1, service: pg, functions: [control]}\n"
    "  U: {from: S1, to: A, service: get, reads: MB0}\n";

static struct s7_source declared_source, seen_source;

static bool accept_all(void *user, const char *name)
{
    (void)user;
    (void)name;
    return true;
}

static int merge_as(bool (*accepts)(void *user, const char *name))
{
    char *text = NULL;
    size_t size = 0;
    const struct s7_merge_options options = {merging_take, accepts, NULL, NULL};
    int error = s7_register_merge(&declared_source, &seen_source, &options, &text, &size);
    assert_true(error ? !text : text != NULL);
    free(text);
    return error;
}

static int merge(void)
{
    return merge_as(NULL);
}

static int merge_all(void)
{
    return merge_as(accept_all);
}

static int drift(void)
{
    const struct s7_drift_options options = {0, true, drifting_take, NULL};
    struct s7_drift *work = s7_drift_new(declared_source.plant, &options);
    int error = work ? s7_drift_add(work, seen_source.plant) : S7_ERR_LOCAL_MEMORY;
    error = error ? error : s7_drift_end(work);
    s7_drift_free(work);
    return error;
}

static int match(void)
{
    struct s7_storage storage = {.chunks = NULL};
    const struct s7_match *matches =
        s7_match_connections(declared_source.plant, seen_source.plant, false, &storage);
    int error = matches ? S7_OK : S7_ERR_LOCAL_MEMORY;
    s7_storage_free(&storage);
    return error;
}

/** The three kinds of changes, in a block and between brackets. */
static int change(struct s7_edit *edit)
{
    const struct s7_node *connections = s7_node_member(declared_source.root, "connections");
    const struct s7_node *brackets = s7_node_member(connections, "C"),
                         *lines = s7_node_member(connections, "D");
    struct s7_node *mapping = s7_edit_mapping(edit, false), *list = s7_edit_list(edit, true);
    s7_edit_put(edit, list, NULL, s7_edit_word(edit, "MB0"));
    s7_edit_put(edit, mapping, "from", s7_edit_line(edit, "A"));
    s7_edit_put(edit, mapping, "to", s7_edit_line(edit, "B"));
    s7_edit_put(edit, mapping, "reads", list);
    int error = s7_edit_insert(edit, connections, NULL, "N", mapping, "new");
    error = error ? error : s7_edit_insert(edit, brackets, NULL, "amq", s7_edit_word(edit, "2"), "more");
    error =
        error ? error : s7_edit_replace(edit, lines, s7_node_member(lines, "reads"), s7_edit_word(edit, "MB3"));
    return error ? error : s7_edit_remove(edit, brackets, s7_node_member(brackets, "writes"));
}

static int edit(void)
{
    char *text = NULL;
    size_t size = 0;
    struct s7_edit *work = s7_edit_new(&declared_source);
    int error = work ? change(work) : S7_ERR_LOCAL_MEMORY;
    error = error ? error : s7_edit_text(work, &text, &size);
    assert_true(error ? !text : text != NULL);
    free(text);
    s7_edit_free(work);
    return error;
}

static void nothing_is_lost_when_memory_runs_out(void **state)
{
    (void)state;
    must(s7_source_open(declared, sizeof declared - 1, NULL, NULL, &declared_source) == S7_OK);
    must(s7_source_open(seen, sizeof seen - 1, NULL, NULL, &seen_source) == S7_OK);
    fail_at_every_allocation(match, 3);
    fail_at_every_allocation(edit, 8);
    fail_at_every_allocation(merge, 30);
    fail_at_every_allocation(merge_all, 30);
    fail_at_every_allocation(drift, 30);
    s7_source_close(&declared_source);
    s7_source_close(&seen_source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_lost_when_memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
