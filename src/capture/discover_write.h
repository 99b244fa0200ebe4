/* SPDX-License-Identifier: MIT
 *
 * capture/discover_write.h — a model as the text of a plant file; its layout is made by plant/fmt.h.
 */
#ifndef CAPTURE_DISCOVER_WRITE_H
#define CAPTURE_DISCOVER_WRITE_H

#include "base/printf_like.h"
#include "capture/discover_model.h"
#include "plant/fmt_out.h"

struct s7_discover_text {
    struct s7_fmt_out out;
    const struct s7_discover_model *model;
};

/** Lines of up to 400 octets; longer ones are cut. */
void s7_discover_line(struct s7_discover_text *text, size_t indent, const char *format, ...)
    S7_PRINTF_LIKE(3, 4);
/** The same as a comment; what would end it or confuse a terminal is replaced by '?'. */
void s7_discover_comment(struct s7_discover_text *text, size_t indent, const char *format, ...)
    S7_PRINTF_LIKE(3, 4);
/** Part of a line. */
void s7_discover_add(struct s7_discover_text *text, const char *format, ...) S7_PRINTF_LIKE(2, 3);
/** A key of the file, with an empty line before it. */
void s7_discover_section(struct s7_discover_text *text, const char *key);
/** "s" unless it is one. */
const char *s7_discover_plural(uint64_t count);
/** A scalar in double quotes, whatever is in it. */
void s7_discover_quoted(struct s7_discover_text *text, const char *scalar);

void s7_discover_zone_name(struct s7_strbuf *buf, const struct s7_discover_zone *zone);

/** Head, plant, profiles, zones. */
void s7_discover_write_head(struct s7_discover_text *text, const struct s7_discover_count *count);
void s7_discover_write_members(struct s7_discover_text *text);
void s7_discover_write_links(struct s7_discover_text *text);
/** What a link has no key for, as comments. */
void s7_discover_write_evidence(struct s7_discover_text *text, const struct s7_discover_link *link);
/** The talks that are no connection, as comments at the end. */
void s7_discover_write_others(struct s7_discover_text *text);

/** Name and code of a function: "Read SZL", "function 42". */
/** Where it reads or writes: "P#DB1.DBX0.0 BYTE 4", "P#P256.0 BYTE 2". */
void s7_discover_usage_name(struct s7_strbuf *buf, const struct s7_usage *usage);
void s7_discover_function_name(struct s7_strbuf *buf, const struct s7_function_key *key);
/** A partner of a talk as it may be shown: its address and port, or its pseudonym. */
void s7_discover_station_name(struct s7_strbuf *buf, const struct s7_discover_model *model,
                              const struct s7_station *station);
/** TSAPs as text that fits into double quotes; one with text in it is replaced when the file is redacted. */
void s7_discover_tsap(struct s7_strbuf *buf, const struct s7_discover_model *model, const struct s7_tsap *tsap);

#endif
