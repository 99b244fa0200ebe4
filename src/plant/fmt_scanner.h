/* SPDX-License-Identifier: MIT
 *
 * plant/fmt_scanner.h — walks through a source text beside its tree and finds the comments between the nodes.
 *
 * Counts characters and ends lines as the YAML reader does (CR, LF, CRLF, NEL, LS, PS), so that places agree with
 * the tree's.  Between nodes a # begins a comment; inside of nodes it does only behind the | or > of a text.
 */
#ifndef PLANT_FMT_SCANNER_H
#define PLANT_FMT_SCANNER_H

#include "plant/fmt_item.h"

struct s7_fmt_scanner {
    const char *text; /**< without a byte order mark */
    size_t size;
    struct s7_storage *storage;
    size_t at;       /**< octets passed */
    size_t index;    /**< characters passed */
    uint32_t column; /**< from 1 */
    bool used;       /**< the line holds more than blanks so far */
    bool blank;      /**< an empty line was passed, and nothing since */
    bool broken;     /**< a line has ended since the last node */
};

struct s7_fmt_scanner s7_fmt_scanner_over(const char *text, size_t size, struct s7_storage *storage);

/**
 * Goes on to character `until`, or to the octet `stop` outside of comments (NUL: none), whichever comes first.
 * Comments on the way are appended to `lines`.
 */
void s7_fmt_scanner_gap(struct s7_fmt_scanner *scanner, size_t until, char stop, struct s7_fmt_lines *lines);

/** Passes one character if it stands before character `until`: a bracket or dash, which begins or ends a node. */
void s7_fmt_scanner_step(struct s7_fmt_scanner *scanner, size_t until);

/** Passes a scalar that begins here; `lines` gets the comment behind its | or >. */
void s7_fmt_scanner_scalar(struct s7_fmt_scanner *scanner, const struct s7_node *scalar,
                           struct s7_fmt_lines *lines);

/** Has an empty line been passed right before?  Asked once. */
bool s7_fmt_scanner_blank(struct s7_fmt_scanner *scanner);

#endif
