/* SPDX-License-Identifier: MIT
 *
 * wire/describe_tis.h — parts of test and installation functions in words, for a line and for fields.
 */
#ifndef WIRE_DESCRIBE_TIS_H
#define WIRE_DESCRIBE_TIS_H

#include "base/strbuf.h"
#include "wire/tis_field.h"
#include "wire/tis_job.h"

/** "MW4", "PIB256*2", or its area. */
void s7_describe_tis_address(struct s7_strbuf *buf, const struct s7_tis_address *address);

/** "job 2 of Variable status". */
void s7_describe_tis_job(struct s7_strbuf *buf, const struct s7_tis_job *job);

/** The value of a field of a stack. */
void s7_describe_tis_field(struct s7_strbuf *buf, const struct s7_tis_field *field);

#endif
