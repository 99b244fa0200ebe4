/* SPDX-License-Identifier: MIT */
#include "bench/traffic.h"

#include <string.h>
#include <unistd.h>

#include "base/cursor.h"

enum {
    CPUS = 10,
    PLACES = 8, /* that a connection reads one by one, and as many that it writes; lists begin there, too */
    KINDS = 3,  /* of jobs: a read of one item, a write of one, a read of seven */
    FRAME_MAX = 300,
    PDU_MAX = 120,
    TCP_AT = 14 + 20,
    SYN = 2,
    ACK = 16,
    PUSH_ACK = 24,
    FIRST_PORT = 49152,
    S7_PORT = 102,
    READ_OCTETS =
        S7_BENCH_TRAFFIC_PDU_SIZE - 12 - 2 - 4, /* header, function and count, head of the data item */
    WRITE_OCTETS = S7_BENCH_TRAFFIC_PDU_SIZE - 10 - 2 - 12 - 4,
    MICROSECONDS_APART = 50
};

struct connection {
    uint32_t sent[2]; /* next sequence number of the client, of the CPU */
    uint16_t reference;
    unsigned turn;
};

struct making {
    struct s7_bench_traffic *traffic;
    struct connection connections[S7_BENCH_TRAFFIC_CONNECTIONS];
    uint64_t microseconds;
    bool bad;
};

static void put_record(struct making *making, const uint8_t *frame, size_t size)
{
    const uint32_t head[4] = {(uint32_t)(making->microseconds / 1000000),
                              (uint32_t)(making->microseconds % 1000000), (uint32_t)size, (uint32_t)size};
    making->microseconds += MICROSECONDS_APART;
    making->traffic->packets++;
    making->traffic->octets += size;
    making->bad = fwrite(head, sizeof head, 1, making->traffic->file) != 1 || making->bad;
    making->bad = fwrite(frame, size, 1, making->traffic->file) != 1 || making->bad;
}

/* One segment of connection `index` from its client (side 0) or its CPU (1). */
static void put_segment(struct making *making, size_t index, unsigned side, unsigned flags,
                        struct s7_octets payload)
{
    uint8_t frame[FRAME_MAX];
    struct s7_writer writer = s7_writer_over(frame, sizeof frame);
    struct connection *connection = &making->connections[index];
    const uint32_t hosts[2] = {0x0A010000 + (uint32_t)index, 0x0A020000 + (uint32_t)(index % CPUS)};
    const uint16_t ports[2] = {(uint16_t)(FIRST_PORT + index), S7_PORT};
    memset(s7_writer_take(&writer, 12), 2, 12);
    s7_writer_u16(&writer, 0x0800);
    s7_writer_u16(&writer, 0x4500);
    s7_writer_u16(&writer, (uint16_t)(40 + payload.size));
    s7_writer_u32(&writer, 0x00004000);
    s7_writer_u32(&writer, 0x40060000);
    s7_writer_u32(&writer, hosts[side]);
    s7_writer_u32(&writer, hosts[1 - side]);
    s7_writer_u16(&writer, ports[side]);
    s7_writer_u16(&writer, ports[1 - side]);
    s7_writer_u32(&writer, connection->sent[side]);
    s7_writer_u32(&writer, connection->sent[1 - side]);
    s7_writer_u16(&writer, (uint16_t)(0x5000 | flags));
    s7_writer_u16(&writer, 8192);
    s7_writer_u32(&writer, 0);
    s7_writer_octets(&writer, payload.at, payload.size);
    connection->sent[side] += (uint32_t)payload.size + (flags & SYN ? 1 : 0);
    put_record(making, frame, s7_writer_size(&writer));
}

static void put_pdu(struct making *making, size_t index, unsigned side, const struct s7_writer *pdu)
{
    uint8_t telegram[PDU_MAX + 7] = {3, 0, 0, 0, 2, 0xF0, 0x80};
    size_t size = 7 + s7_writer_size(pdu);
    s7_store_u16(telegram + 2, (uint16_t)size);
    memcpy(telegram + 7, pdu->start, s7_writer_size(pdu));
    making->traffic->pdus++;
    put_segment(making, index, side, PUSH_ACK, (struct s7_octets){telegram, size});
}

static void begin_pdu(struct s7_writer *pdu, uint8_t rosctr, uint16_t reference, size_t parameter, size_t data)
{
    s7_writer_u8(pdu, 0x32);
    s7_writer_u8(pdu, rosctr);
    s7_writer_u16(pdu, 0);
    s7_writer_u16(pdu, reference);
    s7_writer_u16(pdu, (uint16_t)parameter);
    s7_writer_u16(pdu, (uint16_t)data);
    if (rosctr != 1)
        s7_writer_u16(pdu, 0);
}

static void set_up(struct making *making, size_t index)
{
    static const uint8_t cr[] = {3,    0, 0,    22,   17, 0xE0, 0, 0,    0, 1, 0,
                                 0xC0, 1, 0x0A, 0xC1, 2,  1,    0, 0xC2, 2, 3, 2};
    static const uint8_t setup[] = {0xF0, 0, 0, 8, 0, 8, 3, 0xC0};
    const struct s7_octets none = {NULL, 0};
    uint8_t cc[sizeof cr], octets[PDU_MAX];
    memcpy(cc, cr, sizeof cc);
    cc[5] = 0xD0;
    cc[7] = 1;
    put_segment(making, index, 0, SYN, none);
    put_segment(making, index, 1, SYN | ACK, none);
    put_segment(making, index, 0, ACK, none);
    put_segment(making, index, 0, PUSH_ACK, (struct s7_octets){cr, sizeof cr});
    put_segment(making, index, 1, PUSH_ACK, (struct s7_octets){cc, sizeof cc});
    for (unsigned side = 0; side < 2; side++) {
        struct s7_writer pdu = s7_writer_over(octets, sizeof octets);
        begin_pdu(&pdu, side ? 3 : 1, 0, sizeof setup, 0);
        s7_writer_octets(&pdu, setup, sizeof setup);
        put_pdu(making, index, side, &pdu);
    }
}

static void put_item(struct s7_writer *pdu, size_t octets, size_t index, unsigned place)
{
    s7_writer_u24(pdu, 0x120A10);
    s7_writer_u8(pdu, 2);
    s7_writer_u16(pdu, (uint16_t)octets);
    s7_writer_u16(pdu, (uint16_t)(100 + index / CPUS));
    s7_writer_u8(pdu, 0x84);
    s7_writer_u24(pdu, place * 100 * 8);
}

static void put_data(struct s7_writer *pdu, uint8_t return_code, size_t octets)
{
    s7_writer_u16(pdu, (uint16_t)(return_code << 8 | 4));
    s7_writer_u16(pdu, (uint16_t)(octets * 8));
    memset(s7_writer_take(pdu, octets), 0x5A, octets);
}

/* One read of as many items as there are sizes. */
static void put_read(struct making *making, size_t index, unsigned place, size_t count, const uint8_t *sizes)
{
    uint8_t octets[PDU_MAX];
    size_t data = 4 * count;
    struct connection *connection = &making->connections[index];
    struct s7_writer pdu = s7_writer_over(octets, sizeof octets);
    begin_pdu(&pdu, 1, connection->reference, 2 + 12 * count, 0);
    s7_writer_u16(&pdu, (uint16_t)(0x0400 | count));
    for (size_t i = 0; i < count; i++) {
        put_item(&pdu, sizes[i], index, place + (unsigned)i);
        data += sizes[i];
    }
    put_pdu(making, index, 0, &pdu);
    pdu = s7_writer_over(octets, sizeof octets);
    begin_pdu(&pdu, 3, connection->reference++, 2, data);
    s7_writer_u16(&pdu, (uint16_t)(0x0400 | count));
    for (size_t i = 0; i < count; i++)
        put_data(&pdu, 0xFF, sizes[i]);
    put_pdu(making, index, 1, &pdu);
    making->traffic->reads++;
}

static void put_read_one(struct making *making, size_t index, unsigned place)
{
    static const uint8_t size[] = {READ_OCTETS};
    put_read(making, index, place, 1, size);
}

static void put_read_list(struct making *making, size_t index, unsigned place)
{
    static const uint8_t sizes[] = {8, 8, 8, 8, 8, 8, 10};
    put_read(making, index, place, sizeof sizes, sizes);
}

static void put_write(struct making *making, size_t index, unsigned place)
{
    uint8_t octets[PDU_MAX];
    struct connection *connection = &making->connections[index];
    struct s7_writer pdu = s7_writer_over(octets, sizeof octets);
    begin_pdu(&pdu, 1, connection->reference, 14, 4 + WRITE_OCTETS);
    s7_writer_u16(&pdu, 0x0501);
    put_item(&pdu, WRITE_OCTETS, index, PLACES + place);
    put_data(&pdu, 0, WRITE_OCTETS);
    put_pdu(making, index, 0, &pdu);
    pdu = s7_writer_over(octets, sizeof octets);
    begin_pdu(&pdu, 3, connection->reference++, 2, 1);
    s7_writer_u24(&pdu, 0x0501FF);
    put_pdu(making, index, 1, &pdu);
    making->traffic->writes++;
}

static bool make_all(struct making *making)
{
    static void (*const puts[KINDS])(struct making * making, size_t index,
                                     unsigned place) = {put_read_one, put_write, put_read_list};
    const uint32_t head[6] = {0xA1B2C3D4, 4U << 16 | 2, 0, 0, 65535, 1};
    const uint16_t versions[2] = {2, 4};
    uint32_t first[6];
    memcpy(first, head, sizeof first);
    memcpy(&first[1], versions, sizeof versions); /* in the order of octets that this machine has */
    making->bad = fwrite(first, sizeof first, 1, making->traffic->file) != 1;
    for (size_t i = 0; i < S7_BENCH_TRAFFIC_CONNECTIONS; i++)
        set_up(making, i);
    for (size_t i = 0; i < S7_BENCH_TRAFFIC_PDUS / 2; i++) {
        size_t index = i % S7_BENCH_TRAFFIC_CONNECTIONS;
        unsigned turn = making->connections[index].turn++;
        puts[turn % KINDS](making, index, turn / KINDS % PLACES);
    }
    return !making->bad && fflush(making->traffic->file) == 0;
}

bool s7_bench_traffic_make(struct s7_bench_traffic *ret_traffic)
{
    struct s7_bench_traffic traffic = {.file = tmpfile()};
    struct making making = {.traffic = &traffic, .microseconds = 1700000000000000};
    if (!traffic.file)
        return false;
    if (!make_all(&making)) {
        fclose(traffic.file);
        return false;
    }
    *ret_traffic = traffic;
    return true;
}

void s7_bench_traffic_free(struct s7_bench_traffic *traffic)
{
    if (traffic->file)
        fclose(traffic->file);
    traffic->file = NULL;
}

FILE *s7_bench_traffic_open(const struct s7_bench_traffic *traffic)
{
    int descriptor = dup(fileno(traffic->file));
    FILE *file = descriptor < 0 || lseek(descriptor, 0, SEEK_SET) != 0 ? NULL : fdopen(descriptor, "rb");
    if (!file && descriptor >= 0)
        close(descriptor);
    return file;
}
