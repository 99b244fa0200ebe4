/* SPDX-License-Identifier: MIT
 *
 * Partners of all classes come and go at random at the CPU of every profile: who is let in is what the profile's
 * figures say, at any time, and the CPU's own count is right.
 */
#include "unit/cpu/peer.h"

#include <stdio.h>

#include "cases.h"
#include "net_loop/profile_cpu.h"

enum { CLASSES = 4, PEERS = 300 };

static const char *const class_octets[CLASSES] = {"01", "02", "03", "10"};

static struct {
    const struct s7_profile *profile;
    struct s7_cpu *cpu;
    struct peer peers[PEERS];
    size_t class_of[PEERS];
    size_t count;
    unsigned used[CLASSES];
    unsigned refused;
} yard;

static bool room_for(size_t class_)
{
    const struct s7_profile *p = yard.profile;
    const unsigned reserved[CLASSES] = {p->reserved_pg.value, p->reserved_op.value, p->reserved_basic.value, 0};
    const unsigned most[CLASSES] = {p->most_pg.value, p->most_op.value, p->most_basic.value, 0};
    unsigned kept = 0;
    for (size_t other = 0; other < CLASSES; other++)
        if (other != class_ && yard.used[other] < reserved[other])
            kept += reserved[other] - yard.used[other];
    return (!most[class_] || yard.used[class_] < most[class_]) && yard.count + kept < p->resources_total.value;
}

static void one_comes(size_t class_)
{
    struct peer *peer = &yard.peers[yard.count];
    char request[64];
    bool expected = room_for(class_);
    snprintf(request, sizeof request, "0300001611e00000000100c1020100c202%s%02xc0010a", class_octets[class_],
             (unsigned)profile_rack_slot(yard.profile));
    assert_int_equal(peer_accept(peer, yard.cpu), S7_ACCEPT_TAKE);
    peer_say(peer, request);
    assert_int_equal(peer_admitted(peer), expected);
    if (expected) {
        yard.class_of[yard.count++] = class_;
        yard.used[class_]++;
        return;
    }
    yard.refused++;
    assert_int_equal(peer->answer_size, 0);
    peer_close(peer);
}

static void one_goes(size_t index)
{
    peer_close(&yard.peers[index]);
    yard.used[yard.class_of[index]]--;
    yard.count--;
    yard.peers[index] = yard.peers[yard.count];
    yard.class_of[index] = yard.class_of[yard.count];
}

static void counts_are_right(void)
{
    struct s7_cpu_usage usage = s7_cpu_usage(yard.cpu);
    assert_int_equal(usage.total, yard.profile->resources_total.value);
    assert_int_equal(usage.used, yard.count);
    assert_int_equal(usage.pg, yard.used[0]);
    assert_int_equal(usage.op, yard.used[1]);
    assert_int_equal(usage.basic, yard.used[2]);
    assert_int_equal(usage.other, yard.used[3]);
    assert_int_equal(usage.refused_resources, yard.refused);
    assert_int_equal(usage.refused_tsap, 0);
}

/** Comes in waves, so that the CPU is empty and full again and again, and mostly of one class. */
static void partners_come_and_go(const struct s7_profile *profile, struct s7_chance *chance,
                                 unsigned long steps)
{
    const struct s7_cpu_config config = profile_cpu(profile);
    size_t favourite = 0;
    bool filling = true;
    memset(&yard, 0, sizeof yard);
    yard.profile = profile;
    yard.cpu = cpu_of(&config);
    for (unsigned long i = 0; i < steps; i++) {
        if (i % (2 * (unsigned long)profile->resources_total.value) == 0) {
            filling = !filling || yard.count == 0;
            favourite = s7_chance_below(chance, CLASSES);
        }
        if (yard.count > 0 && s7_chance_below(chance, 8) < (filling ? 1 : 6))
            one_goes(s7_chance_below(chance, yard.count));
        else
            one_comes(s7_chance_below(chance, 4) ? favourite : s7_chance_below(chance, CLASSES));
        counts_are_right();
    }
    while (yard.count)
        one_goes(yard.count - 1);
    counts_are_right();
    s7_cpu_free(yard.cpu);
}

static void whoever_the_profile_lets_in_comes_in(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("whoever_the_profile_lets_in_comes_in");
    unsigned long steps = cases_count();
    const struct s7_profile *profile;
    for (size_t i = 0; (profile = s7_profile_at(i)) != NULL; i++)
        partners_come_and_go(profile, &chance, steps);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(whoever_the_profile_lets_in_comes_in)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
