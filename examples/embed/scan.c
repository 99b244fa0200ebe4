/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <sieben/block.h>
#include <sieben/posix_loop.h>
#include <stdio.h>
#include <stdlib.h>

enum { SCAN_MS = 10, AREA = 20 };

/* The program's data block: DB10, of which 0…19 are sent and 20…39 received. */
static uint8_t db10[2 * AREA];

static int read_image(void *user, const struct s7_range *range, uint8_t *ret_octets)
{
    (void)user;
    bool there = range->db == 10 && s7_memory_fetch(db10, sizeof db10, range, ret_octets);
    return there ? S7_OK : S7_ERR_DATA_MISSING;
}

static int write_image(void *user, const struct s7_range *range, const uint8_t *octets)
{
    (void)user;
    bool there = range->db == 10 && s7_memory_store(db10, sizeof db10, range, octets);
    return there ? S7_OK : S7_ERR_DATA_MISSING;
}

static struct s7_block_inputs inputs_of(struct s7_block_link *id, const char *remote, const char *local)
{
    struct s7_tag there, here;
    struct s7_block_inputs inputs = {.id = id, .area_count = 1};
    if (s7_tag_parse(remote, &there, NULL) != S7_OK || s7_tag_parse(local, &here, NULL) != S7_OK)
        abort();
    inputs.areas[0].remote = there.range;
    inputs.areas[0].local = here.range;
    return inputs;
}

static uint32_t counter_at(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void count(uint8_t *at)
{
    uint32_t next = counter_at(at) + 1;
    for (int i = 0; i < 4; i++)
        at[i] = (uint8_t)(next >> (24 - 8 * i));
}

/* Every success, and an ERROR when it is another one than before. */
static void print_outputs(const char *block, const char *success, bool done, bool error, uint16_t status,
                          const struct s7_fault *fault, uint16_t *last)
{
    if (done)
        printf("%s %s STATUS %u: %s; sent %" PRIu32 ", received %" PRIu32 "\n", block, success, status,
               s7_block_status_text(status), counter_at(db10), counter_at(db10 + AREA));
    else if (error && status != *last)
        printf("%s ERROR STATUS %u: %s (%s)\n", block, status, s7_block_status_text(status),
               s7_error_text(fault->error));
    if (done || error)
        *last = status;
    fflush(stdout);
}

struct station {
    struct s7_loop *loop;
    struct s7_block_link *link;
    struct s7_get *get;
    struct s7_put *put;
};

/* The partner is OVEN of two-cells.yaml: an S7-300, rack 0, slot 2. */
static bool make_station(const char *host, uint16_t port, struct station *ret_station)
{
    struct s7_block_link_config config;
    s7_block_link_config_default(&config);
    config.host = host;
    config.port = port;
    config.slot = 2;
    config.seed = (uint64_t)s7_loop_now();
    config.memory = (struct s7_block_memory){.read = read_image, .write = write_image};
    if (s7_loop_new(NULL, &ret_station->loop) != S7_OK)
        return false;
    config.dialer = s7_loop_dialer(ret_station->loop);
    return s7_block_link_new(&config, &ret_station->link) == S7_OK &&
           s7_get_new(AREA, &ret_station->get) == S7_OK && s7_put_new(AREA, &ret_station->put) == S7_OK;
}

static void end_station(struct station *station)
{
    s7_block_link_close(station->link, s7_loop_now());
    while (!s7_block_link_idle(station->link))
        s7_loop_turn(station->loop, -1);
    s7_get_free(station->get);
    s7_put_free(station->put);
    s7_block_link_free(station->link);
    s7_loop_free(station->loop);
}

/* The program: PUT and GET in turn, for an S7-300 grants one job at a time. */
static void scan(struct station *station, s7_time now)
{
    static bool receiving;
    static uint16_t last_put, last_get;
    struct s7_block_inputs send = inputs_of(station->link, "P#DB100.DBX0.0 BYTE 20", "P#DB10.DBX0.0 BYTE 20");
    struct s7_block_inputs fetch = inputs_of(station->link, "P#DB100.DBX0.0 BYTE 20", "P#DB10.DBX20.0 BYTE 20");
    struct s7_put_outputs sent;
    struct s7_get_outputs got;

    send.req = !receiving;
    fetch.req = receiving;
    s7_put_call(station->put, &send, now, &sent);
    s7_get_call(station->get, &fetch, now, &got);
    print_outputs("PUT", "DONE", sent.done, sent.error, sent.status, &sent.fault, &last_put);
    print_outputs("GET", "NDR", got.ndr, got.error, got.status, &got.fault, &last_get);
    if (sent.done || sent.error || got.ndr || got.error)
        receiving = !receiving;
    if (got.ndr)
        count(db10);
}

/* scan HOST PORT [SCANS]: a PLC-like program with a scan every 10 ms, SCANS times or for ever. */
int main(int argc, char **argv)
{
    struct station station;
    long scans = argc > 3 ? atol(argv[3]) : -1;
    if (argc < 3 || !make_station(argv[1], (uint16_t)atoi(argv[2]), &station))
        return 2;
    for (s7_time next = s7_loop_now(); scans != 0; scans -= scans > 0) {
        next += SCAN_MS * S7_MILLISECOND;
        s7_loop_run(station.loop, next); /* octets move until the scan is due */
        s7_block_link_call(station.link, s7_loop_now());
        scan(&station, s7_loop_now());
    }
    end_station(&station);
    return 0;
}
