/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "unit/capture/discover_talks.h"

static struct talks talks;
static struct s7_discover_config config;
static struct s7_discover_model model;

static struct s7_talk *read_talk(const char *client, const char *server, uint16_t port)
{
    struct s7_talk *talk = talks_add(&talks, client, server, port, "01.00", "03.02");
    talks_use(talk, 1, 0x04, 0, 0, 1);
    return talk;
}

static void end(void)
{
    s7_discover_model_free(&model);
    talks_end(&talks);
    config = (struct s7_discover_config){.known = NULL};
}

static void meet(void)
{
    model = (struct s7_discover_model){.config = &config};
    assert_int_equal(s7_discover_collect(&model, talks.list, talks.count), S7_OK);
    assert_int_equal(s7_discover_meet(&model), S7_OK);
    assert_int_equal(s7_discover_fill(&model), S7_OK);
    s7_discover_judge(&model);
}

static void the_order_number_decides(void **state)
{
    (void)state;
    struct s7_talk *talk = read_talk("10.0.0.8", "10.0.0.1", 102);
    talks_setup(talk, 960, 240, 3, 3);
    memcpy(talk->order_number, "6ES7 416-3ES06-0AB0 ", sizeof talk->order_number);
    meet();
    assert_string_equal(model.members[0].profile->name, "s7-400");
    assert_int_equal(model.members[0].source, S7_DISCOVER_PROFILE_ORDER);
    assert_string_equal(model.members[0].traits.order_number, "6ES7 416-3ES06-0AB0");
    assert_string_equal(model.members[1].profile->name, "pc");
    end();
}

static void an_order_number_of_other_characters_says_nothing(void **state)
{
    (void)state;
    struct s7_talk *talk = read_talk("10.0.0.8", "10.0.0.1", 102);
    memcpy(talk->order_number, "6ES7 4\x1b[2J", 10);
    talk->tsaps_known = false;
    meet();
    assert_string_equal(model.members[0].traits.order_number, "");
    assert_int_equal(model.members[0].source, S7_DISCOVER_PROFILE_GUESS);
    end();
}

static void a_tsap_that_was_called_from_says_nothing_of_its_place(void **state)
{
    (void)state;
    read_talk("10.0.0.8", "10.0.0.1", 102)->called_back = 1;
    meet();
    assert_false(model.members[0].traits.has_place);
    end();
}

static void rack_and_slot_are_those_of_most_telegrams(void **state)
{
    (void)state;
    struct s7_talk *little = read_talk("10.0.0.8", "10.0.0.1", 102);
    struct s7_talk *much = read_talk("10.0.0.9", "10.0.0.1", 102);
    must(s7_tsap_parse("02.25", &much->called) == S7_OK);
    much->pdus = 50;
    little->pdus = 20;
    meet();
    assert_true(model.members[0].traits.has_place);
    assert_int_equal(model.members[0].traits.rack, 1);
    assert_int_equal(model.members[0].traits.slot, 5);
    assert_int_equal(model.members[1].class_of_hosts, S7_PLANT_CLASS_BASIC);
    assert_int_equal(model.members[2].class_of_hosts, S7_PLANT_CLASS_OP);
    end();
}

static void a_class_that_was_not_seen_is_that_of_the_service(void **state)
{
    (void)state;
    struct s7_talk *talk = read_talk("10.0.0.8", "10.0.0.1", 102);
    talks_use(talk, 7, 0, 3, 1, 1);
    talk->tsaps_known = false;
    read_talk("10.0.0.8", "10.0.0.2", 102)->called.octets[0] = S7_CLASS_OP;
    meet();
    assert_int_equal(model.members[2].class_of_hosts, S7_PLANT_CLASS_OP);
    end();
    talk = read_talk("10.0.0.8", "10.0.0.1", 102);
    talks_use(talk, 7, 0, 3, 1, 1);
    talk->tsaps_known = false;
    meet();
    assert_int_equal(model.members[1].class_of_hosts, S7_PLANT_CLASS_PG);
    end();
}

static void what_a_client_asks_for_is_its_own_trait(void **state)
{
    (void)state;
    talks_setup(read_talk("10.0.0.8", "10.0.0.1", 102), 960, 240, 3, 1);
    talks_setup(read_talk("10.0.0.1", "10.0.0.2", 102), 480, 240, 2, 1);
    meet();
    assert_int_equal(model.members[0].traits.asks_pdu, 480);
    assert_int_equal(model.members[0].traits.asks_amq, 2);
    assert_int_equal(model.members[0].traits.pdu_granted, 240);
    assert_int_equal(model.members[1].traits.asks_pdu, 0);
    end();
}

/** A TSAP of other classes names no slot. */
static void text_names_no_slot(void **state)
{
    (void)state;
    struct s7_talk *talk = read_talk("10.0.0.8", "10.0.0.1", 102);
    must(s7_tsap_parse("\"SIMATIC\"", &talk->called) == S7_OK);
    meet();
    assert_false(model.members[0].traits.has_place);
    end();
    talk = read_talk("10.0.0.8", "10.0.0.1", 102);
    must(s7_tsap_parse("06.02", &talk->called) == S7_OK);
    meet();
    assert_false(model.members[0].traits.has_place);
    end();
}

static void more_than_a_family_has_makes_a_profile(void **state)
{
    (void)state;
    struct s7_talk *talk = read_talk("10.0.0.8", "10.0.0.1", 102);
    talks_access(talk, S7_MEANS_READ_VAR, "MB60000", 1, 0);
    meet();
    assert_int_equal(model.members[0].own_profile, 1);
    assert_int_equal(model.profile_count, 1);
    assert_int_equal(model.members[0].traits.octets[2], 60001);
    assert_int_equal(model.members[1].own_profile, 0);
    end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_number_decides),
        cmocka_unit_test(an_order_number_of_other_characters_says_nothing),
        cmocka_unit_test(rack_and_slot_are_those_of_most_telegrams),
        cmocka_unit_test(a_tsap_that_was_called_from_says_nothing_of_its_place),
        cmocka_unit_test(a_class_that_was_not_seen_is_that_of_the_service),
        cmocka_unit_test(what_a_client_asks_for_is_its_own_trait),
        cmocka_unit_test(text_names_no_slot),
        cmocka_unit_test(more_than_a_family_has_makes_a_profile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
