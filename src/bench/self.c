/* SPDX-License-Identifier: MIT
 *
 * The subject: the blocking client of libsieben, as a program outside uses it.
 */
#include <stdlib.h>
#include <string.h>

#include "bench/pattern.h"
#include "bench/subject.h"
#include "sieben/posix.h"

struct self_client {
    struct s7_posix_client *posix;
    struct s7_range range;
    size_t last_offset;
    uint8_t octets[S7_BENCH_SIZE_MAX];
    uint8_t pattern[S7_BENCH_PATTERN_SIZE]; /* what is written */
};

static void *open_db(uint16_t port, size_t size, uint16_t db)
{
    struct self_client *client = calloc(1, sizeof *client);
    struct s7_posix_config config;
    struct s7_fault fault;
    if (!client)
        return NULL;
    client->range = (struct s7_range){.area = S7_AREA_DB, .db = db, .bit_count = (uint32_t)size * 8};
    s7_bench_pattern(client->pattern);
    s7_posix_config_default(&config);
    config.host = "127.0.0.1";
    config.port = port;
    config.pdu_length = S7_BENCH_PDU_LENGTH;
    if (s7_posix_open(&config, &client->posix, &fault) == S7_OK)
        return client;
    free(client);
    return NULL;
}

static void *self_open(uint16_t port, size_t size)
{
    return open_db(port, size, S7_BENCH_DB);
}

static const uint8_t *self_request(void *self, size_t offset)
{
    struct self_client *client = self;
    struct s7_fault fault;
    client->range.first_bit = (uint32_t)offset * 8;
    int error =
        s7_posix_read(client->posix, &client->range, client->octets, client->range.bit_count / 8, &fault);
    return error == S7_OK ? client->octets : NULL;
}

static bool self_close(void *self)
{
    struct self_client *client = self;
    s7_posix_close(client->posix);
    free(client);
    return true;
}

const struct s7_bench_client_ops s7_bench_self_client = {self_open, self_request, self_close};

static void *self_write_open(uint16_t port, size_t size)
{
    return open_db(port, size, S7_BENCH_DB_WRITTEN);
}

static const uint8_t *self_write_request(void *self, size_t offset)
{
    struct self_client *client = self;
    struct s7_fault fault;
    client->last_offset = offset;
    int error = s7_posix_write(client->posix, &client->range, client->pattern + offset,
                               client->range.bit_count / 8, &fault);
    return error == S7_OK ? client->pattern + offset : NULL;
}

/* A write is proved by reading back what the last one left: all go to the same place, each with other octets. */
static bool self_write_close(void *self)
{
    struct self_client *client = self;
    const uint8_t *octets = self_request(client, 0);
    bool good =
        octets && memcmp(octets, client->pattern + client->last_offset, client->range.bit_count / 8) == 0;
    return self_close(client) && good;
}

const struct s7_bench_client_ops s7_bench_self_write_client = {self_write_open, self_write_request,
                                                               self_write_close};
