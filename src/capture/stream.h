/* SPDX-License-Identifier: MIT
 *
 * capture/stream.h — one direction of a TCP connection: segments as they were captured in, telegrams out.
 *
 * Sequence numbers are compared modulo 2^32.  A segment ahead of missing octets waits for them until
 *  - the other side acknowledges them (it has them, the capture has not),
 *  - more waits than the window, or than there is memory for,
 *  - nothing came for them in S7_STREAM_PATIENCE,
 *  - the connection ends;
 * then they are given up (S7_LOSS_GAP).  A segment that is farther away than the window, ahead or behind, is one that
 * the partner would refuse; when another one follows on it, the capture has missed more than a window.
 */
#ifndef CAPTURE_STREAM_H
#define CAPTURE_STREAM_H

#include "capture/cut.h"
#include "capture/history.h"
#include "capture/wait.h"

/** Longer than any pause before a segment is sent again (RFC 6298: 1 s, then 2 s), shorter than people wait. */
#define S7_STREAM_PATIENCE ((s7_time)5000000000)

/** Zeroed: nothing was seen of the direction. */
struct s7_stream {
    uint32_t next;         /**< sequence number of the next octet */
    uint32_t acknowledged; /**< by the other side, when `acknowledged_known` */
    uint32_t end;          /**< sequence number of the FIN, when `ended` */
    uint32_t stray;        /**< where the last segment that was too far away ended, when `strayed` */
    uint32_t stray_size;   /**< octets of that one */
    bool started, acknowledged_known, ended, strayed;
    s7_time waiting_since;
    struct s7_wait wait;
    struct s7_history history;
    struct s7_cut cut;
};

/** The SYN was seen: the first octet has this sequence number, and a telegram begins there. */
void s7_stream_begin(struct s7_stream *stream, uint32_t sequence);
/** A segment of the direction; without start it begins in the middle. */
void s7_stream_input(struct s7_stream *stream, const struct s7_turn *turn, uint32_t sequence,
                     struct s7_span octets);
/** The FIN stands at this sequence number. */
void s7_stream_finish(struct s7_stream *stream, uint32_t sequence);
/** The other side has everything up to this sequence number; `turn` is of this direction all the same. */
void s7_stream_acknowledge(struct s7_stream *stream, const struct s7_turn *turn, uint32_t sequence);
/** Whether everything up to the FIN was given. */
bool s7_stream_finished(const struct s7_stream *stream);
/** Whether a segment or RST with this sequence number may belong to the direction: not farther away than the window. */
bool s7_stream_near(const struct s7_stream *stream, const struct s7_turn_host *host, uint32_t sequence);
/** The connection is over: what waits is given, and all memory given back. */
void s7_stream_close(struct s7_stream *stream, const struct s7_turn *turn);
/** Gives back all memory, telling nobody. */
void s7_stream_drop(struct s7_stream *stream, struct s7_turn_host *host);

#endif
