/* SPDX-License-Identifier: MIT
 *
 * recording.h — what a capture holds of one CPU: the packets of every connection with it, in the order of the capture.
 *
 * The side that is called at port 102 is the CPU.  Captures may lack handshakes (TCP, CR and CC, setup) and start in
 * the middle of a connection; a missing segment in between ends nothing, see iso_stream.h.
 */
#ifndef REPLAY_RECORDING_H
#define REPLAY_RECORDING_H

#include "tcp_segment.h"

enum { RECORDING_CONNECTIONS = 16 };

enum packet_kind {
    PACKET_CR,
    PACKET_CC,
    PACKET_EMPTY, /**< DT without user data */
    PACKET_PDU,   /**< DT with one whole S7 PDU */
    PACKET_OTHER
};

/** One TPKT packet. */
struct packet {
    unsigned number; /**< of the captured frame in which it ends */
    int64_t time;    /**< of that frame, nanoseconds since 1970 */
    size_t connection;
    bool from_client;
    enum packet_kind kind;
    size_t size;
    uint8_t *octets;      /**< from the TPKT header on */
    struct s7_octets pdu; /**< within octets; empty unless PACKET_PDU */
};

struct recording {
    size_t connection_count;
    struct tcp_direction connections[RECORDING_CONNECTIONS]; /**< from client to CPU */
    size_t packet_count, packet_room;
    struct packet *packets;
    bool overflow;        /**< more connections than RECORDING_CONNECTIONS, or no memory */
    size_t bad_count;     /**< octets that are not ISO-on-TCP */
    size_t foreign_count; /**< PDUs of another protocol than S7 */
};

/** False: the file cannot be read, or what it holds cannot be kept.  recording_free() in either case. */
bool recording_read(const char *path, struct recording *ret_recording);

void recording_free(struct recording *recording);

#endif
