/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/doctor_evidence.h"
#include "must.h"
#include "said.h"

static char path[32];

/* A disk of the test's own: what fsync() says, and how write() is interrupted or takes little. */
static int sync_errno, write_errno;
static size_t takes;

int __real_fsync(int fd);
int __wrap_fsync(int fd);
ssize_t __real_write(int fd, const void *octets, size_t size);
ssize_t __wrap_write(int fd, const void *octets, size_t size);

int __wrap_fsync(int fd)
{
    errno = sync_errno;
    return sync_errno ? -1 : __real_fsync(fd);
}

ssize_t __wrap_write(int fd, const void *octets, size_t size)
{
    errno = write_errno;
    if (write_errno == EINTR)
        write_errno = 0;
    return errno ? -1 : __real_write(fd, octets, takes && takes < size ? takes : size);
}

static int start(void **state)
{
    sync_errno = write_errno = 0;
    takes = 0;
    (void)state;
    strcpy(path, "/tmp/sieben-evidence-XXXXXX");
    int fd = mkstemp(path);
    must(fd >= 0 && close(fd) == 0);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    unlink(path);
    return 0;
}

static void put(const char *text)
{
    FILE *file = fopen(path, "w");
    must(file && fputs(text, file) >= 0 && fclose(file) == 0);
}

static const char *got(void)
{
    static char text[512];
    FILE *file = fopen(path, "r");
    must(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

static void write_line(const char *key)
{
    struct s7_evidence_file file;
    must(s7_evidence_open(path, &file) == 0);
    must(s7_evidence_write(&file, json_pack("{s:i}", key, 1)) == 0);
    s7_evidence_close(&file);
}

#define EVIDENCE "{\"schema\":\"sieben/evidence/1\",\"kind\":\"run\"}"

static void a_hash_is_that_of_the_standard(void **state) /* FIPS 180-4, examples */
{
    char hex[S7_EVIDENCE_HASH_SIZE];
    (void)state;
    assert_true(s7_evidence_hash("abc", 3, hex));
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_true(s7_evidence_hash("", 0, hex));
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void evidence_grows(void **state)
{
    (void)state;
    put(EVIDENCE "\n");
    write_line("a");
    write_line("b");
    assert_string_equal(got(), EVIDENCE "\n{\"a\":1}\n{\"b\":1}\n");
}

static void an_empty_or_new_file_is_taken(void **state)
{
    (void)state;
    write_line("a");
    assert_string_equal(got(), "{\"a\":1}\n");
    unlink(path);
    write_line("b");
    assert_string_equal(got(), "{\"b\":1}\n");
}

static void a_line_that_was_cut_off_stands_alone(void **state)
{
    (void)state;
    put(EVIDENCE "\n{\"schema\":\"sie");
    write_line("a");
    assert_string_equal(got(), EVIDENCE "\n{\"schema\":\"sie\n{\"a\":1}\n");
}

static void what_is_no_evidence_is_left_alone(void **state)
{
    static const char *const texts[] = {"sieben: 1\n", "{\"schema\":\"sieben/evidence/2\"}\n",
                                        "{\"schema\":\"sie", "\n"};
    struct s7_evidence_file file;
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        put(texts[i]);
        said_start("");
        struct said said = said_stop(s7_evidence_open(path, &file));
        assert_int_equal(said.exit_code, S7_EXIT_USAGE);
        assert_non_null(strstr(said.err, "is no evidence"));
        assert_string_equal(got(), texts[i]);
    }
}

static void where_nothing_can_be_written_is_said(void **state)
{
    struct s7_evidence_file file;
    (void)state;
    said_start("");
    struct said said = said_stop(s7_evidence_open("/nowhere/at/all", &file));
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_non_null(strstr(said.err, "/nowhere/at/all: cannot be opened: "));
    if (access("/dev/full", W_OK) != 0)
        skip();
    assert_int_equal(s7_evidence_open("/dev/full", &file), 0);
    said_start("");
    said = said_stop(s7_evidence_write(&file, json_pack("{s:i}", "a", 1)));
    s7_evidence_close(&file);
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_non_null(strstr(said.err, "could not be written: "));
}

static void standard_output_and_nowhere_are_files_too(void **state)
{
    struct s7_evidence_file file;
    (void)state;
    said_start("");
    int failed = s7_evidence_open("-", &file) || s7_evidence_write(&file, json_pack("{s:i}", "a", 1));
    s7_evidence_close(&file);
    struct said said = said_stop(failed);
    assert_int_equal(said.exit_code, 0);
    assert_string_equal(said.out, "{\"a\":1}\n");
    said_start("");
    failed = s7_evidence_open(NULL, &file) || s7_evidence_write(&file, json_pack("{s:i}", "a", 1));
    s7_evidence_close(&file);
    said = said_stop(failed);
    assert_int_equal(said.exit_code, 0);
    assert_string_equal(said.out, "");
}

static int written(void)
{
    struct s7_evidence_file file;
    must(s7_evidence_open(path, &file) == 0);
    said_start("");
    int exit_code = s7_evidence_write(&file, json_pack("{s:i}", "a", 1));
    s7_evidence_close(&file);
    return said_stop(exit_code).exit_code;
}

static void a_line_is_on_the_disk_or_it_is_said(void **state)
{
    (void)state;
    sync_errno = EIO;
    assert_int_equal(written(), S7_EXIT_USAGE);
    static const int harmless[] = {EINVAL, ENOTSUP, EROFS}; /* what is no file on a disk */
    for (size_t i = 0; i < sizeof harmless / sizeof harmless[0]; i++) {
        sync_errno = harmless[i];
        unlink(path);
        assert_int_equal(written(), 0);
    }
}

static void a_write_is_gone_on_with(void **state)
{
    (void)state;
    write_errno = EINTR;
    takes = 3;
    assert_int_equal(written(), 0);
    assert_string_equal(got(), "{\"a\":1}\n");
    write_errno = ENOSPC;
    unlink(path);
    assert_int_equal(written(), S7_EXIT_USAGE);
}

static void only_an_own_file_is_closed(void **state)
{
    struct s7_evidence_file file;
    (void)state;
    must(s7_evidence_open(path, &file) == 0);
    s7_evidence_close(&file);
    assert_int_equal(fcntl(file.fd, F_GETFD), -1);
    must(s7_evidence_open("-", &file) == 0);
    s7_evidence_close(&file);
    assert_true(fcntl(STDOUT_FILENO, F_GETFD) >= 0);
    file.path = NULL;
    s7_evidence_close(&file);
    assert_true(fcntl(STDOUT_FILENO, F_GETFD) >= 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_hash_is_that_of_the_standard),
        TEST(evidence_grows),
        TEST(an_empty_or_new_file_is_taken),
        TEST(a_line_that_was_cut_off_stands_alone),
        TEST(what_is_no_evidence_is_left_alone),
        TEST(where_nothing_can_be_written_is_said),
        TEST(standard_output_and_nowhere_are_files_too),
        TEST(a_line_is_on_the_disk_or_it_is_said),
        TEST(a_write_is_gone_on_with),
        TEST(only_an_own_file_is_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
