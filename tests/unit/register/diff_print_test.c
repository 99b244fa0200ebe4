/* SPDX-License-Identifier: MIT */
#include "register/diff_print.h"

#include <stdlib.h>

#include "unit/register/differing.h"

typedef void print(const struct s7_diff *diff, enum s7_plant_element kind, const struct s7_diff_side *side,
                   bool renamed, struct s7_fmt_out *out);

static const char text[] = DIFFERING_HEAD "connections:\n  C: {to: OVEN, from: PRESS, owner: a, tsap: {to: "
                                          "03.02}, jobs: [{get: {from: DB100.DBB0, receive: MB0}}]}\n";

static void assert_printed(print *make, bool renamed, const char *expected)
{
    struct s7_source source = differing_open(text);
    struct s7_diff diff = {.take = differing_take};
    struct s7_fmt_out out = {.text = NULL};
    const struct s7_node *node = s7_node_member(source.root, "connections")->first;
    const struct s7_diff_side side = {node, &source.plant->connections[0], node->mark};
    s7_diff_rename(&diff, S7_ELEMENT_CPU, "OVEN", "FURNACE");
    make(&diff, S7_ELEMENT_CONNECTION, &side, renamed, &out);
    assert_string_equal(out.text, expected);
    free(out.text);
    free(diff.renames);
    s7_source_close(&source);
}

static void identity_is_what_the_table_says(void **state)
{
    (void)state;
    assert_printed(s7_diff_print_identity, false, "from=PRESS\nto=OVEN\nservice=put_get\nfrom=\nto=03.02\n");
    assert_printed(s7_diff_print_identity, true, "from=PRESS\nto=FURNACE\nservice=put_get\nfrom=\nto=03.02\n");
}

static void print_short(const struct s7_diff *diff, enum s7_plant_element kind, const struct s7_diff_side *side,
                        bool renamed, struct s7_fmt_out *out)
{
    (void)diff;
    (void)renamed;
    s7_diff_print_short(kind, side, out);
}

/** In the order of the schema, and only what is written. */
static void people_read_what_is_written(void **state)
{
    (void)state;
    assert_printed(print_short, false, "from PRESS, to OVEN, owner a, to 03.02");
}

static void print_all(const struct s7_diff *diff, enum s7_plant_element kind, const struct s7_diff_side *side,
                      bool renamed, struct s7_fmt_out *out)
{
    struct s7_fmt_out all = {.text = NULL};
    s7_diff_print_all(diff, kind, side, renamed, &all);
    assert_non_null(strstr(all.text, "owner=a\n"));
    assert_non_null(strstr(all.text, "keepalive=30s\n")); /* as if it were written */
    s7_fmt_out_text(out, strstr(all.text, "-{\n"));
    free(all.text);
}

static void everything_includes_what_is_in_lists(void **state)
{
    (void)state;
    assert_printed(
        print_all, false,
        "-{\ngetfrom=P#DB100.DBX0.0 BYTE 1\nreceive=P#M0.0 BYTE 1\nevery=1s\nretry=backoff\nname=\n}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(identity_is_what_the_table_says),
        cmocka_unit_test(people_read_what_is_written),
        cmocka_unit_test(everything_includes_what_is_in_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
