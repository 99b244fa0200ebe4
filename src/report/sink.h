/* SPDX-License-Identifier: MIT
 *
 * report/sink.h — where a document goes.
 */
#ifndef REPORT_SINK_H
#define REPORT_SINK_H

#include <stddef.h>
#include <stdio.h>

#include "base/strbuf.h"

struct s7_report_sink {
    /** Takes all octets, or fails for good with S7_ERR_… (and errno where the system had a word to say). */
    int (*write)(void *self, const char *octets, size_t size);
    /** Sees to it that what was taken has arrived; NULL: nothing to do. */
    int (*flush)(void *self);
    void *self;
};

/** To a text; S7_ERR_LOCAL_LIMIT when it does not fit (what fits is there). */
struct s7_report_sink s7_report_sink_strbuf(struct s7_strbuf *buf);

/** To a stream that the caller opened and will close; S7_ERR_LOCAL_FILE when it takes no more, as on a full disk. */
struct s7_report_sink s7_report_sink_stream(FILE *stream);

#endif
