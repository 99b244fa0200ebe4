/* SPDX-License-Identifier: MIT */
#include "plant/storage.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

#include "cases.h"
#include "check.h"

enum { BATCH = 1000, CHUNK = 16384 };

struct piece {
    unsigned char *at;
    size_t size;
    unsigned char fill;
};

static bool is_filled(const unsigned char *at, size_t size, unsigned char fill)
{
    for (size_t i = 0; i < size; i++)
        if (at[i] != fill)
            return false;
    return true;
}

/** Most are small; some are about as large as what is asked of the system at once, or larger. */
static size_t any_size(struct s7_chance *chance)
{
    if (s7_chance_below(chance, 100) == 0)
        return CHUNK - 20 + s7_chance_below(chance, 40);
    return s7_chance_below(chance, 200);
}

/** Whatever else is taken, each piece is zeroed, aligned, and nobody else writes into it. */
static void pieces_are_zeroed_aligned_and_ones_own(void **state)
{
    (void)state;
    static struct piece pieces[BATCH];
    struct s7_chance chance = cases_begin("pieces_are_zeroed_aligned_and_ones_own");
    for (unsigned long left = cases_count(); left > 0;) {
        struct s7_storage storage = {.chunks = NULL};
        size_t count = left < BATCH ? left : BATCH;
        left -= count;
        for (size_t i = 0; i < count; i++) {
            struct piece *piece = &pieces[i];
            piece->size = any_size(&chance);
            piece->fill = (unsigned char)s7_chance_next(&chance);
            piece->at = s7_storage_take(&storage, piece->size);
            assert_non_null(piece->at);
            assert_int_equal((uintptr_t)piece->at % alignof(max_align_t), 0);
            assert_true(is_filled(piece->at, piece->size, 0));
            memset(piece->at, piece->fill, piece->size);
        }
        for (size_t i = 0; i < count; i++)
            assert_true(is_filled(pieces[i].at, pieces[i].size, pieces[i].fill));
        assert_false(storage.failed);
        s7_storage_free(&storage);
    }
}

static void large_pieces_are_whole(void **state)
{
    (void)state;
    struct s7_storage storage = {.chunks = NULL};
    for (size_t size = CHUNK - 1; size <= (size_t)8 * CHUNK; size = size < CHUNK + 1 ? size + 1 : 2 * size) {
        unsigned char *at = s7_storage_take(&storage, size);
        assert_non_null(at);
        assert_true(is_filled(at, size, 0));
        memset(at, 0x5A, size);
    }
    s7_storage_free(&storage);
}

static void arrays_have_room_for_every_element(void **state)
{
    (void)state;
    struct s7_storage storage = {.chunks = NULL};
    unsigned char *many = s7_storage_array(&storage, 3000, 24);
    unsigned char *behind = s7_storage_array(&storage, 1, 1);
    assert_non_null(many);
    assert_non_null(behind);
    assert_true(is_filled(many, (size_t)3000 * 24, 0));
    memset(many, 0xFF, (size_t)3000 * 24);
    assert_int_equal(*behind, 0);
    assert_non_null(s7_storage_array(&storage, 0, 24));
    assert_non_null(s7_storage_array(&storage, SIZE_MAX, 0));
    assert_false(storage.failed);
    s7_storage_free(&storage);
}

static void texts_are_copies_that_end(void **state)
{
    (void)state;
    struct s7_storage storage = {.chunks = NULL};
    char text[] = {'o', 'v', 'e', 'n', 's'};
    const char *oven = s7_storage_text(&storage, text, 4);
    const char *ovens = s7_storage_text(&storage, text, sizeof text);
    const char *nothing = s7_storage_text(&storage, text, 0);
    memset(text, 'x', sizeof text);
    assert_string_equal(oven, "oven");
    assert_string_equal(ovens, "ovens");
    assert_string_equal(nothing, "");
    /* As long as a piece is wide: the NUL is behind it, and not in the next one. */
    static const char sixteen[] = "0123456789abcdef";
    const char *full = s7_storage_text(&storage, sixteen, 16);
    memset(s7_storage_take(&storage, 16), 'x', 16);
    assert_string_equal(full, sixteen);
    assert_false(storage.failed);
    s7_storage_free(&storage);
}

static void what_cannot_be_had_is_remembered(void **state)
{
    (void)state;
    struct s7_storage storage = {.chunks = NULL};
    assert_null(s7_storage_take(&storage, SIZE_MAX));
    assert_true(storage.failed);
    assert_non_null(s7_storage_take(&storage, 8));
    assert_true(storage.failed);
    s7_storage_free(&storage);
    assert_true(storage.failed);
}

/** A product that does not fit into size_t must not end as a small piece. */
static void a_product_that_overflows_is_refused(void **state)
{
    (void)state;
    static const size_t counts[] = {SIZE_MAX / 16 + 1, SIZE_MAX / 2 + 2, SIZE_MAX};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        struct s7_storage storage = {.chunks = NULL};
        assert_null(s7_storage_array(&storage, counts[i], 16));
        assert_true(storage.failed);
        assert_null(storage.chunks);
    }
}

/** Sizes that only the rounding up to whole units carries over the edge. */
static void a_size_at_the_edge_is_refused(void **state)
{
    (void)state;
    struct s7_storage storage = {.chunks = NULL};
    unsigned char *before = s7_storage_take(&storage, 16);
    for (size_t below = 0; below < 2 * alignof(max_align_t); below++) {
        storage.failed = false;
        assert_null(s7_storage_take(&storage, SIZE_MAX - below));
        assert_true(storage.failed);
    }
    unsigned char *after = s7_storage_take(&storage, 16);
    assert_ptr_equal(after, before + 16);
    s7_storage_free(&storage);
}

static void a_freed_storage_can_be_used_again(void **state)
{
    (void)state;
    struct s7_storage storage = {.chunks = NULL};
    s7_storage_free(&storage);
    memset(s7_storage_take(&storage, 100), 0xFF, 100);
    assert_non_null(storage.chunks);
    s7_storage_free(&storage);
    assert_null(storage.chunks);
    assert_true(is_filled(s7_storage_take(&storage, 100), 100, 0));
    s7_storage_free(&storage);
    s7_storage_free(&storage);
    assert_null(storage.chunks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_zeroed_aligned_and_ones_own),
        cmocka_unit_test(large_pieces_are_whole),
        cmocka_unit_test(arrays_have_room_for_every_element),
        cmocka_unit_test(texts_are_copies_that_end),
        cmocka_unit_test(what_cannot_be_had_is_remembered),
        cmocka_unit_test(a_product_that_overflows_is_refused),
        cmocka_unit_test(a_size_at_the_edge_is_refused),
        cmocka_unit_test(a_freed_storage_can_be_used_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
