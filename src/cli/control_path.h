/* SPDX-License-Identifier: MIT
 *
 * cli/control_path.h — Unix domain sockets by their path, for both ends of the control socket.
 */
#ifndef CLI_CONTROL_PATH_H
#define CLI_CONTROL_PATH_H

#include <stdbool.h>

/** Longer paths are refused by connect and bind, or worse, cut. */
bool s7_control_path_fits(const char *path);

/** Connects.  @return a descriptor (blocking, closed on exec), or -errno */
int s7_control_path_connect(const char *path);

/**
 * Makes room for a socket: one that nobody serves any more is removed.
 * @return 0; -EADDRINUSE: it is served; -EEXIST: there is something else; -ENAMETOOLONG; or another -errno
 */
int s7_control_path_clear(const char *path);

#endif
