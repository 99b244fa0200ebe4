/* SPDX-License-Identifier: MIT */
#include "register/span.h"

#include <string.h>

#include "cases.h"
#include "check.h"
#include "must.h"

enum { SPANS = 40, HANDS = 6, BITS = 80 };

/** Spans at random, and the same as a picture: which hand has which bit. */
struct drawing {
    struct s7_storage storage;
    struct s7_spans spans;
    bool has[2][2][HANDS][BITS]; /**< partner, DB, hand, bit */
};

static struct s7_range range_at(struct s7_chance *chance)
{
    uint32_t first = (uint32_t)s7_chance_below(chance, BITS - 12);
    return (struct s7_range){S7_AREA_DB, (uint16_t)(1 + s7_chance_below(chance, 2)), first,
                             (uint32_t)s7_chance_below(chance, 13)};
}

static void draw(struct drawing *drawing, struct s7_chance *chance)
{
    size_t count = s7_chance_below(chance, SPANS + 1);
    memset(drawing, 0, sizeof *drawing);
    must(s7_spans_begin(&drawing->spans, &drawing->storage, count));
    for (size_t i = 0; i < count; i++) {
        const struct s7_range range = range_at(chance);
        size_t partner = s7_chance_below(chance, 2), hand = s7_chance_below(chance, HANDS);
        s7_spans_add(&drawing->spans, partner, &range, hand);
        for (uint32_t bit = 0; bit < range.bit_count; bit++)
            drawing->has[partner][range.db - 1][hand][range.first_bit + bit] = true;
    }
    s7_spans_end(&drawing->spans);
}

static size_t runs_of(const bool bits[BITS])
{
    size_t count = 0;
    for (size_t i = 0; i < BITS; i++)
        count += bits[i] && (i == 0 || !bits[i - 1]);
    return count;
}

/** Those of a hand are what was drawn, each run of bits once. */
static void what_belongs_to_a_hand_is_joined(void **state)
{
    (void)state;
    static struct drawing drawing;
    struct s7_chance chance = cases_begin("what_belongs_to_a_hand_is_joined");
    for (unsigned long n = 0; n < cases_count(); n++) {
        draw(&drawing, &chance);
        for (size_t hand = 0; hand < HANDS; hand++) {
            const struct s7_span_row row = s7_spans_of(&drawing.spans, hand);
            size_t runs = 0;
            for (size_t i = 0; i < 4; i++)
                runs += runs_of(drawing.has[i / 2][i % 2][hand]);
            assert_int_equal(row.count, runs);
            for (size_t i = 0; i < row.count; i++)
                for (uint32_t bit = 0; bit < row.first[i].range.bit_count; bit++)
                    assert_true(drawing.has[row.first[i].partner][row.first[i].range.db - 1][hand]
                                           [row.first[i].range.first_bit + bit]);
        }
        s7_storage_free(&drawing.storage);
    }
}

static bool meets_another(const struct s7_spans *spans, const struct s7_span *span)
{
    for (size_t i = 0; i < spans->count; i++) {
        const struct s7_span *other = &spans->by_hand[i];
        if (other != span && other->partner == span->partner &&
            s7_range_same_area(&other->range, &span->range) &&
            other->range.first_bit < s7_range_end(&span->range) &&
            span->range.first_bit < s7_range_end(&other->range))
            return true;
    }
    return false;
}

static void who_shares_bits_is_known(void **state)
{
    (void)state;
    static struct drawing drawing;
    struct s7_chance chance = cases_begin("who_shares_bits_is_known");
    for (unsigned long n = 0; n < cases_count(); n++) {
        draw(&drawing, &chance);
        for (size_t i = 0; i < drawing.spans.count; i++)
            assert_int_equal(drawing.spans.by_hand[i].shared,
                             meets_another(&drawing.spans, &drawing.spans.by_hand[i]));
        s7_storage_free(&drawing.storage);
    }
}

struct answers {
    size_t partner;
    struct s7_range wanted;
    size_t below;
    size_t count, most;
    uint32_t last;
    bool seen[HANDS][BITS];
};

static bool take(void *user, const struct s7_span *met)
{
    struct answers *answers = user;
    const struct s7_range common = s7_span_common(&answers->wanted, &met->range);
    assert_true(met->partner == answers->partner && met->range.db == answers->wanted.db);
    assert_true(met->hand < answers->below && common.bit_count > 0 && common.bit_count <= BITS);
    assert_true(met->range.first_bit >= answers->last);
    answers->last = met->range.first_bit;
    for (uint32_t i = 0; i < common.bit_count; i++)
        answers->seen[met->hand][common.first_bit + i] = true;
    return ++answers->count < answers->most;
}

/** Whoever has a bit of a range is told, in order, with just the bits in common; until nobody wants to know more. */
static void whoever_meets_is_told(void **state)
{
    (void)state;
    static struct drawing drawing;
    struct s7_chance chance = cases_begin("whoever_meets_is_told");
    for (unsigned long n = 0; n < cases_count(); n++) {
        struct answers answers = {.partner = s7_chance_below(&chance, 2), .most = SIZE_MAX};
        draw(&drawing, &chance);
        answers.wanted = range_at(&chance);
        answers.below = s7_chance_below(&chance, HANDS + 2);
        assert_true(
            s7_spans_meet(&drawing.spans, answers.partner, &answers.wanted, answers.below, take, &answers));
        for (size_t hand = 0; hand < HANDS; hand++)
            for (uint32_t bit = 0; bit < BITS; bit++) {
                bool wanted = hand < answers.below && bit >= answers.wanted.first_bit &&
                              bit < s7_range_end(&answers.wanted);
                assert_int_equal(answers.seen[hand][bit],
                                 wanted && drawing.has[answers.partner][answers.wanted.db - 1][hand][bit]);
            }
        if (answers.count > 1) {
            struct answers fewer = answers;
            fewer.most = answers.count / 2;
            fewer.count = fewer.last = 0;
            assert_false(
                s7_spans_meet(&drawing.spans, fewer.partner, &fewer.wanted, fewer.below, take, &fewer));
            assert_int_equal(fewer.count, fewer.most);
        }
        s7_storage_free(&drawing.storage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_belongs_to_a_hand_is_joined),
        cmocka_unit_test(who_shares_bits_is_known),
        cmocka_unit_test(whoever_meets_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
