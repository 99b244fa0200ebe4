/* SPDX-License-Identifier: MIT
 *
 * cli/rights.h — a port below 1024 needs a right that can be given once.
 */
#ifndef CLI_RIGHTS_H
#define CLI_RIGHTS_H

#include <stdio.h>

#include "sieben/error.h"

/** After a fault of listening without the right: the one line that gives it to this very program.  Else nothing. */
void s7_cli_explain_rights(FILE *err, const struct s7_fault *fault);

#endif
