/* SPDX-License-Identifier: MIT */
#include "unit/register/telling_keys.h"

static void zero_is_nothing_where_nothing_has_no_other_form(void **state)
{
    (void)state;
    assert_connection_key("amq", "", .amq = 0);
    assert_connection_key("amq", "8", .amq = 8);
    assert_key(S7_ELEMENT_DB, "size", &(struct s7_plant_db){.size = 0}, "0");
    assert_connection_key("local_id", "", .local_id = 0);
    assert_connection_key("local_id", "W#16#100", .local_id = 256);
    assert_key(S7_ELEMENT_SZL, "id", &(struct s7_plant_szl){.id = 0}, "0x0000");
    assert_key(S7_ELEMENT_SZL, "id", &(struct s7_plant_szl){.id = 0xF1A}, "0x0F1A");
}

static void durations_are_told_in_their_largest_unit(void **state)
{
    (void)state;
    static const struct {
        s7_time ms;
        const char *text;
    } cases[] = {{1, "1ms"},     {999, "999ms"},  {1000, "1s"},     {1500, "1500ms"},  {60000, "1m"},
                 {90000, "90s"}, {3600000, "1h"}, {86400000, "1d"}, {90000000, "25h"}, {0, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_connection_key("timeout", cases[i].text, .timeout = cases[i].ms * S7_MILLISECOND);
    assert_connection_key("keepalive", "0s", .keepalive = 0); /* never, which is not the default */
}

static void rates_dates_and_moments(void **state)
{
    (void)state;
    assert_key(S7_ELEMENT_RATE, "most",
               &(struct s7_plant_connection){.rate_most = {20, 60000 * S7_MILLISECOND}}, "20/m");
    assert_key(S7_ELEMENT_RATE, "most", &(struct s7_plant_connection){.rate_most = {0, 0}}, "");
    assert_connection_key("review_by", "2027-05-01", .review_by = {2027, 5, 1});
    assert_connection_key("review_by", "", .review_by = {0, 0, 0});
    assert_cpu_key("clock", "system", .clock = {.date = {0, 0, 0}});
    assert_cpu_key("clock", "2016-02-08 14:51:07", .clock = {{2016, 2, 8}, 14, 51, 7, 0});
    assert_key(S7_ELEMENT_EVENT, "at", &(struct s7_plant_event){.at = {{2016, 2, 8}, 14, 51, 7, 9}},
               "2016-02-08 14:51:07.009");
}

static void decimals_keep_every_digit(void **state)
{
    (void)state;
    assert_key(S7_ELEMENT_ALARM, "limit", &(struct s7_plant_alarm){.limit = 250.5}, "250.5");
    assert_key(S7_ELEMENT_ALARM, "limit", &(struct s7_plant_alarm){.limit = 0.1}, "0.1");
    assert_key(S7_ELEMENT_ALARM, "limit", &(struct s7_plant_alarm){.limit = -1.0 / 3}, "-0.33333333333333331");
}

static void figures_have_their_form(void **state)
{
    (void)state;
    struct s7_plant_profile profile = {.profile = {.pdu_length = {480, S7_EVIDENCE_PLANT},
                                                   .slot_zero = {1, S7_EVIDENCE_PLANT},
                                                   .optimized_code = {5, S7_EVIDENCE_PLANT},
                                                   .code_function = {0x8104, S7_EVIDENCE_PLANT},
                                                   .module_name = {"CPU", S7_EVIDENCE_PLANT}}};
    assert_key(S7_ELEMENT_PROFILE, "pdu_length", &profile, "480");
    assert_key(S7_ELEMENT_PROFILE, "slot_zero", &profile, "true");
    assert_key(S7_ELEMENT_PROFILE, "optimized_code", &profile, "0x05");
    assert_key(S7_ELEMENT_PROFILE, "code_function", &profile, "0x8104");
    assert_key(S7_ELEMENT_PROFILE, "cc_order", &profile, "C0-C1-C2");
    assert_key(S7_ELEMENT_PROFILE, "module_name", &profile, "CPU");
    assert_key(S7_ELEMENT_PROFILE, "order_number", &profile, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zero_is_nothing_where_nothing_has_no_other_form),
        cmocka_unit_test(durations_are_told_in_their_largest_unit),
        cmocka_unit_test(rates_dates_and_moments),
        cmocka_unit_test(decimals_keep_every_digit),
        cmocka_unit_test(figures_have_their_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
