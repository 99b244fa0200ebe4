/* SPDX-License-Identifier: MIT */
#include "recording.h"

#include <stdlib.h>

#include "iso_stream.h"
#include "sieben/error.h"
#include "wire/cotp.h"
#include "wire/header.h"
#include "wire/tpkt.h"

enum { S7_PORT = 102, FIRST_ROOM = 256 };

struct reading {
    struct recording *recording;
    struct iso_streams *streams;
    struct tcp_direction direction; /* of the segment that is being read */
    int64_t time;
};

static struct tcp_direction reversed(const struct tcp_direction *direction)
{
    struct tcp_direction other;
    memset(&other, 0, sizeof other);
    memcpy(other.source, direction->destination, sizeof other.source);
    memcpy(other.destination, direction->source, sizeof other.destination);
    other.source_port = direction->destination_port;
    other.destination_port = direction->source_port;
    return other;
}

/* RECORDING_CONNECTIONS: there is no room for one more. */
static size_t connection_of(struct recording *recording, const struct tcp_direction *from_client)
{
    for (size_t i = 0; i < recording->connection_count; i++)
        if (memcmp(&recording->connections[i], from_client, sizeof *from_client) == 0)
            return i;
    if (recording->connection_count == RECORDING_CONNECTIONS)
        return RECORDING_CONNECTIONS;
    recording->connections[recording->connection_count] = *from_client;
    return recording->connection_count++;
}

static struct packet *packet_new(struct recording *recording)
{
    if (recording->packet_count == recording->packet_room) {
        size_t room = recording->packet_room ? recording->packet_room * 2 : FIRST_ROOM;
        struct packet *packets = realloc(recording->packets, room * sizeof *packets);
        if (!packets)
            return NULL;
        recording->packets = packets;
        recording->packet_room = room;
    }
    struct packet *packet = &recording->packets[recording->packet_count++];
    memset(packet, 0, sizeof *packet);
    return packet;
}

static void classify(struct recording *recording, struct packet *packet)
{
    struct s7_cotp cotp;
    packet->kind = PACKET_OTHER;
    if (s7_cotp_decode(packet->octets + S7_TPKT_SIZE, packet->size - S7_TPKT_SIZE, &cotp) != S7_OK)
        return;
    if (cotp.type == S7_COTP_CR)
        packet->kind = PACKET_CR;
    else if (cotp.type == S7_COTP_CC)
        packet->kind = PACKET_CC;
    else if (cotp.type == S7_COTP_DT && cotp.as.data.user_data.size == 0)
        packet->kind = PACKET_EMPTY;
    else if (cotp.type == S7_COTP_DT && cotp.as.data.eot && cotp.as.data.user_data.at[0] == S7_PROTOCOL_ID) {
        packet->kind = PACKET_PDU;
        packet->pdu = cotp.as.data.user_data;
    } else if (cotp.type == S7_COTP_DT) {
        recording->foreign_count++;
    }
}

static void tpdu_add(void *self, unsigned number, const uint8_t *octets, size_t size)
{
    struct reading *reading = self;
    struct recording *recording = reading->recording;
    bool from_client = reading->direction.destination_port == S7_PORT;
    struct tcp_direction from = from_client ? reading->direction : reversed(&reading->direction);
    size_t connection = connection_of(recording, &from);
    struct packet *packet = connection < RECORDING_CONNECTIONS ? packet_new(recording) : NULL;
    uint8_t *copy = packet ? malloc(S7_TPKT_SIZE + size) : NULL;
    if (!copy) {
        recording->packet_count -= packet != NULL;
        recording->overflow = true;
        return;
    }
    s7_tpkt_encode(copy, S7_TPKT_SIZE + size);
    memcpy(copy + S7_TPKT_SIZE, octets, size);
    *packet = (struct packet){.number = number,
                              .time = reading->time,
                              .connection = connection,
                              .from_client = from_client,
                              .size = S7_TPKT_SIZE + size,
                              .octets = copy};
    classify(recording, packet);
}

static void pdu_ignore(void *self, unsigned number, const uint8_t *octets, size_t size)
{
    (void)self;
    (void)number;
    (void)octets;
    (void)size;
}

static void segment_take(void *self, const struct capture_frame *captured)
{
    struct reading *reading = self;
    struct tcp_segment segment;
    if (!tcp_segment_parse(captured, &segment))
        return;
    reading->direction = segment.direction;
    reading->time = captured->time;
    iso_streams_input(reading->streams, captured->number, &segment);
}

bool recording_read(const char *path, struct recording *ret_recording)
{
    struct iso_streams *streams = calloc(1, sizeof *streams);
    struct reading reading = {.recording = ret_recording, .streams = streams};
    memset(ret_recording, 0, sizeof *ret_recording);
    if (!streams)
        return false;
    streams->on_tpdu = tpdu_add;
    streams->on_pdu = pdu_ignore;
    streams->self = &reading;
    bool read = capture_file_read(path, segment_take, &reading);
    ret_recording->bad_count = streams->bad_count;
    free(streams);
    return read && !ret_recording->overflow;
}

void recording_free(struct recording *recording)
{
    for (size_t i = 0; i < recording->packet_count; i++)
        free(recording->packets[i].octets);
    free(recording->packets);
    memset(recording, 0, sizeof *recording);
}
