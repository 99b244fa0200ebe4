/* SPDX-License-Identifier: MIT
 *
 * A file is replaced as a whole, or stays as it is: every call that can fail fails once.
 */
#include "cli/replace_file.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "must.h"
#include "said.h"

/* What fails next, once; a write then writes one octet before it. */
static struct {
    int write, fsync, rename, fchown;
    int interrupted;
    size_t synced;
} refuse;

ssize_t __real_write(int fd, const void *octets, size_t size);
ssize_t __wrap_write(int fd, const void *octets, size_t size);
int __real_fsync(int fd);
int __wrap_fsync(int fd);
int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);
int __real_fchown(int fd, uid_t owner, gid_t group);
int __wrap_fchown(int fd, uid_t owner, gid_t group);

static int failing(int *error)
{
    errno = *error;
    *error = 0;
    return errno ? -1 : 0;
}

ssize_t __wrap_write(int fd, const void *octets, size_t size)
{
    if (refuse.interrupted) {
        refuse.interrupted = 0;
        errno = EINTR;
        return -1;
    }
    if (refuse.write && size > 1)
        return __real_write(fd, octets, 1);
    return failing(&refuse.write) ? -1 : __real_write(fd, octets, size > 3 ? 3 : size);
}

int __wrap_fsync(int fd)
{
    refuse.synced++;
    return failing(&refuse.fsync) ? -1 : __real_fsync(fd);
}

int __wrap_rename(const char *from, const char *to)
{
    assert_true(refuse.synced > 0); /* first on the disk, then by its name */
    return failing(&refuse.rename) ? -1 : __real_rename(from, to);
}

int __wrap_fchown(int fd, uid_t owner, gid_t group)
{
    return failing(&refuse.fchown) ? -1 : __real_fchown(fd, owner, group);
}

static char folder[] = "/tmp/sieben-replace-XXXXXX";
static char path[80];

static void put(const char *text)
{
    FILE *file = fopen(path, "w");
    must(file && fputs(text, file) >= 0 && fclose(file) == 0);
}

static void assert_content(const char *name, const char *expected)
{
    char text[100] = "";
    FILE *file = fopen(name, "r");
    must(file);
    size_t size = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[size] = '\0';
    assert_string_equal(text, expected);
}

/** Nothing is left beside the files of the test. */
static void assert_files(size_t expected)
{
    DIR *listing = opendir(folder);
    size_t count = 0;
    must(listing);
    for (struct dirent *entry = readdir(listing); entry; entry = readdir(listing))
        count += entry->d_name[0] != '.';
    closedir(listing);
    assert_int_equal(count, expected);
}

static struct said replaced(const char *name, const char *text)
{
    said_start("");
    return said_stop(s7_cli_replace_file(name, text, strlen(text)));
}

static void a_file_gets_a_new_content(void **state)
{
    (void)state;
    struct stat before, after;
    put("the old text");
    must(chmod(path, 0640) == 0 && stat(path, &before) == 0);
    memset(&refuse, 0, sizeof refuse);
    refuse.interrupted = 1;
    struct said said = replaced(path, "new");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.err, "");
    assert_content(path, "new");
    must(stat(path, &after) == 0);
    assert_int_equal(after.st_mode, before.st_mode);
    assert_int_equal(after.st_uid, before.st_uid);
    assert_int_equal(refuse.synced, 2); /* the file and its folder */
    assert_files(1);
    assert_int_equal(replaced(path, "").exit_code, S7_EXIT_OK);
    assert_content(path, "");
}

static void a_failure_loses_nothing(void **state)
{
    (void)state;
    int *const calls[] = {&refuse.write, &refuse.fsync, &refuse.rename, &refuse.fchown};
    char expected[200];
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        memset(&refuse, 0, sizeof refuse);
        put("the old text");
        *calls[i] = ENOSPC;
        struct said said = replaced(path, "something new");
        snprintf(expected, sizeof expected, "sieben: %s: not changed: No space left on device\n", path);
        assert_int_equal(said.exit_code, S7_EXIT_USAGE);
        assert_string_equal(said.err, expected);
        assert_content(path, "the old text");
        assert_files(1);
    }
}

static void who_may_not_give_a_file_away_keeps_it(void **state)
{
    (void)state;
    memset(&refuse, 0, sizeof refuse);
    put("old");
    refuse.fchown = EPERM;
    assert_int_equal(replaced(path, "new").exit_code, S7_EXIT_OK);
    assert_content(path, "new");
    refuse.fchown = EINVAL; /* an owner that this user namespace does not know */
    assert_int_equal(replaced(path, "newer").exit_code, S7_EXIT_OK);
    assert_content(path, "newer");
}

static void a_link_stays_a_link(void **state)
{
    (void)state;
    char link[80];
    struct stat entry;
    memset(&refuse, 0, sizeof refuse);
    put("old");
    snprintf(link, sizeof link, "%s/link", folder);
    must(symlink("plant.yaml", link) == 0);
    assert_int_equal(replaced(link, "new").exit_code, S7_EXIT_OK);
    assert_content(path, "new");
    assert_int_equal(lstat(link, &entry), 0);
    assert_true(S_ISLNK(entry.st_mode));
    assert_files(2);
    unlink(link);
}

static void only_a_file_can_be_replaced(void **state)
{
    (void)state;
    char absent[80];
    memset(&refuse, 0, sizeof refuse);
    snprintf(absent, sizeof absent, "%s/absent", folder);
    assert_int_equal(replaced(absent, "new").exit_code, S7_EXIT_USAGE);
    struct said said = replaced(folder, "new");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_non_null(strstr(said.err, "not changed"));
    assert_files(1);
}

static struct said written(const char *name, const char *text)
{
    said_start("");
    return said_stop(s7_cli_write_file(name, text, strlen(text)));
}

static void a_new_file_is_there_whole_or_not_at_all(void **state)
{
    (void)state;
    int *const calls[] = {&refuse.write, &refuse.fsync};
    char expected[200];
    unlink(path);
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        memset(&refuse, 0, sizeof refuse);
        *calls[i] = ENOSPC;
        struct said said = written(path, "something new");
        snprintf(expected, sizeof expected, "sieben: %s: not written: No space left on device\n", path);
        assert_int_equal(said.exit_code, S7_EXIT_USAGE);
        assert_string_equal(said.err, expected);
        assert_files(0);
    }
    memset(&refuse, 0, sizeof refuse);
    assert_int_equal(written(path, "new").exit_code, S7_EXIT_OK);
    assert_content(path, "new");
    assert_int_equal(written(path, "newer").exit_code, S7_EXIT_OK);
    assert_content(path, "newer");
    refuse.write = ENOSPC;
    assert_non_null(strstr(written(path, "newest").err, "not changed: No space left on device"));
    assert_content(path, "newer");
    assert_files(1);
}

static void what_is_no_file_is_written_to(void **state)
{
    (void)state;
    memset(&refuse, 0, sizeof refuse);
    assert_int_equal(written("/dev/null", "text").exit_code, S7_EXIT_OK);
    struct said said = written("/dev/full", "text");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_string_equal(said.err, "sieben: /dev/full: not written: No space left on device\n");
}

static struct said may_write(const char *name)
{
    said_start("");
    return said_stop(s7_cli_may_write_file(name));
}

static void whether_it_can_be_written_is_known_before(void **state)
{
    (void)state;
    char name[80];
    put("old");
    assert_int_equal(may_write(path).exit_code, S7_EXIT_OK);
    assert_content(path, "old");
    snprintf(name, sizeof name, "%s/new", folder);
    assert_int_equal(may_write(name).exit_code, S7_EXIT_OK);
    assert_int_equal(may_write("new").exit_code, access(".", W_OK) ? S7_EXIT_USAGE : S7_EXIT_OK);
    assert_int_equal(may_write("/dev/null").exit_code, S7_EXIT_OK);
    assert_files(1);
    snprintf(name, sizeof name, "%s/no/new", folder);
    assert_non_null(strstr(may_write(name).err, "/no/new: No such file or directory\n"));
    assert_non_null(strstr(may_write(folder).err, ": Is a directory\n"));
}

static int make_folder(void **state)
{
    (void)state;
    must(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/plant.yaml", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_gets_a_new_content),
        cmocka_unit_test(a_failure_loses_nothing),
        cmocka_unit_test(who_may_not_give_a_file_away_keeps_it),
        cmocka_unit_test(a_link_stays_a_link),
        cmocka_unit_test(only_a_file_can_be_replaced),
        cmocka_unit_test(a_new_file_is_there_whole_or_not_at_all),
        cmocka_unit_test(what_is_no_file_is_written_to),
        cmocka_unit_test(whether_it_can_be_written_is_known_before),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
