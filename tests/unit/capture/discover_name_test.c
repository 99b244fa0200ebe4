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
}

static void assert_member(size_t index, const char *name, const char *host)
{
    assert_string_equal(model.members[index].name, name);
    assert_string_equal(model.members[index].host, host);
}

static void names_are_made_of_addresses(void **state)
{
    (void)state;
    read_talk("10.0.0.9", "10.0.0.1", 102);
    read_talk("10.0.0.9", "10.0.0.1", 1102);
    read_talk("fd00::5", "fd00::6", 1102);
    meet();
    assert_member(0, "CPU-10-0-0-1", "10.0.0.1");
    assert_member(1, "CPU-10-0-0-1-p1102", "10.0.0.1:1102");
    assert_member(2, "HOST-10-0-0-9", "10.0.0.9");
    assert_member(3, "HOST-fd00--5", "fd00::5");
    assert_member(4, "CPU-fd00--6-p1102", "[fd00::6]:1102");
    end();
}

/** A name that the known plant has for another address is not given. */
static void a_name_that_is_taken_is_not_given_again(void **state)
{
    (void)state;
    static const char text[] = "sieben: 1\nplant: {name: P}\n"
                               "cpus: {CPU-10-0-0-1: {address: 10.0.0.7, profile: s7-300}}\n";
    struct discovered d = {.text = NULL};
    struct s7_plant *known = NULL;
    must(s7_plant_load(text, strlen(text), discovered_fault, &d, &known) == S7_OK);
    config.known = known;
    read_talk("10.0.0.9", "10.0.0.1", 102);
    read_talk("10.0.0.9", "10.0.0.7", 102);
    meet();
    assert_member(0, "CPU-10-0-0-1-n1", "10.0.0.1");
    assert_member(1, "CPU-10-0-0-1", "10.0.0.7");
    end();
    s7_plant_free(known);
}

/** The same net stays the same net, and nothing of the address stays. */
static void redacted_addresses_are_counted(void **state)
{
    (void)state;
    config.redact = true;
    read_talk("172.16.4.9", "172.16.4.1", 102);
    read_talk("172.16.4.9", "172.16.4.1", 1102);
    read_talk("172.16.4.9", "192.168.77.8", 102);
    read_talk("172.16.4.9", "2001:db8:77::8", 102);
    meet();
    assert_member(0, "CPU-10-0-1-1", "10.0.1.1");
    assert_member(1, "CPU-10-0-1-1-p1102", "10.0.1.1:1102");
    assert_member(2, "HOST-10-0-1-2", "10.0.1.2");
    assert_member(3, "CPU-10-0-2-1", "10.0.2.1");
    assert_member(4, "CPU-fd00-0-0-3--1", "fd00:0:0:3::1");
    end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_made_of_addresses),
        cmocka_unit_test(a_name_that_is_taken_is_not_given_again),
        cmocka_unit_test(redacted_addresses_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
