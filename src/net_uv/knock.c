/* SPDX-License-Identifier: MIT */
#include "net_uv/knock.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "net_uv/address.h"

static void on_close(uv_handle_t *handle)
{
    struct s7_knock *knock = handle->data;
    struct s7_uv *uv = knock->uv;
    free(knock);
    s7_uv_drop(uv);
}

static void on_poll(uv_poll_t *poll, int status, int events)
{
    (void)status; /* the socket knows better */
    (void)events;
    struct s7_knock *knock = poll->data;
    int sys_errno = 0;
    socklen_t size = sizeof sys_errno;
    if (getsockopt(knock->fd, SOL_SOCKET, SO_ERROR, &sys_errno, &size))
        sys_errno = errno;
    knock->done(knock->user, sys_errno);
}

/* @return 0, or the errno */
static int bind_source(int fd, const char *source)
{
    struct sockaddr_storage own;
    if (!source[0])
        return 0;
    if (!s7_address_numeric(source, 0, &own))
        return EINVAL;
    const struct sockaddr *any = (const struct sockaddr *)(const void *)&own;
    return bind(fd, any, s7_address_size(any)) ? errno : 0;
}

/* @return a socket that is connecting, or -errno */
static int connect_socket(struct s7_uv *uv, const struct sockaddr *address, const char *source)
{
    int fd = socket(address->sa_family, SOCK_STREAM, 0);
    if (fd < 0)
        return -errno;
    int failed = s7_uv_tune(uv, fd);
    if (!failed)
        failed = bind_source(fd, source);
    if (!failed && connect(fd, address, s7_address_size(address)) && errno != EINPROGRESS && errno != EINTR)
        failed = errno;
    if (failed)
        close(fd);
    return failed ? -failed : fd;
}

int s7_knock_start(struct s7_uv *uv, const struct sockaddr *address, const char *source,
                   void (*done)(void *user, int sys_errno), void *user, struct s7_knock **ret_knock)
{
    struct s7_knock *knock = calloc(1, sizeof *knock);
    if (!knock)
        return ENOMEM;
    knock->uv = uv;
    knock->done = done;
    knock->user = user;
    knock->fd = connect_socket(uv, address, source);
    int failed = knock->fd < 0 ? -knock->fd : 0;
    if (!failed) {
        failed = -uv_poll_init_socket(uv->loop, &knock->poll, knock->fd);
        if (failed)
            close(knock->fd);
    }
    if (failed) {
        free(knock);
        return failed;
    }
    knock->poll.data = knock;
    s7_uv_hold(uv);
    uv_poll_start(&knock->poll, UV_WRITABLE, on_poll);
    *ret_knock = knock;
    return 0;
}

int s7_knock_take(struct s7_knock *knock)
{
    uv_close((uv_handle_t *)&knock->poll, on_close);
    return knock->fd;
}

void s7_knock_drop(struct s7_knock *knock)
{
    uv_close((uv_handle_t *)&knock->poll, on_close);
    close(knock->fd);
}
