/* SPDX-License-Identifier: MIT
 *
 * The limit `raw`: as many octets there and back as a Read Var of one item takes, and nothing else done about them.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/loopback.h"
#include "bench/pattern.h"
#include "bench/subject.h"

enum {
    REQUEST_SIZE = 31, /* TPKT 4, DT 3, header 10, parameter 2, item 12 */
    ANSWER_BASE = 25   /* TPKT 4, DT 3, header 12, parameter 2, data item header 4 */
};

struct raw_client {
    int socket;
    size_t size;
    uint8_t request[REQUEST_SIZE];
    uint8_t answer[ANSWER_BASE + S7_BENCH_SIZE_MAX];
};

static void *raw_open(uint16_t port, size_t size)
{
    struct raw_client *client = calloc(1, sizeof *client);
    if (!client)
        return NULL;
    client->size = size;
    client->socket = s7_bench_connect(port);
    if (client->socket >= 0)
        return client;
    free(client);
    return NULL;
}

static const uint8_t *raw_request(void *self, size_t offset)
{
    struct raw_client *client = self;
    client->request[0] = (uint8_t)offset;
    if (!s7_bench_send(client->socket, client->request, REQUEST_SIZE) ||
        !s7_bench_receive(client->socket, client->answer, ANSWER_BASE + client->size))
        return NULL;
    return client->answer + ANSWER_BASE;
}

static bool raw_close(void *self)
{
    struct raw_client *client = self;
    bool good = close(client->socket) == 0;
    free(client);
    return good;
}

const struct s7_bench_client_ops s7_bench_raw_client = {raw_open, raw_request, raw_close};

void s7_bench_raw_serve(int listener, size_t size)
{
    uint8_t octets[ANSWER_BASE + S7_BENCH_PATTERN_SIZE] = {0};
    uint8_t request[REQUEST_SIZE];
    s7_bench_pattern(octets + ANSWER_BASE);
    for (int socket; (socket = s7_bench_accept(listener)) >= 0; close(socket))
        while (s7_bench_receive(socket, request, REQUEST_SIZE) &&
               s7_bench_send(socket, octets + request[0] % S7_BENCH_OFFSET_COUNT, ANSWER_BASE + size))
            continue;
}
