/* SPDX-License-Identifier: MIT
 *
 * cli/capture_list_words.h — figures of conversations in words.
 */
#ifndef CLI_CAPTURE_LIST_WORDS_H
#define CLI_CAPTURE_LIST_WORDS_H

#include "base/strbuf.h"
#include "capture/talk.h"

/** "850 µs", "4.1 ms", "2.5 s", "3 min 20 s". */
void s7_words_time(struct s7_strbuf *buf, s7_time time);

/** "2016-02-08 14:51:37.916" in UTC. */
void s7_words_moment(struct s7_strbuf *buf, s7_time time);

/** "1,234,567". */
void s7_words_count(struct s7_strbuf *buf, uint64_t count);

/** "3 connections", "1 connection". */
void s7_words_of(struct s7_strbuf *buf, uint64_t count, const char *one, const char *many);

/** "Read Var", "Variable status", "function 77", "Userdata 4.1F". */
void s7_words_function(struct s7_strbuf *buf, const struct s7_function_key *key);

/** "S7", "S7CommPlus (not decoded)", …: static text. */
const char *s7_words_protocol(enum s7_talk_protocol protocol);
/** "s7", …: the same in documents. */
const char *s7_words_protocol_name(enum s7_talk_protocol protocol);

/** How it is known who is the client: a sentence, and a word for documents. */
const char *s7_words_role(enum s7_role_evidence role);
const char *s7_words_role_name(enum s7_role_evidence role);

/** What a TSAP of two octets asks for: "PG, rack 0, slot 2"; nothing for any other. */
void s7_words_tsap(struct s7_strbuf *buf, const struct s7_tsap *tsap);

/** The kind of network of a LINKTYPE: "Ethernet", "raw IP", "LINKTYPE 147". */
void s7_words_link(struct s7_strbuf *buf, uint32_t link_type);

/** The order number without the blanks behind it; "" when it is not known.  `text` holds 21 octets. */
void s7_words_order_number(const struct s7_talk *talk, char *text);

/** Mean time between two requests or deliveries; 0: there are not two. */
s7_time s7_words_period(const struct s7_usage *usage);

#endif
