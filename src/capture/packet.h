/* SPDX-License-Identifier: MIT
 *
 * capture/packet.h — one captured frame, as a file or an interface gives it.
 */
#ifndef CAPTURE_PACKET_H
#define CAPTURE_PACKET_H

#include <stddef.h>
#include <stdint.h>

#include "base/time.h"

struct s7_packet {
    uint64_t number;       /**< in its file, counted from 1 as every capture tool does */
    s7_time time;          /**< nanoseconds since 1970 */
    uint32_t link_type;    /**< LINKTYPE_* of the pcap registry */
    const uint8_t *octets; /**< borrowed until the call that takes the packet returns */
    size_t size;           /**< captured */
    size_t wire_size;      /**< on the wire; more than `size` when the capture has a snap length */
};

#endif
