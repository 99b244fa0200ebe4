/* SPDX-License-Identifier: MIT */
#include "capture/talk.h"

#include "check.h"

#include <string.h>

static void every_anomaly_has_a_name_and_words_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < S7_ANOMALY_COUNT; i++) {
        assert_true(strlen(s7_anomaly_name((enum s7_anomaly)i)) > 3);
        assert_true(strlen(s7_anomaly_text((enum s7_anomaly)i)) > 10);
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(s7_anomaly_name((enum s7_anomaly)i), s7_anomaly_name((enum s7_anomaly)k));
            assert_string_not_equal(s7_anomaly_text((enum s7_anomaly)i), s7_anomaly_text((enum s7_anomaly)k));
        }
    }
    assert_string_equal(s7_anomaly_name(S7_ANOMALY_SCAN), "SCAN");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_anomaly_has_a_name_and_words_of_its_own)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
