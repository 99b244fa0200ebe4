/* SPDX-License-Identifier: MIT */
#include "allocation.h"
#include "check.h"
#include "unit/capture/discover_talks.h"

static struct talks talks;

/** Whatever allocation fails: no crash, no leak, and nothing is given. */
static void any_allocation_may_fail(void **state)
{
    (void)state;
    static const char known_text[] = "sieben: 1\nplant: {name: P}\nzones: {cell: {nets: [10.0.0.0/24]}}\n"
                                     "cpus: {A: {address: 10.0.0.1, profile: s7-300, zone: cell}}\n";
    struct discovered d = {.text = NULL};
    struct s7_plant *known = NULL;
    must(s7_plant_load(known_text, strlen(known_text), discovered_fault, &d, &known) == S7_OK);
    struct s7_talk *talk = talks_add(&talks, "10.0.0.8", "10.0.0.1", 102, "01.00", "03.02");
    talks_use(talk, 1, 4, 0, 0, 5);
    talks_access(talk, S7_MEANS_READ_VAR, "DB7.DBW0", 5, 0);
    talks_access(talk, S7_MEANS_WRITE_VAR, "MB60000", 5, 0);
    talks_use(talks_add(&talks, "10.0.0.8", "10.0.1.1", 102, NULL, NULL), 7, 0, 4, 1, 5);
    talks_add(&talks, "10.0.0.7", "10.0.1.1", 102, NULL, NULL);
    const struct s7_discover_config config = {.known = known, .zones = true};
    size_t live = allocation_live();
    size_t n = 1;
    for (int failed = 1; failed; n++) {
        struct s7_discover_count count = {.cpus = 77};
        char *text = NULL;
        size_t size = 0;
        allocation_fail_at(n);
        int error = s7_discover(talks.list, talks.count, &config, &text, &size, &count);
        failed = allocation_failed();
        allocation_fail_at(0);
        assert_int_equal(error, failed ? S7_ERR_LOCAL_MEMORY : S7_OK);
        assert_int_equal(count.cpus, failed ? 77 : 2);
        assert_true(failed ? !text : text && size);
        free(text);
        assert_int_equal(allocation_live(), live);
    }
    assert_true(n > 12);
    s7_plant_free(known);
    talks_end(&talks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(any_allocation_may_fail)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
