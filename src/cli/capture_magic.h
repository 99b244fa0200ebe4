/* SPDX-License-Identifier: MIT
 *
 * cli/capture_magic.h — whether a file is a capture, by its first octets, and what it is when it is none.
 */
#ifndef CLI_CAPTURE_MAGIC_H
#define CLI_CAPTURE_MAGIC_H

#include <stdio.h>

#include "base/strbuf.h"

/** What a file is. */
enum s7_capture_kind {
    S7_CAPTURE_IS,     /**< a capture; the file is where it was */
    S7_CAPTURE_IS_NOT, /**< something else; the file was read further */
    S7_CAPTURE_ERROR   /**< it cannot be read: errno */
};

/** Looks at the next octets of a file or pipe.  `what` gets what it is instead and what to do, unless it IS. */
enum s7_capture_kind s7_capture_magic(FILE *file, struct s7_strbuf *what);

#endif
