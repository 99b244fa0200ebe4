/* SPDX-License-Identifier: MIT
 *
 * unit/cpu/peer.h — a partner of a virtual CPU, in memory: octets in, octets out, through base/session.h alone.
 *
 * Frames are written as hex text, as protocol descriptions print them; blanks are ignored.
 */
#ifndef TESTS_UNIT_CPU_PEER_H
#define TESTS_UNIT_CPU_PEER_H

#include "check.h"

#include "base/session.h"
#include "cpu/cpu.h"

#include <string.h>

enum { PEER_OCTETS = 8400 };

/** Real connection requests and the setup of libnodave; the reference and the TSAP are those of the captures. */
#define PEER_CR         "03000016 11e00000000100 c1020100 c2020102 c0010a"
#define PEER_SETUP(pdu) "03000019 02f080 32010000ffff00080000 f00000010001" pdu

struct peer {
    struct s7_session *session;
    s7_time now;
    size_t answer_size;
    uint8_t answer[PEER_OCTETS]; /**< what the last peer_say() brought */
};

static inline uint8_t hex_digit(char digit)
{
    const char *digits = "0123456789abcdef";
    const char *found = strchr(digits, digit);
    assert_true(digit && found);
    return (uint8_t)(found - digits);
}

/** Turns hex text into octets, no more than PEER_OCTETS; returns their number. */
static inline size_t octets_of_hex(const char *hex, uint8_t *octets)
{
    size_t size = 0;
    for (; *hex; hex++) {
        if (*hex == ' ')
            continue;
        assert_in_range(size, 0, PEER_OCTETS - 1);
        octets[size] = (uint8_t)(hex_digit(hex[0]) << 4);
        octets[size++] |= hex_digit(*++hex);
    }
    return size;
}

/** Asks the acceptor; anything but TAKE leaves peer->session NULL. */
static inline enum s7_accept peer_accept(struct peer *peer, struct s7_cpu *cpu)
{
    struct s7_acceptor *acceptor = s7_cpu_acceptor(cpu);
    struct s7_peer from = {.address = "desk", .port = 4711};
    *peer = (struct peer){.now = S7_SECOND};
    enum s7_accept answer = acceptor->accept(acceptor, &from, peer->now, &peer->session);
    if (answer == S7_ACCEPT_TAKE)
        peer->session->ops->tick(peer->session->self, peer->now);
    return answer;
}

/** Takes all output there is. */
static inline void peer_listen(struct peer *peer)
{
    const struct s7_session_ops *ops = peer->session->ops;
    peer->answer_size = 0;
    const uint8_t *octets;
    for (size_t size; (size = ops->output(peer->session->self, &octets)) != 0;) {
        assert_in_range(peer->answer_size + size, 1, PEER_OCTETS);
        memcpy(peer->answer + peer->answer_size, octets, size);
        peer->answer_size += size;
        ops->output_done(peer->session->self, size, peer->now);
    }
}

/** Sends octets, then takes all output; every octet must be taken. */
static inline void peer_send(struct peer *peer, const uint8_t *octets, size_t size)
{
    assert_int_equal(peer->session->ops->input(peer->session->self, octets, size, peer->now), size);
    peer_listen(peer);
}

static inline void peer_say(struct peer *peer, const char *hex)
{
    uint8_t octets[PEER_OCTETS];
    peer_send(peer, octets, octets_of_hex(hex, octets));
}

static inline void peer_expect(const struct peer *peer, const char *hex)
{
    uint8_t octets[PEER_OCTETS];
    size_t size = octets_of_hex(hex, octets);
    assert_int_equal(peer->answer_size, size);
    assert_memory_equal(peer->answer, octets, size);
}

/** One question, one answer, octet by octet. */
static inline void peer_ask(struct peer *peer, const char *question, const char *answer)
{
    peer_say(peer, question);
    peer_expect(peer, answer);
}

/** Builds a packet around an S7 PDU of these parts; returns its size.  `error` is written for Ack and Ack_Data. */
static inline size_t packet_of(uint8_t *packet, uint8_t rosctr, uint16_t error, const char *parameter,
                               const char *data)
{
    bool answer = rosctr == 2 || rosctr == 3;
    size_t head = answer ? 19 : 17;
    size_t parameter_size = octets_of_hex(parameter, packet + head);
    size_t data_size = octets_of_hex(data, packet + head + parameter_size);
    size_t size = head + parameter_size + data_size;
    const uint8_t front[] = {3,
                             0,
                             (uint8_t)(size >> 8),
                             (uint8_t)size,
                             2,
                             0xF0,
                             0x80,
                             0x32,
                             rosctr,
                             0,
                             0,
                             0x12,
                             0x34,
                             (uint8_t)(parameter_size >> 8),
                             (uint8_t)parameter_size,
                             (uint8_t)(data_size >> 8),
                             (uint8_t)data_size,
                             (uint8_t)(error >> 8),
                             (uint8_t)error};
    memcpy(packet, front, head);
    return size;
}

/** Sends a PDU with reference 1234. */
static inline void peer_request(struct peer *peer, uint8_t rosctr, const char *parameter, const char *data)
{
    uint8_t packet[3 * PEER_OCTETS];
    peer_send(peer, packet, packet_of(packet, rosctr, 0, parameter, data));
}

/** The answer to it is this one. */
static inline void peer_expect_parts(const struct peer *peer, uint8_t rosctr, uint16_t error,
                                     const char *parameter, const char *data)
{
    uint8_t packet[3 * PEER_OCTETS];
    size_t size = packet_of(packet, rosctr, error, parameter, data);
    assert_int_equal(peer->answer_size, size);
    assert_memory_equal(peer->answer, packet, size);
}

/** The answer to it is the header alone, 12 octets. */
static inline void peer_expect_refusal(const struct peer *peer, uint16_t error)
{
    assert_int_equal(peer->answer_size, 19);
    peer_expect_parts(peer, 2, error, "", "");
}

static inline unsigned peer_want(const struct peer *peer)
{
    return peer->session->ops->want(peer->session->self);
}

/** Admitted: the answer is a CC. */
static inline bool peer_admitted(const struct peer *peer)
{
    return peer->answer_size > 5 && peer->answer[5] == 0xD0;
}

/** Connects and sets up with the CPU's own PDU length as granted. */
static inline void peer_connect(struct peer *peer, struct s7_cpu *cpu)
{
    assert_int_equal(peer_accept(peer, cpu), S7_ACCEPT_TAKE);
    peer_say(peer, PEER_CR);
    assert_true(peer_admitted(peer));
    peer_say(peer, PEER_SETUP("1ffd"));
    assert_int_equal(peer->answer_size, 27);
}

static inline void peer_close(struct peer *peer)
{
    struct s7_fault fault = {.error = S7_OK};
    peer->session->ops->closed(peer->session->self, &fault, peer->now);
    peer->session = NULL;
}

static inline struct s7_cpu *cpu_of(const struct s7_cpu_config *config)
{
    struct s7_cpu *cpu = NULL;
    assert_int_equal(s7_cpu_new(config, &cpu), S7_OK);
    return cpu;
}

static inline void cpu_put(struct s7_cpu *cpu, const char *tag, const char *hex)
{
    struct s7_tag parsed;
    uint8_t octets[PEER_OCTETS];
    assert_int_equal(s7_tag_parse(tag, &parsed, NULL), S7_OK);
    assert_int_equal(s7_tag_size(&parsed), octets_of_hex(hex, octets));
    assert_int_equal(s7_cpu_write(cpu, &parsed.range, octets), S7_OK);
}

static inline void cpu_holds(struct s7_cpu *cpu, const char *tag, const char *hex)
{
    struct s7_tag parsed;
    uint8_t expected[PEER_OCTETS];
    uint8_t octets[PEER_OCTETS];
    assert_int_equal(s7_tag_parse(tag, &parsed, NULL), S7_OK);
    size_t size = octets_of_hex(hex, expected);
    assert_int_equal(s7_tag_size(&parsed), size);
    assert_int_equal(s7_cpu_read(cpu, &parsed.range, octets), S7_OK);
    assert_memory_equal(octets, expected, size);
}

#endif
