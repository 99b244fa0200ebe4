/* SPDX-License-Identifier: MIT */
#include "cli/password_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/wipe.h"
#include "sieben/error.h"

/* Room for a line that is too long to be a password, and its end. */
enum { LINE_ROOM = 64 };

struct line {
    char text[LINE_ROOM];
    size_t length;
};

const char *s7_password_fault(const char *text, size_t length)
{
    if (length == 0)
        return "there is no password";
    if (length > S7_PASSWORD_LENGTH)
        return "a password has at most 8 characters";
    return memchr(text, '\0', length) ? "a password is a text" : NULL;
}

/* Up to the end of the first line, of the file, or of the room.  @return errno, 0: it was read */
static int read_line(int fd, struct line *line)
{
    ssize_t got = 1;
    while (got > 0 && line->length < LINE_ROOM && !memchr(line->text, '\n', line->length)) {
        got = read(fd, line->text + line->length, LINE_ROOM - line->length);
        if (got > 0)
            line->length += (size_t)got;
    }
    int error = got < 0 ? errno : 0;
    const char *end = memchr(line->text, '\n', line->length);
    if (end)
        line->length = (size_t)(end - line->text);
    if (line->length > 0 && line->text[line->length - 1] == '\r')
        line->length--;
    return error;
}

static void warn_about_rights(int fd, const char *path, FILE *out)
{
    struct stat status;
    if (out && fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && (status.st_mode & S_IROTH))
        fprintf(out, "sieben: %s: warning: everybody may read this file; chmod 600 it\n", path);
}

static int refuse(FILE *out, const char *path, const char *why)
{
    if (out)
        fprintf(out, "sieben: %s: %s\n", path, why);
    return S7_ERR_LOCAL_FILE;
}

int s7_password_file_read(const char *path, FILE *out, char ret_text[S7_PASSWORD_LENGTH + 1])
{
    struct line line = {.length = 0};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return refuse(out, path, strerror(errno));
    warn_about_rights(fd, path, out);
    int unread = read_line(fd, &line);
    close(fd);
    const char *fault = unread ? strerror(unread) : s7_password_fault(line.text, line.length);
    if (!fault) {
        memset(ret_text, 0, S7_PASSWORD_LENGTH + 1);
        memcpy(ret_text, line.text, line.length);
    }
    s7_wipe_octets(&line, sizeof line);
    return fault ? refuse(out, path, fault) : S7_OK;
}
