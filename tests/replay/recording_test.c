/* SPDX-License-Identifier: MIT
 *
 * From a capture file to conversations: who is the CPU, which time, which answer belongs to which question.
 */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pairing.h"
#include "recording.h"

enum { CLIENT = 1, CPU = 2, FRAME_HEAD = 54, FILE_MAX = 8192, PORT = 4000 };

#define SECOND INT64_C(1000000000)

static uint8_t file[FILE_MAX];
static size_t file_size;
static uint32_t sequences[3];

static void put_u32(uint8_t *at, uint32_t value)
{
    for (unsigned i = 0; i < 4; i++)
        at[i] = (uint8_t)(value >> 8 * i);
}

static int begin(void **state)
{
    (void)state;
    static const uint8_t head[] = {0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0, 0, 0, 0, 0,
                                   0,    0,    0,    0,    0, 0, 4, 0, 1, 0, 0, 0};
    memcpy(file, head, sizeof head);
    file_size = sizeof head;
    memset(sequences, 0, sizeof sequences);
    return 0;
}

/* One frame at second `seconds` and 250 ms; the side that is the CPU has port 102. */
static void frame(uint32_t seconds, unsigned from, const uint8_t *payload, size_t size)
{
    uint8_t *record = file + file_size, *head = record + 16;
    unsigned source = from == CLIENT ? PORT : 102, destination = from == CLIENT ? 102 : PORT;
    size_t ip_size = FRAME_HEAD - 14 + size;
    memset(record, 0, 16 + FRAME_HEAD);
    put_u32(record, seconds);
    put_u32(record + 4, 250000);
    put_u32(record + 8, (uint32_t)(FRAME_HEAD + size));
    head[12] = 0x08;
    head[14] = 0x45;
    head[16] = (uint8_t)(ip_size >> 8);
    head[17] = (uint8_t)ip_size;
    head[23] = 6;
    head[29] = (uint8_t)from;
    head[33] = (uint8_t)(CLIENT + CPU - from);
    head[34] = (uint8_t)(source >> 8);
    head[35] = (uint8_t)source;
    head[36] = (uint8_t)(destination >> 8);
    head[37] = (uint8_t)destination;
    head[40] = (uint8_t)(sequences[from] >> 8);
    head[41] = (uint8_t)sequences[from];
    head[46] = 0x50;
    memcpy(head + FRAME_HEAD, payload, size);
    sequences[from] += (uint32_t)size;
    file_size += 16 + FRAME_HEAD + size;
}

static void read_back(struct recording *recording, struct pairing *pairing)
{
    char path[] = "/tmp/recording_XXXXXX";
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    FILE *out = fdopen(descriptor, "wb");
    assert_int_equal(fwrite(file, 1, file_size, out), file_size);
    fclose(out);
    assert_true(recording_read(path, recording));
    assert_true(pairing_make(recording, pairing));
    remove(path);
}

static void forget(struct recording *recording, struct pairing *pairing)
{
    pairing_free(pairing);
    recording_free(recording);
}

/* Read Var with this PDU reference; no items, which is nothing to this reader. */
static void job(uint32_t seconds, unsigned from, uint8_t rosctr, uint8_t reference)
{
    const uint8_t packet[] = {3, 0,         0, 21, 2, 0xF0, 0x80, 0x32, rosctr, 0, 0,
                              0, reference, 0, 2,  0, 0,    0,    0,    4,      0};
    const uint8_t request[] = {3, 0, 0, 19, 2, 0xF0, 0x80, 0x32, rosctr, 0, 0, 0, reference, 0, 2, 0, 0, 4, 0};
    if (rosctr == 1)
        frame(seconds, from, request, sizeof request);
    else
        frame(seconds, from, packet, sizeof packet);
}

/* Read SZL, the four octets of Userdata that matter here. */
static void szl(unsigned from, uint8_t reference, uint8_t type, uint8_t sequence, bool payload)
{
    uint8_t packet[] = {3,
                        0,
                        0,
                        33,
                        2,
                        0xF0,
                        0x80,
                        0x32,
                        7,
                        0,
                        0,
                        0,
                        reference,
                        0,
                        12,
                        0,
                        4,
                        0,
                        1,
                        0x12,
                        8,
                        0x12,
                        (uint8_t)(type << 4 | 4),
                        1,
                        sequence,
                        0,
                        0,
                        0,
                        0,
                        0x0A,
                        0,
                        0,
                        0};
    if (payload)
        packet[25] = 7; /* a chain goes on */
    frame(1, from, packet, sizeof packet);
}

static void test_sides_times_kinds(void **state)
{
    static const uint8_t request[] = {3,    0, 0, 22, 0x11, 0xE0, 0, 0, 0,    1, 0,
                                      0xC1, 2, 1, 0,  0xC2, 2,    1, 2, 0xC0, 1, 0x0A};
    static const uint8_t empty[] = {3, 0, 0, 7, 2, 0xF0, 0};
    struct recording recording;
    struct pairing pairing;
    (void)state;
    frame(10, CLIENT, request, sizeof request);
    frame(11, CLIENT, empty, sizeof empty);
    job(12, CLIENT, 1, 5);
    job(13, CPU, 3, 5);
    read_back(&recording, &pairing);
    assert_int_equal(recording.packet_count, 4);
    assert_int_equal(recording.connection_count, 1);
    assert_int_equal(recording.connections[0].destination_port, 102);
    assert_int_equal(recording.packets[0].kind, PACKET_CR);
    assert_int_equal(recording.packets[1].kind, PACKET_EMPTY);
    assert_int_equal(recording.packets[2].kind, PACKET_PDU);
    assert_true(recording.packets[2].from_client);
    assert_false(recording.packets[3].from_client);
    assert_int_equal(recording.packets[3].number, 4);
    assert_true(recording.packets[3].time == 13 * SECOND + SECOND / 4);
    forget(&recording, &pairing);
}

static void test_references_are_used_again(void **state)
{
    struct recording recording;
    struct pairing pairing;
    (void)state;
    job(1, CLIENT, 1, 5);
    job(1, CLIENT, 1, 6);
    job(1, CPU, 3, 5);
    job(1, CLIENT, 1, 5);
    job(1, CPU, 3, 6);
    job(1, CPU, 3, 5);
    job(1, CPU, 3, 9);
    read_back(&recording, &pairing);
    assert_int_equal(pairing.partner[2], 0);
    assert_int_equal(pairing.partner[4], 1);
    assert_int_equal(pairing.partner[5], 3);
    assert_int_equal(pairing.partner[3], 5);
    assert_true(pairing.partner[6] == PAIRING_NONE);
    assert_int_equal(pairing.odd_count, 1);
    forget(&recording, &pairing);
}

static void test_a_chain_belongs_to_its_first_request(void **state)
{
    struct recording recording;
    struct pairing pairing;
    (void)state;
    szl(CLIENT, 1, 4, 0, false);
    szl(CPU, 1, 8, 3, true);
    szl(CLIENT, 2, 4, 3, false);
    szl(CPU, 2, 8, 3, true);
    szl(CLIENT, 3, 4, 3, false);
    szl(CLIENT, 4, 4, 9, false);
    read_back(&recording, &pairing);
    assert_int_equal(pairing.telegrams[0].role, TELEGRAM_REQUEST);
    assert_int_equal(telegram_service(&pairing.telegrams[0]), CAPTURED_READ_SZL);
    assert_int_equal(pairing.telegrams[2].role, TELEGRAM_CONTINUATION);
    assert_true(pairing.opened_by[0] == PAIRING_NONE);
    assert_int_equal(pairing.opened_by[2], 0);
    assert_int_equal(pairing.opened_by[4], 0);
    assert_true(pairing.opened_by[5] == PAIRING_NONE);
    assert_int_equal(pairing.odd_count, 1);
    forget(&recording, &pairing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_sides_times_kinds, begin),
        cmocka_unit_test_setup(test_references_are_used_again, begin),
        cmocka_unit_test_setup(test_a_chain_belongs_to_its_first_request, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
