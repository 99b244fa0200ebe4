/* SPDX-License-Identifier: MIT
 *
 * cli/szl_document.h — a system status list as JSON.
 */
#ifndef CLI_SZL_DOCUMENT_H
#define CLI_SZL_DOCUMENT_H

#include <jansson.h>

#include "cli/szl_answer.h"

/**
 * {id, index, name, record_size, record_count, records: [{field: value}], octets, error}: numbers as numbers, what stands
 * for a word as {number, text}, the rest as texts; `octets` is the list in hex.  Without an answer sizes, records and octets
 * are null.  A new reference.
 */
json_t *s7_szl_document(const struct s7_szl_answer *answer);

#endif
