/* SPDX-License-Identifier: MIT
 *
 * The octets of a password pass through no buffer but those here: no stdio, and every one is wiped.
 */
#include "cli/secret.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/wipe.h"
#include "cli/password_file.h"

enum { LINE_MAX_SIZE = 256, INTERRUPT = 3, END_OF_INPUT = 4, BACKSPACE = 8, ERASE_LINE = 21, DELETE = 127 };

/* A line as it is read; one that is longer than the room for it is longer than any password. */
struct line {
    char text[LINE_MAX_SIZE];
    size_t length;
};

void s7_secret_wipe(struct s7_secret *secret)
{
    s7_wipe_octets(secret, sizeof *secret);
}

static int refuse(const char *where, const char *why)
{
    fprintf(stderr, "sieben: %s: %s\n", where, why);
    return S7_EXIT_USAGE;
}

static int take_line(struct line *line, const char *where, struct s7_secret *ret_secret)
{
    const char *fault = s7_password_fault(line->text, line->length);
    if (!fault) {
        memset(ret_secret, 0, sizeof *ret_secret);
        memcpy(ret_secret->text, line->text, line->length);
    }
    s7_wipe_octets(line, sizeof *line);
    return fault ? refuse(where, fault) : S7_ARGUMENTS_GO_ON;
}

static int read_file(const char *path, struct s7_secret *ret_secret)
{
    return s7_password_file_read(path, stderr, ret_secret->text) == S7_OK ? S7_ARGUMENTS_GO_ON : S7_EXIT_USAGE;
}

/* ---- a terminal ---------------------------------------------------------------------------------------------- */

/* One key.  @return false: the line is over */
static bool press(struct line *line, char key)
{
    if (key == '\n' || key == '\r' || key == INTERRUPT || key == END_OF_INPUT)
        return false;
    if (key == BACKSPACE || key == DELETE)
        line->length -= line->length > 0 ? 1 : 0;
    else if (key == ERASE_LINE)
        line->length = 0;
    else if (line->length < sizeof line->text)
        line->text[line->length++] = key;
    return true;
}

/* Key by key, so that an interrupt leaves the terminal as it was.  @return the key that ended it */
static char read_keys(struct line *line)
{
    char key = END_OF_INPUT;
    do {
        if (read(STDIN_FILENO, &key, 1) != 1)
            key = END_OF_INPUT;
    } while (press(line, key));
    return key;
}

static int read_terminal(struct s7_secret *ret_secret)
{
    struct termios before, quiet;
    struct line line = {.length = 0};
    if (tcgetattr(STDIN_FILENO, &before) != 0)
        return refuse("the terminal", strerror(errno));
    quiet = before;
    quiet.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG);
    quiet.c_cc[VMIN] = 1;
    quiet.c_cc[VTIME] = 0;
    if (tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) != 0)
        return refuse("the terminal", strerror(errno));
    fputs("password of the CPU: ", stderr);
    fflush(stderr);
    char last = read_keys(&line);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    fputc('\n', stderr);
    if (last != INTERRUPT)
        return take_line(&line, "the terminal", ret_secret);
    s7_wipe_octets(&line, sizeof line);
    return S7_EXIT_INTERRUPTED;
}

int s7_secret_read(const struct s7_arguments *arguments, struct s7_secret *ret_secret)
{
    const char *path = s7_arguments_value(arguments, "password-file");
    bool asked = s7_arguments_flag(arguments, "password");
    if (path && asked)
        return s7_command_misuse(arguments->command, "--password and --password-file exclude each other");
    if (path)
        return read_file(path, ret_secret);
    if (asked && !isatty(STDIN_FILENO))
        return s7_command_misuse(
            arguments->command,
            "--password asks on a terminal, and there is none; --password-file reads a file");
    if (asked)
        return read_terminal(ret_secret);
    memset(ret_secret, 0, sizeof *ret_secret);
    return S7_ARGUMENTS_GO_ON;
}
