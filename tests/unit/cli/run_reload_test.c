/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "begun.h"
#include "cli/run_loop.h"
#include "must.h"
#include "played.h"

#define PUT PLAYED_PUT("P#DB10.DBX0.0 BYTE 2", "P#DB100.DBX0.0 BYTE 2")

static char path[] = "/tmp/sieben-reload-XXXXXX";

static void write_plant(const char *text)
{
    FILE *file = fopen(path, "w");
    must(file && fputs(text, file) >= 0 && fclose(file) == 0);
}

static int make_file(void **state)
{
    (void)state;
    int fd = mkstemp(path);
    must(fd >= 0);
    return close(fd);
}

static int remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

static int play(void *user)
{
    struct s7_fault fault;
    const char *what;
    struct s7_run run = played_desk(played_plant(user), S7_TIME_NEVER);
    run.json = false;
    run.path = path;
    must(s7_run_play(&run, &fault, &what) == S7_OK);
    printf("end: reloads %u, refused %u, revision %u, jobs %zu, errors %d\n", run.reloads, run.reloads_refused,
           run.plant->revision, run.snapshot.row_count, (int)run.snapshot.totals.errors);
    s7_run_free(&run);
    return 0;
}

/* Begins with one PUT, has `text` read again, and waits for `words`; what it came to in the end. */
static void assert_reload(const char *text, const char *words, const char *end)
{
    static char first[] = PLAYED_CPUS PLAYED_CONNECTION PUT;
    struct begun begun;
    begin_work(&begun, "", play, first);
    assert_true(begun_await(&begun, "   1 s  "));
    write_plant(text);
    kill(begun.pid, SIGHUP);
    assert_true(begun_await(&begun, words));
    kill(begun.pid, SIGTERM);
    assert_true(begun_await(&begun, "end: "));
    assert_string_equal(begun.line, end);
    assert_int_equal(begun_end(&begun), 0);
}

static void a_good_plant_is_gone_over_to(void **state)
{
    (void)state;
    assert_reload(PLAYED_CPUS PLAYED_CONNECTION PUT PUT, "jobs: 1 kept, 1 added, 0 removed; CPUs: 2 kept",
                  "end: reloads 1, refused 0, revision 3, jobs 2, errors 0\n");
}

static void a_faulty_one_changes_nothing(void **state)
{
    (void)state;
    assert_reload("sieben: 1\nplant: {nam: X}\n", "the run goes on as before",
                  "end: reloads 0, refused 1, revision 3, jobs 1, errors 0\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_plant_is_gone_over_to),
        cmocka_unit_test(a_faulty_one_changes_nothing),
    };
    return cmocka_run_group_tests(tests, make_file, remove_file);
}
