/* SPDX-License-Identifier: MIT
 *
 * cli/style.h — colour, on a terminal only and never against the user's NO_COLOR.
 */
#ifndef CLI_STYLE_H
#define CLI_STYLE_H

#include <stdio.h>

/** Text that starts red, starts bold, or ends both, on this stream; "" when it is not coloured. */
const char *s7_style_red(FILE *out);
const char *s7_style_bold(FILE *out);
const char *s7_style_plain(FILE *out);

#endif
