/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "unit/capture/discover_talks.h"

static void assert_order(const char *order, const char *profile)
{
    const struct s7_profile *found = s7_discover_profile_of_order(order);
    if (profile)
        assert_string_equal(found->name, profile);
    else
        assert_null(found);
}

static void an_order_number_is_of_a_family(void **state)
{
    (void)state;
    assert_order("6ES7 315-2EH14-0AB0", "s7-300");
    assert_order("6ES7 151-8AB01-0AB0", "s7-300");
    assert_order("6ES7 416-3ES06-0AB0", "s7-400");
    assert_order("6ES7 212-1AE40-0XB0", "s7-1200");
    assert_order("6ES7 513-1AL02-0AB0", "s7-1500");
    assert_order("6ES7 510-1DJ01-0AB0", "et200sp");
    assert_order("6ES7 512-1DK01-0AB0", "et200sp");
    assert_order("6ES7 512-1CK01-0AB0", "s7-1500");
    assert_order("6ES7 288-1SR20-0AA0", "s7-200-smart");
    assert_order("6AG1 315-2EH14-7AB0", "s7-300");
    assert_order("6GK7 343-1EX30-0XE0", NULL);
    assert_order("6ES7", NULL);
    assert_order("", NULL);
}

/** Every profile's own order number is of that profile. */
static void the_families_know_themselves(void **state)
{
    (void)state;
    const struct s7_profile *profile;
    for (size_t i = 0; (profile = s7_profile_at(i)) != NULL; i++)
        if (profile->order_number.value && profile->order_number.value[0])
            assert_order(profile->order_number.value, profile->name);
}

static void assert_traits(struct s7_discover_traits traits, const char *profile)
{
    const struct s7_profile *found = s7_discover_profile_of_traits(&traits);
    if (profile)
        assert_string_equal(found->name, profile);
    else
        assert_null(found);
}

static void a_family_shows_in_what_it_grants(void **state)
{
    (void)state;
    assert_traits((struct s7_discover_traits){.s7plus = false}, NULL);
    assert_traits(
        (struct s7_discover_traits){.pdu_asked = 960, .pdu_granted = 240, .has_place = true, .slot = 2},
        "s7-300");
    assert_traits(
        (struct s7_discover_traits){.pdu_asked = 960, .pdu_granted = 480, .has_place = true, .slot = 3},
        "s7-400");
    assert_traits(
        (struct s7_discover_traits){.pdu_asked = 960, .pdu_granted = 240, .has_place = true, .slot = 1},
        "s7-1200");
    assert_traits(
        (struct s7_discover_traits){.pdu_asked = 960, .pdu_granted = 960, .has_place = true, .slot = 1},
        "s7-1500");
    assert_traits(
        (struct s7_discover_traits){.pdu_asked = 960, .pdu_granted = 240, .amq_asked = 8, .amq_granted = 3},
        "s7-1200");
    assert_traits((struct s7_discover_traits){.s7plus = true}, "s7-1200");
    /* As a server it shows no more than it was asked for; as a client it asks for its own. */
    assert_traits(
        (struct s7_discover_traits){
            .pdu_asked = 240, .pdu_granted = 240, .has_place = true, .slot = 1, .asks_pdu = 960, .asks_amq = 3},
        "s7-1500");
    assert_traits((struct s7_discover_traits){.asks_pdu = 480}, "s7-400");
}

static void figures_are_in_octets(void **state)
{
    (void)state;
    const struct s7_profile *profile = s7_profile_find("s7-300");
    assert_string_equal(s7_discover_octets_key(2), "memory_size");
    assert_int_equal(s7_discover_profile_octets(profile, 2), profile->memory_size.value);
    assert_string_equal(s7_discover_octets_key(3), "timer_count");
    assert_int_equal(s7_discover_profile_octets(profile, 3), 2 * profile->timer_count.value);
    assert_int_equal(s7_discover_octets_unit(3), 2);
    assert_int_equal(s7_discover_octets_unit(0), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_order_number_is_of_a_family),
        cmocka_unit_test(the_families_know_themselves),
        cmocka_unit_test(a_family_shows_in_what_it_grants),
        cmocka_unit_test(figures_are_in_octets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
