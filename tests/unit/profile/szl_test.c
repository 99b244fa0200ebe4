/* SPDX-License-Identifier: MIT
 *
 * The lists of a family: rows that a CPU can be made of, and forms that they keep to.
 */
#include "check.h"

#include "profile/szl.h"

enum {
    ROW_COUNT = 0
#define S7_SZL_LIVE(...)    +1
#define S7_SZL_RECORDS(...) +1
#include "profile/defs/szl.def"
};

static void every_row_belongs_to_a_built_in_profile(void **state)
{
    (void)state;
    const struct s7_profile *profile;
    const struct s7_profile_szl *row;
    size_t rows = 0;
    for (size_t i = 0; (profile = s7_profile_at(i)) != NULL; i++)
        for (size_t k = 0; (row = s7_profile_szl_at(profile, k)) != NULL; k++, rows++)
            assert_string_equal(row->family, profile->name);
    assert_int_equal(rows, ROW_COUNT);
}

static void a_profile_of_the_user_has_the_lists_of_its_family(void **state)
{
    (void)state;
    struct s7_profile own = *s7_profile_find("s7-300");
    own.name = "press";
    for (size_t i = 0; i < 100; i++)
        assert_ptr_equal(s7_profile_szl_at(&own, i), s7_profile_szl_at(s7_profile_find("s7-300"), i));
    assert_non_null(s7_profile_szl_at(&own, 0));
}

static void a_list_stands_there_once_and_in_its_form(void **state)
{
    (void)state;
    const struct s7_profile *profile;
    const struct s7_profile_szl *row, *other;
    for (size_t i = 0; (profile = s7_profile_at(i)) != NULL; i++)
        for (size_t k = 0; (row = s7_profile_szl_at(profile, k)) != NULL; k++) {
            const struct s7_szl_shape *shape = s7_szl_shape_of(row->id, row->index);
            assert_true(row->id <= 0x0FFF);
            assert_int_equal(row->records != NULL, row->record_count != 0);
            assert_true(row->id & 0x0F00 || !row->index);
            if (shape && row->record_count) {
                assert_int_equal(row->record_size, shape->record_size);
                assert_in_range(row->record_count, 1, shape->record_count);
            }
            for (size_t n = 0; n < k; n++) {
                other = s7_profile_szl_at(profile, n);
                assert_false(other->id == row->id && other->index == row->index);
            }
        }
}

/* A record of an extract by index begins with that index. */
static void records_begin_with_their_index(void **state)
{
    (void)state;
    const struct s7_profile *profile;
    const struct s7_profile_szl *row;
    for (size_t i = 0; (profile = s7_profile_at(i)) != NULL; i++)
        for (size_t k = 0; (row = s7_profile_szl_at(profile, k)) != NULL; k++)
            if ((row->id & 0xFF) == 0x31 || (row->id & 0xFF) == 0x32)
                if (row->records)
                    assert_int_equal(row->records[0] << 8 | row->records[1], row->index);
}

static void lists_without_evidence_have_no_row(void **state)
{
    (void)state;
    const struct s7_profile_szl *row;
    assert_null(s7_profile_szl_at(s7_profile_find("logo"), 0));
    assert_null(s7_profile_szl_at(s7_profile_find("s7-200-smart"), 0));
    for (size_t i = 0; (row = s7_profile_szl_at(s7_profile_find("s7-1200"), i)) != NULL; i++)
        assert_int_not_equal(row->id, 0x001C); /* reported: D401 */
}

static void forms_are_found_by_id_and_index(void **state)
{
    (void)state;
    assert_int_equal(s7_szl_shape_of(0x0132, 4)->record_size, 40);
    assert_int_equal(s7_szl_shape_of(0x00A0, 0)->record_count, 0);
    assert_null(s7_szl_shape_of(0x0132, 5));
    assert_null(s7_szl_shape_of(0x0013, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_belongs_to_a_built_in_profile),
        cmocka_unit_test(a_profile_of_the_user_has_the_lists_of_its_family),
        cmocka_unit_test(a_list_stands_there_once_and_in_its_form),
        cmocka_unit_test(records_begin_with_their_index),
        cmocka_unit_test(lists_without_evidence_have_no_row),
        cmocka_unit_test(forms_are_found_by_id_and_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
