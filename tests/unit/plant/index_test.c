/* SPDX-License-Identifier: MIT */
#include "plant/index.h"

#include <stdio.h>
#include <string.h>

#include "cases.h"
#include "check.h"

static bool same(const void *element, const void *wanted)
{
    return strcmp(element, wanted) == 0;
}

static void the_first_of_the_same_stays(void **state)
{
    (void)state;
    struct s7_storage storage = {.chunks = NULL};
    struct s7_index index = {.count = 0};
    char one[] = "oven", two[] = "oven";
    assert_null(s7_index_find(&index, s7_index_hash_text(0, "oven"), "oven", same));
    assert_null(s7_index_add(&index, &storage, s7_index_hash_text(0, one), one, same));
    assert_ptr_equal(s7_index_add(&index, &storage, s7_index_hash_text(0, two), two, same), one);
    assert_ptr_equal(s7_index_find(&index, s7_index_hash_text(0, "oven"), "oven", same), one);
    assert_null(s7_index_find(&index, s7_index_hash_text(0, "press"), "press", same));
    assert_int_equal(index.count, 1);
    s7_storage_free(&storage);
}

/** Also when all have the same hash. */
static void thousands_are_found_again(void **state)
{
    (void)state;
    enum { MANY = 3000 };
    static char names[MANY][8];
    for (uint32_t mask = 0; mask <= 3; mask++) {
        struct s7_storage storage = {.chunks = NULL};
        struct s7_index index = {.count = 0};
        for (size_t i = 0; i < MANY; i++) {
            snprintf(names[i], sizeof names[i], "%zu", i);
            uint32_t hash = mask ? s7_index_hash_text(mask, names[i]) : 7;
            assert_null(s7_index_add(&index, &storage, hash, names[i], same));
        }
        for (size_t i = 0; i < MANY; i++) {
            char wanted[8];
            memcpy(wanted, names[i], sizeof wanted);
            uint32_t hash = mask ? s7_index_hash_text(mask, wanted) : 7;
            assert_ptr_equal(s7_index_find(&index, hash, wanted, same), names[i]);
        }
        s7_storage_free(&storage);
    }
}

static void every_octet_and_what_was_before_counts(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("every_octet_and_what_was_before_counts");
    for (unsigned long n = 0; n < cases_count(); n++) {
        uint8_t octets[16], other[16];
        for (size_t i = 0; i < sizeof octets; i++)
            octets[i] = (uint8_t)s7_chance_below(&chance, 256);
        memcpy(other, octets, sizeof other);
        other[s7_chance_below(&chance, sizeof other)] ^= (uint8_t)(1 + s7_chance_below(&chance, 255));
        assert_int_not_equal(s7_index_hash(0, octets, 16), s7_index_hash(0, other, 16));
        assert_int_not_equal(s7_index_hash(1, octets, 16), s7_index_hash(2, octets, 16));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_of_the_same_stays),
        cmocka_unit_test(thousands_are_found_again),
        cmocka_unit_test(every_octet_and_what_was_before_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
