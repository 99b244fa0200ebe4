/* SPDX-License-Identifier: MIT
 *
 * The octets of a password pass through no buffer but those here: no stdio, and every one is wiped.
 */
#include "cli/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "base/wipe.h"

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
    int exit_code = S7_ARGUMENTS_GO_ON;
    if (line->length > S7_SECRET_MAX)
        exit_code = refuse(where, "a password has at most 8 characters");
    else if (line->length == 0)
        exit_code = refuse(where, "there is no password");
    else if (memchr(line->text, '\0', line->length))
        exit_code = refuse(where, "a password is a text");
    if (exit_code == S7_ARGUMENTS_GO_ON) {
        memset(ret_secret, 0, sizeof *ret_secret);
        memcpy(ret_secret->text, line->text, line->length);
    }
    s7_wipe_octets(line, sizeof *line);
    return exit_code;
}

/* ---- a file -------------------------------------------------------------------------------------------------- */

/* Up to the end of the first line, of the file, or of the room. */
static int read_line(int fd, struct line *line)
{
    ssize_t got = 1;
    line->length = 0;
    while (got > 0 && line->length < sizeof line->text && !memchr(line->text, '\n', line->length)) {
        got = read(fd, line->text + line->length, sizeof line->text - line->length);
        if (got > 0)
            line->length += (size_t)got;
    }
    const char *end = memchr(line->text, '\n', line->length);
    if (end)
        line->length = (size_t)(end - line->text);
    if (line->length > 0 && line->text[line->length - 1] == '\r')
        line->length--;
    return got < 0 ? errno : 0;
}

static void warn_about_rights(int fd, const char *path)
{
    struct stat status;
    if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && (status.st_mode & S_IROTH))
        fprintf(stderr, "sieben: %s: warning: everybody may read this file; chmod 600 it\n", path);
}

static int read_file(const char *path, struct s7_secret *ret_secret)
{
    struct line line = {.length = 0};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return refuse(path, strerror(errno));
    warn_about_rights(fd, path);
    int error = read_line(fd, &line);
    close(fd);
    if (!error)
        return take_line(&line, path, ret_secret);
    s7_wipe_octets(&line, sizeof line);
    return refuse(path, strerror(error));
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
