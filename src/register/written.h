/* SPDX-License-Identifier: MIT
 *
 * register/written.h — everything that is written in a plant, and everything that connections read, as spans.
 *
 * Each returns false when memory ran out.
 */
#ifndef REGISTER_WRITTEN_H
#define REGISTER_WRITTEN_H

#include "register/checking.h"
#include "register/span.h"

/** What connections write at either end: `to` of puts, `receive` of gets, `writes`.  Hands are their numbers. */
bool s7_written_by_connections(struct s7_checking *checking, struct s7_spans *ret_spans);
/** What CPUs and hosts write in themselves: `program_writes`, and values that move.  There is one hand, 0. */
bool s7_written_by_partners(struct s7_checking *checking, struct s7_spans *ret_spans);
/** Both, as of one hand, 0. */
bool s7_written_by_all(struct s7_checking *checking, struct s7_spans *ret_spans);
/** What connections read at either end: `from` of gets, `send` of puts, `reads`.  Hands are their numbers. */
bool s7_read_by_connections(struct s7_checking *checking, struct s7_spans *ret_spans);

#endif
