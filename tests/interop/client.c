/* SPDX-License-Identifier: MIT
 *
 * client PORT bits|octets   a C program on sieben/posix.h against the server of snap7_server.py: reads DB1 (2000 octets,
 * several PDUs), writes DB2 (1500 octets), sets one bit of DB3 where the server can, and is refused what is not there.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sieben/posix.h"

enum { READ_SIZE = 2000, WRITE_SIZE = 1500 };

static struct s7_range octets_of(uint16_t db, uint32_t size)
{
    return (struct s7_range){.area = S7_AREA_DB, .db = db, .first_bit = 0, .bit_count = size * 8};
}

static void fill(uint8_t *octets, size_t size, unsigned factor, unsigned offset)
{
    for (size_t i = 0; i < size; i++)
        octets[i] = (uint8_t)(i * factor + offset);
}

static bool fails(const char *step, int error, const struct s7_fault *fault)
{
    if (error != S7_OK)
        fprintf(stderr, "%s: %s (item code %02X, peer code %04X)\n", step, s7_error_text(error),
                fault->item_code, (unsigned)fault->peer_code);
    return error != S7_OK;
}

static bool read_pattern(struct s7_posix_client *client)
{
    struct s7_fault fault;
    struct s7_range range = octets_of(1, READ_SIZE);
    uint8_t got[READ_SIZE], expected[READ_SIZE];
    fill(expected, sizeof expected, 7, 3);
    if (fails("read DB1", s7_posix_read(client, &range, got, sizeof got, &fault), &fault))
        return false;
    return memcmp(got, expected, sizeof got) == 0;
}

static bool write_pattern(struct s7_posix_client *client)
{
    struct s7_fault fault;
    struct s7_range range = octets_of(2, WRITE_SIZE);
    uint8_t sent[WRITE_SIZE];
    fill(sent, sizeof sent, 5, 1);
    return !fails("write DB2", s7_posix_write(client, &range, sent, sizeof sent, &fault), &fault);
}

static bool write_bit(struct s7_posix_client *client)
{
    struct s7_fault fault;
    struct s7_range bit = {.area = S7_AREA_DB, .db = 3, .first_bit = 5 * 8 + 6, .bit_count = 1};
    const uint8_t on = 1;
    uint8_t got = 0;
    return !fails("write a bit", s7_posix_write(client, &bit, &on, 1, &fault), &fault) &&
           !fails("read a bit", s7_posix_read(client, &bit, &got, 1, &fault), &fault) && got == 1;
}

static bool refused(struct s7_posix_client *client)
{
    struct s7_fault fault;
    struct s7_range missing = octets_of(99, 4);
    uint8_t got[4];
    return s7_posix_read(client, &missing, got, sizeof got, &fault) != S7_OK && fault.error != S7_OK;
}

int main(int argc, char **argv)
{
    struct s7_posix_config config;
    struct s7_posix_client *client = NULL;
    struct s7_fault fault;
    if (argc != 3)
        return 2;
    s7_posix_config_default(&config);
    config.host = "127.0.0.1";
    config.port = (uint16_t)strtoul(argv[1], NULL, 10);
    if (fails("open", s7_posix_open(&config, &client, &fault), &fault))
        return 1;
    printf("PDU length %u\n", (unsigned)s7_posix_grant(client).pdu_length);
    bool good = read_pattern(client) && write_pattern(client) &&
                (strcmp(argv[2], "bits") != 0 || write_bit(client)) && read_pattern(client) && refused(client);
    s7_posix_close(client);
    return good ? 0 : 1;
}
