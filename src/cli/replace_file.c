/* SPDX-License-Identifier: MIT */
#define _XOPEN_SOURCE 700 /* realpath() */
#include "cli/replace_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/shown_path.h"

int s7_cli_write_all(int fd, const char *text, size_t size)
{
    while (size > 0) {
        ssize_t written = write(fd, text, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno;
        text += written;
        size -= (size_t)written;
    }
    return 0;
}

/** Owner and permissions of the old file; only the superuser can give a file away, and to whom this system knows. */
static int take_after(int fd, const struct stat *old)
{
    if (fchown(fd, old->st_uid, old->st_gid) != 0 && errno != EPERM && errno != EINVAL)
        return errno;
    return fchmod(fd, old->st_mode & 07777) == 0 ? 0 : errno;
}

static int fill(int fd, const struct stat *old, const char *text, size_t size)
{
    int error = take_after(fd, old);
    if (!error)
        error = s7_cli_write_all(fd, text, size);
    if (!error && fsync(fd) != 0)
        error = errno;
    if (close(fd) != 0 && !error)
        error = errno;
    return error;
}

/** The new name reaches the disk as well; a folder that cannot be opened keeps nothing from being right. */
static void sync_folder(char *path)
{
    char *slash = strrchr(path, '/');
    slash[slash == path] = '\0';
    int fd = open(path, O_RDONLY | O_DIRECTORY);
    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

/** `path` is absolute and without links. */
static int replace(char *path, char *beside, const char *text, size_t size)
{
    struct stat old;
    if (stat(path, &old) != 0)
        return errno;
    if (!S_ISREG(old.st_mode))
        return EINVAL;
    int fd = mkstemp(beside);
    if (fd < 0)
        return errno;
    int error = fill(fd, &old, text, size);
    if (!error && rename(beside, path) != 0)
        error = errno;
    if (error)
        unlink(beside);
    else
        sync_folder(path);
    return error;
}

int s7_cli_replace_file(const char *path, const char *text, size_t size)
{
    static const char suffix[] = ".XXXXXX";
    char *target = realpath(path, NULL);
    int error = target ? 0 : errno;
    size_t room = target ? strlen(target) + sizeof suffix : 0;
    char *beside = target ? malloc(room) : NULL;
    if (beside) {
        snprintf(beside, room, "%s%s", target, suffix);
        error = replace(target, beside, text, size);
    } else if (target) {
        error = ENOMEM;
    }
    free(beside);
    free(target);
    if (error)
        fprintf(stderr, "sieben: %s: not changed: %s\n", s7_shown_path(path).text, strerror(error));
    return error ? S7_EXIT_USAGE : S7_EXIT_OK;
}

/* ---- a file that need not be there ----------------------------------------------------------------------- */

static int finish(int fd, int error)
{
    return close(fd) != 0 && !error ? errno : error;
}

static int create(const char *path, const char *text, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0666);
    if (fd < 0)
        return errno;
    int error = s7_cli_write_all(fd, text, size);
    if (!error && fsync(fd) != 0)
        error = errno;
    error = finish(fd, error);
    if (error)
        unlink(path);
    return error;
}

static int write_to(const char *path, const char *text, size_t size)
{
    int fd = open(path, O_WRONLY);
    return fd < 0 ? errno : finish(fd, s7_cli_write_all(fd, text, size));
}

int s7_cli_write_file(const char *path, const char *text, size_t size)
{
    struct stat old;
    bool there = stat(path, &old) == 0;
    if (there && S_ISREG(old.st_mode))
        return s7_cli_replace_file(path, text, size);
    int error = there ? write_to(path, text, size) : create(path, text, size);
    if (error)
        fprintf(stderr, "sieben: %s: not written: %s\n", s7_shown_path(path).text, strerror(error));
    return error ? S7_EXIT_USAGE : S7_EXIT_OK;
}

/* Of the folder that the file is in. */
static int folder_refuses(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? strndup(path, slash == path ? 1 : (size_t)(slash - path)) : NULL;
    int error = slash && !folder ? ENOMEM : 0;
    if (!error && access(slash ? folder : ".", W_OK | X_OK) != 0)
        error = errno;
    free(folder);
    return error;
}

int s7_cli_may_write_file(const char *path)
{
    struct stat old;
    bool there = stat(path, &old) == 0;
    int error = 0;
    if (there && S_ISDIR(old.st_mode))
        error = EISDIR;
    else if (there && access(path, W_OK) != 0)
        error = errno;
    else if (!there || S_ISREG(old.st_mode))
        error = folder_refuses(path);
    if (error)
        fprintf(stderr, "sieben: %s: %s\n", s7_shown_path(path).text, strerror(error));
    return error ? S7_EXIT_USAGE : S7_EXIT_OK;
}
