/* SPDX-License-Identifier: MIT
 *
 * pcap_writer.h — a capture file of one TCP connection, made of packets that never were on a wire.
 */
#ifndef TSHARK_PCAP_WRITER_H
#define TSHARK_PCAP_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct pcap_writer {
    FILE *stream;
    unsigned frame_count;
    uint32_t sequence[2]; /**< next one to the server, next one to the client */
};

bool pcap_writer_open(struct pcap_writer *writer, const char *path);
/** Appends one segment; returns its frame number. */
unsigned pcap_writer_add(struct pcap_writer *writer, bool to_server, const uint8_t *octets, size_t size);
/** False when anything could not be written. */
bool pcap_writer_close(struct pcap_writer *writer);

#endif
