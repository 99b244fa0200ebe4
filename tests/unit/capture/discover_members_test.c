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
}

static void one_address_is_one_member_unless_it_serves_at_several_ports(void **state)
{
    (void)state;
    read_talk("10.0.0.9", "10.0.0.1", 102);
    read_talk("10.0.0.9", "10.0.0.1", 1102);
    read_talk("10.0.0.1", "10.0.0.2", 102);
    read_talk("10.0.0.9", "10.0.0.2", 102);
    meet();
    assert_int_equal(model.member_count, 4);
    assert_true(model.members[3].is_host);
    assert_false(model.members[0].is_host);
    assert_int_equal(model.members[0].station.port, 102);
    assert_int_equal(model.members[1].station.port, 1102);
    end();
}

/** A client that serves at several ports is the one at 102. */
static void a_client_is_the_member_at_the_usual_port(void **state)
{
    (void)state;
    read_talk("10.0.0.9", "10.0.0.1", 90);
    read_talk("10.0.0.9", "10.0.0.1", 102);
    read_talk("10.0.0.1", "10.0.0.2", 102);
    meet();
    const struct s7_station client = talks_station("10.0.0.1", 0);
    const struct s7_station nobody = talks_station("10.0.0.7", 0);
    const struct s7_station other_port = talks_station("10.0.0.1", 103);
    assert_int_equal(s7_discover_member_of(&model, &client), 1);
    assert_int_equal(model.members[1].station.port, 102);
    assert_int_equal(s7_discover_member_of(&model, &nobody), SIZE_MAX);
    assert_int_equal(s7_discover_member_of(&model, &other_port), SIZE_MAX);
    for (size_t i = 0; i < model.link_count; i++)
        assert_int_equal(model.links[i].from == 1,
                         s7_station_same_host(&model.links[i].named->client, &client));
    end();
}

static void the_known_plant_says_what_a_member_is(void **state)
{
    (void)state;
    static const char text[] =
        "sieben: 1\nplant: {name: P}\nhosts: {HMI: {address: 'fd00:0::5'}}\n"
        "cpus: {A: {address: 10.0.0.1, profile: s7-300}, B: {address: 10.0.0.1:1102, profile: "
        "s7-300}, C: {address: plc.example, profile: s7-300}}\n";
    struct discovered d = {.text = NULL};
    struct s7_plant *known = NULL;
    must(s7_plant_load(text, strlen(text), discovered_fault, &d, &known) == S7_OK);
    config.known = known;
    read_talk("fd00::5", "10.0.0.1", 1102);
    read_talk("10.0.0.3", "10.0.0.1", 103);
    meet();
    assert_string_equal(model.members[model.links[1].from].known->name, "HMI");
    assert_string_equal(model.members[model.links[1].to].known->name, "B");
    assert_null(model.members[model.links[0].to].known);
    end();
    config.known = known;
    read_talk("10.0.0.1", "10.0.0.3", 102);
    meet();
    assert_string_equal(model.members[model.links[0].from].known->name, "A");
    assert_false(model.members[model.links[0].from].is_host);
    end();
    s7_plant_free(known);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_address_is_one_member_unless_it_serves_at_several_ports),
        cmocka_unit_test(a_client_is_the_member_at_the_usual_port),
        cmocka_unit_test(the_known_plant_says_what_a_member_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
