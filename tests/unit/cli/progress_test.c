/* SPDX-License-Identifier: MIT
 *
 * What is shown while it takes longer.  The alarm is raised by the test: no second has to pass, and none that passes
 * on a busy machine is seen.
 */
#define _XOPEN_SOURCE 700 /* getitimer() */
#include "check.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "cli/progress.h"
#include "must.h"
#include "terminal.h"

static struct terminal terminal;
static int kept; /* standard error */
static struct itimerval armed;
static sigset_t alarms;

/* No assertion while standard error is elsewhere: it would not be seen. */
static void take_error(int fd)
{
    fflush(stderr);
    kept = dup(STDERR_FILENO);
    must(kept >= 0 && dup2(fd, STDERR_FILENO) == STDERR_FILENO);
}

static void give_error_back(void)
{
    must(dup2(kept, STDERR_FILENO) == STDERR_FILENO);
    close(kept);
}

/* An alarm that the timer may have sent; it is blocked, so nobody has seen it. */
static void swallow_alarm(void)
{
    sigset_t pending;
    int number;
    must(sigpending(&pending) == 0);
    if (sigismember(&pending, SIGALRM))
        must(sigwait(&alarms, &number) == 0);
}

/* Starts, and stops the timer: only what is raised counts. */
static void start_still(const char *what)
{
    const struct itimerval still = {{0, 0}, {0, 0}};
    s7_progress_start(what);
    must(setitimer(ITIMER_REAL, &still, NULL) == 0);
    swallow_alarm();
}

static void pass_seconds(unsigned count)
{
    must(sigprocmask(SIG_UNBLOCK, &alarms, NULL) == 0);
    while (count-- > 0)
        raise(SIGALRM);
    must(sigprocmask(SIG_BLOCK, &alarms, NULL) == 0);
}

static int sit_down(void **state)
{
    (void)state;
    sigemptyset(&alarms);
    sigaddset(&alarms, SIGALRM);
    terminal = terminal_open();
    return sigprocmask(SIG_BLOCK, &alarms, NULL);
}

static int stand_up(void **state)
{
    (void)state;
    terminal_close(&terminal);
    return 0;
}

static size_t count_of(const char *text, char wanted)
{
    size_t count = 0;
    for (; *text; text++)
        count += *text == wanted;
    return count;
}

/* "\r", blanks, "\r": as wide as what stood there, and the cursor is where it was. */
static void assert_wiped(const char *text, size_t width)
{
    size_t length = strlen(text);
    assert_true(length >= width + 2);
    assert_true(text[0] == '\r' && text[length - 1] == '\r');
    assert_int_equal(count_of(text, ' '), length - 2);
}

static void nothing_is_shown_before_the_first_second(void **state)
{
    (void)state;
    struct itimerval after;
    take_error(terminal.slave);
    s7_progress_start("reading");
    must(getitimer(ITIMER_REAL, &armed) == 0);
    s7_progress_stop();
    must(getitimer(ITIMER_REAL, &after) == 0);
    swallow_alarm();
    give_error_back();
    assert_string_equal(terminal_text(&terminal), "");
    assert_true(armed.it_value.tv_sec == 1 || (armed.it_value.tv_sec == 0 && armed.it_value.tv_usec > 0));
    assert_int_equal(armed.it_interval.tv_sec, 1);
    assert_int_equal(armed.it_interval.tv_usec, 0);
    assert_int_equal(after.it_value.tv_sec + after.it_value.tv_usec, 0);
}

static void seconds_are_counted_and_wiped(void **state)
{
    (void)state;
    take_error(terminal.slave);
    start_still("reading");
    pass_seconds(2);
    give_error_back();
    assert_string_equal(terminal_text(&terminal), "\rreading, 1 s\rreading, 2 s");
    take_error(terminal.slave);
    pass_seconds(10);
    give_error_back();
    const char *text = terminal_text(&terminal);
    assert_non_null(strstr(text, "\rreading, 9 s\rreading, 10 s\rreading, 11 s\rreading, 12 s"));
    take_error(terminal.slave);
    s7_progress_stop();
    give_error_back();
    assert_wiped(terminal_text(&terminal), strlen("reading, 12 s"));
}

static void the_next_one_starts_anew(void **state)
{
    (void)state;
    take_error(terminal.slave);
    start_still("reading");
    pass_seconds(3);
    s7_progress_stop();
    start_still("writing");
    pass_seconds(1);
    s7_progress_stop();
    give_error_back();
    assert_non_null(strstr(terminal_text(&terminal), "\r\rwriting, 1 s\r"));
}

static void a_long_word_is_cut_and_still_wiped(void **state)
{
    (void)state;
    char what[300];
    memset(what, 'w', sizeof what - 1);
    what[sizeof what - 1] = '\0';
    take_error(terminal.slave);
    start_still(what);
    pass_seconds(1);
    give_error_back();
    const char *text = terminal_text(&terminal);
    size_t width = strlen(text) - 1;
    assert_true(width < 90 && count_of(text, 'w') > 60);
    assert_string_equal(text + strlen(text) - 5, ", 1 s");
    take_error(terminal.slave);
    s7_progress_stop();
    give_error_back();
    assert_wiped(terminal_text(&terminal), width);
}

static void steps_are_shown_at_once_and_without_a_clock(void **state)
{
    (void)state;
    take_error(terminal.slave);
    s7_progress_show("round 1 of 15");
    must(getitimer(ITIMER_REAL, &armed) == 0);
    s7_progress_show("round 2 of 15");
    give_error_back();
    assert_string_equal(terminal_text(&terminal), "\rround 1 of 15\rround 2 of 15");
    assert_int_equal(armed.it_value.tv_sec + armed.it_value.tv_usec, 0);
    take_error(terminal.slave);
    s7_progress_stop();
    give_error_back();
    assert_wiped(terminal_text(&terminal), strlen("round 2 of 15"));
}

static void stopping_without_a_start_does_nothing(void **state)
{
    (void)state;
    take_error(terminal.slave);
    s7_progress_stop();
    s7_progress_show("a step");
    s7_progress_stop();
    give_error_back();
    assert_wiped(strchr(terminal_text(&terminal), 'p') + 1, strlen("a step"));
    take_error(terminal.slave);
    s7_progress_stop();
    give_error_back();
    assert_string_equal(terminal_text(&terminal), "");
}

static void nothing_is_shown_where_nobody_looks(void **state)
{
    (void)state;
    FILE *file = tmpfile();
    must(file);
    take_error(fileno(file));
    s7_progress_start("reading");
    must(getitimer(ITIMER_REAL, &armed) == 0);
    s7_progress_show("a step");
    s7_progress_stop();
    give_error_back();
    assert_int_equal(armed.it_value.tv_sec + armed.it_value.tv_usec, 0);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    assert_int_equal(ftell(file), 0);
    fclose(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_shown_before_the_first_second),
        cmocka_unit_test(seconds_are_counted_and_wiped),
        cmocka_unit_test(the_next_one_starts_anew),
        cmocka_unit_test(a_long_word_is_cut_and_still_wiped),
        cmocka_unit_test(steps_are_shown_at_once_and_without_a_clock),
        cmocka_unit_test(stopping_without_a_start_does_nothing),
        cmocka_unit_test(nothing_is_shown_where_nobody_looks),
    };
    return cmocka_run_group_tests(tests, sit_down, stand_up);
}
