/* SPDX-License-Identifier: MIT
 *
 * The causes of status_cause.def that take routes to produce, in a network namespace that has only lo.
 *
 * Started without an argument, the test starts itself again inside, with the name of the namespace outside.
 */
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "must.h"
#include "net_loop/status_row.h"

static const char enter[] =
    "in='unshare --user --map-root-user --net'\n"
    "$in ip link set lo up || { echo 'no network namespace for us here, or no ip(8)'; exit 77; }\n"
    "exec $in sh -c 'ip link set lo up && exec \"$0\" \"$1\"' \"$0\" \"$1\"\n";

static void namespace_name(char ret_name[64])
{
    ssize_t size = readlink("/proc/self/ns/net", ret_name, 63);
    must(size > 0);
    ret_name[size] = '\0';
}

/** The page shows what the table says of such a cause: that, and nothing else, has to come of it. */
static void check_row(const struct status_cause *cause)
{
    char *rows[2];
    size_t sizes[2];
    const struct status_seen seen[2] = {status_row_expected(cause), status_row_produce(cause)};
    for (size_t i = 0; i < 2; i++) {
        FILE *out = open_memstream(&rows[i], &sizes[i]);
        must(out);
        status_row_print(out, cause, &seen[i]);
        fclose(out);
    }
    assert_string_equal(rows[1], rows[0]);
    free(rows[0]);
    free(rows[1]);
}

static void every_cause_of_the_routes_is_produced_and_ends(void **state)
{
    size_t count = 0;
    (void)state;
    for (size_t i = 0; i < status_cause_count; i++) {
        if (status_causes[i].partner == STATUS_NETNS) {
            check_row(&status_causes[i]);
            count++;
        }
    }
    assert_true(count > 0);
}

static int run_inside(const char *outside)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_cause_of_the_routes_is_produced_and_ends)};
    char here[64];
    namespace_name(here);
    must(strcmp(here, outside) != 0); /* routes of the machine itself are never touched */
    return cmocka_run_group_tests(tests, NULL, NULL);
}

static int go_inside(const char *program)
{
    char here[64];
    namespace_name(here);
    execl("/bin/sh", "sh", "-c", enter, program, here, (char *)NULL);
    return EXIT_FAILURE;
}

int main(int argc, char **argv)
{
    return argc > 1 ? run_inside(argv[1]) : go_inside(argv[0]);
}
