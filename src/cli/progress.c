/* SPDX-License-Identifier: MIT */
#include "cli/progress.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/strbuf.h"

enum { TIME = sizeof ", 99999 s" };

/* What the handler writes; only write(2) is allowed in there. */
static struct {
    char what[80];
    volatile sig_atomic_t seconds;
    volatile sig_atomic_t running;
} progress;

static void say(const char *text, size_t length)
{
    ssize_t written = write(STDERR_FILENO, text, length); /* a terminal that is gone needs no progress */
    (void)written;
}

static void on_second(int number)
{
    char digits[12];
    size_t first = sizeof digits;
    (void)number;
    unsigned seconds = (unsigned)++progress.seconds;
    do
        digits[--first] = (char)('0' + seconds % 10);
    while ((seconds /= 10) > 0);
    say("\r", 1);
    say(progress.what, strlen(progress.what));
    say(", ", 2);
    say(digits + first, sizeof digits - first);
    say(" s", 2);
}

static void set_timer(time_t seconds)
{
    const struct itimerval every = {.it_interval = {.tv_sec = seconds}, .it_value = {.tv_sec = seconds}};
    setitimer(ITIMER_REAL, &every, NULL);
}

/* So many octets that time and all stand in one line: what is wrapped cannot be taken away again. */
static size_t room(void)
{
    enum { LEAST = 8 };
    struct winsize size;
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 ||
        size.ws_col >= sizeof progress.what + TIME)
        return sizeof progress.what;
    return size.ws_col > TIME + LEAST ? size.ws_col - TIME : LEAST;
}

void s7_progress_start(const char *what)
{
    struct sigaction action = {.sa_handler = on_second, .sa_flags = SA_RESTART};
    if (!isatty(STDERR_FILENO))
        return;
    struct s7_strbuf text = s7_strbuf_over(progress.what, room());
    s7_strbuf_add(&text, what);
    progress.seconds = 0;
    progress.running = 1;
    sigemptyset(&action.sa_mask);
    sigaction(SIGALRM, &action, NULL);
    set_timer(1);
}

void s7_progress_show(const char *what)
{
    if (!isatty(STDERR_FILENO))
        return;
    progress.running = 1;
    progress.seconds = 1;
    say("\r", 1);
    say(what, strlen(what));
}

void s7_progress_stop(void)
{
    char blank[sizeof progress.what + TIME + 1];
    if (!progress.running)
        return;
    set_timer(0);
    progress.running = 0;
    size_t width = room() + TIME - 1;
    memset(blank, ' ', sizeof blank);
    blank[0] = blank[width + 1] = '\r';
    if (progress.seconds > 0)
        say(blank, width + 2);
}
