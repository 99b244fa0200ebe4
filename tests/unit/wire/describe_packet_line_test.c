/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "vectors.h"
#include "wire/describe.h"

/* Every vector says what its line is; the line of a DT comes from s7_describe_pdu(). */
static void test_vectors(void **state)
{
    (void)state;
    static char text[4096];
    for (size_t f = 0; vector_files[f]; f++) {
        struct vectors *vectors = vectors_load(vector_files[f]);
        for (size_t i = 0; i < vectors->count; i++) {
            const struct vector *vector = &vectors->list[i];
            struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
            s7_describe_packet_line(&buf, vector->octets, vector->size);
            assert_string_equal(text, vector->description);
        }
        free(vectors);
    }
}

static void test_only_malformed_vectors_are_called_so(void **state)
{
    (void)state;
    for (size_t f = 0; vector_files[f]; f++) {
        struct vectors *vectors = vectors_load(vector_files[f]);
        bool expected = strcmp(vector_files[f], "malformed") == 0;
        for (size_t i = 0; i < vectors->count; i++)
            assert_int_equal(vector_malformed(&vectors->list[i]), expected);
        free(vectors);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vectors),
        cmocka_unit_test(test_only_malformed_vectors_are_called_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
