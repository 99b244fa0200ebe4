/* SPDX-License-Identifier: MIT
 *
 * generate CAPTURE EXPECTED — encodes telegrams into a capture file and writes what a dissector must show for them:
 * those of telegrams.c, every vector that decodes (after encoding it again), and one PDU in three COTP fragments.
 */
#include "expect.h"
#include "pcap_writer.h"
#include "sieben/error.h"
#include "telegrams.h"
#include "vectors.h"
#include "wire/tpkt.h"

enum { PACKET_SIZE_MAX = 4096, PDU_AT = 7, FRAGMENT_SIZE = 9 };

struct output {
    struct pcap_writer capture;
    FILE *expected;
    unsigned telegram_count;
};

static void fail(const char *what)
{
    fprintf(stderr, "generate: %s\n", what);
    exit(EXIT_FAILURE);
}

/* CR, Job and Userdata requests go to the server; which way the rest goes does not matter to the dissector. */
static unsigned send_cotp(struct output *output, bool to_server, const struct s7_cotp *cotp)
{
    uint8_t packet[PACKET_SIZE_MAX];
    struct s7_writer writer = s7_writer_over(packet + S7_TPKT_SIZE, sizeof packet - S7_TPKT_SIZE);
    s7_cotp_encode(&writer, cotp);
    if (writer.bad)
        fail("a TPDU does not encode");
    size_t packet_size = S7_TPKT_SIZE + s7_writer_size(&writer);
    s7_tpkt_encode(packet, packet_size);
    unsigned frame = pcap_writer_add(&output->capture, to_server, packet, packet_size);
    expect_cotp(output->expected, frame, cotp);
    output->telegram_count++;
    return frame;
}

static unsigned send_data(struct output *output, bool to_server, bool eot, const uint8_t *octets, size_t size)
{
    const struct s7_cotp cotp = {S7_COTP_DT, .as.data = {eot, 0, {octets, size}}};
    return send_cotp(output, to_server, &cotp);
}

static void send_message(struct output *output, const struct s7_message *message, size_t fragment_size)
{
    uint8_t pdu[PACKET_SIZE_MAX];
    struct s7_writer writer = s7_writer_over(pdu, sizeof pdu);
    bool to_server = message->header.rosctr == S7_ROSCTR_JOB;
    struct s7_header header;
    s7_message_encode(&writer, message);
    struct s7_reader reader = s7_reader_over(pdu, s7_writer_size(&writer));
    if (writer.bad || s7_header_decode(&reader, &header) != S7_OK)
        fail("a message does not encode");
    size_t at = 0;
    for (; s7_writer_size(&writer) - at > fragment_size; at += fragment_size)
        send_data(output, to_server, false, pdu + at, fragment_size);
    unsigned frame = send_data(output, to_server, true, pdu + at, s7_writer_size(&writer) - at);
    expect_message(output->expected, frame, message, header.parameter_size, header.data_size);
}

static void send_vectors(struct output *output, const char *file)
{
    static struct s7_message message;
    struct vectors *vectors = vectors_load(file);
    for (size_t i = 0; i < vectors->count; i++) {
        const struct vector *vector = &vectors->list[i];
        if (vector->size > PDU_AT && vector->octets[5] == S7_COTP_DT && vector->octets[6] & 0x80 &&
            s7_message_decode(vector->octets + PDU_AT, vector->size - PDU_AT, &message) == S7_OK)
            send_message(output, &message, PACKET_SIZE_MAX);
    }
    free(vectors);
}

int main(int argc, char **argv)
{
    struct output output = {.telegram_count = 0};
    if (argc != 3 || !pcap_writer_open(&output.capture, argv[1]) || !(output.expected = fopen(argv[2], "w")))
        fail("usage: generate CAPTURE EXPECTED");
    for (size_t i = 0; i < telegram_cotp_count; i++)
        send_cotp(&output, telegram_cotps[i].type == S7_COTP_CR, &telegram_cotps[i]);
    for (size_t i = 0; i < telegram_message_count; i++)
        send_message(&output, &telegram_messages[i], PACKET_SIZE_MAX);
    for (size_t i = 0; vector_files[i]; i++)
        send_vectors(&output, vector_files[i]);
    send_message(&output, &telegram_messages[0], FRAGMENT_SIZE);
    if (!pcap_writer_close(&output.capture) || fclose(output.expected) != 0)
        fail("the files could not be written");
    printf("%u TPDUs\n", output.telegram_count);
    return EXIT_SUCCESS;
}
