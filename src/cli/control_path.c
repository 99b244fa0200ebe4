/* SPDX-License-Identifier: MIT */
#include "cli/control_path.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

bool s7_control_path_fits(const char *path)
{
    return path[0] && strlen(path) < sizeof((struct sockaddr_un *)0)->sun_path;
}

int s7_control_path_connect(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (!s7_control_path_fits(path))
        return path[0] ? -ENAMETOOLONG : -ENOENT;
    memcpy(address.sun_path, path, strlen(path) + 1);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd < 0)
        return -errno;
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    if (connect(fd, (const struct sockaddr *)(const void *)&address, sizeof address) == 0)
        return fd;
    int error = errno;
    close(fd);
    return -error;
}

int s7_control_path_clear(const char *path)
{
    struct stat found;
    if (!s7_control_path_fits(path))
        return path[0] ? -ENAMETOOLONG : -ENOENT;
    if (lstat(path, &found) != 0)
        return errno == ENOENT ? 0 : -errno;
    if (!S_ISSOCK(found.st_mode))
        return -EEXIST;
    int fd = s7_control_path_connect(path);
    if (fd >= 0) {
        close(fd);
        return -EADDRINUSE;
    }
    if (fd != -ECONNREFUSED)
        return fd;
    return unlink(path) == 0 ? 0 : -errno;
}
