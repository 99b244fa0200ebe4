/* SPDX-License-Identifier: MIT */
#include "capture/question.h"

#include "check.h"

enum { MOST = 3 };

static struct s7_budget budget;
static struct s7_questions open, kept;

static int begin(void **state)
{
    (void)state;
    budget = (struct s7_budget){.limit = 1 << 16};
    open = kept = (struct s7_questions){.count = 0};
    return 0;
}

static int end(void **state)
{
    (void)state;
    s7_questions_free(&open, &budget);
    s7_questions_free(&kept, &budget);
    return budget.used != 0;
}

static struct s7_question *ask(uint8_t rosctr, unsigned side, uint16_t reference, const char *pdu, size_t size)
{
    struct s7_question *question = s7_questions_add(&open, MOST, &budget);
    assert_non_null(question);
    question->key.rosctr = rosctr;
    question->side = (uint8_t)side;
    question->reference = reference;
    s7_question_keep(question, &budget, (struct s7_octets){(const uint8_t *)pdu, size});
    return question;
}

static struct s7_question *find(uint8_t rosctr, unsigned side, uint16_t reference)
{
    return s7_questions_find(&open, side, rosctr, reference);
}

static void a_question_is_found_by_side_kind_and_reference(void **state)
{
    (void)state;
    ask(1, 0, 7, "ab", 2);
    ask(7, 0, 7, "cde", 3);
    ask(1, 1, 7, "f", 1);
    assert_int_equal(s7_question_pdu(find(1, 0, 7)).size, 2);
    assert_int_equal(s7_question_pdu(find(7, 0, 7)).size, 3);
    assert_int_equal(s7_question_pdu(find(1, 1, 7)).at[0], 'f');
    assert_null(find(1, 0, 8));
    assert_null(find(7, 1, 7));
    assert_null(s7_questions_add(&open, MOST, &budget));
}

static void one_that_is_answered_gives_its_place_and_memory_to_the_next(void **state)
{
    (void)state;
    ask(1, 0, 1, "abcd", 4);
    ask(1, 0, 2, "efgh", 4);
    size_t used = budget.used;
    s7_questions_drop(&open, find(1, 0, 1));
    assert_null(find(1, 0, 1));
    assert_memory_equal(s7_question_pdu(find(1, 0, 2)).at, "efgh", 4);
    struct s7_question *next = ask(1, 0, 3, "ij", 2);
    assert_int_equal(budget.used, used);
    assert_int_equal(next->usage_count, 0);
    assert_false(next->excused);
    assert_memory_equal(s7_question_pdu(next).at, "ij", 2);
    assert_int_equal(s7_question_pdu(next).size, 2);
}

static void it_moves_with_its_memory(void **state)
{
    (void)state;
    ask(1, 0, 1, "abcd", 4);
    struct s7_question *question = ask(7, 0, 2, "efgh", 4);
    struct s7_question *moved = s7_questions_move(&open, question, &kept, 1, &budget);
    assert_non_null(moved);
    assert_int_equal(open.count, 1);
    assert_int_equal(kept.count, 1);
    assert_int_equal(moved->reference, 2);
    assert_memory_equal(s7_question_pdu(moved).at, "efgh", 4);
    assert_memory_equal(s7_question_pdu(find(1, 0, 1)).at, "abcd", 4);
    assert_null(s7_questions_move(&open, find(1, 0, 1), &kept, 1, &budget));
    assert_int_equal(open.count, 0);
    assert_int_equal(kept.count, 1);
}

static void without_memory_it_is_there_without_its_octets(void **state)
{
    (void)state;
    ask(1, 0, 1, "", 0);
    assert_null(s7_question_pdu(find(1, 0, 1)).at);
    budget.limit = budget.used;
    struct s7_question *question = find(1, 0, 1);
    s7_question_keep(question, &budget, (struct s7_octets){(const uint8_t *)"abcd", 4});
    assert_int_equal(s7_question_pdu(question).size, 0);
    s7_questions_drop(&open, question);
    assert_non_null(s7_questions_add(&open, MOST, &budget)); /* its place is there */
    assert_null(s7_questions_add(&open, MOST, &budget));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(a_question_is_found_by_side_kind_and_reference),
                                       TEST(one_that_is_answered_gives_its_place_and_memory_to_the_next),
                                       TEST(it_moves_with_its_memory),
                                       TEST(without_memory_it_is_there_without_its_octets)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
