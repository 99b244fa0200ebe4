/* SPDX-License-Identifier: MIT
 *
 * cli/capture_file.h — packets out of a capture file or a pipe.
 */
#ifndef CLI_CAPTURE_FILE_H
#define CLI_CAPTURE_FILE_H

#include "cli/capture_pump.h"

/** Is this a capture, as far as its first octets tell?  "-" is not looked at.  0, or S7_EXIT_USAGE after saying why. */
int s7_capture_file_look(const char *path);

/** Reads all of it.  @return 0 (also when it was interrupted), or S7_EXIT_USAGE after saying why */
int s7_capture_file_read(const char *path, struct s7_capture_pump *pump);

#endif
