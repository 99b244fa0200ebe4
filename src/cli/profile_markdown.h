/* SPDX-License-Identifier: MIT
 *
 * cli/profile_markdown.h — docs/profiles.md, from the tables of profile/defs.
 */
#ifndef CLI_PROFILE_MARKDOWN_H
#define CLI_PROFILE_MARKDOWN_H

#include <stdio.h>

void s7_profile_markdown(FILE *out);

#endif
