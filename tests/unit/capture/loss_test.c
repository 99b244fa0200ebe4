/* SPDX-License-Identifier: MIT */
#include "capture/loss.h"

#include "check.h"

#include <stdio.h>
#include <string.h>

#include "must.h"

static void every_loss_has_a_name_and_words_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < S7_LOSS_COUNT; i++) {
        assert_true(strlen(s7_loss_name((enum s7_loss)i)) > 2);
        assert_true(strlen(s7_loss_text((enum s7_loss)i)) > 10);
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(s7_loss_name((enum s7_loss)i), s7_loss_name((enum s7_loss)k));
            assert_string_not_equal(s7_loss_text((enum s7_loss)i), s7_loss_text((enum s7_loss)k));
        }
    }
    assert_int_equal(s7_loss_unit_of(S7_LOSS_FRAGMENT), S7_LOSS_PACKETS);
    assert_int_equal(s7_loss_unit_of(S7_LOSS_GAP), S7_LOSS_OCTETS);
    assert_string_equal(s7_loss_unit_name(s7_loss_unit_of(S7_LOSS_GAP)), "octets");
    assert_string_equal(s7_loss_unit_name(s7_loss_unit_of(S7_LOSS_FLOW_LIMIT)), "");
}

/* docs/capture.md has a row for each, in their order. */
static void the_document_lists_them_all(void **state)
{
    (void)state;
    static const char *const units[] = {
        [S7_LOSS_PACKETS] = "packets", [S7_LOSS_OCTETS] = "octets", [S7_LOSS_EVENTS] = "events"};
    char line[300], row[300];
    int next = 0;
    FILE *document = fopen(LOSS_DOCUMENT, "r");
    must(document);
    while (fgets(line, sizeof line, document) && next < S7_LOSS_COUNT) {
        enum s7_loss loss = (enum s7_loss)next;
        snprintf(row, sizeof row, "| `%s` | %s | %s |\n", s7_loss_name(loss), units[s7_loss_unit_of(loss)],
                 s7_loss_text(loss));
        next += strcmp(line, row) == 0;
    }
    fclose(document);
    if (next < S7_LOSS_COUNT)
        fail_msg("docs/capture.md: no row for %s", s7_loss_name((enum s7_loss)next));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_loss_has_a_name_and_words_of_its_own),
                                       cmocka_unit_test(the_document_lists_them_all)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
