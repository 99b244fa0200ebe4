/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "unit/capture/discover_talks.h"

static struct talks talks;

static struct s7_discover_link link_of(const struct s7_talk *const *list)
{
    return (struct s7_discover_link){.talks = list, .talk_count = 1, .named = list[0]};
}

static struct s7_talk *any_talk(const char *called)
{
    talks_end(&talks);
    return talks_add(&talks, "10.0.0.1", "10.0.0.2", 102, "01.00", called);
}

static unsigned functions_of_one(uint8_t rosctr, uint8_t function, uint8_t group, uint8_t subfunction)
{
    talks_use(any_talk("03.02"), rosctr, function, group, subfunction, 1);
    struct s7_discover_link link = link_of(talks.list);
    return s7_discover_functions(&link);
}

static void a_function_is_used_for_something(void **state)
{
    (void)state;
    assert_int_equal(functions_of_one(1, 0x04, 0, 0), 0);
    assert_int_equal(functions_of_one(1, 0x05, 0, 0), 0);
    assert_int_equal(functions_of_one(1, 0xF0, 0, 0), 0);
    assert_int_equal(functions_of_one(1, 0x1B, 0, 0), S7_PLANT_FUNCTION_DOWNLOAD);
    assert_int_equal(functions_of_one(1, 0x1E, 0, 0), S7_PLANT_FUNCTION_UPLOAD);
    assert_int_equal(functions_of_one(1, 0x28, 0, 0), S7_PLANT_FUNCTION_CONTROL);
    assert_int_equal(functions_of_one(1, 0x29, 0, 0), S7_PLANT_FUNCTION_CONTROL);
    assert_int_equal(functions_of_one(1, 0x77, 0, 0), S7_PLANT_FUNCTION_OTHER);
    assert_int_equal(functions_of_one(7, 0, 0x0, 0x00), S7_PLANT_FUNCTION_MESSAGES);
    assert_int_equal(functions_of_one(7, 0, 0x1, 0x08), S7_PLANT_FUNCTION_VARIABLES);
    assert_int_equal(functions_of_one(7, 0, 0x1, 0x09), S7_PLANT_FUNCTION_FORCE);
    assert_int_equal(functions_of_one(7, 0, 0x1, 0x13), S7_PLANT_FUNCTION_TEST);
    assert_int_equal(functions_of_one(7, 0, 0x1, 0x0F), S7_PLANT_FUNCTION_TEST);
    assert_int_equal(functions_of_one(7, 0, 0x2, 0x05), S7_PLANT_FUNCTION_CYCLIC);
    assert_int_equal(functions_of_one(7, 0, 0x2, 0x08), S7_PLANT_FUNCTION_OTHER);
    assert_int_equal(functions_of_one(7, 0, 0x3, 0x03), S7_PLANT_FUNCTION_BLOCKS);
    assert_int_equal(functions_of_one(7, 0, 0x4, 0x01), S7_PLANT_FUNCTION_SZL);
    assert_int_equal(functions_of_one(7, 0, 0x4, 0x11), S7_PLANT_FUNCTION_MESSAGES);
    assert_int_equal(functions_of_one(7, 0, 0x5, 0x01), S7_PLANT_FUNCTION_PASSWORD);
    assert_int_equal(functions_of_one(7, 0, 0x6, 0x01), S7_PLANT_FUNCTION_BSEND);
    assert_int_equal(functions_of_one(7, 0, 0x7, 0x03), S7_PLANT_FUNCTION_CLOCK);
    assert_int_equal(functions_of_one(7, 0, 0x7, 0x04), S7_PLANT_FUNCTION_SET_CLOCK);
    assert_int_equal(functions_of_one(7, 0, 0xF, 0x01), S7_PLANT_FUNCTION_OTHER);
    assert_int_equal(functions_of_one(3, 0, 0x4, 0x01), S7_PLANT_FUNCTION_OTHER);
    talks_end(&talks);
}

/** Jobs that go with variable tables, and the PI service that links a block in, are nothing by themselves. */
static void what_goes_with_others_is_no_use_of_its_own(void **state)
{
    (void)state;
    struct s7_talk *talk = any_talk("01.02");
    struct s7_discover_link link = link_of(talks.list);
    talks_use(talk, 7, 0, 1, 0x02, 1);
    talks_use(talk, 7, 0, 1, 0x0F, 1);
    assert_int_equal(s7_discover_functions(&link), S7_PLANT_FUNCTION_VARIABLES);
    talks_use(talk, 1, 0x1A, 0, 0, 2);
    struct s7_function_use *pi = talks_use(talk, 1, 0x28, 0, 0, 2);
    assert_int_equal(s7_discover_functions(&link), S7_PLANT_FUNCTION_VARIABLES | S7_PLANT_FUNCTION_DOWNLOAD);
    pi->requests = 3;
    assert_int_equal(s7_discover_functions(&link),
                     S7_PLANT_FUNCTION_VARIABLES | S7_PLANT_FUNCTION_DOWNLOAD | S7_PLANT_FUNCTION_CONTROL);
    assert_int_equal(s7_discover_service(&link), S7_PLANT_SERVICE_PG);
    talks_end(&talks);
}

static void a_service_is_what_was_done(void **state)
{
    (void)state;
    struct s7_talk *talk = any_talk("03.02");
    struct s7_discover_link link = link_of(talks.list);
    assert_int_equal(s7_discover_service(&link), S7_PLANT_SERVICE_OTHER);
    talks_access(talk, S7_MEANS_READ_VAR, "MB0", 1, 0x05);
    assert_int_equal(s7_discover_service(&link), S7_PLANT_SERVICE_GET);
    talks_access(talk, S7_MEANS_WRITE_VAR, "MB0", 1, 0);
    assert_int_equal(s7_discover_service(&link), S7_PLANT_SERVICE_PUT_GET);
    talk = any_talk("03.02");
    talk->opaque[S7_OPERATION_WRITE] = 1;
    assert_int_equal(s7_discover_service(&link), S7_PLANT_SERVICE_PUT);
    talk->called.octets[0] = S7_CLASS_OP;
    assert_int_equal(s7_discover_service(&link), S7_PLANT_SERVICE_HMI);
    talk = any_talk("01.02");
    talks_use(talk, 7, 0, 4, 1, 1);
    assert_int_equal(s7_discover_service(&link), S7_PLANT_SERVICE_PG);
    talk = any_talk("03.02");
    talks_use(talk, 7, 0, 2, 1, 1);
    assert_int_equal(s7_discover_service(&link), S7_PLANT_SERVICE_HMI);
    talk = any_talk("03.02");
    talks_use(talk, 7, 0, 6, 1, 1);
    assert_int_equal(s7_discover_service(&link), S7_PLANT_SERVICE_BSEND);
    talk->protocol = S7_TALK_S7PLUS;
    assert_int_equal(s7_discover_service(&link), S7_PLANT_SERVICE_S7PLUS);
    talks_end(&talks);
}

static s7_time cycle_of(uint64_t count, s7_time span)
{
    struct s7_talk *talk = any_talk("03.02");
    struct s7_discover_link link = link_of(talks.list);
    struct s7_usage *usage = talks_access(talk, S7_MEANS_READ_VAR, "MB0", count, 0);
    usage->last = usage->first + span;
    return s7_discover_cycle(&link);
}

static void a_cycle_is_the_mean_to_two_digits(void **state)
{
    (void)state;
    assert_int_equal(cycle_of(6001, 600 * S7_SECOND), 100 * S7_MILLISECOND);
    assert_int_equal(cycle_of(5990, 600 * S7_SECOND), 100 * S7_MILLISECOND);
    assert_int_equal(cycle_of(6201, 600 * S7_SECOND), 97 * S7_MILLISECOND);
    assert_int_equal(cycle_of(601, 600 * S7_SECOND), S7_SECOND);
    assert_int_equal(cycle_of(4, 600 * S7_SECOND), 200 * S7_SECOND);
    assert_int_equal(cycle_of(10000001, 600 * S7_SECOND), S7_MILLISECOND);
    assert_int_equal(cycle_of(3, (s7_time)600000 * S7_SECOND), (s7_time)86400 * S7_SECOND);
}

static void what_came_too_seldom_or_too_briefly_has_no_cycle(void **state)
{
    (void)state;
    assert_int_equal(cycle_of(2, 600 * S7_SECOND), 0);
    assert_int_equal(cycle_of(1, 0), 0);
    assert_int_equal(cycle_of(1000, 299 * S7_SECOND), 0);
    assert_int_equal(cycle_of(1000, 0), 0);
    assert_int_equal(cycle_of(3001, 300 * S7_SECOND), 100 * S7_MILLISECOND);
    talks_end(&talks);
}

static void words_are_those_of_the_plant_file(void **state)
{
    (void)state;
    assert_string_equal(s7_discover_function_word(S7_PLANT_FUNCTION_SZL), "szl");
    assert_string_equal(s7_discover_function_word(S7_PLANT_FUNCTION_OTHER), "other");
    assert_null(s7_discover_function_word(S7_PLANT_FUNCTION_OTHER << 1));
    assert_string_equal(s7_discover_service_word(S7_PLANT_SERVICE_S7PLUS), "s7plus");
}

/** What a file of what was seen cannot say is said to be there. */
static void what_no_area_says_is_elsewhere(void **state)
{
    (void)state;
    struct s7_talk *talk = any_talk("03.02");
    struct s7_discover_link link = link_of(talks.list);
    assert_int_equal(s7_discover_elsewhere(&link), 0);
    talk->elsewhere[S7_OPERATION_WRITE] = 1;
    assert_int_equal(s7_discover_elsewhere(&link), S7_PLANT_ELSEWHERE_WRITES);
    talk->elsewhere[S7_OPERATION_WRITE] = 0;
    talk->opaque[S7_OPERATION_WRITE] = 1; /* that nobody served */
    assert_int_equal(s7_discover_elsewhere(&link), 0);
    talk->elsewhere[S7_OPERATION_READ] = 1;
    assert_int_equal(s7_discover_elsewhere(&link), S7_PLANT_ELSEWHERE_READS);
    link.left_out[S7_OPERATION_WRITE] = 1;
    assert_int_equal(s7_discover_elsewhere(&link), S7_PLANT_ELSEWHERE_READS | S7_PLANT_ELSEWHERE_WRITES);
    talks_end(&talks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_function_is_used_for_something),
        cmocka_unit_test(what_goes_with_others_is_no_use_of_its_own),
        cmocka_unit_test(a_service_is_what_was_done),
        cmocka_unit_test(a_cycle_is_the_mean_to_two_digits),
        cmocka_unit_test(what_came_too_seldom_or_too_briefly_has_no_cycle),
        cmocka_unit_test(what_no_area_says_is_elsewhere),
        cmocka_unit_test(words_are_those_of_the_plant_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
