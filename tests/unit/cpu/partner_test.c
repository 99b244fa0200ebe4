/* SPDX-License-Identifier: MIT
 *
 * What is remembered of connections: found by link and by number, gone with them.
 */
#include "unit/cpu/desk.h"

#include "cpu/state.h"

static struct s7_cpu_partner *partner_first(void)
{
    struct s7_cpu_partner *found = NULL;
    for (size_t i = 0; i < cpu->partners.slab.block_count; i++)
        if (s7_cpu_partners_at(&cpu->partners, i))
            found = s7_cpu_partners_at(&cpu->partners, i);
    return found;
}

static void every_connection_resource_has_a_partner(void **state)
{
    (void)state;
    static struct peer peers[3];
    config.resources_total = 3;
    cpu = cpu_of(&config);
    assert_int_equal(cpu->partners.slab.block_count, 3);
    assert_null(partner_first());
    for (unsigned round = 0; round < 4; round++) {
        for (size_t i = 0; i < 3; i++) {
            peer_connect(&peers[i], cpu);
            assert_int_equal(cpu->partners.slab.used, i + 1);
        }
        for (size_t i = 0; i < 3; i++)
            assert_non_null(s7_cpu_partners_at(&cpu->partners, i));
        for (size_t i = 0; i < 3; i++)
            peer_close(&peers[i]);
        assert_int_equal(cpu->partners.slab.used, 0);
        assert_null(partner_first());
    }
    s7_cpu_free(cpu);
}

static void a_partner_is_that_of_its_link_and_starts_with_nothing(void **state)
{
    (void)state;
    desk_open();
    struct s7_cpu_partner *partner = partner_first();
    assert_ptr_equal(s7_cpu_partner_of(partner->link), partner);
    assert_false(partner->legitimised);
    assert_false(partner->alarms);
    assert_int_equal(partner->events, 0);
    assert_ptr_equal(partner->taken, &cpu->resources.classes[S7_CPU_CLASS_PG]);
    partner->legitimised = true;
    partner->events = 3;
    peer_close(&peer);
    peer_connect(&peer, cpu);
    assert_ptr_equal(partner_first(), partner); /* in the same place */
    assert_false(partner->legitimised);
    assert_int_equal(partner->events, 0);
    desk_close();
}

static void the_size_is_that_of_all(void **state)
{
    (void)state;
    assert_true(s7_cpu_partners_size(7) >= 7 * sizeof(struct s7_cpu_partner));
    assert_int_equal(s7_cpu_partners_size(SIZE_MAX), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(every_connection_resource_has_a_partner),
        DESK_TEST(a_partner_is_that_of_its_link_and_starts_with_nothing),
        DESK_TEST(the_size_is_that_of_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
