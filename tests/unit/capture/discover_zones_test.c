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
    s7_discover_name(&model);
    assert_int_equal(s7_discover_place(&model), S7_OK);
}

static void a_net_is_a_zone(void **state)
{
    (void)state;
    config.zones = true;
    read_talk("10.0.0.9", "10.0.0.1", 102);
    read_talk("10.0.0.9", "10.0.1.1", 102);
    read_talk("fd00::5", "fd00::1:0:0:0:6", 102);
    meet();
    assert_int_equal(model.zone_count, 4);
    assert_int_equal(model.members[0].zone, model.members[1].zone);
    assert_int_not_equal(model.members[0].zone, model.members[2].zone);
    assert_int_not_equal(model.members[3].zone, model.members[4].zone);
    end();
    read_talk("10.0.0.9", "10.0.0.1", 102);
    meet();
    assert_int_equal(model.zone_count, 0);
    end();
}

static void the_zone_of_a_known_partner_is_that_of_its_net(void **state)
{
    (void)state;
    static const char text[] = "sieben: 1\nplant: {name: P}\nzones: {cell: {nets: [10.0.0.0/16]}}\n"
                               "cpus: {A: {address: 10.0.0.1, profile: s7-300, zone: cell}}\n";
    struct discovered d = {.text = NULL};
    struct s7_plant *known = NULL;
    must(s7_plant_load(text, strlen(text), discovered_fault, &d, &known) == S7_OK);
    config = (struct s7_discover_config){.known = known, .zones = true};
    read_talk("10.0.0.9", "10.0.0.1", 102);
    meet();
    assert_int_equal(model.zone_count, 1);
    assert_string_equal(model.zones[0].known->name, "cell");
    assert_int_equal(model.members[1].zone, 0);
    end();
    s7_plant_free(known);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_net_is_a_zone),
        cmocka_unit_test(the_zone_of_a_known_partner_is_that_of_its_net),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
