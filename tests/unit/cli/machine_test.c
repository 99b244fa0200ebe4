/* SPDX-License-Identifier: MIT
 *
 * Compared with what the system says to someone else who asks.
 */
#include "check.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "cli/machine.h"

static struct s7_bench_machine machine;

static int ask(void **state)
{
    (void)state;
    memset(&machine, 0x5A, sizeof machine);
    s7_cli_machine(&machine);
    return 0;
}

static void the_date_is_now_in_utc(void **state)
{
    (void)state;
    char before[24], after[24];
    setenv("TZ", "EAST-5", 1); /* wherever this is */
    tzset();
    time_t first = time(NULL);
    s7_cli_machine(&machine);
    time_t last = time(NULL);
    struct tm utc;
    strftime(before, sizeof before, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&first, &utc));
    strftime(after, sizeof after, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&last, &utc));
    assert_true(strcmp(before, machine.date) <= 0);
    assert_true(strcmp(machine.date, after) <= 0);
    assert_int_equal(strlen(machine.date), strlen("2026-11-20T06:30:00Z"));
}

static void host_and_kernel_are_those_of_uname(void **state)
{
    (void)state;
    struct utsname name;
    char kernel[sizeof name.sysname + sizeof name.release + sizeof name.machine + 3];
    assert_true(uname(&name) >= 0);
    snprintf(kernel, sizeof kernel, "%s %s %s", name.sysname, name.release, name.machine);
    assert_string_equal(machine.host, name.nodename);
    assert_string_equal(machine.kernel, kernel);
}

/* The first "model name" of /proc/cpuinfo, found with another reader. */
static void the_processor_is_the_first_that_is_named(void **state)
{
    (void)state;
    char line[256], expected[256] = "";
    FILE *file = fopen("/proc/cpuinfo", "r");
    while (file && !expected[0] && fgets(line, sizeof line, file))
        sscanf(line, "model name : %255[^\n]", expected);
    if (file)
        fclose(file);
    expected[sizeof machine.processor - 1] = '\0';
    assert_string_equal(machine.processor, expected);
}

static void processors_and_compiler_are_known(void **state)
{
    (void)state;
    assert_int_equal(machine.processors, sysconf(_SC_NPROCESSORS_ONLN));
    assert_true(machine.compiler[0] != '\0');
}

/* Everything but idle and iowait, stolen time included; guest time is in user time already. */
static s7_time busy_of(const char *line)
{
    static const bool counts[] = {true, true, true, false, false, true, true, true};
    s7_time ticks = 0;
    char *end;
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++, line = end) {
        s7_time number = strtoll(line, &end, 10);
        if (counts[i])
            ticks += number;
    }
    return ticks * (S7_SECOND / sysconf(_SC_CLK_TCK));
}

static s7_time busy_now(int processor)
{
    char line[256];
    s7_time busy = -1;
    FILE *file = fopen("/proc/stat", "r");
    while (file && fgets(line, sizeof line, file)) {
        char *end = line + strlen("cpu");
        if (strncmp(line, "cpu", 3) == 0 && *end != ' ' && strtol(end, &end, 10) == processor)
            busy = busy_of(end);
    }
    if (file)
        fclose(file);
    return busy;
}

static void busy_time_lies_between_two_other_readings(void **state)
{
    (void)state;
    for (int processor = 0; processor < 64; processor++) {
        s7_time before = busy_now(processor);
        s7_time busy = s7_cli_processor_busy(processor);
        s7_time after = busy_now(processor);
        assert_true(before <= busy && busy <= after);
    }
}

static void a_processor_that_is_not_there_is_not_known(void **state)
{
    (void)state;
    assert_int_equal(s7_cli_processor_busy(1000000), -1);
    assert_int_equal(s7_cli_processor_busy(-1), -1); /* "cpu ", the sum, is none */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_date_is_now_in_utc, ask),
        cmocka_unit_test_setup(host_and_kernel_are_those_of_uname, ask),
        cmocka_unit_test_setup(the_processor_is_the_first_that_is_named, ask),
        cmocka_unit_test_setup(processors_and_compiler_are_known, ask),
        cmocka_unit_test(busy_time_lies_between_two_other_readings),
        cmocka_unit_test(a_processor_that_is_not_there_is_not_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
