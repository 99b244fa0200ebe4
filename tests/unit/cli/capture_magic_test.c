/* SPDX-License-Identifier: MIT */
#include "cli/capture_magic.h"

#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cases.h"
#include "must.h"

static char said[256];

static enum s7_capture_kind look_at(const void *octets, size_t size, FILE **ret_file)
{
    FILE *file = tmpfile();
    must(file && fwrite(octets, 1, size, file) == size && fflush(file) == 0);
    rewind(file);
    struct s7_strbuf what = s7_strbuf_over(said, sizeof said);
    enum s7_capture_kind kind = s7_capture_magic(file, &what);
    if (ret_file)
        *ret_file = file;
    else
        fclose(file);
    return kind;
}

static void assert_none(const void *octets, size_t size, const char *expected)
{
    assert_int_equal(look_at(octets, size, NULL), S7_CAPTURE_IS_NOT);
    if (!strstr(said, expected))
        fail_msg("said: %s, expected: %s", said, expected);
}

/* Whatever else is in it, it is read from its first octet afterwards. */
static void a_capture_is_left_where_it_begins(void **state)
{
    (void)state;
    static const char *const heads[] = {"\x0A\x0D\x0D\x0A", "\xA1\xB2\xC3\xD4", "\xD4\xC3\xB2\xA1",
                                        "\xA1\xB2\x3C\x4D", "\x4D\x3C\xB2\xA1", "\xA1\xB2\xCD\x34",
                                        "\x34\xCD\xB2\xA1"};
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        char octets[600], back[600];
        memset(octets, 'x', sizeof octets);
        memcpy(octets, heads[i], 4);
        FILE *file;
        assert_int_equal(look_at(octets, sizeof octets, &file), S7_CAPTURE_IS);
        assert_int_equal(fread(back, 1, sizeof back, file), sizeof back);
        assert_memory_equal(back, octets, sizeof back);
        assert_int_equal(getc(file), EOF);
        fclose(file);
        assert_int_equal(look_at(octets, 4, NULL), S7_CAPTURE_IS);
        assert_int_equal(look_at(octets, 3, NULL), S7_CAPTURE_IS_NOT);
    }
}

static void a_pipe_is_left_where_it_begins(void **state)
{
    (void)state;
    int ends[2];
    char back[6] = "";
    must(pipe(ends) == 0 &&
         write(ends[1],
               "\x0A\x0D\x0D\x0A"
               "ab",
               6) == 6 &&
         close(ends[1]) == 0);
    FILE *file = fdopen(ends[0], "rb");
    struct s7_strbuf what = s7_strbuf_over(said, sizeof said);
    assert_int_equal(s7_capture_magic(file, &what), S7_CAPTURE_IS);
    assert_int_equal(fread(back, 1, sizeof back, file), sizeof back);
    assert_memory_equal(back,
                        "\x0A\x0D\x0D\x0A"
                        "ab",
                        6);
    fclose(file);
}

static void anything_else_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *octets;
        size_t size;
        const char *expected;
    } cases[] = {
        {"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", 55, "Git LFS pointer"},
        {"\x1F\x8B\x08\x00", 4, "gzip"},
        {"\xFD"
         "7zXZ\0",
         6, "an xz file"},
        {"\x28\xB5\x2F\xFD", 4, "zstd"},
        {"BZh91AY", 7, "bzip2"},
        {"PK\x03\x04", 4, "ZIP"},
        {"snoop\0\0\0", 8, "snoop"},
        {"\x7F"
         "ELF\x02",
         5, "ELF"},
        {"%PDF-1.7", 8, "PDF"},
        {"<!DOCTYPE html>", 15, "HTML"},
        {"sieben: 1\nplant: {name: x}\n", 27, "a text"},
        {"Gr\xC3\xBC\xC3\x9F Gott", 11, "a text"},
        {"ab\x01", 3, "no capture of a known kind (pcap, pcapng); it begins with 61 62 01"},
        {"\0\0\0\0\0\0\0\0\0\0\0\0", 12, "begins with 00 00 00 00 00 00 00 00"},
        {"", 0, "is empty"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_none(cases[i].octets, cases[i].size, cases[i].expected);
}

/* Nothing of the file's own is printed but hex digits. */
static void what_is_said_is_plain(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("what_is_said_is_plain");
    for (unsigned long i = 0; i < cases_count() / 10; i++) {
        uint8_t octets[300];
        size_t size = s7_chance_below(&chance, sizeof octets);
        for (size_t k = 0; k < size; k++)
            octets[k] = (uint8_t)s7_chance_below(&chance, 256);
        said[0] = '\0';
        look_at(octets, size, NULL);
        for (const char *c = said; *c; c++)
            assert_in_range(*c, ' ', '~');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_capture_is_left_where_it_begins), cmocka_unit_test(a_pipe_is_left_where_it_begins),
        cmocka_unit_test(anything_else_is_named), cmocka_unit_test(what_is_said_is_plain)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
