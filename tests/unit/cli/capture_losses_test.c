/* SPDX-License-Identifier: MIT */
#include "cli/capture_losses.h"

#include "check.h"

#include "said.h"

static void what_was_lost_is_said_and_nothing_else(void **state)
{
    (void)state;
    struct s7_losses losses = {0};
    losses.counts[S7_LOSS_FRAGMENT] = 3;
    losses.counts[S7_LOSS_GAP] = UINT64_C(5000000000);
    losses.counts[S7_LOSS_FLOW_LIMIT] = 2;
    said_start("");
    s7_capture_losses_tell(stderr, "show", &losses);
    struct said said = said_stop(0);
    assert_string_equal(said.err,
                        "sieben capture show: 3 packets that are IP fragments, which are not put together\n"
                        "sieben capture show: 5000000000 octets missing in the capture\n"
                        "sieben capture show: 2 connections given up because too many are open\n");
    losses = (struct s7_losses){0};
    said_start("");
    s7_capture_losses_tell(stderr, "show", &losses);
    assert_string_equal(said_stop(0).err, "");
}

static void a_document_has_every_kind(void **state)
{
    (void)state;
    struct s7_losses losses = {0};
    losses.counts[S7_LOSS_GAP] = 7;
    json_t *json = s7_capture_losses_json(&losses);
    assert_int_equal(json_object_size(json), S7_LOSS_COUNT);
    assert_int_equal(json_integer_value(json_object_get(json, "GAP")), 7);
    assert_true(json_is_integer(json_object_get(json, "FRAGMENT")));
    json_decref(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_was_lost_is_said_and_nothing_else),
                                       cmocka_unit_test(a_document_has_every_kind)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
