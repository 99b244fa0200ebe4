/* SPDX-License-Identifier: MIT
 *
 * cli/capture_show_words.h — one event of a capture in words, without its time and its partners.
 */
#ifndef CLI_CAPTURE_SHOW_WORDS_H
#define CLI_CAPTURE_SHOW_WORDS_H

#include "cli/capture_show.h"
#include "cli/capture_value.h"

/** How values of this event's server are shown. */
struct s7_capture_view s7_capture_show_view(const struct s7_capture_show *show, const struct s7_seen *event);

/** "opened", "cotp", "pdu", …: the kind of an event in documents. */
const char *s7_capture_show_kind(const struct s7_seen *event);

/** The parameter part of an S7 PDU that is decoded. */
struct s7_octets s7_capture_show_parameter(const struct s7_seen *event);

/** The code that refuses a whole request: of the header, or of the Userdata parameter; 0: none. */
uint16_t s7_capture_show_code(const struct s7_seen *event);

/** "fin", "reset", …: how a connection ended, in documents. */
const char *s7_capture_show_end(enum s7_flow_end end);

/** All of it on one line: "Ack_Data #0005 Read Var: DB10.DBW0:INT = 42 (2.114 ms)". */
void s7_capture_show_words(struct s7_strbuf *buf, const struct s7_capture_show *show,
                           const struct s7_seen *event);

/** Of an S7 PDU: function, items, values, result. */
void s7_capture_show_pdu(struct s7_strbuf *buf, const struct s7_capture_show *show,
                         const struct s7_seen *event);

/** The same as a document, with everything else that is known of the event.  A new reference. */
json_t *s7_capture_show_json(const struct s7_capture_show *show, const struct s7_seen *event);

#endif
