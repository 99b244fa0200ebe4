/* SPDX-License-Identifier: MIT
 *
 * cli/diag_event.h — entries of a diagnostic buffer: out of a list, in words, as JSON.
 */
#ifndef CLI_DIAG_EVENT_H
#define CLI_DIAG_EVENT_H

#include <jansson.h>

#include "base/strbuf.h"
#include "cli/szl_answer.h"
#include "wire/diagnostic_message.h"

enum { S7_DIAG_EVENT_TEXT_SIZE = 256, S7_DIAG_TIME_WIDTH = 23 };

/** Entry number `index` of the answer, the newest is 0; false: behind the last one, or the answer is no such list. */
bool s7_diag_event_at(const struct s7_szl_answer *answer, size_t index, struct s7_diagnostic_event *ret_event);

/** "2016-02-08 23:08:10.264  4302 change from STARTUP to RUN". */
void s7_diag_event_title(struct s7_strbuf *buf, const struct s7_diagnostic_event *event);

/** "priority 255, OB 104, data C700: 0000 08147714". */
void s7_diag_event_detail(struct s7_strbuf *buf, const struct s7_diagnostic_event *event);

/** An object, as docs/online.md tells; a new reference. */
json_t *s7_diag_event_json(const struct s7_diagnostic_event *event);

#endif
