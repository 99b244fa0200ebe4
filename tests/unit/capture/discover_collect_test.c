/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "unit/capture/discover_talks.h"

static struct talks talks;
static const struct s7_discover_config plain = {.known = NULL};

static struct s7_talk *read_talk(const char *client, const char *server, const char *calling,
                                 const char *called)
{
    struct s7_talk *talk = talks_add(&talks, client, server, 102, calling, called);
    talks_use(talk, 1, 0x04, 0, 0, 1);
    talks_access(talk, S7_MEANS_READ_VAR, "MB0", 1, 0);
    return talk;
}

static void assert_links(size_t links, size_t linked)
{
    struct s7_discover_model model = {.config = &plain};
    assert_int_equal(s7_discover_collect(&model, talks.list, talks.count), S7_OK);
    assert_int_equal(model.link_count, links);
    assert_int_equal(model.linked, linked);
    assert_int_equal(model.talk_count, talks.count);
    s7_discover_model_free(&model);
}

static void what_was_answered_is_a_link(void **state)
{
    (void)state;
    struct s7_talk *talk = talks_add(&talks, "10.0.0.1", "10.0.0.2", 102, "01.00", "03.02");
    assert_false(s7_discover_is_link(talk));
    talks_use(talk, 1, 0xF0, 0, 0, 1)->answers = 0;
    assert_false(s7_discover_is_link(talk));
    talk->functions[0].answers = 1;
    assert_true(s7_discover_is_link(talk));
    talk->role = S7_ROLE_GUESSED;
    assert_false(s7_discover_is_link(talk));
    talk->role = S7_ROLE_BY_PORT;
    talk->server.port = 0;
    assert_false(s7_discover_is_link(talk));
    talk->server.port = 102;
    talk->protocol = S7_TALK_MMS;
    assert_false(s7_discover_is_link(talk));
    talk->protocol = S7_TALK_S7PLUS;
    assert_true(s7_discover_is_link(talk));
    talk->octets_to_client = 0;
    assert_false(s7_discover_is_link(talk));
    talks_end(&talks);
}

static void who_tries_much_and_is_served_nothing_scans(void **state)
{
    (void)state;
    struct s7_talk *talk = talks_add(&talks, "10.0.0.1", "10.0.0.2", 102, "01.00", "03.02");
    talks_use(talk, 7, 0, 4, 1, 2);
    talk->anomalies[S7_ANOMALY_SCAN] = 40;
    assert_true(s7_discover_is_scan(talk));
    assert_false(s7_discover_is_link(talk));
    talks_access(talk, S7_MEANS_READ_VAR, "MB0", 1, 0);
    assert_false(s7_discover_is_scan(talk));
    assert_true(s7_discover_is_link(talk));
    talks_end(&talks);
}

static void partners_and_tsaps_make_a_link(void **state)
{
    (void)state;
    read_talk("10.0.0.1", "10.0.0.2", "01.00", "03.02");
    read_talk("10.0.0.1", "10.0.0.2", "01.00", "02.02");
    read_talk("10.0.0.1", "10.0.0.3", "01.00", "03.02");
    read_talk("10.0.0.4", "10.0.0.2", "01.00", "03.02");
    read_talk("10.0.0.4", "10.0.0.2", "01.00", "03.02")->role = S7_ROLE_GUESSED;
    assert_links(4, 4);
    talks_end(&talks);
}

/** One that began before the capture goes with the only other one; not with one of several. */
static void unknown_tsaps_join_the_only_connection(void **state)
{
    (void)state;
    read_talk("10.0.0.1", "10.0.0.2", NULL, NULL);
    assert_links(1, 1);
    read_talk("10.0.0.1", "10.0.0.2", "01.00", "03.02");
    assert_links(1, 2);
    read_talk("10.0.0.1", "10.0.0.2", "01.00", "02.02");
    assert_links(3, 3);
    talks_end(&talks);
}

static void the_last_setup_counts(void **state)
{
    (void)state;
    struct s7_discover_model model = {.config = &plain};
    struct s7_talk *first = read_talk("10.0.0.1", "10.0.0.2", "01.00", "03.02");
    struct s7_talk *last = read_talk("10.0.0.1", "10.0.0.2", "01.00", "03.02");
    talks_setup(first, 480, 240, 1, 1);
    talks_setup(last, 960, 240, 1, 1);
    last->last += 1;
    assert_int_equal(s7_discover_collect(&model, talks.list, talks.count), S7_OK);
    assert_int_equal(model.link_count, 1);
    assert_ptr_equal(model.links[0].named, last);
    assert_int_equal(model.begin, TALKS_BEGIN);
    assert_int_equal(model.end, last->last);
    s7_discover_model_free(&model);
    talks_end(&talks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_answered_is_a_link),
        cmocka_unit_test(who_tries_much_and_is_served_nothing_scans),
        cmocka_unit_test(partners_and_tsaps_make_a_link),
        cmocka_unit_test(unknown_tsaps_join_the_only_connection),
        cmocka_unit_test(the_last_setup_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
