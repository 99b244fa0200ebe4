/* SPDX-License-Identifier: MIT
 *
 * cli/capture_losses.h — what of a capture could not be used, in words and in documents.
 */
#ifndef CLI_CAPTURE_LOSSES_H
#define CLI_CAPTURE_LOSSES_H

#include <jansson.h>
#include <stdio.h>

#include "capture/loss.h"

/** One line for each kind of loss that there is: "sieben capture show: 40 octets missing in the capture". */
void s7_capture_losses_tell(FILE *err, const char *command, const struct s7_losses *losses);

/** {"GAP": 40, …} of every kind, those that there are not with 0.  A new reference. */
json_t *s7_capture_losses_json(const struct s7_losses *losses);

#endif
