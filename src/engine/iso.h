/* SPDX-License-Identifier: MIT
 *
 * engine/iso.h — an ISO-on-TCP connection without I/O: octets of a stream ⇄ TSDUs (RFC 1006, ISO 8073 class 0).
 *
 * Takes a stream cut anywhere, finds the packets, reassembles fragments, and reports one event at a time.  It
 * does not decide anything: client and server engines do.
 */
#ifndef ENGINE_ISO_H
#define ENGINE_ISO_H

#include "wire/cotp.h"
#include "wire/tpkt.h"

enum s7_iso_event {
    S7_ISO_NOTHING,    /**< all octets were taken, nothing is complete yet */
    S7_ISO_CONNECT,    /**< a CR or CC: `tpdu` */
    S7_ISO_DISCONNECT, /**< a DR: `tpdu` */
    S7_ISO_ERROR,      /**< an ER: `tpdu` */
    S7_ISO_TSDU,       /**< a whole TSDU: `tsdu` */
    S7_ISO_BROKEN      /**< the stream cannot be followed any further: `error` */
};

/** Octets in front of a TSDU in an output buffer: TPKT and DT header. */
enum { S7_ISO_HEADROOM = S7_TPKT_SIZE + S7_COTP_DT_SIZE };

struct s7_iso {
    uint8_t *packet; /**< packet under assembly; caller's, `packet_capacity` octets */
    size_t packet_capacity;
    size_t packet_fill;
    uint8_t *tsdu; /**< fragments under assembly; caller's, `tsdu_capacity` octets */
    size_t tsdu_capacity;
    size_t tsdu_fill;
    bool fragmented;   /**< a DT without EOT with user data was received */
    size_t tpdu_limit; /**< largest TPDU (COTP header + data) either side may send */
    /* result of the last s7_iso_input() */
    int error;
    struct s7_cotp tpdu;       /**< borrows from the input or from `packet` until the next call */
    struct s7_octets complete; /**< the TSDU; borrows from the input, `packet` or `tsdu` until the next call */
};

/**
 * Prepares a connection.  `packet` must hold the largest packet to be accepted, `tsdu` the largest TSDU.
 * Both stay the caller's.
 */
void s7_iso_init(struct s7_iso *iso, uint8_t *packet, size_t packet_capacity, uint8_t *tsdu,
                 size_t tsdu_capacity);

/**
 * Feeds octets.  Takes at least one octet unless size is 0, and stops behind the first event.
 * S7_ISO_BROKEN carries S7_ERR_ISO_FOREIGN, _ISO_PROTOCOL or _ISO_OVERSIZE in iso->error.
 */
enum s7_iso_event s7_iso_input(struct s7_iso *iso, const uint8_t *bytes, size_t size, size_t *ret_taken);

/** A packet is begun and not complete (for diagnosis of a truncated stream). */
bool s7_iso_midway(const struct s7_iso *iso);

/** Octets that a TSDU of `tsdu_size` occupies as packets under a TPDU limit. */
size_t s7_iso_packed_size(size_t tsdu_size, size_t tpdu_limit);

/**
 * Turns a TSDU into packets in place: it stands at buffer + S7_ISO_HEADROOM; the packets start at `buffer`, which
 * must hold s7_iso_packed_size().  @return size of the packets
 */
size_t s7_iso_pack(uint8_t *buffer, size_t tsdu_size, size_t tpdu_limit);

/** Writes TPKT + TPDU (CR, CC, DR, ER); 0 when there is no room. */
size_t s7_iso_encode(uint8_t *buffer, size_t size, const struct s7_cotp *tpdu);

#endif
