/* SPDX-License-Identifier: MIT
 *
 * net_uv/knock.h — connecting to one address; one dial tries one after the other.
 */
#ifndef NET_UV_KNOCK_H
#define NET_UV_KNOCK_H

#include <sys/socket.h>

#include "net_uv/transport.h"

/** Lives on the loop until libuv has let go of its handle. */
struct s7_knock {
    struct s7_uv *uv;
    uv_poll_t poll;
    int fd;
    /** Called once: 0 (s7_knock_take() then gives the socket) or the errno.  Not after s7_knock_drop(). */
    void (*done)(void *user, int sys_errno);
    void *user;
};

/** Starts connecting, from the numeric address `source` unless that is "".  @return 0 and *ret_knock, or an errno and nothing was started */
int s7_knock_start(struct s7_uv *uv, const struct sockaddr *address, const char *source,
                   void (*done)(void *user, int sys_errno), void *user, struct s7_knock **ret_knock);

/** Ends the knock and hands out its socket, which the caller owns. */
int s7_knock_take(struct s7_knock *knock);

/** Ends the knock and closes its socket. */
void s7_knock_drop(struct s7_knock *knock);

#endif
