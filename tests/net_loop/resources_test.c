/* SPDX-License-Identifier: MIT
 *
 * Connection resources of every profile: each class filled to the last, the next one refused on the wire in the
 * profile's style, and let in after one has left.
 */
#include "check.h"

#include <string.h>

#include "must.h"
#include "net_loop/caller.h"
#include "net_loop/profile_cpu.h"
#include "net_loop/station.h"

enum { CLASSES = 4, CALLERS = 1024, SILENCE_MS = 1000, PROMPT_MS = 2500, WRONG_SLOT = 30, TPDU_1024 = 0x0A };

/** First octets of a called TSAP: PG, OP, basic, and a connection configured on both sides. */
static const uint8_t class_octets[CLASSES] = {0x01, 0x02, 0x03, 0x10};

static struct caller callers[CALLERS];
static size_t caller_count;

/* ---- what the figures promise, reckoned by itself ------------------------------------------------------------ */

static unsigned reserved_for(const struct s7_profile *profile, size_t class_)
{
    const unsigned reserved[CLASSES] = {profile->reserved_pg.value, profile->reserved_op.value,
                                        profile->reserved_basic.value, 0};
    return reserved[class_];
}

static unsigned others_reserved(const struct s7_profile *profile, size_t class_)
{
    unsigned sum = 0;
    for (size_t other = 0; other < CLASSES; other++)
        sum += other == class_ ? 0 : reserved_for(profile, other);
    return sum;
}

/** How many connections of one class there can be, nobody else being there. */
static unsigned capacity_of(const struct s7_profile *profile, size_t class_)
{
    const unsigned most[CLASSES] = {profile->most_pg.value, profile->most_op.value, profile->most_basic.value,
                                    0};
    unsigned left = profile->resources_total.value - others_reserved(profile, class_);
    return most[class_] && most[class_] < left ? most[class_] : left;
}

/* ---- on the wire --------------------------------------------------------------------------------------------- */

static struct caller *call(const struct station *station, const struct s7_profile *profile, size_t class_)
{
    must(caller_count < CALLERS);
    struct caller *caller = &callers[caller_count++];
    caller_call(caller, station->port, class_octets[class_], profile_rack_slot(profile), TPDU_1024);
    return caller;
}

static void let_in(const struct station *station, const struct s7_profile *profile, size_t class_)
{
    struct caller *caller = call(station, profile, class_);
    assert_int_equal(caller_hear(caller, CALLER_PATIENCE_MS), CALLER_PACKET);
    assert_int_equal(caller->heard[5], 0xD0);
    caller_setup(caller, (struct caller_grant){1, 1, 240});
}

static void heard_refusal(struct caller *caller, const char *style, uint8_t reason)
{
    const uint8_t dr[] = {0x03, 0x00, 0x00, 0x0B, 0x06, 0x80, 0x00, 0x07, 0x00, 0x00, reason};
    if (strcmp(style, "rst") == 0) {
        assert_int_equal(caller_hear(caller, PROMPT_MS), CALLER_RST);
        caller_drop(caller);
        return;
    }
    if (strcmp(style, "dr") == 0) {
        assert_int_equal(caller_hear(caller, PROMPT_MS), CALLER_PACKET);
        assert_int_equal(caller->heard_size, sizeof dr);
        assert_memory_equal(caller->heard, dr, sizeof dr);
    }
    if (strcmp(style, "silent") == 0)
        assert_int_equal(caller_hear(caller, SILENCE_MS), CALLER_NOTHING);
    assert_int_equal(caller_hear(caller, strcmp(style, "silent") ? PROMPT_MS : CALLER_PATIENCE_MS), CALLER_FIN);
    assert_int_equal(caller->heard_size, 0);
    caller_drop(caller);
}

static const char *style_of(const struct s7_figure *figure)
{
    return s7_figure_word_of(S7_FIGURE_REFUSAL, figure->value)->word;
}

static void turned_away(const struct station *station, const struct s7_profile *profile, size_t class_)
{
    heard_refusal(call(station, profile, class_), style_of(&profile->refusal_resources),
                  (uint8_t)profile->reason_resources.value);
    caller_count--;
}

static void one_leaves(void)
{
    caller_leave(&callers[--caller_count]);
}

static void all_leave(void)
{
    while (caller_count)
        one_leaves();
}

/* ---- the tests ------------------------------------------------------------------------------------------------- */

static void fill_class(const struct station *station, const struct s7_profile *profile, size_t class_)
{
    unsigned capacity = capacity_of(profile, class_);
    assert_true(capacity > 0);
    for (unsigned i = 0; i < capacity; i++)
        let_in(station, profile, class_);
    turned_away(station, profile, class_);
    one_leaves();
    let_in(station, profile, class_);
    turned_away(station, profile, class_);
}

/** What is kept for the other classes is still there; then, unless the class has a limit of its own, all is taken. */
static void fill_the_rest(const struct station *station, const struct s7_profile *profile, size_t class_)
{
    for (size_t other = 0; other < CLASSES; other++)
        for (unsigned i = 0; other != class_ && i < reserved_for(profile, other); i++)
            let_in(station, profile, other);
    if (caller_count < profile->resources_total.value)
        return;
    for (size_t any = 0; any < CLASSES; any++)
        turned_away(station, profile, any);
}

static void every_class_of_every_profile(void **state)
{
    (void)state;
    const struct s7_profile *profile;
    for (size_t i = 0; (profile = s7_profile_at(i)) != NULL; i++) {
        const struct s7_cpu_config config = profile_cpu(profile);
        struct station station = station_start(&config);
        for (size_t class_ = 0; class_ < CLASSES; class_++) {
            fill_class(&station, profile, class_);
            fill_the_rest(&station, profile, class_);
            all_leave();
        }
        assert_int_equal(station_stop(&station), 0);
    }
}

static void the_wrong_slot_of_every_profile(void **state)
{
    (void)state;
    const struct s7_profile *profile;
    for (size_t i = 0; (profile = s7_profile_at(i)) != NULL; i++) {
        const struct s7_cpu_config config = profile_cpu(profile);
        struct station station = station_start(&config);
        struct caller caller;
        caller_call(&caller, station.port, class_octets[0], WRONG_SLOT, TPDU_1024);
        heard_refusal(&caller, style_of(&profile->refusal_tsap), (uint8_t)profile->reason_tsap.value);
        let_in(&station, profile, 0);
        all_leave();
        assert_int_equal(station_stop(&station), 0);
    }
}

/** What a user profile may say, for both causes, each with a reason of its own. */
static void every_style(void **state)
{
    (void)state;
    const struct s7_figure_word *word;
    for (size_t i = 0; (word = s7_figure_word_at(i)) != NULL; i++) {
        if (word->form != S7_FIGURE_REFUSAL)
            continue;
        struct s7_profile profile = *s7_profile_find("s7-400");
        profile.resources_total.value = 4;
        profile.refusal_resources.value = profile.refusal_tsap.value = word->number;
        profile.reason_resources.value = 129; /* remote congestion */
        profile.reason_tsap.value = 3;        /* address unknown */
        const struct s7_cpu_config config = profile_cpu(&profile);
        struct station station = station_start(&config);
        struct caller lost;
        for (unsigned n = 0; n < capacity_of(&profile, 3); n++)
            let_in(&station, &profile, 3);
        caller_call(&lost, station.port, class_octets[3], WRONG_SLOT, TPDU_1024);
        turned_away(&station, &profile, 3);
        heard_refusal(&lost, strcmp(word->word, "silent") ? word->word : "fin",
                      3); /* its silence is over too */
        one_leaves();
        let_in(&station, &profile, 3);
        all_leave();
        assert_int_equal(station_stop(&station), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_class_of_every_profile),
        cmocka_unit_test(the_wrong_slot_of_every_profile),
        cmocka_unit_test(every_style),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
