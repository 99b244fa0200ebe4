/* SPDX-License-Identifier: MIT */
#include "net_posix/bell.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static int tune(int fd)
{
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) || fcntl(fd, F_SETFD, FD_CLOEXEC))
        return errno;
    return 0;
}

int s7_bell_open(struct s7_bell *bell)
{
    int fds[2];
    if (pipe(fds))
        return errno;
    *bell = (struct s7_bell){.listening = fds[0], .button = fds[1]};
    int failed = tune(fds[0]);
    if (!failed)
        failed = tune(fds[1]);
    if (failed)
        s7_bell_close(bell);
    return failed;
}

void s7_bell_close(struct s7_bell *bell)
{
    close(bell->listening);
    close(bell->button);
}

void s7_bell_ring(const struct s7_bell *bell)
{
    int before = errno;
    ssize_t written = write(bell->button, "!", 1); /* a full pipe has been rung already */
    (void)written;
    errno = before;
}

void s7_bell_silence(const struct s7_bell *bell)
{
    char heard[16];
    while (read(bell->listening, heard, sizeof heard) > 0)
        continue;
}
