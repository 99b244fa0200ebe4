/* SPDX-License-Identifier: MIT
 *
 * Memory that runs out at every place where it can: said once, nothing handed out, nothing left behind.
 */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "allocation.h"
#include "cli/batch.h"
#include "cli/desk.h"
#include "cli/load.h"
#include "must.h"

enum { TRIES_MAX = 200 };

static const struct s7_command put = {.id = S7_COMMAND_put, .group = "", .name = "put"};

struct attempt {
    int result;
    bool failed; /* the allocation was reached */
    size_t left; /* blocks that were not freed */
    char said[4096];
};

/* One try with allocation number n failing; nothing is asserted while standard error is elsewhere. */
static void try_with(size_t n, int (*work)(void), struct attempt *attempt)
{
    FILE *file = tmpfile();
    int kept = dup(STDERR_FILENO);
    must(file && kept >= 0 && dup2(fileno(file), STDERR_FILENO) == STDERR_FILENO);
    size_t before = allocation_live();
    allocation_fail_at(n);
    attempt->result = work();
    attempt->failed = allocation_failed();
    allocation_fail_at(0);
    attempt->left = allocation_live() - before;
    must(dup2(kept, STDERR_FILENO) == STDERR_FILENO && close(kept) == 0 && fseek(file, 0, SEEK_SET) == 0);
    attempt->said[fread(attempt->said, 1, sizeof attempt->said - 1, file)] = '\0';
    fclose(file);
}

/* Fails at the first, the second, … until everything succeeds; returns how many places there were. */
static size_t fail_everywhere(int (*work)(void), int failure, int success, const char *words)
{
    struct attempt attempt;
    for (size_t n = 1; n < TRIES_MAX; n++) {
        try_with(n, work, &attempt);
        assert_int_equal(attempt.left, 0);
        if (!attempt.failed) {
            assert_int_equal(attempt.result, success);
            assert_string_equal(attempt.said, "");
            return n - 1;
        }
        assert_int_equal(attempt.result, failure);
        assert_true(words ? strstr(attempt.said, words) != NULL : attempt.said[0] == '\0');
    }
    fail_msg("it never succeeded");
    return 0;
}

static int make_batch(void)
{
    char *texts[] = {(char[]){"MW0:INT=7"}, (char[]){"M3.0*9=0,0,0,0,0,0,0,0,1"}};
    struct s7_batch batch = {.tag_count = 77};
    int result = s7_batch_new(&put, texts, 2, true, &batch);
    if (result == S7_ARGUMENTS_GO_ON)
        s7_batch_free(&batch);
    else
        must(batch.tag_count == 77 && !batch.tags);
    return result;
}

static struct s7_batch original;

static int copy_batch(void)
{
    struct s7_batch copy = {.tag_count = 77};
    int result = s7_batch_copy(&original, &copy);
    if (result == S7_ARGUMENTS_GO_ON)
        s7_batch_free(&copy);
    else
        must(copy.tag_count == 77 && !copy.tags);
    return result;
}

static void batches_without_memory(void **state)
{
    (void)state;
    char *texts[] = {(char[]){"MW0"}, (char[]){"MW2"}};
    assert_int_equal(fail_everywhere(make_batch, 90, S7_ARGUMENTS_GO_ON, "LOCAL_MEMORY"), 4);
    must(s7_batch_new(&put, texts, 2, false, &original) == S7_ARGUMENTS_GO_ON);
    assert_int_equal(fail_everywhere(copy_batch, 90, S7_ARGUMENTS_GO_ON, "LOCAL_MEMORY"), 4);
    s7_batch_free(&original);
}

static int make_desk(void)
{
    static struct s7_plant_db dbs[] = {{.number = 1, .size = 10}, {.number = 2, .size = 20}};
    static struct s7_plant_cpu cpus[2];
    for (size_t i = 0; i < 2; i++)
        cpus[i] = (struct s7_plant_cpu){
            .name = "A", .profile = s7_profile_find("s7-300"), .resources_total = 1, .dbs = dbs, .db_count = 2};
    const struct s7_plant plant = {.cpus = cpus, .cpu_count = 2};
    struct s7_desk desk;
    const char *what;
    int error = s7_desk_init(&desk, &plant, NULL, &what);
    s7_desk_free(&desk); /* in any case */
    return error;
}

static void a_desk_without_memory(void **state)
{
    (void)state;
    assert_true(fail_everywhere(make_desk, S7_ERR_LOCAL_MEMORY, S7_OK, NULL) >= 5);
}

static char path[] = "/tmp/sieben-allocations-XXXXXX";

static int read_file(void)
{
    char *text = NULL;
    size_t size = 77;
    int result = s7_cli_read_file(path, &text, &size);
    must(result == 0 ? size == 200000 : size == 77 && !text);
    free(text);
    return result;
}

static void files_without_memory(void **state)
{
    (void)state;
    static char octets[200000];
    char why[100];
    int fd = mkstemp(path);
    must(fd >= 0 && write(fd, octets, sizeof octets) == (ssize_t)sizeof octets && close(fd) == 0);
    snprintf(why, sizeof why, "sieben: %s: Cannot allocate memory\n", path);
    assert_int_equal(fail_everywhere(read_file, S7_EXIT_USAGE, 0, why), 3);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(batches_without_memory),
        cmocka_unit_test(a_desk_without_memory),
        cmocka_unit_test(files_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
