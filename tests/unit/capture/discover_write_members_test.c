/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "unit/capture/discover_talks.h"

static struct talks talks;

static void assert_text(const struct discovered *d, const char *expected)
{
    if (!strstr(d->text, expected))
        fail_msg("this is not in it:\n%s\n%s", expected, d->text);
}

static void a_cpu_says_how_its_family_is_known(void **state)
{
    (void)state;
    struct discovered d;
    struct s7_talk *talk = talks_add(&talks, "10.0.0.9", "10.0.0.1", 102, "01.00", "03.21");
    talks_setup(talk, 960, 960, 8, 3);
    talks_use(talk, 1, 0x04, 0, 0, 1);
    talks_access(talk, S7_MEANS_READ_VAR, "P#DB1.DBX4.0 BYTE 3", 1, 0);
    talks_access(talk, S7_MEANS_READ_VAR, "DB1.DBX20.3", 1, 0);
    talks_access(talk, S7_MEANS_READ_VAR, "DB9.DBB0", 1, 0);
    discovered_plainly(&d, &talks);
    assert_text(
        &d,
        "  CPU-10-0-0-1:\n    address: 10.0.0.1\n"
        "    # profile: the likeliest by PDU length 960 of 960, parallel jobs 3 of 8, slot 1; to be confirmed\n"
        "    profile: s7-1500\n    rack: 1\n    slot: 1\n"
        "    # it served reading or writing\n    put_get: permitted\n"
        "    # sizes: at least, as far as anybody read or wrote\n"
        "    dbs:\n      1: {size: 21}\n      9: {size: 1}\n");
    discovered_end(&d);
    talks_end(&talks);
}

static void a_host_has_the_class_of_its_connections(void **state)
{
    (void)state;
    struct discovered d;
    talks_use(talks_add(&talks, "10.0.0.9", "10.0.0.1", 102, "01.00", "01.02"), 7, 0, 4, 1, 1);
    discovered_plainly(&d, &talks);
    assert_text(&d, "hosts:\n  HOST-10-0-0-9:\n    address: 10.0.0.9\n    class: pg\n");
    assert_int_equal(d.plant->cpus[0].db_count, 0);
    discovered_end(&d);
    talks_end(&talks);
}

static void an_order_number_is_the_model(void **state)
{
    (void)state;
    struct discovered d;
    struct s7_talk *talk = talks_add(&talks, "10.0.0.9", "10.0.0.1", 102, "01.00", "01.02");
    talks_use(talk, 7, 0, 4, 1, 1);
    memcpy(talk->order_number, "6ES7 315-2EH14-0AB0 ", sizeof talk->order_number);
    discovered_plainly(&d, &talks);
    assert_string_equal(d.plant->cpus[0].model, "6ES7 315-2EH14-0AB0");
    assert_text(&d,
                "# profile: by its order number, which it told itself; to be confirmed\n    profile: s7-300\n");
    discovered_end(&d);
    talks_end(&talks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cpu_says_how_its_family_is_known),
        cmocka_unit_test(a_host_has_the_class_of_its_connections),
        cmocka_unit_test(an_order_number_is_the_model),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
