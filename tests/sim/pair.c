/* SPDX-License-Identifier: MIT */
#include "sim/pair.h"

struct bench bench;

struct s7_server_config server_config(void)
{
    struct s7_server_config config;
    s7_server_config_default(&config);
    config.pdu_length = 240;
    config.amq = 3;
    config.link_count = 4;
    return config;
}

void set_up(struct s7_server_config server, const struct s7_client_config *client)
{
    struct s7_client_config config;
    s7_client_config_default(&config);
    sim_init(&bench.sim);
    flat_init(&bench.flat, server);
    assert_int_equal(s7_client_new(client ? client : &config, &bench.client), S7_OK);
}

enum s7_accept connect_client(void)
{
    return sim_connect(&bench.sim, s7_client_session(bench.client), s7_server_acceptor(bench.flat.server),
                       "peer");
}

void tear_down(void)
{
    s7_client_close(bench.client, bench.sim.now);
    s7_server_close(bench.flat.server, bench.sim.now);
    sim_pass(&bench.sim, 10 * S7_SECOND);
    assert_int_equal(s7_client_state(bench.client), S7_CLIENT_IDLE);
    assert_int_equal(s7_server_counters(bench.flat.server)->links, 0);
    sim_done(&bench.sim);
    s7_client_free(bench.client);
    flat_done(&bench.flat);
}

struct s7_range db1(uint32_t octet, uint32_t octets)
{
    return (struct s7_range){.area = S7_AREA_DB, .db = 1, .first_bit = octet * 8, .bit_count = octets * 8};
}

struct s7_job job_of(enum s7_job_kind kind, struct s7_job_item *items, size_t count)
{
    return (struct s7_job){.kind = kind, .items = items, .item_count = count, .timeout = 2 * S7_SECOND};
}

bool job_finished(void *user)
{
    return ((struct s7_job *)user)->finished;
}

void run_job(struct s7_job *job)
{
    assert_int_equal(s7_client_submit(bench.client, job, bench.sim.now), S7_OK);
    assert_true(sim_until(&bench.sim, job_finished, job, 60 * S7_SECOND));
}

void fill(uint8_t *octets, size_t size, unsigned seed)
{
    for (size_t i = 0; i < size; i++)
        octets[i] = (uint8_t)(i * 7 + seed + i / 251);
}
