/* SPDX-License-Identifier: MIT
 *
 * The limit `limit-s7`: the smallest correct S7 client and server, for one partner, one request at a time and Read
 * Var of octets out of one data block.  It shares no code with the engine: it is what the engine is measured with.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench/loopback.h"
#include "bench/pattern.h"
#include "bench/subject.h"

enum { PACKET_MAX = 7 + S7_BENCH_PDU_LENGTH, ITEM_SIZE = 12, READ_ANSWER_BASE = 25 };
/* Offsets from the TPKT header on; the last two are the parameter parts of a Job and of an Ack_Data. */
enum { AT_TYPE = 5, AT_HEADER = 7, AT_REFERENCE = 11, AT_SIZES = 13, AT_REQUEST = 17, AT_ANSWER = 19 };

static const uint8_t connect_request[] = {3,    0, 0,  22,   0x11, 0xE0, 0, 0,    0, 1, 0,
                                          0xC0, 1, 10, 0xC1, 2,    1,    0, 0xC2, 2, 3, 1};
static const uint8_t setup_request[] = {3, 0, 0, 25, 2,    0xF0, 0x80, 0x32, 1, 0, 0, 0,   1,
                                        0, 8, 0, 0,  0xF0, 0,    0,    1,    0, 1, 3, 0xC0};
static const uint8_t setup_answer[] = {3, 0, 0, 27, 2, 0xF0, 0x80, 0x32, 3, 0, 0, 0, 0,   0,
                                       8, 0, 0, 0,  0, 0xF0, 0,    0,    1, 0, 1, 3, 0xC0};
static const uint8_t read_request[] = {3, 0, 0, 31, 2,  0xF0, 0x80, 0x32, 1, 0, 0,           0,    0, 0, 14, 0,
                                       0, 4, 1, 18, 10, 16,   2,    0,    0, 0, S7_BENCH_DB, 0x84, 0, 0, 0};

struct limit_client {
    int socket;
    uint16_t reference;
    size_t size;
    uint8_t request[sizeof read_request];
    uint8_t packet[PACKET_MAX];
    uint8_t octets[S7_BENCH_SIZE_MAX];
};

static size_t number_at(const uint8_t *octets)
{
    return (size_t)octets[0] << 8 | octets[1];
}

static void put_number(uint8_t *octets, size_t number)
{
    octets[0] = (uint8_t)(number >> 8);
    octets[1] = (uint8_t)number;
}

/* One whole packet; 0: the stream ended, is no TPKT, or more came than is sent in lock step. */
static size_t receive_packet(int socket, uint8_t *packet)
{
    size_t fill = 0, size = 4;
    do {
        ssize_t count = recv(socket, packet + fill, PACKET_MAX - fill, 0);
        if (count <= 0)
            return 0;
        fill += (size_t)count;
        if (fill >= 4)
            size = number_at(packet + 2);
    } while (fill < size);
    return packet[0] == 3 && size >= 7 && fill == size ? size : 0;
}

/* A DT with the last part of an S7 PDU of this ROSCTR, whose parts add up to the packet. */
static bool s7_packet(const uint8_t *packet, size_t size, uint8_t rosctr, size_t at_parameter)
{
    return size >= at_parameter && packet[4] == 2 && packet[AT_TYPE] == 0xF0 && packet[6] == 0x80 &&
           packet[AT_HEADER] == 0x32 && packet[AT_HEADER + 1] == rosctr &&
           at_parameter + number_at(packet + AT_SIZES) + number_at(packet + AT_SIZES + 2) == size;
}

static bool good_answer(const uint8_t *packet, size_t size, size_t reference)
{
    return s7_packet(packet, size, 3, AT_ANSWER) && number_at(packet + AT_REFERENCE) == reference &&
           number_at(packet + AT_ANSWER - 2) == 0;
}

/* Sends a packet and receives the answer to it into client->packet; its size, 0: none came. */
static size_t exchange(struct limit_client *client, const uint8_t *request, size_t size)
{
    return s7_bench_send(client->socket, request, size) ? receive_packet(client->socket, client->packet) : 0;
}

static bool handshake(struct limit_client *client)
{
    const uint8_t *answer = client->packet;
    return exchange(client, connect_request, sizeof connect_request) && answer[AT_TYPE] == 0xD0 &&
           exchange(client, setup_request, sizeof setup_request) == sizeof setup_answer &&
           good_answer(answer, sizeof setup_answer, 1) && answer[AT_ANSWER] == 0xF0 &&
           number_at(answer + AT_ANSWER + 6) >= READ_ANSWER_BASE - 7 + client->size;
}

static bool limit_close(void *self)
{
    struct limit_client *client = self;
    bool good = close(client->socket) == 0;
    free(client);
    return good;
}

static void *limit_open(uint16_t port, size_t size)
{
    struct limit_client *client = calloc(1, sizeof *client);
    if (!client)
        return NULL;
    client->size = size;
    memcpy(client->request, read_request, sizeof read_request);
    put_number(client->request + AT_REQUEST + 6, size);
    client->socket = s7_bench_connect(port);
    if (client->socket >= 0 && handshake(client))
        return client;
    limit_close(client);
    return NULL;
}

static const uint8_t *limit_request(void *self, size_t offset)
{
    struct limit_client *client = self;
    const uint8_t *answer = client->packet;
    put_number(client->request + AT_REFERENCE, ++client->reference);
    put_number(client->request + AT_REQUEST + 12, offset * 8);
    size_t size = exchange(client, client->request, sizeof client->request);
    if (size != READ_ANSWER_BASE + client->size || !good_answer(answer, size, client->reference) ||
        answer[AT_ANSWER] != 4 || answer[AT_ANSWER + 1] != 1 || answer[AT_ANSWER + 2] != 0xFF ||
        answer[AT_ANSWER + 3] != 4 || number_at(answer + AT_ANSWER + 4) != client->size * 8)
        return NULL;
    memcpy(client->octets, answer + READ_ANSWER_BASE, client->size);
    return client->octets;
}

const struct s7_bench_client_ops s7_bench_limit_client = {limit_open, limit_request, limit_close};

/* The answer to one item behind the others; its size, 0: larger than the PDU, or not the kind of item we know. */
static size_t answer_item(const uint8_t *item, const uint8_t *db, uint8_t *answer, size_t room)
{
    size_t size = number_at(item + 4);
    size_t first_bit = (size_t)item[9] << 16 | number_at(item + 10);
    bool known = item[8] == 0x84 && number_at(item + 6) == S7_BENCH_DB;
    bool good = known && first_bit % 8 == 0 && first_bit / 8 + size <= S7_BENCH_PATTERN_SIZE;
    if (4 + size > room || memcmp(item, "\x12\x0A\x10\x02", 4) != 0)
        return 0;
    answer[0] = good ? 0xFF : known ? 0x05 : 0x0A;
    answer[1] = good ? 4 : 0;
    put_number(answer + 2, good ? size * 8 : 0);
    if (good)
        memcpy(answer + 4, db + first_bit / 8, size);
    return good ? 4 + size : 4;
}

/* The size of the answer to a Read Var, 0: it cannot be answered. */
static size_t answer_read(const uint8_t *request, size_t request_size, const uint8_t *db, uint8_t *answer)
{
    size_t count = request[AT_REQUEST + 1], size = AT_ANSWER + 2;
    if (count == 0 || request_size != AT_REQUEST + 2 + count * ITEM_SIZE || number_at(request + AT_SIZES + 2))
        return 0;
    for (size_t i = 0, part; i < count; i++, size += part) {
        if (i > 0 && size % 2 == 0)
            answer[size++] = 0; /* the item before was of odd length */
        part = answer_item(request + AT_REQUEST + 2 + i * ITEM_SIZE, db, answer + size, PACKET_MAX - size - 1);
        if (part == 0)
            return 0;
    }
    memcpy(answer, setup_answer, AT_ANSWER);
    put_number(answer + 2, size);
    put_number(answer + AT_SIZES, 2);
    put_number(answer + AT_SIZES + 2, size - AT_ANSWER - 2);
    memcpy(answer + AT_ANSWER, request + AT_REQUEST, 2);
    return size;
}

static size_t answer_packet(const uint8_t *request, size_t size, const uint8_t *db, uint8_t *answer)
{
    if (size >= 11 && request[AT_TYPE] == 0xE0) { /* the CC is the CR with the reference of its sender */
        memcpy(answer, request, size);
        answer[AT_TYPE] = 0xD0;
        memcpy(answer + 6, request + 8, 2);
        return size;
    }
    if (!s7_packet(request, size, 1, AT_REQUEST) || size < AT_REQUEST + 2)
        return 0;
    if (request[AT_REQUEST] == 0xF0 && size == sizeof setup_request) {
        size_t asked = number_at(request + AT_REQUEST + 6);
        size = sizeof setup_answer;
        memcpy(answer, setup_answer, size);
        put_number(answer + AT_ANSWER + 6, asked < S7_BENCH_PDU_LENGTH ? asked : S7_BENCH_PDU_LENGTH);
    } else {
        size = request[AT_REQUEST] == 4 ? answer_read(request, size, db, answer) : 0;
    }
    memcpy(answer + AT_REFERENCE, request + AT_REFERENCE, 2);
    return size;
}

void s7_bench_limit_serve(int listener, size_t size)
{
    uint8_t db[S7_BENCH_PATTERN_SIZE], request[PACKET_MAX], answer[PACKET_MAX];
    s7_bench_pattern(db);
    for (int socket; (socket = s7_bench_accept(listener)) >= 0; close(socket))
        while ((size = receive_packet(socket, request)) && (size = answer_packet(request, size, db, answer)) &&
               s7_bench_send(socket, answer, size))
            continue;
}
