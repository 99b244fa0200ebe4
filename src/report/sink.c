/* SPDX-License-Identifier: MIT */
#include "report/sink.h"

#include <string.h>

#include "sieben/error.h"

static int strbuf_write(void *self, const char *octets, size_t size)
{
    struct s7_strbuf *buf = self;
    size_t room = buf->size - 1 - buf->length;
    size_t taken = size < room ? size : room;
    memcpy(buf->text + buf->length, octets, taken);
    buf->length += taken;
    buf->text[buf->length] = '\0';
    if (taken == size)
        return S7_OK;
    buf->truncated = true;
    return S7_ERR_LOCAL_LIMIT;
}

struct s7_report_sink s7_report_sink_strbuf(struct s7_strbuf *buf)
{
    return (struct s7_report_sink){.write = strbuf_write, .flush = NULL, .self = buf};
}

static int stream_write(void *self, const char *octets, size_t size)
{
    FILE *stream = self;
    return fwrite(octets, 1, size, stream) == size ? S7_OK : S7_ERR_LOCAL_FILE;
}

/* A full disk often shows only here. */
static int stream_flush(void *self)
{
    FILE *stream = self;
    return fflush(stream) == 0 && !ferror(stream) ? S7_OK : S7_ERR_LOCAL_FILE;
}

struct s7_report_sink s7_report_sink_stream(FILE *stream)
{
    return (struct s7_report_sink){.write = stream_write, .flush = stream_flush, .self = stream};
}
