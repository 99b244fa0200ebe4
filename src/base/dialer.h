/* SPDX-License-Identifier: MIT
 *
 * base/dialer.h — asking a transport to connect a session somewhere.
 */
#ifndef BASE_DIALER_H
#define BASE_DIALER_H

#include "base/session.h"

/** Where to connect to. */
struct s7_endpoint {
    char host[256]; /**< name or numeric address, NUL-terminated */
    uint16_t port;
};

struct s7_dialer {
    /**
     * Connects `session` to `to`.  Returns S7_OK when the attempt was started: then either the session gets its
     * first tick(), or closed() with a fault of layer TCP after at most `timeout` nanoseconds.  A negative
     * enum s7_error: nothing was started and closed() is not called.  `to` is borrowed for the call.
     */
    int (*dial)(struct s7_dialer *dialer, const struct s7_endpoint *to, struct s7_session *session,
                s7_time timeout);
};

#endif
