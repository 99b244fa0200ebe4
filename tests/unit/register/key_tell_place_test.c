/* SPDX-License-Identifier: MIT */
#include "unit/register/telling_keys.h"

static void a_port_is_told_when_it_is_not_102(void **state)
{
    (void)state;
    assert_cpu_key("address", "10.0.0.1", .host = "10.0.0.1", .port = 102);
    assert_cpu_key("address", "10.0.0.1:1102", .host = "10.0.0.1", .port = 1102);
    assert_cpu_key("address", "fd00::1", .host = "fd00::1", .port = 102);
    assert_cpu_key("address", "[fd00::1]:103", .host = "fd00::1", .port = 103);
    assert_connection_key("second_address", "", .second_address = {NULL, 102});
    assert_connection_key("second_address", "b:1", .second_address = {"b", 1});
}

static void tsaps_are_what_they_are_on_the_wire(void **state)
{
    (void)state;
    const struct s7_plant_connection connection = {
        .tsap_from = {"1001", {0x10, 1}, 2},
        .tsap_to = {"\"SIMATIC\"", {'S', 'I', 'M', 'A', 'T', 'I', 'C'}, 7}};
    assert_key(S7_ELEMENT_TSAP, "from", &connection, "10.01");
    assert_key(S7_ELEMENT_TSAP, "to", &connection, "\"SIMATIC\"");
    assert_key(S7_ELEMENT_TSAP, "to", &(struct s7_plant_connection){.tsap_to = {.length = 0}}, "");
}

static void areas_are_bits(void **state)
{
    (void)state;
    struct s7_range reads[] = {{S7_AREA_DB, 10, 16, 16}, {S7_AREA_DB, 10, 0, 16}, {S7_AREA_MEMORY, 0, 9, 1}};
    const struct s7_plant_job job = {.area_count = 2,
                                     .local = {{S7_AREA_DB, 10, 16, 16}, {S7_AREA_DB, 10, 0, 16}}};
    assert_connection_key("reads", "P#M1.1 BOOL 1, P#DB10.DBX0.0 BYTE 4", .reads = reads, .read_count = 3);
    assert_connection_key("reads", "", .read_count = 0);
    assert_key(S7_ELEMENT_PUT, "send", &job, "P#DB10.DBX2.0 BYTE 2, P#DB10.DBX0.0 BYTE 2");
    assert_key(S7_ELEMENT_TAG, "tag", &(struct s7_plant_tag){.tag = {{S7_AREA_DB, 10, 0, 32}, S7_TYPE_REAL, 1}},
               "DB10.DBD0:REAL");
}

static void octets_are_hex(void **state)
{
    (void)state;
    static const uint8_t octets[] = {0, 0xAB, 0x10, 0x0F};
    assert_key(S7_ELEMENT_EVENT, "data", &(struct s7_plant_event){.data = {octets, 4}}, "00AB100F");
    assert_key(S7_ELEMENT_SZL, "records", &(struct s7_plant_szl){.records = {octets, 2, 2}}, "00AB, 100F");
}

static void others_are_called_by_their_names(void **state)
{
    (void)state;
    static const struct s7_plant_zone a = {.name = "a"}, b = {.name = "b"};
    static const struct s7_plant_cpu press = {.name = "PRESS"};
    assert_cpu_key("zone", "a", .zone = &a);
    assert_cpu_key("zone", "", .zone = NULL);
    assert_cpu_key("profile", "s7-300", .profile = s7_profile_find("s7-300"));
    assert_connection_key("from", "PRESS", .from = &press);
    assert_key(S7_ELEMENT_FAULT, "partner", &(struct s7_plant_fault){.partner = NULL}, "");
    assert_key(S7_ELEMENT_CONDUIT, "between", &(struct s7_plant_conduit){.between = {&a, &b}}, "a, b");
    assert_key(S7_ELEMENT_CONDUIT, "between", &(struct s7_plant_conduit){.between = {&b, &a}}, "a, b");
    assert_key(S7_ELEMENT_PROFILE, "like", &(struct s7_plant_profile){.profile = {.family = "s7-400"}},
               "s7-400");
}

static void what_nests_says_nothing(void **state)
{
    (void)state;
    assert_connection_key("jobs", "", .job_count = 1);
    assert_connection_key("tsap", "", .job_count = 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_port_is_told_when_it_is_not_102),
        cmocka_unit_test(tsaps_are_what_they_are_on_the_wire),
        cmocka_unit_test(areas_are_bits),
        cmocka_unit_test(octets_are_hex),
        cmocka_unit_test(others_are_called_by_their_names),
        cmocka_unit_test(what_nests_says_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
