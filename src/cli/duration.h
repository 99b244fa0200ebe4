/* SPDX-License-Identifier: MIT
 *
 * cli/duration.h — spans of time as people write them.
 */
#ifndef CLI_DURATION_H
#define CLI_DURATION_H

#include "base/time.h"

/**
 * Reads digits and a unit: "500ms", "5s", "2m", "1h"; at most 1000 hours.
 * @return S7_OK or S7_ERR_LOCAL_SYNTAX (*ret_duration untouched)
 */
int s7_duration_parse(const char *text, s7_time *ret_duration);

#endif
