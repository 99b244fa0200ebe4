/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <jansson.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/run_status_file.h"
#include "must.h"
#include "rows.h"
#include "said.h"

static char folder[] = "/tmp/sieben-status-XXXXXX";
static char path[64], beside[70];
static struct rows rows;
static struct s7_run_notes notes;

static int set_up(void **state)
{
    (void)state;
    must(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/status.json", folder);
    snprintf(beside, sizeof beside, "%s.new", path);
    rows_make(&rows, ROWS_PLANT, &(struct s7_run_choice){.desk = true});
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    rows_free(&rows);
    unlink(path);
    return rmdir(folder); /* nothing is left beside */
}

static const char *write_it(struct s7_status_file *file)
{
    said_start("");
    s7_status_file_write(file, &rows.snapshot, &notes);
    return said_stop(0).err;
}

static void a_whole_document_in_its_place(void **state)
{
    (void)state;
    struct s7_status_file file = {.path = path};
    for (unsigned second = 0; second < 3; second++) {
        const char *schema;
        int in_file, process;
        rows.snapshot.second = second;
        assert_string_equal(write_it(&file), "");
        json_t *document = json_load_file(path, 0, NULL);
        assert_int_equal(json_unpack(document, "{s:s, s:i, s:i}", "schema", &schema, "second", &in_file,
                                     "process", &process),
                         0);
        assert_string_equal(schema, "sieben/run-status/1");
        assert_int_equal(in_file, second);
        assert_int_equal(process, getpid());
        assert_int_equal(json_array_size(json_object_get(document, "jobs")), 3);
        json_decref(document);
        assert_int_equal(access(beside, F_OK), -1);
    }
    assert_false(file.failing);
}

/* A reader that has the old document open goes on reading it. */
static void a_reader_keeps_what_it_opened(void **state)
{
    (void)state;
    struct s7_status_file file = {.path = path};
    rows.snapshot.second = 5;
    write_it(&file);
    FILE *reader = fopen(path, "r");
    rows.snapshot.second = 6;
    write_it(&file);
    json_t *old = json_loadf(reader, 0, NULL);
    assert_int_equal(json_integer_value(json_object_get(old, "second")), 5);
    json_decref(old);
    fclose(reader);
}

static void what_goes_wrong_is_said_once(void **state)
{
    (void)state;
    char missing[100];
    snprintf(missing, sizeof missing, "%s/none/status.json", folder);
    const char *const places[] = {missing, folder, "/dev/null"};
    for (size_t i = 0; i < 3; i++) {
        struct s7_status_file file = {.path = places[i]};
        const char *said = write_it(&file);
        assert_memory_equal(said, "sieben: --status-file ", 22);
        assert_non_null(strstr(said, "; the run goes on without it\n"));
        assert_true(file.failing);
        assert_string_equal(write_it(&file), "");
    }
    struct stat null;
    must(stat("/dev/null", &null) == 0);
    assert_true(S_ISCHR(null.st_mode)); /* a device is not replaced */
}

static void said_again_after_it_went_well(void **state)
{
    (void)state;
    struct s7_status_file file = {.path = path};
    must(mkdir(path, 0700) == 0);
    assert_true(write_it(&file)[0] != '\0');
    must(rmdir(path) == 0);
    assert_string_equal(write_it(&file), "");
    assert_false(file.failing);
    must(unlink(path) == 0 && mkdir(path, 0700) == 0);
    assert_true(write_it(&file)[0] != '\0');
    must(rmdir(path) == 0);
}

/* A limit on the size of files stands for a disk that is full. */
static void a_full_disk_leaves_the_old_document(void **state)
{
    (void)state;
    struct s7_status_file file = {.path = path};
    struct rlimit kept, small;
    rows.snapshot.second = 7;
    write_it(&file);
    must(getrlimit(RLIMIT_FSIZE, &kept) == 0);
    small = (struct rlimit){.rlim_cur = 1000, .rlim_max = kept.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    rows.snapshot.second = 8;
    notes.kept = true; /* standard error is a file here, too */
    must(setrlimit(RLIMIT_FSIZE, &small) == 0);
    s7_status_file_write(&file, &rows.snapshot, &notes);
    must(setrlimit(RLIMIT_FSIZE, &kept) == 0);
    assert_non_null(strstr(notes.text, "File too large"));
    s7_run_notes_free(&notes);
    notes.kept = false;
    json_t *document = json_load_file(path, 0, NULL);
    assert_int_equal(json_integer_value(json_object_get(document, "second")), 7);
    json_decref(document);
    assert_int_equal(access(beside, F_OK), -1);
}

static void none_is_wanted(void **state)
{
    (void)state;
    struct s7_status_file file = {.path = NULL};
    assert_string_equal(write_it(&file), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_document_in_its_place),
        cmocka_unit_test(a_reader_keeps_what_it_opened),
        cmocka_unit_test(what_goes_wrong_is_said_once),
        cmocka_unit_test(a_full_disk_leaves_the_old_document),
        cmocka_unit_test(none_is_wanted),
    };
    const struct CMUnitTest later[] = {cmocka_unit_test(said_again_after_it_went_well)};
    int failed = cmocka_run_group_tests(tests, set_up, tear_down);
    memcpy(folder + strlen(folder) - 6, "XXXXXX", 6);
    return failed + cmocka_run_group_tests(later, set_up, tear_down);
}
