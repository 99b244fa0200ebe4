/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <jansson.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <string.h>
#include <uv.h>
#include <yaml.h>

#include "cli/exit.h"
#include "said.h"
#include "sieben/version.h"

static void the_program_and_what_it_is_linked_with(void **state)
{
    (void)state;
    char expected[400];
    snprintf(expected, sizeof expected,
             "sieben %s\nlibsieben %s\nlibuv %s\nlibyaml %s\njansson %s\nlibcrypto %s\n", S7_VERSION_TEXT,
             s7_version_text(), uv_version_string(), yaml_get_version_string(), jansson_version_str(),
             OpenSSL_version(OPENSSL_VERSION_STRING));
    struct said said = SAY("version");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.out, expected);
    assert_string_equal(said.err, "");
}

static void the_same_as_a_document(void **state)
{
    (void)state;
    struct said said = SAY("version", "--json");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    json_t *document = json_loads(said.out, 0, NULL);
    json_t *expected = json_pack("{s:s, s:s, s:{s:s, s:s, s:s, s:s, s:s}}", "schema", "sieben/version/1",
                                 "version", S7_VERSION_TEXT, "libraries", "libsieben", s7_version_text(),
                                 "libuv", uv_version_string(), "libyaml", yaml_get_version_string(), "jansson",
                                 jansson_version_str(), "libcrypto", OpenSSL_version(OPENSSL_VERSION_STRING));
    assert_true(json_equal(document, expected));
    assert_int_equal(said.out[strlen(said.out) - 1], '\n');
    json_decref(document);
    json_decref(expected);
}

static void nothing_else_is_taken(void **state)
{
    (void)state;
    assert_misuse(SAY("version", "loud"), "version", "no operand is expected: loud");
    assert_misuse(SAY("version", "--loud"), "version", "unknown option, or one that does not fit: --loud");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_program_and_what_it_is_linked_with),
        cmocka_unit_test(the_same_as_a_document),
        cmocka_unit_test(nothing_else_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
