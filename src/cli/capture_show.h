/* SPDX-License-Identifier: MIT
 *
 * cli/capture_show.h — what happens in a capture, as one line or one document per event (docs/capture.md).
 */
#ifndef CLI_CAPTURE_SHOW_H
#define CLI_CAPTURE_SHOW_H

#include <stdio.h>

#include "capture/seen.h"
#include "cli/capture_names.h"
#include "cli/capture_source.h"

/** Which time stands in front of a line. */
enum s7_capture_clock {
    S7_CAPTURE_RELATIVE, /**< since the first event */
    S7_CAPTURE_ABSOLUTE, /**< UTC */
    S7_CAPTURE_DELTA     /**< since the line before */
};

struct s7_capture_show {
    FILE *out;
    struct s7_capture_names *names;
    struct s7_capture_reading *reading; /**< whose packets these are; stopped when nobody takes the lines */
    bool json;
    bool values;     /**< every element; else the first ones */
    bool empty_dts;  /**< DTs without user data, too */
    bool name_files; /**< there are several: each is named before its first line */
    bool flushed;    /**< line by line */
    enum s7_capture_clock clock;
    const char *only;    /**< word of the functions to show, NULL: all that happens */
    const char *partner; /**< name or address of an end, NULL: everyone */

    /* its own */
    char *text;
    size_t text_size;
    bool started;
    s7_time first, before;
    size_t file_number;
    uint64_t lines, empty_count;
};

/** Makes room for the text of a line.  @return S7_OK, S7_ERR_LOCAL_MEMORY */
int s7_capture_show_open(struct s7_capture_show *show);
void s7_capture_show_close(struct s7_capture_show *show);

/** Shows one event; an s7_seen_take with the show as its user. */
void s7_capture_show_take(void *user, const struct s7_seen *event);

#endif
