/* SPDX-License-Identifier: MIT */
#include "cli/caller.h"

#include "check.h"

static const char *described(const char *octets, size_t size)
{
    static char text[200];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_caller_describe(&buf, (struct s7_octets){(const uint8_t *)octets, size});
    return text;
}

static void the_class_is_that_of_the_cpu(void **state)
{
    (void)state;
    for (unsigned first = 0; first < 256; first++) {
        const uint8_t octets[] = {(uint8_t)first, 2, 0};
        enum s7_cpu_class expected = first == 1   ? S7_CPU_CLASS_PG
                                     : first == 2 ? S7_CPU_CLASS_OP
                                     : first == 3 ? S7_CPU_CLASS_BASIC
                                                  : S7_CPU_CLASS_OTHER;
        assert_int_equal(s7_caller_class((struct s7_octets){octets, 2}), expected);
        assert_int_equal(s7_caller_class((struct s7_octets){octets, 1}), S7_CPU_CLASS_OTHER);
        assert_int_equal(s7_caller_class((struct s7_octets){octets, 3}), S7_CPU_CLASS_OTHER);
    }
    assert_int_equal(s7_caller_class((struct s7_octets){NULL, 0}), S7_CPU_CLASS_OTHER);
    assert_string_equal(s7_caller_class_name(S7_CPU_CLASS_PG), "PG");
    assert_string_equal(s7_caller_class_name(S7_CPU_CLASS_OP), "OP");
    assert_string_equal(s7_caller_class_name(S7_CPU_CLASS_BASIC), "basic");
    assert_string_equal(s7_caller_class_name(S7_CPU_CLASS_OTHER), "other");
}

static void rack_and_slot_are_told_of_two_octets(void **state)
{
    (void)state;
    assert_string_equal(described("\x02\x02", 2), "class OP, rack 0, slot 2 (TSAP 02.02)");
    assert_string_equal(described("\x01\xff", 2), "class PG, rack 7, slot 31 (TSAP 01.FF)");
    assert_string_equal(described("SIMATIC-ROOT-ES", 15), "class other (TSAP \"SIMATIC-ROOT-ES\")");
    assert_string_equal(described("", 0), "class other (TSAP none)");
}

static void a_tsap_of_any_length_is_told(void **state)
{
    (void)state;
    uint8_t octets[64];
    for (size_t size = 0; size <= sizeof octets; size++) {
        char text[200] = "";
        struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
        memset(octets, 0xFE, sizeof octets);
        s7_caller_tsap(&buf, (struct s7_octets){octets, size});
        assert_true(text[0] != '\0');
        assert_false(buf.truncated);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_class_is_that_of_the_cpu),
        cmocka_unit_test(rack_and_slot_are_told_of_two_octets),
        cmocka_unit_test(a_tsap_of_any_length_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
