/* SPDX-License-Identifier: MIT */
#include "cli/doctor_evidence.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/evp.h>

#include "cli/exit.h"
#include "cli/json.h"
#include "cli/replace_file.h"

/* How every line begins: the key of the schema comes first. */
static const char beginning[] = "{\"schema\":\"sieben/evidence/1\"";

bool s7_evidence_hash(const char *octets, size_t size, char ret_hex[S7_EVIDENCE_HASH_SIZE])
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    if (EVP_Digest(octets, size, digest, &length, EVP_sha256(), NULL) != 1 ||
        2 * length + 1 != S7_EVIDENCE_HASH_SIZE)
        return false;
    for (unsigned i = 0; i < length; i++)
        snprintf(ret_hex + 2 * (size_t)i, 3, "%02x", digest[i]);
    return true;
}

static int complain(const char *path, const char *what, int error)
{
    fprintf(stderr, "sieben: %s: %s%s%s\n", path, what, error ? ": " : "", error ? strerror(error) : "");
    return S7_EXIT_USAGE;
}

/* ---- opening ----------------------------------------------------------------------------------------------------- */

/* A line that was cut off stays, and stands alone. */
static int end_last_line(int fd, off_t size)
{
    char last = '\n';
    if (pread(fd, &last, 1, size - 1) != 1)
        return errno ? errno : EIO;
    return last == '\n' ? 0 : s7_cli_write_all(fd, "\n", 1);
}

/* A device or a pipe has no beginning to look at. */
static int look_at(const char *path, int fd)
{
    char text[sizeof beginning] = "";
    struct stat status;
    if (fstat(fd, &status) != 0)
        return complain(path, "cannot be read", errno);
    if (!S_ISREG(status.st_mode) || status.st_size == 0)
        return S7_EXIT_OK;
    ssize_t got = pread(fd, text, sizeof beginning - 1, 0);
    if (got < 0)
        return complain(path, "cannot be read", errno);
    if (strcmp(text, beginning) != 0)
        return complain(path, "is there already and is no evidence (sieben/evidence/1): it is left as it is",
                        0);
    int error = end_last_line(fd, status.st_size);
    return error ? complain(path, "cannot be appended to", error) : S7_EXIT_OK;
}

int s7_evidence_open(const char *path, struct s7_evidence_file *ret_file)
{
    struct s7_evidence_file file = {.path = path, .fd = STDOUT_FILENO};
    if (path && strcmp(path, "-") != 0) {
        file.fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
        if (file.fd < 0)
            return complain(path, "cannot be opened", errno);
        int exit_code = look_at(path, file.fd);
        if (exit_code) {
            close(file.fd);
            return exit_code;
        }
    }
    *ret_file = file;
    return S7_EXIT_OK;
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

/* What is no file on a disk cannot be brought there. */
static int sync_line(int fd)
{
    return fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP || errno == EROFS ? 0 : errno;
}

int s7_evidence_write(struct s7_evidence_file *file, json_t *line)
{
    int error = ENOMEM;
    if (!file->path) {
        json_decref(line);
        return S7_EXIT_OK;
    }
    char *text = line ? json_dumps(line, JSON_COMPACT) : NULL;
    size_t length = text ? strlen(text) : 0;
    if (text) {
        text[length] = '\n'; /* one write: lines of two runs do not mix */
        error = s7_cli_write_all(file->fd, text, length + 1);
    }
    if (!error)
        error = sync_line(file->fd);
    free(text);
    json_decref(line);
    return error ? complain(file->path, "evidence could not be written", error) : S7_EXIT_OK;
}

void s7_evidence_close(struct s7_evidence_file *file)
{
    if (file->path && file->fd != STDOUT_FILENO)
        close(file->fd);
}
