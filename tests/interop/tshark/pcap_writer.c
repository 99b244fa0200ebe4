/* SPDX-License-Identifier: MIT */
#include "pcap_writer.h"

#include <string.h>

#include "base/cursor.h"

enum {
    LINK_RAW_IP = 101,
    IP_SIZE = 20,
    TCP_SIZE = 20,
    CLIENT_PORT = 40000,
    SERVER_PORT = 102,
    TCP_PUSH_ACK = 0x5018 /* header of 5 words, PSH and ACK */
};

static void put_u32_native(FILE *stream, uint32_t value)
{
    fwrite(&value, sizeof value, 1, stream);
}

static void put_u16_native(FILE *stream, uint16_t value)
{
    fwrite(&value, sizeof value, 1, stream);
}

bool pcap_writer_open(struct pcap_writer *writer, const char *path)
{
    *writer = (struct pcap_writer){.stream = fopen(path, "wb"), .sequence = {1, 1}};
    if (!writer->stream)
        return false;
    put_u32_native(writer->stream, 0xA1B2C3D4);
    put_u16_native(writer->stream, 2);
    put_u16_native(writer->stream, 4);
    put_u32_native(writer->stream, 0);
    put_u32_native(writer->stream, 0);
    put_u32_native(writer->stream, 65535);
    put_u32_native(writer->stream, LINK_RAW_IP);
    return true;
}

static void put_ip(struct s7_writer *out, bool to_server, size_t size)
{
    static const uint8_t client[4] = {127, 0, 0, 1}, server[4] = {127, 0, 0, 2};
    s7_writer_u16(out, 0x4500);
    s7_writer_u16(out, (uint16_t)size);
    s7_writer_u32(out, 0);
    s7_writer_u16(out, 0x4006); /* time to live 64, TCP */
    s7_writer_u16(out, 0);
    s7_writer_octets(out, to_server ? client : server, 4);
    s7_writer_octets(out, to_server ? server : client, 4);
}

static void put_tcp(struct s7_writer *out, const struct pcap_writer *writer, bool to_server)
{
    s7_writer_u16(out, to_server ? CLIENT_PORT : SERVER_PORT);
    s7_writer_u16(out, to_server ? SERVER_PORT : CLIENT_PORT);
    s7_writer_u32(out, writer->sequence[to_server ? 0 : 1]);
    s7_writer_u32(out, writer->sequence[to_server ? 1 : 0]);
    s7_writer_u16(out, TCP_PUSH_ACK);
    s7_writer_u16(out, 65535);
    s7_writer_u32(out, 0);
}

unsigned pcap_writer_add(struct pcap_writer *writer, bool to_server, const uint8_t *octets, size_t size)
{
    uint8_t head[IP_SIZE + TCP_SIZE];
    struct s7_writer out = s7_writer_over(head, sizeof head);
    put_ip(&out, to_server, sizeof head + size);
    put_tcp(&out, writer, to_server);
    put_u32_native(writer->stream, ++writer->frame_count);
    put_u32_native(writer->stream, 0);
    put_u32_native(writer->stream, (uint32_t)(sizeof head + size));
    put_u32_native(writer->stream, (uint32_t)(sizeof head + size));
    fwrite(head, 1, sizeof head, writer->stream);
    fwrite(octets, 1, size, writer->stream);
    writer->sequence[to_server ? 0 : 1] += (uint32_t)size;
    return writer->frame_count;
}

bool pcap_writer_close(struct pcap_writer *writer)
{
    bool failed = ferror(writer->stream) != 0;
    return fclose(writer->stream) == 0 && !failed;
}
