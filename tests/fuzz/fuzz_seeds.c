/* SPDX-License-Identifier: MIT
 *
 * Writes tests/vectors as seed files: FOLDER/packet (whole packets), FOLDER/pdu (from the protocol id on),
 * FOLDER/body (parameter behind its first two octets, data part), FOLDER/parameter (whole).
 */
#include <errno.h>
#include <sys/stat.h>

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
            if (vector->size > PDU_AT && vector->octets[5] == 0xF0)
                write_pdu(argv[1], number, vector->octets + PDU_AT, vector->size - PDU_AT);
        }
        free(vectors);
    }
    printf("%u seeds\n", number);
    return EXIT_SUCCESS;
}
