/* SPDX-License-Identifier: MIT
 *
 * cli/capture_list.h — the conversations of a capture: who said what to whom, how often, and what was odd.
 */
#ifndef CLI_CAPTURE_LIST_H
#define CLI_CAPTURE_LIST_H

#include <jansson.h>
#include <stdio.h>

#include "capture/capture.h"
#include "cli/capture_names.h"
#include "cli/capture_source.h"
#include "report/report.h"

enum { S7_CAPTURE_LIST_LINKS = 4, S7_CAPTURE_LIST_TALKS = 50, S7_CAPTURE_LIST_ROWS = 20 };

struct s7_capture_list {
    struct s7_capture_names *names;
    const struct s7_capture_choice *choice;
    const struct s7_capture_reading *reading;
    const struct s7_flow_statistics *statistics;
    const struct s7_talk *const *talks;
    size_t talk_count;
    bool all;            /**< every row of every list; else S7_CAPTURE_LIST_TALKS and S7_CAPTURE_LIST_ROWS */
    s7_time first, last; /**< packet; both 0: there was none */
    uint32_t links[S7_CAPTURE_LIST_LINKS]; /**< kinds of network (LINKTYPE_*) that packets were of */
    size_t link_count;
};

/** Keeps what the list tells of packets: when, and of which kind of network. */
void s7_capture_list_note(struct s7_capture_list *list, const struct s7_packet *packet);

/** Tells all of it. */
void s7_capture_list_tell(struct s7_report *report, const struct s7_capture_list *list);

/** All of it, as a document; a new reference. */
json_t *s7_capture_list_json(const struct s7_capture_list *list);

/* ---- between the files capture_list*.c ------------------------------------------------------------------------ */

/** One conversation. */
void s7_capture_list_talk(struct s7_report *report, const struct s7_capture_list *list, size_t number);
/** Its tables: functions, what was read and written, errors. */
void s7_capture_list_functions(struct s7_report *report, const struct s7_capture_list *list,
                               const struct s7_talk *talk);
void s7_capture_list_usages(struct s7_report *report, const struct s7_capture_list *list,
                            const struct s7_talk *talk, enum s7_operation operation);
void s7_capture_list_errors(struct s7_report *report, const struct s7_capture_list *list,
                            const struct s7_talk *talk);
/** One conversation as a document; a new reference. */
json_t *s7_capture_list_talk_json(const struct s7_capture_list *list, const struct s7_talk *talk);

#endif
