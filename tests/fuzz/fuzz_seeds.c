/* SPDX-License-Identifier: MIT
 *
 * Writes tests/vectors as seed files: FOLDER/packet (whole packets), FOLDER/pdu (from the protocol id on),
 * FOLDER/body (parameter behind its first two octets, data part), FOLDER/parameter (whole); and FOLDER/session: sessions
 * as they are, and with every kind of mutation now and then (fuzz_session.c); and FOLDER/frames and FOLDER/segments: a
 * packet on its way through TCP (fuzz_frames.h).
 */
#include <errno.h>
#include <sys/stat.h>

#include "fuzz_frames.h"
#include "vectors.h"

enum { PDU_AT = 7, PARAMETER_AT = 6 };

static void write_seed(const char *folder, const char *kind, unsigned number, const uint8_t *octets,
                       size_t size)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, kind);
    if (mkdir(path, 0777) != 0 && errno != EEXIST)
        vector_fail(path, 0, "cannot be made");
    snprintf(path, sizeof path, "%s/%s/%04u", folder, kind, number);
    FILE *stream = fopen(path, "wb");
    if (!stream || fwrite(octets, 1, size, stream) != size || fclose(stream) != 0)
        vector_fail(path, 0, "cannot be written");
}

static void write_pdu(const char *folder, unsigned number, const uint8_t *pdu, size_t size)
{
    write_seed(folder, "pdu", number, pdu, size);
    size_t header = size > 1 && (pdu[1] == 2 || pdu[1] == 3) ? 12 : 10;
    if (size <= header)
        return;
    size_t parameter = (size_t)pdu[PARAMETER_AT] << 8 | pdu[PARAMETER_AT + 1];
    write_seed(folder, "body", 2 * number, pdu + header + 2, size - header > 2 ? size - header - 2 : 0);
    write_seed(folder, "parameter", number, pdu + header,
               parameter < size - header ? parameter : size - header);
    if (header + parameter < size)
        write_seed(folder, "body", 2 * number + 1, pdu + header + parameter, size - header - parameter);
}

static void write_frames(const char *folder, unsigned number, const struct vector *vector)
{
    uint8_t room[FUZZ_FRAMES_MAX];
    write_seed(folder, "frames", number, room, fuzz_frames_make(room, vector->octets, vector->size, number));
    write_seed(folder, "segments", number, room,
               fuzz_segments_make(room, vector->octets, vector->size, number));
}

/* Both partners that take part play the scripts `number` and the next one; every fifth telegram is mutated. */
static void write_session(const char *folder, unsigned number)
{
    enum { STEPS = 60, STEP = 4, ACTS = 16, EVERY = 5 };
    uint8_t octets[2 + STEPS * STEP] = {(uint8_t)(number * 37), (uint8_t)number};
    for (unsigned i = 0; i < STEPS; i++) {
        uint8_t *step = octets + 2 + (size_t)i * STEP;
        unsigned act = number % 2 && i % EVERY == 0 ? (number / 2 + i / EVERY) % ACTS : 0;
        step[0] = (uint8_t)(act * 4 + i % 2);
        step[1] = (uint8_t)(number * 5 + i);
        step[2] = (uint8_t)(i * 3);
        step[3] = (uint8_t)(i + number);
    }
    write_seed(folder, "session", number, octets, sizeof octets);
}

int main(int argc, char **argv)
{
    unsigned number = 0;
    if (argc != 2 || (mkdir(argv[1], 0777) != 0 && errno != EEXIST))
        vector_fail("fuzz_seeds", 0, "usage: fuzz_seeds FOLDER");
    for (size_t f = 0; vector_files[f]; f++) {
        struct vectors *vectors = vectors_load(vector_files[f]);
        for (size_t i = 0; i < vectors->count; i++, number++) {
            const struct vector *vector = &vectors->list[i];
            write_seed(argv[1], "packet", number, vector->octets, vector->size);
            write_frames(argv[1], number, vector);
            if (vector->size > PDU_AT && vector->octets[5] == 0xF0)
                write_pdu(argv[1], number, vector->octets + PDU_AT, vector->size - PDU_AT);
        }
        free(vectors);
    }
    for (unsigned i = 0; i < 64; i++, number++)
        write_session(argv[1], i);
    printf("%u seeds\n", number);
    return EXIT_SUCCESS;
}
