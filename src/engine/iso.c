/* SPDX-License-Identifier: MIT */
#include "engine/iso.h"

#include <assert.h>

#include "sieben/error.h"

void s7_iso_init(struct s7_iso *iso, uint8_t *packet, size_t packet_capacity, uint8_t *tsdu,
                 size_t tsdu_capacity)
{
    *iso = (struct s7_iso){.packet = packet,
                           .packet_capacity = packet_capacity,
                           .tsdu = tsdu,
                           .tsdu_capacity = tsdu_capacity,
                           .tpdu_limit = S7_COTP_TPDU_DEFAULT};
}

bool s7_iso_midway(const struct s7_iso *iso)
{
    return iso->packet_fill > 0 || iso->fragmented;
}

static enum s7_iso_event broken(struct s7_iso *iso, int error)
{
    iso->error = error;
    return S7_ISO_BROKEN;
}

/* A DT: the empty one without EOT that STEP 7 sends as "I took it" adds nothing and starts nothing. */
static enum s7_iso_event take_data(struct s7_iso *iso)
{
    const struct s7_cotp_data *data = &iso->tpdu.as.data;
    if (data->eot && !iso->fragmented) {
        iso->complete = data->user_data;
        return iso->complete.size > 0 ? S7_ISO_TSDU : S7_ISO_NOTHING;
    }
    if (data->user_data.size > iso->tsdu_capacity - iso->tsdu_fill)
        return broken(iso, S7_ERR_ISO_OVERSIZE);
    if (data->user_data.size > 0) {
        memcpy(iso->tsdu + iso->tsdu_fill, data->user_data.at, data->user_data.size);
        iso->tsdu_fill += data->user_data.size;
        iso->fragmented = true;
    }
    if (!data->eot)
        return S7_ISO_NOTHING;
    iso->complete = (struct s7_octets){iso->tsdu, iso->tsdu_fill};
    iso->tsdu_fill = 0;
    iso->fragmented = false;
    return S7_ISO_TSDU;
}

static enum s7_iso_event take_tpdu(struct s7_iso *iso, const uint8_t *packet, size_t packet_size)
{
    static const struct {
        enum s7_cotp_type type;
        enum s7_iso_event event;
    } events[] = {{S7_COTP_CR, S7_ISO_CONNECT},
                  {S7_COTP_CC, S7_ISO_CONNECT},
                  {S7_COTP_DR, S7_ISO_DISCONNECT},
                  {S7_COTP_ER, S7_ISO_ERROR}};

    int error = s7_cotp_decode(packet + S7_TPKT_SIZE, packet_size - S7_TPKT_SIZE, &iso->tpdu);
    if (error)
        return broken(iso, error);
    if (iso->tpdu.type == S7_COTP_DT)
        return take_data(iso);
    for (size_t i = 0; i < sizeof events / sizeof events[0]; i++)
        if (events[i].type == iso->tpdu.type)
            return events[i].event;
    return broken(iso, S7_ERR_ISO_PROTOCOL);
}

/* Octets still missing until the packet, or first its header, is complete. */
static int missing_octets(const struct s7_iso *iso, size_t *ret_missing)
{
    if (iso->packet_fill < S7_TPKT_SIZE) {
        *ret_missing = S7_TPKT_SIZE - iso->packet_fill;
        return S7_OK;
    }
    size_t packet_size = 0;
    int error = s7_tpkt_decode(iso->packet, &packet_size);
    if (error)
        return error;
    if (packet_size > iso->packet_capacity)
        return S7_ERR_ISO_OVERSIZE;
    *ret_missing = packet_size - iso->packet_fill;
    return S7_OK;
}

/* The slow path: the packet arrives in pieces and is collected. */
static enum s7_iso_event collect(struct s7_iso *iso, const uint8_t *bytes, size_t size, size_t *ret_taken)
{
    size_t taken = 0;
    *ret_taken = 0;
    for (;;) {
        size_t missing = 0;
        int error = missing_octets(iso, &missing);
        if (error) {
            *ret_taken = taken;
            return broken(iso, error);
        }
        if (missing == 0)
            break;
        size_t piece = missing < size - taken ? missing : size - taken;
        if (piece == 0) {
            *ret_taken = taken;
            return S7_ISO_NOTHING;
        }
        memcpy(iso->packet + iso->packet_fill, bytes + taken, piece);
        iso->packet_fill += piece;
        taken += piece;
    }
    *ret_taken = taken;
    size_t packet_size = iso->packet_fill;
    iso->packet_fill = 0;
    return take_tpdu(iso, iso->packet, packet_size);
}

enum s7_iso_event s7_iso_input(struct s7_iso *iso, const uint8_t *bytes, size_t size, size_t *ret_taken)
{
    size_t packet_size = 0;

    if (size == 0) {
        *ret_taken = 0;
        return S7_ISO_NOTHING;
    }
    if (iso->packet_fill > 0 || size < S7_TPKT_SIZE)
        return collect(iso, bytes, size, ret_taken);
    int error = s7_tpkt_decode(bytes, &packet_size);
    if (!error && packet_size > iso->packet_capacity)
        error = S7_ERR_ISO_OVERSIZE;
    if (error) {
        *ret_taken = size;
        return broken(iso, error);
    }
    if (packet_size > size)
        return collect(iso, bytes, size, ret_taken);
    *ret_taken = packet_size;
    return take_tpdu(iso, bytes, packet_size);
}

static size_t fragment_count(size_t tsdu_size, size_t payload_limit)
{
    return tsdu_size <= payload_limit ? 1 : (tsdu_size + payload_limit - 1) / payload_limit;
}

size_t s7_iso_packed_size(size_t tsdu_size, size_t tpdu_limit)
{
    return tsdu_size + fragment_count(tsdu_size, tpdu_limit - S7_COTP_DT_SIZE) * S7_ISO_HEADROOM;
}

static void write_headroom(uint8_t *packet, size_t user_size, bool eot)
{
    s7_tpkt_encode(packet, S7_ISO_HEADROOM + user_size);
    packet[S7_TPKT_SIZE] = S7_COTP_DT_SIZE - 1;
    packet[S7_TPKT_SIZE + 1] = S7_COTP_DT;
    packet[S7_TPKT_SIZE + 2] = eot ? 0x80 : 0x00;
}

size_t s7_iso_pack(uint8_t *buffer, size_t tsdu_size, size_t tpdu_limit)
{
    assert(tpdu_limit > S7_COTP_DT_SIZE);
    size_t payload_limit = tpdu_limit - S7_COTP_DT_SIZE;
    size_t count = fragment_count(tsdu_size, payload_limit);
    /* From the last fragment to the first, so that moving one never overwrites another. */
    for (size_t i = count; i-- > 0;) {
        size_t offset = i * payload_limit;
        size_t user_size = tsdu_size - offset < payload_limit ? tsdu_size - offset : payload_limit;
        uint8_t *packet = buffer + offset + i * S7_ISO_HEADROOM;
        if (i > 0)
            memmove(packet + S7_ISO_HEADROOM, buffer + S7_ISO_HEADROOM + offset, user_size);
        write_headroom(packet, user_size, i == count - 1);
    }
    return s7_iso_packed_size(tsdu_size, tpdu_limit);
}

size_t s7_iso_encode(uint8_t *buffer, size_t size, const struct s7_cotp *tpdu)
{
    if (size < S7_TPKT_PACKET_MIN)
        return 0;
    struct s7_writer writer = s7_writer_over(buffer + S7_TPKT_SIZE, size - S7_TPKT_SIZE);
    s7_cotp_encode(&writer, tpdu);
    if (writer.bad)
        return 0;
    size_t packet_size = S7_TPKT_SIZE + s7_writer_size(&writer);
    s7_tpkt_encode(buffer, packet_size);
    return packet_size;
}
