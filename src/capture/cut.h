/* SPDX-License-Identifier: MIT
 *
 * capture/cut.h — octets of one direction, in order, cut into telegrams (TPKT, RFC 1006 section 6).
 *
 * A telegram that lies whole in the octets given is handed on where it lies; the beginning of one is kept until the
 * rest comes.  Where telegrams begin is known from the beginning of a connection on, and from one telegram to the next.
 * Where it is not (the capture began later, octets are missing, what is there is no TPKT), it is searched for: at the
 * first place that looks like a TPKT with a COTP TPDU in it and is followed by another one, or ends with the segment.
 */
#ifndef CAPTURE_CUT_H
#define CAPTURE_CUT_H

#include "capture/turn.h"

/** Zeroed: at the beginning of a telegram. */
struct s7_cut {
    uint8_t *kept; /**< NULL: nothing; octets start … start + size are not cut yet */
    uint32_t start, size, capacity;
    uint32_t skip;   /**< octets up to the end of a telegram part of which is missing */
    bool searching;  /**< for the beginning of a telegram */
    bool after_loss; /**< octets were lost since the last telegram */
    bool shared;     /**< what is kept began behind a telegram in the same segment */
};

/** The next octets, those of one segment. */
void s7_cut_input(struct s7_cut *cut, const struct s7_turn *turn, const uint8_t *octets, size_t size);
/** Here `octets` are missing (counted by the caller); UINT64_MAX: nobody knows how many. */
void s7_cut_gap(struct s7_cut *cut, const struct s7_turn *turn, uint64_t octets);
/** No more octets come: what is kept is used as far as it is whole, and given back. */
void s7_cut_end(struct s7_cut *cut, const struct s7_turn *turn);

/** Whether octets begin like a TPKT with a COTP TPDU: as far as they reach, and whether that is to a decision. */
enum s7_cut_look { S7_CUT_NO, S7_CUT_SHORT, S7_CUT_YES };
enum s7_cut_look s7_cut_look(const uint8_t *octets, size_t size);

#endif
