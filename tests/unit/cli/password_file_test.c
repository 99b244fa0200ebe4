/* SPDX-License-Identifier: MIT
 *
 * A password from a file: what is one, and that nothing of it is said.
 */
#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/password_file.h"
#include "must.h"
#include "sieben/error.h"

enum { UNTOUCHED = 0x5A };

static char folder[] = "/tmp/sieben-password-XXXXXX";
static char path[64];
static char taken[S7_PASSWORD_LENGTH + 1];
static char said[256];

static int make_folder(void **state)
{
    (void)state;
    must(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/pass", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);
}

static void write_text(const char *text, size_t size, mode_t mode)
{
    FILE *file = fopen(path, "wb");
    must(file);
    must(fwrite(text, 1, size, file) == size);
    must(fclose(file) == 0);
    must(chmod(path, mode) == 0);
}

static int read_it(const char *from)
{
    memset(said, 0, sizeof said);
    memset(taken, UNTOUCHED, sizeof taken);
    FILE *out = fmemopen(said, sizeof said, "w");
    must(out);
    int error = s7_password_file_read(from, out, taken);
    must(fclose(out) == 0);
    return error;
}

static void is_password(const char *text, const char *expected)
{
    write_text(text, strlen(text), 0600);
    assert_int_equal(read_it(path), S7_OK);
    assert_string_equal(taken, expected);
    for (size_t i = strlen(expected); i < sizeof taken; i++)
        assert_int_equal(taken[i], 0);
    assert_string_equal(said, "");
}

static void is_none(const char *text, size_t size, const char *why)
{
    char expected[sizeof said];
    write_text(text, size, 0600);
    assert_int_equal(read_it(path), S7_ERR_LOCAL_FILE);
    for (size_t i = 0; i < sizeof taken; i++)
        assert_int_equal(taken[i], UNTOUCHED);
    snprintf(expected, sizeof expected, "sieben: %s: %s\n", path, why);
    assert_string_equal(said, expected);
}

static void the_first_line_is_the_password(void **state)
{
    (void)state;
    char rest[5000];
    memset(rest, 'x', sizeof rest - 1);
    memcpy(rest, "short\n", 6);
    rest[sizeof rest - 1] = '\0';
    is_password("toor", "toor");
    is_password("toor\n", "toor");
    is_password("toor\r\n", "toor");
    is_password("toor\nanother line\n", "toor");
    is_password("12345678\n", "12345678");
    is_password("12345678\r\n", "12345678");
    is_password(" b ~\n", " b ~");
    is_password(rest, "short");
}

static void what_is_no_password_is_refused(void **state)
{
    (void)state;
    char many[1000];
    memset(many, 'z', sizeof many);
    is_none("", 0, "there is no password");
    is_none("\nsecret\n", 8, "there is no password");
    is_none("\r\n", 2, "there is no password");
    is_none("123456789\n", 10, "a password has at most 8 characters");
    is_none(many, 63, "a password has at most 8 characters");
    is_none(many, 64, "a password has at most 8 characters");
    is_none(many, sizeof many, "a password has at most 8 characters");
    is_none("a\0b\n", 4, "a password is a text");
}

static void a_text_is_judged_by_itself(void **state)
{
    (void)state;
    assert_null(s7_password_fault("1", 1));
    assert_null(s7_password_fault("12345678", 8));
    assert_string_equal(s7_password_fault("123456789", 9), "a password has at most 8 characters");
    assert_string_equal(s7_password_fault("", 0), "there is no password");
    assert_string_equal(s7_password_fault("\0", 1), "a password is a text");
}

static void a_file_for_everybody_is_warned_of(void **state)
{
    (void)state;
    char expected[sizeof said];
    write_text("toor\n", 5, 0644);
    assert_int_equal(read_it(path), S7_OK);
    assert_string_equal(taken, "toor");
    snprintf(expected, sizeof expected, "sieben: %s: warning: everybody may read this file; chmod 600 it\n",
             path);
    assert_string_equal(said, expected);
    write_text("toor\n", 5, 0640);
    assert_int_equal(read_it(path), S7_OK);
    assert_string_equal(said, "");
}

static void what_cannot_be_read_is_said_or_not(void **state)
{
    (void)state;
    unlink(path);
    assert_int_equal(read_it(path), S7_ERR_LOCAL_FILE);
    assert_non_null(strstr(said, ": No such file or directory\n"));
    assert_int_equal(read_it(folder), S7_ERR_LOCAL_FILE);
    assert_non_null(strstr(said, ": Is a directory\n"));
    assert_int_equal(s7_password_file_read(folder, NULL, taken), S7_ERR_LOCAL_FILE);
    write_text("toor\n", 5, 0644);
    assert_int_equal(s7_password_file_read(path, NULL, taken), S7_OK);
    assert_string_equal(taken, "toor");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_line_is_the_password),
        cmocka_unit_test(what_is_no_password_is_refused),
        cmocka_unit_test(a_text_is_judged_by_itself),
        cmocka_unit_test(a_file_for_everybody_is_warned_of),
        cmocka_unit_test(what_cannot_be_read_is_said_or_not),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
