/* SPDX-License-Identifier: MIT */
#include "capture/book.h"

#include "check.h"

static struct s7_capture_limits limits;
static struct s7_budget budget;
static struct s7_book book;

static int begin(void **state)
{
    (void)state;
    limits = (struct s7_capture_limits){.functions = 3};
    budget = (struct s7_budget){.limit = 1 << 20};
    s7_book_init(&book, &limits, &budget);
    return 0;
}

static int end(void **state)
{
    (void)state;
    s7_book_free(&book);
    return budget.used + book.own.used != 0;
}

static struct s7_partners partners(unsigned client, unsigned server, uint8_t slot)
{
    return (struct s7_partners){
        .client = {.address = {10, 0, (uint8_t)(client >> 8), (uint8_t)client}, .version = 4},
        .server = {.address = {10, 1, (uint8_t)(server >> 8), (uint8_t)server}, .version = 4, .port = 102},
        .calling = s7_tsap_of(S7_CLASS_PG, 0, 0),
        .called = s7_tsap_of(S7_CLASS_PG, 0, slot),
        .tsaps_known = true};
}

static struct s7_record *find(const struct s7_partners *of)
{
    return s7_book_open(&book, of, 5000);
}

static void a_talk_is_of_its_partners_and_tsaps(void **state)
{
    (void)state;
    struct s7_partners one = partners(1, 1, 2), other_slot = partners(1, 1, 3),
                       other_server = partners(1, 2, 2);
    struct s7_record *record = find(&one);
    assert_non_null(record);
    assert_ptr_equal(find(&one), record);
    assert_ptr_not_equal(find(&other_slot), record);
    assert_ptr_not_equal(find(&other_server), record);
    one.tsaps_known = false;
    one.calling.size = one.called.size = 0;
    struct s7_record *unknown = find(&one);
    assert_ptr_not_equal(unknown, record);
    one.server.port = 1102;
    assert_ptr_not_equal(find(&one), unknown);
    assert_int_equal(book.count, 5);
    assert_ptr_equal(s7_book_at(&book, 0), record);
    assert_true(record->talk.tsaps_known);
    assert_int_equal(record->talk.called.octets[1], 2);
    assert_int_equal(record->talk.server.port, 102);
}

static void thousands_are_found_again(void **state)
{
    (void)state;
    struct s7_record *first[3000];
    for (unsigned i = 0; i < 3000; i++) {
        struct s7_partners of = partners(i % 50, i / 50, (uint8_t)(i % 3));
        first[i] = find(&of);
    }
    assert_int_equal(book.count, 3000);
    for (unsigned i = 0; i < 3000; i++) {
        struct s7_partners of = partners(i % 50, i / 50, (uint8_t)(i % 3));
        assert_ptr_equal(find(&of), first[i]);
        assert_ptr_equal(s7_book_at(&book, i), first[i]);
    }
}

static void whatever_the_seed_is(void **state)
{
    for (uint64_t seed = 1; seed < 6; seed++) {
        book.seed = seed * UINT64_C(0x123456789ABCDEF1);
        thousands_are_found_again(state);
        end(state);
        begin(state);
    }
}

static void beyond_the_number_there_are_only_those_that_are_there(void **state)
{
    (void)state;
    struct s7_partners one = partners(1, 1, 2), two = partners(2, 1, 2), three = partners(3, 1, 2);
    assert_non_null(s7_book_open(&book, &one, 2));
    assert_non_null(s7_book_open(&book, &two, 2));
    assert_null(s7_book_open(&book, &three, 2));
    assert_non_null(s7_book_open(&book, &one, 2));
    assert_non_null(s7_book_open(&book, &three, 3));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(a_talk_is_of_its_partners_and_tsaps),
                                       TEST(thousands_are_found_again), TEST(whatever_the_seed_is),
                                       TEST(beyond_the_number_there_are_only_those_that_are_there)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
