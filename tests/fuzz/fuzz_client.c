/* SPDX-License-Identifier: MIT
 *
 * Arbitrary octets as the answers of a partner, to a client with reads and writes in flight.  The first octet says
 * how far the connection is when they begin; the rest is cut as its own octets say.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/client.h"
#include "must.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { JOBS = 3, AREA = 700 };

static const uint8_t OPENED[] = {
    0x03, 0x00, 0x00, 0x16, 0x11, 0xd0, 0x00, 0x01, 0x00, 0x03, 0x00, 0xc0, 0x01, 0x0a,
    0xc1, 0x02, 0x01, 0x00, 0xc2, 0x02, 0x03, 0x01, /* CC */
    0x03, 0x00, 0x00, 0x1b, 0x02, 0xf0, 0x80, 0x32, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00,
    0x08, 0x00, 0x00, 0x00, 0x00, 0xf0, 0x00, 0x00, 0x03, 0x00, 0x03, 0x00, 0xf0 /* setup, reference 1 */
};
enum { CC_SIZE = 22 };

struct work {
    struct s7_job job;
    struct s7_job_item items[2];
    uint8_t *octets[2]; /* of their exact size */
};

static void work_init(struct work *work, enum s7_job_kind kind, uint32_t octets)
{
    *work = (struct work){.job = {.kind = kind, .items = work->items, .item_count = 2, .timeout = S7_SECOND}};
    work->octets[0] = calloc(octets, 1);
    work->octets[1] = calloc(1, 1);
    must(work->octets[0] && work->octets[1]);
    work->items[0] =
        (struct s7_job_item){.range = {.area = S7_AREA_DB, .db = 1, .first_bit = 80, .bit_count = octets * 8},
                             .octets = work->octets[0]};
    work->items[1] = (struct s7_job_item){.range = {.area = S7_AREA_MEMORY, .first_bit = 9, .bit_count = 1},
                                          .octets = work->octets[1]};
}

/* A session takes an exact-size copy, so that reading beyond it is found. */
static void feed(struct s7_session *session, const uint8_t *octets, size_t size, s7_time now)
{
    uint8_t *exact = malloc(size ? size : 1);
    must(exact);
    memcpy(exact, octets, size);
    must(session->ops->input(session->self, exact, size, now) <= size);
    free(exact);
}

static void drain(struct s7_session *session, s7_time now)
{
    const uint8_t *octets = NULL;
    size_t size = session->ops->output(session->self, &octets);
    session->ops->output_done(session->self, size, now);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct s7_fault end = {0};
    struct s7_client_config config;
    struct s7_client *client = NULL;
    struct work work[JOBS];
    s7_time now = S7_SECOND;
    if (size == 0)
        return 0;
    s7_client_config_default(&config);
    must(s7_client_new(&config, &client) == S7_OK);
    struct s7_session *session = s7_client_session(client);
    for (size_t i = 0; i < JOBS; i++) {
        work_init(&work[i], i % 2 ? S7_JOB_WRITE : S7_JOB_READ, AREA);
        must(s7_client_submit(client, &work[i].job, now) == S7_OK);
    }
    session->ops->tick(session->self, now);
    static const size_t starts[] = {0, CC_SIZE, sizeof OPENED, sizeof OPENED};
    feed(session, OPENED, starts[data[0] % 4], now);
    for (size_t at = 1; at < size;) {
        size_t piece = (size_t)data[at] + 1 < size - at ? (size_t)data[at] + 1 : size - at;
        drain(session, now);
        feed(session, data + at, piece, now);
        at += piece;
    }
    if (session->ops->want(session->self) & S7_WANT_READ)
        session->ops->tick(session->self, now + 10 * S7_SECOND);
    session->ops->closed(session->self, &end, now);
    for (size_t i = 0; i < JOBS; i++) {
        must(work[i].job.finished);
        free(work[i].octets[0]);
        free(work[i].octets[1]);
    }
    s7_client_free(client);
    return 0;
}
