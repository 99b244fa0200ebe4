/* SPDX-License-Identifier: MIT */
#include "cli/run_status_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli/json.h"
#include "cli/run_json.h"

static json_t *status_json(const struct s7_run_snapshot *snapshot)
{
    json_t *document = s7_cli_json_document("run-status");
    json_object_set_new(document, "process", json_integer((json_int_t)getpid()));
    json_object_set_new(document, "written_at", json_integer((json_int_t)time(NULL)));
    s7_run_add_snapshot(document, snapshot);
    return document;
}

/** Everything into the stream, or an errno. */
static int write_document(FILE *stream, const struct s7_run_snapshot *snapshot)
{
    errno = 0;
    s7_cli_json_print(stream, status_json(snapshot));
    bool bad = ferror(stream) != 0;
    int error = errno;
    if (fclose(stream) != 0) {
        error = bad ? error : errno;
        bad = true;
    }
    return bad ? (error ? error : EIO) : 0;
}

/** What else stands there (a device, a pipe, a folder) is not replaced. */
static int check_place(const char *path)
{
    struct stat at;
    if (stat(path, &at) != 0)
        return errno == ENOENT ? 0 : errno;
    return S_ISREG(at.st_mode) ? 0 : (S_ISDIR(at.st_mode) ? EISDIR : EEXIST);
}

static int write_beside(const char *beside, const struct s7_run_snapshot *snapshot)
{
    int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd < 0)
        return errno;
    FILE *stream = fdopen(fd, "w");
    if (!stream) {
        int error = errno;
        close(fd);
        return error;
    }
    return write_document(stream, snapshot);
}

static int replace(const char *path, const struct s7_run_snapshot *snapshot)
{
    static const char suffix[] = ".new";
    size_t length = strlen(path);
    int error = check_place(path);
    if (error)
        return error;
    char *beside = malloc(length + sizeof suffix);
    if (!beside)
        return ENOMEM;
    memcpy(beside, path, length);
    memcpy(beside + length, suffix, sizeof suffix);
    error = write_beside(beside, snapshot);
    if (!error && rename(beside, path) != 0)
        error = errno;
    if (error)
        unlink(beside);
    free(beside);
    return error;
}

void s7_status_file_write(struct s7_status_file *file, const struct s7_run_snapshot *snapshot,
                          struct s7_run_notes *notes)
{
    if (!file->path)
        return;
    int error = replace(file->path, snapshot);
    if (error && !file->failing) {
        fprintf(s7_run_notes_open(notes), "sieben: --status-file %s: %s; the run goes on without it\n",
                file->path, strerror(error));
        s7_run_notes_close(notes);
    }
    file->failing = error != 0;
}
