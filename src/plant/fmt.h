/* SPDX-License-Identifier: MIT
 *
 * plant/fmt.h — a plant file in its canonical form, comments and all.
 *
 * The canonical form has the same model: load(fmt(x)) = load(x).  It is stable: fmt(fmt(x)) = fmt(x).  And every
 * comment of x is in it as often as in x.  It is UTF-8 with LF, without a byte order mark:
 *
 *  - two blanks per level, list members included; one blank behind a colon; at most one empty line in a row, none at
 *    the start of a mapping or list or at the end of the file; no blanks at the end of a line
 *  - keys in the order of defs/key.def, numbered elements by number; named elements and lists as they were written
 *  - the file, its collections of elements (by name, by number, in a list) and jobs a line per member; any other
 *    mapping or list that stood in brackets stays so while it fits into S7_FMT_WIDTH columns with what stands before
 *    it, has no comment inside, and is not inside of one that has
 *  - a text in double quotes where YAML needs them, or where they were and another YAML reader would take it for
 *    something else without them: a number, a date, yes; MAC and IPv6 addresses keep them alike
 *  - comment lines above a key move with it, as do those at the end of its line, which keep their column where it is
 *    free; comments at the end of a mapping or list, known by their indentation, stay there; those at the top, up to
 *    the last empty line before the first key, stay at the top
 */
#ifndef PLANT_FMT_H
#define PLANT_FMT_H

#include "plant/plant.h"

enum { S7_FMT_WIDTH = 120, S7_FMT_INDENT = 2 };

/**
 * @return S7_OK and the text on the heap, NUL-terminated behind *ret_size octets (free()); S7_ERR_LOCAL_FILE: it does
 *         not load, what is wrong was reported; S7_ERR_LOCAL_MEMORY
 */
int s7_fmt_text(const char *text, size_t size, s7_plant_report *report, void *user, char **ret_text,
                size_t *ret_size);

#endif
