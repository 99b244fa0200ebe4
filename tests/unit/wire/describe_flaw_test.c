/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "check.h"
#include "wire/describe.h"

static const char *flaw(const uint8_t *octets, size_t size)
{
    static char text[256];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_describe_flaw(&buf, octets, size);
    return text;
}

static void test_flaws(void **state)
{
    (void)state;
    const uint8_t good[] = {0x32, 1, 0, 0, 0, 1, 0, 8, 0, 0, 0xF0, 0, 0, 1, 0, 1, 0, 0xF0};
    assert_string_equal(flaw(good, sizeof good), "");
    assert_string_equal(flaw(good, 0), "the header is truncated: 0 octets instead of 10");
    assert_string_equal(flaw(good, 1), "the header is truncated: 1 octets instead of 10");
    assert_string_equal(flaw(good, 17),
                        "parameter of 8 and data of 0 octets announced, but 7 octets follow the header");
    assert_string_equal(flaw((const uint8_t[]){0x72}, 1),
                        "S7CommPlus (protocol id 72), which is another protocol than S7comm");
    assert_string_equal(flaw((const uint8_t[]){0x00}, 1), "protocol id 00, not 32: this is not S7comm");
    assert_string_equal(flaw((const uint8_t[]){0x32, 8, 0, 0, 0, 0, 0, 0, 0, 0}, 10),
                        "ROSCTR 08 is none of Job, Ack, Ack_Data, Userdata");
    assert_non_null(
        strstr(flaw((const uint8_t[]){0x32, 1, 0, 0, 0, 9, 0, 1, 0, 0, 4}, 11), "Job #0009 Read Var"));
    assert_non_null(strstr(flaw((const uint8_t[]){0x32, 7, 0, 0, 0, 9, 0, 3, 0, 0, 0, 1, 0x12}, 13),
                           "Userdata #0009 frame"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_flaws)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
